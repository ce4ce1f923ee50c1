"""Actors and measures as they are: against Davis' Southern Women, a second library, and draws by brute force."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from graph.network.two_mode import TwoMode, backbone, chances, clustering, density

CELLS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 8)), max_size=40)


def of(n: int, k: int, cells: Iterable[tuple[int, int]]) -> TwoMode:
    ends = np.array(sorted(cells), dtype=np.int64).reshape(-1, 2)
    return TwoMode(n, k, ends[:, 0], ends[:, 1])


def davis() -> TwoMode:
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return of(
        len(women),
        len(events),
        (
            (women.index(a), events.index(b)) if a in women else (women.index(b), events.index(a))
            for a, b in graph.edges
        ),
    )


def matrix(found: TwoMode) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    held = np.zeros((found.n, found.k), dtype=np.int64)
    held[found.actor, found.activity] = 1
    return held


def drawn(found: TwoMode, draws: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How often a draw of every responsibility by itself shares as much, by brute force."""
    random, p = np.random.default_rng(3), chances(found)
    first, second, count = found.shared
    as_much = np.zeros(len(count))
    for _ in range(draws):
        held = (random.random(p.shape) < p).astype(np.int64)
        as_much += (held @ held.T)[first, second] >= count
    return as_much / draws


def test_the_projection_of_a_sparse_graph_is_nearly_complete() -> None:
    found = davis()
    assert density(found) == pytest.approx(0.353, abs=5e-4)
    assert len(found.shared[0]) / (18 * 17 / 2) == pytest.approx(0.909, abs=1e-3)


def test_davis_has_the_clustering_of_a_second_library() -> None:
    assert clustering(davis()) == pytest.approx(bipartite.robins_alexander_clustering(nx.davis_southern_women_graph()))


@given(cells=CELLS)
def test_any_graph_has_the_clustering_of_a_second_library(cells: set[tuple[int, int]]) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((f"a{i}" for i in range(7)), bipartite=0)
    graph.add_nodes_from((f"m{k}" for k in range(9)), bipartite=1)
    graph.add_edges_from((f"a{i}", f"m{k}") for i, k in cells)
    theirs = bipartite.robins_alexander_clustering(graph)
    assert (clustering(of(7, 9, cells)) or 0) == pytest.approx(theirs)


@given(cells=CELLS)
def test_what_is_shared_is_counted_pair_by_pair(cells: set[tuple[int, int]]) -> None:
    found = of(7, 9, cells)
    of_actor = [{k for i, k in cells if i == actor} for actor in range(7)]
    by_hand = {
        (i, j): len(of_actor[i] & of_actor[j]) for i, j in combinations(range(7), 2) if of_actor[i] & of_actor[j]
    }
    assert (
        dict(zip(zip(*(ends.tolist() for ends in found.shared[:2]), strict=True), found.shared[2], strict=True))
        == by_hand
    )


@given(cells=CELLS)
def test_chance_keeps_how_much_everybody_has(cells: set[tuple[int, int]]) -> None:
    found = of(7, 9, cells)
    p = chances(found)
    assert ((p >= 0) & (p <= 1)).all()
    assert p.sum(axis=1) == pytest.approx(matrix(found).sum(axis=1), abs=0.02)
    assert p.sum(axis=0) == pytest.approx(matrix(found).sum(axis=0), abs=0.02)


@pytest.mark.parametrize(
    "found",
    [
        davis(),
        of(6, 8, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (5, 7), (4, 0)]),
    ],
    ids=["davis", "twins"],
)
def test_the_backbone_is_what_draws_come_to(found: TwoMode) -> None:
    assert backbone(found) == pytest.approx(drawn(found, 8_000), abs=0.025)


def test_two_who_share_all_they_have_stand_out() -> None:
    cells = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), *((i, k) for i in range(2, 12) for k in (i + 1, i + 2))]
    found = of(12, 14, cells)
    first, second, _ = found.shared
    p = dict(zip(zip(first.tolist(), second.tolist(), strict=True), backbone(found), strict=True))
    assert p[0, 1] < 0.05
    assert min(value for pair, value in p.items() if pair != (0, 1)) > 0.05


def test_what_leaves_no_choice_is_certain() -> None:
    everybody = of(3, 2, [(i, k) for i in range(3) for k in range(2)])
    assert (chances(everybody) == 1).all()
    assert (backbone(everybody) == 1).all()
    steps = of(3, 3, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)])  # only one graph has these sums
    assert (chances(steps) == matrix(steps)).all()


def test_nothing_is_no_number_and_no_crash() -> None:
    for n, k in ((0, 0), (3, 0), (0, 3), (3, 2)):
        empty = of(n, k, [])
        assert density(empty) == (0 if n and k else None)
        assert clustering(empty) is None
        assert len(backbone(empty)) == 0
        assert chances(empty).shape == (n, k)
