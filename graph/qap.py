"""Whether two networks on the same actors are alike beyond chance: correlation of matrices, tested by permutation."""

from dataclasses import dataclass

import numpy as np

from graph.adjacency import Ints

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
    random = np.random.default_rng(_SEED)
    drawn = np.empty(permutations, dtype=np.int64)
    step = max(1, _AT_ONCE // max(n, m))
    for start in range(0, permutations, step):
        block = min(step, permutations - start)
        order = random.permuted(np.broadcast_to(np.arange(n), (block, n)), axis=1)
        drawn[start : start + block] = tied[order[:, one[0]], order[:, one[1]]].sum(axis=1)
    expected = m * k / cells
    as_high = int((drawn >= shared).sum())
    as_far = int((np.abs(drawn - expected) >= abs(shared - expected) - 1e-9).sum())
    return Likeness(
        r=(shared - expected) / float(np.sqrt(m * (1 - m / cells)) * np.sqrt(k * (1 - k / cells))),
        p=(as_high + 1) / (permutations + 1),
        p_two_sided=(as_far + 1) / (permutations + 1),
    )
