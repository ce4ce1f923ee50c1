"""Money and statements (q02, q26, funding-gate, fundings, statements, G15): the shipped districts, and small cases."""

from datetime import date
from typing import Any

import pytest

from graph.gaps.rules.funding import UNFUNDED
from graph.gaps.situation import Situation
from graph.model import Actor, Funding, Measure, Place, Plan, Statement, Term
from graph.model.states import PlaceLevel, PlanStatus, Stance
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.shape import answer_as_dict
from tests.graph import lindental_by_hand as by_hand
from tests.graph.small_district import ON, D, Small, on, ref, year
from tests.shipped import Shipped

GUETERSLOH, LINDENTAL = "kreis-guetersloh", "kreis-lindental"
LACKING = {"m25-06", "m25-13", "m25-24", "m25-34", "m25-38"}
NOT_KNOWN = {"m25-08", "m25-09", "m25-26", "m25-40", "m25-56", "m25-60"}
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL, GUETERSLOH)


def rows(view: View, key: str, dataset: str = D, day: date = ON, **given: str) -> Rows:
    """The rows as scripts get them, by the keys of the columns."""
    answer = answer_as_dict(ask(view, dataset, day, question_named(key), given), "de")
    return [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]


def keys(found: Rows, **values: Any) -> set[str]:
    """The external ids of the rows in which the columns hold this."""
    return {row["externalId"] for row in found if all(row[name] == value for name, value in values.items())}


# Lindental and Gütersloh


def test_q02_on_lindental_is_what_its_files_say(view: View) -> None:
    rejected = {
        key
        for row in by_hand.rows("resolutions")
        if row["result"] == "REJECTED"
        for key in by_hand.several(row["measure_ids"])
    }
    lacking, unknown = set[str](), set[str]()
    for row in by_hand.rows("measures"):
        if by_hand.is_open(row) and row["needs_extra_funds"] != "no" and row["own_resolution"] != "yes":
            sure = row["needs_extra_funds"] == "yes" and row["own_resolution"] == "no"
            (lacking if sure else unknown).add(row["measure_id"])
    found = rows(view, "q02", LINDENTAL)
    assert keys(found, truth="YES") == lacking == LACKING
    assert keys(found, truth="UNKNOWN") == unknown == NOT_KNOWN
    assert keys(found, ownResolution="REJECTED") == rejected == {"m25-24"}
    assert "m25-59" not in keys(found)  # cancelled


def test_g15_on_lindental_adds_the_money_that_ends_a_year_too_early(view: View) -> None:
    found = list(UNFUNDED.find(Situation(view, LINDENTAL, ON)))
    told = {finding.subject.external_id: str(finding.truth) for finding in found if finding.subject}
    assert {key for key, truth in told.items() if truth == "YES"} == LACKING | {"m25-31"}
    # of two without a resolution of their own a grant ends: whether they need more then, nobody said
    assert {key for key, truth in told.items() if truth == "UNKNOWN"} == NOT_KNOWN | {"m25-30", "m25-41"}


def test_before_the_resolutions_were_taken_they_were_missing(view: View) -> None:
    on_the_day = keys(rows(view, "q02", LINDENTAL, date(2025, 6, 1)), truth="YES")
    assert on_the_day - LACKING == {"m25-02", "m25-18", "m25-31", "m25-49"}


def test_of_every_recommendation_of_guetersloh_it_is_unknown_whether_it_needs_extra_money(view: View) -> None:
    found = rows(view, "funding-gate", GUETERSLOH)
    assert {"g02", "g03", "g04", "g05"} <= keys(found)  # the recommendations
    assert {(row["extraFunds"], row["gate"], row["says"]) for row in found} == {
        ("UNKNOWN", "UNKNOWN", "Unbekannt, ob zusätzliche Mittel nötig sind.")
    }
    assert {finding.truth for finding in UNFUNDED.find(Situation(view, GUETERSLOH, ON))} == {"UNKNOWN"}
    remarks = answer_as_dict(ask(view, GUETERSLOH, ON, question_named("funding-gate")), "de")["remarks"]
    assert [remark.split(" hat ergänzt")[0] for remark in remarks] == [
        "Fachausschuss (vor 2024-12-16)", "Kreisausschuss (16. Dezember 2024)",
    ]  # fmt: skip


def test_the_gate_of_lindental(view: View) -> None:
    found = rows(view, "funding-gate", LINDENTAL)
    assert keys(found) == {row["measure_id"] for row in by_hand.rows("measures") if by_hand.is_open(row)}
    assert keys(found, gate="CLOSED") == LACKING
    assert keys(found, gate="UNKNOWN") == NOT_KNOWN
    assert keys(found, endsBefore="YES") == {"m25-30", "m25-31"}
    told = {row["externalId"]: (row["moneyUntil"], row["end"], row["endsBefore"]) for row in found}
    assert told["m25-49"] == ("2026-08-31", "Mitte 2026", "NO")
    assert told["m25-53"] == (None, None, None)


def test_one_measure_of_lindental_has_two_sources_where_one_is_allowed(view: View) -> None:
    fundings = by_hand.rows("fundings")
    both = [
        {r["measure_id"] for r in fundings if r["kim"] == kim and by_hand.first(r["start"]) <= ON}
        for kim in ("yes", "no")
    ]
    found = rows(view, "q26", LINDENTAL)
    assert keys(found, truth="YES") == keys(found) == both[0] & both[1] == {"m25-31"}
    assert (found[0]["kim"], found[0]["others"]) == (
        "Landesmittel Fallmanagement (KIM)", "Europäischer Sozialfonds (Beispiel)",
    )  # fmt: skip
    assert rows(view, "q26", LINDENTAL, date(2025, 6, 30)) == []  # the second began on 1 July


def test_the_register_of_fundings_marks_both(view: View) -> None:
    found = rows(view, "fundings", LINDENTAL)
    assert keys(found) == {row["funding_id"] for row in by_hand.rows("fundings")}
    assert keys(found, secondSource="YES") == {"fu-01", "fu-02"}
    assert keys(found, endsBefore="YES") == {"fu-01", "fu-02", "fu-06"}


def test_the_municipalities_of_lindental_and_what_they_said(view: View) -> None:
    found = rows(view, "statements", LINDENTAL)
    assert {(row["placeKey"], row["planKey"], row["stance"]) for row in found} == {
        (row["place_id"], row["plan_id"], row["stance"]) for row in by_hand.rows("statements")
    }
    before = rows(view, "statements", LINDENTAL, date(2024, 10, 9))
    assert [row["stance"] for row in before].count("NO_STATEMENT") == 5  # those of 10 October and later
    assert {row["stance"] for row in rows(view, "statements", LINDENTAL, plan="p2016")} == {"NO_STATEMENT"}


def test_no_municipality_of_guetersloh_has_said_anything(view: View) -> None:
    found = rows(view, "statements", GUETERSLOH)
    assert (len(found), {row["stance"] for row in found}) == (13, {"NO_STATEMENT"})


# Small cases


def funded(*fundings: dict[str, Any]) -> Small:
    small = Small().measure("m")
    for number, values in enumerate(fundings):
        small.add(Funding, f"f{number}", measure=ref(Measure, "m"), **values)
    return small


@pytest.mark.parametrize(
    ("fundings", "truths"),
    [
        ([{"kim": True}, {"kim": False}], ["YES"]),
        ([{"kim": True}, {"kim": None}], ["UNKNOWN"]),
        ([{"kim": True}, {"kim": None}, {"kim": False}], ["YES"]),
        ([{"kim": True}, {"kim": True}], []),
        ([{"kim": False}, {"kim": False}], []),
        ([{"kim": True}, {"kim": False, "end": on("2026-01-14")}], []),
        ([{"kim": True}, {"kim": False, "end": on("2026-01-15")}], ["YES"]),
        ([{"kim": True, "start": on("2026-01-16")}, {"kim": False}], []),
        ([{"kim": True}, {"kim": False, "end": year(2025)}], []),
    ],
)
def test_two_sources_count_while_both_flow(fundings: list[dict[str, Any]], truths: list[str]) -> None:
    assert [row["truth"] for row in rows(funded(*fundings).view(), "q26")] == truths


def test_a_source_is_called_by_its_programme_else_by_who_gives_it() -> None:
    small = funded({"kim": True, "programme": ref(Term, "kim")}, {"kim": False, "funder": ref(Actor, "stiftung")}, {})
    small.term("programme", "kim").actor("stiftung")
    (row,) = rows(small.view(), "q26")
    assert (row["kim"], row["others"]) == ("kim", "stiftung; f2")


def test_money_for_nothing_that_is_known_is_listed_all_the_same() -> None:
    (row,) = rows(Small().add(Funding, "f", end=on("2026-01-01")).view(), "fundings")
    assert (row["measure"], row["secondSource"], row["endsBefore"], row["end"]) == (None, "NO", None, "2026-01-01")


def territory() -> Small:
    small = Small().place("kreis", level=PlaceLevel.DISTRICT)
    small.place("a", part_of="kreis").place("b", part_of="kreis")
    small.add(Plan, "p", title="Konzept", place=ref(Place, "kreis"), status=PlanStatus.ADOPTED)
    small.add(Plan, "alt", title="alt", place=ref(Place, "kreis"), status=PlanStatus.SUPERSEDED)
    return small.add(Plan, "ort", title="Konzept von a", place=ref(Place, "a"), status=PlanStatus.ADOPTED)


def said(small: Small, key: str, place: str, plan: str = "p", **values: Any) -> Small:
    return small.add(Statement, key, place=ref(Place, place), plan=ref(Plan, plan), **values)


def stances(small: Small, **given: str) -> list[tuple[str, str, str | None]]:
    return [
        (row["placeKey"], row["planKey"], row["stance"]) for row in rows(small.view(), "statements", D, ON, **given)
    ]


def test_every_municipality_stands_beside_the_plan_of_its_district() -> None:
    small = said(territory(), "s", "a", stance=Stance.AGREES)
    assert stances(small) == [("a", "p", "AGREES"), ("b", "p", "NO_STATEMENT")]
    assert stances(small, plan="ort") == [("a", "ort", "NO_STATEMENT")]


def test_each_statement_is_kept_and_a_plan_that_was_spoken_of_is_shown() -> None:
    small = said(territory(), "s1", "a", stance=Stance.REFUSES, date=on("2025-01-01"))
    said(small, "s2", "a", stance=Stance.AGREES, date=on("2025-06-01"))
    said(small, "s3", "a", stance=Stance.AGREES, date=on("2026-06-01"))
    said(small, "s4", "b", "alt", stance=Stance.NO_REPLY)
    assert sorted(stances(small)) == [
        ("a", "alt", "NO_STATEMENT"), ("a", "p", "AGREES"), ("a", "p", "REFUSES"),
        ("b", "alt", "NO_REPLY"), ("b", "p", "NO_STATEMENT"),
    ]  # fmt: skip
