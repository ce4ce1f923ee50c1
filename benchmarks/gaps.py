"""How long the coverage cube and all gaps take, beside the same counts in polars on columns at hand.

python -m benchmarks.gaps [district|state]     (needs polars: pip install -e .[benchmark])
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from benchmarks.gaps_district import DATASET, ON, district
from benchmarks.gaps_polars import Frames
from graph.coverage import coverage
from graph.gaps.find import find_gaps
from graph.gaps.gap import Truth
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.picture import Picture
from graph.rights import OFFICE

_SIZES = {
    "district": {"actors": 1500, "measures": 3000, "places": 25},
    "state": {"actors": 20_000, "measures": 40_000, "places": 330},
}

_Answer = TypeVar("_Answer")


def timed(work: Callable[[], _Answer]) -> tuple[_Answer, float]:
    """What the work answers, and how many seconds it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def say(what: str, seconds: float, beside: float | None = None, note: str = "") -> None:
    """One line: seconds, and as a multiple of what polars took."""
    ratio = f"{seconds / beside:8.1f} x polars ({beside:.3f} s)" if beside else ""
    sys.stdout.write(f"{what:34} {seconds:8.3f} s {ratio} {note}\n")
    sys.stdout.flush()


def measure(size: dict[str, int]) -> None:
    """Print one line for the cube, for each rule and for all gaps. Raises AssertionError if the counts differ."""
    records = district(**size)
    view = Picture(1, records).seen_by(OFFICE)
    sys.stdout.write(f"{size}, {len(records)} records\n")
    frames, reading = timed(lambda: Frames(records))
    say("records to polars frames", reading)
    for kind in {type(record) for record in records.values()}:
        view.all(kind, DATASET)
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
        note = f"{certain} yes, {len(found) - certain} unknown"
        same: Callable[[], Any] | None = getattr(frames, rule.key.lower(), None)
        if same is None:
            say(rule.key, seconds, None, note)
            continue
        count, beside = timed(same)
        assert count == certain, (rule.key, count, certain)
        say(rule.key, seconds, beside, note)
    gaps, seconds = timed(lambda: find_gaps(view, DATASET, ON))
    say("all gaps, the cube included", seconds, None, f"{len(gaps)} found")


def main() -> None:
    """Measure one size or both."""
    for name in sys.argv[1:] or list(_SIZES):
        measure(_SIZES[name])


if __name__ == "__main__":
    main()
