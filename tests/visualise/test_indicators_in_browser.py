"""Indicators as people see them: charts that fit, labels that can be read, names that run nothing."""

import pytest

from graph.model import Indicator, Term
from graph.model import Reading as Measured
from graph.picture import View
from tests.graph.small_district import Small, ref
from tests.graph.test_readings import reading
from tests.visualise.networks import OpenPage, Seen
from tests.visualise.test_indicators import LINDENTAL, lindental, shown, small, target, told
from tests.visualise.test_map_page import HOSTILE

pytestmark = pytest.mark.browser

__all__ = ["lindental"]


def outside(seen: Seen) -> list[str]:
    """The texts of charts that stand beyond their picture."""
    found: list[str] = seen.page.evaluate(
        "[...document.querySelectorAll('.pic svg text')].filter(t => {"
        "const a = t.getBoundingClientRect(), b = t.closest('svg').getBoundingClientRect();"
        "return a.left < b.left - 1 || a.right > b.right + 1 || a.bottom > b.bottom + 1})"
        ".map(t => t.textContent)"
    )
    return found


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_charts_fit_and_can_be_read(open_page: OpenPage, lindental: View, width: int, dark: bool) -> None:
    seen = open_page(shown(told(lindental, LINDENTAL)), width=width, dark=dark)
    assert (seen.complaints, len(seen.requests)) == ([], 1)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = seen.page.evaluate(
        "[...document.querySelectorAll('.pic svg text')].map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.closest('svg').getBoundingClientRect().width / t.closest('svg').viewBox.baseVal.width)"
    )
    assert len(sizes) > 100
    assert min(sizes) >= 11
    assert outside(seen) == []


@pytest.mark.parametrize(("period", "value"), [("1. Halbjahr 2025", 64.0), ("2025", 1_234_567.0), ("2025-Q3", 0.25)])
def test_long_periods_and_numbers_stay_within_the_picture(open_page: OpenPage, period: str, value: float) -> None:
    made = target(small(), value / 3, target_period="2029")
    reading(made, "r", period, value=value)
    assert outside(open_page(shown(told(made.view())), width=390)) == []


def test_no_name_runs_anything(open_page: OpenPage) -> None:
    made = Small()
    for n, name in enumerate((*HOSTILE, "x" * 500, "\u0644\u0627\u062c\u0626", "e\u0301" * 40)):
        made.term("field", name).add(Indicator, f"i{name}", name=name, unit=name, fields=(ref(Term, name),))
        made.add(Measured, f"r{n}", indicator=ref(Indicator, f"i{name}"), period="2024", value=1.0, count=99)
    seen = open_page(shown(told(made.view())), width=390)
    assert (seen.complaints, len(seen.requests)) == ([], 1)
    assert seen.page.evaluate("document.querySelectorAll('.plate svg').length") == 10
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
