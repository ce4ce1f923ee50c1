"""G9: who should work together, with the case that only looks like one beside it."""

import math

import pytest

from graph.gaps.find import gaps_of
from graph.gaps.gap import Gap, Truth
from graph.gaps.rules.cooperation import COOPERATION
from graph.gaps.situation import Situation
from graph.model import Actor, GapDecision, Offer, Place, Survey, TieReport
from graph.model.states import GapState, MeasureStatus, PlaceLevel, Reach, ResponsibilityState, TieAnswer, TieState
from graph.network.served_cells import ServedCells
from graph.planning.pairs import open_wishes
from graph.scope import Scope
from tests.graph.planning.worked_fixture import axes, serves, worked
from tests.graph.small_district import ON, D, Small, on, ref


def situation(small: Small) -> Situation:
    return Situation(small.view(), D, ON)


def gaps(small: Small) -> list[Gap]:
    return gaps_of(situation(small), [COOPERATION])


def pairs(small: Small, truth: Truth = Truth.YES) -> list[str]:
    return [gap.subject.id for gap in gaps(small) if gap.subject and gap.truth is truth]


def pair_in_a_cell() -> Small:
    return serves(serves(axes().actors("a", "b"), "a"), "b")


def test_the_worked_example_comes_out_to_the_digit() -> None:
    small = worked()
    assert pairs(small) == [
        "Caritas|Jobcenter", "Flüchtlingsinitiative|Sportverein", "Flüchtlingsinitiative|VHS",
        "Caritas|VHS", "MSO|VHS",
    ]  # fmt: skip
    assert pairs(small, Truth.UNKNOWN) == []
    common = {
        "|".join(sorted(small.records[end].external_id for end in ends)): score
        for ends, score in ServedCells.of(situation(small)).common.items()
    }
    assert common == {
        "Caritas|Jobcenter": pytest.approx(1.442695, abs=5e-7),
        "Flüchtlingsinitiative|Sportverein": pytest.approx(1.442695, abs=5e-7),
        "Flüchtlingsinitiative|VHS": pytest.approx(1.442695, abs=5e-7),
        "Caritas|VHS": pytest.approx(0.910239, abs=5e-7),
        "MSO|VHS": pytest.approx(0.910239, abs=5e-7),
        "Caritas|MSO": pytest.approx(0.910239, abs=5e-7),  # has a tie, so is no gap
    }


def test_whoever_was_not_asked_makes_its_pairs_unknown() -> None:
    small = worked(not_asked=["Caritas"])
    assert pairs(small) == ["Flüchtlingsinitiative|Sportverein", "Flüchtlingsinitiative|VHS", "MSO|VHS"]
    assert pairs(small, Truth.UNKNOWN) == ["Caritas|Jobcenter", "Caritas|VHS"]
    assert [gap.action.de for gap in gaps(small) if gap.truth is Truth.UNKNOWN] == [
        "Die Koordination fragt nach: Caritas.", "Die Koordination fragt nach: Caritas.",
    ]  # fmt: skip


def test_unless_the_other_side_reported() -> None:
    small = worked(not_asked=["Caritas"])
    ends = {"reporter": ref(Actor, "VHS"), "about": ref(Actor, "Caritas")}
    small.add(TieReport, "r", survey=ref(Survey, "w"), answer=TieAnswer.NO, **ends)
    assert pairs(small, Truth.UNKNOWN) == ["Caritas|Jobcenter"]
    assert "Caritas|VHS" in pairs(small)


def test_without_a_survey_nobody_knows() -> None:
    small = pair_in_a_cell()
    assert pairs(small) == []
    assert pairs(small, Truth.UNKNOWN) == ["a|b"]


def test_a_gap_of_a_pair_says_both_and_rests_on_their_work() -> None:
    (gap,) = gaps(pair_in_a_cell().survey(answered="ab"))
    assert gap.subject is not None
    assert (gap.subject.kind, gap.subject.name, gap.subject.label.de) == ("Pair", "a – b", "Paar")
    assert gap.message.de == "a und b arbeiten nicht zusammen, obwohl beide dort tätig sind: f · p · z."
    assert gap.evidence[0].records == (
        ref(Actor, "a"), ref(Actor, "b"), ref(Offer, "a f|p|z"), ref(Offer, "b f|p|z"),
    )  # fmt: skip
    assert gap.evidence[1].text.de == f"Gemeinsamkeit nach Adamic und Adar: {1 / math.log(2):.3f}.".replace(".", ",", 1)
    assert gap.surveyed_at is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda small: small.tie("a", "b"),
        lambda small: small.tie("a", "b", layer="formal"),
        lambda small: small.responsible("b", "b f|p|z", Offer, state=ResponsibilityState.DECLINED),
        lambda small: small.offer("b f|p|z", MeasureStatus.PLANNED, fields=["f"], places=["p"], target_groups=["z"]),
        lambda small: small.offer("b f|p|z", reach=Reach.DISTRICT, fields=["f"], target_groups=["z"]),
        lambda small: small.offer("b f|p|z", fields=["f"], places=["p"]),
        lambda small: small.actor("b", cooperates=False),
    ],
    ids=["tie", "formal tie", "declined", "planned", "district-wide", "no target group", "cannot cooperate"],
)
def test_what_only_looks_like_it(change: object) -> None:
    small = pair_in_a_cell().survey(answered="ab")
    assert pairs(small) == ["a|b"]
    change(small)  # type: ignore[operator]
    assert gaps(small) == []


def test_an_ended_or_future_tie_is_none_and_a_district_wide_offer_counts_where_it_names_a_place() -> None:
    ended = pair_in_a_cell().survey(answered="ab").tie("a", "b", state=TieState.ENDED, until=on("2025-12-31"))
    assert pairs(ended) == ["a|b"]
    named = pair_in_a_cell().survey(answered="ab")
    named.offer("b f|p|z", reach=Reach.DISTRICT, fields=["f"], places=["p"], target_groups=["z"])
    assert pairs(named) == ["a|b"]


def test_sub_fields_and_quarters_count_for_what_they_belong_to() -> None:
    small = axes().actors("a", "b").place("q", part_of="p", level=PlaceLevel.QUARTER).term("field", "sub", broader="f")
    serves(serves(small, "a", field="sub", place="q"), "b").survey(answered="ab")
    assert pairs(small) == ["a|b"]


def test_a_wish_is_one_even_between_groups_and_unasked_until_it_comes_true() -> None:
    small = Small().actors("clubs", "initiatives", cooperates=False)
    small.tie("clubs", "initiatives", state=TieState.WISHED)
    (gap,) = gaps(small)
    assert (gap.truth, gap.message.de) == (
        Truth.YES, "Gewünscht und noch nicht da: eine Verbindung von clubs und initiatives.",
    )  # fmt: skip
    assert [(a.name, b.name) for a, b in open_wishes(situation(small))] == [("clubs", "initiatives")]
    assert [g.id for g in gaps_of(situation(small), [COOPERATION], scope=Scope(D))] == [gap.id]
    small.tie("clubs", "initiatives", key="now")
    assert gaps(small) == []
    assert open_wishes(situation(small)) == ()


def test_the_next_step_of_somebody_else_is_a_reason_unless_one_does_both() -> None:
    small = Small().actors("a", "b").survey(answered="ab")
    small.offer("course").offer("work", follows=ref(Offer, "course"))
    small.responsible("a", "course", Offer).responsible("b", "work", Offer)
    (gap,) = gaps(small)
    assert gap.message.de == "Auf „course“ (a) folgt „work“ (b). Sie arbeiten nicht zusammen."
    assert gaps(small.responsible("a", "work", Offer, key="both")) == []


def test_a_decision_names_a_pair_in_any_order() -> None:
    small = pair_in_a_cell().survey(answered="ab")
    small.add(GapDecision, "d", rule="G9", subject="b|a", state=GapState.ACCEPTED, date=on("2026-01-01"))
    assert [gap.state for gap in gaps(small)] == [GapState.ACCEPTED]


def test_within_a_scope_both_have_to_be() -> None:
    small = pair_in_a_cell().survey(answered="ab").place("q").actor("a", at="p").actor("b", at="q")
    at = Scope(D, place=ref(Place, "p"))
    assert gaps_of(situation(small), [COOPERATION], scope=at) == []
    assert len(gaps_of(situation(small.actor("b", at="p")), [COOPERATION], scope=at)) == 1
