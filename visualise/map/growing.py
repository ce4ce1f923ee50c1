"""Tiles of an earlier edition, grown where they have become too small: nothing else moves than what lies below."""

from collections.abc import Sequence
from dataclasses import replace

from visualise.map.layout import GAP, WIDTH, Contents, Tile, height_of, tiles

_NEAR = 0.5
_LEAST_COVERED = 0.5  # of the earlier map: less, and another one is meant


def grown(contents: Sequence[Contents], before: Sequence[Tile | None]) -> tuple[tuple[Tile, ...], float]:
    """A tile for each of `contents` and the height of the map; those that were there `before` keep their place.

    Where a tile must grow, a band is put in at its lower edge: what ends there is stretched, what lies below moves
    down. New tiles come at the end. Where most of the earlier map is gone, all is laid out anew.
    """
    known = [tile for tile in before if tile is not None]
    bottom = max((tile.y + tile.height for tile in known), default=0.0)
    if sum(tile.width * tile.height for tile in known) <= _LEAST_COVERED * WIDTH * bottom:
        return tiles([replace(content, lines=0) for content in contents])
    placed = dict(enumerate(before))
    for number, content in enumerate(contents):
        tile = placed[number]
        if tile is not None and (more := height_of(content, tile.width) - tile.height) > _NEAR:
            cut = tile.y + tile.height - _NEAR
            placed = {n: _moved(other, cut, more) if other else None for n, other in placed.items()}
    height = max(tile.y + tile.height for tile in placed.values() if tile)
    new = [number for number, tile in placed.items() if tile is None]
    if new:
        added, more = tiles([replace(contents[number], district=False) for number in new])
        for number, tile in zip(new, added, strict=True):
            placed[number] = replace(tile, y=round(tile.y + height + GAP, 1))
        height += GAP + more
    return tuple(tile for _, tile in sorted(placed.items()) if tile), round(height, 1)


def _moved(tile: Tile, cut: float, more: float) -> Tile:
    if tile.y >= cut:
        return replace(tile, y=round(tile.y + more, 1))
    return replace(tile, height=round(tile.height + more, 1)) if tile.y + tile.height >= cut else tile
