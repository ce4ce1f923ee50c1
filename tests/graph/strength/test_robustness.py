"""Robustness against closed forms, the literature, and a slow oracle."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.kernels.falling import largest_left, order_of_loss
from graph.metric import Reason
from graph.network.network import Network
from graph.strength.robustness import ROBUSTNESS, ROBUSTNESS_STATIC
from tests.graph.kernels.test_kernels import LINES, rows
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.strength.test_paths import GRAPHS, KITE


def curve(network: Network, order: list[int]) -> float:
    """By taking out one after the other and looking at what is left."""
    graph, total = nx.Graph(network.graph), 0
    for i in order:
        graph.remove_node(i)
        total += max(map(len, nx.connected_components(graph)), default=0)
    return total / network.n**2


def recalculated(network: Network) -> list[int]:
    graph, order = nx.Graph(network.graph), []
    while graph:
        worst = min(graph, key=lambda i: (-graph.degree[i], network.external_ids[i]))
        order.append(worst)
        graph.remove_node(worst)
    return order


@pytest.mark.parametrize("n", [5, 8, 13])
def test_closed_forms(n: int) -> None:
    star, complete = from_networkx(nx.star_graph(n - 1)), from_networkx(nx.complete_graph(n))
    for formula in (ROBUSTNESS, ROBUSTNESS_STATIC):
        assert formula.of(star).value == pytest.approx((n - 1) / n**2)
        assert formula.of(complete).value == pytest.approx((n - 1) / (2 * n))


def test_orders_of_equals_make_a_range() -> None:
    families, kite = ROBUSTNESS.of(florentine()), ROBUSTNESS.of(KITE)
    assert [families.low, families.high] == pytest.approx([0.164444, 0.177778], abs=5e-7)
    assert [kite.low, kite.high] == pytest.approx([0.30, 0.31])


@given(network=GRAPHS)
def test_both_are_what_a_slow_count_says(network: Network) -> None:
    if network.n < 5:
        return
    order = recalculated(network)
    fixed = sorted(range(network.n), key=lambda i: (-network.degree[i], network.external_ids[i]))
    assert ROBUSTNESS.of(network).value == pytest.approx(curve(network, order))
    assert ROBUSTNESS_STATIC.of(network).value == pytest.approx(curve(network, fixed))


def test_without_a_tie_nothing_can_hold() -> None:
    assert ROBUSTNESS.of(of([], "abcde")).reason is Reason.NO_TIES
    assert ROBUSTNESS_STATIC.of(of([], "abcde")).value is None


@settings(deadline=None, max_examples=40)
@given(lines=LINES)
def test_python_and_the_compiler_agree(lines: set[tuple[int, int]]) -> None:
    graph, n = rows(lines), 12
    answers = []
    for way in ("interpreted", "compiled"):
        order, largest = np.zeros(n, np.int64), np.zeros(n, np.int64)
        place, left = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        getattr(order_of_loss, way)(
            graph.start,
            graph.neighbour,
            np.arange(n),
            place,
            left,
            np.zeros(int(graph.degree.max()) + 1, np.int64),
            order,
        )
        getattr(largest_left, way)(
            graph.start, graph.neighbour, order, np.full(n, -1, np.int64), np.zeros(n, np.int64), largest
        )
        answers.append((order.tolist(), largest.tolist()))
    assert answers[0] == answers[1]
