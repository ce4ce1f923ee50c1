"""G14: what was confirmed too long ago; what never was is a mark of its own."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.model import (
    Actor,
    Confirmation,
    Contact,
    Indicator,
    Measure,
    Reading,
    Ref,
    Setting,
    StatusReport,
    Term,
    Tie,
)
from graph.model.states import MeasureStatus, TieState
from tests.graph.small_district import ON, D, Small, on, ref

YES, UNKNOWN = Truth.YES, Truth.UNKNOWN


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def cases(small: Small) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == "G14"]


def truths(small: Small) -> list[Truth]:
    return [gap.truth for gap in cases(small)]


def reported(small: Small, day: VagueDate) -> Small:
    return small.add(StatusReport, f"sb-{day.text}", measure=ref(Measure, "m"), date=day)


def tie(told: date | None, **values: Any) -> Small:
    return Small().actors("a", "b").tie("a", "b", told_on=told, **values)


@pytest.mark.parametrize(("days", "truth"), [(180, []), (181, [YES]), (0, []), (-1, [UNKNOWN])])
def test_exactly_the_threshold_is_not_stale_and_the_future_confirms_nothing(days: int, truth: list[Truth]) -> None:
    assert truths(Small().measure("m", confirmed_on=ago(days))) == truth
    assert truths(Small().offer("o", verified_on=ago(days))) == truth
    assert truths(Small().actor("a").add(Contact, "c", actor=ref(Actor, "a"), verified_on=ago(days))) == truth


@pytest.mark.parametrize(("days", "truth"), [(365, []), (366, [YES])])
def test_ties_hold_for_a_year(days: int, truth: list[Truth]) -> None:
    assert truths(tie(ago(days))) == truth


def test_a_stale_measure_says_since_when_and_whom_to_ask() -> None:
    (gap,) = cases(Small().actor("amt").measure("m", confirmed_on=ago(288)).responsible("amt", "m"))
    assert gap.message.de == "Die Maßnahme „m“ wurde zuletzt am 2. April 2025 bestätigt."
    assert gap.action.de == "Die Koordination fragt, ob der Eintrag noch stimmt: amt."
    assert gap.evidence[0].text.de == "Das war vor 288 Tagen; veraltet ist es nach 180 Tagen."


def test_never_confirmed_is_told_apart_and_is_no_gap() -> None:
    (gap,) = cases(Small().measure("m"))
    assert (gap.truth, gap.message.de) == (UNKNOWN, "Die Maßnahme „m“ wurde nie bestätigt.")


def test_of_entry_report_and_confirmation_the_newest_counts() -> None:
    small = Small().measure("m", confirmed_on=ago(300))
    assert truths(reported(small, VagueDate.on(ago(200)))) == [YES]
    assert truths(reported(small, VagueDate.on(ago(100)))) == []
    small = Small().measure("m", confirmed_on=ago(300))
    assert truths(small.add(Confirmation, "c", about=ref(Measure, "m"), confirmed_on=ago(10))) == []


def test_a_machine_that_writes_never_confirms() -> None:
    small = Small().measure("m", confirmed_on=ago(300))
    small.records[ref(Measure, "m")] = replace(small.records[ref(Measure, "m")], version=9, note="eingelesen")
    assert truths(small) == [YES]


@pytest.mark.parametrize("status", [MeasureStatus.COMPLETED, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED])
def test_what_is_over_needs_no_confirmation(status: MeasureStatus) -> None:
    assert truths(Small().measure("m", status, confirmed_on=ago(900))) == []


def test_offers_that_ended_and_contacts_that_left_need_none_either() -> None:
    small = Small().offer("o", end=on("2025-12-31"), verified_on=ago(900)).actor("a")
    assert truths(small.add(Contact, "c", actor=ref(Actor, "a"), until=on("2026-01-14"), verified_on=ago(900))) == []
    assert truths(small.add(Contact, "d", actor=ref(Actor, "a"), until=on("2026-01-15"), verified_on=ago(900))) == [YES]


def test_a_contact_is_told_by_function_and_actor_not_by_address() -> None:
    small = Small().term("contact_role", "Leitung").actor("a")
    role = ref(Term, "Leitung")
    small.add(Contact, "c", actor=ref(Actor, "a"), role=role, email="x@muster.example", verified_on=ago(200))
    (gap,) = cases(small)
    assert gap.message.de == "Der Kontakt „Leitung“ von a wurde zuletzt am 29. Juni 2025 bestätigt."
    assert "x@" not in gap.message.de + gap.action.de


def test_a_tie_that_only_documents_name_was_never_told() -> None:
    (gap,) = cases(tie(None))
    assert (gap.truth, gap.subject and gap.subject.name) == (UNKNOWN, "a – b")


def test_a_tie_that_somebody_confirmed_is_fresh() -> None:
    small = tie(ago(900))
    edge = next(record for record in small.records.values() if isinstance(record, Tie))
    assert truths(small.add(Confirmation, "c", edge=edge.id, confirmed_on=ago(3))) == []


@pytest.mark.parametrize("state", [TieState.WISHED, TieState.ENDED])
def test_ties_that_do_not_exist_do_not_grow_old(state: TieState) -> None:
    assert truths(tie(ago(900), state=state)) == []


def test_two_ties_of_a_pair_are_two_findings() -> None:
    small = tie(ago(900)).tie("a", "b", key="a|b|formal", layer="formal", told_on=ago(900))
    assert len({gap.id for gap in cases(small)}) == 2


def test_indicators_grow_old_by_their_own_period() -> None:
    small = Small().add(Indicator, "i", name="Kennzahl", period_months=12)
    assert [(g.truth, g.message.de) for g in cases(small)] == [
        (UNKNOWN, "Für „Kennzahl“ gibt es keinen Messwert.")
    ]  # fmt: skip
    small.add(Reading, "w", indicator=ref(Indicator, "i"), period="2023", value=9.0)
    (gap,) = cases(small)
    assert (gap.truth, gap.message.de) == (YES, "Für „Kennzahl“ gibt es seit 2023 keinen neuen Messwert.")
    assert truths(small.add(Reading, "v", indicator=ref(Indicator, "i"), period="2025", value=9.0)) == []
    small.add(Indicator, "i", name="Kennzahl")
    assert truths(small) == [UNKNOWN]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("staleMeasureDays", Small().measure("x", confirmed_on=ago(31))),
        ("Angebot veraltet nach (Tage)", Small().offer("x", verified_on=ago(31))),
        ("staleTieDays", tie(ago(31))),
        ("Contact stale after (days)", Small().add(Contact, "x", verified_on=ago(31))),
    ],
)
def test_a_district_may_set_when_each_is_stale(name: str, subject: Small) -> None:
    assert truths(subject) == []
    assert truths(subject.add(Setting, "s", name=name, value=30.0)) == [YES]


def test_references_that_lead_nowhere_stop_nothing() -> None:
    small = Small().add(Contact, "c", actor=Ref("gone"), verified_on=ago(200)).measure("m", confirmed_on=ago(200))
    small.tie("x", "y", told_on=ago(900)).offer("o", verified_on=ago(1))
    assert sorted(gap.subject.kind for gap in cases(small) if gap.subject) == ["Contact", "Measure"]
