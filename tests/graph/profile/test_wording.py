"""Sentences of a profile on unusual networks: directed, of measures, without anything else known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import networkx as nx
import pytest

from graph.metric import Reason
from graph.network.network import Networks
from graph.picture import Pictures, View
from graph.profile.line import Line
from graph.profile.teller import Teller
from graph.rights import OFFICE
from graph.scope import LAYERS, Scope
from graph.store import open_store
from graph.strength.formula import caveat
from graph.strength.parts import BY, parts_of
from importers.run import import_path
from tests.graph.small_district import ON, D, Small

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DAY = date(2026, 1, 15)


@contextmanager
def imported(path: Path) -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        import_path(store, path, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        yield Pictures(store).current().seen_by(OFFICE)


def lines(view: View, scope: Scope) -> dict[str, Line]:
    network = Networks(view, scope.dataset, DAY).of(scope)
    return {line.key: line for line in Teller(view, scope.dataset, DAY).lines(network)}


def from_graphml(graph: nx.Graph[str], folder: Path) -> dict[str, Line]:
    nx.write_graphml(graph, folder / "net.graphml")
    with imported(folder / "net.graphml") as view:
        return lines(view, Scope(view.datasets[0]))


def test_of_a_directed_network_directions_are_counted(tmp_path: Path) -> None:
    arcs = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "b"), ("d", "e"), ("e", "f")]
    told = from_graphml(nx.DiGraph(arcs), tmp_path)["cohesion"]
    density, mutual = told.metrics[0], told.metrics[-1]
    assert (density.key, mutual.key) == ("density", "reciprocityTie")
    assert density.value == pytest.approx(7 / 30)
    assert mutual.value == pytest.approx(1 / 6)
    assert "jede Richtung für sich gezählt, bestehen 23 %." in told.sentence.de
    assert "In beide Richtungen verbunden sind 17 % der verbundenen Paare." in told.sentence.de
    assert "each direction counted by itself, 23% exist." in told.sentence.en


@pytest.mark.parametrize("name", ["florentine", "karate"])
def test_where_only_ties_are_known_nothing_else_is_claimed(tmp_path: Path, name: str) -> None:
    graph = nx.florentine_families_graph() if name == "florentine" else nx.karate_club_graph()
    told = from_graphml(graph, tmp_path)
    assert "Richtung" not in told["cohesion"].sentence.de
    assert "Maßnahmen und Angeboten" not in told["steering"].sentence.de
    assert told["delivery"].sentence.de == "Zuständigkeiten und offene Maßnahmen sind hier nicht erfasst."
    assert told["quality"].sentence.de == "Wie eng die Verbindungen sind, hat niemand angegeben."
    assert not any("arbeiten" in line.sentence.de for line in told.values())


def test_where_measures_join_everybody_that_partners_know_each_other_is_not_told() -> None:
    small = Small().actors(*"abcdef").measure("m").measure("o").ties("a-b", "b-c")
    for actor in "abcd":
        small.responsible(actor, "m")
    small.responsible("d", "o").responsible("e", "o")
    told = lines(small.view(), Scope(D, layer="responsibility"))
    assert "Zwei Partner" not in told["cohesion"].sentence.de
    assert told["cohesion"].comparison == ()
    assert "das ist keine Zusammenarbeit" in told["cohesion"].sentence.de
    assert "frühere Befragung" not in told["change"].sentence.de


def test_without_a_tie_it_is_said_so_and_nothing_more() -> None:
    told = lines(Small().actors(*"abcdef").view(), Scope(D))
    assert told["cohesion"].sentence.de.startswith("Keiner der 6 Akteure ist mit einem anderen verbunden.")
    assert told["robustness"].sentence.de == "Es gibt keine Verbindung."
    assert {told[key].reason for key in ("cohesion", "steering", "robustness", "quality")} == {Reason.NO_TIES}


@pytest.mark.parametrize(
    ("accepted", "named", "sentence"),
    [
        (0, 3, "Von 3 Zuständigkeiten ist keine zugesagt, alle sind nur benannt."),
        (1, 2, "Von 3 Zuständigkeiten ist 1 zugesagt (33 %), die übrigen sind nur benannt."),
        (3, 0, "Alle 3 Zuständigkeiten sind zugesagt."),
        (1, 0, "Die eine Zuständigkeit ist zugesagt."),
        (0, 1, "Die eine Zuständigkeit ist nur benannt, nicht zugesagt."),
    ],
)
def test_how_many_have_said_yes_is_told_in_grammar(accepted: int, named: int, sentence: str) -> None:
    from graph.model.states import ResponsibilityState

    small = Small().actors(*"abcdef").ties("a-b", "b-c").measure("m")
    for position, actor in enumerate("abcdef"[: accepted + named]):
        state = ResponsibilityState.ACCEPTED if position < accepted else ResponsibilityState.PROPOSED
        small.responsible(actor, "m", state=state)
    assert lines(small.view(), Scope(D))["delivery"].sentence.de.startswith(sentence)


_WRONG = re.compile(
    r"\b1 (?:Akteure|Verbindungen|Maßnahmen|Kommunen|Zuständigkeiten|weitere|actors|ties|measures)\b"
    r"|\b0 von 0\b|\{|\}|\.\.|  | ,|\bnan\b"
)


@pytest.mark.parametrize("name", ["kreis-lindental", "kreis-soest"])
def test_no_sentence_of_a_shipped_district_is_wrong_or_said_twice(name: str) -> None:
    with imported(EXAMPLES / name) as view:
        for layer in LAYERS:
            networks, teller = Networks(view, name, DAY), Teller(view, name, DAY)
            for by in ("dataset", "place") if layer == "cooperation" else ("dataset",):
                assert by in BY
                for scope in parts_of(view, Scope(name, layer=layer), by, networks):
                    network = networks.of(scope)
                    told = teller.lines(network)
                    if told[0].reason is Reason.N_TOO_SMALL:
                        continue
                    for text in ([line.sentence.de for line in told], [line.sentence.en for line in told]):
                        for sentence in text:
                            assert not _WRONG.search(sentence), sentence
                            assert sentence[0].isupper() or sentence[0].isdigit(), sentence
                        rest = caveat(network)
                        assert sum(s.count(rest.de) + s.count(rest.en) for s in text if rest.de) <= 1, text


def test_an_earlier_day_says_how_many_ties_came_and_went() -> None:
    small = Small().actors(*"abcdef").ties("a-b", "b-c")
    network = Networks(small.view(), D, ON).of(Scope(D))
    told = {line.key: line for line in Teller(small.view(), D, ON, since=date(2024, 6, 1)).lines(network)}
    assert told["change"].sentence.de.endswith("Verbindungen: 0 hinzugekommen, 0 weggefallen.")
