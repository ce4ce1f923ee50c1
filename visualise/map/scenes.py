"""The inside of a group: its actors in one tile, and the marks of all other groups below."""

from collections.abc import Sequence

from visualise.map import layout
from visualise.map.placing import Placed
from visualise.map.spec import MapActor, MapPlace, Scene


def scene(placed: Placed, groups: Sequence[MapActor], own: int, others: str) -> Scene:
    """The scene of the group `own`, whose members are placed; `others` titles the tile of the other groups."""
    rest = [group.index for group in groups if group.index != own]
    contents = layout.Contents(0.0, len(rest))
    below = placed.height + layout.GAP
    height = layout.TITLE + sum(contents.heights(layout.WIDTH)) + 10.0
    tile = layout.Tile(0.0, below, layout.WIDTH, round(height, 1))
    spots = layout.slots(tile, contents, layout.SLOT_HEIGHT) if rest else []
    marks = tuple((index, x, y) for index, (x, y) in zip(rest, spots, strict=True))
    named = MapPlace(
        id="others",
        name=others,
        district=False,
        x=tile.x,
        y=tile.y,
        width=tile.width,
        height=tile.height,
        actors=len(rest),
        shown_first=len(rest),
    )
    tiles = (*placed.tiles, named) if rest else placed.tiles
    return Scene(tiles=tiles, others=marks, height=round(below + height if rest else placed.height, 1))
