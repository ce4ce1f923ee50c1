"""One network in the dialects of several programs: the same measures of each, worked out here in another way.

The network is directed in part, with ties in both directions, parallel ties, loops, ids whose order as text is another
than that of their numbers, and types and places that not every actor has.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph.metric import Metric
from graph.network.network import Networks
from graph.picture import Picture
from graph.rights import OFFICE
from graph.scope import Scope
from graph.strength import all_formulas
from tests.importers.district_files import imported

_RANDOM = random.Random(5)
IDS = [str(i) for i in range(14)]
TYPE = {one: (None, "Verein", "Schule", "Museum")[int(one) % 4] for one in IDS}
PLACE = {one: ("Werl", None, "Soest")[int(one) % 3] for one in IDS}
EDGES = [(_RANDOM.choice(IDS), _RANDOM.choice(IDS), _RANDOM.random() < 0.5) for _ in range(34)]
EDGES += [("1", "2", True), ("2", "1", True), ("3", "3", False), ("10", "9", False), ("9", "10", False)]

_DIRECTED, _UNDIRECTED = ' directed="true"', ' directed="false"'


def _yed(path: Path) -> Path:
    nodes = "".join(
        f'<node id="{one}"><data key="d5"><y:ShapeNode><y:NodeLabel>{one}<y:LabelModel/></y:NodeLabel></y:ShapeNode>'
        f"</data>{_data('d6', TYPE[one])}{_data('d7', PLACE[one])}</node>"
        for one in IDS
    )
    edges = "".join(
        f'<edge id="e{k}" source="{a}" target="{b}"{"" if directed else _UNDIRECTED}/>'
        for k, (a, b, directed) in enumerate(EDGES)
    )
    keys = '<key for="node" id="d5" yfiles.type="nodegraphics"/>' + _key("d6", "type") + _key("d7", "municipality")
    return _written(
        path / "yed.graphml",
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        f'{keys}<graph edgedefault="directed" id="G">{nodes}{edges}</graph></graphml>',
    )


def _edges_first(path: Path) -> Path:
    """Without a namespace, the edges before the nodes, weights that say nothing, and a label in capitals."""
    nodes = "".join(
        f'<node id="{one}"><data key="l">Nr. {one}</data>{_data("t", TYPE[one])}{_data("p", PLACE[one])}</node>'
        for one in IDS
    )
    edges = "".join(f'<edge source="{a}" target="{b}"{_DIRECTED if directed else ""}/>' for a, b, directed in EDGES)
    keys = _key("l", "Label") + _key("t", "Type") + _key("p", "Place")
    keys += '<key id="w" for="edge" attr.name="weight" attr.type="double"><default>1.0</default></key>'
    return _written(
        path / "plain.graphml", f'<graphml>{keys}<graph edgedefault="undirected">{edges}{nodes}</graph></graphml>'
    )


def _gephi(version: str, namespace: str, default: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        nodes = "".join(
            f'<node id="{one}" label=""><attvalues>{_value("0", TYPE[one])}{_value("1", PLACE[one])}</attvalues>'
            '<viz:size value="10.0"/></node>'
            for one in IDS
        )
        edges = "".join(
            f'<edge id="{k}" source="{a}" target="{b}" weight="{1 + k % 3}.0"{_sort(k, directed, default)}/>'
            for k, (a, b, directed) in enumerate(EDGES)
        )
        attributes = '<attribute id="0" title="Type" type="string"/><attribute id="1" title="Places" type="string"/>'
        return _written(
            path / f"gephi{version}.gexf",
            f'<gexf xmlns="{namespace}" xmlns:viz="{namespace}/viz" version="{version}">'
            f'<graph defaultedgetype="{default}"><attributes class="node">{attributes}</attributes>'
            f"<nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>",
        )

    return write


def _sort(k: int, directed: bool, default: str) -> str:
    """Undirected edges are written in three ways in turn, one of them by saying nothing."""
    if directed:
        return "" if default == "directed" and k % 2 else ' type="directed"'
    if k % 3 == 0:
        return ' type="mutual"'
    return "" if default != "directed" and k % 3 == 1 else ' type="undirected"'


def _json(path: Path) -> Path:
    nodes = [{"id": int(one), "type": TYPE[one], "municipality": PLACE[one]} for one in IDS]
    links = [{"source": int(a), "target": int(b), "directed": directed} for a, b, directed in EDGES]
    return _written(path / "net.json", json.dumps({"directed": False, "nodes": nodes, "links": links}))


def _key(name: str, title: str) -> str:
    return f'<key id="{name}" for="node" attr.name="{title}" attr.type="string"/>'


def _data(key: str, text: str | None) -> str:
    return f'<data key="{key}">{text}</data>' if text else ""


def _value(key: str, text: str | None) -> str:
    return f'<attvalue for="{key}" value="{text}"/>' if text else ""


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


DIALECTS = {
    "yed": _yed,
    "edges first": _edges_first,
    "gexf 1.1": _gephi("1.1", "http://www.gexf.net/1.1draft", "undirected"),
    "gexf 1.2": _gephi("1.2", "http://www.gexf.net/1.2draft", "directed"),
    "gexf 1.3": _gephi("1.3", "http://gexf.net/1.3", "mutual"),
    "json": _json,
}

SIMPLE: nx.Graph[str] = nx.Graph()
SIMPLE.add_nodes_from(IDS)
SIMPLE.add_edges_from((a, b) for a, b, _ in EDGES if a != b)
ARCS = {arc for a, b, directed in EDGES if a != b for arc in ((a, b), *(() if directed else ((b, a),)))}
N = len(IDS)


def _spread(counts: Counter[str]) -> float:
    return sum(max(counts.values()) - counts[one] for one in IDS) / (N - 1) ** 2


def _falls(graph: nx.Graph[str], *, fixed: bool) -> float:
    left, total = graph.copy(), 0
    order = sorted(graph, key=lambda one: (-graph.degree[one], one))
    for turn in range(N):
        left.remove_node(order[turn] if fixed else min(left, key=lambda one: (-left.degree[one], one)))
        total += max((len(part) for part in nx.connected_components(left)), default=0)
    return total / N**2


def _mediated(group: dict[str, str | None]) -> Counter[str]:
    found: Counter[str] = Counter()
    for middle in IDS:
        for a, b in combinations(SIMPLE[middle], 2):
            x, y, z = group[a], group[middle], group[b]
            if SIMPLE.has_edge(a, b) or None in (x, y, z):
                continue
            role = "Liaison"
            if x == z:
                role = "Coordinator" if x == y else "Itinerant"
            elif y in (x, z):
                role = "Gatekeeper"
            found[role] += 1
    return found


def _expected() -> dict[tuple[str, str | None], float]:
    mutual = sum((b, a) in ARCS for a, b in ARCS) // 2
    single = len(ARCS) - 2 * mutual
    found: dict[tuple[str, str | None], float] = {
        ("density", None): len(ARCS) / (N * (N - 1)),
        ("inDegreeCentralization", None): _spread(Counter(b for _, b in ARCS)),
        ("outDegreeCentralization", None): _spread(Counter(a for a, _ in ARCS)),
        ("reciprocityArc", None): 2 * mutual / (2 * mutual + single),
        ("reciprocityTie", None): mutual / (mutual + single),
        ("transitivity", None): nx.transitivity(SIMPLE),
        ("robustness", None): _falls(SIMPLE, fixed=False),
        ("robustnessStatic", None): _falls(SIMPLE, fixed=True),
    }
    for by, group in (("actorType", TYPE), ("place", PLACE)):
        ends = [(group[a], group[b]) for a, b in SIMPLE.edges if group[a] and group[b]]
        across = sum(a != b for a, b in ends)
        found["eiIndex", by] = (2 * across - len(ends)) / len(ends)
        grouped = SIMPLE.subgraph([one for one in IDS if group[one]]).copy()
        nx.set_node_attributes(grouped, {one: group[one] for one in grouped}, "group")
        found["attributeAssortativity", by] = nx.attribute_assortativity_coefficient(grouped, "group")
        roles = _mediated(group)
        roles["Representative"] = roles["Gatekeeper"]
        for role in ("Coordinator", "Itinerant", "Gatekeeper", "Representative", "Liaison"):
            found[f"brokerage{role}", by] = roles[role]
    return found


def _measured(path: Path) -> tuple[int, int, dict[tuple[str, str | None], Metric]]:
    found = imported(path)
    assert not found.result.rejected
    view = Picture(1, found.records).seen_by(OFFICE)
    (dataset,) = {record.dataset for record in found.records.values()}
    network = Networks(view, dataset, date(2026, 1, 15)).of(Scope(dataset))
    return network.n, network.m, {(one.key, one.by): one.of(network) for one in all_formulas()}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_comes_to_the_same(dialect: str, tmp_path: Path) -> None:
    n, m, found = _measured(DIALECTS[dialect](tmp_path))
    assert (n, m) == (N, SIMPLE.number_of_edges())
    for key, known in _expected().items():
        assert found[key].value == pytest.approx(known, abs=1e-9), key


def test_the_network_tries_what_it_says() -> None:
    assert any(a == b for a, b, _ in EDGES)
    assert len(EDGES) > len({(a, b) for a, b, _ in EDGES})
    assert any((b, a) in ARCS for a, b in ARCS)
    assert any((b, a) not in ARCS for a, b in ARCS)
    assert sorted(IDS) != IDS
