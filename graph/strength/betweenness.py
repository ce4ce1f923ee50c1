"""How many shortest ways lead over an actor: betweenness, exact or from a sample of starting points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network import Network

EXACT_UP_TO = 5000
"""Above this number of actors betweenness is estimated."""

SAMPLE = 256
SEED = 20260115
_AT_A_TIME = 64  # starting points


@dataclass(frozen=True, slots=True)
class Betweenness:
    """For each actor the share of shortest ways between two others that lead over it (Freeman 1979), 0 to 1.

    Every tie counts as one step. Normalised by the (n - 1)(n - 2) / 2 pairs of others; 0 with fewer than three actors.
    `sampled` is the number of starting points where not all were taken (Brandes and Pich 2007), else None.
    """

    values: NDArray[np.float64]
    sampled: int | None


def betweenness(network: Network) -> Betweenness:
    """The betweenness of every actor of a network, in its order (Brandes 2001, many starting points at a time)."""
    n = network.n
    values = np.zeros(n)
    if n < 3 or not network.m:
        return Betweenness(values, None)
    starts = np.flatnonzero(network.degree > 0)
    sampled = len(starts) > EXACT_UP_TO
    if sampled:
        everybody = len(starts)
        starts = np.sort(np.random.default_rng(SEED).choice(starts, SAMPLE, replace=False))
        scale = everybody / SAMPLE
    else:
        scale = 1.0
    lines = _Lines(network)
    for first in range(0, len(starts), _AT_A_TIME):
        values += _dependencies(lines, starts[first : first + _AT_A_TIME], n)
    return Betweenness(values * scale / ((n - 1) * (n - 2)), SAMPLE if sampled else None)


class _Lines:
    """The lines in both directions, those that end at the same actor one after the other."""

    def __init__(self, network: Network) -> None:
        source = np.concatenate((network.source, network.target))
        target = np.concatenate((network.target, network.source))
        order = np.argsort(target, kind="stable")
        self.source = source[order]
        self.ends, self._begin = np.unique(target[order], return_index=True)

    def summed(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each actor the sum over those that it is joined to; a column for each starting point."""
        found = np.zeros_like(values)
        found[self.ends] = np.add.reduceat(values[self.source], self._begin, axis=0)
        return found


def _dependencies(lines: _Lines, starts: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """The sum over starting points of the dependency on each actor; both directions of a pair are counted."""
    columns = np.arange(len(starts))
    ways = np.zeros((n, len(starts)))
    ways[starts, columns] = 1
    rings = [ways > 0]
    seen = rings[0].copy()
    while True:
        reached = lines.summed(ways * rings[-1])
        ring = (reached > 0) & ~seen
        if not ring.any():
            break
        ways += reached * ring
        seen |= ring
        rings.append(ring)
    fewest = np.maximum(ways, 1)
    dependency = np.zeros_like(ways)
    for ring, before in zip(reversed(rings[1:]), reversed(rings[:-1]), strict=True):
        share = (1 + dependency) / fewest * ring
        dependency += lines.summed(share) * ways * before
    dependency[starts, columns] = 0
    total: NDArray[np.float64] = dependency.sum(axis=1)
    return total
