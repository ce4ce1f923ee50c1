"""How long the past takes: 1,500 actors and 8,000 ties, each written five times.

python -m benchmarks.past [STORE]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from graph.changes import Put, Transaction
from graph.model import Actor, Record, Tie, global_id
from graph.past.as_of import Pasts, as_of
from graph.past.history import history
from graph.past.undo import undo
from graph.picture import Picture, Pictures
from graph.rights import OFFICE
from graph.store import Store, open_store

STATES = 5
START = datetime(2025, 1, 1, tzinfo=UTC)

_Answer = TypeVar("_Answer")


def district(actors: int = 1500, ties: int = 8000) -> list[Record]:
    """The same every time."""
    chance = random.Random(1)  # noqa: S311 a seeded generator, no secret
    nodes = [
        Actor(id=global_id("k", "Actor", f"a{n}"), dataset="k", external_id=f"a{n}", name=f"Verein {n} e. V.")
        for n in range(actors)
    ]
    edges: dict[str, Tie] = {}
    while len(edges) < ties:
        a, b = chance.sample(nodes, 2)
        key = f"{a.external_id}|{b.external_id}"
        edges[key] = Tie(
            id=global_id("k", "Tie", key), dataset="k", external_id=key, source=a.id, target=b.id, level=2.0
        )
    return [*nodes, *edges.values()]


def timed(what: str, work: Callable[[], _Answer]) -> _Answer:
    """What the work answers; prints how long it took, and how much of that this process was at work."""
    started, at_work = time.perf_counter(), time.process_time()
    answer = work()
    wall, own = time.perf_counter() - started, time.process_time() - at_work
    sys.stdout.write(f"{what:45} {wall:8.3f} s {own:8.3f} s\n")
    return answer


def asked(picture: Picture) -> int:
    """Read actors and ties of a picture."""
    view = picture.seen_by(OFFICE)
    return len(view.all(Actor)) + len(view.all(Tie))


def measure(store: Store) -> None:
    """Print one line for each question."""
    records = district()
    for state in range(STATES):
        puts = tuple(Put(replace(record, note=f"Stand {state}")) for record in records)
        at = START + timedelta(days=30 * state)
        timed("write 9,500 records", lambda: store.commit(Transaction(puts, "Messung", "Messung", at)))  # noqa: B023 called at once
    timed("the picture of today, actors and ties", lambda: asked(Pictures(store).current()))
    for revision in (1, 3, STATES):
        past = timed(f"the log folded to revision {revision}", lambda: as_of(store, revision))  # noqa: B023 called at once
        timed("  its picture, actors and ties", lambda: asked(past.picture))  # noqa: B023 called at once
    pasts = Pasts(store)
    pasts.as_of(3)
    timed("the same again, kept", lambda: pasts.as_of(3))
    timed("the history of an actor", lambda: history(store, records[0].id, OFFICE))
    timed("the same with its ties", lambda: history(store, records[0].id, OFFICE, with_edges=True))
    when = START + timedelta(days=300)
    timed("9,500 obstacles to an undoing", lambda: undo(store, 3, author="M", at=when, viewer=OFFICE))
    timed("undoing 9,500 changes", lambda: undo(store, STATES, author="M", at=when, viewer=OFFICE))


def main() -> None:
    """Measure in a new embedded store, or in an empty one at the address given."""
    with tempfile.TemporaryDirectory() as temporary:
        address = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:{Path(temporary) / 'past.db'}"
        with open_store(address) as store:
            measure(store)


if __name__ == "__main__":
    main()
