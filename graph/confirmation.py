"""When somebody last confirmed a measure or an offer, and whether anybody has said yes to answering for it."""

from datetime import date
from functools import cached_property

from graph.model import Measure, Offer, Ref, Responsibility, StatusReport
from graph.picture import View
from graph.validity import has_accepted

STALE_AFTER = 180
"""Days after which a confirmation is too old; the threshold is ours."""


class Confirmations:
    """Answers for every measure and offer of a dataset on a day; reads once."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view, self._dataset, self._on = view, dataset, on

    def is_accepted(self, activity: Ref) -> bool:
        """Whether a lead or shared responsible actor has accepted."""
        return activity in self._accepted

    def last(self, activity: Ref) -> date | None:
        """The last day by which a human confirmed it; None: never.

        A measure is confirmed by its own entry or a status report, whichever is newer; an offer by its last check.
        """
        return self._last.get(activity)

    def is_fresh(self, activity: Ref) -> bool:
        """Whether the last confirmation is no older than the threshold."""
        last = self.last(activity)
        return last is not None and (self._on - last).days <= STALE_AFTER

    @cached_property
    def _accepted(self) -> frozenset[Ref]:
        all_of_them = self._view.all(Responsibility, self._dataset)
        return frozenset(r.target for r in all_of_them if has_accepted(r, self._on))

    @cached_property
    def _last(self) -> dict[Ref, date]:
        days: list[tuple[Ref, date | None]] = []
        days += [(measure.id, measure.confirmed_on) for measure in self._view.all(Measure, self._dataset)]
        days += [(offer.id, offer.verified_on) for offer in self._view.all(Offer, self._dataset)]
        days += [(r.measure, _reported(r, self._on)) for r in self._view.all(StatusReport, self._dataset) if r.measure]
        last: dict[Ref, date] = {}
        for ref, day in days:
            if day is not None and day <= self._on:
                last[ref] = max(day, last.get(ref, day))
        return last


def _reported(report: StatusReport, on: date) -> date | None:
    """The latest day by `on` that a report's date can mean."""
    if report.date is None or report.date.earliest is None or report.date.earliest > on:
        return None
    return min(report.date.latest or on, on)
