"""Boundaries in the plane: from degrees to the units of a picture, and where in an area there is room for words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, cos, radians
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEVELS = 60  # heights at which room is looked for
_TELLING = 1.15  # more room than this share of what is needed is no better

Ring = NDArray[np.float64]
_Stretches = list[tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Outline:
    """An area as rings of points in units of a picture, y downwards."""

    rings: tuple[Ring, ...]

    @property
    def path(self) -> str:
        """SVG path data."""
        return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1].tolist()) + "Z" for ring in self.rings)

    def room(self, width: float, height: float) -> tuple[float, float, float]:
        """The middle (x, y) of the widest free strip of this height, nearest to the middle, and how wide it is.

        Strips much wider than `width` count alike.
        """
        heights, chords = self._chords
        middle = (heights[0] + heights[-1]) / 2
        tall = max(1, ceil(height / (heights[1] - heights[0])))
        best = (float(self.rings[0][:, 0].mean()), middle, 0.0)
        found = (-1.0, 0.0)
        for first in range(len(heights) - tall):
            y = (heights[first] + heights[first + tall]) / 2
            for left, right in _common(chords[first : first + tall + 1]):
                rank = (min(right - left, width * _TELLING), -abs(y - middle))
                if rank > found:
                    found, best = rank, ((left + right) / 2, y, right - left)
        return best

    @cached_property
    def _chords(self) -> tuple[list[float], list[_Stretches]]:
        """Heights from top to bottom, and the stretches inside the area at each."""
        points = np.concatenate(self.rings)
        heights = np.linspace(points[:, 1].min(), points[:, 1].max(), _LEVELS)
        a = np.concatenate([ring[:-1] for ring in self.rings])
        b = np.concatenate([ring[1:] for ring in self.rings])
        level, edge = np.nonzero((a[:, 1] > heights[:, None]) != (b[:, 1] > heights[:, None]))
        p, q = a[edge], b[edge]
        crossing = p[:, 0] + (heights[level] - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0])
        at: list[list[float]] = [[] for _ in range(_LEVELS)]
        for number, x in zip(level.tolist(), crossing.tolist(), strict=True):
            at[number].append(x)
        found = [sorted(crossings) for crossings in at]
        return heights.tolist(), [list(zip(one[::2], one[1::2], strict=True)) for one in found]


def _common(rows: list[_Stretches]) -> _Stretches:
    """The stretches that are in all rows."""
    free = rows[0]
    for row in rows[1:]:
        free = [(max(a, c), min(b, d)) for a, b in free for c, d in row if max(a, c) < min(b, d)]
    return free


def outlines(
    geometries: Sequence[Mapping[str, Any]], width: float, height: float
) -> tuple[tuple[Outline, ...], float, float]:
    """GeoJSON geometries (degrees) as outlines in a picture of at most that size, and the picture's size.

    Degrees become units by the cylinder that is true to scale at the middle latitude, which a district is small enough
    for. Points that two areas share stay the same points.
    """
    rings = [[np.array(ring, dtype=np.float64)[:, :2] for ring in _rings(geometry)] for geometry in geometries]
    points = np.concatenate([ring for area in rings for ring in area])
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    narrower = cos(radians((south + north) / 2))
    scale = min(width / max((east - west) * narrower, 1e-9), height / max(north - south, 1e-9))
    placed = tuple(
        Outline(
            tuple(
                np.column_stack(((ring[:, 0] - west) * narrower * scale, (north - ring[:, 1]) * scale)) for ring in area
            )
        )
        for area in rings
    )
    return placed, (east - west) * narrower * scale, (north - south) * scale


def _rings(geometry: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return (ring for shape in shapes for ring in shape)
