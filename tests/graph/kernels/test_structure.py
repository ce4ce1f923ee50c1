"""Triangles and cores are those of networkx, whichever way they are worked out."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from graph.kernels.cores import peel
from graph.kernels.roles import play, tally
from graph.kernels.triangles import corners, count
from tests.graph.kernels.test_kernels import LINES, rows

N = 12


@settings(deadline=None, max_examples=60)
@given(lines=LINES)
def test_triangles(lines: set[tuple[int, int]]) -> None:
    graph = nx.empty_graph(N)
    graph.add_edges_from(lines)
    oracle = dict(nx.triangles(graph).items())  # type: ignore[union-attr]
    for run in (count.interpreted, count.compiled):
        found = np.zeros(N, dtype=np.int64)
        run(rows(lines).start, rows(lines).neighbour, np.zeros(N, dtype=np.int64), found)
        assert found.tolist() == [oracle[i] for i in range(N)]


@settings(deadline=None, max_examples=60)
@given(lines=LINES)
def test_cores(lines: set[tuple[int, int]]) -> None:
    graph = nx.empty_graph(N)
    graph.add_edges_from(lines)
    oracle = nx.core_number(graph)
    made = rows(lines)
    for run in (peel.interpreted, peel.compiled):
        found, position, order = (np.zeros(N, dtype=np.int64) for _ in range(3))
        run(made.start, made.neighbour, found, position, order, np.zeros(int(made.degree.max()) + 2, dtype=np.int64))
        assert found.tolist() == [oracle[i] for i in range(N)]


@settings(deadline=None, max_examples=40)
@given(lines=LINES)
def test_corners_name_every_triangle_once(lines: set[tuple[int, int]]) -> None:
    graph = nx.empty_graph(N)
    graph.add_edges_from(lines)
    oracle = sorted(clique for clique in map(sorted, nx.enumerate_all_cliques(graph)) if len(clique) == 3)
    for run in (corners.interpreted, corners.compiled):
        found, marked = np.zeros(3 * len(oracle) + 3, dtype=np.uint32), np.zeros(N, dtype=np.int64)
        run(rows(lines).start, rows(lines).neighbour, marked, found)
        assert sorted(found[:-3].reshape(-1, 3).tolist()) == oracle


@settings(deadline=None, max_examples=30)
@given(lines=LINES, groups=st.lists(st.integers(-1, 2), min_size=N, max_size=N))
def test_roles_are_those_counted_pair_by_pair(lines: set[tuple[int, int]], groups: list[int]) -> None:
    made, oracle = rows(lines), _by_pair(lines, groups)
    for run in (play.interpreted, play.compiled):
        counts, number = np.zeros((4, N), dtype=np.int64), np.zeros(3, dtype=np.int64)
        run(made.start, made.neighbour, _triangles(lines), np.array(groups, dtype=np.int64), number, *counts)
        assert counts.tolist() == oracle.tolist()
        assert not number.any()


@settings(deadline=None, max_examples=30)
@given(lines=LINES, tries=st.lists(st.lists(st.integers(0, 2), min_size=N, max_size=N), min_size=1, max_size=3))
def test_roles_in_several_distributions_are_those_in_each(lines: set[tuple[int, int]], tries: list[list[int]]) -> None:
    made, labels = rows(lines), np.array(tries, dtype=np.uint16).T.reshape(-1)
    for run in (tally.interpreted, tally.compiled):
        number, totals = np.zeros(3 * len(tries), dtype=np.int32), np.zeros(4 * len(tries), dtype=np.int64)
        run(made.start, made.neighbour, _triangles(lines), labels, len(tries), number, totals)
        assert totals.reshape(4, -1).T.tolist() == [_by_pair(lines, groups).sum(axis=1).tolist() for groups in tries]
        assert not number.any()


def _triangles(lines: set[tuple[int, int]]) -> NDArray[np.uint32]:
    near = nx.Graph(lines)
    return np.array([c for c in nx.enumerate_all_cliques(near) if len(c) == 3], dtype=np.uint32).reshape(-1)


def _by_pair(lines: set[tuple[int, int]], groups: list[int]) -> NDArray[np.int64]:
    near = nx.empty_graph(N)
    near.add_edges_from(lines)
    found = np.zeros((4, N), dtype=np.int64)
    for v in range(N):
        for a, b in itertools.combinations(near[v], 2):
            if b not in near[a] and min(groups[v], groups[a], groups[b]) >= 0:
                found[_role(groups[v], groups[a], groups[b]), v] += 1
    return found


def _role(v: int, a: int, b: int) -> int:
    if v == a == b:
        return 0
    if a == b:
        return 1
    return 2 if v in (a, b) else 3
