"""Lines over time: what is drawn stands where the axes say, is broken where something is missing, and is text."""

import importlib
import re
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest

from visualise.charts.drawn import FONT, HEIGHT, WIDTH, svg
from visualise.charts.line_chart import ChartPoint, Goal, LineChart
from visualise.charts.scale import marked_years, scale
from visualise.wording import wording

WORDS = wording("de")


def line(*values: float | None, **more: object) -> LineChart:
    """A value a year from 2016 on; the line is broken after what is missing."""
    befores = (None, *values)
    points = tuple(
        ChartPoint(at=2016 + n, value=value, joined=befores[n] is not None) for n, value in enumerate(values)
    )
    ticks = tuple((2016.0 + n, str(2016 + n)) for n in range(len(values)))
    chart = LineChart(label="Werte", points=points, ticks=ticks, x_title="Jahr", y_title="Wochen")
    return replace(chart, **more)  # type: ignore[arg-type]  # the fields of a chart


def drawn(chart: LineChart) -> Element:
    return fromstring(svg(chart, WORDS))


def series(root: Element, name: str, tag: str) -> list[Element]:
    return [e for group in root.iter("g") if group.get("class") == f"series {name}" for e in group.iter(tag)]


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def read_off(root: Element, axis: str, position: float) -> float:
    """What somebody with a ruler reads at a position, from the first and last mark of an axis."""
    (group,) = (group for group in root.iter("g") if group.get("class") == f"axis {axis}")
    texts = list(group.iter("text"))
    marks = [float((text.text or "").replace(".", "").replace(",", ".").removesuffix("\u00a0%")) for text in texts]
    places = [float(text.get(axis, "")) - (0.35 * FONT if axis == "y" else 0) for text in texts]
    share = (position - places[0]) / (places[-1] - places[0])
    return marks[0] + share * (marks[-1] - marks[0])


@pytest.mark.parametrize(
    "values",
    [
        (48.0, 49.0, 51.0, 61.0),
        (9.0, 8.0, 15.0, 4.0),
        (-3.0, 2.5, 0.0),
        (0.0, 0.0, 0.0),
        (1_250_000.0, 900_000.0),
        (-20.0, -25.0),
        (7.0,),
    ],
)
def test_every_point_stands_where_the_axes_say(values: tuple[float, ...]) -> None:
    root = drawn(line(*values))
    dots = series(root, "line", "circle")
    heights = [read_off(root, "y", float(dot.get("cy", ""))) for dot in dots]
    spread = max(*values, 0.0) - min(*values, 0.0) or 1.0
    assert heights == pytest.approx(values, abs=0.02 * spread)
    if len(values) > 1:
        years = [read_off(root, "x", float(dot.get("cx", ""))) for dot in dots]
        assert years == pytest.approx([2016 + n for n in range(len(values))], abs=0.05)


def test_a_missing_value_breaks_the_line_and_is_marked_as_unknown() -> None:
    root = drawn(line(4.0, 5.0, None, 6.0, 7.0))
    paths = series(root, "line", "path")
    assert [len(numbers(path.get("d", ""))) // 2 for path in paths] == [2, 2]
    (mark,) = series(root, "unknown", "text")
    assert mark.text == "?"
    assert read_off(root, "x", float(mark.get("x", ""))) == pytest.approx(2018, abs=0.05)


def test_a_single_value_is_a_dot_without_a_line() -> None:
    root = drawn(line(4.0))
    assert len(series(root, "line", "circle")) == 1
    assert series(root, "line", "path") == []


def test_a_step_to_a_target_keeps_its_corner_and_ends_in_a_ring() -> None:
    root = drawn(line(5.0, 6.0, goal=Goal(path=((2016, 5.0), (2020, 5.0), (2020, 13.0)), text="Ziel: 13"), newest="6"))
    (path,) = series(root, "goal", "path")
    corners = numbers(path.get("d", ""))
    heights = [read_off(root, "y", y) for y in corners[1::2]]
    assert heights == pytest.approx([5, 5, 13], abs=0.1)
    (ring,) = series(root, "goal-end", "circle")
    assert (float(ring.get("cx", "")), float(ring.get("cy", ""))) == pytest.approx(tuple(corners[-2:]))


def test_a_target_of_zero_is_drawn_at_zero() -> None:
    root = drawn(line(9.0, 4.0, goal=Goal(path=((2018, 0.0),), text="Ziel: 0")))
    (ring,) = series(root, "goal-end", "circle")
    assert read_off(root, "y", float(ring.get("cy", ""))) == pytest.approx(0, abs=0.1)
    assert series(root, "goal", "path") == []


def test_what_is_written_beside_the_line_never_covers_each_other() -> None:
    root = drawn(line(60.0, 61.0, goal=Goal(path=((2017, 61.0),), text="Ziel: 61"), newest="2017: 61"))
    (goal,), (newest,) = series(root, "goal-text", "text"), series(root, "newest", "text")
    assert abs(float(goal.get("y", "")) - float(newest.get("y", ""))) >= FONT


def test_a_range_reaches_from_its_low_to_its_high_with_or_without_a_value() -> None:
    points = (ChartPoint(at=2016, value=0.03, low=0.03, high=0.1), ChartPoint(at=2017, value=None, low=0.05, high=0.07))
    chart = replace(line(1.0, 1.0), points=points, share=True, thin=True, from_zero=True)
    root = drawn(chart)
    bars = [numbers(path.get("d", ""))[1::2] for path in series(root, "range", "path")]
    ends = [(read_off(root, "y", max(bar)) / 100, read_off(root, "y", min(bar)) / 100) for bar in bars]
    assert [end for pair in ends for end in pair] == pytest.approx([0.03, 0.1, 0.05, 0.07], abs=0.002)
    assert len(series(root, "thin", "circle")) == 1
    assert series(root, "unknown", "text") == []


def test_the_same_chart_is_the_same_bytes_without_a_date_an_id_or_a_style() -> None:
    chart = line(4.0, 5.0, None, 6.0)
    text = svg(chart, WORDS)
    assert text == svg(chart, WORDS)
    assert [word for word in ("<style", "<script", "style=", " id=", "pygal", "http") if word in text] == []


def test_it_names_itself_and_its_axes_in_text() -> None:
    root = drawn(line(4.0, 5.0, label="Wartezeit: 2017 fünf Wochen"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Wartezeit: 2017 fünf Wochen")
    assert {"Wochen", "Jahr", "2016", "2017"} <= {text.text for text in root.iter("text")}
    assert numbers(root.get("viewBox", "")) == [0, 0, WIDTH, HEIGHT]


@pytest.mark.parametrize(
    "text", ["\x00\x1b\ud800", "</svg><script>alert(1)</script>", "x" * 500, "{{ id }}", "\u202eabc"]
)
def test_no_text_breaks_it(text: str) -> None:
    root = drawn(line(4.0, 5.0, y_title=text, label=text, newest=text[:20]))
    assert series(root, "line", "circle")
    assert all(len(each.text or "") <= 40 for each in root.iter("text"))
    assert [e.tag for e in root.iter() if e.tag not in {"svg", "g", "path", "text", "circle"}] == []


@pytest.mark.parametrize(
    ("heights", "bottom", "top", "step"),
    [
        ((48.0, 62.0), 45.0, 65.0, 5.0),
        ((9.0, 4.0), 0.0, 10.0, 2.5),
        ((0.0,), 0.0, 0.25, 0.25),
        ((60.0, 61.0), 59.75, 61.0, 0.25),
        ((-3.0, 2.5), -4.0, 4.0, 2.0),
    ],
)
def test_the_axis_is_round_and_begins_below_what_it_shows(
    heights: tuple[float, ...], bottom: float, top: float, step: float
) -> None:
    found = scale(heights)
    assert (found.bottom, found.top, found.step) == (bottom, top, step)
    assert found.bottom <= min(heights)
    assert found.top >= max(heights)


def test_counts_are_never_marked_by_halves() -> None:
    assert all(tick.is_integer() for tick in scale((6.0, 9.0, 4.0), whole=True).ticks)
    assert scale((1.0, 0.0), whole=True).ticks == (0.0, 1.0)


def test_few_years_are_marked() -> None:
    assert list(marked_years(2016, 2026)) == [2016, 2018, 2020, 2022, 2024, 2026]
    assert list(marked_years(2025, 2025)) == [2025]
    assert all(len(marked_years(1, last)) <= 6 for last in range(1, 3000, 7))


def test_loading_the_library_changes_nothing_for_other_imports() -> None:
    drawn(line(4.0))
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_module_anywhere")
