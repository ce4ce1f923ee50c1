"""Random graphs × random filters, orders and pages: the picture answers what plain Python answers.

GEFLECHT_CASES=20000 asks for more than the two thousand or so of an ordinary run.
"""

from __future__ import annotations

import os
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import Record, Ref
from graph.picture import Picture, View
from graph.query import parse_filter
from graph.query.ordering import OrderBy
from graph.relations import relations
from tests.graph.query_oracle import Oracle
from tests.graph.random_graphs import EDGES, NODES, a_filter, a_graph, an_order, viewers

FILTERS_PER_GRAPH = 60
GRAPHS = max(1, int(os.environ.get("GEFLECHT_CASES", "2400")) // FILTERS_PER_GRAPH)
ASKED: tuple[type[Record], ...] = (*NODES, *EDGES)


@settings(max_examples=GRAPHS, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**64))
def test_ids_order_counts_and_pages_are_those_of_plain_python(seed: int) -> None:
    chance = random.Random(seed)
    graph = a_graph(chance)
    picture = Picture(1, graph)
    held = {type(record): None for record in graph.values()}
    everybody = viewers(chance, graph)
    oracles = [Oracle(graph, viewer) for viewer in everybody]
    for _ in range(FILTERS_PER_GRAPH):
        which = max(0, chance.randrange(-5, len(everybody)))  # half of the questions are the office's
        view, oracle, kind = picture.seen_by(everybody[which]), oracles[which], chance.choice([*held])
        where, order = a_filter(chance, kind, graph), an_order(chance, kind)
        expected = oracle.ordered(kind, where, order)
        asked = parse_filter(kind, where)
        page = view.select(kind, asked, order, first=None)
        assert [record.id for record in page.records] == expected, (kind, where, order)
        assert page.total == view.count(kind, asked) == len(expected)
        assert list(page.records) == [oracle.seen[Ref(ref)] for ref in expected]
        if len(expected) > 1:
            assert walked(view, kind, where, order, chance.randrange(1, len(expected))) == expected


def walked(view: View, kind: type[Record], where: dict[str, Any], order: OrderBy, size: int) -> list[str]:
    """The ids of all pages of that size, one after the other; the filter is written anew for each."""
    found: list[str] = []
    after = None
    while True:
        page = view.select(kind, parse_filter(kind, where), order, first=size, after=after)
        found += [record.id for record in page.records]
        if not page.has_next:
            return found
        after = page.cursors[-1]


@settings(max_examples=GRAPHS, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**64))
def test_related_is_that_of_plain_python(seed: int) -> None:
    chance = random.Random(seed)
    graph = a_graph(chance)
    for viewer in viewers(chance, graph):
        view, oracle = Picture(1, graph).seen_by(viewer), Oracle(graph, viewer)
        kind = chance.choice(ASKED)
        relation = chance.choice([r for r in relations(kind).values() if {*ASKED} >= {*r.kinds}])
        ids = [ref for ref, record in graph.items() if type(record) is kind]
        found = view.related(kind, ids, relation.name, first=2)
        assert found.keys() == {ref for ref in ids if ref in oracle.seen}
        for ref, related in found.items():
            steps = oracle.steps(oracle.seen[ref], relation)
            assert related.total == len(steps)
            whole = view.related(kind, [ref], relation.name, first=None)[ref]
            assert whole.steps[:2] == related.steps
            ids_of = [(node.id, edge and edge.id) for node, edge in steps]
            assert sorted(str((s.node.id, s.edge and s.edge.id)) for s in whole.steps) == sorted(map(str, ids_of))
