"""Published networks, from files that networkx and igraph wrote, through import and strength at the command line."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx
import pytest

from api.cli.entry import run

Captured = pytest.CaptureFixture[str]
Drawn = Any  # a graph of networkx, whose types say less than it does
nx: Any = networkx


def _padgett(*, with_pucci: bool) -> Drawn:
    families = nx.Graph(nx.florentine_families_graph())
    families.add_nodes_from(["Pucci"] if with_pucci else [])
    return families


def _named(drawn: Drawn) -> Drawn:
    return nx.relabel_nodes(drawn, str)


def _apart() -> Drawn:
    drawn = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e")])
    drawn.add_node("f")
    return drawn


def _chain(*more: str) -> Drawn:
    """0⇄1→2→3, and actors without ties."""
    drawn = nx.DiGraph([("0", "1"), ("1", "0"), ("1", "2"), ("2", "3")])
    drawn.add_nodes_from(more)
    return drawn


def _davis() -> Drawn:
    both = nx.Graph(nx.davis_southern_women_graph())
    both.graph.clear()  # lists, which GraphML does not hold
    return both


def _women() -> Drawn:
    women = [node for node, side in _davis().nodes(data="bipartite") if side == 0]
    return nx.Graph(nx.bipartite.projected_graph(_davis(), women))


NETWORKS: dict[str, Drawn] = {
    "padgett": _padgett(with_pucci=False),
    "pucci": _padgett(with_pucci=True),
    "kite": _named(nx.krackhardt_kite_graph()),
    "karate": _named(nx.karate_club_graph()),
    "miserables": nx.Graph(nx.les_miserables_graph()),
    "women": _women(),
    "davis": _davis(),
    "apart": _apart(),
    "star": nx.relabel_nodes(nx.star_graph(4), {0: "hub", 1: "Žofia & Söhne", 2: "=1+1", 3: "007", 4: "-2+3 <e.V.>"}),
    "ring": _named(nx.cycle_graph(6)),
    "chain": _chain(),
    "longChain": _chain("4"),
    "directed": nx.relabel_nodes(nx.gnp_random_graph(14, 0.2, seed=5, directed=True), str),
}


def _by_igraph(drawn: Drawn, path: Path) -> None:
    order = list(drawn)
    edges = [(order.index(a), order.index(b)) for a, b in drawn.edges]
    made = igraph.Graph(n=len(order), edges=edges, directed=drawn.is_directed())
    made.vs["name"] = order
    made.write_graphml(str(path.with_suffix(".graphml")))


def _by_networkx(drawn: Drawn, path: Path) -> None:
    nx.write_graphml(drawn, path.with_suffix(".graphml"))


def _as_gexf(drawn: Drawn, path: Path) -> None:
    nx.write_gexf(drawn, path.with_suffix(".gexf"))


WRITERS: tuple[Callable[[Drawn, Path], None], ...] = (_by_networkx, _by_igraph, _as_gexf)


class Told:
    """What `strength --json` tells of one network: values by key, those of actors by name and key."""

    def __init__(self, network: dict[str, Any]) -> None:
        self.n, self.m = network["n"], network["m"]
        self.metrics = {metric["key"]: metric for metric in network["metrics"]}
        self.actors = {
            actor["name"]: {one["key"]: one["value"] for one in actor["metrics"]} for actor in network["actors"]
        }

    def __getitem__(self, key: str) -> Any:
        return self.metrics[key]["value"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """All networks in one store, written in turn by each program."""
    folder = tmp_path_factory.mktemp("published")
    address = f"sqlite:{folder / 'geflecht.db'}"
    found = {}
    for number, (name, drawn) in enumerate(NETWORKS.items()):
        WRITERS[number % len(WRITERS)](drawn, folder / name)
        (path,) = folder.glob(f"{name}.g*")
        assert run(["--store", address, "import", str(path)]) == 0
        with (folder / "told.json").open("w+", encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", file)
            words = ["strength", "--dataset", name, "--actors", "--json", "--on", "2026-01-15"]
            assert run(["--store", address, *words]) == 0
            file.seek(0)
            (network,) = json.load(file)["networks"]
        found[name] = Told(network)
    return found


def test_every_name_and_tie_arrives(told: dict[str, Told]) -> None:
    assert set(told) == set(NETWORKS)
    for name, drawn in NETWORKS.items():
        assert set(told[name].actors) == set(drawn), name
        assert (told[name].n, told[name].m) == (len(drawn), nx.Graph(drawn).number_of_edges()), name


PUBLISHED: dict[str, dict[str, float | None]] = {
    "padgett": {
        "density": 0.190476, "degreeCentralization": 0.274725, "betweennessCentralization": 0.436813,
        "closenessCentralization": 0.322452, "meanDistance": 2.485714, "diameter": 5, "transitivity": 0.191489,
        "harmonicMean": 0.500159, "cutPoints": 4, "bridges": 5, "keyPlayers": 0.384615,
        "degreeAssortativity": -0.374838, "corePeriphery": 0.329853, "fragmentation": 0,
    },
    "pucci": {
        "density": 0.166667, "degreeCentralization": 0.266667, "fragmentation": 0.125, "keyPlayers": 0.466667,
        "closenessCentralization": None, "meanDistance": None, "diameter": None, "isolates": 1, "components": 2,
    },
    "kite": {
        "degreeCentralization": 0.333333, "betweennessCentralization": 0.296296, "closenessCentralization": 0.270375,
        "transitivity": 0.578947, "cutPoints": 2, "bridges": 2, "maxCore": 3, "keyPlayers": 0.388889,
        "corePeriphery": 0.327327,
    },
    "star": {
        "degreeCentralization": 1, "betweennessCentralization": 1, "closenessCentralization": 1, "density": 0.4,
        "fragmentation": 0, "distanceFragmentation": 0.3, "keyPlayers": 1, "robustness": 0.16, "corePeriphery": 1,
    },
    "ring": {
        "degreeCentralization": 0, "betweennessCentralization": 0, "closenessCentralization": 0, "density": 0.4,
        "distanceFragmentation": 1 / 3,
    },
    "karate": {"corePeriphery": 0.4315},
    "women": {"density": 139 / 153},
    "apart": {"fragmentation": 1 - (6 + 2) / 30, "components": 3, "isolates": 1, "closenessCentralization": None},
    "longChain": {"reciprocityArc": 0.5, "reciprocityTie": 1 / 3, "density": 4 / 20},
}  # fmt: skip


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_the_published_values(told: dict[str, Told], name: str) -> None:
    roughly = 5e-5 if name == "karate" else 5e-7
    for key, known in PUBLISHED[name].items():
        found = told[name][key]
        assert (found is None) if known is None else found == pytest.approx(known, abs=roughly), key


def test_who_stands_out_in_published_networks(told: dict[str, Told]) -> None:
    medici = told["padgett"].actors["Medici"]
    assert medici["degree"] == 6
    assert medici["betweenness"] == pytest.approx(47.5 / 91)
    assert medici["constraint"] == pytest.approx(0.2099, abs=5e-5)
    assert medici["effectiveSize"] == pytest.approx(5.667, abs=5e-4)
    kite = told["kite"].actors
    assert {name: kite[name]["betweenness"] * 36 for name in "5678"} == pytest.approx(
        {"5": 25 / 3, "6": 25 / 3, "7": 14, "8": 8}
    )
    assert kite["7"]["constraint"] == pytest.approx(0.4311, abs=5e-5)
    star = told["star"].actors
    assert (star["hub"]["constraint"], star["007"]["constraint"], star["hub"]["effectiveSize"]) == (0.25, 1, 4)
    assert told["pucci"].actors["Pucci"]["constraint"] is None
    low, high = (told["padgett"].metrics["robustness"][end] for end in ("low", "high"))
    assert (low, high) == pytest.approx((0.164444, 0.177778), abs=5e-7)
    low, high = (told["kite"].metrics["robustness"][end] for end in ("low", "high"))
    assert 0.30 - 1e-12 <= low <= high <= 0.31 + 1e-12


@pytest.mark.parametrize("name", [name for name in NETWORKS if name != "chain"])
def test_networkx_and_igraph_agree(told: dict[str, Told], name: str) -> None:
    found, drawn = told[name], NETWORKS[name]
    simple = nx.Graph(nx.create_empty_copy(drawn, with_data=False))
    simple.add_edges_from(drawn.edges)
    other = igraph.Graph.from_networkx(simple)
    connected = nx.is_connected(simple)
    expected: dict[str, float | None] = {
        "density": nx.density(drawn),
        "transitivity": other.transitivity_undirected(mode="nan"),
        "averageClustering": nx.average_clustering(simple),
        "components": len(other.connected_components()),
        "isolates": nx.number_of_isolates(simple),
        "distanceFragmentation": 1 - nx.global_efficiency(simple),
        "cutPoints": len(other.articulation_points()),
        "bridges": len(other.bridges()),
        "maxCore": max(other.coreness()),
        "nodeConnectivity": other.vertex_connectivity(),
        "meanDistance": other.average_path_length() if connected else None,
        "diameter": other.diameter() if connected else None,
        "degreeAssortativity": other.assortativity_degree(directed=False),
        "reciprocityArc": nx.overall_reciprocity(drawn) if drawn.is_directed() else None,
        "reciprocityTie": igraph.Graph.from_networkx(drawn).reciprocity(mode="ratio") if drawn.is_directed() else None,
    }
    for key, known in expected.items():
        undefined = known is None or math.isnan(known)
        assert (found[key] is None) if undefined else found[key] == pytest.approx(known, abs=1e-9), key
        assert not undefined or found.metrics[key]["reason"], key


@pytest.mark.parametrize("name", [name for name in NETWORKS if name != "chain"])
def test_networkx_agrees_on_every_actor(told: dict[str, Told], name: str) -> None:
    drawn = nx.Graph(nx.create_empty_copy(NETWORKS[name], with_data=False))
    drawn.add_edges_from(NETWORKS[name].edges)
    others = len(drawn) - 1
    expected: dict[str, dict[str, float | None]] = {
        "degree": dict(drawn.degree),
        "betweenness": nx.betweenness_centrality(drawn),
        "harmonic": {node: value / others for node, value in nx.harmonic_centrality(drawn).items()},
        "pageRank": nx.pagerank(drawn, tol=1e-12, max_iter=1000),
        "core": nx.core_number(drawn),
        "constraint": nx.constraint(drawn),
        "effectiveSize": nx.effective_size(drawn),
        "localClustering": {
            node: value if drawn.degree(node) >= 2 else None for node, value in nx.clustering(drawn).items()
        },
    }
    for key, values in expected.items():
        for node, known in values.items():
            value = told[name].actors[node][key]
            undefined = known is None or math.isnan(known)
            assert (value is None) if undefined else value == pytest.approx(known, abs=1e-6), (key, node)


def test_four_actors_are_no_network(told: dict[str, Told]) -> None:
    assert (told["chain"].n, told["chain"].m) == (4, 3)
    assert {metric["value"] for metric in told["chain"].metrics.values()} == {None}
    assert "N_TOO_SMALL" in {metric["reason"] for metric in told["chain"].metrics.values()}


def test_two_sorts_of_nodes_are_told(tmp_path: Path, capsys: Captured) -> None:
    nx.write_graphml(NETWORKS["davis"], tmp_path / "davis.graphml")
    assert run(["--store", f"sqlite:{tmp_path / 'd.db'}", "import", str(tmp_path / "davis.graphml"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["added"]["Actor"] == 18 + 14
    assert [left["code"] for left in answer["leftOut"]] == ["TWO_MODES"]
