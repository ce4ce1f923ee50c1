"""Questions by filter, as ratios to the same questions in networkx and in hand-written Cypher.

    python -m benchmarks.algebra                # 1,500 actors, 8,000 edges
    python -m benchmarks.algebra large          # 20,000 actors, 200,000 edges: takes minutes, most of them to import
    python scripts/neo4j/server.py data/benchmark-neo4j python -m benchmarks.algebra

The last form fills an empty Neo4j with the same district, loads the picture from there too, and asks Cypher. Every
answer is compared before its time is printed. Times are medians of warm runs, in milliseconds.
"""

import multiprocessing
import os
import pickle
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.algebra_peers import CYPHER, NETWORKX, networkx_graph
from benchmarks.district import make_district
from graph.changes import Put, Transaction
from graph.model import KINDS, Actor, Measure, Place, Record, Tie, global_id
from graph.picture import Pictures, View
from graph.query import parse_filter
from graph.rights import GUEST, OFFICE, Viewer
from graph.store import Store, open_store
from importers.run import import_path

SIZES = {"small": (1_500, 3_000, 8_000), "large": (20_000, 30_000, 200_000)}
SECONDS = 1.0  # for each number

Asked = tuple[str, type[Record], dict[str, Any], list[tuple[str, Any]], int | None]


def is_a(label: str) -> dict[str, Any]:
    return {"type": {"some": {"label": {"eq": label}}}}


def tied(node: dict[str, Any], quantifier: str = "some") -> dict[str, Any]:
    return {"ties": {quantifier: {"state": {"eq": "EXISTS"}, "node": node}}}


IN_HOUSING = {"measure": {"fields": {"some": {"label": {"eq": "Wohnen"}}}}}
TWO_HOPS = tied(tied(is_a("Schule")), "none")
QUESTIONS: tuple[Asked, ...] = (
    ("1 of a type, sorted, 50", Actor, is_a("Verein"), [], 50),
    ("2 none, one hop", Measure, {"status": {"eq": "PLANNED"}, "contributions": {"none": {}}}, [], 50),
    ("3 none, by edge and node", Actor, {**is_a("Verein"), **tied(is_a("Migrantenorganisation"), "none")}, [], 50),
    ("4 none, three hops", Place, {"actors": {"none": {"responsibilities": {"some": {"node": IN_HOUSING}}}}}, [], 50),
    ("5 at least 3, and none", Measure, {"contributions": {"countGte": 3}, "responsibilities": {"none": {}}}, [], 50),
    ("6 at least 5 neighbours", Actor, {"ties": {"countGte": 5, "where": {"layer": {"eq": "working"}}}}, [], 50),
    ("7 nobody has accepted", Measure, {"responsibilities": {"none": {"state": {"eq": "ACCEPTED"}}}}, [], 50),
    ("8 part of a name", Actor, {"name": {"contains": "eur 17"}}, [], 50),
    ("9 sorted by two, with nulls", Measure, {}, [("end", "desc"), ("status", "asc")], 50),
    ("10 none, two hops of ties, 50", Actor, TWO_HOPS, [], 50),
    ("11 the count of 10", Actor, TWO_HOPS, [], None),
    ("12 three hops of ties, empty", Actor, tied(tied(tied({"name": {"eq": "niemand"}}))), [], 50),
)


def main() -> None:
    """Print one table for each size asked for."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream, unless somebody replaced it
    for size in sys.argv[1:] or ["small"]:
        with tempfile.TemporaryDirectory() as temporary:
            compare(size, Path(temporary))


def compare(size: str, folder: Path) -> None:
    """Fill the stores with one district, then load, ask and refresh."""
    actors, measures, edges = SIZES[size]
    make_district(folder / "district", actors=actors, measures=measures, edges=edges)
    file = f"sqlite:{folder / 'graph.db'}"
    server = os.environ.get("GEFLECHT_STORE")
    with open_store(file) as store:
        fill(store, folder / "district")
        held = store.read(tuple(KINDS.values()))[1]
    print(f"\n{size}: {actors:,} actors, {len(held):,} records, {edges:,} edges")
    peer = folder / "networkx.pickle"
    peer.write_bytes(pickle.dumps(networkx_graph(held)))
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        for name, work, what in (
            ("SQLite, actors and ties", loaded, (file, (Actor, Tie))),
            ("SQLite, every kind", loaded, (file, tuple(KINDS.values()))),
            ("networkx, unpickled", unpickled, (peer,)),
        ):
            seconds, megabytes = fresh.apply(work, what)
            print(f"load {name:<26} {seconds:8.2f} s {megabytes:8.0f} MB")
    graph = pickle.loads(peer.read_bytes())  # noqa: S301  our own, a moment old
    cypher = None
    if server is not None:
        with open_store(server) as store:
            if not store.datasets():
                copied(held, store)
            cypher = Cypher(server)
            started = time.perf_counter()
            Pictures(store).current().need(KINDS.values())
            print(f"load {'Neo4j, every kind':<26} {time.perf_counter() - started:8.2f} s")
    with open_store(file) as store:
        ask_all(store, graph, cypher)
        refresh(store)


def fill(store: Store, folder: Path) -> None:
    import_path(store, folder, dataset="generated", author="benchmark", now=datetime.now(UTC))


def copied(held: list[Record], store: Store) -> None:
    store.commit(Transaction(tuple(map(Put, held)), author="benchmark", reason="benchmark", at=datetime.now(UTC)))


def loaded(address: str, kinds: tuple[type[Record], ...]) -> tuple[float, float]:
    """Seconds and megabytes to read these kinds in a fresh process."""
    with open_store(address) as store:
        before, started = resident(), time.perf_counter()
        picture = Pictures(store).current()
        picture.need(kinds)
        return time.perf_counter() - started, resident() - before


def unpickled(path: Path) -> tuple[float, float]:
    import networkx  # noqa: F401  loaded before the clock runs

    before, started = resident(), time.perf_counter()
    graph = pickle.loads(path.read_bytes())  # noqa: S301  our own, a moment old
    seconds = time.perf_counter() - started
    return seconds, resident() - before + 0 * len(graph)


def resident() -> float:
    """Megabytes of memory in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ask_all(store: Store, graph: Any, cypher: "Cypher | None") -> None:
    """Print a line for each question."""
    view, guest = viewed(store, OFFICE), viewed(store, GUEST)
    print(
        f"{'question':<32}{'first':>9}{'warm':>9}{'guest':>9}{'networkx':>10}{'ratio':>8}{'Cypher':>9}{'ratio':>8}{'total':>8}"
    )
    for question in QUESTIONS:
        name = question[0]
        started = time.perf_counter()
        total = answer(view, question)
        first = (time.perf_counter() - started) * 1000
        ours, closed = timed(lambda q=question: answer(view, q)), timed(lambda q=question: answer(guest, q))  # type: ignore[misc]  # a question
        number = name.split()[0]
        peer = NETWORKX[number]
        assert peer(graph) == total, (name, peer(graph), total)
        other = timed(lambda p=peer: p(graph))  # type: ignore[misc]  # a function
        line = f"{name:<32}{first:9.2f}{ours:9.3f}{closed:9.3f}{other:10.2f}{other / ours:8.0f}"
        if cypher is not None and (statement := CYPHER.get(number)) is not None:
            assert cypher.ask(statement) == total, name
            asked = timed(lambda s=statement: cypher.ask(s))  # type: ignore[misc]  # a statement
            line += f"{asked:9.1f}{asked / ours:8.0f}"
        else:
            line += f"{'-':>9}{'-':>8}"
        print(f"{line}{total:8}")
    ids = [actor.id for actor in view.all(Actor)[:100]]
    for first in (10, None):
        ours = timed(lambda n=first: view.related(Actor, ids, "ties", first=n))  # type: ignore[misc]  # a number
        print(f"{'related, 100 ids, ' + ('all' if first is None else 'the first 10'):<32}{ours:18.3f}")


def viewed(store: Store, viewer: Viewer) -> View:
    return Pictures(store).current().seen_by(viewer)


def answer(view: View, question: Asked) -> int:
    """How many there are; the page is made as well."""
    _, kind, where, order, size = question
    asked = parse_filter(kind, where)
    return view.count(kind, asked) if size is None else view.select(kind, asked, order, size).total


def timed(work: Callable[[], object]) -> float:
    """The median in milliseconds."""
    times: list[float] = []
    until = time.perf_counter() + SECONDS
    while len(times) < 3 or (time.perf_counter() < until and len(times) < 500):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def refresh(store: Store) -> None:
    """What it costs to learn of a change, and to ask again."""
    pictures = Pictures(store)
    view = pictures.current().seen_by(OFFICE)
    a, b = view.all(Actor)[:2]
    for question in QUESTIONS:
        answer(view, question)
    print(f"{'nothing new':<32}{timed(pictures.current):18.3f}")
    for name, question, change in (
        ("an actor renamed", QUESTIONS[0], lambda n: replace(a, name=f"Neuer Name {n}")),
        ("a tie more", QUESTIONS[10], lambda n: _tie(f"new {n}", a, b)),
    ):
        learnt, asked = [], []
        for number in range(9):
            copied([change(number)], store)
            started = time.perf_counter()
            picture = pictures.current()
            learnt.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            answer(picture.seen_by(OFFICE), question)
            asked.append((time.perf_counter() - started) * 1000)
        first = f"question {question[0].split()[0]} after it {statistics.median(asked):.3f}"
        print(f"{name:<32}{statistics.median(learnt):18.3f}, {first}")


def _tie(key: str, a: Actor, b: Actor) -> Tie:
    return Tie(id=global_id("generated", "Tie", key), dataset="generated", external_id=key, source=a.id, target=b.id)


class Cypher:
    """A session of Neo4j's own driver."""

    def __init__(self, address: str) -> None:
        from graph.stores.neo4j_connection import open_driver

        self._driver = open_driver(address)

    def ask(self, statement: str) -> int:
        """The number that a statement answers, or that of its rows."""
        with self._driver.session() as session:
            return int(session.execute_read(lambda tx: tx.run(statement).single(strict=True)[0]))


if __name__ == "__main__":
    main()
