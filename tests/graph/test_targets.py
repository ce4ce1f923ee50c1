"""What a target asks for at a time, and how an indicator stands against it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from graph.model import Indicator, Target, Term
from graph.model.states import Direction, TargetPath
from graph.office.periods import period_of
from graph.office.readings import Readings
from graph.office.targets import Assessment, Standing, Targets, expected
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.test_readings import indicator, measured, reading

UP, DOWN = Direction.UP, Direction.DOWN
LINEAR, STEPPED = TargetPath.LINEAR, TargetPath.STEPPED


def aimed(small: Small, key: str = "z", *, group: str | None = None, **values: Any) -> Small:
    held = {
        "indicator": ref(Indicator, "i"), "target_group": ref(Term, group) if group else None,
        "baseline_period": "2016", "baseline": 48.0, "target_period": "2026", "target": 62.0, "path": LINEAR,
        "tolerance": 2.0, **values,
    }  # fmt: skip
    return small.add(Target, key, **held)


def target(**values: Any) -> Target:
    found = aimed(Small(), **values).view().find(Target, D, "z")
    assert found is not None
    return found


def assessed(small: Small) -> tuple[Assessment, ...]:
    view = small.view()
    found = view.find(Indicator, D, "i")
    assert found is not None
    return Targets(view, D, Readings(view, D, ON)).assessments(found)


def standing(small: Small) -> Standing:
    (assessment,) = assessed(small)
    return assessment.standing


@pytest.mark.parametrize("year", range(2016, 2027))
def test_linear_goes_evenly_from_year_to_year(year: int) -> None:
    at = period_of(str(year))
    assert at is not None
    assert expected(target(), at) == pytest.approx(float(48 + Fraction(year - 2016, 10) * (62 - 48)))
    downwards = target(baseline=9.0, target=4.0)
    assert expected(downwards, at) == pytest.approx(float(9 - Fraction(year - 2016, 10) * 5))


@pytest.mark.parametrize(("year", "value"), [("2016", 48), ("2025", 48), ("2026", 62), ("2030", 62)])
def test_stepped_keeps_the_baseline_until_the_target_period(year: str, value: float) -> None:
    at = period_of(year)
    assert at is not None
    assert expected(target(path=STEPPED), at) == value


@pytest.mark.parametrize(
    ("year", "values"),
    [
        ("2015", {}),
        ("2020", {"path": None}),
        ("2020", {"baseline": None}),
        ("2020", {"baseline_period": "irgendwann"}),
        ("2020", {"target": None}),
        ("2020", {"target_period": None}),
    ],
)
def test_before_the_baseline_and_with_a_part_missing_nothing_is_expected(year: str, values: dict[str, Any]) -> None:
    at = period_of(year)
    assert at is not None
    assert expected(target(**values), at) is None


def test_from_the_target_period_on_only_the_target_matters() -> None:
    at = period_of("2026")
    assert at is not None
    assert expected(target(baseline=None, baseline_period=None, path=None), at) == 62.0


@pytest.mark.parametrize(
    ("direction", "aim", "value", "off"),
    [
        (UP, {}, 58.6, False),  # 60.6 in 2025, less the tolerance
        (UP, {}, 58.5, True),
        (UP, {}, 99.0, False),
        (UP, {"tolerance": None}, 60.5, True),
        (UP, {"tolerance": None}, 60.6, False),
        (DOWN, {"baseline": 9.0, "target": 4.0, "tolerance": 1.0}, 5.5, False),
        (DOWN, {"baseline": 9.0, "target": 4.0, "tolerance": 1.0}, 5.6, True),
        (DOWN, {"baseline": 9.0, "target": 4.0, "tolerance": 1.0}, 0.0, False),
        (UP, {"path": STEPPED}, 46.0, False),
        (UP, {"path": STEPPED}, 45.9, True),
    ],
)
def test_off_is_worse_by_more_than_the_tolerance(
    direction: Direction, aim: dict[str, Any], value: float, off: bool
) -> None:
    small = aimed(measured(indicator(direction), value, begin=2025), **aim)
    assert standing(small) is (Standing.OFF if off else Standing.ON)


def test_an_old_reading_is_held_against_what_was_expected_then() -> None:
    assert standing(aimed(measured(indicator(), 50.0, begin=2017))) is Standing.ON


@pytest.mark.parametrize(
    ("small", "why"),
    [
        (measured(indicator(), 50.0), "Es gibt kein Ziel."),
        (indicator(), "Es gibt kein Ziel."),
        (aimed(indicator()), "Es gibt keinen Messwert."),
        (aimed(measured(indicator(None), 50.0)), "Es fehlt, ob mehr oder weniger besser ist."),
        (aimed(measured(indicator(DOWN), 50.0)), "Das Ziel ist schlechter als der Ausgangswert."),
        (aimed(measured(indicator(), 50.0), target_period="2016"), "Das Zieljahr liegt nicht nach dem Ausgangsjahr."),
        (aimed(measured(indicator(), 50.0), path=None), "Es fehlt der Weg zum Ziel."),
        (aimed(measured(indicator(), 50.0), target=None), "Es fehlt der Zielwert."),
        (aimed(measured(indicator(), 50.0), target_period="einmal"), "Es fehlt das Zieljahr."),
        (aimed(measured(indicator(), 50.0), baseline=None), "Es fehlt der Ausgangswert."),
        (aimed(measured(indicator(), 50.0, begin=2010)), "Der neueste Messwert liegt vor dem Ausgangsjahr."),
        (aimed(reading(measured(indicator(), 99.0), "x", 2025, count=3)), "Der neueste Messwert ist zurückgehalten."),
        (
            aimed(reading(reading(indicator(), "a", 2025, value=1.0), "b", 2025, value=90.0)),
            "Der neueste Messwert fehlt oder ist widersprüchlich.",
        ),
        (aimed(aimed(measured(indicator(), 50.0)), "zz", target=70.0), "Zwei Ziele widersprechen einander."),
    ],
)
def test_what_cannot_be_told_says_why(small: Small, why: str) -> None:
    (assessment,) = assessed(small)
    assert (assessment.standing, assessment.why and assessment.why.de) == (Standing.UNKNOWN, why)


def test_two_targets_that_say_the_same_do_not_contradict() -> None:
    assert standing(aimed(aimed(measured(indicator(), 99.0)), "again")) is Standing.ON


def test_of_several_targets_the_next_one_counts_and_after_all_the_last() -> None:
    small = aimed(aimed(measured(indicator(), 49.0, begin=2020), "a", target_period="2021", target=50.0), "b")
    (next_one,) = assessed(small)
    assert next_one.target is not None
    assert next_one.target.external_id == "a"
    (last_one,) = assessed(reading(small, "w", 2025, value=61.0, published_on=date(2026, 1, 1)))
    assert last_one.target is not None
    assert last_one.target.external_id == "b"


def test_each_group_is_held_against_its_own_target() -> None:
    small = aimed(
        aimed(measured(measured(indicator(), 61.0, begin=2025), 40.0, begin=2025, group="z")), "zz", group="z"
    )
    found = {assessment.series.part.target_group: assessment.standing for assessment in assessed(small)}
    assert found == {None: Standing.ON, ref(Term, "z"): Standing.OFF}


@pytest.mark.parametrize("values", [{"baseline": 62.0}, {"baseline": None}, {"target": None}])
def test_without_a_way_to_go_there_is_no_progress(values: dict[str, Any]) -> None:
    (assessment,) = assessed(aimed(measured(indicator(), 50.0), **values))
    assert assessment.progress is None
