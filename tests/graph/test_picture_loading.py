"""A picture reads what it is asked for and stays at its revision, whatever the store does meanwhile."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.changes import Change, Delete, Put, Transaction
from graph.errors import StoreUnreachable
from graph.model import KINDS, Actor, Measure, Place, Record, Responsibility, Tie, global_id
from graph.picture import Picture, Pictures, View
from graph.query import parse_filter
from graph.rights import OFFICE
from graph.rows import column_names, records, rows_of
from graph.store import Store, open_store
from tests.graph.random_graphs import EDGES, NODES, a_filter, a_graph, an_order, named, viewers

Kinds = tuple[type[Record], ...]
EVERY_KIND = tuple(KINDS.values())


class Counting:
    """A real store that remembers which kinds were read from it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read: Counter[type[Record]] = Counter()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def rows(self, kinds: Iterable[type[Record]], datasets: Any = None) -> Any:
        self.read.update(kinds)
        return self._store.rows(tuple(kinds), datasets)


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store("sqlite::memory:") as opened:
        yield opened


def write(store: Store, *put: Record, delete: Iterable[Record] = ()) -> None:
    changes: tuple[Change, ...] = (*map(Put, put), *(Delete(type(record).__name__, record.id) for record in delete))
    store.commit(Transaction(changes, author="test", reason="test", at=datetime.now(UTC)))


def new(kind: Any, key: str, dataset: str = "d", /, **values: Any) -> Any:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


PLACE = new(Place, "p", name="Werl")
A, B, C = (new(Actor, key, name=key.upper(), places=(PLACE.id,)) for key in "abc")
M = new(Measure, "m", title="M")
TIE = new(Tie, "t", source=A.id, target=B.id)
EDGE = new(Responsibility, "r", source=A.id, target=M.id)


def everything(view: View) -> dict[type[Record], tuple[Record, ...]]:
    return {kind: found for kind in EVERY_KIND if (found := view.all(kind))}


def test_a_question_about_actors_reads_no_measures(memory: Store) -> None:
    write(memory, PLACE, A, B, M, TIE, EDGE)
    counting: Any = Counting(memory)
    view = Pictures(counting).current().seen_by(OFFICE)
    assert view.count(Actor, parse_filter(Actor, {"ties": {"some": {"node": {"name": {"eq": "B"}}}}})) == 1
    assert counting.read == {Actor: 1, Tie: 1}
    assert view.count(Actor, parse_filter(Actor, {"places": {"some": {"name": {"eq": "Werl"}}}})) == 2
    assert counting.read == {Actor: 1, Tie: 1, Place: 1}


def test_a_picture_of_one_dataset_holds_nothing_of_another(memory: Store) -> None:
    there = new(Actor, "x", "e", name="X")
    write(memory, A, B, there, new(Tie, "far", source=A.id, target=there.id), PLACE)
    pictures = Pictures(memory, ["d"])
    view = pictures.current().seen_by(OFFICE)
    assert view.datasets == ("d",)
    assert (view.get(there.id), view.all(Tie), view.count(Actor)) == (None, (), 2)
    write(memory, replace(there, name="Y"), C)
    assert [actor.name for actor in pictures.current().seen_by(OFFICE).all(Actor)] == ["A", "B", "C"]


def test_a_kind_read_later_is_of_the_same_revision(store: Store) -> None:
    write(store, PLACE, A, B, M, TIE, EDGE)
    expected = everything(Pictures(store).current().seen_by(OFFICE))
    late = Pictures(store).current()
    by_id = Pictures(store).current().seen_by(OFFICE)
    write(store, C, replace(A, name="Neu", places=()), replace(M, title="Auch neu"), delete=[TIE, B])
    write(store, replace(C, name="Noch neuer"), replace(PLACE, name="Soest"), delete=[EDGE])
    assert late.revision == 1
    assert by_id.get(B.id) == B
    assert by_id.get(C.id) is None
    assert everything(late.seen_by(OFFICE)) == expected
    assert late.seen_by(OFFICE).datasets == ("d",)


def test_a_store_replaced_during_a_question_is_said(memory: Store) -> None:
    write(memory, PLACE, A)
    view = Pictures(memory).current().seen_by(OFFICE)
    with open_store("sqlite::memory:") as other:
        write(other, replace(A, name="anders", places=()))
        write(other, replace(B, places=()))
        memory.replace(other.log())
    with pytest.raises(StoreUnreachable, match="replaced"):
        view.all(Actor)


def test_another_history_of_the_same_length_is_read_anew(memory: Store) -> None:
    write(memory, PLACE, A)
    pictures = Pictures(memory)
    assert [actor.name for actor in pictures.current().seen_by(OFFICE).all(Actor)] == ["A"]
    for length in (1, 2):
        with open_store("sqlite::memory:") as other:
            for number in range(length):
                write(other, new(Actor, "a", name=f"anders {number}"))
            memory.replace(other.log())
        assert [a.name for a in pictures.current().seen_by(OFFICE).all(Actor)] == [f"anders {length - 1}"]


def test_only_what_changed_is_made_anew(memory: Store) -> None:
    write(memory, PLACE, A, B, M, TIE, EDGE)
    counting: Any = Counting(memory)
    pictures = Pictures(counting)
    before = pictures.current()
    everything(before.seen_by(OFFICE))
    counting.read.clear()
    write(memory, replace(A, name="Z"))
    after = pictures.current()
    assert [actor.name for actor in after.seen_by(OFFICE).all(Actor)] == ["B", "Z"]
    assert after.table(Tie) is before.table(Tie)
    assert after.table(Actor).column("places") is before.table(Actor).column("places")
    assert after.seen_by(OFFICE).one(Measure, M.id) is before.seen_by(OFFICE).one(Measure, M.id)
    assert not counting.read


def test_after_very_many_changes_kinds_are_read_anew(memory: Store) -> None:
    counting: Any = Counting(memory)
    pictures = Pictures(counting)
    assert pictures.current().seen_by(OFFICE).all(Actor) == ()
    write(memory, *(new(Actor, f"x{number}", name="X") for number in range(1100)))
    assert pictures.current().seen_by(OFFICE).count(Actor) == 1100
    assert counting.read[Actor] == 2


@pytest.mark.parametrize("seed", range(8))
def test_a_picture_brought_up_to_date_is_the_picture_read_anew(seed: int, memory: Store) -> None:
    chance = random.Random(seed)
    graph = a_graph(chance, storable=True)
    write(memory, *graph.values())
    pictures = Pictures(memory)
    for _ in range(4):
        old = pictures.current().seen_by(OFFICE)
        for kind in chance.sample((*NODES, *EDGES), 5):  # some are asked before the change, some only after
            old.count(kind, parse_filter(kind, a_filter(chance, kind, graph)))
        edges = [record for record in graph.values() if isinstance(record, EDGES)]
        gone = chance.sample(edges, min(3, len(edges)))
        drawn = a_graph(chance, storable=True)
        there = graph.keys() - {record.id for record in gone}
        put = [record for ref, record in drawn.items() if named(record) <= there and (ref in there or ref not in graph)]
        write(memory, *chance.sample(put, min(8, len(put))), delete=gone)
        graph = {record.id: record for record in memory.read(EVERY_KIND)[1]}
        view, anew = pictures.current().seen_by(OFFICE), Picture(1, graph).seen_by(OFFICE)
        assert everything(view) == everything(anew)
        for kind in (*NODES, *EDGES):
            asked = parse_filter(kind, a_filter(chance, kind, graph))
            order = an_order(chance, kind)
            assert view.select(kind, asked, order, None).records == anew.select(kind, asked, order, None).records


def test_every_store_answers_alike(store: Store) -> None:
    chance = random.Random(7)
    graph = a_graph(chance, nodes=120, edges=120, storable=True)
    write(store, *graph.values())
    graph = {record.id: record for record in store.read(EVERY_KIND)[1]}
    _, rows = store.rows(EVERY_KIND)
    for kind in EVERY_KIND:
        expected = rows_of(kind, (record for record in graph.values() if type(record) is kind))
        assert rows[kind] == expected
        assert tuple(rows[kind].columns) == column_names(kind)
        for name, column in rows[kind].columns.items():
            assert [*map(type, column)] == [*map(type, expected.columns[name])]
        assert records(rows[kind]) == records(expected)
    loaded, given = Pictures(store).current(), Picture(1, graph)
    everybody = viewers(chance, graph)
    for _ in range(200):
        viewer, kind = chance.choice(everybody), chance.choice((*NODES, *EDGES))
        asked, order = parse_filter(kind, a_filter(chance, kind, graph)), an_order(chance, kind)
        pages = [picture.seen_by(viewer).select(kind, asked, order, 5) for picture in (loaded, given)]
        assert pages[0] == pages[1]
