"""Constraint, effective size and PageRank against the literature and two libraries."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.kernels.constraint import constrain
from graph.network.network import Network
from graph.strength import all_actor_formulas
from tests.graph.kernels.test_kernels import LINES, rows
from tests.graph.plain_network import florentine, from_networkx
from tests.graph.strength.test_paths import GRAPHS, KITE, STAR

ACTORS = {formula.key: formula for formula in all_actor_formulas()}


def measured(network: Network, key: str) -> list[float | int | None]:
    return [metric.value for metric in ACTORS[key].of(network)]


def test_values_of_the_literature() -> None:
    medici = florentine().names.index("Medici")
    assert measured(florentine(), "constraint")[medici] == pytest.approx(0.2099, abs=5e-5)
    assert measured(florentine(), "effectiveSize")[medici] == pytest.approx(5.667, abs=5e-4)
    assert measured(KITE, "constraint")[7] == pytest.approx(0.4311, abs=5e-5)
    assert measured(STAR, "constraint") == pytest.approx([0.25, 1, 1, 1, 1])
    assert measured(STAR, "effectiveSize")[0] == 4
    assert measured(from_networkx(nx.cycle_graph(6)), "constraint") == pytest.approx([0.5] * 6)
    assert measured(from_networkx(nx.complete_graph(5)), "constraint")[0] == pytest.approx(0.765625)


@given(network=GRAPHS)
def test_everything_is_as_in_two_libraries(network: Network) -> None:
    if network.n < 5:
        return
    graph, degree = network.graph, network.degree
    other = igraph.Graph(n=network.n, edges=list(zip(network.source.tolist(), network.target.tolist(), strict=True)))
    constraint, size, rank = nx.constraint(graph), nx.effective_size(graph, list(graph)), other.pagerank()
    for i in range(network.n):
        if degree[i] == 0:
            assert [measured(network, key)[i] for key in ("constraint", "effectiveSize", "efficiency")] == [None] * 3
        else:
            assert measured(network, "constraint")[i] == pytest.approx(constraint[i], abs=1e-9)
            assert measured(network, "constraint")[i] == pytest.approx(other.constraint()[i], abs=1e-9)
            assert measured(network, "effectiveSize")[i] == pytest.approx(size[i], abs=1e-9)
            assert measured(network, "efficiency")[i] == pytest.approx(size[i] / degree[i], abs=1e-9)
    assert measured(network, "pageRank") == pytest.approx(rank, abs=1e-8)


@settings(deadline=None, max_examples=40)
@given(lines=LINES)
def test_python_and_the_compiler_agree(lines: set[tuple[int, int]]) -> None:
    graph = rows(lines)
    answers = []
    for run in (constrain.interpreted, constrain.compiled):
        found = np.zeros(graph.n)
        run(graph.start, graph.neighbour, np.zeros(len(found)), found)
        answers.append(found.tolist())
    assert answers[0] == pytest.approx(answers[1], abs=1e-14)
