"""The Wilson interval against published values and against the equation that defines it."""

from math import sqrt

import pytest

from graph.office.wilson import wilson_interval

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution, from tables."""


@pytest.mark.parametrize(
    ("successes", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombe_1998_table_1(successes: int, cases: int, low: float, high: float) -> None:
    """R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, method 3."""
    assert wilson_interval(successes, cases) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("successes", "cases"), [(1, 3), (35, 238), (10, 40), (344, 780), (6, 7)])
def test_both_ends_lie_just_as_far_off_as_chance_goes(successes: int, cases: int) -> None:
    interval = wilson_interval(successes, cases)
    assert interval is not None
    for share in interval:
        assert abs(successes / cases - share) == pytest.approx(Z * sqrt(share * (1 - share) / cases))


def test_it_never_leaves_0_to_1_and_mirrors() -> None:
    for cases in (1, 5, 1000):
        low, high = wilson_interval(0, cases) or (None, None)
        assert low == 0.0
        assert wilson_interval(cases, cases) == pytest.approx((1 - (high or 0), 1.0))


def test_without_a_case_there_is_none() -> None:
    assert wilson_interval(0, 0) is None
