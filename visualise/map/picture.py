"""The overview of a network map as SVG: it prints, it needs no script, and its links lead into the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

from graph.language import Language
from visualise.map.labels import text_width
from visualise.map.spec import TIED, Drawn, MapActor, MapSpec, MapTie, TieState
from visualise.page import render
from visualise.shapes import Symbol
from visualise.wording import Wording, wording

ROUNDNESS = 0.16
SIZES = (1.0, 1.35, 1.75)
SMALL_SIZE = 0.68
_MARKS = {TieState.NEW: "M-6 0h12M0 -6v12", TieState.ENDED: "M-4.5 -4.5l9 9M4.5 -4.5l-9 9"}
_HALF_LINE = 4.0
_LEGEND_LINE = 22.0
_LEGEND_FONT = 13.0


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as drawn: path data, style classes, and the mark at its middle (path data and place), if it has one."""

    path: str
    classes: str
    mark: str
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A legend entry of the picture that stands alone, placed."""

    x: float
    y: float
    text: str
    symbol: Symbol | None = None
    line: str = ""
    mark: str = ""


def lines(spec: MapSpec, *, alone: bool = False) -> tuple[Line, ...]:
    """The ties of the overview: all that can be drawn, or those of the first view where most actors are dots.

    A picture that stands alone shows what is shown at first, as nobody can ask it for more.
    """
    first_view = alone or any(actor.drawn == Drawn.DOT for actor in spec.actors)
    ties = (tie for tie in spec.ties if spec.draws(tie))
    if alone:
        ties = (tie for tie in ties if _at_first(spec, tie))
    if first_view:
        ties = (tie for tie in ties if spec.actors[tie.source].core and spec.actors[tie.target].core)
    return tuple(_line(spec, tie) for tie in ties)


def lift_of(drawn: Sequence[Line]) -> float:
    """How far the highest curve rises above the tiles, its width included."""
    highest = max((-line.middle[1] for line in drawn), default=0.0)
    return round(highest + _HALF_LINE, 1) if highest > 0 else 0.0


def control_point(x1: float, y1: float, x2: float, y2: float) -> tuple[float, float]:
    """The control point of a tie's curve, the one that vis-network takes for `curvedCW` at our roundness."""
    dx, dy = x2 - x1, y1 - y2
    factor = ROUNDNESS * 0.5 + 0.5
    angle = atan2(dy, dx) + factor * pi
    return x1 + factor * hypot(dx, dy) * sin(angle), y1 + factor * hypot(dx, dy) * cos(angle)


def size_of(actor: MapActor) -> float:
    """By how much an actor's shape is scaled."""
    return SIZES[actor.step - 1] if actor.drawn == Drawn.LARGE else SMALL_SIZE


def line_class(state: TieState, level: int | None) -> str:
    """The style class of a tie: its state, and its level while it exists."""
    if state not in TIED:
        return state.value
    return f"{state.value} l{level or 0}"


def level_words(spec: MapSpec, words: Wording) -> dict[int, str]:
    """What each width of a line means: a stated level (0: none stated), or a number of ties between groups."""
    if spec.grouped is None:
        return {level or 0: words(f"level.{level or 0}") for level in spec.levels}
    steps = spec.grouped.steps
    ends = [*(step - 1 for step in steps[1:]), None]
    said = {}
    for level, (first, last) in enumerate(zip(steps, ends, strict=True), start=1):
        if last is None:
            said[level] = words("level.from", n=first)
        elif last > first:
            said[level] = words("level.between", first=first, last=last)
        else:
            said[level] = words("level.just", n=first)
    return said


def picture(spec: MapSpec, language: Language) -> str:
    """The map as one SVG file with title and legend, in the light colours."""
    words = wording(language)
    shown = spec.grouped.overview if spec.grouped else spec
    entries, legend_height = _legend(shown, level_words(spec, words), words)
    ties = lines(shown, alone=True)
    return render(
        "map.svg.jinja",
        words=words,
        styles=("tokens.css", "map.css", "map_symbols.css.jinja"),
        map=shown,
        whole=spec,
        lines=ties,
        size_of=size_of,
        legend=entries,
        top=round(96 + legend_height + lift_of(ties), 1),
    )


def _line(spec: MapSpec, tie: MapTie) -> Line:
    one, other = spec.actors[tie.source], spec.actors[tie.target]
    x, y = control_point(one.x, one.y, other.x, other.y)
    middle = (round(one.x / 4 + x / 2 + other.x / 4, 1), round(one.y / 4 + y / 2 + other.y / 4, 1))
    rest = "" if one.core and other.core else "rest"
    return Line(
        f"M{one.x:g} {one.y:g}Q{x:.1f} {y:.1f} {other.x:g} {other.y:g}",
        " ".join(filter(None, (line_class(tie.state, tie.level), *_filters(tie, one, other), rest))),
        _MARKS.get(tie.state, ""),
        middle,
    )


def _filters(tie: MapTie, one: MapActor, other: MapActor) -> list[str]:
    classes = [f"k{tie.layer}", *(f"f{field}" for field in tie.fields)]
    classes += sorted({f"y-{one.symbol.key}", f"y-{other.symbol.key}"})
    return classes + [f"p{place}" for place in sorted({one.place, other.place})]


def _at_first(spec: MapSpec, tie: MapTie) -> bool:
    """Whether a tie is shown before anybody asks for more."""
    if tie.state is TieState.MISSING:
        return spec.few_missing
    return not tie.layer and (tie.state not in TIED or (tie.level or 1) >= spec.first_level)


def _legend(spec: MapSpec, levels: dict[int, str], words: Wording) -> tuple[tuple[LegendEntry, ...], float]:
    """The legend's entries in lines of the map's width, and the height they take."""
    actors = [LegendEntry(0, 0, symbol.label(words.language), symbol) for symbol in spec.symbols]
    ties = [
        LegendEntry(0, 0, said, line=line_class(TieState.EXISTS, level))
        for level, said in levels.items()
        if (level or 1) >= spec.first_level
    ]
    ties += [
        LegendEntry(
            0, 0, words(f"legend.{state.value}", since=spec.since), None, line_class(state, 2), _MARKS.get(state, "")
        )
        for state in (TieState.NEW, TieState.WISHED, TieState.ENDED, TieState.MISSING)
        if spec.number_of(state) and (state is not TieState.MISSING or spec.few_missing)
    ]
    placed: list[LegendEntry] = []
    y = 0.0
    for group in (actors, ties):
        x = 0.0
        for entry in group:
            width = (24 if entry.symbol else 44) + text_width(entry.text, _LEGEND_FONT) + 14
            if x and x + width > spec.width:
                x, y = 0.0, y + _LEGEND_LINE
            placed.append(LegendEntry(x, y, entry.text, entry.symbol, entry.line, entry.mark))
            x += width
        y += _LEGEND_LINE if group else 0
    return tuple(placed), y
