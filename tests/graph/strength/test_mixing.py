"""Mixing and direction against the literature, a second library, and what is always true."""

from __future__ import annotations

from dataclasses import replace

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.metric import Metric, Reason
from graph.model import Ref
from graph.network.network import Network
from graph.network.packed import BACK, THERE
from graph.strength import all_actor_formulas, all_formulas
from graph.strength.grouping import shuffled
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.strength.test_paths import GRAPHS

FORMULAS = {(formula.key, formula.by): formula for formula in all_formulas()}
EI = next(formula for formula in all_actor_formulas() if (formula.key, formula.by) == ("eiIndex", "place"))


def grouped(network: Network, groups: list[str | None]) -> Network:
    held = tuple(None if group is None else Ref(group) for group in groups)
    return replace(network, groups={"actorType": held, "place": held}, _kept={})


def directed(pairs: list[tuple[str, str]], alone: str = "") -> Network:
    plain = of(pairs, alone)
    index = {name: i for i, name in enumerate(plain.names)}
    arcs = {(index[a], index[b]) for a, b in pairs}
    lines = zip(plain.source.tolist(), plain.target.tolist(), strict=True)
    ways = [THERE * ((i, j) in arcs) + BACK * ((j, i) in arcs) for i, j in lines]
    return replace(plain, ways=np.array(ways, dtype=np.uint8), _kept={})


def measured(network: Network, key: str, by: str | None = None) -> Metric:
    return FORMULAS[key, by].of(network)


@given(network=GRAPHS, data=st.data())
def test_mixing_is_as_in_networkx(network: Network, data: st.DataObject) -> None:
    if network.n < 5:
        return
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=network.n, max_size=network.n))
    own = grouped(network, list(groups))
    graph = network.graph.copy()
    nx.set_node_attributes(graph, dict(enumerate(groups)), "group")
    found = measured(own, "attributeAssortativity", "place")
    if found.value is not None:
        assert found.value == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"), abs=1e-9)
    between = sum(groups[a] != groups[b] for a, b in graph.edges)
    ei = measured(own, "eiIndex", "place")
    if len(set(groups)) > 1:
        assert ei.value == pytest.approx((between - (network.m - between)) / network.m)
        assert measured(own, "eiIndex", "actorType").value == ei.value
    else:
        assert (ei.value, ei.reason) == (None, Reason.GROUP_MISSING)
    for i, metric in enumerate(EI.of(own)):
        others = [groups[j] != groups[i] for j in graph[i]]
        assert metric.value == (pytest.approx(2 * sum(others) / len(others) - 1) if others else None)
    degree = measured(network, "degreeAssortativity")
    if degree.value is not None:
        assert degree.value == pytest.approx(nx.degree_assortativity_coefficient(graph), abs=1e-9)


def test_values_of_the_literature() -> None:
    assert measured(florentine(), "degreeAssortativity").value == pytest.approx(-0.374838, abs=5e-7)
    ring = from_networkx(nx.cycle_graph(6))
    assert measured(ring, "degreeAssortativity").reason is Reason.NO_VARIANCE


def test_a_random_distribution_is_said_beside_the_index() -> None:
    """Two groups of three: of 15 possible ties 9 lie between them."""
    two = grouped(from_networkx(nx.cycle_graph(6)), list("aaabbb"))
    metric = measured(two, "eiIndex", "place")
    assert metric.method is not None
    assert metric.method.startswith(f"expected {2 * 9 / 15 - 1:.4f}")
    assert "60 %" in metric.explanation.de


def test_actors_without_a_group_are_left_out() -> None:
    some = grouped(of([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]), ["x", "y", None, "x", "x"])
    assert measured(some, "eiIndex", "place").value == 0
    assert [metric.value for metric in EI.of(some)] == [1, 1, None, -1, -1]
    assert EI.of(some)[2].reason is Reason.GROUP_MISSING
    none = grouped(of([("a", "b")], "cde"), [None] * 5)
    assert measured(none, "eiIndex", "place").reason is Reason.GROUP_MISSING
    assert measured(none, "attributeAssortativity", "place").value is None


def test_direction() -> None:
    path = directed([("a", "b"), ("b", "a"), ("b", "c"), ("c", "d")], "e")
    assert measured(path, "reciprocityArc").value == pytest.approx(0.5)
    assert measured(path, "reciprocityTie").value == pytest.approx(1 / 3)
    assert measured(path, "reciprocityDyadic").value == pytest.approx((1 + 7) / 10)  # 1 mutual, 2 one-sided, 7 none
    assert measured(path, "outDegreeCentralization").value == pytest.approx((5 * 2 - 4) / 16)
    assert measured(path, "inDegreeCentralization").value == pytest.approx((5 * 1 - 4) / 16)
    other = igraph.Graph(n=5, edges=[(0, 1), (1, 0), (1, 2), (2, 3)], directed=True)
    assert measured(path, "reciprocityArc").value == pytest.approx(other.reciprocity())
    assert measured(path, "reciprocityTie").value == pytest.approx(other.reciprocity(mode="ratio"))
    star = directed([(f"leaf{n}", "hub") for n in range(4)])
    assert measured(star, "inDegreeCentralization").value == pytest.approx(1)


@given(seed=st.integers(0, 10_000), arcs=st.integers(1, 20))
def test_dyadic_reciprocity_is_that_of_the_dyad_census(seed: int, arcs: int) -> None:
    drawn = nx.gnm_random_graph(6, arcs, seed=seed, directed=True)
    found = directed([(str(a), str(b)) for a, b in drawn.edges], "012345")
    mutual, single, none = igraph.Graph(n=6, edges=list(drawn.edges), directed=True).dyad_census()
    value = measured(found, "reciprocityDyadic").value
    assert value == pytest.approx((mutual + none) / (mutual + single + none))


def test_an_undirected_network_has_no_direction() -> None:
    for key in (
        "inDegreeCentralization",
        "outDegreeCentralization",
        "reciprocityArc",
        "reciprocityTie",
        "reciprocityDyadic",
    ):
        metric = measured(florentine(), key)
        assert (metric.value, metric.reason) == (None, Reason.UNDIRECTED)


def test_random_distributions_are_the_same_again_and_are_not_kept() -> None:
    own = grouped(from_networkx(nx.gnm_random_graph(200, 400, seed=1)), ["x", "y", "z", None] * 50)
    for key in ("eiIndex", "brokerageLiaison"):
        measured(own, key, "place")
    first = shuffled(own, "place")
    assert (first == shuffled(own, "place")).all()
    held = [value for kept in own._kept.values() for value in (kept if isinstance(kept, tuple) else (kept,))]
    arrays = [value for value in held if isinstance(value, np.ndarray)]
    assert max(array.size for array in arrays) < first.size
