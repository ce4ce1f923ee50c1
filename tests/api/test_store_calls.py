"""A request touches the store once, to learn whether anything changed, however many rows it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from api.app import create_app
from graph.changes import Put, Transaction
from graph.model import Actor, Measure, Place, Record, Responsibility, Term, global_id
from graph.store import Store, open_store

Fill = Callable[[Store, Sequence[Record]], None]
QUERY = """query ($n: Int!) { measures(first: $n) { totalCount nodes { title fields { label } places { name }
  responsibilities { edges { role node { name places { name } } } } } } }"""


class Counting:
    """A real store, and how often each of its methods was called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        held = getattr(self._store, name)
        if not callable(held):
            return held

        def counted(*arguments: Any, **options: Any) -> Any:
            self.calls[name] += 1
            return held(*arguments, **options)

        return counted


def district(measures: int) -> list[Record]:
    def new(kind: Any, key: str, **values: Any) -> Any:
        return kind(id=global_id("d", kind.__name__, key), dataset="d", external_id=key, **values)

    place, term = new(Place, "p", name="Werl"), new(Term, "t", scheme="field", label="Sprache")
    actors = [new(Actor, f"a{n}", name=f"Akteur {n}", places=(place.id,)) for n in range(20)]
    listed = [new(Measure, f"m{n}", title=f"M {n}", fields=(term.id,), places=(place.id,)) for n in range(measures)]
    edges = [
        new(Responsibility, f"r{n}-{k}", source=actors[(n + k) % 20].id, target=measure.id)
        for n, measure in enumerate(listed)
        for k in range(3)
    ]
    return [place, term, *actors, *listed, *edges]


def test_calls_do_not_grow_with_rows(store: Store, fill: Fill, serve: Any) -> None:
    fill(store, district(150))
    counting: Any = Counting(store)
    server = serve(create_app(counting))
    server.ask(QUERY, n=1)  # each kind is read when it is first asked for
    calls = {}
    for rows in (10, 100):
        counting.calls.clear()
        assert len(server.ask(QUERY, n=rows)["measures"]["nodes"]) == rows
        calls[rows] = dict(counting.calls)
    assert calls[10] == calls[100] == {"head": 1}


def test_what_somebody_else_wrote_is_there_at_the_next_request(fill: Fill, serve: Any) -> None:
    with open_store("sqlite::memory:") as store:
        fill(store, district(3))
        server = serve(create_app(store))
        assert server.ask("{ revision measures { totalCount } }") == {"revision": 1, "measures": {"totalCount": 3}}
        more = Measure(id=global_id("d", "Measure", "new"), dataset="d", external_id="new", title="Neu")
        store.commit(Transaction((Put(more),), author="Amt 50", reason="Test", at=datetime.now(UTC)))
        assert server.ask("{ revision measures { totalCount } }") == {"revision": 2, "measures": {"totalCount": 4}}


def test_one_answer_is_of_one_revision(fill: Fill, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes while a request is answered: its last fields see what its first ones saw."""
    with open_store("sqlite::memory:") as store:
        fill(store, district(2))
        server = serve(create_app(store))
        server.ask("{ revision }")

        def write_then_list(found: Any, *arguments: Any) -> Any:
            number = store.revision()
            record = Measure(
                id=global_id("d", "Measure", f"x{number}"), dataset="d", external_id=f"x{number}", title="X"
            )
            store.commit(Transaction((Put(record),), author="Amt 50", reason="Test", at=datetime.now(UTC)))
            return list(found)

        monkeypatch.setattr("api.graphql.query.valid_on", write_then_list)
        answer = server.ask("{ a: measures { totalCount } revision b: measures { totalCount } }")
        assert answer == {"a": {"totalCount": 2}, "revision": 1, "b": {"totalCount": 2}}
        assert server.ask("{ revision }") == {"revision": 3}
