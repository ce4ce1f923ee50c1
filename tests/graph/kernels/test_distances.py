"""Distances are those of networkx, whichever way they are worked out."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.kernels.distances import BITS, search
from graph.network.distances import distances_of
from tests.graph.kernels.test_kernels import rows

N = BITS + 8  # more than one word of sources
ENDS = st.integers(0, N - 1)
LINES = st.sets(st.tuples(ENDS, ENDS).filter(lambda pair: pair[0] < pair[1]), max_size=110)


@settings(deadline=None, max_examples=40)
@given(lines=LINES)
def test_distances_are_those_of_networkx(lines: set[tuple[int, int]]) -> None:
    graph = nx.empty_graph(N)
    graph.add_edges_from(lines)
    lengths = {i: [d for d in found.values() if d] for i, found in nx.all_pairs_shortest_path_length(graph)}
    found = distances_of(rows(lines, N))
    assert found.reached.tolist() == [len(lengths[i]) for i in range(N)]
    assert found.total.tolist() == [sum(lengths[i]) for i in range(N)]
    assert found.farthest.tolist() == [max(lengths[i], default=0) for i in range(N)]
    assert found.inverse == pytest.approx([sum(1 / d for d in lengths[i]) for i in range(N)], abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(lines=LINES)
def test_python_and_the_compiler_agree(lines: set[tuple[int, int]]) -> None:
    answers = []
    for run in (search.interpreted, search.compiled):
        graph = rows(lines, N)
        arrays = [np.zeros(N, dtype=np.int64) for _ in range(6)] + [np.zeros(N)]
        run(graph.start, graph.neighbour, 0, N, *arrays)
        answers.append([array.tolist() for array in arrays[3:]])
    assert answers[0] == answers[1]
