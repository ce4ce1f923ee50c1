"""Measures of paths against the values of the literature, a second library, and what is always true."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.metric import Reason
from graph.network import betweenness as module
from graph.network.betweenness import betweenness_of
from graph.network.network import Network
from graph.strength import all_formulas
from graph.strength.paths import BETWEENNESS, HARMONIC
from tests.graph.plain_network import florentine, from_networkx, of

KEYS = ("betweennessCentralization", "closenessCentralization", "harmonicMean", "distanceFragmentation")
PATHS = {formula.key: formula for formula in all_formulas() if formula.key in (*KEYS, "meanDistance", "diameter")}
GRAPHS = st.builds(
    lambda n, lines: from_networkx(nx.Graph([(a % n, b % n) for a, b in lines if a % n != b % n] or [(0, 1)])),
    st.integers(5, 14),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=30),
)
STAR = of([("hub", f"leaf{n}") for n in range(4)])
KITE = from_networkx(nx.krackhardt_kite_graph())


def value(network: Network, key: str) -> float | int | None:
    return PATHS[key].of(network).value


@pytest.mark.parametrize(
    ("network", "key", "known"),
    [
        (STAR, "betweennessCentralization", 1.0),
        (STAR, "closenessCentralization", 1.0),
        (STAR, "distanceFragmentation", 0.3),
        (STAR, "meanDistance", 1.6),
        (STAR, "diameter", 2),
        (florentine(), "betweennessCentralization", 0.436813),
        (florentine(), "closenessCentralization", 0.322452),
        (florentine(), "harmonicMean", 0.500159),
        (florentine(), "meanDistance", 2.485714),
        (florentine(), "diameter", 5),
        (KITE, "betweennessCentralization", 0.296296),
        (KITE, "closenessCentralization", 0.270375),
        (from_networkx(nx.cycle_graph(6)), "betweennessCentralization", 0.0),
        (from_networkx(nx.cycle_graph(6)), "closenessCentralization", 0.0),
        (from_networkx(nx.cycle_graph(6)), "distanceFragmentation", 1 / 3),
        (from_networkx(nx.complete_graph(6)), "harmonicMean", 1.0),
    ],
)
def test_values_of_the_literature(network: Network, key: str, known: float) -> None:
    assert value(network, key) == pytest.approx(known, abs=5e-7)


def test_a_network_in_parts_has_no_length_but_nearness() -> None:
    apart = florentine("Pucci")
    for key in ("closenessCentralization", "meanDistance", "diameter"):
        metric = PATHS[key].of(apart)
        assert (metric.value, metric.reason) == (None, Reason.DISCONNECTED)
        assert "kein" in metric.explanation.de
    assert value(apart, "harmonicMean") == pytest.approx(1 - float(value(apart, "distanceFragmentation") or 0))


def test_medici_lie_on_most_paths_and_are_named() -> None:
    metric = PATHS["betweennessCentralization"].of(florentine())
    assert "Medici" in metric.explanation.de
    by_name = dict(zip(florentine().names, BETWEENNESS.of(florentine()), strict=True))
    assert by_name["Medici"].value == pytest.approx(47.5 / 91)
    assert by_name["Pazzi"].value == 0


@given(network=GRAPHS)
def test_actors_have_the_values_of_igraph(network: Network) -> None:
    graph = igraph.Graph(n=network.n, edges=list(zip(network.source.tolist(), network.target.tolist(), strict=True)))
    pairs = max((network.n - 1) * (network.n - 2) / 2, 1)
    if network.n < 5:
        return
    told = [metric.value for metric in BETWEENNESS.of(network)]
    assert told == pytest.approx([b / pairs for b in graph.betweenness()], abs=1e-9)
    assert [metric.value for metric in HARMONIC.of(network)] == pytest.approx(graph.harmonic_centrality(), abs=1e-9)


@given(network=GRAPHS)
def test_a_centralization_lies_between_nothing_and_a_star(network: Network) -> None:
    for key in KEYS:
        found = value(network, key)
        assert found is None or -1e-12 <= found <= 1 + 1e-12


@pytest.mark.parametrize("n", [0, 1, 2])
def test_with_fewer_than_three_nothing_is_between(n: int) -> None:
    found = betweenness_of(from_networkx(nx.path_graph(n)).adjacency)
    assert found.shares.tolist() == [0.0] * n


def test_a_sample_says_so_and_is_as_near_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    network = from_networkx(nx.barabasi_albert_graph(700, 3, seed=2))
    exact = betweenness_of(network.adjacency)
    monkeypatch.setattr(module, "EXACT_UP_TO", 600)
    sampled = betweenness_of(network.adjacency)
    assert (exact.method, exact.error) == (None, None)
    assert sampled.method is not None
    assert "500 sources" in sampled.method
    assert sampled.error is not None
    assert 0 < np.abs(sampled.shares - exact.shares).max() < 2 * sampled.error
