"""What was measured: order, trend, what is withheld, and when a new value is due."""

from datetime import date
from typing import Any

import pytest

from graph.model import Indicator, Place, Reading, Ref, Term
from graph.model.states import Direction, Known, PlaceLevel
from graph.office.readings import Part, Readings, Series, Trend
from tests.graph.small_district import ON, D, Small, ref

UP, DOWN = Direction.UP, Direction.DOWN


def indicator(direction: Direction | None = UP, **values: Any) -> Small:
    held = {"name": "Kennzahl", "direction": direction, "period_months": 12, **values}
    return Small().term("target_group", "z").add(Indicator, "i", **held)


def measured(small: Small, *values: float | None, group: str | None = None, begin: int = 2021, **more: Any) -> Small:
    """A value a year, from `begin` on, 100 cases each."""
    for year, value in enumerate(values, start=begin):
        reading(small, f"{group}-{year}", year, value=value, group=group, **more)
    return small


def reading(small: Small, key: str, period: object, *, group: str | None = None, **values: Any) -> Small:
    held = {"count": 100, "target_group": ref(Term, group) if group else None, **values}
    return small.add(Reading, key, indicator=ref(Indicator, "i"), period=str(period), **held)


def series(small: Small, group: str | None = None, place: str | None = None) -> Series:
    view = small.view()
    found = view.find(Indicator, D, "i")
    assert found is not None
    target: Ref | None = ref(Term, group) if group else None
    there: Ref | None = ref(Place, place) if place else None
    return Readings(view, D, ON).of(found, Part(target, there))


def is_late(small: Small) -> Known:
    view = small.view()
    found = view.find(Indicator, D, "i")
    assert found is not None
    return Readings(view, D, ON).is_late(found)


@pytest.mark.parametrize(
    ("direction", "values", "trend"),
    [
        (UP, (40.0, 41.0), Trend.BETTER),
        (UP, (50.0, 41.0, 40.0), Trend.WORSE),
        (DOWN, (40.0, 41.0), Trend.WORSE),
        (DOWN, (41.0, 40.0), Trend.BETTER),
        (UP, (40.0, 40.0), Trend.SAME),
        (None, (40.0, 40.0), Trend.SAME),
        (None, (40.0, 41.0), Trend.UNKNOWN),
        (UP, (40.0,), Trend.UNKNOWN),
        (UP, (), Trend.UNKNOWN),
        (UP, (40.0, 41.0, None), Trend.UNKNOWN),
        (UP, (39.0, None, 41.0), Trend.UNKNOWN),
    ],
)
def test_the_trend_is_the_newest_against_the_one_before(
    direction: Direction | None, values: tuple[float | None, ...], trend: Trend
) -> None:
    assert series(measured(indicator(direction), *values)).trend is trend


@pytest.mark.parametrize(
    ("values", "shown"),
    [({"count": 5}, True), ({"count": None}, True), ({"count": 4}, False), ({"count": 0}, False),
     ({"suppressed": True}, False), ({"suppressed": False, "count": 3}, False)],
)  # fmt: skip
def test_what_fewer_than_five_cases_would_give_away_is_withheld(values: dict[str, Any], shown: bool) -> None:
    newest = series(reading(indicator(), "w", 2025, value=12.0, **values)).newest
    assert newest is not None
    assert (newest.value, newest.suppressed) == ((12.0, False) if shown else (None, True))


def test_groups_have_series_of_their_own() -> None:
    small = measured(measured(indicator(), 40.0, 41.0), 30.0, 29.0, group="z")
    assert (series(small).trend, series(small, "z").trend) == (Trend.BETTER, Trend.WORSE)


def test_periods_are_in_order_of_time_however_they_are_written() -> None:
    small = reading(reading(indicator(), "b", "2. Halbjahr 2024", value=2.0), "a", "2024-Q2", value=1.0)
    assert [point.value for point in series(reading(small, "c", "2025-03", value=3.0)).points] == [1.0, 2.0, 3.0]


def test_what_was_not_published_by_the_day_is_not_known_yet() -> None:
    small = measured(indicator(), 40.0, published_on=date(2026, 1, 15))
    reading(small, "w", 2022, value=41.0, published_on=date(2026, 1, 16))
    assert [point.text for point in series(small).points] == ["2021"]
    assert series(reading(indicator(), "w", 2027, value=1.0)).newest is None


def test_the_reading_published_last_replaces_the_one_before() -> None:
    small = reading(indicator(), "b", 2025, value=1.0, published_on=date(2025, 3, 1))
    (point,) = series(reading(small, "a", 2025, value=2.0, published_on=date(2025, 9, 1))).points
    assert (point.value, point.records) == (2.0, (ref(Reading, "a"),))


def test_two_values_of_one_period_are_none() -> None:
    small = reading(reading(indicator(), "a", 2025, value=1.0), "b", 2025, value=2.0)
    (point,) = series(small).points
    assert (point.value, point.suppressed) == (None, False)
    (same,) = series(reading(reading(indicator(), "a", 2025, value=1.0), "b", 2025, value=1.0)).points
    assert same.value == 1.0


def test_a_period_that_nobody_can_read_counts_nowhere_and_is_told() -> None:
    small = reading(measured(indicator(), 40.0), "x", "demnächst", value=1.0)
    assert len(series(small).points) == 1
    assert [r.external_id for r in Readings(small.view(), D, ON).unreadable] == ["x"]


@pytest.mark.parametrize(
    ("period", "published", "late"),
    [
        ("2023", date(2025, 1, 15), Known.NO),
        ("2023", date(2025, 1, 14), Known.YES),
        ("2025", None, Known.NO),
        ("2024", None, Known.YES),
    ],
)
def test_a_new_value_is_late_when_the_period_has_gone_by_since_the_newest_came(
    period: str, published: date | None, late: Known
) -> None:
    assert is_late(reading(indicator(), "w", period, value=1.0, published_on=published)) is late


def test_without_a_value_or_a_period_nobody_knows_whether_one_is_late() -> None:
    assert is_late(indicator()) is Known.UNKNOWN
    for months in (None, 0, -12):
        assert is_late(measured(indicator(period_months=months), 40.0)) is Known.UNKNOWN


def test_a_new_value_of_any_group_counts_even_a_withheld_one() -> None:
    small = measured(indicator(), 40.0)
    assert is_late(small) is Known.YES
    assert is_late(reading(small, "w", 2025, group="z", suppressed=True)) is Known.NO


def at(place: str, **values: Any) -> dict[str, Any]:
    return {"place": ref(Place, place), **values}


def test_a_place_has_a_series_of_its_own() -> None:
    small = measured(measured(indicator().place("Werl"), 1.0, 2.0), 6.0, 5.0, group="z", **at("Werl"))
    assert (series(small).trend, series(small, "z", "Werl").trend) == (Trend.BETTER, Trend.WORSE)
    assert series(small, "z").points == series(small, place="Werl").points == ()


def test_series_come_in_the_order_of_places_and_within_them_of_groups() -> None:
    small = indicator().place("Unna").place("Werl")
    for place in ("Werl", "Unna"):
        reading(small, f"{place}-z", 2025, value=1.0, group="z", **at(place))
        reading(small, place, 2025, value=1.0, **at(place))
    view = reading(reading(small, "z", 2025, value=1.0, group="z"), "w", 2025, value=1.0).view()
    found = view.find(Indicator, D, "i")
    assert found is not None
    z, werl, unna = ref(Term, "z"), ref(Place, "Werl"), ref(Place, "Unna")
    told = [(one.part.place, one.part.target_group) for one in Readings(view, D, ON).series(found)]
    assert told == [(None, None), (None, z), (unna, None), (unna, z), (werl, None), (werl, z)]


def test_the_only_district_is_the_whole_and_two_are_places() -> None:
    small = indicator().place("Kreis", level=PlaceLevel.DISTRICT)
    reading(reading(small, "a", 2024, value=1.0), "b", 2025, value=2.0, **at("Kreis"))
    assert [point.value for point in series(small).points] == [1.0, 2.0]
    small.place("Stadt", level=PlaceLevel.DISTRICT)
    assert [point.value for point in series(small).points] == [1.0]
    assert [point.value for point in series(small, place="Kreis").points] == [2.0]


def test_a_reading_at_a_place_that_leads_nowhere_is_not_one_of_the_whole_district() -> None:
    small = reading(indicator(), "a", 2025, value=1.0, **at("nirgends"))
    assert series(small).points == ()
