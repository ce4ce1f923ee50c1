"""Cores improved side by side, for networks that are small enough to be held as a table of all pairs."""

import numpy as np
from numpy.typing import NDArray

from graph.network.adjacency import Adjacency

Cores = NDArray[np.bool_]
Numbers = NDArray[np.float64]


def improved_together(rows: Adjacency, cores: Cores) -> tuple[Cores, Numbers]:
    """What `graph.kernels.moving.improve` makes of each row of `cores`, and how well each fits."""
    n, m, core = rows.n, float(rows.m), cores.copy()
    pairs = n * (n - 1) / 2
    tied = np.zeros((n, n), dtype=np.int64)
    tied[np.repeat(np.arange(n), rows.degree), rows.neighbour] = 1
    loose = (~core).astype(np.int64) @ tied
    size, outside = core.sum(axis=1), np.where(core, 0, loose).sum(axis=1) // 2

    def fit(left: NDArray[np.int64], missed: NDArray[np.int64]) -> Numbers:
        ideal = pairs - left * (left - 1) / 2
        with np.errstate(invalid="ignore", divide="ignore"):
            found = (pairs * (m - missed) - m * ideal) / np.sqrt(m * (pairs - m) * ideal * (pairs - ideal))
        return np.where((left > 0) & (left < n) & (ideal < pairs), found, -np.inf)

    r = fit(n - size, outside)
    moving = np.arange(len(core))
    while len(moving):
        inside, free = core[moving], loose[moving]
        most = np.where(inside, -1, free).argmax(axis=1)
        least = np.where(inside, free, n).argmin(axis=1)
        each = np.arange(len(moving))
        left = n - size[moving]
        enter = fit(left - 1, outside[moving] - free[each, most])
        leave = fit(left + 1, outside[moving] + free[each, least])
        leaves = (leave > enter) | ((leave == enter) & (least < most))
        reached, who = np.where(leaves, leave, enter), np.where(leaves, least, most)
        better = reached > r[moving] + 1e-12
        moving, who, leaves = moving[better], who[better], leaves[better]
        r[moving] = reached[better]
        turn = np.where(leaves, 1, -1)
        outside[moving] += turn * loose[moving, who]
        size[moving] -= turn
        core[moving, who] = ~leaves
        loose[moving] += turn[:, None] * tied[who]
    return core, r
