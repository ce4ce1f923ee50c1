"""Each gap rule: the case, and next to it the case that only looks like one."""

from datetime import date
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.gaps.shape import gap_as_dict
from graph.model import Actor, Claim, Deadline, Duty, Goal, Indicator, Measure, Offer, Plan, Source
from graph.model.states import MeasureStatus, PlanStatus, ResponsibilityState, Role, TieState
from tests.graph.small_district import ON, D, Small, on, ref, refs, year


def cases(small: Small, rule: str, day: date = ON) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, day) if gap.rule == rule]


def subjects(small: Small, rule: str) -> list[str]:
    return [gap.subject.name for gap in cases(small, rule) if gap.subject and gap.truth is Truth.YES]


# G2: only planned


def test_a_cell_with_only_plans_is_nominal_and_says_whom_to_ask() -> None:
    small = Small().term("field", "f", main=True).term("target_group", "z", main=True).place("werl").actor("verein")
    small.measure("m", MeasureStatus.PLANNED, fields=["f"], places=["werl"], target_groups=["z"], start=year(2027))
    small.responsible("verein", "m", state=ResponsibilityState.PROPOSED)
    (gap,) = cases(small, "G2")
    assert gap.message.de == "werl hat im Feld „f“ für „z“ nur Geplantes."
    assert gap.action.de == "Die Koordination fragt, wann „m“ beginnt: verein."
    assert gap.evidence[0].text.de == "„m“: geplant, Beginn: 2027."
    assert gap.evidence[0].records == (ref(Measure, "m"),)


def test_a_cell_whose_only_measure_has_no_status_is_unknown_and_no_gap() -> None:
    small = Small().term("field", "f", main=True).term("target_group", "z", main=True).place("werl")
    small.measure("m", MeasureStatus.UNKNOWN, fields=["f"], places=["werl"], target_groups=["z"])
    (gap,) = cases(small, "G2")
    assert gap.truth is Truth.UNKNOWN
    assert gap.message.de == "Ob in werl im Feld „f“ für „z“ etwas läuft, ist unbekannt."
    assert gap_as_dict(gap, "de")["subject"] == {"id": "f|werl|z", "kind": "Cell", "name": "f · werl · z"}


# G3: nobody responsible


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, False),
        ({"role": Role.SHARED}, False),
        ({"role": Role.SUPPORTING}, True),
        ({"state": ResponsibilityState.PROPOSED}, False),
        ({"state": ResponsibilityState.ASKED}, False),
        ({"state": ResponsibilityState.DECLINED}, True),
        ({"state": ResponsibilityState.ENDED}, True),
        ({"state": ResponsibilityState.ENDED, "until": on("2026-03-01")}, False),
        ({"until": on("2026-01-14")}, True),
        ({"until": on("2026-01-15")}, False),
        ({"since": on("2026-01-16")}, True),
    ],
)
def test_somebody_has_to_answer_for_an_open_measure(values: dict[str, Any], missing: bool) -> None:
    small = Small().actor("a").measure("m").responsible("a", "m", **values)
    assert subjects(small, "G3") == ["m"] * missing


def test_finished_measures_and_offers_that_do_not_run_need_nobody() -> None:
    small = Small().measure("m", MeasureStatus.COMPLETED).measure("n", MeasureStatus.CANCELLED)
    small.offer("o", MeasureStatus.PAUSED).offer("p", end=on("2025-06-30")).offer("q", start=on("2026-04-01"))
    assert subjects(small, "G3") == []


def test_active_offers_and_duties_need_somebody_and_the_holder_is_asked() -> None:
    small = Small().offer("o").actor("amt").add(Duty, "d", title="d", legal_holder=ref(Actor, "amt"))
    assert subjects(small, "G3") == ["d", "o"]
    assert cases(small, "G3")[0].action.de == "Die Koordination fragt, wer die Aufgabe übernimmt: amt."
    assert subjects(small.responsible("amt", "d", Duty).responsible("amt", "o", Offer), "G3") == []


def test_whoever_declined_is_named_as_evidence() -> None:
    small = Small().actor("a").measure("m").responsible("a", "m", state=ResponsibilityState.DECLINED)
    assert [item.text.de for item in cases(small, "G3")[0].evidence] == ["a hat abgelehnt."]


# G3b: two sources name different ones


def claimed(*values: str, prop: str = "Zuständig") -> Small:
    small = Small().measure("m")
    for number, value in enumerate(values):
        small.add(Source, f"s{number}", title=f"Quelle {number}")
        small.add(
            Claim,
            f"c{number}",
            about=ref(Measure, "m"),
            property=prop,
            value=value,
            stated_in=refs(Source, [f"s{number}"]),
        )
    return small


def test_two_sources_with_different_leads_contradict_each_other() -> None:
    (gap,) = cases(claimed("Verein A", "Verein B"), "G3b")
    assert gap.message.de == "Quellen nennen für „m“ verschiedene Zuständige: Verein A und Verein B."
    assert [item.text.de for item in gap.evidence] == ["„Quelle 0“ nennt Verein A.", "„Quelle 1“ nennt Verein B."]


def test_a_recorded_lead_contradicts_a_claim_of_another_source() -> None:
    small = claimed("Verein A").actor("b").add(Source, "s9", title="Plan")
    small.responsible("b", "m", stated_in=refs(Source, ["s9"]))
    assert subjects(small, "G3b") == ["m"]


@pytest.mark.parametrize(
    "small", [claimed("Verein A", "verein a"), claimed("läuft", "ruht", prop="Status"), claimed("A")]
)
def test_sources_that_agree_or_speak_of_something_else_do_not(small: Small) -> None:
    assert subjects(small, "G3b") == []


def test_a_source_that_names_several_does_not_name_a_single_lead() -> None:
    small = claimed("Verein A").actor("b").add(Source, "s9", title="Plan")
    second = {"about": ref(Measure, "m"), "property": "Zuständig", "stated_in": refs(Source, ["s0"])}
    small.add(Claim, "x", value="Verein C", **second)
    assert subjects(small.responsible("b", "m", stated_in=refs(Source, ["s9"])), "G3b") == []


# G7: a single partner


def test_a_measure_that_needs_two_partners_and_has_one_rests_on_it_alone() -> None:
    small = Small().actors("a", "b").measure("m", min_partners=2).responsible("a", "m")
    (gap,) = cases(small, "G7")
    assert gap.message.de == "„m“ braucht 2 Partner, hat aber nur a."
    assert subjects(small.contributes("b", "m"), "G7") == []


@pytest.mark.parametrize(
    "small",
    [
        Small().measure("nobody", min_partners=2),
        Small().actor("a").measure("m").responsible("a", "m"),
        Small().actor("a").measure("m", MeasureStatus.COMPLETED, min_partners=2).responsible("a", "m"),
        Small()
        .actors("a", "b")
        .measure("m", min_partners=2)
        .responsible("a", "m")
        .responsible("b", "m", role=Role.SUPPORTING),
    ],
    ids=["nobody is G3", "no number asked for", "finished", "supporting partners count"],
)
def test_these_measures_do_not_rest_on_one_partner(small: Small) -> None:
    assert subjects(small, "G7") == []


def test_a_partner_that_declined_is_none() -> None:
    small = Small().actors("a", "b").measure("m", min_partners=2).responsible("a", "m")
    small.responsible("b", "m", state=ResponsibilityState.DECLINED)
    assert subjects(small, "G7") == ["m"]


def field_in(*places: str) -> Small:
    small = Small().term("field", "f", main=True).term("field", "sub", broader="f").actors("a", "b")
    for place in ("p1", "p2", "p3", "p4"):
        small.place(place)
    for place in places:
        small.offer(place, fields=["sub"], places=[place]).responsible("a", place, Offer)
    return small


def test_a_field_that_one_actor_holds_alone_in_half_of_the_municipalities() -> None:
    (gap,) = cases(field_in("p1", "p2"), "G7")
    assert gap.message.de == "Das Feld „f“ trägt in 2 von 4 Kommunen allein: a."
    assert gap.evidence[0].text.de == "Allein in: p1 und p2."
    assert subjects(field_in("p1"), "G7") == []


def test_a_second_actor_in_the_place_ends_it_but_not_one_of_an_offer_that_does_not_run() -> None:
    small = field_in("p1", "p2").offer("x", fields=["f"], places=["p1"]).responsible("b", "x", Offer)
    assert subjects(small, "G7") == []
    paused = field_in("p1", "p2").offer("x", MeasureStatus.PAUSED, fields=["f"], places=["p1"])
    assert subjects(paused.responsible("b", "x", Offer), "G7") == ["f"]


# G8: isolated


def test_whoever_answered_and_has_no_tie_is_isolated_of_the_others_nobody_knows() -> None:
    small = Small().actors("a", "b", "c", "d", "e").ties("a-b").survey(answered="abc", silent="d")
    truths = {gap.subject.name: gap.truth for gap in cases(small, "G8") if gap.subject}
    assert truths == {"c": Truth.YES, "d": Truth.UNKNOWN, "e": Truth.UNKNOWN}
    assert [gap.evidence[0].text.de.split()[0:2] for gap in cases(small, "G8")] == [
        ["Hat", "in"], ["Hat", "auf"], ["Wurde", "in"],
    ]  # fmt: skip


def test_a_wished_or_ended_tie_is_none_and_who_cannot_cooperate_is_left_out() -> None:
    small = Small().actors("a", "b").actor("fund", cooperates=False).survey(answered=["a", "b", "fund"])
    small.tie("a", "b", state=TieState.WISHED)
    assert subjects(small, "G8") == ["a", "b"]


def test_without_a_survey_every_actor_without_a_tie_is_unknown() -> None:
    (gap,) = cases(Small().actor("a"), "G8")
    assert (gap.truth, gap.evidence[0].text.de) == (Truth.UNKNOWN, "Es gab noch keine Befragung.")


# G13: overdue


@pytest.mark.parametrize(
    ("end", "overdue"),
    [
        (on("2026-01-14"), True),
        (on("2026-01-15"), False),
        (year(2025), True),
        (year(2026), False),
        (VagueDate("Anfang 2026", date(2026, 1, 1), date(2026, 4, 30)), False),
        (VagueDate("fortlaufend"), False),
        (None, False),
    ],
)
def test_a_measure_is_overdue_when_the_whole_of_its_end_is_over(end: VagueDate | None, overdue: bool) -> None:
    assert subjects(Small().measure("m", end=end), "G13") == ["m"] * overdue


def test_finished_measures_are_not_overdue_and_offers_just_end() -> None:
    small = Small().measure("m", MeasureStatus.COMPLETED, end=year(2024)).offer("o", end=year(2024))
    assert subjects(small, "G13") == []


def test_of_a_measure_of_unknown_status_it_is_unknown() -> None:
    (gap,) = cases(Small().measure("m", MeasureStatus.UNKNOWN, end=year(2024)), "G13")
    assert (gap.truth, gap.message.de) == (
        Truth.UNKNOWN, "„m“ sollte fertig sein (2024); ob es so ist, ist unbekannt.",
    )  # fmt: skip


def due(when: str, **values: Any) -> Small:
    return Small().measure("m").add(Deadline, "fr", title="Bericht", date=on(when), **values)


def test_a_milestone_is_a_finding_of_its_measure() -> None:
    small = due("2025-11-30", measure=ref(Measure, "m"))
    (gap,) = cases(small, "G13")
    assert (gap.subject and gap.subject.kind, gap.message.de) == (
        "Measure",
        "Bei „m“ ist ein Meilenstein offen: Bericht.",
    )
    assert subjects(small.measure("m", MeasureStatus.COMPLETED), "G13") == []


def test_a_deadline_of_no_measure_is_a_finding_of_its_own() -> None:
    (gap,) = cases(due("2025-11-30"), "G13")
    assert (gap.subject and gap.subject.kind, gap.message.de) == (
        "Deadline", "Die Frist „Bericht“ ist verstrichen (30. November 2025).",
    )  # fmt: skip


def test_what_was_done_by_the_day_is_not_overdue() -> None:
    assert subjects(due("2025-11-30", done_on=date(2026, 1, 10)), "G13") == []
    assert subjects(due("2025-11-30", done_on=date(2026, 1, 16)), "G13") == ["Bericht"]


def test_whoever_answers_for_it_is_asked() -> None:
    small = Small().actor("a").measure("m", end=year(2024)).responsible("a", "m")
    assert cases(small, "G13")[0].action.de == "Die Koordination fragt nach dem Stand und einem neuen Termin: a."


# G16: orphans


def goals() -> Small:
    """A plan with a strategic goal, served and measured through its operative one."""
    small = Small().add(Plan, "p", title="Konzept", status=PlanStatus.ADOPTED)
    small.add(Goal, "oben", text="Oben.", plan=ref(Plan, "p"))
    small.add(Goal, "unten", text="Unten.", plan=ref(Plan, "p"), broader=ref(Goal, "oben"))
    small.measure("m", plan=ref(Plan, "p"), goals=refs(Goal, ["unten"]))
    return small.add(Indicator, "i", name="i", goals=refs(Goal, ["unten"]))


def test_a_measure_or_indicator_of_a_narrower_goal_serves_the_broader_one() -> None:
    assert cases(goals(), "G16") == []


def test_an_open_measure_without_a_goal_is_an_orphan() -> None:
    small = goals().measure("x", plan=ref(Plan, "p")).measure("done", MeasureStatus.COMPLETED, plan=ref(Plan, "p"))
    small.measure("words", plan=ref(Plan, "p"), goal_text="Nur in Worten")
    assert subjects(small, "G16") == ["x"]


def test_where_no_goals_are_recorded_it_is_unknown_whether_a_measure_serves_one() -> None:
    (gap,) = cases(Small().measure("x"), "G16")
    assert (gap.truth, gap.message.de) == (Truth.UNKNOWN, "Ob „x“ einem Ziel dient, ist unbekannt.")


def test_a_goal_says_what_it_lacks() -> None:
    small = (
        goals()
        .add(Goal, "leer", text="Leer.", plan=ref(Plan, "p"))
        .add(Goal, "m", text="Ohne Maß.", plan=ref(Plan, "p"))
    )
    small.measure("n", goals=refs(Goal, ["m"]), plan=ref(Plan, "p"))
    small.add(Goal, "z", text="Zahl.", plan=ref(Plan, "p")).add(Indicator, "j", name="j", goals=refs(Goal, ["z"]))
    assert [gap.message.de for gap in cases(small, "G16")] == [
        "Das Ziel „Leer“ hat keine Maßnahme und keinen Indikator.",
        "Das Ziel „Ohne Maß“ hat keinen Indikator.",
        "Das Ziel „Zahl“ hat keine Maßnahme.",
    ]


def test_a_cancelled_measure_serves_no_goal() -> None:
    small = goals().measure("m", MeasureStatus.CANCELLED, plan=ref(Plan, "p"), goals=refs(Goal, ["unten"]))
    small.measure("n", plan=ref(Plan, "p"), goals=refs(Goal, ["other"]))
    assert subjects(small, "G16") == ["Oben.", "Unten."]


def test_goals_of_a_superseded_plan_are_history() -> None:
    small = goals().add(Plan, "old", title="alt", status=PlanStatus.SUPERSEDED)
    assert cases(small.add(Goal, "x", text="X.", plan=ref(Plan, "old")), "G16") == []


def test_where_nothing_is_linked_to_any_goal_it_is_unknown() -> None:
    small = Small().add(Goal, "g", text="G.")
    (gap,) = cases(small, "G16")
    assert (gap.truth, gap.message.de) == (Truth.UNKNOWN, "Was dem Ziel „G“ dient, ist unbekannt.")
