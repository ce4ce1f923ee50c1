"""Periods as tables write them."""

from datetime import date
from itertools import pairwise

import pytest

from graph.office.periods import Period, period_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("Jahr 2025", "2025-01-01", "2025-12-31"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("Q1 2025", "2025-01-01", "2025-03-31"),
        ("4. Quartal 2025", "2025-10-01", "2025-12-31"),
        ("1. Halbjahr 2024", "2024-01-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024/25", "2024-08-01", "2025-07-31"),
        ("Schuljahr 2024/2025", "2024-08-01", "2025-07-31"),
        ("1999/00", "1999-08-01", "2000-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("02/2025", "2025-02-01", "2025-02-28"),
        ("2025-03-31", "2025-03-31", "2025-03-31"),
        ("31.12.2025", "2025-12-31", "2025-12-31"),
    ],
)
def test_periods_that_can_be_placed(text: str, first: str, last: str) -> None:
    assert period_of(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [None, "", "bald", "2025-13", "2025-Q5", "3. Halbjahr 2025", "2024/26", "0000", "2023 bis 2024", "31.2.25"],
)
def test_what_cannot_be_placed_is_none(text: str | None) -> None:
    assert period_of(text) is None


def test_years_are_of_equal_length_so_that_a_path_is_even() -> None:
    middles = [period.middle for year in range(2016, 2027) if (period := period_of(str(year)))]
    assert {later - earlier for earlier, later in pairwise(middles)} == {12.0}
