"""Those of the twenty-five questions that are filters, asked of Kreis Lindental and answered a second time by loops.

The others are not filters: where gaps are (1, 7, 16), the nearest actor (3, second half), the path of a paper (8) and
through the network (23), who holds it together (22), what changed between two editions (20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph import model as m
from graph.model import states as s
from graph.picture import Pictures, View
from graph.query import parse_filter
from graph.query.parse import LEVELS_OUTSIDE
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "kreis-lindental"
SINCE = date(2025, 5, 21)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        import_path(store, FOLDER, dataset="lindental", author="test", now=datetime.now(UTC))
        yield Pictures(store).current().seen_by(OFFICE)


def is_a(label: str) -> dict[str, Any]:
    return {"type": {"some": {"label": {"eq": label}}}}


def types(view: View, ref: str) -> set[str]:
    actor = view.one(m.Actor, ref)
    assert actor is not None
    return {term.label for term in view.many(m.Term, actor.type)}


def events(view: View, actor: m.Actor, kind: type[Any]) -> list[m.Event]:
    return [event for edge in view.all(kind) if edge.source == actor.id and (event := view.one(m.Event, edge.target))]


def neighbours(view: View, actor: m.Actor, state: s.TieState) -> list[str]:
    found: list[str] = []
    for tie in view.all(m.Tie):
        if tie.state is state and actor.id in (tie.source, tie.target):
            found.append(tie.target if tie.source == actor.id else tie.source)
    return found


def owners(view: View, measure: m.Measure) -> list[m.Responsibility]:
    return [edge for edge in view.all(m.Responsibility) if edge.target == measure.id]


Question = tuple[str, type[m.Record], dict[str, Any], Callable[[View, Any], bool]]

QUESTIONS: tuple[Question, ...] = (
    (
        "2 which measures need extra money and still lack their own resolution",
        m.Measure,
        {
            "needsExtraFunds": {"eq": "YES"},
            "resolutions": {"none": {"special": {"eq": True}, "result": {"eq": "ADOPTED"}}},
        },
        lambda view, x: (
            x.needs_extra_funds is s.Known.YES
            and not any(
                r.special and r.result is s.ResolutionResult.ADOPTED and x.id in r.measures
                for r in view.all(m.Resolution)
            )
        ),
    ),
    (
        "3 which sports clubs have no tie to a refugee initiative",
        m.Actor,
        {
            **is_a("Sportverein"),
            "ties": {"none": {"state": {"eq": "EXISTS"}, "node": is_a("Flüchtlingsinitiative")}},
        },
        lambda view, x: (
            "Sportverein" in types(view, x.id)
            and not any("Flüchtlingsinitiative" in types(view, n) for n in neighbours(view, x, s.TieState.EXISTS))
        ),
    ),
    (
        "4 where is no central contact for labour-market integration",
        m.Place,
        {
            "level": {"eq": "MUNICIPALITY"},
            "contacts": {"none": {"role": {"some": {"label": {"contains": "arbeitsmarkt"}}}}},
        },
        lambda view, x: (
            x.level is s.PlaceLevel.MUNICIPALITY
            and not any(
                c.place == x.id
                and (role := view.one(m.Term, c.role))
                and role.label == "Ansprechstelle Arbeitsmarktintegration"
                for c in view.all(m.Contact)
            )
        ),
    ),
    (
        "5 which invited actors came to no workshop",
        m.Actor,
        {
            "invitations": {"some": {"node": {"type": {"eq": "Workshop"}}}},
            "attendances": {"none": {"node": {"type": {"eq": "Workshop"}}}},
        },
        lambda view, x: (
            any(e.type == "Workshop" for e in events(view, x, m.Invitation))
            and not any(e.type == "Workshop" for e in events(view, x, m.Attendance))
        ),
    ),
    (
        "6 which migrant organisations were reached only by evening dates",
        m.Actor,
        {
            **is_a("Migrantenorganisation"),
            "attendances": {
                "some": {"node": {"daypart": {"eq": "EVENING"}}},
                "none": {"node": {"not": {"daypart": {"eq": "EVENING"}}}},
            },
        },
        lambda view, x: (
            "Migrantenorganisation" in types(view, x.id)
            and {e.daypart for e in events(view, x, m.Attendance)} == {s.Daypart.EVENING}
        ),
    ),
    (
        "9 which measures are affected by what a committee amended",
        m.Measure,
        {"consultations": {"some": {"result": {"eq": "AMENDED"}}}},
        lambda view, x: any(
            c.result is s.ConsultationResult.AMENDED and x.id in c.measures for c in view.all(m.Consultation)
        ),
    ),
    (
        "10 which measures rest only on partners outside the district's administration",
        m.Measure,
        {"responsibilities": {"some": {}, "none": {"node": {"or": [is_a("Kreisamt"), is_a("Kreisverwaltung")]}}}},
        lambda view, x: (
            bool(owners(view, x))
            and not any(types(view, o.source) & {"Kreisamt", "Kreisverwaltung"} for o in owners(view, x))
        ),
    ),
    (
        "11 for which measures has the responsible body not yet confirmed",
        m.Measure,
        {"responsibilities": {"some": {"confirmedOn": {"isNull": True}}}},
        lambda view, x: any(o.confirmed_on is None for o in owners(view, x)),
    ),
    (
        "12 with which municipalities is the talk after adoption still open",
        m.Place,
        {
            "level": {"eq": "MUNICIPALITY"},
            "events": {"none": {"type": {"eq": "Gespräch"}, "date": {"gte": "2025-02-17"}, "state": {"eq": "HELD"}}},
        },
        lambda view, x: (
            x.level is s.PlaceLevel.MUNICIPALITY
            and not any(
                e.type == "Gespräch"
                and e.state is s.EventState.HELD
                and e.date is not None
                and e.date.certainly_from(date(2025, 2, 17))
                and x.id in e.places
                for e in view.all(m.Event)
            )
        ),
    ),
    (
        "13 which needs are shared by three or more municipalities but have no measure",
        m.Need,
        {"places": {"countGte": 3}, "measures": {"none": {}}},
        lambda view, x: len(set(x.places)) >= 3 and not any(x.id in measure.needs for measure in view.all(m.Measure)),
    ),
    (
        "14 which offers exist in a municipality for refugees, with a contact",
        m.Offer,
        {
            "places": {"some": {"name": {"eq": "Eschenfurt"}}},
            "targetGroups": {"some": {"label": {"contains": "schutzsuchende"}}},
            "contact": {"isNull": False},
        },
        lambda view, x: (
            "Eschenfurt" in {place.name for place in view.many(m.Place, x.places)}
            and any("Schutzsuchende" in term.label for term in view.many(m.Term, x.target_groups))
            and x.contact is not None
        ),
    ),
    (
        "15 which offers are missing in Integreat or unchecked for six months",
        m.Offer,
        {
            "or": [
                {"not": {"publishedIn": {"contains": "integreat"}}},
                {"not": {"verifiedOn": {"gte": SINCE}}},
            ]
        },
        lambda view, x: "Integreat" not in x.published_in or x.verified_on is None or x.verified_on < SINCE,
    ),
    (
        "17 what was rated as working well",
        m.Offer,
        {"ratings": {"some": {"rating": {"eq": "WORKS_WELL"}}}},
        lambda view, x: any(
            r.rating is s.RatingValue.WORKS_WELL and x.id in (r.offer, r.measure) for r in view.all(m.Rating)
        ),
    ),
    (
        "18 which ideas of the conference became neither goal nor measure",
        m.Need,
        {
            "event": {"some": {"type": {"eq": "Konferenz"}}},
            "goals": {"none": {}},
            "measures": {"none": {}},
        },
        lambda view, x: (
            (event := view.one(m.Event, x.event)) is not None
            and event.type == "Konferenz"
            and not x.goals
            and not any(x.id in measure.needs for measure in view.all(m.Measure))
        ),
    ),
    (
        "19 which indicators has nobody in view",
        m.Indicator,
        {"measures": {"none": {}}},
        lambda view, x: not any(x.id in measure.indicators for measure in view.all(m.Measure)),
    ),
    (
        "21 which adopted measures have had no report for six months",
        m.Measure,
        {
            "status": {"in": ["ADOPTED", "IN_PROGRESS"]},
            "statusReports": {"none": {"date": {"gte": SINCE}}},
        },
        lambda view, x: (
            x.status in (s.MeasureStatus.ADOPTED, s.MeasureStatus.IN_PROGRESS)
            and not any(
                r.measure == x.id and r.date is not None and r.date.certainly_from(SINCE)
                for r in view.all(m.StatusReport)
            )
        ),
    ),
    (
        "24 which municipalities used the district's plan as a blueprint",
        m.Place,
        {"plans": {"some": {"basedOn": {"some": {"place": {"some": {"level": {"eq": "DISTRICT"}}}}}}}},
        lambda view, x: any(
            plan.place == x.id
            and (model := view.one(m.Plan, plan.based_on)) is not None
            and (place := view.one(m.Place, model.place)) is not None
            and place.level is s.PlaceLevel.DISTRICT
            for plan in view.all(m.Plan)
        ),
    ),
    (
        "25 which measures were made without any migrant organisation",
        m.Measure,
        {
            "contributions": {"none": {"node": is_a("Migrantenorganisation")}},
            "responsibilities": {"none": {"node": is_a("Migrantenorganisation")}},
        },
        lambda view, x: (
            not any(
                "Migrantenorganisation" in types(view, edge.source)
                for kind in (m.Contribution, m.Responsibility)
                for edge in view.all(kind)
                if edge.target == x.id
            )
        ),
    ),
    (
        "26 which measures have KIM money and another source",
        m.Measure,
        {"fundings": {"some": {"kim": {"eq": True}}, "every": {}, "countGte": 2}},
        lambda view, x: (
            any(f.kim for f in view.all(m.Funding) if f.measure == x.id)
            and len([f for f in view.all(m.Funding) if f.measure == x.id]) >= 2
        ),
    ),
    (
        "27 contacts whose consent ends within sixty days",
        m.Contact,
        {"consent": {"some": {"validUntil": {"gte": "2026-01-15", "lte": "2026-03-16"}}}},
        lambda view, x: (
            (consent := view.one(m.Consent, x.consent)) is not None
            and consent.valid_until is not None
            and date(2026, 1, 15) <= consent.valid_until <= date(2026, 3, 16)
        ),
    ),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=[question[0] for question in QUESTIONS])
def test_the_question_is_answered_as_by_hand(view: View, question: Question) -> None:
    _, kind, where, by_hand = question
    asked = parse_filter(kind, where, levels=LEVELS_OUTSIDE)
    expected = [record.id for record in view.all(kind) if by_hand(view, record)]
    assert [record.id for record in view.select(kind, asked, first=None).records] == expected
    assert view.count(kind, asked) == len(expected)


def test_most_questions_tell_some_records_from_others(view: View) -> None:
    """So that an evaluator that says yes or no to everything could not pass."""
    telling = [q[0] for q in QUESTIONS if 0 < view.count(q[1], parse_filter(q[1], q[2])) < view.count(q[1])]
    assert len(telling) >= len(QUESTIONS) - 3
