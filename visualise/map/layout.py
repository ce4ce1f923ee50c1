"""Where everything lies on the map: one tile for each municipality, the district in the middle.

Positions are computed from names and counts alone, without chance and without forces: the same district looks the same
on every machine, under every filter, on every layer and day. Tiles run in alphabetical order, left to right and top to
bottom, and hold more slots than they have actors, in steps, so that one more actor seldom changes a tile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

WIDTH = 1236.0
GAP = 14.0
TITLE = 36.0
SLOT_WIDTH, SLOT_HEIGHT = 104.0, 56.0
LOW_SLOT = 44.0
DOT_WIDTH, DOT_HEIGHT = 27.0, 24.0
_PADDING = 10.0
_EMPTY = 26.0
_NAME_ROOM = 10.0
_NARROW = 2 * SLOT_WIDTH + 2 * _PADDING + 4
_ROW_HEIGHTS = (*range(96, 1000, 16), *range(1000, 2500, 100))
_SPARE = 8  # a slot is kept free for each so many actors, one at least


def room(number: int) -> int:
    """How many slots a tile has for so many actors: a few more than these, in steps of a sixth."""
    if not number:
        return 0
    slots, needed = 2, number + max(1, number // _SPARE)
    while slots < needed:
        slots += max(1, slots // 6)
    return slots


@dataclass(frozen=True, slots=True)
class Contents:
    """What a tile must hold: its name's width, slots for labelled actors (of the given height), and for dots.

    `lines` is how many labelled actors stand side by side where that is settled, 0 where the width decides.
    """

    title_width: float
    labelled: int
    dots: int = 0
    district: bool = False
    slot_height: float = SLOT_HEIGHT
    lines: int = 0

    def columns(self, width: float) -> tuple[int, int]:
        """How many labelled actors and how many dots stand side by side in a tile of this width."""
        inner = width - 2 * _PADDING
        labelled = self.lines or max(1, min(self.labelled, int(inner // SLOT_WIDTH)))
        return labelled, max(1, int(inner // DOT_WIDTH))

    def heights(self, width: float) -> tuple[float, float]:
        """The least height of both parts in a tile of this width."""
        columns, dot_columns = self.columns(width)
        stagger = self.slot_height / 2 if columns > 1 else 0.0
        labelled = ceil(self.labelled / columns) * self.slot_height + stagger if self.labelled else 0.0
        return labelled, ceil(self.dots / dot_columns) * DOT_HEIGHT


@dataclass(frozen=True, slots=True)
class Tile:
    """A placed tile."""

    x: float
    y: float
    width: float
    height: float


def tiles(contents: Sequence[Contents]) -> tuple[tuple[Tile, ...], float]:
    """A tile for each of `contents`, in their order, and the height of the map.

    Of several row heights the one that makes the map lowest is taken, a district off the middle counting against it.
    """
    best: tuple[float, tuple[Tile, ...], float] = (inf, (), 0.0)
    for row_height in _ROW_HEIGHTS if contents else ():
        placed, height = _placed(contents, float(row_height))
        cost = height * (1 + _off_middle(contents, placed, height))
        if cost < best[0]:
            best = cost, placed, height
    return best[1], best[2]


def _off_middle(contents: Sequence[Contents], placed: Sequence[Tile], height: float) -> float:
    """How far the district's tile lies off the middle, in shares of width and height; 0 without one."""
    for content, tile in zip(contents, placed, strict=True):
        if content.district:
            across, down = (tile.x + tile.width / 2) / WIDTH, (tile.y + tile.height / 2) / height
            return abs(across - 0.5) + abs(down - 0.5)
    return 0.0


def label_room(tile: Tile, contents: Contents) -> float:
    """How wide a label may be: neighbours in the same line stand two columns apart."""
    columns, _ = contents.columns(tile.width)
    inner = tile.width - 2 * _PADDING
    return min(inner + 8, 2 * inner / columns - 8) if columns > 1 else inner + 8


def pitch(tile: Tile, contents: Contents) -> float:
    """How far the lines of labelled actors lie apart: free room spreads them, up to half a slot."""
    columns, _ = contents.columns(tile.width)
    rows = ceil(contents.labelled / columns)
    free = tile.height - TITLE - sum(contents.heights(tile.width)) - _PADDING
    return round(contents.slot_height + max(0.0, min(free / (rows + 0.5), contents.slot_height / 2)), 1)


def slots(tile: Tile, contents: Contents, apart: float) -> list[tuple[float, float]]:
    """The spots of labelled actors: in lines so far apart, every second column half a line lower."""
    columns, _ = contents.columns(tile.width)
    column_width = (tile.width - 2 * _PADDING) / columns
    return [
        (
            round(tile.x + _PADDING + (number % columns + 0.5) * column_width, 1),
            round(tile.y + TITLE + 16 + (number // columns) * apart + (number % columns % 2) * apart / 2, 1),
        )
        for number in range(contents.labelled)
    ]


def dot_slots(tile: Tile, contents: Contents, apart: float) -> list[tuple[float, float]]:
    """The spots of dots: below the labelled actors, line by line."""
    _, columns = contents.columns(tile.width)
    labelled, _ = replace(contents, slot_height=apart).heights(tile.width)
    column_width = (tile.width - 2 * _PADDING) / columns
    top = tile.y + TITLE + labelled + DOT_HEIGHT / 2
    return [
        (
            round(tile.x + _PADDING + (number % columns + 0.5) * column_width, 1),
            round(top + (number // columns) * DOT_HEIGHT, 1),
        )
        for number in range(contents.dots)
    ]


@dataclass(frozen=True, slots=True)
class _Stack:
    """Tiles above each other, by number, at a common width."""

    members: tuple[int, ...]
    width: float


def _placed(contents: Sequence[Contents], row_height: float) -> tuple[tuple[Tile, ...], float]:
    found: dict[int, Tile] = {}
    y = 0.0
    for row in _rows(contents, row_height):
        gaps = GAP * (len(row) - 1)
        stretch = (WIDTH - gaps) / sum(stack.width for stack in row)
        stacks = [_Stack(stack.members, stack.width * stretch) for stack in row]
        height = max(_stack_height(contents, stack.members, stack.width) for stack in stacks)
        x = 0.0
        for stack in stacks:
            found |= _stacked(contents, stack, x, y, height)
            x += stack.width + GAP
        y += height + GAP
    return tuple(found[number] for number in range(len(contents))), round(y - GAP, 1)


def _stacked(contents: Sequence[Contents], stack: _Stack, x: float, y: float, height: float) -> dict[int, Tile]:
    """The tiles of a stack, what height is left shared evenly among them."""
    spare = (height - _stack_height(contents, stack.members, stack.width)) / len(stack.members)
    found = {}
    for number in stack.members:
        own = height_of(contents[number], stack.width) + spare
        found[number] = Tile(round(x, 1), round(y, 1), round(stack.width, 1), round(own, 1))
        y += own + GAP
    return found


def _stack_height(contents: Sequence[Contents], members: Sequence[int], width: float) -> float:
    return sum(height_of(contents[number], width) for number in members) + GAP * (len(members) - 1)


def _stacks(contents: Sequence[Contents], numbers: Sequence[int], row_height: float) -> list[_Stack]:
    """Neighbours in the order share a stack where they fit under each other without growing wide."""
    stacks: list[_Stack] = []
    for number in numbers:
        if stacks:
            members = (*stacks[-1].members, number)
            width = _width([contents[member] for member in members], row_height)
            if width <= max(stacks[-1].width, _NARROW):
                stacks[-1] = _Stack(members, width)
                continue
        stacks.append(_Stack((number,), _width([contents[number]], row_height)))
    return stacks


def _rows(contents: Sequence[Contents], row_height: float) -> list[list[_Stack]]:
    """The stacks in rows of about equal width, the district's tile in the middle of the middle row."""
    others = _stacks(contents, [n for n, content in enumerate(contents) if not content.district], row_height)
    centre = _stacks(contents, [n for n, content in enumerate(contents) if content.district], row_height)
    reserved = sum(stack.width + GAP for stack in centre)
    if not others or reserved + GAP > WIDTH:
        return [[stack] for stack in (*centre, *others)]
    total = sum(stack.width + GAP for stack in (*centre, *others))
    count = max(1, ceil(total / (WIDTH + GAP)))
    while (rows := _most_even(others, count, reserved)) is None:
        count += 1
    middle = rows[count // 2]
    position = _middle(middle)
    middle[position:position] = centre
    return [row for row in rows if row]


def _most_even(others: Sequence[_Stack], count: int, reserved: float) -> list[list[_Stack]] | None:
    """`others` in `count` rows, the widest as narrow as their order allows; None if they don't fit."""
    for share in range(30, 101, 2):
        rows = _filled(others, count, reserved, WIDTH * share / 100)
        if rows is not None:
            return rows
    return None


def _filled(others: Sequence[_Stack], count: int, reserved: float, allowed: float) -> list[list[_Stack]] | None:
    rows: list[list[_Stack]] = [[] for _ in range(count)]
    row, used = 0, reserved if count == 1 else 0.0
    for stack in others:
        while used + stack.width > allowed:
            row += 1
            if row >= count:
                return None
            used = reserved if row == count // 2 else 0.0
        rows[row].append(stack)
        used += stack.width + GAP
    return rows


def _middle(row: Sequence[_Stack]) -> int:
    """How many stacks of the row stand left of the district's tile."""
    half = sum(stack.width for stack in row) / 2
    left = 0.0
    for position, stack in enumerate(row):
        if left + stack.width / 2 > half:
            return position
        left += stack.width
    return len(row)


def _width(stack: Sequence[Contents], row_height: float) -> float:
    """The smallest width at which the tiles fit under each other into the row height."""
    width = max(max(content.title_width + 2 * _PADDING + 4, _least_width(content)) for content in stack)
    numbers = range(len(stack))
    while width < WIDTH and _stack_height(stack, numbers, width) > row_height:
        width += SLOT_WIDTH / 4
    return min(width, WIDTH)


def _least_width(content: Contents) -> float:
    """Room for one name, for two where the district's own actors stand."""
    columns = 2 if content.district and content.labelled > 1 else 1
    return columns * SLOT_WIDTH + 2 * _PADDING + (_NAME_ROOM if content.labelled else 0.0)


def height_of(content: Contents, width: float) -> float:
    """The least height of a tile of this width."""
    labelled, dots = content.heights(width)
    return TITLE + (labelled + dots + _PADDING if labelled or dots else _EMPTY)
