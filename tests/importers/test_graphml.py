"""Networks of other programs: what becomes of nodes and edges, and what is named where it is left out or refused."""

import string
from pathlib import Path

import pytest

from graph.errors import UnreadableInput
from graph.model import Actor, Tie, TieEvidence
from graph.model.states import TieState
from graph.store import open_store
from tests.importers.district_files import District, imported

_GRAPHML = string.Template('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">$keys$body</graphml>')


def graphml(folder: Path, body: str, keys: str = "", *, edges: str = "undirected") -> Path:
    whole = body if "<graph" in body else f'<graph edgedefault="{edges}">{body}</graph>'
    path = folder / "net.graphml"
    path.write_text(_GRAPHML.substitute(keys=keys, body=whole), encoding="utf-8")
    return path


def key(name: str, of: str = "edge", form: str = "string", inside: str = "") -> str:
    return f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{form}">{inside}</key>'


def data(**values: str) -> str:
    return "".join(f'<data key="{name}">{text}</data>' for name, text in values.items())


ABC = '<node id="a"/><node id="b"/><node id="c"/>'


def ties(found: District) -> dict[str, tuple[bool, float | None]]:
    """Ends of each tie, whether it is directed, and its level."""
    listed = {}
    for tie in found.all(Tie).values():
        assert (tie.state, tie.layer) == (TieState.EXISTS, "working")
        source, target = found.keys([tie.source, tie.target])
        listed[f"{source}{'>' if tie.directed else '-'}{target}"] = (bool(tie.directed), tie.level)
    return listed


def names(found: District) -> dict[str, str]:
    return {key: actor.name for key, actor in found.all(Actor).items()}


def test_an_edge_is_directed_as_it_says_or_as_the_graph_does(tmp_path: Path) -> None:
    body = ABC + '<edge source="b" target="a"/><edge source="c" target="b" directed="false"/>'
    assert set(ties(imported(graphml(tmp_path, body, edges="directed")))) == {"b>a", "b-c"}
    body = ABC + '<edge source="b" target="a"/><edge source="c" target="b" directed="true"/>'
    assert set(ties(imported(graphml(tmp_path, body)))) == {"a-b", "c>b"}


def test_the_label_names_an_actor_then_the_name_then_the_id(tmp_path: Path) -> None:
    keys = key("label", "node") + key("name", "node") + key("id", "node")
    body = (
        f'<node id="n0">{data(label="Brücke e.V.", name="bruecke")}</node><node id="n1">{data(name="-2+3")}</node>'
        f'<node id="n2">{data(label="n2", name="007")}</node><node id="n3">{data(id="Medici")}</node>'
        f'<node id="n4">{data(name="&apos;=1E5")}</node><node id="n5"/>'
    )
    found = imported(graphml(tmp_path, body, keys))
    assert names(found) == {
        "n0": "Brücke e.V.", "n1": "-2+3", "n2": "007", "n3": "Medici", "n4": "'=1E5", "n5": "n5",
    }  # fmt: skip
    assert [(left.code, left.spot.row, left.spot.value) for left in found.result.left_out] == [
        ("OTHER_NAME", 1, "bruecke")
    ]


def test_attributes_called_like_our_columns_fill_them(tmp_path: Path) -> None:
    keys = key("actor_type", "node") + key("municipality", "node") + key("capacity_fte", "node", "double")
    keys += key("colour", "node") + key("since") + key("Stufe", form="double") + key("layer")
    row = data(actor_type="Verein", municipality="Soest", capacity_fte="1.500", colour="red")
    edge = data(since="2024-03-01", Stufe="3.0", layer="working")
    body = f'<node id="a">{row}</node><node id="b"/><edge source="a" target="b">{edge}</edge>'
    found = imported(graphml(tmp_path, body, keys))
    actor = found.one(Actor, "a")
    assert (found.keys(actor.type), found.keys(actor.places)) == (["actor_type:verein"], ["Soest"])
    assert actor.capacity_fte == 1.5
    (tie,) = found.all(Tie).values()
    assert (tie.level, tie.since and tie.since.text) == (3, "2024-03-01")
    assert [(left.code, left.spot.column) for left in found.result.left_out] == [("UNKNOWN_HEADING", "colour")]


def test_a_weight_is_a_level_only_where_the_file_says_so(tmp_path: Path) -> None:
    body = ABC + f'<edge source="a" target="b">{data(weight="3.0")}</edge>'
    plain = imported(graphml(tmp_path, body, key("weight", form="double")))
    assert ties(plain) == {"a-b": (False, None)}
    assert [piece.as_written for piece in plain.all(TieEvidence).values()] == [("Gewicht: 3",)]
    described = key("weight", form="double", inside="<desc>Level (1–4)</desc>")
    assert ties(imported(graphml(tmp_path, body, described))) == {"a-b": (False, 3)}
    keys = key("weight", form="double") + '<key id="w" for="graph" attr.name="weight"/>'
    assert ties(imported(graphml(tmp_path, body + data(w="level"), keys))) == {"a-b": (False, 3)}


def test_a_level_beyond_four_refuses_its_edge_alone(tmp_path: Path) -> None:
    edges = "".join(
        f'<edge source="{a}" target="{b}">{data(level=level)}</edge>'
        for a, b, level in ("ab7", "bc2", ("a", "c", "NaN"))
    )
    found = imported(graphml(tmp_path, ABC + edges, key("level", form="double")))
    assert ties(found) == {"b-c": (False, 2), "a-c": (False, None)}
    assert [(p.code, p.spot.sheet, p.spot.row) for p in found.result.rejected] == [("OUT_OF_RANGE", "edges", 1)]


def test_parallel_edges_are_pieces_of_one_tie_and_a_loop_is_none(tmp_path: Path) -> None:
    body = ABC + '<edge id="0" source="a" target="b"/><edge id="0" source="b" target="a"/><edge source="c" target="c"/>'
    found = imported(graphml(tmp_path, body))
    assert set(ties(found)) == {"a-b"}
    assert set(found.all(TieEvidence)) == {"a|b", "a|b|2"}
    assert [(left.code, left.spot.row, left.spot.value) for left in found.result.left_out] == [("LOOP", 3, "c")]
    assert found.result.exit_code == 0
    both = '<edge source="a" target="b"/><edge source="b" target="a"/>'
    assert set(ties(imported(graphml(tmp_path, ABC + both, edges="directed")))) == {"a>b", "b>a"}


def test_nested_graphs_hyperedges_and_ports_are_named(tmp_path: Path) -> None:
    inner = '<node id="x"><graph edgedefault="directed"><node id="y"/><edge source="y" target="a"/></graph></node>'
    odd = '<hyperedge id="h"><endpoint node="a"/></hyperedge><edge id="e" source="a" target="b" sourceport="p"/>'
    found = imported(graphml(tmp_path, ABC + inner + odd))
    assert set(names(found)) == {"a", "b", "c", "x", "y"}
    assert set(ties(found)) == {"y>a", "a-b"}
    assert {(left.code, left.spot.value) for left in found.result.left_out} == {
        ("NESTED_GRAPH", "x"), ("HYPEREDGE", "h"), ("PORT", "e"),
    }  # fmt: skip


def test_what_does_not_fit_is_refused_and_the_rest_is_taken(tmp_path: Path) -> None:
    body = ABC + '<node id="a"><data key="name">B</data></node><node/><node id="x&#x202e;"/>'
    body += '<edge source="a" target="b"/><edge source="a"/><edge source="a" target="z"/>'
    found = imported(graphml(tmp_path, body, key("name", "node")))
    assert set(names(found)) == {"a", "b", "c"}
    assert set(ties(found)) == {"a-b"}
    assert {(p.code, p.spot.sheet, p.spot.row) for p in found.result.rejected} == {
        ("DUPLICATE_ID", "nodes", 4), ("MISSING_ID", "nodes", 5), ("FORBIDDEN_CHARACTER", "nodes", 6),
        ("MISSING_VALUE", "edges", 2), ("MISSING_REFERENCE", "edges", 3),
    }  # fmt: skip


def test_an_id_may_hold_any_sign(tmp_path: Path) -> None:
    ids = ("2;3", "a|b", "b", "c", "a", "b|2", "1,5", "-", "N.N.", "true", "A")
    body = "".join(f'<node id="{one}"/>' for one in ids)
    pairs = (("2;3", "a"), ("a|b", "c"), ("a", "b"), ("1,5", "-"), ("N.N.", "true"), ("A", "a"), ("a", "b|2"))
    edges = "".join(f'<edge source="{a}" target="{b}"/>' for a, b in (("a", "b"), *pairs))
    found = imported(graphml(tmp_path, body + edges))
    assert not found.result.rejected
    assert set(names(found)) == set(ids)
    assert len(ties(found)) == len(pairs)


def test_an_attribute_of_another_meaning_refuses_nothing(tmp_path: Path) -> None:
    keys = "".join(key(name, "node") for name in ("seats", "visibility", "volunteer")) + key("state")
    body = f'<node id="a">{data(seats="many", visibility="0.7", volunteer="maybe")}</node><node id="b"/>'
    found = imported(graphml(tmp_path, body + f'<edge source="a" target="b">{data(state="Ohio")}</edge>', keys))
    assert set(ties(found)) == {"a-b"}
    assert not found.result.rejected
    assert {(left.code, left.spot.value) for left in found.result.left_out} == {
        ("OTHER_MEANING", value) for value in ("many", "0.7", "maybe", "Ohio")
    }


def test_nodes_may_share_a_name(tmp_path: Path) -> None:
    body = f'<node id="a">{data(name="Verein")}</node><node id="b">{data(name="Verein")}</node>'
    found = imported(graphml(tmp_path, body + '<edge source="a" target="b"/>', key("name", "node")))
    assert names(found) == {"a": "Verein", "b": "Verein"}
    assert set(ties(found)) == {"a-b"}


def test_defaults_hold_where_nothing_else_is_said(tmp_path: Path) -> None:
    keys = key("level", form="int", inside="<default>2</default>")
    body = ABC + f'<edge source="a" target="b"/><edge source="b" target="c">{data(level="4")}</edge>'
    assert ties(imported(graphml(tmp_path, body, keys))) == {"a-b": (False, 2), "b-c": (False, 4)}


def test_yed_names_nodes_inside_of_its_drawing(tmp_path: Path) -> None:
    keys = '<key for="node" id="d6" yfiles.type="nodegraphics"/>'
    drawn = '<y:ShapeNode xmlns:y="urn:y"><y:Fill color="#FFCC00"/><y:NodeLabel>Caritas\n</y:NodeLabel></y:ShapeNode>'
    found = imported(graphml(tmp_path, f'<node id="n0"><data key="d6">{drawn}</data></node>', keys))
    assert names(found) == {"n0": "Caritas"}


def test_a_second_import_changes_nothing_and_a_changed_file_shows_the_difference(tmp_path: Path) -> None:
    with open_store("sqlite::memory:") as store:
        body = ABC + '<edge source="a" target="b"/><edge source="b" target="c"/>'
        imported(graphml(tmp_path, body), store, "net")
        turned = ABC + '<edge source="c" target="b"/><edge source="b" target="a"/>'
        again = imported(graphml(tmp_path, turned), store, "net").result
        assert (again.added, again.changed, again.written) == ({}, {}, False)
        more = f'<edge source="a" target="b">{data(level="2")}</edge><edge source="a" target="c"/>'
        after = imported(graphml(tmp_path, ABC + more, key("level", form="int")), store, "net")
        assert after.result.added == {"TieEvidence": 1, "Tie": 1}
        assert after.result.changed == {"TieEvidence": 1, "Tie": 1}
        assert ties(after) == {"a-b": (False, 2), "b-c": (False, None), "a-c": (False, None)}


_BOMB = '<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FOREIGN = '<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ab Zeile 1 kein gültiges XML"),
        (b"<graphml>\n<graph>\n<node id='a'>", "ab Zeile 3 kein gültiges XML"),
        (b"\x00\x01\x02", "kein gültiges XML"),
        (b"<gexf/>", "enthält kein <graphml>"),
        (b"<graphml><graph/></graphml>", "enthält keine Knoten"),
        ("<graphml><graph><node id='Käse'/></graph></graphml>".encode("latin-1"), "Codierung, die sie angibt"),
        (b'<?xml version="1.0" encoding="klingon"?><graphml/>', "Codierung"),
        (f"{_BOMB}<graphml><graph><node id='&b;'/></graph></graphml>".encode(), "Abkürzungen (ENTITY)"),
        (f"{_FOREIGN}<graphml><graph><node id='a'/></graph></graphml>".encode(), "Abkürzungen (ENTITY)"),
        (b"<graphml>" + b"<graph>" * 200, "zu tief verschachtelt"),
    ],
)
def test_what_is_no_network_is_refused_with_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "net.graphml"
    path.write_bytes(content)
    with open_store("sqlite::memory:") as store:
        with pytest.raises(UnreadableInput) as told:
            imported(path, store)
        assert reason in told.value.message.de
        assert "\n" not in told.value.message.de
        assert store.revision() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_what_the_file_says(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "net.graphml"
    text = f'<?xml version="1.0" encoding="{encoding}"?><graphml><graph><node id="Größe"/></graph></graphml>'
    path.write_bytes(text.encode(encoding))
    assert names(imported(path)) == {"Größe": "Größe"}
