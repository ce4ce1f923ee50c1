"""How often each actor lies on the shortest ways between others, exact up to a size, above it from a sample."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.kernels.betweenness import accumulate, accumulate_together
from graph.kernels.compiling import is_ready
from graph.kernels.distances import BITS
from graph.language import Text
from graph.network.adjacency import Adjacency, Ints
from graph.network.dependencies import dependencies
from graph.network.distances import distances_of
from graph.network.network import Network
from graph.progress import going_through

EXACT_UP_TO = 5_000
"""Actors up to which all sources are taken."""

SAMPLED = 500
"""Sources of a sample."""

_MANY_LEVELS = 30
_BATCHES = 10
_AT_ONCE = 104
_IN_ARRAYS = 32
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
    if n < 3:
        return Betweenness(np.zeros(n), n)
    searches = _Searches(rows)
    if n <= EXACT_UP_TO:
        every = searches.ordered(np.arange(n))
        parts = [every[first : first + _AT_ONCE] for first in range(0, n, _AT_ONCE)]
        return Betweenness(
            np.sum([searches.dependencies(part) for part in going_through(parts, _SOURCES)], 0) / pairs, n
        )
    drawn = np.random.default_rng(_SEED).choice(n, SAMPLED, replace=False)
    found = [
        searches.dependencies(searches.ordered(part)) * (n / len(part)) / pairs
        for part in going_through(np.array_split(drawn, _BATCHES), _SOURCES)
    ]
    spread = np.std(found, axis=0, ddof=1) / np.sqrt(_BATCHES)
    return Betweenness(np.mean(found, axis=0), SAMPLED, float(1.96 * spread.max()))


def betweenness(network: Network) -> Betweenness:
    """That of a network, worked out once: `network.once(betweenness)`."""
    return betweenness_of(network.adjacency)


class _Searches:
    """Searches from some actors after others; several at a time where that is faster."""

    def __init__(self, rows: Adjacency) -> None:
        n, self._rows = rows.n, rows
        few_levels = _farthest_of_first(rows) <= _MANY_LEVELS
        self._together, self._in_arrays = is_ready() and few_levels, not is_ready() and few_levels
        self._eight = [np.zeros(8 * n if self._together else 0) for _ in range(5)]
        self._bits = [np.zeros(n, dtype=np.int64) for _ in range(4)]

    def dependencies(self, sources: Ints) -> NDArray[np.float64]:
        """What the paths from these sources owe to each actor."""
        n, rows = self._rows.n, self._rows
        if self._in_arrays:
            parts = (sources[first : first + _IN_ARRAYS] for first in range(0, len(sources), _IN_ARRAYS))
            return np.asarray(np.sum([dependencies(rows, part) for part in parts], 0))
        if self._together:
            gained = np.zeros(8 * n)
            accumulate_together(rows.start, rows.neighbour, sources, *self._eight, gained, *self._bits)
            return np.asarray(gained.reshape(n, 8).sum(axis=1))
        total, distance, order = np.zeros(n), np.full(n, -1, dtype=np.int32), np.zeros(n, dtype=np.int32)
        accumulate(rows.start, rows.neighbour, sources, distance, np.zeros(n), np.zeros(n), order, total)
        return total

    def ordered(self, sources: NDArray[np.integer]) -> Ints:
        """By the best connected actor that each knows: the paths of those together have much in common."""
        return np.ascontiguousarray(sources[np.lexsort((sources, self._known[sources]))], dtype=np.int64)

    @cached_property
    def _known(self) -> Ints:
        """For each actor the place of the best connected among it and its neighbours."""
        rows, joined = self._rows, np.flatnonzero(self._rows.degree)
        place = np.empty(rows.n, dtype=np.int64)
        place[np.argsort(-rows.degree, kind="stable")] = np.arange(rows.n)
        if len(joined):
            place[joined] = np.minimum(place[joined], np.minimum.reduceat(place[rows.neighbour], rows.start[joined]))
        return place


def _farthest_of_first(rows: Adjacency) -> int:
    """How far anybody is from the first actors: about how many levels a search has."""
    return int(distances_of(rows, min(rows.n, BITS)).farthest.max())
