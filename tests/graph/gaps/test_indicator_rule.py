"""G12: what is off, what is not, and what nobody can tell."""

from datetime import date

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.model import Actor, GapDecision, Indicator, Place
from graph.model.states import GapState
from tests.graph.small_district import ON, D, Small, on, ref
from tests.graph.test_readings import indicator, measured, reading
from tests.graph.test_targets import aimed


def cases(small: Small) -> list[Gap]:
    return [gap for gap in find_gaps(small.view(), D, ON) if gap.rule == "G12"]


def test_an_indicator_off_target_says_what_was_expected_and_whom_to_ask() -> None:
    small = aimed(measured(indicator(unit="%", keeper=ref(Actor, "vhs")).actor("vhs"), 50.0, 50.5, begin=2024))
    (gap,) = cases(small)
    assert (gap.truth, gap.subject and gap.subject.kind) == (Truth.YES, "Indicator")
    assert gap.message.de == "„Kennzahl“ liegt neben dem Plan: 50,5 statt 60,6 % (2025)."
    assert gap.message.en == "“Kennzahl” is off target: 50.5 instead of 60.6% (2025)."
    assert gap.action.de == "Die Koordination bespricht mit vhs, welche Maßnahme nachsteuern kann."
    assert [item.text.de for item in gap.evidence] == [
        "Ziel 2026: 62 %, ausgehend von 48 (2016).", "2024 war es 50: jetzt besser.",
    ]  # fmt: skip


def test_one_within_the_tolerance_is_no_gap() -> None:
    assert cases(aimed(measured(indicator(), 59.0, begin=2025))) == []


def test_that_no_new_value_came_is_told_beside_being_off() -> None:
    (gap,) = cases(aimed(measured(indicator(unit="Anzahl"), 40.0, begin=2020)))
    assert (gap.truth, gap.message.de) == (
        Truth.YES,
        "„Kennzahl“ liegt neben dem Plan: 40 statt 53,6 (2020). Seit 2020 gibt es keinen neuen Wert.",
    )


def test_what_was_on_target_long_ago_is_unknown_now() -> None:
    (gap,) = cases(aimed(measured(indicator(), 60.0, begin=2020)))
    assert (gap.truth, gap.evidence[0].text.de) == (Truth.UNKNOWN, "Seit 2020 gibt es keinen neuen Wert.")


def test_without_a_direction_nobody_chooses_one_silently() -> None:
    (gap,) = cases(aimed(measured(indicator(None), 10.0, begin=2025)))
    assert gap.truth is Truth.UNKNOWN
    assert gap.message.de == "Ob „Kennzahl“ im Plan liegt, ist unbekannt."
    assert gap.evidence[0].text.de == "Es fehlt, ob mehr oder weniger besser ist."


def test_a_withheld_value_is_unknown_and_appears_nowhere() -> None:
    (gap,) = cases(aimed(reading(indicator(), "w", 2025, value=13.0, count=4)))
    assert gap.truth is Truth.UNKNOWN
    assert not any("13" in text for item in gap.evidence for text in item.text)


def test_an_indicator_without_a_target_is_unknown_once_but_not_its_groups() -> None:
    small = measured(measured(indicator(), 61.0, begin=2025), 50.0, begin=2025, group="z")
    assert [gap.truth for gap in cases(small)] == [Truth.UNKNOWN]
    assert cases(aimed(small)) == []


def test_a_decision_may_name_the_target_group() -> None:
    small = measured(measured(indicator(), 40.0, begin=2025), 40.0, begin=2025, group="z")
    aimed(aimed(small), "zz", group="z")
    small.add(GapDecision, "e", rule="G12", subject="i|z", state=GapState.ACCEPTED, date=on("2026-01-01"))
    assert sorted(gap.state for gap in cases(small)) == [GapState.ACCEPTED, GapState.OPEN]
    assert len({gap.id for gap in cases(small)}) == 2


def test_a_reading_published_later_changes_nothing_before() -> None:
    small = aimed(measured(indicator(), 61.0, begin=2025))
    reading(small, "late", 2025, value=10.0, published_on=date(2026, 2, 1))
    assert cases(small) == []
    assert [gap.truth for gap in find_gaps(small.view(), D, date(2026, 3, 1)) if gap.rule == "G12"] == [Truth.YES]


def test_several_indicators_are_told_apart() -> None:
    small = aimed(measured(indicator(), 10.0, begin=2025)).add(Indicator, "j", name="Andere")
    assert sorted(gap.subject.name for gap in cases(small) if gap.subject) == ["Andere", "Kennzahl"]


def test_a_target_group_that_leads_nowhere_is_told_apart_all_the_same() -> None:
    small = measured(measured(indicator(), 40.0, begin=2025), 40.0, begin=2025, group="gone")
    aimed(aimed(small), "zz", group="gone")
    assert len({gap.id for gap in cases(small)}) == len(cases(small)) == 2


def test_a_target_at_a_place_is_a_gap_of_its_own_that_a_decision_can_name() -> None:
    small = indicator().place("Werl")
    for key, group in (("all", None), ("group", "z")):
        aimed(small, key=key, group=group, place=ref(Place, "Werl"))
        measured(small, 40.0, begin=2025, group=group, place=ref(Place, "Werl"))
    measured(aimed(small), 61.0, begin=2025, group="")
    assert {gap.message.en.split(":")[0] for gap in cases(small)} == {
        "“Kennzahl” in Werl is off target", "“Kennzahl” for “z” in Werl is off target",
    }  # fmt: skip
    small.add(GapDecision, "e", rule="G12", subject="i|z|place|Werl", date=on("2026-01-01"), state=GapState.ACCEPTED)
    assert {gap.message.en.split(" is ")[0]: gap.state for gap in cases(small)} == {
        "“Kennzahl” in Werl": GapState.OPEN, "“Kennzahl” for “z” in Werl": GapState.ACCEPTED,
    }  # fmt: skip
