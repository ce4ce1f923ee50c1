"""Distances in a network: for every actor how many others it reaches, how far they are, and how near on the whole."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.kernels.distances import BITS, search
from graph.language import Text
from graph.network.adjacency import Adjacency, Ints
from graph.network.network import Network
from graph.progress import going_through

_AT_ONCE = 16 * BITS
_SOURCES = Text("Entfernungen", "Distances")


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """For each actor: how many others it reaches, the sum of their distances, the largest, the sum of reciprocals."""

    reached: Ints
    total: Ints
    farthest: Ints
    inverse: NDArray[np.float64]


def distances_of(rows: Adjacency, first: int | None = None) -> Distances:
    """Shortest paths in numbers of ties, exact; to all, or to the `first` actors only."""
    n = rows.n
    seen, front, coming, reached, total, farthest = (np.zeros(n, dtype=np.int64) for _ in range(6))
    inverse = np.zeros(n)
    for first in going_through(range(0, n, _AT_ONCE), _SOURCES):
        last = min(first + _AT_ONCE, n)
        search(rows.start, rows.neighbour, first, last, seen, front, coming, reached, total, farthest, inverse)
    return Distances(reached, total, farthest, inverse)


def distances(network: Network) -> Distances:
    """Those of a network, worked out once: `network.once(distances)`."""
    return distances_of(network.adjacency)
