"""Whether a measure is late: past its end and not finished, or with a milestone or deadline that was missed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from graph.model import Deadline, Measure, Ref
from graph.model.states import Known, MeasureStatus
from graph.picture import View
from graph.validity import is_past


def missed_deadlines(view: View, dataset: str, on: date) -> Mapping[Ref | None, Sequence[Deadline]]:
    """Deadlines that are over and not done, by measure; those of an offer or of none stand alone."""
    found: dict[Ref | None, list[Deadline]] = defaultdict(list)
    for deadline in view.all(Deadline, dataset):
        done = deadline.done_on is not None and deadline.done_on <= on
        if is_past(deadline.date, on) and not done:
            measure = view.one(Measure, deadline.measure)
            found[measure.id if measure else None].append(deadline)
    return dict(found)


def is_on_time(measure: Measure, missed: Mapping[Ref | None, Sequence[Deadline]], on: date) -> Known:
    """Of an open measure: no if its end or a deadline of it is over.

    Unknown where nobody said when it is to end, and past its end where its status is unknown.
    """
    if missed.get(measure.id):
        return Known.NO
    if is_past(measure.end, on):
        return Known.UNKNOWN if measure.status is MeasureStatus.UNKNOWN else Known.NO
    return Known.YES if measure.end is not None and measure.end.latest is not None else Known.UNKNOWN
