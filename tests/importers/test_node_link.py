"""Networks in JSON as other programs write them: nodes and links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.errors import UnreadableInput
from graph.model import Actor, Tie
from tests.importers.district_files import District, imported


def of(folder: Path, whole: Any) -> District:
    path = folder / "net.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return imported(path)


def ties(found: District) -> dict[tuple[str, str], tuple[bool, float | None]]:
    return {
        (min(ends), max(ends)): (bool(tie.directed), tie.level)
        for tie in found.all(Tie).values()
        if (ends := found.keys([tie.source, tie.target]))
    }


@pytest.mark.parametrize("called", ["edges", "links"])
def test_what_networkx_writes(tmp_path: Path, called: str) -> None:
    club = nx.karate_club_graph()
    found = of(tmp_path, nx.node_link_data(club, edges=called))
    assert set(found.all(Actor)) == {str(node) for node in club}
    assert set(ties(found)) == {(min(ends), max(ends)) for a, b in club.edges if (ends := (str(a), str(b)))}
    assert {directed for directed, _ in ties(found).values()} == {False}
    assert not found.result.rejected


def test_directed_parallel_and_levels(tmp_path: Path) -> None:
    many: Any = nx.MultiDiGraph(weight="level")
    many.add_edge("a", "b", weight=3)
    many.add_edge("a", "b", weight=3)
    many.add_edge("b", "c", weight=2.0)
    assert ties(of(tmp_path, nx.node_link_data(many, edges="links"))) == {("a", "b"): (True, 3), ("b", "c"): (True, 2)}


def test_nodes_without_ids_are_meant_by_their_place(tmp_path: Path) -> None:
    nodes = [{"name": "Myriel"}, {"name": "Napoléon"}, {"name": "Geborand", "group": {"a": 1}}]
    found = of(tmp_path, {"nodes": nodes, "links": [{"source": 1, "target": 0, "value": 8}]})
    assert {key: actor.name for key, actor in found.all(Actor).items()} == {
        "0": "Myriel", "1": "Napoléon", "2": "Geborand",
    }  # fmt: skip
    assert set(ties(found)) == {("0", "1")}


@pytest.mark.parametrize("whole", [[], {}, {"nodes": [1], "links": []}, {"nodes": [], "edges": []}, {"nodes": [{}]}])
def test_what_is_no_network_is_refused(tmp_path: Path, whole: Any) -> None:
    with pytest.raises(UnreadableInput):
        of(tmp_path, whole)


def test_an_edge_without_an_end_is_refused_alone(tmp_path: Path) -> None:
    nodes = [{"id": "a"}, {"id": "b"}]
    found = of(tmp_path, {"nodes": nodes, "edges": [{"source": "a"}, {"source": "a", "target": "b"}]})
    assert [problem.code for problem in found.result.rejected] == ["MISSING_VALUE"]
    assert set(ties(found)) == {("a", "b")}
