"""A picture from copies of its tables beside the same from rows, as ratios within one run; and what keeping them costs.

    python -m benchmarks.copies            # a district: 1,500 actors, 3,000 measures, 8,000 edges
    python -m benchmarks.copies large      # a state: 20,000 actors, 30,000 measures, 200,000 edges; minutes to import
    python -m benchmarks.copies large FILE # the same in a SQLite file of before, which is made if it is missing

Every number is of a process of its own, from the opened store to the tables; medians of interleaved rounds, wall and
processor seconds. `strength` is what measures of networks need: actors, measures, ties, responsibilities.
"""

import multiprocessing
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.pool import Pool
from pathlib import Path

from benchmarks.algebra import SIZES, copied, fill
from benchmarks.district import make_district
from graph.model import KINDS, Actor, Measure, Record, Responsibility, Tie
from graph.picture import Pictures, keep_copies
from graph.store import open_store

ROUNDS = 3
NEEDED: dict[str, tuple[type[Record], ...]] = {
    "strength": (Actor, Measure, Tie, Responsibility),
    "every kind": tuple(KINDS.values()),
}

Seconds = tuple[float, float]


def main() -> None:
    """Print one table for the size asked for."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream, unless somebody replaced it
    size = sys.argv[1] if len(sys.argv) > 1 else "small"
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as temporary, context.Pool(1, maxtasksperchild=1) as fresh:
        rows = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary, "rows.db")
        if not rows.exists():
            made(rows, size, Path(temporary))
        kept = Path(temporary, "copies.db")
        with closing(sqlite3.connect(rows)) as connection:
            connection.execute("DROP TABLE IF EXISTS table_copy")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(rows, kept)
        compare(fresh, rows, kept)


def made(file: Path, size: str, folder: Path) -> None:
    """A store with one generated district."""
    actors, measures, edges = SIZES[size]
    make_district(folder / "district", actors=actors, measures=measures, edges=edges)
    with open_store(f"sqlite:{file}") as store:
        fill(store, folder / "district")


def compare(fresh: Pool, rows: Path, kept: Path) -> None:
    """Keep copies in one of two equal files, then read both by turns."""
    size = kept.stat().st_size
    wall, processor = fresh.apply(keeping, (kept,))
    more = (kept.stat().st_size - size) / 1e6
    print(f"keeping takes {wall:.2f} s (processor {processor:.2f} s), and {more:.1f} MB beside {size / 1e6:.1f} MB")
    print(f"{'':<34}{'rows':>8}{'copies':>9}{'ratio':>8}{'  processor: rows':>18}{'copies':>9}{'ratio':>8}")
    for name, kinds in NEEDED.items():
        line(fresh, name, rows, kept, kinds)
    for changes in (1, 900):
        for file in (rows, kept):
            fresh.apply(changed, (file, changes))
        line(fresh, f"strength, {changes} ties changed since", rows, kept, NEEDED["strength"])
    with multiprocessing.get_context("spawn").Pool(1) as other:
        for name, work in (("nothing is kept", time.sleep), ("copies are kept", keeping)):
            stop = kept.with_name(f"{work.__name__}.stop")
            longest = other.apply_async(writing, (kept, stop))
            fresh.apply(work, (3.0,) if work is time.sleep else (kept,))
            stop.touch()
            median, most = longest.get()
            print(f"a commit while {name}: {median * 1000:.0f} ms, the longest {most * 1000:.0f} ms")


def line(fresh: Pool, name: str, rows: Path, kept: Path, kinds: tuple[type[Record], ...]) -> None:
    spent: dict[Path, list[Seconds]] = {rows: [], kept: []}
    for _ in range(ROUNDS):
        for file, found in spent.items():
            found.append(fresh.apply(loaded, (file, kinds)))
    told = f"{name:<34}"
    for number, width in ((0, 8), (1, 18)):
        a, b = (statistics.median(seconds[number] for seconds in spent[file]) for file in (rows, kept))
        told += f"{a:{width}.3f}{b:9.3f}{a / b:8.1f}"
    print(told)


def loaded(file: Path, kinds: tuple[type[Record], ...]) -> Seconds:
    """Wall and processor seconds to get these tables."""
    with open_store(f"sqlite:{file}") as store:
        started, worked = time.perf_counter(), time.process_time()
        Pictures(store).current().need(kinds)
        return time.perf_counter() - started, time.process_time() - worked


def keeping(file: Path) -> Seconds:
    """Wall and processor seconds to keep every table, after they were read."""
    with open_store(f"sqlite:{file}") as store:
        store.drop_copies()
        picture = Pictures(store).current()
        picture.need(KINDS.values())
        started, worked = time.perf_counter(), time.process_time()
        keep_copies(picture)
        return time.perf_counter() - started, time.process_time() - worked


def writing(file: Path, stop: Path) -> Seconds:
    """How long a commit takes, mostly and at most, until somebody says stop."""
    spent: list[float] = []
    with open_store(f"sqlite:{file}") as store:
        (actor, *_) = store.read((Actor,))[1]
        while not stop.exists():
            started = time.perf_counter()
            copied([replace(actor, note=f"{len(spent)}")], store)
            spent.append(time.perf_counter() - started)
            time.sleep(0.02)
    return statistics.median(spent), max(spent)


def changed(file: Path, number: int) -> None:
    """So many ties get another note."""
    with open_store(f"sqlite:{file}") as store:
        ties = store.read((Tie,))[1]
        copied([replace(tie, note=f"{number} {datetime.now(UTC)}") for tie in ties[:number]], store)


if __name__ == "__main__":
    main()
