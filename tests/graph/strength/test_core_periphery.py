"""Core and periphery against proven optima and against brute force."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graph.metric import Reason
from graph.network import core_periphery as module
from graph.network.core_periphery import split
from graph.network.network import Network
from graph.strength.core_periphery import CORE_PERIPHERY
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.strength.test_paths import GRAPHS, KITE, STAR


def r(network: Network, core: tuple[int, ...]) -> float:
    pairs = list(itertools.combinations(range(network.n), 2))
    tied = [float(network.graph.has_edge(a, b)) for a, b in pairs]
    ideal = [float(a in core or b in core) for a, b in pairs]
    return float(np.corrcoef(tied, ideal)[0, 1]) if len(set(ideal)) > 1 else -2.0


def test_proven_optima_of_the_literature() -> None:
    families = florentine()
    metric = CORE_PERIPHERY.of(families)
    assert metric.value == pytest.approx(0.329853, abs=5e-7)
    assert metric.members == ("Guadagni", "Medici", "Strozzi")
    kite = split(KITE.adjacency)
    assert kite is not None
    assert kite.r == pytest.approx(0.327327, abs=5e-7)
    assert kite.cores == ((0, 3, 5, 6, 8), (1, 3, 5, 6, 8))
    assert kite.within == pytest.approx(0.6)
    without_cells = split(families.adjacency)
    assert without_cells is not None
    assert without_cells.within == pytest.approx(0.422577, abs=5e-7)
    assert CORE_PERIPHERY.of(STAR).value == pytest.approx(1)
    karate = split(from_networkx(nx.karate_club_graph()).adjacency)
    assert karate is not None
    assert (karate.proven, karate.cores) == (False, ((0, 1, 2, 32, 33),))
    assert karate.r == pytest.approx(0.4315, abs=5e-5)


@given(network=GRAPHS)
def test_no_other_core_fits_better(network: Network) -> None:
    if not 5 <= network.n <= 9 or network.m in (0, network.n * (network.n - 1) // 2):
        return
    found = split(network.adjacency)
    assert found is not None
    every = [c for k in range(1, network.n) for c in itertools.combinations(range(network.n), k)]
    best = max(r(network, core) for core in every)
    assert found.r == pytest.approx(best, abs=1e-9)
    assert [r(network, core) for core in found.cores] == [pytest.approx(best, abs=1e-9)] * len(found.cores)


@given(network=GRAPHS)
def test_the_search_finds_what_it_says(network: Network) -> None:
    rows, pairs = network.adjacency, network.n * (network.n - 1) // 2
    if network.n < 5 or rows.m in (0, pairs):
        return
    found, proven = module._search(rows), split(rows)
    assert proven is not None
    assert found.r <= proven.r + 1e-9
    assert found.r == pytest.approx(r(network, found.cores[0]), abs=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_the_search_reaches_the_optimum_of_small_networks(seed: int) -> None:
    n = 10 + seed % 4
    rows = from_networkx(nx.gnm_random_graph(n, n + 2 * (seed % 9), seed=seed)).adjacency
    proven = split(rows)
    assert proven is not None
    assert proven.proven
    assert module._search(rows).r == pytest.approx(proven.r, abs=1e-9)


def test_the_search_reaches_what_many_more_starts_reach() -> None:
    """Found by climbing from 200 starts of another program: 25 and 60 actors, a random and a small-world network."""
    found = split(from_networkx(nx.Graph(nx.gnp_random_graph(25, 0.1, seed=5, directed=True))).adjacency)
    assert found is not None
    assert found.r >= 0.2106
    found = split(from_networkx(nx.watts_strogatz_graph(60, 4, 0.1, seed=8)).adjacency)
    assert found is not None
    assert found.r >= 0.1101


def test_all_or_nothing_has_no_core() -> None:
    assert CORE_PERIPHERY.of(of([], "abcde")).reason is Reason.NO_TIES
    assert CORE_PERIPHERY.of(from_networkx(nx.complete_graph(5))).reason is Reason.NO_VARIANCE


def test_a_large_network_is_searched_from_random_starts_as_well() -> None:
    network = from_networkx(nx.gnm_random_graph(2_100, 5_000, seed=0))
    by_degree = module._improved(network.adjacency, next(iter(module._starts(network.adjacency))))[1]
    metric = CORE_PERIPHERY.of(network)
    assert metric.value is not None
    assert metric.value > by_degree + 1e-5, "a random start led to a better core"
    assert metric.method is not None
    assert metric.method.startswith("best found by local search from 11 starts, not proven")
