"""Charts as SVG, drawn by pygal: text as text, no style, script, id or date; colours come by class from charts.css.

pygal is loaded with the first chart: a report without one does not wait for it.
"""

import itertools
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from visualise.charts.line_chart import ChartPoint, LineChart
from visualise.charts.scale import Scale, scale
from visualise.wording import Wording

WIDTH, HEIGHT = 340, 212
FONT = 13
_USUAL_ROOM = 88
"""Room beside the line that most charts need, so that those beside each other have the same scale of time."""

_LETTER = 0.58
"""How wide a bold letter or digit is, at most, to its height."""

_AXIS_LETTERS = 40
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_NUMBER = re.compile(r"-?\d+\.\d+")
_PLACES = {"d", "x", "y", "cx", "cy"}
_SVG = "{http://www.w3.org/2000/svg}"
_SHIFTS = {"goal-text": (0, -FONT / 3), "newest": (0, -FONT / 3), "texts": (9, -FONT / 3), "unknown": (0, 4)}
"""How far texts of a series stand to the right of their place, and above it."""

_ANCHORS = {"value": "middle", "unknown": "middle", "goal-text": "start", "texts": "start", "newest": "start"}
_UNKNOWN = "?"
_Series = tuple[str, list[Any], dict[str, Any]]


def svg(chart: LineChart, words: Wording) -> str:
    """The chart as an SVG element for a page; it must have a height to show (`LineChart.heights`)."""
    axis = scale(chart.heights, whole=chart.whole)
    drawing, names = _pygal(chart, axis, words)
    root = fromstring(drawing.render(is_unicode=True))
    plot = _pruned(root)
    _name_series(plot, names)
    _place_texts(plot)
    plot.attrib |= {"class": "chart", "role": "img", "aria-label": _plain(chart.label)}
    _round_places(plot)
    return tostring(plot, encoding="unicode")


def _pygal(chart: LineChart, axis: Scale, words: Wording) -> "tuple[Any, list[str]]":
    """The chart as pygal's object, and the names of its series in order."""
    library = _library()
    first, last = _ends(chart)
    style = library.style.Style(label_font_size=FONT, title_font_size=FONT, value_font_size=0)
    drawing = library.XY(
        width=WIDTH, height=HEIGHT, margin=2, margin_bottom=7, margin_right=_room(chart),
        spacing=6, style=style, js=(), show_legend=False, print_labels=True, allow_interruptions=True, dots_size=3.5,
        truncate_label=-1, xrange=(first, last), range=(axis.bottom, axis.top), title=_short(chart.y_title),
        x_title=_short(chart.x_title),
        x_labels=[{"label": _plain(text), "value": at} for at, text in chart.ticks],
        y_labels=[{"label": _height(chart, axis, tick, words), "value": tick} for tick in axis.ticks],
    )  # fmt: skip
    names = []
    for name, values, options in _series(chart, axis, first, last):
        if values:
            names.append(name)
            drawing.add(name, values, **options)
    return drawing, names


@cache
def _library() -> Any:
    """pygal, without the finder of map plugins that it leaves behind: that one warns at every import that fails."""
    import pygal
    import pygal.style

    sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("pygal")]
    return pygal


def _series(
    chart: LineChart, axis: Scale, first: float, last: float
) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """What is drawn, from the back to the front: name, values, options."""
    goal, newest = chart.goal, chart.last
    if goal is not None:
        yield "goal", list(goal.path), {"show_dots": False}
        yield "goal-end", [goal.path[-1]], {"stroke": False, "dots_size": 5}
        yield "goal-text", [_text(last, goal.path[-1][1], goal.text)], {"stroke": False, "dots_size": 0}
    yield "range", list(_ranges(chart.points, (last - first) / 60)), {"show_dots": False}
    yield "thin" if chart.thin else "line", list(_line(chart.points)), {}
    unknown = [_text(p.at, axis.bottom, _UNKNOWN) for p in chart.points if p.value is None and not p.ranged]
    heights = [(p, p.value if p.value is not None else p.high) for p in chart.points if p.text]
    texts = [_text(p.at, height, p.text) for p, height in heights if height is not None]
    yield "texts", texts, {"stroke": False, "dots_size": 0}
    yield "unknown", unknown, {"stroke": False, "dots_size": 0}
    if chart.newest and newest is not None and newest.value is not None:
        yield "newest", [_text(last, newest.value, chart.newest)], {"stroke": False, "dots_size": 0}


def _line(points: tuple[ChartPoint, ...]) -> Iterator[Any]:
    """The values of the line, None where it is broken."""
    for point in points:
        if point.value is None or not point.joined:
            yield None
        if point.value is not None:
            yield point.at, point.value


def _ranges(points: tuple[ChartPoint, ...], half: float) -> Iterator[Any]:
    """The ranges, each a line between two short bars; pygal's own intervals know no axis of time."""
    for point in points:
        if point.ranged:
            left, right = point.at - half, point.at + half
            yield from ((left, point.low), (right, point.low), (point.at, point.low))
            yield from ((point.at, point.high), (left, point.high), (right, point.high), None)


def _text(at: float, height: float, text: str) -> dict[str, Any]:
    return {"value": (at, height), "label": _plain(text)}


def _ends(chart: LineChart) -> tuple[float, float]:
    """Where the axis of time begins and ends, with a little room on both sides."""
    times = [*(p.at for p in chart.points), *(at for at, _ in chart.ticks)]
    times += [at for at, _ in (chart.goal.path if chart.goal else ())]
    room = (max(times) - min(times)) / 20 or 1.0
    return min(times) - room, max(times) + room


def _room(chart: LineChart) -> int:
    """How much room what is written beside the line needs on the right."""
    texts = [chart.newest, chart.goal.text if chart.goal else "", *(point.text for point in chart.points)]
    longest = max(map(len, texts))
    return max(_USUAL_ROOM, round(longest * FONT * _LETTER) + 4) if longest else 16


def _height(chart: LineChart, axis: Scale, value: float, words: Wording) -> str:
    if chart.share:
        return words.percent(value, max(0, axis.decimals - 2))
    return words.number(value, axis.decimals)


def _plain(text: str) -> str:
    """A text without the characters that no XML can hold."""
    return _NOT_XML.sub("", text)


def _short(text: str) -> str:
    text = _plain(" ".join(text.split()))
    return text if len(text) <= _AXIS_LETTERS else f"{text[: _AXIS_LETTERS - 1]}…"


_LEFT_OUT = {"defs", "title", "desc", "script", "style"}
_KEPT_WORDS = {"axis", "x", "y", "line", "guide", "major", "series", "dot", "label", "title"}


def _pruned(element: Element) -> Element:
    """The element without namespaces, without what pygal adds for scripts and tooltips, without empty groups."""
    found = Element(str(element.tag).removeprefix(_SVG), dict(_attributes(element)))
    found.text = (element.text or "").strip()
    for child in element:
        tag = str(child.tag).removeprefix(_SVG)
        if tag in _LEFT_OUT or "background" in child.get("class", "") or "tooltip" in child.get("class", "").split():
            continue
        inner = _pruned(child)
        if tag != "g" or len(inner):
            found.append(inner)
    return found


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == "class":
            known = [word for word in value.split() if word in _KEPT_WORDS or word.startswith("serie-")]
            if known:
                yield "class", " ".join(known)
        elif name != "id":
            yield name, value


def _name_series(root: Element, names: list[str]) -> None:
    """Calls every series by its name."""
    for group in root.iter("g"):
        words = group.get("class", "").split()
        number = next((word.removeprefix("serie-") for word in words if word.startswith("serie-")), None)
        if number is not None:
            group.set("class", f"series {names[int(number)]}")


def _place_texts(root: Element) -> None:
    """Texts stand where they can be read: beside the end of the line or a point, above the base, beside the axis."""
    beside: list[Element] = []
    for group in root.iter("g"):
        kind = group.get("class", "").split()
        if "series" in kind:
            for text in group.findall("text"):
                right, up = _SHIFTS.get(kind[-1], (0, 0))
                text.attrib |= {"text-anchor": _ANCHORS.get(kind[-1], "middle")}
                text.attrib |= {"x": str(_of(text, "x") + right), "y": str(_of(text, "y") - up)}
                beside += [text] if kind[-1] in ("goal-text", "newest") else []
        if "axis" in kind:
            for text in group.iter("text"):
                text.set("text-anchor", "middle" if "x" in kind else "end")
    for text in root.iter("text"):
        if text.get("class") == "title":
            below = _of(text, "y") > HEIGHT / 2
            text.attrib |= (
                {"text-anchor": "middle"} if below else {"x": "0", "y": f"{FONT - 3}", "text-anchor": "start"}
            )
    _apart(beside)


def _round_places(root: Element) -> None:
    """A tenth of a unit is finer than anybody sees."""
    for element in root.iter():
        for name in _PLACES & element.attrib.keys():
            element.set(name, _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.1f}", element.attrib[name]))


def _of(text: Element, name: str) -> float:
    return float(text.get(name, "0"))


def _apart(texts: list[Element], least: float = FONT + 2) -> None:
    """Moves texts beside each other's height apart, evenly, so that none covers another."""
    ordered = sorted(texts, key=lambda text: _of(text, "y"))
    for upper, lower in itertools.pairwise(ordered):
        short = least - (_of(lower, "y") - _of(upper, "y"))
        if short > 0:
            upper.set("y", str(_of(upper, "y") - short / 2))
            lower.set("y", str(_of(lower, "y") + short / 2))
