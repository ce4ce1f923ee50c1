"""Random small districts in which some entries are hidden, and the same with the hidden ones really gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from graph import model as m
from graph.dates import VagueDate
from graph.model import KINDS, Edge, Record, Ref
from graph.model.states import (
    CellDecisionKind,
    MeasureStatus,
    PlaceLevel,
    PlanStatus,
    Reach,
    ResponsibilityState,
    Role,
    TieAnswer,
    TieState,
    Visibility,
)
from graph.rights import Action, Viewer, ViewerRole
from graph.schema import ValueType, properties
from tests.graph.small_district import ON, Small, ref, refs
from tests.graph.test_rights import BELONGS_BY, ELSEWHERE, HERE, OWN, expected

TOWNS = ("Soest", "Werl", "Unna")
ACTORS = tuple(f"a{n}" for n in range(7))
MEASURES = tuple(f"m{n}" for n in range(5))
OFFERS = ("o0", "o1")
FIELDS = ("Sprache", "Arbeit", "Kurse")

SUBJECTS = {
    "Contact": "actor", "Consent": "contact", "TieReport": "reporter about",
    "TieEvidence": "actor_a actor_b measure event", "StatusReport": "measure", "Funding": "measure",
    "Deadline": "measure plan", "Claim": "about actor", "Rating": "measure offer event", "Participation": "event",
    "Paper": "measure plan", "Consultation": "paper", "Statement": "place plan",
    "Reading": "indicator target_group place", "Target": "indicator target_group place",
    "PlanChange": "old_measure new_measure", "Proposal": "actors measure", "Inventory": "place plan",
    "CellDecision": "place", "GapDecision": "measure", "Confirmation": "about edge", "Redirect": "leads_to edge",
}  # fmt: skip
"""What entries are about, written down a second time."""


def random_district(chance: Random, hidden: float = 0.2) -> dict[Ref, Record]:
    """A district with something of nearly every kind; about so many of its entries are not public."""
    small = Small().place("Kreis", level=PlaceLevel.DISTRICT)
    for town in TOWNS:
        small.place(town, part_of="Kreis")
    small.place("Nord", part_of="Werl", level=PlaceLevel.QUARTER)
    small.term("field", "Sprache").term("field", "Arbeit").term("field", "Kurse", broader="Sprache")
    small.term("target_group", "Neue").term("target_group", "Kinder").term("actor_type", "Verein").term(
        "actor_type", "Amt"
    )
    small.add(m.Source, "q", title="Bericht").add(
        m.Survey, "w", title="Befragung", end=_past(chance), roster="COMPLETE"
    )
    small.add(
        m.Plan, "p", title="Konzept", status=PlanStatus.ADOPTED, adopts=refs(m.Measure, _some(chance, MEASURES)),
        places=refs(m.Place, _some(chance, TOWNS)),
    )  # fmt: skip
    for key in ("g0", "g1"):
        small.add(m.Goal, key, text=f"Ziel {key}", plan=ref(m.Plan, "p"), fields=refs(m.Term, _some(chance, FIELDS)))
    for key in ACTORS:
        places = _some(chance, (*TOWNS, "Nord", "Kreis"), most=1)
        small.add(
            m.Actor, key, name=f"Akteur {key}", places=refs(m.Place, places),
            type=refs(m.Term, _some(chance, ("Verein", "Amt"))), cooperates=chance.random() < 0.9,
        )  # fmt: skip
    for kind, keys in ((m.Measure, MEASURES), (m.Offer, OFFERS)):
        for key in keys:
            small.add(kind, key, **_activity(chance, kind))
    _edges(small, chance)
    _evidence(small, chance)
    _measured(small, chance)
    return {key: _hide(record, chance, hidden) for key, record in small.records.items()}


def _activity(chance: Random, kind: type[Record]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": f"Vorhaben {chance.randrange(100)}",
        "status": chance.choice(list(MeasureStatus)),
        "fields": refs(m.Term, _some(chance, FIELDS)),
        "target_groups": refs(m.Term, _some(chance, ("Neue", "Kinder"))),
        "places": refs(m.Place, _some(chance, (*TOWNS, "Nord"))),
        "end": chance.choice((None, _past(chance), VagueDate("2027", date(2027, 1, 1), date(2027, 12, 31)))),
        "reach": chance.choice((None, None, None, Reach.DISTRICT)),
        "funders": refs(m.Actor, _some(chance, ACTORS, most=1)),
    }
    if kind is m.Measure:
        found |= {
            "plan": chance.choice((None, ref(m.Plan, "p"))),
            "goals": refs(m.Goal, _some(chance, ("g0", "g1"), 1)),
        }
        found |= {"min_partners": chance.choice((None, 2)), "confirmed_on": chance.choice((None, ON - timedelta(30)))}
    return found


def _edges(small: Small, chance: Random) -> None:
    for n in range(9):
        a, b = chance.sample(ACTORS, 2)
        state = chance.choice((TieState.EXISTS, TieState.EXISTS, TieState.WISHED))
        small.tie(a, b, f"t{n}", state=state, fields=_some(chance, FIELDS, 1), level=chance.choice((None, 1.0, 3.0)))
    for n in range(7):
        kind, keys = chance.choice(((m.Measure, MEASURES), (m.Offer, OFFERS)))
        small.responsible(
            chance.choice(ACTORS), chance.choice(keys), kind, key=f"r{n}", role=chance.choice(list(Role)),
            state=chance.choice(list(ResponsibilityState)), stated_in=refs(m.Source, _some(chance, ("q",))),
        )  # fmt: skip
    for n in range(3):
        small.edge(m.Contribution, chance.choice(ACTORS), chance.choice(MEASURES), m.Measure, key=f"c{n}")
    for key in ("AK", "Beirat"):
        small.group(key, *_some(chance, ACTORS, 4), fields=_some(chance, FIELDS, 1))
    for actor in _some(chance, ACTORS, 5):
        small.edge(m.Inquiry, actor, "w", m.Survey, responded_on=chance.choice((None, ON - timedelta(90))))
    small.add(m.Event, "ev", title="Treffen", organiser=ref(m.Actor, chance.choice(ACTORS)))
    small.edge(m.Attendance, chance.choice(ACTORS), "ev", m.Event)


def _evidence(small: Small, chance: Random) -> None:
    for n in range(3):
        a, b = chance.sample(ACTORS, 2)
        small.add(
            m.TieReport, f"tr{n}", survey=ref(m.Survey, "w"), reporter=ref(m.Actor, a), about=ref(m.Actor, b),
            answer=chance.choice(list(TieAnswer)), trust_open=2,
        )  # fmt: skip
        small.add(m.TieEvidence, f"te{n}", actor_a=ref(m.Actor, a), actor_b=ref(m.Actor, b), wording=f"{a} mit {b}")
        small.add(
            m.StatusReport, f"s{n}", measure=ref(m.Measure, chance.choice(MEASURES)), date=_past(chance), text="läuft"
        )
        small.add(
            m.Deadline, f"d{n}", title=f"Frist {n}", date=_past(chance), measure=ref(m.Measure, chance.choice(MEASURES))
        )
        small.add(
            m.Claim, f"cl{n}", about=ref(m.Measure, chance.choice(MEASURES)), actor=ref(m.Actor, a), property="Träger",
            value=a, stated_in=refs(m.Source, ["q"]),
        )  # fmt: skip
        small.add(m.Confirmation, f"cf{n}", about=ref(m.StatusReport, f"s{n}"), by=ref(m.Actor, a))
        small.add(m.Confirmation, f"ce{n}", edge=ref(m.Tie, f"t{n}"))
        small.add(
            m.Contact, f"k{n}", actor=ref(m.Actor, a), person_name="Wanda", email="w@x.example",
            consent=ref(m.Consent, f"e{n}"),
        )  # fmt: skip
        small.add(
            m.Consent, f"e{n}", contact=ref(m.Contact, f"k{n}"), given_on=ON - timedelta(10),
            scope=chance.choice(("öffentlich", "intern", "Partner")),
            valid_until=chance.choice((None, ON - timedelta(1))),
        )  # fmt: skip
    for n in range(chance.randrange(3)):
        small.add(
            m.Inventory, f"i{n}", date=_past(chance), place=chance.choice((None, *refs(m.Place, TOWNS))),
            fields=refs(m.Term, _some(chance, FIELDS, 1)), by=ref(m.Actor, chance.choice(ACTORS)),
        )  # fmt: skip
    small.add(
        m.CellDecision, "x", fields=refs(m.Term, ["Arbeit"]), place=ref(m.Place, chance.choice(TOWNS)),
        decision=CellDecisionKind.NOT_REQUIRED,
    )  # fmt: skip


def _measured(small: Small, chance: Random) -> None:
    small.add(m.Indicator, "in", name="Kennzahl", direction="UP", period_months=12)
    for n in range(6):
        small.add(
            m.Reading, f"w{n}", indicator=ref(m.Indicator, "in"), period=str(2020 + n // 2),
            target_group=chance.choice((None, ref(m.Term, "Neue"))), place=chance.choice((None, ref(m.Place, "Nord"))),
            value=float(chance.randrange(9)), count=chance.choice((None, 0, 4, 5, 90)),
            suppressed=chance.choice((None, False, True)),
        )  # fmt: skip


def _past(chance: Random) -> VagueDate:
    return VagueDate.on(ON - timedelta(chance.randrange(1, 500)))


def _some(chance: Random, keys: tuple[str, ...], most: int = 2) -> list[str]:
    return chance.sample(keys, chance.randrange(min(most, len(keys)) + 1))


def _hide(record: Record, chance: Random, hidden: float) -> Record:
    """Places of the axis and the district stay public, as they are on every map."""
    always = isinstance(record, m.Place) and record.level is not PlaceLevel.QUARTER
    visibility = Visibility.PUBLIC
    if chance.random() < hidden and not always:
        visibility = chance.choice((Visibility.INTERNAL, Visibility.PARTNERS))
    note = "nur für das Amt" if chance.random() < 0.3 else None
    return replace(record, visibility=visibility, note=note, as_written=("Spalte: Wort",) if note else ())


def really_gone(viewer: Viewer, records: dict[Ref, Record]) -> dict[Ref, Record]:
    """What would be left if everything that the viewer may not see had been deleted, links and fields as well."""
    left = {key: record for key, record in records.items() if _is_readable(viewer, record, records)}
    return {key: _cut(viewer, record, left, records) for key, record in left.items()}


def _where(viewer: Viewer, record: Record) -> str:
    named = {record.id}
    for name in BELONGS_BY.get(type(record).__name__, "").split():
        held = getattr(record, name)
        named |= set(held) if isinstance(held, tuple) else {held}
    if named & (viewer.actors | viewer.held):
        return OWN
    return HERE if named & (viewer.places | viewer.nearby) else ELSEWHERE


def _reads(viewer: Viewer, record: Record, field: str | None) -> bool:
    kind = type(record).__name__
    return expected(viewer, Action.READ, kind, field, _where(viewer, record), record.visibility)


def _is_readable(viewer: Viewer, record: Record, records: dict[Ref, Record]) -> bool:
    if not _reads(viewer, record, None):
        return False
    names = "source target" if isinstance(record, Edge) else SUBJECTS.get(type(record).__name__, "")
    if viewer.role is ViewerRole.COORDINATION and not isinstance(record, Edge):
        names = ""
    held = [getattr(record, name) for name in names.split()]
    subjects = [one for each in held if each is not None for one in (each if isinstance(each, tuple) else (each,))]
    return all(subject in records and _is_readable(viewer, records[subject], records) for subject in subjects)


def _cut(viewer: Viewer, record: Record, left: dict[Ref, Record], records: dict[Ref, Record]) -> Record:
    values: dict[str, Any] = {}
    for prop in properties(type(record)):
        held = getattr(record, prop.name)
        empty: object = () if prop.value_type in (ValueType.TEXTS, ValueType.REFERENCES) else None
        if prop.name in ("note", "as_written", "trust_open") and not _reads(viewer, record, prop.name):
            values[prop.name] = empty
        elif prop.value_type is ValueType.REFERENCES:
            values[prop.name] = tuple(one for one in held if one in left)
        elif prop.value_type is ValueType.REFERENCE and held not in left:
            values[prop.name] = None
    if isinstance(record, m.Contact) and not _is_named(viewer, record, records):
        values["person_name"] = None
    is_few = isinstance(record, m.Reading) and (record.suppressed or record.count in range(5))
    if is_few and viewer.role is not ViewerRole.COORDINATION:
        values |= {"value": None, "count": None, "suppressed": True}
    return replace(record, **values)


def _is_named(viewer: Viewer, contact: m.Contact, records: dict[Ref, Record]) -> bool:
    if viewer.role is ViewerRole.COORDINATION:
        return True
    consent = records[contact.consent] if contact.consent else None
    if not isinstance(consent, m.Consent) or viewer.day is None or not _reads(viewer, contact, "person_name"):
        return False
    open_to_them = consent.scope in ("öffentlich", "Partner") or contact.actor in viewer.actors
    return open_to_them and (consent.valid_until is None or consent.valid_until >= viewer.day)


def kinds() -> list[type[Record]]:
    return list(KINDS.values())
