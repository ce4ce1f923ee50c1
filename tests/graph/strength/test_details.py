"""What no single number tells, against the literature, brute force and the numbers that there are."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from graph.model.states import PlaceLevel
from graph.network.core_periphery import split
from graph.network.network import Network, Networks
from graph.network.weak_ties import local_bridges
from graph.scope import Scope
from graph.strength import all_formulas
from graph.strength.details import details
from graph.ties import derive
from tests.graph.plain_network import florentine, from_networkx, of
from tests.graph.small_district import ON, D, Small
from tests.graph.strength.test_paths import GRAPHS, KITE
from tests.graph.told_waves import wave


def called(found: Any) -> list[set[str]]:
    return [{actor["name"] for actor in chosen} for chosen in found]


def test_key_players_of_the_literature_with_both_denominators() -> None:
    families = details(florentine()).key_players
    assert families is not None
    assert [one["k"] for one in families] == [1, 2, 3]
    assert called(families[1]["sets"]) == [{"Guadagni", "Medici"}]
    assert families[1]["fragmentation"] == pytest.approx(0.705128, abs=5e-7)
    kite = details(KITE).key_players
    assert kite is not None
    assert (kite[0]["fragmentation"], kite[0]["ofAll"]) == pytest.approx((0.388889, 0.511111), abs=5e-7)
    assert called(kite[1]["sets"]) == [{"005", "006"}]
    assert all(one["proven"] for one in kite)


@given(network=GRAPHS)
def test_three_actors_are_chosen_as_by_trying_all(network: Network) -> None:
    if network.n < 5:
        return
    found = details(network).key_players
    assert found is not None
    if not found:
        assert network.m == 0
        return
    cut = {}
    for chosen in combinations(network.graph, 3):
        rest = network.graph.subgraph(set(network.graph) - set(chosen))
        cut[chosen] = sum(len(part) * (len(part) - 1) for part in nx.connected_components(rest))
    best = min(cut.values())
    n = network.n
    assert found[2]["ofAll"] == pytest.approx(1 - best / (n * (n - 1)))
    assert found[2]["fragmentation"] == pytest.approx(1 - best / ((n - 3) * (n - 4)))
    sets = [{network.ids[i] for i in chosen} for chosen, joined in cut.items() if joined == best]
    assert [{actor["id"] for actor in chosen} for chosen in found[2]["sets"]] == sets


@given(network=GRAPHS)
def test_weak_ties_are_the_local_bridges_of_networkx(network: Network) -> None:
    ends = list(zip(network.source.tolist(), network.target.tolist(), strict=True))
    found = {frozenset(ends[line]): apart for line, apart in local_bridges(network).items()}
    spans: Any = nx.local_bridges(network.graph)  # the stubs leave out the third
    expected = {frozenset((a, b)): span for a, b, span in spans}
    assert {pair: float("inf") if apart is None else apart for pair, apart in found.items()} == expected


def test_all_cores_that_fit_equally_well() -> None:
    assert called(details(KITE).cores) == [{f"00{i}" for i in core} for core in ("03568", "13568")]
    found = split(KITE.adjacency)
    assert found is not None
    assert len(found.cores) == 2


def test_each_group_and_each_two_groups() -> None:
    small = Small().place("kreis", level=PlaceLevel.DISTRICT).place("x", part_of="kreis").place("y", part_of="kreis")
    small.actors("a", "b", "c", at="x").actors("d", "e", at="y").actor("f").ties("a-b", "a-d", "b-d", "e-f")
    found = details(Networks(small.view(), D, ON).of(Scope(D)))
    assert found.groups is not None
    assert found.collaboration is not None
    assert [(one["by"], one["n"], one["eiIndex"]) for one in found.groups] in (
        [("place", 3, pytest.approx(1 / 3)), ("place", 2, 1)],
        [("place", 2, 1), ("place", 3, pytest.approx(1 / 3))],
    )
    cells = {frozenset((one["one"]["name"], one["other"]["name"])): one for one in found.collaboration}
    (across,) = (one for ends, one in cells.items() if len(ends) == 2)
    assert (across["ties"], across["possible"], across["share"]) == (2, 6, pytest.approx(1 / 3))


def test_who_shares_more_than_by_chance() -> None:
    small = Small().actors(*"abcdef").measure("m").measure("o")
    for actor, measure in (("a", "m"), ("b", "m"), ("a", "o"), ("b", "o"), ("c", "o")):
        small.responsible(actor, measure)
    shared = details(Networks(small.view(), D, ON).of(Scope(D))).shared
    assert shared is not None
    assert [(sorted(actor["name"] for actor in one["ends"]), one["shared"]) for one in shared] == [
        (["a", "b"], 2), (["a", "c"], 1), (["b", "c"], 1),
    ]  # fmt: skip
    assert all(0 < one["p"] <= 1 for one in shared)


def test_small_networks_and_few_answers_have_none() -> None:
    assert set(details(of([("a", "b")])).as_dict().values()) == {None}
    assert details(of([], "abcde")).key_players == []
    small = wave(Small().actors(*"abcdef"), "w", "2025-06-30", "ab", "a>b", silent="cdef")
    small.records |= derive(D, small.records)
    found = details(Networks(small.view(), D, ON).of(Scope(D)))
    assert (found.key_players, found.weak_ties, found.cores) == (None, None, None)
    assert found.groups == []


def test_the_numbers_agree_with_the_measures() -> None:
    network = from_networkx(nx.gnm_random_graph(14, 20, seed=4))
    found = details(network)
    metrics = {formula.key: formula.of(network) for formula in all_formulas() if formula.by is None}
    assert found.key_players is not None
    assert found.weak_ties is not None
    assert found.key_players[0]["fragmentation"] == metrics["keyPlayers"].value
    assert sum(one["apart"] is None for one in found.weak_ties) == metrics["bridges"].value
