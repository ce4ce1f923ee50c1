"""Exports for other programs hold the measures of actors, say where they come from, and come back as they were."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import igraph
import networkx
import pytest

from api.export import write
from api.export.measures import attributes_of_actors
from graph.digest import digest
from graph.model import EDGE_KINDS, NODE_KINDS, Actor
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.schema import attribute_name, properties
from graph.scope import COOPERATION
from graph.store import open_store
from graph.strength.profile import strengths
from importers.run import import_path

ON = date(2026, 1, 15)
NAME = "kreis-lindental"
FOLDER = Path(__file__).resolve().parents[2] / "examples" / NAME
ENDINGS = {"actorType": "ActorType", "place": "Place", None: ""}


def seen(address: str, path: Path) -> Iterator[View]:
    with open_store(address) as store:
        import_path(store, path, author="test", now=datetime(2026, 1, 15, tzinfo=UTC), dataset=NAME)
        yield Pictures(store).current().seen_by(OFFICE)


@pytest.fixture(scope="module")
def district() -> Iterator[View]:
    yield from seen("sqlite::memory:", FOLDER)


@pytest.fixture(scope="module")
def expected(district: View) -> dict[str, dict[str, float]]:
    """The numbers of every actor as `strength --actors` tells them."""
    (one,) = strengths(district, NAME, None, COOPERATION, ON, actors=True)
    return {
        actor.id: {
            metric.key + ENDINGS[metric.by]: metric.value
            for metric in actor.metrics
            if metric.value is not None and metric.key != "trust"
        }
        for actor in one.actors
    }


def written(view: View, folder: Path, ending: str, *, on: date | None = ON) -> Path:
    out = folder / f"out{ending}"
    write(view, NAME, out, on=on)
    return out


def content(path: Path) -> str:
    """What a file holds when it is read back."""
    for view in seen("sqlite::memory:", path):
        return digest([record for kind in (*NODE_KINDS, *EDGE_KINDS) for record in view.all(kind, NAME)])
    raise AssertionError


def test_no_measure_is_called_like_a_property() -> None:
    assert attributes_of_actors().isdisjoint(attribute_name(Actor, prop) for prop in properties(Actor))


def test_networkx_reads_every_number_from_graphml(
    district: View, expected: dict[str, dict[str, float]], tmp_path: Path
) -> None:
    graph = networkx.read_graphml(written(district, tmp_path, ".graphml"))
    names = attributes_of_actors()
    found = {
        node: {name: value for name, value in data.items() if name in names} for node, data in graph.nodes(data=True)
    }
    assert {node: values for node, values in found.items() if values} == expected
    meant = {one["attribute"]: one for one in json.loads(graph.graph["actorMeasures"])[NAME]}
    assert meant.keys() == names
    assert all(one["meaning"] and one["formulaVersion"] and one["asOf"] == "2026-01-15" for one in meant.values())
    whole = {metric["key"] for metric in json.loads(graph.graph["measures"])[NAME]["metrics"]}
    assert whole > {"density", "robustness"}
    assert "trust" not in whole


def test_igraph_reads_the_same_from_graphml(
    district: View, expected: dict[str, dict[str, float]], tmp_path: Path
) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(district, tmp_path, ".graphml")))
    found = {vertex["id"]: vertex["betweenness"] for vertex in graph.vs if vertex["id"] in expected}
    assert found == pytest.approx({node: values["betweenness"] for node, values in expected.items()})


def test_networkx_reads_the_same_from_gexf(
    district: View, expected: dict[str, dict[str, float]], tmp_path: Path
) -> None:
    graph = networkx.read_gexf(written(district, tmp_path, ".gexf"))
    found = {node: data["effectiveSize"] for node, data in graph.nodes(data=True) if "effectiveSize" in data}
    assert found == {node: values["effectiveSize"] for node, values in expected.items() if "effectiveSize" in values}


def test_kumu_gets_the_fields_that_it_documents(
    district: View, expected: dict[str, dict[str, float]], tmp_path: Path
) -> None:
    whole: dict[str, Any] = json.loads(written(district, tmp_path, ".kumu.json").read_text(encoding="utf-8"))
    assert whole.keys() == {"elements", "connections"}
    ids = [one["id"] for one in (*whole["elements"], *whole["connections"])]
    assert len(ids) == len(set(ids))
    elements = {one["id"]: one for one in whole["elements"]}
    assert all(isinstance(one["label"], str) and isinstance(one["type"], str) for one in elements.values())
    assert all(isinstance(tag, str) for one in elements.values() for tag in one.get("tags", []))
    for one in whole["connections"]:
        assert elements.keys() >= {one["from"], one["to"]}
        assert one["direction"] in {"directed", "undirected", "mutual"}
    assert {one["direction"] for one in whole["connections"] if one["type"] == "Tie"} == {"mutual"}
    assert {node: elements[node]["degree"] for node in expected} == {n: v["degree"] for n, v in expected.items()}
    assert json.loads(elements["geflecht"]["actorMeasures"])[NAME]


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_measures_do_not_come_back_as_content(district: View, tmp_path: Path, ending: str) -> None:
    (tmp_path / "bare").mkdir()
    measured, bare = written(district, tmp_path, ending), written(district, tmp_path / "bare", ending, on=None)
    assert measured.stat().st_size > bare.stat().st_size
    assert content(measured) == content(bare)


def test_a_graph_without_actors_has_no_numbers(tmp_path: Path) -> None:
    (tmp_path / "measures.csv").write_text("measure_id,title\nm1,Sprachkurs\n", encoding="utf-8")
    for view in seen("sqlite::memory:", tmp_path):
        for ending in (".graphml", ".gexf", ".kumu.json"):
            assert '"betweenness"' not in written(view, tmp_path, ending).read_text(encoding="utf-8")
