"""Open two-paths: a works with v and v with b, a and b do not; v stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.adjacency import Adjacency, Ints

_AT_ONCE = 2_000_000  # pairs of partners looked at together


@dataclass(frozen=True, slots=True, eq=False)
class TwoPaths:
    """`middle` stands between `one` and `other`, each open pair of partners once; by index."""

    middle: Ints
    one: Ints
    other: Ints


def open_two_paths(rows: Adjacency) -> Iterator[TwoPaths]:
    """All of a graph, in portions."""
    n = rows.n
    ends = np.repeat(np.arange(n, dtype=np.int64), rows.degree)
    lines = ends * n + rows.neighbour
    weights = rows.degree * (rows.degree - 1) // 2
    portion = np.cumsum(weights) // _AT_ONCE
    for part in np.unique(portion[weights > 0]):
        pairs = [_pairs(rows, int(v)) for v in np.flatnonzero((portion == part) & (weights > 0))]
        middle, one, other = (np.concatenate(column) for column in zip(*pairs, strict=True))
        wanted = one * n + other
        place = np.minimum(np.searchsorted(lines, wanted), len(lines) - 1)
        is_open = lines[place] != wanted
        yield TwoPaths(middle[is_open], one[is_open], other[is_open])


def _pairs(rows: Adjacency, v: int) -> tuple[Ints, Ints, Ints]:
    partners = rows.neighbour[rows.start[v] : rows.start[v + 1]].astype(np.int64)
    first, second = np.triu_indices(len(partners), k=1)
    return np.full(len(first), v, dtype=np.int64), partners[first], partners[second]
