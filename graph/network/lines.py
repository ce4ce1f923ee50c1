"""The lines of a network: joins of the same two actors are one, whatever joins them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.behind import Behind
from graph.network.joins import Joins
from graph.network.packed import BACK, THERE, Layers, Levels

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What `graph.network.network.Network` knows of its lines, by the same names."""

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    level: Levels
    layers: Layers
    ways: NDArray[np.uint8] | None
    behind: Behind
    loops: int
    parallel: int


def lines(joins: Joins, index: Places, n: int) -> Lines:
    """The lines between n actors, sorted; `index` says of each row which actor it is, -1 if none, the last being -1."""
    a, b = index[joins.a], index[joins.b]
    inside = (a >= 0) & (b >= 0)
    chosen = np.flatnonzero(inside & (a != b)).astype(np.int32)
    a, b = a[chosen], b[chosen]
    keys, line = np.unique(np.minimum(a, b) * n + np.maximum(a, b), return_inverse=True)
    m = len(keys)
    level = joins.level[chosen]
    stated = ~np.isnan(level)
    number = np.bincount(line[stated], minlength=m)
    total = np.bincount(line[stated], weights=level[stated], minlength=m)
    return Lines(
        source=(keys // max(n, 1)).astype(np.int32),
        target=(keys % max(n, 1)).astype(np.int32),
        level=Levels.of(np.divide(total, number, out=np.full(m, np.nan), where=number > 0)),
        layers=Layers.of(list(joins.layers), joins.layer[chosen], line, m),
        ways=_ways(a < b, joins.directed[chosen], line, m),
        behind=Behind(m, line.astype(np.int32), chosen, joins.named),
        loops=int(np.count_nonzero(inside)) - len(chosen),
        parallel=len(chosen) - m,
    )


def _ways(
    there: NDArray[np.bool_], directed: NDArray[np.bool_], line: NDArray[np.intp], m: int
) -> NDArray[np.uint8] | None:
    if not directed.any():
        return None
    found = np.zeros(m, dtype=np.uint8)
    found[line[there | ~directed]] |= THERE
    found[line[~there | ~directed]] |= BACK
    return found
