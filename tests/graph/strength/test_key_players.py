"""Key players and connectivity against the literature and against trying everything."""

from __future__ import annotations

import itertools

import igraph
import networkx as nx
import pytest
from hypothesis import given

from graph.metric import Reason
from graph.network import key_players as module
from graph.network.key_players import key_players
from graph.network.network import Network
from graph.strength import key_players as counted
from graph.strength.key_players import EDGE_CONNECTIVITY, KEY_PLAYERS, NODE_CONNECTIVITY
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.strength.test_paths import GRAPHS, KITE, STAR


def fragmentation(network: Network, without: tuple[int, ...]) -> float:
    rest = network.graph.subgraph(set(network.graph) - set(without))
    n = len(rest)
    return 1 - sum(len(p) * (len(p) - 1) for p in nx.connected_components(rest)) / (n * (n - 1))


def test_values_of_the_literature() -> None:
    families, isolated = florentine(), florentine("Pucci")
    assert KEY_PLAYERS.of(families).value == pytest.approx(0.384615, abs=5e-7)
    assert KEY_PLAYERS.of(families).members == ("Medici",)
    two = key_players(families, 2)
    assert two.fragmentation == pytest.approx(0.705128, abs=5e-7)
    assert [{families.names[i] for i in chosen} for chosen in two.sets] == [{"Guadagni", "Medici"}]
    assert KEY_PLAYERS.of(isolated).value == pytest.approx(0.466667, abs=5e-7)
    assert KEY_PLAYERS.of(KITE).value == pytest.approx(0.388889, abs=5e-7)
    assert KEY_PLAYERS.of(KITE).members == ("007",)
    assert key_players(KITE, 2).fragmentation == pytest.approx(0.535714, abs=5e-7)
    assert KEY_PLAYERS.of(STAR).value == 1


@given(network=GRAPHS)
def test_no_other_set_breaks_more(network: Network) -> None:
    if network.n < 5:
        return
    for k in (1, 2):
        found = key_players(network, k)
        every = {c: fragmentation(network, c) for c in itertools.combinations(range(network.n), k)}
        best = max(every.values())
        assert found.fragmentation == pytest.approx(best)
        assert set(found.sets) == {c for c, f in every.items() if f > best - 1e-9}


def test_a_large_network_says_that_nothing_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROVEN_UP_TO", 10)
    found = key_players(florentine(), 2)
    assert not found.proven
    assert found.fragmentation == pytest.approx(fragmentation(florentine(), found.sets[0]))
    assert found.fragmentation == pytest.approx(0.705128, abs=5e-7)


@given(network=GRAPHS)
def test_connectivity_is_that_of_networkx(network: Network) -> None:
    if network.n >= 5:
        assert NODE_CONNECTIVITY.of(network).value == nx.node_connectivity(network.graph)
        assert EDGE_CONNECTIVITY.of(network).value == nx.edge_connectivity(network.graph)


@pytest.mark.parametrize("n", [5, 8])
def test_as_many_ties_as_somebody_has_where_all_are_joined(n: int) -> None:
    assert EDGE_CONNECTIVITY.of(from_networkx(nx.complete_graph(n))).value == n - 1
    assert EDGE_CONNECTIVITY.of(from_networkx(nx.cycle_graph(n))).value == 2


def test_two_that_hang_together_by_one_actor_and_by_two_ties() -> None:
    """Two triangles that share an actor: one loss is enough, but not the end of one tie."""
    bow = of([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("c", "e")])
    assert (NODE_CONNECTIVITY.of(bow).value, EDGE_CONNECTIVITY.of(bow).value) == (1, 2)
    assert igraph.Graph.from_networkx(bow.graph).edge_connectivity() == 2


def test_of_a_large_network_only_whether_one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counted, "COUNTED_UP_TO", 5)
    metric = EDGE_CONNECTIVITY.of(from_networkx(nx.cycle_graph(6)))
    assert (metric.value, metric.low, metric.reason) == (None, 2, Reason.TOO_LARGE)
    assert EDGE_CONNECTIVITY.of(from_networkx(nx.path_graph(6))).value == 1


def test_without_a_tie_nobody_is_key() -> None:
    assert KEY_PLAYERS.of(of([], "abcde")).reason is Reason.NO_TIES
    assert KEY_PLAYERS.of(from_networkx(nx.cycle_graph(6))).value == 0
