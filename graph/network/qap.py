"""Whether two networks on the same actors are alike beyond chance: correlation of matrices, tested by permutation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.adjacency import Ints

PERMUTATIONS = 5_000
MOST_ACTORS = 5_000
"""Beyond this many actors the permutations would take minutes."""

_SEED = 7
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """`r` is Pearson's correlation over all off-diagonal cells; `p` the share of permutations with an r as high or
    higher, `p_two_sided` with one as far from 0, the observed one counted in."""

    r: float
    p: float
    p_two_sided: float


def qap(n: int, one: tuple[Ints, Ints], other: tuple[Ints, Ints], permutations: int = PERMUTATIONS) -> Likeness | None:
    """The quadratic assignment test of two simple undirected networks of n actors, given by the ends of their lines.

    The rows and columns of one matrix are permuted together, with a fixed seed; p = (#{r_perm ≥ r} + 1) / (N + 1)
    (Hubert & Schultz 1976, Krackhardt 1988). None where a matrix is constant: no line, or every pair joined.
    """
    cells = n * (n - 1) // 2
    m, k = len(one[0]), len(other[0])
    if not 0 < m < cells or not 0 < k < cells:
        return None
    tied = np.zeros((n, n), dtype=np.bool_)
    tied[other[0], other[1]] = tied[other[1], other[0]] = True
    shared = int(tied[one[0], one[1]].sum())
    drawn = _shared_when_permuted(tied.reshape(-1), n, one, permutations)
    expected = m * k / cells
    as_high = int((drawn >= shared).sum())
    as_far = int((np.abs(drawn - expected) >= abs(shared - expected) - 1e-9).sum())
    return Likeness(
        r=(shared - expected) / float(np.sqrt(m * (1 - m / cells)) * np.sqrt(k * (1 - k / cells))),
        p=(as_high + 1) / (permutations + 1),
        p_two_sided=(as_far + 1) / (permutations + 1),
    )


def _shared_when_permuted(tied: NDArray[np.bool_], n: int, lines: tuple[Ints, Ints], permutations: int) -> Ints:
    """How many lines are in the other network after each permutation, in blocks of permutations side by side."""
    random = np.random.default_rng(_SEED)
    found = np.zeros(permutations, dtype=np.int64)
    step = max(1, _AT_ONCE // n)
    for start in range(0, permutations, step):
        block = found[start : start + step]
        order = random.permuted(np.broadcast_to(np.arange(n, dtype=np.int32), (len(block), n)), axis=1)
        column = np.ascontiguousarray(order.T)
        row = column * np.int32(n)
        for i, j in zip(*(ends.tolist() for ends in lines), strict=True):
            block += tied[row[i] + column[j]]
    return found
