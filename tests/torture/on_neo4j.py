"""What is done to Neo4j alone: the server killed and stopped under load, and a disk that fills up under it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path

from graph.errors import CommitUnknown, StoreError
from graph.store import Store, open_store
from scripts.neo4j import outages, server
from tests.torture import batches
from tests.torture.figures import Figures, measured
from tests.torture.full_disk import in_a_small_file_system, missing

_SIZE = 900  # MB; the server sets 256 of them aside for its log
_PATIENCE = 30.0  # seconds for which we wait until the server takes writes again
WITHOUT_POWER_LOSS = (
    "power loss, Neo4j: NOT TESTED: only Neo4j knows when it syncs; a kill of the server shows what its log is worth, "
    "not what the disk under it keeps."
)


def server_outages(restarts: int, writers: int, pause: float, folder: Path) -> Figures:
    """The server is killed and stopped in turn while writers are at work; see `scripts.neo4j.outages`."""
    with measured("outages, Neo4j", "lost, half or doubled") as figures:
        outcome = outages.run(folder, restarts, writers, pause)
        figures.done["kills and stops"] = restarts + 1
        figures.done["writers"] = writers
        figures.done["acknowledged"] = outcome.acknowledged
        for answer, times in outcome.answers.items():
            figures.done[f"answers {answer}"] = times
        figures.done["seconds to recover at most"] = round(max(outcome.recoveries))
        for difference in outcome.differences:
            figures.fault("lost, half or doubled", difference)
    return figures


def full_disk_under_neo4j(folder: Path) -> Figures:
    """The file system under the server fills up, then there is room again."""
    with measured("full disk, Neo4j", *batches.WRONG, "unclear") as figures:
        problem = missing() or server.missing()
        if problem is not None:
            figures.left_out = problem
            return figures
        server.fetch()
        told = in_a_small_file_system(folder, _SIZE, "tests.torture.on_neo4j")
        figures.done.update(told["done"])
        for what, detail in told["wrong"]:
            figures.fault(what, detail)
    return figures


def _serve(place: Path) -> None:
    figures, acknowledged = Figures("child"), set[int]()
    with server.start(place / "home", memory="512m") as running, open_store(running.address) as store:
        for number in range(20):
            batches.write(store, number)
            acknowledged.add(number)
        _fill(place / "ballast")
        unknown = _write_until_refused(store, acknowledged, figures)
        (place / "ballast").unlink()
        figures.done["recovered without restart"] = int(_recovers(store, unknown, acknowledged))
    # the torn end of its log makes the server ask for memory without measure: 512 MB were seen not to be enough
    with server.start(place / "home", memory="2g") as running, open_store(running.address) as store:
        batches.write(store, unknown)
        acknowledged.add(unknown)
        batches.look(store).judge(figures, acknowledged)
    figures.done["acknowledged"] = len(acknowledged)
    wrong = [line.split(": ", 1) for line in figures.said]
    sys.stdout.write(json.dumps({"done": figures.done, "wrong": wrong}))


def _fill(ballast: Path) -> None:
    free = shutil.disk_usage(ballast.parent).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free)


def _write_until_refused(store: Store, acknowledged: set[int], figures: Figures) -> int:
    """The number of the batch that was refused; the server's log has room set aside, so that may take a while."""
    number = len(acknowledged)
    while True:
        try:
            batches.write(store, number, text=300_000)
        except StoreError as error:
            figures.done["refusals"] += 1
            figures.done["of them unknown"] += isinstance(error, CommitUnknown)
            if error.exit_code != 3 or not error.message.de.endswith((".", ")")):
                figures.fault("unclear", error)
            return number
        acknowledged.add(number)
        number += 1


def _recovers(store: Store, number: int, acknowledged: set[int]) -> bool:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            batches.write(store, number, text=300_000)
        except StoreError:
            time.sleep(1)
        else:
            acknowledged.add(number)
            return True
    return False


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
