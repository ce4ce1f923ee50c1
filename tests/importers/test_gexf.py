"""GEXF of several versions, with and without times, and as networkx writes it."""

from pathlib import Path

import networkx
import pytest

from graph.errors import UnreadableInput
from graph.model import Actor, Tie, TieEvidence
from tests.importers.district_files import District, imported


def gexf(folder: Path, edges: str, nodes: str = "", graph: str = "", attributes: str = "") -> Path:
    path = folder / "net.gexf"
    abc = "".join(f'<node id="{key}" label="{key.upper()}"/>' for key in "abc")
    path.write_text(
        f'<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph {graph}>{attributes}<nodes>{abc}{nodes}</nodes>'
        f"<edges>{edges}</edges></graph></gexf>",
        encoding="utf-8",
    )
    return path


def ties(found: District) -> dict[str, float | None]:
    """Ends of each tie and its level."""
    listed = {}
    for tie in found.all(Tie).values():
        source, target = found.keys([tie.source, tie.target])
        listed[f"{source}{'>' if tie.directed else '-'}{target}"] = tie.level
    return listed


def test_an_edge_is_of_its_own_type_or_of_the_graphs(tmp_path: Path) -> None:
    edges = '<edge source="b" target="a"/><edge source="a" target="c" type="undirected"/>'
    edges += '<edge source="b" target="c" type="mutual"/>'
    assert set(ties(imported(gexf(tmp_path, edges, graph='defaultedgetype="directed"')))) == {"b>a", "a-c", "b-c"}
    assert set(ties(imported(gexf(tmp_path, '<edge source="b" target="a"/>')))) == {"a-b"}


def test_attributes_of_nodes_and_edges_with_their_defaults(tmp_path: Path) -> None:
    declared = (
        '<attributes class="node"><attribute id="0" title="actor_type" type="string"><default>Verein</default>'
        '</attribute></attributes><attributes class="edge"><attribute id="0" title="level" type="float"/></attributes>'
    )
    nodes = '<node id="d" label="D"><attvalues><attvalue for="0" value="Kirche"/></attvalues></node>'
    edges = '<edge source="a" target="b" weight="7.0"><attvalues><attvalue for="0" value="3.0"/></attvalues></edge>'
    found = imported(gexf(tmp_path, edges, nodes, attributes=declared))
    verein, (kirche,) = ["actor_type:verein"], found.keys(found.one(Actor, "d").type)
    assert [found.keys(found.one(Actor, key).type) for key in "abc"] == [verein] * 3
    assert kirche.startswith("actor_type:")
    assert kirche not in verein
    assert ties(found) == {"a-b": 3}
    assert [piece.as_written for piece in found.all(TieEvidence).values()] == [("Gewicht: 7",)]


def test_days_become_since_and_until_and_other_times_are_named(tmp_path: Path) -> None:
    spells = '<spells><spell start="2020-01-01" end="2021-01-01"/><spell start="2022-01-01" end="2023-06-30"/></spells>'
    edges = '<edge id="x" source="a" target="b" start="2024-05-01T08:00:00"/>'
    edges += f'<edge id="y" source="b" target="c">{spells}</edge>'
    found = imported(gexf(tmp_path, edges, graph='mode="dynamic" timeformat="dateTime"'))
    held = found.all(TieEvidence)
    told = {key: [day.text if day else None for day in (one.since, one.until)] for key, one in held.items()}
    assert told == {"a|b": ["2024-05-01", None], "b|c": ["2020-01-01", "2023-06-30"]}
    assert [(left.code, left.spot.value) for left in found.result.left_out] == [("TIMES", "y")]
    numbers = imported(gexf(tmp_path, '<edge id="x" source="a" target="b" start="2.0"/>', graph='timeformat="double"'))
    assert [(left.code, left.spot.value) for left in numbers.result.left_out] == [("TIMES", "x")]
    assert [piece.since for piece in numbers.all(TieEvidence).values()] == [None]


def test_nodes_in_nodes_changing_values_and_drawings_are_named(tmp_path: Path) -> None:
    declared = (
        '<attributes class="node" mode="dynamic"><attribute id="t" title="alt_names" type="string"/></attributes>'
    )
    changing = '<attvalue for="t" value="Alt" end="1"/><attvalue for="t" value="Neu" start="1"/>'
    nodes = (
        f'<node id="p" label="P"><viz:color xmlns:viz="urn:viz" r="1"/><attvalues>{changing}</attvalues>'
        '<nodes><node id="q" label="Q"/></nodes></node><node id="r" label="R" pid="p"/>'
    )
    found = imported(gexf(tmp_path, '<edge source="q" target="r"/>', nodes, attributes=declared))
    assert set(found.all(Actor)) == {"a", "b", "c", "p", "q", "r"}
    assert found.one(Actor, "p").alt_names == ("Neu",)
    assert {(left.code, left.spot.value) for left in found.result.left_out} == {
        ("NESTED_GRAPH", "q"), ("NESTED_GRAPH", "r"), ("TIMES", "p"), ("DRAWING", None),
    }  # fmt: skip


@pytest.mark.parametrize("version", ["1.1draft", "1.2draft"])
def test_what_networkx_writes_comes_in_whole(tmp_path: Path, version: str) -> None:
    drawn = networkx.les_miserables_graph()
    networkx.write_gexf(drawn, tmp_path / "miserables.gexf", version=version)
    found = imported(tmp_path / "miserables.gexf")
    assert {actor.name for actor in found.all(Actor).values()} == set(drawn)
    assert len(ties(found)) == drawn.number_of_edges() == 254
    assert set(ties(found).values()) == {None}  # weights up to 31 are no levels
    weights = sorted(piece.as_written[0] for piece in found.all(TieEvidence).values())
    assert weights == sorted(f"Gewicht: {weight}" for _, _, weight in drawn.edges(data="weight"))
    assert not found.result.rejected
    assert not found.result.left_out


def test_graphml_under_the_name_of_gexf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "net.gexf").write_text("<graphml/>", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="holds no <gexf>"):
        imported(tmp_path / "net.gexf")
