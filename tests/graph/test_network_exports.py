"""A network in other libraries is the same network."""

import sys

import networkx as nx
import pytest

from graph.errors import WrongUse
from graph.model import Place, Term
from graph.network.network import Network, network
from graph.picture import View
from graph.scope import Scope
from tests.graph.small_district import ON, D, Small, ref


def small() -> Network:
    district = Small().term("actor_type", "club").place("Werl").actor("a", types=["club"], at="Werl").actors("b", "c")
    return network(district.tie("b", "a", level=2.5).tie("a", "c").view(), Scope(D), ON)


def test_igraph_has_the_same_lines_and_names() -> None:
    graph = small().to_igraph()
    names = graph.vs["label"]
    assert (names, graph.vs["externalId"], graph.vs["id"]) == (["a", "b", "c"], ["a", "b", "c"], list(small().ids))
    lines = {(names[edge.source], names[edge.target], edge["level"]) for edge in graph.es}
    assert lines == {("a", "b", 2.5), ("a", "c", None)}


def test_polars_has_a_frame_of_actors_and_one_of_ties() -> None:
    actors, ties = small().to_polars()
    assert actors.columns == ["id", "externalId", "name", "actorType", "place"]
    assert actors.row(0)[1:] == ("a", "a", ref(Term, "club"), ref(Place, "Werl"))
    assert actors.row(1)[3:] == (None, None)
    name = dict(zip(actors["id"], actors["name"], strict=True))
    assert {(name[a], name[b], level) for a, b, level in ties.rows()} == {("a", "b", 2.5), ("a", "c", None)}


def test_a_network_without_actors_is_empty_everywhere() -> None:
    empty = network(small_view(), Scope("elsewhere"), ON)
    actors, ties = empty.to_polars()
    assert (len(empty.to_networkx()), empty.to_igraph().vcount(), len(actors), len(ties)) == (0, 0, 0, 0)
    assert [str(kind) for kind in ties.dtypes] == ["String", "String", "Float64"]


def small_view() -> View:
    return Small().actors("a").view()


def test_all_three_have_the_same_graph() -> None:
    found = small()
    _, ties = found.to_polars()
    from_frame: nx.Graph[str] = nx.Graph()
    from_frame.add_edges_from((a, b) for a, b, _ in ties.rows())
    assert nx.utils.graphs_equal(nx.Graph(found.to_networkx().edges), from_frame)
    assert found.to_igraph().to_networkx().number_of_edges() == from_frame.number_of_edges()


@pytest.mark.parametrize("library", ["igraph", "polars"])
def test_what_is_not_installed_is_said(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(WrongUse, match=library):
        getattr(small(), f"to_{library}")()
