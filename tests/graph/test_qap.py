"""The quadratic assignment test: its correlation, and its p against every permutation there is."""

from __future__ import annotations

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network.adjacency import Ints
from graph.network.qap import PERMUTATIONS, qap

PAIRS = [(i, j) for i in range(6) for j in range(i + 1, 6)]
LINES = st.sets(st.sampled_from(PAIRS), min_size=1, max_size=len(PAIRS) - 1)


def ends(lines: set[tuple[int, int]] | nx.Graph[int]) -> tuple[Ints, Ints]:
    pairs = lines.edges if isinstance(lines, nx.Graph) else lines
    found = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def dense(lines: set[tuple[int, int]], order: tuple[int, ...] = tuple(range(6))) -> list[float]:
    joined = {frozenset(pair) for pair in lines}
    return [float(frozenset((order[i], order[j])) in joined) for i in range(6) for j in range(6) if i != j]


def correlation(one: set[tuple[int, int]], other: set[tuple[int, int]], order: tuple[int, ...]) -> float:
    return float(np.corrcoef(dense(one), dense(other, order))[0, 1])


@given(one=LINES, other=LINES)
def test_r_is_the_correlation_of_all_cells_off_the_diagonal(
    one: set[tuple[int, int]], other: set[tuple[int, int]]
) -> None:
    found = qap(6, ends(one), ends(other), 10)
    assert found is not None
    assert found.r == pytest.approx(correlation(one, other, tuple(range(6))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({(0, 1), (1, 2), (2, 3), (3, 4)}, {(0, 1), (1, 2), (2, 3), (4, 5)}),
        ({(0, 1), (0, 2), (0, 3), (0, 4)}, {(4, 5), (1, 2)}),
        ({(0, 1), (0, 2), (1, 2), (3, 4)}, {(0, 1), (0, 2), (1, 2), (4, 5), (3, 5)}),
    ],
)
def test_p_is_near_that_of_all_permutations(one: set[tuple[int, int]], other: set[tuple[int, int]]) -> None:
    observed = correlation(one, other, tuple(range(6)))
    all_of_them = [correlation(one, other, order) for order in permutations(range(6))]
    high = np.mean([r >= observed - 1e-9 for r in all_of_them])
    far = np.mean([abs(r) >= abs(observed) - 1e-9 for r in all_of_them])
    found = qap(6, ends(one), ends(other))
    assert found is not None
    assert found.p == pytest.approx(high, abs=0.03)
    assert found.p_two_sided == pytest.approx(far, abs=0.03)


def test_the_same_network_without_symmetry_has_the_least_p_there_is() -> None:
    graph = nx.gnm_random_graph(30, 60, seed=5)
    found = qap(30, ends(graph), ends(graph))
    assert found is not None
    assert found.r == pytest.approx(1)
    assert found.p == found.p_two_sided == 1 / (PERMUTATIONS + 1)


def test_unlike_networks_are_far_on_the_other_side() -> None:
    graph = nx.gnm_random_graph(12, 33, seed=5)
    found = qap(12, ends(graph), ends(nx.complement(graph)))
    assert found is not None
    assert found.r == pytest.approx(-1)
    assert (found.p, found.p_two_sided) == (1, 1 / (PERMUTATIONS + 1))


def test_it_comes_out_the_same_every_time_and_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = ends(nx.gnm_random_graph(20, 40, seed=1)), ends(nx.gnm_random_graph(20, 50, seed=2))
    found = qap(20, one, other)
    monkeypatch.setattr("graph.network.qap._AT_ONCE", 1_000)
    assert qap(20, one, other) == found


@pytest.mark.parametrize("constant", [set(), set(PAIRS)], ids=["no line", "all lines"])
def test_a_constant_matrix_has_none(constant: set[tuple[int, int]]) -> None:
    assert qap(6, ends({(0, 1)}), ends(constant)) is None
    assert qap(6, ends(constant), ends({(0, 1)})) is None
    assert qap(0, ends(set()), ends(set())) is None
