"""Where each municipality lies on the picture, and where its name stands: in its area, beside it, or in a tile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from visualise.geo.outlines import Outline, outlines
from visualise.map.labels import FONT as MAP_FONT
from visualise.map.labels import fitted, text_width

WIDTH, HEIGHT = 940.0, 760.0
LINE = 17.0
FONT = 13.5
TAG = 24.0  # height of a tag
_GAP = 10.0
_TITLE = 30.0
_COLUMN = 200.0  # of words outside of their areas
_TILE = 3 * LINE + TAG + 16
_FEW_TILES = 20
_SIGN = (112.0, 36.0)  # room for a sign or a number alone

_Words = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A municipality to be placed: its boundary (GeoJSON, degrees) or None, what stands below its name, and a tag."""

    name: str
    boundary: Mapping[str, Any] | None
    said: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A municipality on the picture: outline, and the lines of its name and of what is said, with their middle (x, y).

    `tile` says that it is a tile and no boundary; `leader` is the path from its words to the area where they stand
    outside of it; `inside` is a point within the area, for a sign alone. `tag` is how wide
    a tag below the words is, 0 for none.
    """

    path: str
    tile: bool
    name: tuple[str, ...]
    said: tuple[str, ...]
    tag: float
    x: float
    y: float
    inside: tuple[float, float]
    leader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The areas in the order of the towns; `left` and `width` bound the picture, `core` is its width without
    words beside the map.

    `tiles_from` is where the words above tiles below a map stand; None without a map or without tiles.
    """

    left: float
    width: float
    core: float
    height: float
    areas: tuple[Area, ...]
    tiles_from: float | None


def lay_out(towns: Sequence[Town]) -> Layout:
    """Boundaries where there are any, tiles in the order given for all others."""
    drawn = [number for number, town in enumerate(towns) if town.boundary is not None]
    bare = [number for number in range(len(towns)) if towns[number].boundary is None]
    found: dict[int, Area] = {}
    left, core, bottom = 0.0, WIDTH, 0.0
    right = core
    if drawn:
        shapes, core, bottom = outlines([towns[n].boundary or {} for n in drawn], WIDTH, HEIGHT)
        areas = _named([towns[number] for number in drawn], shapes, core)
        found = dict(zip(drawn, areas, strict=True))
        beside = [area.x for area in areas if area.leader]
        left = min([0.0, *(x - _COLUMN / 2 for x in beside)])
        right = max([core, *(x + _COLUMN / 2 for x in beside)])
        bottom = max([bottom, *(area.y + 2 * LINE for area in areas)])
    if bare:
        top = bottom + _TITLE + _GAP if drawn else 0.0
        tiles = _tiles([towns[number] for number in bare], 0.0, top, core)
        found |= dict(zip(bare, tiles, strict=True))
    return Layout(
        left=left,
        width=right - left,
        core=core,
        height=max([bottom, *(found[number].y + _TILE / 2 for number in bare)]),
        areas=tuple(found[number] for number in range(len(towns))),
        tiles_from=bottom + _TITLE if drawn and bare else None,
    )


def _named(towns: Sequence[Town], shapes: Sequence[Outline], width: float) -> list[Area]:
    """The areas with their words inside where there is room, else in a column on the nearer side of the map."""
    areas = [_inside(town, shape) for town, shape in zip(towns, shapes, strict=True)]
    free = {-_GAP - _COLUMN / 2: 0.0, width + _GAP + _COLUMN / 2: 0.0}
    for number in sorted(range(len(areas)), key=lambda n: areas[n].inside[1]):
        if not areas[number].name:
            area, (name, said) = areas[number], next(_broken(towns[number], _COLUMN))
            tall = _tall(towns[number], name, said)
            x = min(free, key=lambda side: abs(side - area.inside[0]))
            y = max(free[x] + tall / 2, area.inside[1])
            free[x] = y + tall / 2 + _GAP
            edge = x + (_COLUMN / 2 if x < area.inside[0] else -_COLUMN / 2)
            leader = f"M{edge:.1f} {y:.1f}L{area.inside[0]:.1f} {area.inside[1]:.1f}"
            areas[number] = replace(area, name=name, said=said, x=x, y=y, leader=leader)
    return areas


def _inside(town: Town, shape: Outline) -> Area:
    """The area with its words where there is room for them; else without words."""
    x, y, _ = shape.room(*_SIGN)
    area = Area(
        path=shape.path, tile=False, name=(), said=(), tag=_tag(town), x=0, y=0, inside=(round(x, 1), round(y, 1))
    )
    for name, said in _broken(town, _COLUMN):
        wide = max(area.tag, *(text_width(line, FONT) for line in (*name, *said)))
        x, y, room = shape.room(wide, _tall(town, name, said))
        if room >= wide:
            return replace(area, name=name, said=said, x=round(x, 1), y=round(y, 1))
    return area


def _tiles(towns: Sequence[Town], left: float, top: float, width: float) -> list[Area]:
    """Tiles of one size, row by row."""
    columns = 4 if len(towns) <= _FEW_TILES else 6
    wide = (width - (columns - 1) * _GAP) / columns
    areas = []
    for number, town in enumerate(towns):
        x, y = left + number % columns * (wide + _GAP), top + number // columns * (_TILE + _GAP)
        room = wide - 2 * _GAP
        choices = list(_broken(town, room))
        name, said = next((one for one in choices if _wide(town, one) <= room), choices[-1])
        middle = (round(x + wide / 2, 1), round(y + _TILE / 2, 1))
        path = f"M{x:.1f} {y:.1f}h{wide:.1f}v{_TILE:.0f}h-{wide:.1f}Z"
        x, y = middle
        areas.append(Area(path=path, tile=True, name=name, said=said, tag=_tag(town), x=x, y=y, inside=middle))
    return areas


def _broken(town: Town, width: float) -> Iterator[_Words]:
    """Name and words on few lines, then on more of them; a name is cut where it is wider than that on two lines."""
    breaks = [at + 1 for at, sign in enumerate(town.name[:80]) if sign in " -" and 0 < at < len(town.name) - 1]
    halves = [(town.name[:at].strip(), town.name[at:].strip()) for at in breaks]
    two = [min(halves, key=lambda half: max(text_width(part, FONT) for part in half))] if halves else []
    for name in ((town.name,), *two):
        for said in dict.fromkeys(((", ".join(town.said),), town.said)):
            yield tuple(fitted(part, width * MAP_FONT / FONT) for part in name), said


def _wide(town: Town, words: _Words) -> float:
    """How wide the words would be if the name was not cut."""
    name, said = words
    whole = text_width(town.name, FONT) if len(name) == 1 else 0.0
    return max(whole, *(text_width(line, FONT) for line in (*name, *said)))


def _tag(town: Town) -> float:
    return round(text_width(town.tag, FONT) + 12, 1) if town.tag else 0.0


def _tall(town: Town, *parts: tuple[str, ...]) -> float:
    """How much height words and tag take."""
    return LINE * sum(map(len, parts)) + (TAG if town.tag else 0.0)
