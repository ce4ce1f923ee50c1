"""Kernels answer the same whether Python runs them or numba compiled them, and nobody waits for a compiler."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.kernels import compiling
from graph.kernels.betweenness import accumulate, accumulate_together
from graph.network.adjacency import Adjacency, adjacency

LINES = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]))


def rows(lines: set[tuple[int, int]], n: int = 12) -> Adjacency:
    ends = np.array(sorted(lines), dtype=np.int64).reshape(-1, 2)
    return adjacency(n, ends[:, 0].copy(), ends[:, 1].copy())


def arguments(graph: Adjacency) -> tuple[np.ndarray, ...]:
    n = graph.n
    scratch = (np.full(n, -1, np.int32), np.zeros(n), np.zeros(n), np.zeros(n, np.int32), np.zeros(n))
    return (graph.start, graph.neighbour, np.arange(n, dtype=np.int64), *scratch)


@given(lines=LINES)
def test_rows_hold_every_line_from_both_ends(lines: set[tuple[int, int]]) -> None:
    graph = rows(lines)
    found = [(i, int(j)) for i in range(graph.n) for j in graph.neighbour[graph.start[i] : graph.start[i + 1]]]
    assert found == sorted({*lines, *((b, a) for a, b in lines)})
    assert graph.m == len(lines)


@settings(deadline=None)  # the first call compiles
@given(lines=LINES)
def test_betweenness_is_that_of_networkx_either_way(lines: set[tuple[int, int]]) -> None:
    graph = nx.empty_graph(12)
    graph.add_edges_from(lines)
    oracle = nx.betweenness_centrality(graph, normalized=False)
    for run in (accumulate.interpreted, accumulate.compiled):
        given_ = arguments(rows(lines))
        run(*given_)
        assert given_[-1] / 2 == pytest.approx([oracle[i] for i in range(12)], abs=1e-12)
        assert (given_[3] == -1).all(), "distances are given back as they were"
    for run in (accumulate_together.interpreted, accumulate_together.compiled):
        made, gained = rows(lines), np.zeros(96)
        eight, bits = (np.full(96, 5.0) for _ in range(5)), (np.full(12, 3) for _ in range(4))
        run(made.start, made.neighbour, np.arange(12, dtype=np.int64), *eight, gained, *bits)
        assert gained.reshape(12, 8).sum(axis=1) / 2 == pytest.approx([oracle[i] for i in range(12)], abs=1e-12)


def test_a_process_without_compiled_kernels_does_not_load_the_compiler(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.graph.kernels.test_kernels import arguments, rows\n"
        "from graph.kernels.betweenness import accumulate\n"
        "accumulate(*arguments(rows({(0, 1), (1, 2)}))); print('numba' in sys.modules)"
    )
    environment = {**os.environ, "GEFLECHT_CACHE": str(tmp_path)}
    asked = [sys.executable, "-c", code]
    assert subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout == "False\n"


def test_every_kernel_can_be_compiled_and_is_used_from_then_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEFLECHT_CACHE", str(tmp_path))
    compiling.is_ready.cache_clear()
    assert not compiling.is_ready()
    assert compiling.compile_all() == len(list(compiling.all_kernels()))
    assert compiling.is_ready()
    monkeypatch.undo()
    compiling.is_ready.cache_clear()
