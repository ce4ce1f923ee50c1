"""How often each actor lies on the shortest ways between others, exact up to a size, above it from a sample."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.kernels.betweenness import accumulate, accumulate_together
from graph.kernels.compiling import is_ready
from graph.language import Text
from graph.network.adjacency import Adjacency
from graph.network.network import Network
from graph.progress import going_through

EXACT_UP_TO = 5_000
"""Actors up to which all sources are taken."""

SAMPLED = 500
"""Sources of a sample."""

_BATCHES = 10
_AT_ONCE = 100
_SOURCES = Text("Wege", "Paths")
_SEED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Betweenness:
    """For each actor the share of the shortest paths between two others that lead over it, 0 to 1.

    `sources` says from how many actors it was worked out, `error` how far off the worst number of a sample is likely to
    be: 1.96 standard errors, from ten parts of the sample; None where it is exact.
    """

    shares: NDArray[np.float64]
    sources: int
    error: float | None = None

    @property
    def method(self) -> str | None:
        """How it was worked out, where it was sampled."""
        return None if self.error is None else f"sampled from {self.sources} sources, seed {_SEED}"


def betweenness_of(rows: Adjacency) -> Betweenness:
    """Brandes' algorithm (2001), unweighted, normalised by (n-1)(n-2)/2; sources of a sample are drawn without return.

    With fewer than three actors there is nothing between: all 0.
    """
    n = rows.n
    pairs = (n - 1) * (n - 2)
    if pairs <= 0:
        return Betweenness(np.zeros(n), n)
    if n <= EXACT_UP_TO:
        total = np.zeros(n)
        for part in going_through(np.array_split(np.arange(n, dtype=np.int64), -(-n // _AT_ONCE)), _SOURCES):
            _add_dependencies(rows, part, total)
        return Betweenness(total / pairs, n)
    drawn = np.random.default_rng(_SEED).choice(n, SAMPLED, replace=False)
    parts = [
        _dependencies(rows, np.sort(part).astype(np.int64)) * (n / len(part)) / pairs
        for part in going_through(np.array_split(drawn, _BATCHES), _SOURCES)
    ]
    spread = np.std(parts, axis=0, ddof=1) / np.sqrt(_BATCHES)
    return Betweenness(np.mean(parts, axis=0), SAMPLED, float(1.96 * spread.max()))


def betweenness(network: Network) -> Betweenness:
    """That of a network, worked out once: `network.once(betweenness)`."""
    return betweenness_of(network.adjacency)


def _dependencies(rows: Adjacency, sources: NDArray[np.int64]) -> NDArray[np.float64]:
    total = np.zeros(rows.n)
    _add_dependencies(rows, sources, total)
    return total


def _add_dependencies(rows: Adjacency, sources: NDArray[np.int64], total: NDArray[np.float64]) -> None:
    n = rows.n
    if is_ready():
        four = (np.zeros(4 * n) for _ in range(3))
        accumulate_together(rows.start, rows.neighbour, sources, np.zeros(4 * n, dtype=np.int32), *four, total)
    else:
        distance, order = np.full(n, -1, dtype=np.int32), np.zeros(n, dtype=np.int32)
        accumulate(rows.start, rows.neighbour, sources, distance, np.zeros(n), np.zeros(n), order, total)
