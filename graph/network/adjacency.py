"""Who is joined to whom as arrays: for each actor a run of neighbours (compressed sparse rows)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Neighbours = NDArray[np.uint32]
"""Without a sign: compilers then need not ask whether an index counts from the end."""


@dataclass(frozen=True, eq=False)
class Adjacency:
    """A simple undirected graph of `n` actors: the neighbours of i are `neighbour[start[i]:start[i + 1]]`, ascending.

    8 bytes a line and 8 an actor.
    """

    n: int
    start: Ints
    neighbour: Neighbours

    @property
    def m(self) -> int:
        """Lines."""
        return len(self.neighbour) // 2

    @cached_property
    def degree(self) -> Ints:
        """For each actor, with how many others it is joined."""
        return np.diff(self.start)


def adjacency(n: int, source: NDArray[np.integer], target: NDArray[np.integer]) -> Adjacency:
    """The rows of lines between actors by index; no loops and no line twice."""
    ends = np.concatenate((source, target))
    others = np.concatenate((target, source))
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=n), out=start[1:])
    keys = np.sort(ends.astype(np.int64) * n + others)
    return Adjacency(n, start, (keys % max(n, 1)).astype(np.uint32))
