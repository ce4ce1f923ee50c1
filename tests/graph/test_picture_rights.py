"""The masks of a view say of each record what its rights say of it alone; so do the records as they are shown."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import KINDS
from graph.picture import Picture
from graph.picture.column import Mask
from graph.picture.table import Table
from graph.picture.visible import allowed
from graph.rights import may_see, visible
from tests.graph.random_graphs import a_graph, viewers


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_the_masks_are_the_rights_of_each_record(seed: int) -> None:
    chance = random.Random(seed)
    graph = a_graph(chance)
    picture = Picture(1, graph)
    for viewer in viewers(chance, graph):
        by_itself = {ref for ref, record in graph.items() if may_see(viewer, record)}
        seen, view = visible(viewer, graph), picture.seen_by(viewer)
        for kind in KINDS.values():
            table = picture.table(kind)
            of_kind = {ref: record for ref, record in seen.items() if type(record) is kind}
            assert at(table, allowed(viewer, table)) == {ref for ref in by_itself if type(graph[ref]) is kind}
            assert at(table, view.mask_of(kind)) == of_kind.keys()
            assert {record.id: record for record in view.all(kind)} == of_kind


def at(table: Table, mask: Mask) -> set[str]:
    return {ref for ref, row in table.position.items() if mask[row]}
