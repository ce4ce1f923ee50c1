"""What holds on a day in a list of records: loops and sets only, nothing of the product but its record classes.

Written from the words of the contract; slow, and meant to be. Lists come in the order of external ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Claim,
    Contact,
    Contribution,
    Event,
    Measure,
    Offer,
    Place,
    Record,
    Ref,
    Resolution,
    Responsibility,
    Term,
    Tie,
)

K = TypeVar("K", bound=Record)
Activity = Measure | Offer

FINISHED = ("COMPLETED", "CANCELLED", "SUPERSEDED")
EVERYWHERE = ("DISTRICT", "MOBILE", "ONLINE", "SITE")


class Facts:
    """The records of one dataset on one day."""

    def __init__(self, records: Iterable[Record], dataset: str, on: date) -> None:
        self.on = on
        self.records = sorted((r for r in records if r.dataset == dataset), key=lambda r: r.external_id)
        self.by_id: Mapping[str, Record] = {r.id: r for r in self.records}

    def all(self, kind: type[K]) -> list[K]:
        return [r for r in self.records if type(r) is kind]

    def one(self, kind: type[K], ref: str | None) -> K | None:
        found = self.by_id.get(ref or "")
        return found if isinstance(found, kind) else None

    def labelled(self, scheme: str, *labels: str) -> Ref | None:
        """The term with the first of the labels that there is."""
        for label in labels:
            for term in self.all(Term):
                if term.scheme == scheme and term.label == label:
                    return term.id
        return None

    # What belongs to what

    def above(self, ref: str | None) -> list[str]:
        """A term or place and all above it, the nearest first."""
        found: list[str] = []
        while ref is not None and ref not in found:
            found.append(ref)
            record = self.by_id.get(ref)
            ref = getattr(record, "broader", None) or getattr(record, "part_of", None)
        return found

    def under(self, refs: Sequence[str], wanted: str | None) -> bool:
        """Whether one of them is what is wanted or lies under it."""
        return wanted is not None and any(wanted in self.above(ref) for ref in refs)

    def is_a(self, actor: str, kind: str | None) -> bool:
        """Whether an actor is of a type or a narrower one."""
        record = self.one(Actor, actor)
        return record is not None and self.under(record.type, kind)

    @cached_property
    def activities(self) -> list[Activity]:
        """Measures, then offers."""
        return [*self.all(Measure), *self.all(Offer)]

    @cached_property
    def towns(self) -> list[Place]:
        return [place for place in self.all(Place) if place.level == "MUNICIPALITY"]

    def town_of(self, ref: str) -> str | None:
        """The municipality that a place is or lies in."""
        return next((step for step in self.above(ref) if step in [t.id for t in self.towns]), None)

    def speaks_of(self, place: str | None, town: str) -> bool:
        """Whether what names a place (or none) says something about a municipality: itself, or what it is part of."""
        return place is None or place in self.above(town)

    def main(self, scheme: str) -> list[Term]:
        """The terms of an axis: those marked as main, else those at the top."""
        terms = [term for term in self.all(Term) if term.scheme == scheme]
        return [term for term in terms if term.main] or [term for term in terms if term.broader is None]

    def on_axis(self, refs: Sequence[str], axis: Iterable[Record]) -> set[str]:
        """What of an axis these refs count for: each the nearest above it."""
        ids = [record.id for record in axis]
        found = {next((step for step in self.above(ref) if step in ids), None) for ref in refs}
        return {step for step in found if step is not None}

    # What holds when

    def holds(self, since: VagueDate | None, until: VagueDate | None) -> bool:
        """Whether the time may enclose the day."""
        return not self.lies_ahead(since) and not self.is_over(until)

    def is_over(self, when: VagueDate | None) -> bool:
        return when is not None and when.latest is not None and when.latest < self.on

    def lies_ahead(self, when: VagueDate | None) -> bool:
        return when is not None and when.earliest is not None and when.earliest > self.on

    def has_come(self, when: VagueDate | None) -> bool:
        """Whether every day that a date can mean is here or past."""
        return when is not None and when.latest is not None and when.latest <= self.on

    def is_open(self, activity: Activity) -> bool:
        if activity.status in FINISHED:
            return False
        return not (isinstance(activity, Offer) and self.is_over(activity.end))

    def is_active(self, activity: Activity) -> bool:
        if not self.is_open(activity):
            return False
        if activity.status == "IN_PROGRESS":
            return not self.lies_ahead(activity.start)
        return isinstance(activity, Measure) and activity.status == "DELAYED" and self.has_come(activity.start)

    def is_held(self, event: Event) -> bool:
        """Whether an event took place, and not after the day; where nobody says so, whether its date is over."""
        if event.state is None:
            return self.has_come(event.date)
        return event.state == "HELD" and not self.lies_ahead(event.date)

    def tie_exists(self, tie: Tie) -> bool:
        if tie.state == "ENDED":
            return self.holds(tie.since, tie.until) and _not_before(tie.until, self.on)
        return tie.state == "EXISTS" and self.holds(tie.since, tie.until)

    # Who answers for what

    def stands(self, r: Responsibility) -> bool:
        """Named or accepted, neither declined nor ended by the day."""
        if r.state == "DECLINED" or (r.state == "ENDED" and not _not_before(r.until, self.on)):
            return False
        return self.holds(r.since, r.until)

    def answering(self, target: str) -> list[Responsibility]:
        """Lead and shared responsibilities for something on the day."""
        return [
            r
            for r in self.all(Responsibility)
            if r.target == target and r.role in ("LEAD", "SHARED") and self.stands(r)
        ]

    def taking_part(self, target: str) -> set[str]:
        """Everybody who works on it in whatever role."""
        given = {c.source for c in self.all(Contribution) if c.target == target}
        return given | {r.source for r in self.all(Responsibility) if r.target == target and self.stands(r)}

    def contacts_of(self, actor: str) -> list[Contact]:
        return [c for c in self.all(Contact) if c.actor == actor and self.holds(c.since, c.until)]

    # Where something works

    def named_towns(self, activity: Activity) -> set[str]:
        return {town for place in activity.places if (town := self.town_of(place)) is not None}

    def works_in(self, activity: Activity, district_wide: bool = True) -> set[str]:
        """The municipalities that it counts for; district-wide reach counts for all."""
        wide = activity.reach in EVERYWHERE or any(
            place.level == "DISTRICT" for ref in activity.places if (place := self.one(Place, ref)) is not None
        )
        return {t.id for t in self.towns} if wide and district_wide else self.named_towns(activity)

    def own_resolutions(self, measure: str) -> list[Resolution]:
        """Adopted ones by the day that decide on the money of a measure."""
        return [
            b
            for b in self.all(Resolution)
            if measure in b.measures and b.result == "ADOPTED" and b.financing and not self.lies_ahead(b.date)
        ]

    def claims_on(self, ref: str) -> list[Claim]:
        return [claim for claim in self.all(Claim) if claim.about == ref]


def _not_before(when: VagueDate | None, day: date) -> bool:
    return when is not None and when.earliest is not None and when.earliest >= day


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def ids(records: Iterable[Any]) -> set[str]:
    return {record.id for record in records}
