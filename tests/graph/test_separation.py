"""What falls apart without an actor or a tie, against networkx on random networks."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.kernels.searching import search
from graph.network.adjacency import adjacency
from graph.network.separation import Separation


@st.composite
def graphs(draw: st.DrawFn) -> "nx.Graph[int]":
    n = draw(st.integers(1, 11))
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14)) if pairs else [])
    return graph


def separation(n: int, lines: list[tuple[int, int]]) -> Separation:
    ends = np.array(sorted(map(sorted, lines)), dtype=np.int64).reshape(-1, 2)
    return Separation(adjacency(n, ends[:, 0].copy(), ends[:, 1].copy()))


def parts(graph: "nx.Graph[int]") -> list[list[int]]:
    """The largest first, of equals the one with the smallest member."""
    return sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_cut_points_and_bridges_and_what_they_detach(graph: "nx.Graph[int]") -> None:
    found = separation(len(graph), list(graph.edges))
    assert sorted(found.part_sizes) == sorted(map(len, nx.connected_components(graph)))
    bridges: list[tuple[int, int]] = list(nx.bridges(graph))  # type: ignore[arg-type]  # the stubs take them for nodes
    assert set(found.cut_points) == set(nx.articulation_points(graph))
    assert set(found.bridges) == {tuple(sorted(edge)) for edge in bridges}
    for cut in found.cut_points:
        rest = parts(graph.subgraph(nx.node_connected_component(graph, cut) - {cut}))
        lost = rest[1:] if len(rest[0]) > 1 else rest
        assert sorted(sorted(piece) for piece in found.pieces(cut)) == sorted(rest)
        assert found.lost(cut) == sorted(actor for piece in lost for actor in piece)
        assert found.lost_count(cut) == len(found.lost(cut))
    for bridge in found.bridges:
        cut_graph = graph.copy()
        cut_graph.remove_edge(*bridge)
        sides = [sorted(nx.node_connected_component(cut_graph, end)) for end in bridge]
        assert found.beyond(bridge) == min(sides, key=lambda side: (len(side), -side[0]))


@pytest.mark.parametrize("n", [3, 2000])
def test_a_long_chain_is_all_cut_points_and_bridges(n: int) -> None:
    found = separation(n, [(i, i + 1) for i in range(n - 1)])
    assert found.cut_points == tuple(range(1, n - 1))
    assert found.bridges == tuple((i, i + 1) for i in range(n - 1))


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_python_and_the_compiler_search_alike(graph: "nx.Graph[int]") -> None:
    ends = np.array(sorted(map(sorted, graph.edges)), dtype=np.int64).reshape(-1, 2)
    rows = adjacency(len(graph), ends[:, 0].copy(), ends[:, 1].copy())
    answers = []
    for run in (search.interpreted, search.compiled):
        found = [np.full(len(graph), -1, dtype=np.int64) for _ in range(8)]
        run(rows.start, rows.neighbour, *found)
        answers.append([part.tolist() for part in found[:6]])
    assert answers[0] == answers[1]
