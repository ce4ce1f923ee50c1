"""Every workload by name, in the numbers of a commit and in those of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.torture.care import backups_under_load, erased_stays_erased, restores_cut_off, round_trips
from tests.torture.contention import lost_updates, readers, upserts
from tests.torture.faults import FAULTS, disk_faults
from tests.torture.figures import Figures
from tests.torture.full_disk import full_disk
from tests.torture.kills import kills
from tests.torture.on_neo4j import WITHOUT_POWER_LOSS, full_disk_under_neo4j, server_outages
from tests.torture.power import power_loss
from tests.torture.questions import (
    analysis_of_bad_data,
    complete_district_against_oracles,
    questions_against_oracles,
)
from tests.torture.servers import Neo4j
from tests.torture.spoiled import spoiled_files
from tests.torture.tampering import tampered_logs
from tests.torture.tampering_neo4j import tampered_logs_on_neo4j
from tests.torture.upgrades import upgrades
from tests.torture.upgrades_neo4j import upgrades_on_neo4j


@dataclass(frozen=True)
class Scale:
    """How much is to be done, where chance begins, and an empty folder to do it in."""

    long: bool
    seed: int
    folder: Path
    neo4j: Neo4j

    def of(self, short: int, long: int) -> int:
        """One number or the other."""
        return long if self.long else short


def _kills(scale: Scale) -> Iterator[Figures]:
    def chapter(n: int) -> str:
        return f"sqlite:{scale.folder / str(n) / 'graph.db'}"

    yield kills(chapter, scale.of(25, 1_000), scale.seed, scale.folder, "kills, embedded")


def _power(scale: Scale) -> Iterator[Figures]:
    yield power_loss(scale.of(5, 200), scale.seed, scale.folder, every=scale.of(8, 1))
    yield Figures(WITHOUT_POWER_LOSS, is_remark=True)


def _faults(scale: Scale) -> Iterator[Figures]:
    if scale.long:
        yield disk_faults(FAULTS, 500, scale.folder)
    else:
        yield disk_faults(FAULTS[:1], 330, scale.folder, every=82)


def _full(scale: Scale) -> Iterator[Figures]:
    yield full_disk(scale.of(10, 200), scale.folder)


def _spoiled(scale: Scale) -> Iterator[Figures]:
    yield spoiled_files(scale.of(40, 5_000), scale.seed, scale.folder)


def _contention(scale: Scale) -> Iterator[Figures]:
    file = scale.folder / "graph"
    clients, edits = scale.of(40, 200), scale.of(5, 100)
    yield lost_updates(
        f"sqlite:{file}-1.db", "embedded", clients=clients, edits=edits, records=20, processes=4, seed=scale.seed
    )
    yield upserts(f"sqlite:{file}-2.db", "embedded", clients=64, rounds=scale.of(4, 80), processes=4)
    yield readers(f"sqlite:{file}-3.db", "embedded", commits=scale.of(30, 1_000), count=4)


def _log(scale: Scale) -> Iterator[Figures]:
    yield tampered_logs(scale.of(30, 10_000), scale.seed, scale.folder)


def _upgrades(scale: Scale) -> Iterator[Figures]:
    yield upgrades(scale.of(5, 500), scale.seed, scale.folder)


def _care(scale: Scale) -> Iterator[Figures]:
    def between(n: int) -> str:
        return f"sqlite:{scale.folder / 'between' / str(n) / 'graph.db'}"

    def file(name: str) -> str:
        return f"sqlite:{scale.folder / name / 'graph.db'}"

    yield round_trips(between, "embedded", scale.of(2, 200), scale.seed, scale.folder / "trips")
    yield backups_under_load(file("load"), "embedded", scale.of(2, 100), scale.folder / "backups")
    yield erased_stays_erased(scale.of(2, 100), scale.folder / "erased")
    yield restores_cut_off(file("cut"), "embedded", scale.of(2, 200), scale.seed, scale.folder / "restores")


def _care_neo4j(scale: Scale) -> Iterator[Figures]:
    def trips() -> Figures:
        where = scale.folder / "trips"
        return round_trips(lambda _: scale.neo4j.emptied(), "via Neo4j", scale.of(1, 50), scale.seed, where)

    def backups() -> Figures:
        return backups_under_load(scale.neo4j.emptied(), "Neo4j", scale.of(1, 20), scale.folder / "backups", start=5)

    def restores() -> Figures:
        return restores_cut_off(scale.neo4j.emptied(), "Neo4j", scale.of(2, 40), scale.seed, scale.folder / "restores")

    def tampering() -> Figures:
        return tampered_logs_on_neo4j(scale.neo4j.emptied(), scale.of(5, 100), scale.seed)

    def migrations() -> Figures:
        return upgrades_on_neo4j(scale.neo4j.emptied(), scale.of(1, 20), scale.seed, scale.folder / "upgrades")

    yield from _where_neo4j_is(scale, "tampered logs, Neo4j", tampering)
    yield from _where_neo4j_is(scale, "round trips via Neo4j", trips)
    yield from _where_neo4j_is(scale, "backups under load, Neo4j", backups)
    yield from _where_neo4j_is(scale, "restores cut off, Neo4j", restores)
    yield from _where_neo4j_is(scale, "upgrades, Neo4j", migrations)


def _questions(scale: Scale) -> Iterator[Figures]:
    yield questions_against_oracles(scale.of(20, 500), scale.seed)
    if scale.long:
        yield complete_district_against_oracles()
    yield analysis_of_bad_data(scale.of(20, 500), scale.seed)


def _kills_neo4j(scale: Scale) -> Iterator[Figures]:
    yield from _where_neo4j_is(
        scale,
        "kills, Neo4j",
        lambda: kills(lambda _: scale.neo4j.emptied(), scale.of(3, 100), scale.seed, scale.folder, "kills, Neo4j"),
    )


def _contention_neo4j(scale: Scale) -> Iterator[Figures]:
    clients, edits, seed = scale.of(6, 200), scale.of(2, 100), scale.seed
    processes = scale.of(2, 4)
    works: tuple[tuple[str, Callable[[str], Figures]], ...] = (
        (
            "lost updates, Neo4j",
            lambda at: lost_updates(
                at, "Neo4j", clients=clients, edits=edits, records=20, processes=processes, seed=seed
            ),
        ),
        (
            "upserts, Neo4j",
            lambda at: upserts(at, "Neo4j", clients=scale.of(6, 64), rounds=scale.of(1, 80), processes=processes),
        ),
        ("readers under load, Neo4j", lambda at: readers(at, "Neo4j", commits=scale.of(5, 200), count=4)),
    )
    for name, work in works:
        yield from _where_neo4j_is(scale, name, lambda work=work: work(scale.neo4j.emptied()))  # type: ignore[misc]


def _outages_neo4j(scale: Scale) -> Iterator[Figures]:
    work = partial(server_outages, scale.of(1, 20), scale.of(8, 64), scale.of(2, 5), scale.folder / "home")
    yield from _where_neo4j_is(scale, "outages, Neo4j", work)


def _full_neo4j(scale: Scale) -> Iterator[Figures]:
    yield full_disk_under_neo4j(scale.folder)


def _where_neo4j_is(scale: Scale, name: str, work: Callable[[], Figures]) -> Iterator[Figures]:
    problem = scale.neo4j.missing()
    yield work() if problem is None else Figures(name, left_out=problem)


WORKLOADS: dict[str, Callable[[Scale], Iterator[Figures]]] = {
    "kills": _kills,
    "power": _power,
    "faults": _faults,
    "full": _full,
    "spoiled": _spoiled,
    "contention": _contention,
    "log": _log,
    "care": _care,
    "upgrades": _upgrades,
    "questions": _questions,
    "kills-neo4j": _kills_neo4j,
    "contention-neo4j": _contention_neo4j,
    "care-neo4j": _care_neo4j,
    "outages-neo4j": _outages_neo4j,
    "full-neo4j": _full_neo4j,
}
