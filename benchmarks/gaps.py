"""How long the coverage cube, all gaps and the ledger take, beside the same counts in polars on columns at hand.

python -m benchmarks.gaps [district] [state] [ledger]     (needs polars: pip install -e .[benchmark])

Seconds are those that this process was at work, so that others on the machine do not count; polars works on all cores,
and the work of all of them counts.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from benchmarks.gaps_district import DATASET, ON, district
from benchmarks.gaps_polars import Frames
from graph.changes import Put, Transaction
from graph.coverage.coverage import coverage
from graph.gaps.find import find_gaps
from graph.gaps.gap import Truth
from graph.gaps.ledger import ledger
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.model import Measure
from graph.picture import Picture
from graph.rights import OFFICE
from graph.store import open_store

_SIZES = {
    "district": {"actors": 1500, "measures": 3000, "places": 25},
    "state": {"actors": 20_000, "measures": 40_000, "places": 330},
}

_Answer = TypeVar("_Answer")


def timed(work: Callable[[], _Answer]) -> tuple[_Answer, float]:
    """What the work answers, and how many seconds of work it took."""
    started = time.process_time()
    return work(), time.process_time() - started


def say(what: str, seconds: float, beside: float | None = None, note: str = "") -> None:
    """One line: seconds, and as a multiple of what polars took."""
    ratio = f"{seconds / beside:6.1f} x polars ({beside:.3f} s)" if beside else " " * 25
    sys.stdout.write(f"{what:28} {seconds:8.3f} s {ratio} {note}\n")
    sys.stdout.flush()


def measure(name: str) -> None:
    """Print one line for the cube, for each rule and for all gaps. Raises AssertionError if the counts differ."""
    records = district(**_SIZES[name])
    view = Picture(1, records).seen_by(OFFICE)
    sys.stdout.write(f"{name}: {_SIZES[name]}, {len(records)} records\n")
    frames, reading = timed(lambda: Frames(records))
    say("records to polars frames", reading)
    _, reading = timed(lambda: [view.all(kind, DATASET) for kind in {type(record) for record in records.values()}])
    say("the picture's records", reading)
    cube, seconds = timed(lambda: coverage(view, DATASET, ON))
    states, beside = timed(frames.states)
    ours = Counter(str(cell.state) for cell in cube.cells)
    assert ours == states, (ours, states)
    say(f"cube of {len(cube.cells)} cells", seconds, beside, str(dict(ours)))
    situation = Situation(view, DATASET, ON)
    situation.cube  # noqa: B018 measured above
    for rule in all_rules():
        found, seconds = timed(lambda: list(rule.find(situation)))  # noqa: B023 called at once
        certain = sum(finding.truth is Truth.YES for finding in found)
        same: Callable[[], Any] | None = getattr(frames, rule.key.lower(), None)
        count, beside = timed(same) if same is not None else (certain, None)
        assert count == certain, (rule.key, count, certain)
        say(rule.key, seconds, beside, f"{certain} yes, {len(found) - certain} unknown")
    gaps, seconds = timed(lambda: find_gaps(view, DATASET, ON))
    say("all gaps, the cube included", seconds, None, f"{len(gaps)} found")


def over_time() -> None:
    """The ledger of a district that was entered a year ago, and to which something was written each month."""
    start, records = datetime(2025, 2, 10, tzinfo=UTC), list(district(**_SIZES["district"]).values())
    with open_store("sqlite::memory:") as store:
        store.commit(Transaction(tuple(map(Put, records)), "Messung", "Messung", start))
        measures = [record for record in records if isinstance(record, Measure)]
        for month in range(11):
            at = start + timedelta(days=30 * month + 5)
            store.commit(Transaction((Put(measures[month]),), "Messung", "Messung", at))
        book, seconds = timed(lambda: ledger(store, DATASET, ON, OFFICE))
    say(f"the ledger, {len(book.days)} days", seconds, None, f"{len(book.lines)} gaps")


def main() -> None:
    """Measure what is named, or all."""
    for name in sys.argv[1:] or [*_SIZES, "ledger"]:
        if name == "ledger":
            over_time()
        else:
            measure(name)


if __name__ == "__main__":
    main()
