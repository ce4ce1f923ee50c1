"""G4, G5, G6, G10: not accepted, out of reach, too much accepted, nobody's duty; and what only looks like it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.gaps.rule import Finding
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.model import Actor, Contact, Duty, GapDecision, Measure, Offer, Setting, Term
from graph.model.states import GapState, MeasureStatus, ResponsibilityState, Role
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path
from tests.graph.lindental_by_hand import FINISHED, FOLDER, first, last, rows
from tests.graph.small_district import ON, D, Small, on, ref, refs, year

S = ResponsibilityState
YES, UNKNOWN = Truth.YES, Truth.UNKNOWN


def cases(small: Small, rule: str) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == rule]


def findings(view: View, dataset: str, rule: str) -> list[Finding]:
    (chosen,) = (one for one in all_rules() if one.key == rule)
    return list(chosen.find(Situation(view, dataset, ON)))


def truths(small: Small, rule: str) -> list[Truth]:
    return [finding.truth for finding in findings(small.view(), D, rule)]


def ago(days: int) -> date:
    return ON - timedelta(days=days)


# G4: named, not accepted


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"state": S.PROPOSED, "state_since": ago(91)}, [YES]),
        ({"state": S.ASKED, "state_since": ago(91)}, [YES]),
        ({"state": S.ASKED, "state_since": ago(91), "role": Role.SHARED}, [YES]),
        ({"state": S.PROPOSED, "state_since": ago(90)}, []),
        ({"state": S.PROPOSED, "state_since": ago(-400)}, []),
        ({"state": S.PROPOSED}, []),
        ({"state": S.ASKED}, []),
        ({"state": S.ACCEPTED, "state_since": ago(400)}, []),
        ({"state": S.ENDED, "state_since": ago(400)}, []),
        ({"state": S.ASKED, "state_since": ago(91), "role": Role.SUPPORTING}, []),
        ({"state": S.ASKED, "state_since": ago(91), "until": on("2026-01-14")}, []),
        ({"state": S.ASKED, "state_since": ago(91), "until": year(2026)}, [YES]),
        ({"state": S.DECLINED, "state_since": ago(1)}, [YES]),
        ({"state": S.DECLINED}, [YES]),
        ({"state": S.DECLINED, "state_since": ago(-1)}, []),
    ],
)
def test_who_is_named_has_ninety_days_to_answer(values: dict[str, Any], expected: list[Truth]) -> None:
    assert truths(Small().actor("a").measure("m").responsible("a", "m", **values), "G4") == expected


@pytest.mark.parametrize(
    ("refused", "other", "expected"),
    [
        (ago(30), {"state_since": ago(30)}, []),
        (ago(30), {"state_since": ago(10), "state": S.PROPOSED}, []),
        (ago(30), {"state_since": ago(10), "role": Role.SHARED}, []),
        (ago(30), {"state_since": ago(31)}, [YES]),
        (ago(30), {"state_since": ago(10), "role": Role.SUPPORTING}, [YES]),
        (ago(30), {"state_since": ago(10), "state": S.ENDED}, [YES]),
        (ago(30), {"state_since": ago(10), "until": on("2026-01-01")}, [YES]),
        (ago(30), {"state_since": ago(10), "state": S.DECLINED}, [YES, YES]),
        (ago(30), {}, [UNKNOWN]),
        (None, {"state_since": ago(10)}, [UNKNOWN]),
    ],
)
def test_only_who_came_after_the_refusal_takes_its_place(
    refused: date | None, other: dict[str, Any], expected: list[Truth]
) -> None:
    small = Small().actors("a", "b").measure("m").responsible("a", "m", state=S.DECLINED, state_since=refused)
    assert truths(small.responsible("b", "m", **other), "G4") == expected


def test_a_measure_whose_only_lead_declined_has_nobody_as_well() -> None:
    small = Small().actor("a").measure("m").responsible("a", "m", state=S.DECLINED, state_since=ago(5))
    assert [gap.rule for gap in find_gaps(small.view(), D, ON) if gap.rule in ("G3", "G4")] == ["G3", "G4"]


def test_only_what_is_open_active_or_a_duty_needs_an_answer() -> None:
    asked: dict[str, Any] = {"state": S.ASKED, "state_since": ago(200)}
    small = Small().actor("a").measure("done", MeasureStatus.COMPLETED).offer("rests", MeasureStatus.PAUSED)
    small.responsible("a", "done", **asked).responsible("a", "rests", Offer, **asked)
    assert cases(small, "G4") == []
    small.measure("m", MeasureStatus.PROPOSED).offer("o").add(Duty, "d", title="d")
    small.responsible("a", "m", **asked).responsible("a", "o", Offer, **asked).responsible("a", "d", Duty, **asked)
    assert [gap.subject.name for gap in cases(small, "G4") if gap.subject] == ["d", "m", "o"]


def test_each_actor_is_a_gap_of_its_own_and_can_be_decided_about() -> None:
    small = Small().actors("a", "b").measure("m")
    small.responsible("a", "m", state=S.ASKED, state_since=ago(100))
    small.responsible("b", "m", state=S.ASKED, state_since=ago(100))
    small.responsible("b", "m", key="again", role=Role.SHARED, state=S.ASKED, state_since=ago(95))
    small.add(GapDecision, "y", rule="G4", subject="m|a", state=GapState.ACKNOWLEDGED, date=on("2026-01-01"))
    found = cases(small, "G4")
    assert {(gap.message.de, gap.state) for gap in found} == {
        ("a hat für „m“ seit 100 Tagen nicht zugesagt.", GapState.ACKNOWLEDGED),
        ("b hat für „m“ seit 100 Tagen nicht zugesagt.", GapState.OPEN),
    }
    assert len({gap.id for gap in found}) == len(found) == 2
    assert found[0].action.de in {f"Die Koordination fragt nach, ob {name} zusagt oder ablehnt." for name in "ab"}


def test_the_district_says_how_long_an_answer_may_take() -> None:
    small = Small().actor("a").measure("m").responsible("a", "m", state=S.ASKED, state_since=ago(40))
    assert truths(small, "G4") == []
    assert truths(small.add(Setting, "x", name="answerWithin", value=39.0), "G4") == [YES]


def test_the_integration_centre_need_not_ask_itself() -> None:
    small = Small().term("actor_type", "Kommunales Integrationszentrum").measure("m")
    small.actor("ki", types=["Kommunales Integrationszentrum"])
    small.responsible("ki", "m", state=S.ASKED, state_since=ago(100))
    assert cases(small, "G4")[0].action.de == "Das KI sagt selbst zu oder lehnt ab."


# G5: no contact


@pytest.mark.parametrize(
    ("contact", "reachable"),
    [
        ({}, True),
        ({"role": ref(Term, "leitung")}, True),
        ({"until": on("2026-01-15")}, True),
        ({"until": on("2026-01-14")}, False),
        ({"since": on("2026-01-15")}, True),
        ({"since": on("2026-01-16")}, False),
        ({"until": year(2026)}, True),
        (None, False),
    ],
)
def test_who_is_responsible_can_be_reached_today(contact: dict[str, Any] | None, reachable: bool) -> None:
    small = Small().actors("a", "b").measure("m").responsible("a", "m").add(Contact, "other", actor=ref(Actor, "b"))
    if contact is not None:
        small.add(Contact, "k", **{"actor": ref(Actor, "a"), **contact})
    assert truths(small, "G5") == ([] if reachable else [YES])


def test_only_who_answers_for_something_needs_a_contact() -> None:
    small = Small().actors("a", "b", "c", "d").measure("m").measure("done", MeasureStatus.COMPLETED)
    small.responsible("a", "m", role=Role.SUPPORTING).responsible("b", "m", state=S.DECLINED).responsible("c", "done")
    assert truths(small, "G5") == []
    (gap,) = cases(small.responsible("d", "m", state=S.PROPOSED), "G5")
    assert gap.message.de == "d ist für „m“ zuständig und hat keinen aktuellen Kontakt."
    assert gap.action.de == "Die Koordination fragt, wer jetzt ansprechbar ist: d."
    assert [evidence.text.de for evidence in gap.evidence] == ["Es ist kein Kontakt eingetragen."]


# G6: too much accepted


def loaded(capacity: float | None, *efforts: float | None, **values: Any) -> Small:
    small = Small().actor("a", capacity_fte=capacity)
    for number, effort in enumerate(efforts):
        small.measure(f"m{number}").responsible("a", f"m{number}", effort_fte=effort, **values)
    return small


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (loaded(1, 0.5, 0.51), [YES]),
        (loaded(1, 0.5, 0.5), []),
        (loaded(1.0, 0.1, 0.2, 0.7), []),
        (loaded(0, 0.5), [YES]),
        (loaded(0, 0.0), []),
        (loaded(1, 2, None), [YES]),
        (loaded(1, 0.5, None), [UNKNOWN]),
        (loaded(1, None), [UNKNOWN]),
        (loaded(None, 0.5), [UNKNOWN]),
        (loaded(None, None), []),
        (loaded(1), []),
        (loaded(1, 2, state=S.PROPOSED), []),
        (loaded(1, 2, state=S.ENDED), []),
        (loaded(1, 2, role=Role.SUPPORTING), [YES]),
        (loaded(1, 2, until=on("2026-01-14")), []),
        (loaded(1, 2, since=on("2026-01-16")), []),
    ],
)
def test_nobody_accepts_more_than_there_is_capacity(small: Small, expected: list[Truth]) -> None:
    assert truths(small, "G6") == expected


def test_what_is_finished_takes_no_effort_and_a_duty_does() -> None:
    small = Small().actor("a", capacity_fte=1).measure("m", MeasureStatus.COMPLETED).responsible("a", "m", effort_fte=2)
    small.offer("o", end=on("2025-12-31")).responsible("a", "o", Offer, effort_fte=2)
    assert cases(small, "G6") == []
    (gap,) = cases(small.add(Duty, "d", title="d").responsible("a", "d", Duty, effort_fte=1.25), "G6")
    assert gap.message.de == "a hat Arbeit für 1,25 Vollzeitstellen zugesagt, bei einer Kapazität von 1."
    assert gap.message.en == "a has accepted work for 1.25 full-time posts, with a capacity of 1."


# G10: duties


def duty(*holders: str, **values: Any) -> Small:
    small = Small().actors("amt", "verein").measure("m", values.pop("status", MeasureStatus.PROPOSED))
    small.add(Duty, "d", **{"title": "d", "legal_holder": ref(Actor, "amt"), **values})
    for holder in holders:
        small.responsible(holder, "d", Duty, state=S.PROPOSED)
    return small


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (duty(), [YES]),
        (duty("amt"), []),
        (duty("verein"), [YES]),
        (duty("verein", "amt"), []),
        (duty("verein", delegation_document="Vertrag"), []),
        (duty("verein", delegation_document="  "), [YES]),
        (duty("verein", legal_holder=None), [UNKNOWN]),
        (duty("verein", legal_holder=None, delegation_document="Vertrag"), []),
        (duty(legal_holder=None), [YES]),
        (duty(measures=refs(Measure, ["m"])), [YES]),
        (duty(measures=refs(Measure, ["m"]), status=MeasureStatus.IN_PROGRESS), []),
        (duty(delegation_document="Vertrag"), [YES]),
        (duty().responsible("amt", "d", Duty, state=S.DECLINED), [YES]),
        (duty().responsible("amt", "d", Duty, state=S.ENDED), [YES]),
        (duty().responsible("amt", "d", Duty, role=Role.SUPPORTING), [YES]),
    ],
)
def test_every_duty_has_somebody_and_a_stranger_has_a_document(small: Small, expected: list[Truth]) -> None:
    assert truths(small, "G10") == expected


def test_a_duty_says_what_does_not_fulfil_it_and_whom_to_ask() -> None:
    (gap,) = cases(duty(measures=refs(Measure, ["m"]), legal_basis="FlüAG"), "G10")
    assert gap.message.de == "Um die Pflichtaufgabe „d“ kümmert sich niemand."
    assert gap.action.de == "Die Koordination klärt mit amt, wer die Aufgabe erfüllt."
    assert [e.text.de for e in gap.evidence] == ["Grundlage: FlüAG.", "„m“ erfüllt sie nicht: vorgeschlagen."]


# Kreis Lindental, worked out from its files


@pytest.fixture(scope="module")
def lindental() -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        import_path(store, FOLDER, dataset="lindental", author="test", now=datetime.now(UTC))
        yield Pictures(store).current().seen_by(OFFICE)


def found(view: View, rule: str, truth: Truth = YES) -> list[str]:
    of_rule = findings(view, "lindental", rule)
    return sorted(finding.subject.external_id for finding in of_rule if finding.truth is truth and finding.subject)


def needing() -> set[str]:
    """Open measures, active offers, duties."""
    measures = {m["measure_id"] for m in rows("measures") if m["status_code"] not in FINISHED}
    running = (o for o in rows("offers") if o["status_code"] == "IN_PROGRESS")
    begun = (o for o in running if not o["start"] or first(o["start"]) <= ON)
    offers = {o["offer_id"] for o in begun if not o["end"] or last(o["end"]) >= ON}
    return measures | offers | {d["duty_id"] for d in rows("duties")}


def answering() -> dict[str, list[dict[str, str]]]:
    held: dict[str, list[dict[str, str]]] = {}
    for r in rows("responsibilities"):
        if r["role_code"] != "SUPPORTING" and r["state"] not in ("DECLINED", "ENDED"):
            held.setdefault(r["measure_id"], []).append(r)
    return held


def test_lindental_names_who_has_not_accepted(lindental: View) -> None:
    waiting = [
        r["measure_id"]
        for target, held in answering().items()
        for r in held
        if target in needing() and r["state"] != "ACCEPTED" and r["state_since"]
        if (ON - date.fromisoformat(r["state_since"])).days > 90
    ]
    refused = [r for r in rows("responsibilities") if r["state"] == "DECLINED"]
    unreplaced = [
        r["measure_id"]
        for r in refused
        if not any(o["state_since"] >= r["state_since"] for o in answering().get(r["measure_id"], []))
    ]
    assert found(lindental, "G4") == sorted(waiting + unreplaced)
    assert (len(waiting), unreplaced) == (13, ["m25-38"])
    assert {"m25-45"} <= set(waiting) and "m25-35" not in waiting, "91 days and 90"
    assert found(lindental, "G4", UNKNOWN) == []


def test_lindental_names_who_cannot_be_reached(lindental: View) -> None:
    current = {c["actor_id"] for c in rows("contacts") if not c["until"] or last(c["until"]) >= ON}
    responsible = {r["actor_id"] for target, held in answering().items() if target in needing() for r in held}
    assert found(lindental, "G5") == sorted(responsible - current)
    assert {"wv-5", "sv-09"} <= responsible - current, "their contacts have ended"


def test_lindental_names_who_has_accepted_too_much(lindental: View) -> None:
    assert found(lindental, "G6") == ["ki"]
    assert found(lindental, "G6", UNKNOWN) == ["jc", "k-99001004", "k-99001008", "vhs", "wv-1", "wv-3"]


def test_lindental_names_the_duties_that_nobody_has(lindental: View) -> None:
    assert found(lindental, "G10") == ["d-05", "d-07", "d-18", "d-23", "d-25"]
    assert found(lindental, "G10", UNKNOWN) == []
