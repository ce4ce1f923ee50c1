"""Who answers, who has said yes, whose consent ends, what only the KI confirmed (q10, q11, q27, q30); two registers."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest

from graph.errors import WrongUse
from graph.gaps.find import find_gaps
from graph.gaps.gap import Truth
from graph.language import Text
from graph.model import Actor, Confirmation, Consent, Contact, Duty, Measure, Offer, StatusReport
from graph.model.states import MeasureStatus, ResponsibilityState, Role
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.question import Answer, Row
from graph.questions.shape import columns_of
from tests.graph.lindental_by_hand import FOLDER, ON, rows, several
from tests.graph.small_district import D, Small, on, ref, refs
from tests.shipped import Shipped

LINDENTAL = "kreis-lindental"
S = ResponsibilityState
CENTRE = "Kommunales Integrationszentrum"
DISTRICT = "Kreisverwaltung"


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


@pytest.fixture(scope="module")
def coesfeld(shipped: Shipped) -> View:
    return shipped.view("kreis-coesfeld")


def asked(view: View, key: str, dataset: str = D, **given: str) -> Answer:
    return ask(view, dataset, ON, question_named(key), given)


def keys(answer: Answer) -> list[str]:
    return [row.about[0].external_id for row in answer.rows]


def cell(answer: Answer, row: Row, key: str) -> Any:
    names = [column.key for column in columns_of(answer.question)[3:]]
    return row.cells[names.index(key)]


def column(answer: Answer, key: str) -> list[Any]:
    return [cell(answer, row, key) for row in answer.rows]


def answering(state: str | None = None) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for r in rows("responsibilities"):
        if r["role_code"] != "SUPPORTING" and r["state"] not in ("DECLINED", "ENDED") and r["state"] != state:
            held.setdefault(r["measure_id"], set()).add(r["actor_id"])
    return held


# q10: only partners outside the district's administration


def test_lindental_rests_on_others(lindental: View) -> None:
    inside = {"Kreisverwaltung", "Kreisamt", CENTRE}
    district = {a["actor_id"] for a in rows("actors") if inside & set(several(a["actor_type"]))}
    expected = {m["measure_id"] for m in rows("measures")} & {
        m for m, held in answering().items() if not held & district
    }
    assert set(keys(asked(lindental, "q10", LINDENTAL))) == expected
    assert len(expected) == 47


def district(**values: Any) -> Small:
    small = (
        Small().term("actor_type", DISTRICT).term("actor_type", "Amt", broader=DISTRICT).term("actor_type", "Verein")
    )
    small.actor("amt", types=["Amt"]).actor("verein", types=["Verein"]).actor("wer").measure("m")
    return small.responsible("verein", "m", **values)


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (district(), {"m": Truth.YES}),
        (district(state=S.PROPOSED), {"m": Truth.YES}),
        (district(state=S.DECLINED), {}),
        (district(role=Role.SUPPORTING), {}),
        (district().responsible("amt", "m", role=Role.SHARED), {}),
        (district().responsible("amt", "m", role=Role.SUPPORTING), {"m": Truth.YES}),
        (district().responsible("amt", "m", state=S.ENDED), {"m": Truth.YES}),
        (district().responsible("wer", "m"), {"m": Truth.UNKNOWN}),
        (district().responsible("wer", "m").responsible("amt", "m"), {}),
        (Small().term("actor_type", DISTRICT).measure("m"), {}),
    ],
)
def test_a_narrower_office_belongs_to_the_administration(small: Small, expected: dict[str, Truth]) -> None:
    answer = asked(small.view(), "q10")
    assert {row.about[0].external_id: row.truth for row in answer.rows} == expected


def test_another_type_and_another_kind_can_be_asked_for() -> None:
    small = district().offer("o").responsible("amt", "o", Offer)
    assert keys(asked(small.view(), "q10", actorType="Verein", kinds="Offer")) == ["o"]
    assert asked(Small().measure("m").view(), "q10").remarks, "it says that it does not know the type"


# q11: not yet confirmed


def test_lindental_waits_for(lindental: View) -> None:
    answer = asked(lindental, "q11", LINDENTAL)
    assert set(keys(answer)) == {m["measure_id"] for m in rows("measures")} & set(answering("ACCEPTED"))
    assert len(keys(answer)) == len(set(keys(answer))) == 14, "one row for each measure"
    assert keys(asked(lindental, "q11", LINDENTAL, kinds="Duty")) == ["d-15", "d-08"], "by title"
    assert len(keys(asked(lindental, "q11", LINDENTAL, kinds="all"))) == 16


def test_on_coesfeld_acceptance_is_open_for_every_measure_that_somebody_is_named_for(coesfeld: View) -> None:
    with (FOLDER.parent / "kreis-coesfeld" / "responsibilities.csv").open(encoding="utf-8", newline="") as file:
        named = {r["measure_id"] for r in csv.DictReader(file) if r["role"] in ("zuständig", "Träger", "Veranstalter")}
    measures = {m.external_id for m in coesfeld.all(Measure)}
    assert set(keys(asked(coesfeld, "q11", "kreis-coesfeld"))) == measures & named
    assert keys(asked(coesfeld, "q11", "kreis-coesfeld", kinds="Offer")) == ["c10"], "who carries an offer has accepted"
    assert [gap for gap in find_gaps(coesfeld, "kreis-coesfeld", ON) if gap.rule == "G4"] == []
    register = asked(coesfeld, "responsibilities", "kreis-coesfeld", kinds="Measure")
    assert {str(mark) for mark in column(register, "mark")} == {"NEVER_ASKED"}


def test_a_row_names_who_has_and_who_has_not() -> None:
    small = Small().actors("a", "b", "c").measure("m").measure("nobody").measure("done", MeasureStatus.COMPLETED)
    small.responsible("a", "m", state=S.ASKED, state_since=date(2025, 3, 2))
    small.responsible("b", "m", role=Role.SHARED, state=S.PROPOSED, state_since=date(2025, 3, 1))
    small.responsible("c", "m", role=Role.SHARED)
    answer = asked(small.view(), "q11")
    (row,) = answer.rows
    assert row.cells[:3] == ("a; b", Text("gefragt; vorgeschlagen", "asked; proposed"), date(2025, 3, 1))
    assert cell(answer, row, "accepted") == "c"
    assert [remark.en for remark in answer.remarks] == ["For one more open entry nobody is named who could confirm."]


@pytest.mark.parametrize("kinds", ["Maßnahme", "measure; OFFER", "Angebote,Maßnahmen", "alle"])
def test_kinds_may_be_written_in_any_manner(kinds: str) -> None:
    small = Small().actor("a").measure("m").responsible("a", "m", state=S.PROPOSED)
    assert keys(asked(small.view(), "q11", kinds=kinds)) == ["m"]


def test_another_kind_is_refused() -> None:
    with pytest.raises(WrongUse, match="Measure, Offer, Duty"):
        asked(Small().view(), "q11", kinds="Akteur")


# q27: consents that end


def test_lindental_has_to_renew(lindental: View) -> None:
    ending = [
        c["contact_id"]
        for c in rows("consents")
        if c["valid_until"] and not c["withdrawn_on"]
        if ON <= date.fromisoformat(c["valid_until"]) <= ON + timedelta(days=60)
    ]
    answer = asked(lindental, "q27", LINDENTAL)
    assert sorted(keys(answer)) == sorted(ending) == ["k-wv-1", "k-wv-2"]
    assert sorted(column(answer, "daysLeft")) == [26, 45]
    assert len(keys(asked(lindental, "q27", LINDENTAL, days="61"))) == 3, "61 days are not within 60"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"valid_until": ON}, ["k"]),
        ({"valid_until": ON + timedelta(days=60)}, ["k"]),
        ({"valid_until": ON + timedelta(days=61)}, []),
        ({"valid_until": ON - timedelta(days=1)}, []),
        ({"valid_until": None}, []),
        ({"valid_until": ON, "withdrawn_on": ON}, []),
        ({"valid_until": ON, "withdrawn_on": ON + timedelta(days=1)}, ["k"]),
        ({"valid_until": ON, "given_on": ON + timedelta(days=1)}, []),
    ],
)
def test_what_was_withdrawn_or_is_over_does_not_end_any_more(values: dict[str, Any], expected: list[str]) -> None:
    small = Small().add(Contact, "k", email="k").add(Consent, "e", **{"contact": ref(Contact, "k"), **values})
    assert keys(asked(small.view(), "q27")) == expected
    small = Small().add(Contact, "k", email="k", consent=ref(Consent, "e")).add(Consent, "e", **values)
    assert keys(asked(small.view(), "q27")) == expected


def test_no_row_names_a_person() -> None:
    small = Small().actor("a").add(Contact, "k", actor=ref(Actor, "a"), person_name="Erika Muster", email="post@a")
    small.add(Consent, "e", contact=ref(Contact, "k"), valid_until=ON)
    assert "Erika" not in str(asked(small.view(), "q27").rows[0].cells)


# q30: only the KI


def test_lindental_has_entries_that_only_the_centre_confirmed(lindental: View) -> None:
    measures = {m["measure_id"] for m in rows("measures") if several(m["confirmed_by"]) == ["ki"]}
    offers = {o["offer_id"] for o in rows("offers") if o["verified_by"] == "ki"}
    assert set(keys(asked(lindental, "q30", LINDENTAL))) == measures | offers
    assert (len(measures), len(offers)) == (17, 45)
    assert set(keys(asked(lindental, "q30", LINDENTAL, kinds="Measure"))) == measures
    reported = {
        r["measure_id"] for r in rows("status_reports") if r["by_actor_id"] != "ki" and r["date"] <= "2026-01-15"
    }
    assert set(keys(asked(lindental, "q30", LINDENTAL, kinds="Measure", reports="ja"))) == measures - reported


def centre() -> Small:
    small = Small().term("actor_type", CENTRE).term("actor_type", "Verein")
    return small.actor("ki", types=[CENTRE]).actor("verein", types=["Verein"])


def confirmation(small: Small, by: str | None, **values: Any) -> Small:
    who = ref(Actor, by) if by else None
    return small.add(Confirmation, f"c-{by}", **{"about": ref(Measure, "m"), "by": who, "confirmed_on": ON, **values})


CONFIRMED: dict[str, Any] = {"confirmed_by": refs(Actor, ["ki"]), "confirmed_on": ON}


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (centre().measure("m"), []),
        (centre().measure("m", **CONFIRMED), [Truth.YES]),
        (centre().measure("m", confirmed_by=refs(Actor, ["ki", "verein"]), confirmed_on=ON), []),
        (centre().measure("m", confirmed_by=refs(Actor, ["ki"]), confirmed_on=ON + timedelta(days=1)), []),
        (centre().measure("m", confirmed_on=ON), []),
        (confirmation(centre().measure("m"), "ki"), [Truth.YES]),
        (confirmation(centre().measure("m"), "verein"), []),
        (confirmation(centre().measure("m", **CONFIRMED), "verein"), []),
        (confirmation(centre().measure("m", **CONFIRMED), "verein", confirmed_on=ON + timedelta(days=1)), [Truth.YES]),
        (confirmation(centre().measure("m", **CONFIRMED), "verein", confirmed_version=7), [Truth.YES]),
        (confirmation(centre().measure("m", **CONFIRMED), None), [Truth.UNKNOWN]),
    ],
)
def test_one_word_of_somebody_else_is_enough(small: Small, expected: list[Truth]) -> None:
    assert [row.truth for row in asked(small.view(), "q30").rows] == expected


def test_who_has_reported_is_named_beside() -> None:
    report = {"measure": ref(Measure, "m"), "by": ref(Actor, "verein"), "date": on("2026-01-02")}
    small = centre().measure("m", **CONFIRMED).add(StatusReport, "r", **report)
    answer = asked(small.view(), "q30")
    assert (column(answer, "confirmedBy"), column(answer, "reportedBy")) == (["ki"], ["verein"])
    assert asked(small.view(), "q30", reports="yes").rows == ()


# The registers


def test_the_register_of_responsibilities_holds_all_of_them_with_what_is_to_be_clarified(lindental: View) -> None:
    answer = asked(lindental, "responsibilities", LINDENTAL)
    assert sorted(column(answer, "responsibility")) == sorted(r["responsibility_id"] for r in rows("responsibilities"))
    marks = {key: str(mark) for key, mark in zip(column(answer, "responsibility"), column(answer, "mark"), strict=True)}
    assert {key for key, mark in marks.items() if mark == "NEVER_ASKED"} == {
        r["responsibility_id"] for r in rows("responsibilities") if r["state"] == "PROPOSED" and not r["state_since"]
    }
    assert {key for key, mark in marks.items() if mark == "NOT_REPLACED"} == {"r-091"}
    assert {"r-077", "r-128"} <= {key for key, mark in marks.items() if mark == "OVERDUE"}
    assert marks["r-127"] == marks["r-078"] == "None", "exactly ninety days, and less"
    (row,) = (row for row in answer.rows if cell(answer, row, "responsibility") == "r-001")
    assert (cell(answer, row, "state"), cell(answer, row, "until")) == (S.ENDED, date(2025, 2, 17))


def test_the_register_can_be_that_of_one_actor(lindental: View) -> None:
    answer = asked(lindental, "responsibilities", LINDENTAL, actor="Jobcenter Lindental", kinds="Duty")
    assert keys(answer) == ["d-12"]
    assert column(answer, "sources") == ["Register der Aufgaben"]


def test_the_register_of_duties_says_who_does_it(lindental: View) -> None:
    answer = asked(lindental, "duties", LINDENTAL)
    assert sorted(keys(answer)) == sorted(d["duty_id"] for d in rows("duties"))
    states = {row.about[0].external_id: str(cell(answer, row, "state")) for row in answer.rows}
    assert {key: state for key, state in states.items() if state != "HELD"} == {
        **dict.fromkeys(("d-07", "d-18", "d-23", "d-25"), "NOBODY"),
        "d-05": "NOT_DELEGATED",
        **dict.fromkeys(("d-01", "d-09"), "DELEGATED"),
    }
    (row,) = (row for row in answer.rows if row.about[0].external_id == "d-09")
    assert cell(answer, row, "holders") == "Sozialwerk Lindenhof e.V."
    assert cell(answer, row, "delegationDocument") == "Übertragungsvertrag vom 03.02.2022"


def test_a_duty_that_only_a_measure_fulfils_says_so() -> None:
    small = Small().measure("m").add(Duty, "d", title="d", measures=refs(Measure, ["m"]))
    answer = asked(small.view(), "duties")
    assert (column(answer, "measures"), [str(state) for state in column(answer, "state")]) == (["m"], ["FULFILLED"])
