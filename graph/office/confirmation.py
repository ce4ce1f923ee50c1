"""When somebody last confirmed an entry, and whether anybody has said yes to answering for it.

A confirmation is of one version. It holds on while the entry stays the same in substance: other sources, another note
or a merged entry that it names carry it over; any other change ends it, whoever made it, until somebody confirms again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from graph.language import Text
from graph.model import Confirmation, Contact, Measure, Offer, Record, Ref, Responsibility, StatusReport, Tie
from graph.schema import properties
from graph.settings import Settings, Threshold
from graph.validity import has_accepted

if TYPE_CHECKING:
    from graph.picture import View

_DAYS = Text("Tage", "days")
STALE_MEASURE = Threshold(
    "staleMeasureDays", Text("Maßnahme veraltet nach (Tage)", "Measure stale after (days)"), 180, _DAYS, 1, 3650
)
STALE_OFFER = Threshold(
    "staleOfferDays", Text("Angebot veraltet nach (Tage)", "Offer stale after (days)"), 180, _DAYS, 1, 3650
)
STALE_CONTACT = Threshold(
    "staleContactDays", Text("Kontakt veraltet nach (Tage)", "Contact stale after (days)"), 180, _DAYS, 1, 3650
)
STALE_TIE = Threshold(
    "staleTieDays", Text("Verbindung veraltet nach (Tage)", "Tie stale after (days)"), 365, _DAYS, 1, 3650
)

MERGED = 0
"""The confirmed version where the entry that was confirmed went into another: it holds no longer."""

_NOT_OF_SUBSTANCE = frozenset({"visibility", "invented", "stated_in", "source_date", "note", "as_written"})


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The newest confirmation of an entry; `holds` says whether it is of the entry as it stands."""

    confirmation: Confirmation
    on: date
    holds: bool


def confirmed(view: "View", record: Record, on: date) -> Confirmed | None:
    """The newest confirmation by the day of what the record says, one that holds before others; None: never."""
    about = [one for one in view.all(Confirmation, record.dataset) if _subject(one) == record.id]
    dated = [Confirmed(one, one.confirmed_on, holds(one, record)) for one in about if one.confirmed_on is not None]
    return max((c for c in dated if c.on <= on), key=lambda c: (c.holds, c.on, c.confirmation.id), default=None)


def holds(confirmation: Confirmation, record: Record) -> bool:
    """Whether it is of the record as it stands; one that does not say of which version is taken to be."""
    return confirmation.confirmed_version in (None, record.version)


def carried_over(
    confirmations: Iterable[Confirmation], before: Mapping[Ref, Record], after: Mapping[Ref, Record]
) -> Iterator[Confirmation]:
    """The confirmations of entries that are written again and stay the same in substance: of their next version."""
    same = {ref for ref in after if ref in before and _is_same_in_substance(before[ref], after[ref])}
    for one in confirmations:
        subject = _subject(one)
        if subject in same and one.confirmed_version == before[subject].version:
            yield replace(one, confirmed_version=one.confirmed_version + 1)


def _is_same_in_substance(before: Record, after: Record) -> bool:
    names = (prop.name for prop in properties(type(before)) if prop.name not in _NOT_OF_SUBSTANCE)
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _subject(confirmation: Confirmation) -> Ref | None:
    return Ref(confirmation.edge) if confirmation.edge else confirmation.about


class Confirmations:
    """Answers for measures, offers, contacts and ties of a dataset on a day; reads once."""

    def __init__(self, view: "View", dataset: str, on: date) -> None:
        self._view, self._dataset, self._on = view, dataset, on

    def is_accepted(self, activity: Ref) -> bool:
        """Whether a lead or shared responsible actor has accepted."""
        return activity in self._accepted

    def last(self, activity: Ref) -> date | None:
        """The last day by which a human confirmed a measure or offer as it stands; None: never.

        A measure is confirmed by its own entry, a status report or a confirmation that holds, whichever is newest; an
        offer by its last check, or such a confirmation. That a machine wrote it is no confirmation.
        """
        return self._activities.get(activity)

    def last_checked(self, contact: Ref) -> date | None:
        """The same for a contact: its last check, or a confirmation that holds."""
        return self._contacts.get(contact)

    def last_told(self, tie: Ref) -> date | None:
        """The same for a tie: when a side last said yes or no about it, or a confirmation that holds.

        What only an older wave told stays and grows old; of a tie that only documents name nobody ever said anything.
        """
        return self._ties.get(tie)

    def is_fresh(self, activity: Ref) -> bool:
        """Whether the last confirmation of a measure or offer is no older than the threshold."""
        last = self.last(activity)
        kind = STALE_MEASURE if self._view.one(Measure, activity) else STALE_OFFER
        return last is not None and (self._on - last).days <= self._settings[kind]

    @cached_property
    def _settings(self) -> Settings:
        return Settings(self._view, self._dataset)

    @cached_property
    def _accepted(self) -> frozenset[Ref]:
        all_of_them = self._view.all(Responsibility, self._dataset)
        return frozenset(r.target for r in all_of_them if has_accepted(r, self._on))

    @cached_property
    def _activities(self) -> dict[Ref, date]:
        measures, offers = self._view.all(Measure, self._dataset), self._view.all(Offer, self._dataset)
        days: list[tuple[Ref, date | None]] = [(measure.id, measure.confirmed_on) for measure in measures]
        days += [(offer.id, offer.verified_on) for offer in offers]
        reports = self._view.all(StatusReport, self._dataset)
        days += [(report.measure, reported_by(report, self._on)) for report in reports if report.measure]
        return self._newest((*measures, *offers), days)

    @cached_property
    def _contacts(self) -> dict[Ref, date]:
        contacts = self._view.all(Contact, self._dataset)
        return self._newest(contacts, ((contact.id, contact.verified_on) for contact in contacts))

    @cached_property
    def _ties(self) -> dict[Ref, date]:
        ties = self._view.all(Tie, self._dataset)
        return self._newest(ties, ((tie.id, tie.told_on) for tie in ties))

    def _newest(self, records: Iterable[Record], days: Iterable[tuple[Ref, date | None]]) -> dict[Ref, date]:
        """For each record the newest of these days and of its confirmations that hold, none of them in the future."""
        held = {record.id: record for record in records}
        about = ((_subject(one), one) for one in self._view.all(Confirmation, self._dataset))
        said = [(ref, one.confirmed_on) for ref, one in about if ref in held and holds(one, held[ref])]
        last: dict[Ref, date] = {}
        for ref, day in (*days, *said):
            if ref in held and day is not None and day <= self._on:
                last[ref] = max(day, last.get(ref, day))
        return last


def reported_by(report: StatusReport, on: date) -> date | None:
    """The latest day by `on` that a report's date can mean; None if it lies ahead or sets no beginning."""
    if report.date is None or report.date.earliest is None or report.date.earliest > on:
        return None
    return min(report.date.latest or on, on)
