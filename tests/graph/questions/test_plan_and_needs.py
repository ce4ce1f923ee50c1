"""Questions on plans, needs, talks and ratings, on small districts and on Kreis Lindental straight from its files."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import WrongUse
from graph.gaps.gap import Truth
from graph.model import Actor, Event, Goal, Measure, Need, Place, Plan, PlanChange, Rating, TieEvidence
from graph.model.states import EventState, MeasureStatus, PlaceLevel, PlanChangeKind, PlanStatus, RatingValue, TieState
from graph.picture import View
from graph.questions import ask, question_named
from graph.questions.question import Answer
from graph.questions.shape import columns_of
from tests.graph.lindental_by_hand import rows, several
from tests.graph.small_district import ON, D, Small, on, ref, refs, year
from tests.shipped import Shipped

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
LINDENTAL, HOEXTER = "kreis-lindental", "kreis-hoexter"


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL, HOEXTER)


def asked(view: View, key: str, dataset: str = LINDENTAL, day: date = ON, **given: str) -> Answer:
    return ask(view, dataset, day, question_named(key), given)


def keys(answer: Answer, truth: Truth = Truth.YES) -> list[str]:
    return [row.about[0].external_id for row in answer.rows if row.truth is truth]


def cell(answer: Answer, subject: str, column: str) -> Any:
    index = [c.key for c in answer.question.columns].index(column)
    return next(row.cells[index] for row in answer.rows if row.about[0].external_id == subject)


def of(small: Small, key: str, day: date = ON, **given: str) -> Answer:
    return asked(small.view(), key, D, day, **given)


def between(old: str, new: str | None = None) -> dict[str, Any]:
    return {"from": old} if new is None else {"from": old, "to": new}


# q12: the talk after the adoption


def talked(day: str | None = None, state: EventState | None = EventState.HELD, **values: Any) -> Small:
    small = Small().place("Werl").add(Plan, "p", title="p", status=PlanStatus.ADOPTED, adopted_on=on("2025-02-17"))
    return small.add(
        Event, "e", **{"title": "e", "type": "Gespräch", "places": refs(Place, ["Werl"]), "state": state,
                       "date": on(day) if day else None, **values}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("small", "truth"),
    [
        (talked("2025-03-11"), None),
        (talked("2025-02-17"), None),
        (talked("2024-10-08"), Truth.YES),
        (talked("2026-02-10", EventState.PLANNED), Truth.YES),
        (talked("2025-11-04", EventState.CANCELLED), Truth.YES),
        (talked(None, EventState.PLANNED), Truth.YES),
        (talked("2025-11-04", None), None),  # many sources do not say that it was held
        (talked("2026-02-10", None), Truth.YES),
        (talked("2025-03-11", type="Sitzung"), Truth.UNKNOWN),  # nobody keeps a record of talks
        (talked("2025-03-11", places=()), Truth.UNKNOWN),
        (talked("2025-03-11", plan=ref(Plan, "anderes")), Truth.UNKNOWN),
        (talked("2025-03-11", plan=ref(Plan, "p")), None),
        (talked(None), Truth.UNKNOWN),  # held, nobody knows when
        (talked(date=year(2025)), Truth.UNKNOWN),
        (talked(date=year(2024)), Truth.YES),
    ],
)
def test_a_talk_is_outstanding_until_one_was_held_after_the_adoption(small: Small, truth: Truth | None) -> None:
    assert [row.truth for row in of(small, "q12").rows] == ([truth] if truth else [])


def test_the_talks_of_lindental(view: View) -> None:
    answer = asked(view, "q12")
    names = {row["place_id"]: row["name"] for row in rows("places")}
    held = {
        row["municipality"]
        for row in rows("events")
        if row["type"] == "Gespräch" and row["state"] == "HELD" and row["date"] > "2025-02-17"
    }
    expected = {name for key, name in names.items() if len(key) == 8 and name not in held}
    assert {names[key] for key in keys(answer)} == expected & {
        r["name"] for r in rows("places") if r["kind"] == "Kommune"
    }
    assert sorted(keys(answer)) == ["99001028", "99001040", "99001048", "99001052"]
    assert cell(answer, "99001048", "state") is EventState.CANCELLED
    assert keys(asked(view, "q12", day=date(2025, 6, 30))) != keys(answer)
    assert asked(view, "q12", HOEXTER).rows == ()


# Needs


def test_needs_that_several_municipalities_have_and_no_measure(view: View) -> None:
    met = {need for row in rows("measures") for need in several(row["need_ids"])}
    shared = {r["need_id"] for r in rows("needs") if len(several(r["place_ids"])) >= 3 and r["need_id"] not in met}
    answer = asked(view, "q13")
    assert set(keys(answer)) == shared == {"n-06", "n-07", "n-08"}
    assert keys(asked(view, "q13", municipalities="4")) == ["n-06"]
    assert [remark.de for remark in answer.remarks] == ["4 Bedarfe ohne Maßnahme nennen keine Kommune."]


def test_quarters_count_for_their_municipality_and_a_cancelled_measure_is_none() -> None:
    small = Small().place("a").place("b").place("c").place("d", part_of="a", level=PlaceLevel.QUARTER)
    small.add(Need, "n", text="n", places=refs(Place, "abd")).add(Need, "m", text="m", places=refs(Place, "abc"))
    assert keys(of(small, "q13")) == ["m"]
    assert keys(of(small, "q13", municipalities="2")) == ["m", "n"]
    small.measure("x", MeasureStatus.CANCELLED, needs=(ref(Need, "m"),))
    assert keys(of(small, "q13")) == ["m"]
    assert keys(of(small.measure("y", needs=(ref(Need, "m"),)), "q13")) == []


def test_ideas_of_the_conferences_that_came_to_nothing(view: View) -> None:
    assert sorted(keys(asked(view, "q18"))) == ["n-09", "n-11"]
    assert sorted(keys(asked(view, "q18", HOEXTER))) == ["h08", "h09"]  # one is told only by a wish, one by the need
    assert keys(asked(view, "q18", day=date(2024, 1, 1))) == ["n-09"]


def test_themes_that_the_steering_group_has_not_ranked(view: View) -> None:
    assert sorted(keys(asked(view, "q28"))) == ["n-13", "n-14"]
    assert keys(asked(view, "q28", day=date(2025, 11, 26))) == []
    assert sorted(keys(asked(view, "q28", kind="Idee"))) == ["n-09", "n-10", "n-11"]


def test_the_wishes_of_hoexter_are_not_yet_fulfilled(view: View) -> None:
    answer = asked(view, "needs", HOEXTER, open="ja")
    assert keys(answer) == ["h08", "h09"]
    assert cell(answer, "h09", "wishedTies") == "Sportvereine im Kreisgebiet – Flüchtlingsinitiativen"
    assert cell(answer, "h09", "outcome").label.de == "noch nicht erfüllt"
    assert "zentraler Ansprechpartner" in cell(answer, "h08", "text")


def test_what_became_of_every_need_and_wish_of_lindental(view: View) -> None:
    answer = asked(view, "needs")
    outcome = {row.about[0].external_id: str(row.cells[2]) for row in answer.rows}
    taken_up = {need for row in rows("measures") for need in several(row["need_ids"])}
    for row in rows("needs"):
        expected = "MEASURE" if row["need_id"] in taken_up else "GOAL" if row["goal_ids"] else "NOTHING"
        assert outcome[row["need_id"]] == expected
    assert {key: outcome[key] for key in outcome if not key.startswith("n-")} == {
        "co-12": "MEASURE", "wish:wu-1": "MEASURE", "wish:wu-3": "MEASURE", "wish:wu-4": "NOTHING",
        "wish:wu-5": "MEASURE", "wish:wu-6": "TIE",
    }  # fmt: skip


def test_a_wish_is_fulfilled_once_all_its_ties_exist() -> None:
    small = Small().actors("a", "b", "c").add(Need, "n", text="n").add(Goal, "g", text="g")
    for key, other in (("v", "b"), ("w", "c")):
        ends = {"actor_a": ref(Actor, "a"), "actor_b": ref(Actor, other), "measure": ref(Need, "n")}
        small.add(TieEvidence, key, state=TieState.WISHED, **ends)
    assert str(cell(of(small, "needs"), "n", "outcome")) == "NOTHING"
    assert str(cell(of(small.tie("a", "b"), "needs"), "n", "outcome")) == "NOTHING"
    small.tie("a", "c", state=TieState.WISHED)
    assert str(cell(of(small, "needs"), "n", "outcome")) == "NOTHING"
    answer = of(small.tie("a", "c", layer="formal"), "needs")
    assert (str(cell(answer, "n", "outcome")), cell(answer, "n", "ties")) == ("TIE", "a – b; a – c")
    assert keys(answer) == ["n"]


# Ratings


def test_what_works_well_and_who_runs_it(view: View) -> None:
    answer = asked(view, "q17")
    well = {
        row["rating_id"]: row["measure_id"] or row["offer_id"]
        for row in rows("ratings")
        if row["rating"] == "läuft gut"
    }
    assert set(keys(answer)) == set(well) == {"be-1", "be-2", "be-3", "be-4"}
    assert {key: cell(answer, key, "whatKey") or "" for key in well} == well
    assert cell(answer, "be-3", "runs") == "Hilfswerk Brückenschlag e.V."
    assert cell(answer, "be-4", "runs") is None
    assert keys(asked(view, "q17", event="ev-k2")) == ["be-2"]
    assert len(asked(view, "ratings").rows) == len(rows("ratings"))
    assert asked(view, "q17", day=date(2023, 1, 1)).rows == ()


def test_ratings_of_what_nobody_knows_do_not_crash() -> None:
    small = Small().add(Rating, "r", subject="x", rating=RatingValue.WORKS_WELL, measure=ref(Measure, "fehlt"))
    assert keys(of(small, "q17")) == ["r"]


# Editions


def test_what_changed_since_the_first_concept(view: View) -> None:
    answer = asked(view, "q20", **between("p2016", "p2025"))
    changes = [row for row in rows("plan_changes") if row["change"] != "CONTINUED"]
    told = {(row.about[0].external_id, str(row.cells[0])) for row in answer.rows}
    assert told == {(row["new_measure_id"] or row["old_measure_id"], row["change"]) for row in changes}
    assert len(answer.rows) == 66
    assert cell(answer, "m16-06", "reason") == "keine Mittel"


def test_the_register_of_editions_compares_the_newest_plan_with_the_one_before(view: View) -> None:
    answer = asked(view, "editions")
    assert len(answer.rows) == len(rows("plan_changes")) == 73
    assert asked(view, "editions", day=date(2020, 1, 1)).rows == ()
    assert asked(view, "editions", HOEXTER).rows == ()


def test_plans_must_be_named_for_a_comparison(view: View) -> None:
    for given in ({}, between("p2016"), between("p2016", "gibt es nicht")):
        with pytest.raises(WrongUse):
            asked(view, "q20", **given)
    with pytest.raises(WrongUse):
        asked(view, "q24")


def test_an_old_measure_of_which_nothing_is_known_is_unknown() -> None:
    small = Small().add(Plan, "p", title="alt").add(Plan, "q", title="neu", supersedes=ref(Plan, "p"))
    small.measure("m", plan=ref(Plan, "p")).measure("n", plan=ref(Plan, "q")).measure("o", plan=ref(Plan, "p"))
    small.add(PlanChange, "c", old_measure=ref(Measure, "o"), change=PlanChangeKind.DROPPED)
    answer = of(small, "q20", **between("p", "q"))
    assert (keys(answer), keys(answer, Truth.UNKNOWN)) == (["o", "n"], ["m"])


def test_who_took_the_concept_as_a_blueprint(view: View) -> None:
    answer = asked(view, "q24", plan="p2025")
    places = {row["plan_id"]: row["place_id"] for row in rows("plans") if row["based_on"] == "p2025"}
    assert set(keys(answer)) == set(places.values())
    assert {row.about[1].external_id: row.cells[2] for row in answer.rows} == {"p-bi": 3, "p-ot": 1}
    assert keys(asked(view, "q24", plan="p2016")) == ["99001032"]
    assert keys(asked(view, "q24", plan="p2025", day=date(2025, 9, 17))) == ["99001044"]


# Twice, and contradictions


def test_who_has_the_same_task_in_the_same_place(view: View) -> None:
    answer = asked(view, "q29")
    assert [[record.external_id for record in row.about] for row in answer.rows] == [
        ["m25-16", "m25-17"],
        ["m25-31", "m25-32"],
    ]
    assert [c.key for c in columns_of(answer.question)][:2] == ["first", "second"]
    assert answer.rows[0].cells[1] == "Jobcenter Lindental"


def test_contradictions_stand_side_by_side(view: View) -> None:
    answer = asked(view, "contradictions")
    assert {"m25-23", "m25-30", "m25-47", "p2025"} <= set(keys(answer))
    assert "m25-31" not in keys(answer)  # two sources that agree
    assert "laufend" in cell(answer, "m25-30", "one").de
    assert "ausgesetzt" in cell(answer, "m25-30", "other").de
    assert keys(answer).count("m25-23") == 1
