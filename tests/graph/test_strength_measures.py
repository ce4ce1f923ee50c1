"""Every measure against values known from the literature, against a second library, and in what is always true."""

from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.metric import Metric, Reason
from graph.network.network import Network
from graph.strength import all_formulas
from graph.strength.cut_points import detached, fallen_off
from tests.graph.plain_network import florentine, from_networkx, of

DOCUMENTED = "Gezählt sind nur dokumentierte Beziehungen."
BY_KEY = {formula.key: formula for formula in all_formulas() if formula.by is None}


def measured(network: Network, key: str) -> Metric:
    return BY_KEY[key].of(network)


def values(network: Network) -> dict[str, Any]:
    return {key: measured(network, key).value for key in BY_KEY}


def star(leaves: int) -> Network:
    return of([("hub", f"leaf{i}") for i in range(leaves)])


@pytest.mark.parametrize(
    ("network", "known"),
    [
        (
            star(4),
            {
                "density": 0.4,
                "degreeCentralization": 1,
                "components": 1,
                "fragmentation": 0,
                "cutPoints": 1,
                "bridges": 4,
            },
        ),
        (
            from_networkx(nx.cycle_graph(6)),
            {"density": 0.4, "degreeCentralization": 0, "fragmentation": 0, "cutPoints": 0, "bridges": 0},
        ),
        (
            from_networkx(nx.complete_graph(7)),
            {"density": 1, "degreeCentralization": 0, "components": 1, "cutPoints": 0, "isolates": 0},
        ),
        (
            florentine(),
            {"density": 0.190476, "degreeCentralization": 0.274725, "fragmentation": 0, "cutPoints": 4, "bridges": 5},
        ),
        (
            florentine("Pucci"),
            {
                "density": 0.166667,
                "degreeCentralization": 0.266667,
                "fragmentation": 0.125,
                "isolates": 1,
                "components": 2,
            },
        ),
        (
            from_networkx(nx.krackhardt_kite_graph()),
            {"density": 0.4, "degreeCentralization": 0.333333, "cutPoints": 2, "bridges": 2, "components": 1},
        ),
        (
            of([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e")], ["f"]),
            {"density": 4 / 15, "components": 3, "fragmentation": 11 / 15, "isolates": 1, "cutPoints": 0, "bridges": 1},
        ),
        (
            of([], "abcdef"),
            {
                "density": 0,
                "degreeCentralization": 0,
                "components": 6,
                "fragmentation": 1,
                "isolates": 6,
                "cutPoints": 0,
            },
        ),
    ],
    ids=["star", "cycle", "complete", "Florentine", "Florentine and Pucci", "kite", "disconnected", "empty"],
)
def test_known_networks_have_their_known_values(network: Network, known: dict[str, float]) -> None:
    found = values(network)
    assert {key: found[key] for key in known} == pytest.approx(known, abs=1e-6)


def test_the_cut_points_are_named_and_so_is_what_falls_off() -> None:
    network = florentine()
    metric = measured(network, "cutPoints")
    assert metric.members == ("Albizzi", "Guadagni", "Medici", "Salviati")
    assert {network.names[i]: lost for i, lost in detached(network).items()} == {
        "Albizzi": 1, "Guadagni": 1, "Medici": 3, "Salviati": 1,
    }  # fmt: skip
    assert metric.explanation.de.startswith(
        "Ohne Medici verlieren 3 Akteure den Anschluss: Acciaiuoli, Pazzi und Salviati."
    )
    assert metric.explanation.en.startswith("Without Medici, 3 actors are cut off: Acciaiuoli, Pazzi and Salviati.")


def test_where_everybody_hangs_on_one_actor_everybody_is_cut_off() -> None:
    text = measured(star(4), "cutPoints").explanation.de
    assert text == "Ohne hub verlieren 4 Akteure den Anschluss: leaf0, leaf1, leaf2 und leaf3. " + DOCUMENTED


def test_without_the_medici_a_third_of_the_families_cannot_reach_each_other() -> None:
    rest = from_networkx(nx.convert_node_labels_to_integers(nx.florentine_families_graph().subgraph(
        set(nx.florentine_families_graph()) - {"Medici"}
    )))  # fmt: skip
    assert measured(rest, "fragmentation").value == pytest.approx(0.384615, abs=1e-6)


def test_with_fewer_than_five_actors_every_measure_is_listed_without_a_value() -> None:
    network = of([("a", "b"), ("b", "c"), ("c", "d")])
    for formula in all_formulas():
        metric = formula.of(network)
        assert (metric.value, metric.reason, metric.n, metric.m) == (None, Reason.N_TOO_SMALL, 4, 3)
        assert metric.explanation.de == "Für eine Zahl sind es zu wenige Akteure: 4 von mindestens 5."


def test_a_network_of_nobody_has_no_value_either() -> None:
    assert {formula.of(of([])).reason for formula in all_formulas()} == {Reason.N_TOO_SMALL}


def test_every_measure_says_one_plain_sentence_in_both_languages() -> None:
    for network in (florentine(), florentine("Pucci"), star(4), of([], "abcde"), from_networkx(nx.cycle_graph(6))):
        for formula in all_formulas():
            text = formula.of(network).explanation
            for wording in text:
                assert wording.endswith(".")
                assert "{" not in wording
                words = (sentence.replace(" – ", " ").split() for sentence in wording.split(". "))
                assert max(map(len, words)) <= 20


def test_sentences_name_who_it_is_about() -> None:
    assert (
        "Die meisten Verbindungen hat Medici: 6 von 20."
        in measured(florentine(), "degreeCentralization").explanation.de
    )
    assert "1 Akteur hat keine Verbindung: Pucci." in measured(florentine("Pucci"), "isolates").explanation.de
    assert (
        "Von 105 möglichen Verbindungen bestehen 20, das sind 19 %." in measured(florentine(), "density").explanation.de
    )
    assert measured(star(8), "components").explanation.en.startswith("All 9 actors hang together.")


@st.composite
def graphs(draw: st.DrawFn) -> "nx.Graph[int]":
    n = draw(st.integers(5, 14))
    pairs = [(i, j) for i in range(n) for j in range(i)]
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)))
    return graph


@given(graphs())
def test_a_second_library_finds_the_same(graph: "nx.Graph[int]") -> None:
    other = igraph.Graph(n=len(graph), edges=list(graph.edges))
    degree = np.array(other.degree())
    n = len(graph)
    found = values(from_networkx(graph))
    expected = {
        "density": other.density(),
        "degreeCentralization": (n * degree.max() - degree.sum()) / ((n - 1) * (n - 2)),
        "components": len(other.components()),
        "fragmentation": np.mean(np.isinf(other.distances())[~np.eye(n, dtype=bool)]),
        "cutPoints": len(other.articulation_points()),
        "bridges": len(other.bridges()),
        "isolates": other.degree().count(0),
    }
    assert {key: found[key] for key in expected} == pytest.approx(expected)


@given(graphs())
def test_what_falls_off_is_what_is_left_of_a_part_without_its_largest_piece(graph: "nx.Graph[int]") -> None:
    network = from_networkx(graph)
    expected = {}
    for actor in graph:
        part = nx.node_connected_component(graph, actor) - {actor}
        pieces = [len(piece) for piece in nx.connected_components(graph.subgraph(part))]
        if len(pieces) > 1:
            expected[actor] = sum(pieces) - (max(pieces) if max(pieces) > 1 else 0)
    assert detached(network) == expected
    assert {actor: len(fallen_off(network, actor)) for actor in expected} == expected


@given(graphs(), st.randoms())
def test_renaming_the_actors_changes_nothing(graph: "nx.Graph[int]", chance: Any) -> None:
    names = list(graph)
    chance.shuffle(names)
    renamed = nx.relabel_nodes(graph, dict(enumerate(names)))
    named_after = {"robustness", "robustnessStatic"}  # of equals the first by external id drops out first
    before, after = values(from_networkx(graph)), values(from_networkx(renamed))
    assert after.keys() == before.keys()
    for key in before.keys() - named_after:
        assert after[key] == (None if before[key] is None else pytest.approx(before[key], abs=1e-12)), key


@given(graphs())
def test_measures_keep_their_ranges(graph: "nx.Graph[int]") -> None:
    found = values(from_networkx(graph))
    for key in ("density", "degreeCentralization", "fragmentation"):
        assert 0 <= found[key] <= 1


@given(graphs(), st.data())
def test_losing_a_tie_never_makes_the_network_less_fragmented(graph: "nx.Graph[int]", data: st.DataObject) -> None:
    if not graph.edges:
        return
    before = measured(from_networkx(graph), "fragmentation").value
    graph.remove_edge(*data.draw(st.sampled_from(sorted(graph.edges))))
    after = measured(from_networkx(graph), "fragmentation").value
    assert before is not None
    assert after is not None
    assert after >= before
