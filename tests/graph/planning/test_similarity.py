"""What two without a tie have in common, against networkx and by hand."""

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given

from graph.gaps.situation import Situation
from graph.model import Actor
from graph.model.states import TieState
from graph.network.network import Network
from graph.network.served_cells import ServedCells
from graph.planning.pairs import Pair, untied_pairs
from graph.planning.propose import propose
from graph.planning.shape import suggestions_as_dict
from graph.planning.similarity import Similarity, similarity
from tests.graph.planning.worked_fixture import SERVED, worked
from tests.graph.small_district import ON, D, Small
from tests.graph.strength.test_paths import GRAPHS


def pair(network: Network, i: int, j: int) -> Pair:
    a, b = (Actor(id=network.ids[k], dataset=D, external_id=network.ids[k], name="") for k in (i, j))
    return Pair(a, b)


@given(network=GRAPHS)
def test_partners_count_as_in_networkx(network: Network) -> None:
    graph = network.graph
    every = list(combinations(graph, 2))
    adamic = {(a, b): score for a, b, score in nx.adamic_adar_index(graph, every)}
    allocated = {(a, b): score for a, b, score in nx.resource_allocation_index(graph, every)}
    for a, b in every:
        found = similarity(network, pair(network, a, b))
        assert found.common_neighbours == len(list(nx.common_neighbors(graph, a, b)))
        assert found.adamic_adar == pytest.approx(adamic[a, b])
        assert found.resource_allocation == pytest.approx(allocated[a, b])
        assert (found.shared_cells, found.adamic_adar_cells) == (0, 0)


def test_cells_count_as_in_the_two_mode_graph_of_networkx() -> None:
    situation = Situation(worked().view(), D, ON)
    drawn = nx.Graph((actor, f"cell {cell}") for actor, cells in SERVED.items() for cell in cells)
    served = ServedCells.of(situation)
    found = {(one.a.name, one.b.name): similarity(situation.network, one) for one in untied_pairs(situation, served)}
    assert len(found) == 5
    for ends, score in found.items():
        shared = list(nx.common_neighbors(drawn, *ends))
        assert score.shared_cells == len(shared)
        ((_, _, adamic),) = nx.adamic_adar_index(drawn, [ends])
        assert score.adamic_adar_cells == pytest.approx(adamic)


def test_every_proposal_has_it_and_those_to_ask_first_too() -> None:
    """Caritas and VHS share a cell that three serve, and a partner who has three."""
    small = worked(not_asked=["Caritas"]).actor("Verein").ties("Verein-Caritas", "Verein-VHS", "Verein-MSO")
    told = suggestions_as_dict(propose(Situation(small.view(), D, ON), 20), "de")
    found = {tuple(a["name"] for a in one["actors"]): one for key in ("proposals", "askFirst") for one in told[key]}
    assert found["Caritas", "VHS"]["similarity"] == {
        "commonNeighbours": 1,
        "adamicAdar": pytest.approx(1 / math.log(3)),
        "resourceAllocation": pytest.approx(1 / 3),
        "sharedCells": 1,
        "adamicAdarCells": pytest.approx(1 / math.log(3)),
    }
    assert all(one["similarity"]["adamicAdarCells"] == one["common"] for one in found.values())
    assert "Caritas" in {name for one in told["askFirst"] for name in (a["name"] for a in one["actors"])}


def test_of_groups_of_actors_nobody_knows_the_partners() -> None:
    small = Small().actors("clubs", "initiatives", cooperates=False).tie("clubs", "initiatives", state=TieState.WISHED)
    situation = Situation(small.view(), D, ON)
    (wish,) = untied_pairs(situation, ServedCells.of(situation))
    assert similarity(situation.network, wish) == Similarity(None, None, None, 0, 0.0)
