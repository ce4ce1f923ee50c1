"""Brokerage against a count by hand, and against every distribution of the labels."""

from __future__ import annotations

import itertools
from collections import Counter

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.metric import Metric, Reason
from graph.network.network import Network
from graph.strength import all_actor_formulas, all_formulas
from tests.graph.plain_network import from_networkx
from tests.graph.strength.test_mixing import grouped
from tests.graph.strength.test_paths import GRAPHS

FORMULAS = {f.key: f for f in all_formulas() if f.key.startswith("brokerage") and f.by == "place"}
ACTORS = {f.key: f for f in all_actor_formulas() if f.key.startswith("brokerage") and f.by == "place"}


def role(v: str, a: str, b: str) -> str:
    if v == a == b:
        return "brokerageCoordinator"
    if a == b:
        return "brokerageItinerant"
    return "brokerageGatekeeper" if v in (a, b) else "brokerageLiaison"


def by_hand(graph: nx.Graph[int], groups: list[str]) -> Counter[tuple[str, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for v in graph:
        for a, b in itertools.combinations(sorted(graph[v]), 2):
            if not graph.has_edge(a, b):
                found[role(groups[v], groups[a], groups[b]), v] += 1
    return found


def values(network: Network) -> dict[str, Metric]:
    return {key: formula.of(network) for key, formula in FORMULAS.items()}


@given(network=GRAPHS, data=st.data())
def test_every_role_is_counted_as_by_hand(network: Network, data: st.DataObject) -> None:
    if network.n < 5:
        return
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=network.n, max_size=network.n))
    own, hand = grouped(network, list(groups)), by_hand(network.graph, groups)
    if len(set(groups)) < 2:
        assert {metric.reason for metric in values(own).values()} == {Reason.GROUP_MISSING}
        return
    for key, metric in values(own).items():
        counted = key.replace("Representative", "Gatekeeper")
        assert metric.value == sum(n for (name, _), n in hand.items() if name == counted)
        assert [m.value for m in ACTORS[key].of(own)] == [hand[counted, v] for v in range(network.n)]
    total = sum(metric.value or 0 for key, metric in values(own).items() if key != "brokerageRepresentative")
    assert total == sum(hand.values()), "the roles share out all open two-paths"


def test_chance_is_the_mean_over_every_distribution_of_the_labels() -> None:
    graph = nx.path_graph(6)
    labels = list("aabbcc")
    own = grouped(from_networkx(graph), list(labels))
    means: Counter[str] = Counter()
    tried = set(itertools.permutations(labels))
    for groups in tried:
        for (name, _), n in by_hand(graph, list(groups)).items():
            means[name] += n
    for key, metric in values(own).items():
        mean = means[key.replace("Representative", "Gatekeeper")] / len(tried)
        assert metric.method is not None
        assert float(metric.method.split()[1].rstrip(",")) == pytest.approx(mean, abs=0.051)


def test_who_has_no_group_is_left_out() -> None:
    some = grouped(from_networkx(nx.star_graph(4)), ["a", "a", "b", "b", None])
    assert values(some)["brokerageGatekeeper"].value == 2
    assert [metric.value for metric in ACTORS["brokerageGatekeeper"].of(some)] == [2, 0, 0, 0, None]
