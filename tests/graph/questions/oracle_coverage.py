"""What the five questions on offers and places should answer, and the coverage cube they speak of."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from graph.model import CellDecision, Confirmation, Contact, Inventory, Measure, Offer, Record, StatusReport
from tests.graph.questions.facts import Activity, Facts, months_before

Rows = set[tuple[tuple[str, ...], str]]
"""The ids of what a row is about, and its truth."""

Found = set[tuple[frozenset[str], str]]
"""What a gap is about: one id or several, or those of a cell; and its truth."""

Cell = tuple[str, str, str]


def last_confirmed(facts: Facts, entry: Activity) -> date | None:
    """When a human confirmed it last, by the day."""
    days = [entry.confirmed_on] if isinstance(entry, Measure) else [entry.verified_on]
    for report in facts.all(StatusReport):
        when = report.date
        if report.measure == entry.id and when is not None and when.earliest is not None and when.earliest <= facts.on:
            days.append(min(when.latest or facts.on, facts.on))
    for c in facts.all(Confirmation):
        if c.about == entry.id and c.confirmed_version in (None, entry.version):
            days.append(c.confirmed_on)
    return max((day for day in days if day is not None and day <= facts.on), default=None)


def q01(facts: Facts) -> Rows:
    """Towns where no migrant organisation makes an offer in housing; unknown where nobody took an inventory.

    Nor is it known where there is an offer of which nobody knows who makes it.
    """
    housing = facts.labelled("field", "Wohnen und Zusammenleben", "Wohnen")
    kind = facts.labelled("actor_type", "Migrantenorganisation")
    rows: Rows = set()
    for town in facts.towns:
        here = [
            offer
            for offer in facts.all(Offer)
            if facts.is_active(offer)
            and facts.under(offer.fields, housing)
            and town.id in facts.works_in(offer) | facts.named_towns(offer)
        ]
        if not any(facts.is_a(r.source, kind) for offer in here for r in facts.answering(offer.id)):
            looked = any(
                facts.has_come(i.date)
                and facts.speaks_of(i.place, town.id)
                and (not i.fields or housing in i.fields)
                and not i.target_groups
                and i.plan is None
                for i in facts.all(Inventory)
            )
            of_nobody = any(not facts.answering(offer.id) for offer in here)
            rows.add(((town.id,), "YES" if looked and not of_nobody else "UNKNOWN"))
    return rows


def q04(facts: Facts) -> Rows:
    """Towns that no current contact serves as the contact point for work; unknown where none is kept at all."""
    role = facts.labelled("contact_role", "Ansprechstelle Arbeitsmarktintegration")
    kept = [c for c in facts.all(Contact) if c.role and facts.under([c.role], role)]
    points = [c for c in kept if facts.holds(c.since, c.until)]
    return {
        ((town.id,), "YES" if kept else "UNKNOWN")
        for town in facts.towns
        if not any(facts.speaks_of(c.place, town.id) for c in points)
    }


def q14(facts: Facts, town: str, group: str) -> Rows:
    """Active offers for a town and target group with a contact that is current and public.

    Where nobody knows how an offer stands, it is unknown.
    """
    rows: Rows = set()
    for offer in facts.all(Offer):
        contact = facts.one(Contact, offer.contact)
        public = contact is not None and contact.visibility == "PUBLIC" and facts.holds(contact.since, contact.until)
        served = town in facts.works_in(offer) | facts.named_towns(offer) and facts.under(offer.target_groups, group)
        unsure = offer.status == "UNKNOWN" and facts.is_open(offer)
        if public and served and (unsure or facts.is_active(offer)):
            rows.add(((offer.id,), "UNKNOWN" if unsure else "YES"))
    return rows


def q15(facts: Facts) -> Rows:
    """Active offers that are not in Integreat, or were never or not for six months checked.

    If the district never notes where offers are published, nobody knows what is missing there.
    """
    noted = any(offer.published_in for offer in facts.all(Offer))
    rows: Rows = set()
    for offer in facts.all(Offer):
        missing = not any(where.casefold() == "integreat" for where in offer.published_in)
        checked = last_confirmed(facts, offer)
        old = checked is None or checked < months_before(facts.on, 6)
        if facts.is_active(offer) and (missing or old):
            rows.add(((offer.id,), "YES" if old or noted else "UNKNOWN"))
    return rows


def q16(facts: Facts) -> Rows:
    """Fields and towns in which no open measure is for a target group; known where an inventory says so."""
    group = facts.labelled("target_group", "Eingewanderte aus Mittel- und Südosteuropa")
    rows: Rows = set()
    for field, town in product(facts.main("field"), facts.towns):
        there = [
            m
            for m in facts.all(Measure)
            if facts.is_open(m)
            and facts.under(m.target_groups, group)
            and field.id in facts.on_axis(m.fields, facts.main("field"))
            and town.id in facts.works_in(m) | facts.named_towns(m)
        ]
        looked = [
            i
            for i in facts.all(Inventory)
            if facts.has_come(i.date)
            and i.plan is None
            and (not i.fields or field.id in i.fields)
            and facts.speaks_of(i.place, town.id)
            and (not i.target_groups or group in i.target_groups)
        ]
        if not there:
            rows.add(((field.id, town.id), "YES" if looked else "UNKNOWN"))
    return rows


def cube(facts: Facts) -> dict[Cell, str]:
    """The state of every cell of field, municipality and target group."""
    fields, groups = facts.main("field"), facts.main("target_group")
    cells: list[Cell] = list(product(_ids(fields), _ids(facts.towns), _ids(groups)))
    states = dict.fromkeys(cells, "UNKNOWN")
    for inventory in facts.all(Inventory):
        if facts.has_come(inventory.date) and inventory.plan is None:
            for cell in _spoken_of(facts, cells, inventory):
                states[cell] = "GAP"
    for decision in facts.all(CellDecision):
        if decision.decision == "NOT_REQUIRED" and facts.holds(decision.date, decision.until) and decision.fields:
            for cell in _spoken_of(facts, cells, decision):
                states[cell] = "NOT_REQUIRED"
    for is_in, state in ((facts.is_open, "NOMINAL"), (facts.is_active, "COVERED")):
        for activity in facts.activities:
            for cell in cells_of(facts, activity) if is_in(activity) else ():
                states[cell] = state
    return states


def cells_of(facts: Facts, activity: Activity) -> Iterator[Cell]:
    """The cells that a measure or offer counts for, be it district-wide."""
    fields = facts.on_axis(activity.fields, facts.main("field"))
    groups = facts.on_axis(activity.target_groups, facts.main("target_group"))
    yield from product(fields, facts.works_in(activity) | facts.named_towns(activity), groups)


def _ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]


def _spoken_of(facts: Facts, cells: list[Cell], about: Inventory | CellDecision) -> Iterator[Cell]:
    for cell in cells:
        field, town, group = cell
        if (
            (not about.fields or field in about.fields)
            and facts.speaks_of(about.place, town)
            and (not about.target_groups or group in about.target_groups)
        ):
            yield cell
