"""Who should work with whom next, as ratios to the same pairs scored by networkx in the same run.

    python -m benchmarks.planning           # 1,500 actors, 3,000 measures; 10 of 5,000 candidates

The generated district has a survey in which everybody answered, so every pair is known. networkx scores the same pairs
by `adamic_adar_index` on the two-mode graph of actors and cells; the scores are compared before any time is printed.
Times are medians of warm runs in milliseconds.
"""

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import networkx as nx

from benchmarks.district import make_district
from graph.dates import VagueDate
from graph.gaps.situation import Situation
from graph.model import KINDS, Actor, Inquiry, Record, Survey, global_id
from graph.network.served_cells import ServedCells
from graph.picture import Picture, View
from graph.planning.candidates import Candidate, candidates
from graph.planning.choosing import choose
from graph.planning.propose import propose
from graph.planning.worth import mendable, worth_of
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path

ON = date(2026, 1, 15)
SECONDS = 2.0  # for each number


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--actors", type=int, default=1500)
    parser.add_argument("--measures", type=int, default=3000)
    parser.add_argument("--edges", type=int, default=8000)
    parser.add_argument("--candidates", type=int, default=5000)
    parser.add_argument("--k", type=int, default=10)
    compare(parser.parse_args())


def compare(asked: argparse.Namespace) -> None:
    """Generate, score on both sides, choose."""
    view, dataset = _district(asked)
    situation = Situation(view, dataset, ON)
    served, gaps = ServedCells.of(situation), mendable(situation)
    found = candidates(situation, served)
    known = [c for c in found.known if c.pair.common][: asked.candidates]
    theirs = _two_mode(served)
    _agree(theirs, known)
    pairs = _pairs(known)
    baseline = _time(lambda: list(nx.adamic_adar_index(theirs, pairs)))
    rows: list[tuple[str, Callable[[], object]]] = [
        ("scores of every pair that shares a cell", lambda: ServedCells(served.by_cell).common),
        (
            f"the best {asked.k} of these candidates",
            lambda: choose(worth_of(situation, known, gaps).objective, asked.k),
        ),
        ("all candidates, from the records", lambda: candidates(situation, ServedCells.of(situation))),
        (f"propose, k = {asked.k}, from the records", lambda: propose(Situation(view, dataset, ON), asked.k)),
    ]
    n, m = situation.network.n, situation.network.m
    print(f"{n:,} actors, {m:,} ties, {len(served.common):,} pairs share a cell, {len(found.known):,} candidates")
    print(f"{f'networkx, the scores of {len(pairs):,} candidates':42} {1000 * baseline:8.1f} ms")
    for name, work in rows:
        taken = _time(work)
        print(f"{name:42} {1000 * taken:8.1f} ms   x {taken / baseline:.2f}")


def _district(asked: argparse.Namespace) -> tuple[View, str]:
    dataset = "generated"
    with tempfile.TemporaryDirectory() as temporary, open_store("sqlite::memory:") as store:
        folder = Path(temporary)
        make_district(folder, actors=asked.actors, measures=asked.measures, edges=asked.edges)
        import_path(store, folder, dataset=dataset, author="benchmark", now=datetime.now(UTC))
        records = {record.id: record for record in store.read(tuple(KINDS.values()))[1]}
    records |= {record.id: record for record in _survey(dataset, records.values())}
    return Picture(1, records).seen_by(OFFICE), dataset


def _survey(dataset: str, records: Iterable[Record]) -> Iterator[Record]:
    """A survey that everybody answered."""
    survey = global_id(dataset, Survey.__name__, "w")
    ended = VagueDate.on(date(2025, 6, 30))
    yield Survey(id=survey, dataset=dataset, external_id="w", title="Alle", roster="COMPLETE", end=ended)
    for actor in records:
        if isinstance(actor, Actor):
            key = f"{actor.external_id}|w"
            yield Inquiry(
                id=global_id(dataset, Inquiry.__name__, key), dataset=dataset, external_id=key, source=actor.id,
                target=survey, responded_on=date(2025, 6, 1),
            )  # fmt: skip


def _two_mode(served: ServedCells) -> "nx.Graph[object]":
    graph: nx.Graph[object] = nx.Graph()
    graph.add_edges_from((actor, cell) for cell, held in served.by_cell.items() for actor in held)
    return graph


def _agree(theirs: "nx.Graph[object]", known: Sequence[Candidate]) -> None:
    """Both give every pair the same score."""
    scores = {frozenset((a, b)): score for a, b, score in nx.adamic_adar_index(theirs, _pairs(known))}
    assert all(math.isclose(scores[c.pair.ends], c.pair.common, rel_tol=1e-9) for c in known)


def _pairs(known: Sequence[Candidate]) -> list[tuple[object, object]]:
    return [(c.pair.a.id, c.pair.b.id) for c in known]


def _time(work: Callable[[], object]) -> float:
    """The median of warm runs."""
    work()
    taken: list[float] = []
    while sum(taken) < SECONDS or len(taken) < 3:
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
