"""What a number could be if more were known: every completion of what nobody said, tried one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations
from random import Random
from typing import Any

import networkx as nx
import pytest

from graph.metric import Metric, Reason
from graph.network.network import Network, Networks
from graph.scope import Scope
from graph.strength import all_actor_formulas, all_formulas
from graph.ties import derive
from tests.graph.small_district import ON, D, Small
from tests.graph.told_waves import wave

Pair = frozenset[str]
NAMES = "abcdef"


def measured(taken: Network) -> dict[str, Metric]:
    return {formula.key: formula.of(taken) for formula in all_formulas() if formula.by is None}


def network(small: Small) -> Network:
    small.records |= derive(D, small.records)
    return Networks(small.view(), D, ON).of(Scope(D))


def surveyed(seed: int) -> tuple[Small, set[Pair], set[Pair]]:
    """A district with a survey, what is tied in it, and the pairs of which nobody said anything."""
    random = Random(seed)
    asked = random.sample(NAMES, random.randint(4, 6))
    answered = set(random.sample(asked, random.randint(1, len(asked))))
    complete = random.random() < 0.7
    said, tied, known = [], set(), set()
    for one in sorted(answered):
        for other in NAMES:
            draw = random.random()
            if one != other and draw < 0.45:
                yes = draw < 0.3
                said.append(f"{one}{'>' if yes else '!'}{other}")
                known.add(frozenset((one, other)))
                tied |= {frozenset((one, other))} if yes else set()
        if complete:
            known |= {frozenset((one, other)) for other in asked if other != one}
    small = Small().actors(*NAMES)
    silent = set(asked) - answered
    wave(small, "w", "2025-06-30", answered, *said, silent=silent, roster="COMPLETE" if complete else "OPEN")
    every = {frozenset(pair) for pair in combinations(NAMES, 2)}
    return small, tied, every - known


def completions(tied: set[Pair], unknown: set[Pair]) -> Iterator[nx.Graph[str]]:
    pairs = sorted(unknown, key=sorted)
    for more in chain.from_iterable(combinations(pairs, k) for k in range(len(pairs) + 1)):
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(NAMES)
        graph.add_edges_from((min(pair), max(pair)) for pair in chain(tied, more))
        yield graph


def fragmentation(graph: nx.Graph[Any]) -> float:
    n = len(graph)
    return 1 - sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph)) / (n * (n - 1))


def centralization(graph: nx.Graph[Any]) -> float:
    degrees = [degree for _, degree in graph.degree]
    return sum(max(degrees) - degree for degree in degrees) / ((len(graph) - 1) * (len(graph) - 2))


EXACT: dict[str, Callable[[nx.Graph[Any]], float]] = {
    "density": nx.density,
    "components": nx.number_connected_components,
    "fragmentation": fragmentation,
    "isolates": nx.number_of_isolates,
}


@pytest.mark.parametrize("seed", range(25))
def test_the_range_is_that_of_every_completion(seed: int) -> None:
    small, tied, unknown = surveyed(seed)
    if len(unknown) > 9:
        return
    found = measured(network(small))
    every = list(completions(tied, unknown))
    for key, measure in EXACT.items():
        values = [measure(graph) for graph in every]
        assert (found[key].low, found[key].high) == pytest.approx((min(values), max(values))), key
        assert found[key].value == pytest.approx(values[0]), key
    possible = [centralization(graph) for graph in every]
    drawn = found["degreeCentralization"]
    assert drawn.low is not None
    assert drawn.high is not None
    assert min(possible) - 1e-12 <= drawn.low <= possible[0] + 1e-12
    assert possible[0] - 1e-12 <= drawn.high <= max(possible) + 1e-12


def test_the_seeds_try_small_and_large_ranges() -> None:
    sizes = [len(surveyed(seed)[2]) for seed in range(25)]
    assert {0, 3} & set(sizes)
    assert sum(2 <= size <= 9 for size in sizes) >= 8


def few(answered: str) -> Network:
    small = Small().actors(*NAMES)
    return network(wave(small, "w", "2025-06-30", answered, "a>b", "b>c", silent=set(NAMES) - set(answered)))


def test_below_seventy_percent_no_sentence_tells_more_than_a_range() -> None:
    found = measured(few("abcd"))
    assert found["density"].explanation.de.startswith("Dichte: zwischen 13 % und 20 %.")
    assert found["components"].explanation.en.startswith("Components: between 3 and 4.")
    assert found["transitivity"].explanation.en.startswith("Transitivity: too few have answered")
    assert found["cutPoints"].explanation.de.startswith("Unverzichtbare Akteure, soweit bekannt: b.")
    assert (found["robustness"].low, found["robustness"].high) == (None, None)
    for key, metric in found.items():
        assert metric.response_rate == pytest.approx(4 / 6)
        if metric.value is not None and not key.startswith("twoMode"):
            assert metric.explanation.de.endswith("Nur 67 % der Befragten haben geantwortet."), key


def test_with_enough_answers_the_value_is_told() -> None:
    found = measured(few("abcde"))
    assert found["density"].explanation.de.startswith("Von 15 möglichen Verbindungen bestehen 2")


def test_below_half_nothing_is_told_of_who_lies_between_others() -> None:
    taken = few("ab")
    found = measured(taken)
    hidden = {"betweennessCentralization", "cutPoints", "bridges", "keyPlayers", "nodeConnectivity", "edgeConnectivity"}
    for key, metric in found.items():
        assert (metric.reason is Reason.FEW_ANSWERS) == (key in hidden), key
        assert key not in hidden or (metric.value, metric.low, metric.high, metric.members) == (None, None, None, ())
    for formula in all_actor_formulas():
        between = formula.key == "betweenness" or formula.key.startswith("brokerage")
        told = formula.of(taken)[0]
        assert (told.reason is Reason.FEW_ANSWERS) == between, formula.key
        assert not between or told.value is None
