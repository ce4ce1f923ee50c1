"""Closure and cores against the literature and a second library."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from graph.metric import Metric, Reason
from graph.network.network import Network
from graph.strength import all_actor_formulas, all_formulas
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.strength.test_paths import GRAPHS

FORMULAS = {formula.key: formula for formula in all_formulas()}
ACTORS = {formula.key: formula for formula in all_actor_formulas()}
KITE = from_networkx(nx.krackhardt_kite_graph())


def measured(network: Network, key: str) -> Metric:
    return FORMULAS[key].of(network)


def test_values_of_the_literature() -> None:
    assert measured(florentine(), "transitivity").value == pytest.approx(0.191489, abs=5e-7)
    assert measured(KITE, "transitivity").value == pytest.approx(0.578947, abs=5e-7)
    core = measured(KITE, "maxCore")
    assert (core.value, len(core.members)) == (3, 7)


@given(network=GRAPHS)
def test_everything_is_as_in_networkx(network: Network) -> None:
    if network.n < 5:
        return
    graph = network.graph
    wide = any(d > 1 for _, d in graph.degree)
    transitivity, average = measured(network, "transitivity"), measured(network, "averageClustering")
    assert transitivity.value == (pytest.approx(nx.transitivity(graph)) if wide else None)
    assert average.value == (pytest.approx(nx.average_clustering(graph)) if network.m else None)
    assert wide or transitivity.reason is Reason.NO_TIES
    assert network.m or average.reason is Reason.NO_TIES
    local, core, degree = (ACTORS[key].of(network) for key in ("localClustering", "core", "degree"))
    for i in range(network.n):
        assert degree[i].value == graph.degree[i]
        assert core[i].value == nx.core_number(graph)[i]
        assert local[i].value == (pytest.approx(nx.clustering(graph, i)) if graph.degree[i] > 1 else None)


def test_a_network_without_a_closed_pair_says_so() -> None:
    pairs = of([("a", "b"), ("c", "d")], ["e"])
    assert measured(pairs, "transitivity").value is None
    assert measured(pairs, "averageClustering").value == 0  # who has fewer than two partners counts as 0
    assert "keine Verbindung" in measured(of([], "abcde"), "maxCore").explanation.de
