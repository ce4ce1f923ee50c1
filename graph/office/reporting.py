"""Status reports: when a measure was last reported on, and when the next report is due."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from graph.dates import VagueDate, months_after
from graph.language import Text
from graph.model import Measure, Plan, Ref, StatusReport
from graph.model.states import Known, MeasureStatus
from graph.office.confirmation import reported_by
from graph.picture import View
from graph.settings import Settings, Threshold

REPORT_MONTHS = Threshold(
    "reportMonths",
    Text("Sachstandsmeldung alle (Monate)", "Status report every (months)"),
    6,
    Text("Monate", "months"),
    1,
    120,
)
REPORTED_ON = frozenset({MeasureStatus.ADOPTED, MeasureStatus.IN_PROGRESS, MeasureStatus.DELAYED})
"""The states of a measure in which reports are expected."""
_SOME_DAY = VagueDate("")


def is_reported_on(measure: Measure) -> Known:
    """Whether reports are expected: of what was adopted or is under way; unknown where its status is."""
    if measure.status is MeasureStatus.UNKNOWN:
        return Known.UNKNOWN
    return Known.YES if measure.status in REPORTED_ON else Known.NO


class Reports:
    """The status reports of a dataset by a day."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view, self._dataset, self._on = view, dataset, on

    def newest(self, measure: Ref) -> StatusReport | None:
        """The newest report on a measure by the day."""
        held = self._of.get(measure, ())
        return held[-1] if held else None

    def last_on(self, measure: Ref) -> date | None:
        """When it was last reported on: the latest day by then that the date of the newest report can mean."""
        newest = self.newest(measure)
        return reported_by(newest, self._on) if newest is not None else None

    def since(self, measure: Ref, day: date) -> Known:
        """Whether there was a report on or after a day; unknown where a vague or missing date may mean both."""
        reports = self._view.referring(measure, StatusReport, "measure")
        dates = [d for d in (r.date or _SOME_DAY for r in reports) if not d.certainly_after(self._on)]
        if any(told.certainly_from(day) for told in dates):
            return Known.YES
        return Known.UNKNOWN if any(not told.certainly_before(day) for told in dates) else Known.NO

    def months(self, measure: Measure) -> int:
        """How many months may lie between two reports: its own, else what the settings say."""
        own = measure.report_months
        return own if own is not None and own > 0 else int(self._settings[REPORT_MONTHS])

    def due_on(self, measure: Measure) -> date | None:
        """When the next report is due; None where nobody knows from when to count.

        Counted from the last report; without one from the start of the measure or the adoption of its plan, whichever
        is later.
        """
        last = self.last_on(measure.id)
        if last is None:
            plan = self._view.one(Plan, measure.plan)
            begun = [measure.start, plan.adopted_on if plan else None]
            last = max((said.latest for said in begun if said is not None and said.latest is not None), default=None)
        return months_after(last, self.months(measure)) if last is not None else None

    def is_overdue(self, measure: Measure) -> Known:
        """Whether a report is overdue on the day; unknown where it is not known whether or when one is expected."""
        expected, due = is_reported_on(measure), self.due_on(measure)
        if expected is Known.NO or (due is not None and due >= self._on):
            return Known.NO
        return Known.UNKNOWN if due is None or expected is Known.UNKNOWN else Known.YES

    @cached_property
    def _settings(self) -> Settings:
        return Settings(self._view, self._dataset)

    @cached_property
    def _of(self) -> Mapping[Ref, tuple[StatusReport, ...]]:
        """The reports on each measure by the day, the oldest first."""
        found: dict[Ref, list[tuple[date, str, StatusReport]]] = defaultdict(list)
        for report in self._view.all(StatusReport, self._dataset):
            day = reported_by(report, self._on)
            if report.measure is not None and day is not None:
                found[report.measure].append((day, report.external_id, report))
        return {measure: tuple(r for *_, r in sorted(held)) for measure, held in found.items()}
