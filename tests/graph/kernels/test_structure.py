"""Triangles and cores are those of networkx, whichever way they are worked out."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings

from graph.kernels.cores import peel
from graph.kernels.triangles import count
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
        run(rows(lines).start, rows(lines).neighbour, found)
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
