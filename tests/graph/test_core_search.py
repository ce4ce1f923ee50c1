"""Cores improved side by side, and dependencies by whole arrays, against the kernels, which take one at a time."""

import numpy as np
import pytest

from graph.kernels.betweenness import accumulate
from graph.kernels.moving import improve
from graph.network.adjacency import Adjacency, adjacency
from graph.network.core_search import improved_together
from graph.network.dependencies import dependencies


def drawn(seed: int) -> Adjacency:
    """A random network of 5 to 60 actors, some of them often alone."""
    random = np.random.default_rng(seed)
    n = int(random.integers(5, 60))
    first, second = np.triu_indices(n, 1)
    chosen = random.choice(len(first), int(random.integers(1, len(first) // 2 + 1)), replace=False)
    return adjacency(n, first[chosen], second[chosen])


@pytest.mark.parametrize("seed", range(30))
def test_cores_side_by_side_are_those_of_one_after_the_other(seed: int) -> None:
    rows = drawn(seed)
    random = np.random.default_rng(100 + seed)
    begun = np.zeros((25, rows.n), dtype=np.bool_)
    for core in begun:
        core[random.choice(rows.n, int(random.integers(1, rows.n - 1)), replace=False)] = True
    cores, fits = improved_together(rows, begun)
    for start, core, fit in zip(begun, cores, fits.tolist(), strict=True):
        held = start.astype(np.int64)
        assert improve(rows.start, rows.neighbour, held, np.zeros(rows.n, dtype=np.int64)) == pytest.approx(fit)
        assert held.tolist() == core.astype(np.int64).tolist()


@pytest.mark.parametrize("seed", range(30))
def test_dependencies_of_all_sources_are_those_of_one_after_the_other(seed: int) -> None:
    rows = drawn(seed)
    n, sources = rows.n, np.arange(0, rows.n, 2)
    total, distance, order = np.zeros(n), np.full(n, -1, dtype=np.int32), np.zeros(n, dtype=np.int32)
    accumulate(rows.start, rows.neighbour, sources, distance, np.zeros(n), np.zeros(n), order, total)
    assert dependencies(rows, sources) == pytest.approx(total)
