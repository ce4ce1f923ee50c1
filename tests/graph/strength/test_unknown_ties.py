"""Which pairs are unknown, against a matrix of all pairs and the words of the survey."""

from __future__ import annotations

import tracemalloc
from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.model import Ref, Survey
from graph.network import unknown_ties as module
from graph.network.network import Network
from graph.network.unknown_ties import UnknownTies, drawn_range, unknown_ties
from graph.network.waves import COMPLETE, Wave
from graph.strength.centralization import DEGREE_CENTRALIZATION
from graph.strength.cohesion import COMPONENTS, ISOLATES
from tests.graph.plain_network import of
from tests.graph.small_district import D, ref


def drawn(n: int, ties: int, told: int, seed: int) -> Network:
    """Actors of whom some were asked and some answered, ties and pairs spoken of at random."""
    random = Random(seed)
    names = [f"{i:04}" for i in range(n)]
    share, complete = random.choice([0.2, 0.7, 1.0]), random.random() < 0.7
    asked = frozenset(Ref(name) for name in names if random.random() < share)
    answered = frozenset(one for one in asked if random.random() < random.choice([0.2, 0.8])) | {Ref("elsewhere")}
    spoken = [random.sample([*names, "elsewhere"], 2) for _ in range(told)]
    survey = Survey(id=ref(Survey, "w"), dataset=D, external_id="w", title="w", roster=COMPLETE if complete else "open")
    wave = Wave(survey, asked | {Ref(names[0])}, answered, frozenset(frozenset(map(Ref, pair)) for pair in spoken))
    pairs = [random.sample(names, 2) for _ in range(ties)]
    return of([(a, b) for a, b in pairs], names, wave)


def unknown_pairs(network: Network) -> list[tuple[int, int]]:
    """Of every two actors whether there is no tie and nobody said anything."""
    wave, ids = network.wave, network.ids
    assert wave is not None
    tied = set(zip(network.source.tolist(), network.target.tolist(), strict=True))
    every = ((i, j) for i in range(network.n) for j in range(i + 1, network.n))
    return [(i, j) for i, j in every if (i, j) not in tied and not wave.knows(ids[i], ids[j])]


def found_in(network: Network) -> UnknownTies:
    found = network.once(unknown_ties)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(40))
def test_each_pair_has_its_number(seed: int) -> None:
    random = Random(seed)
    network = drawn(random.randint(5, 12), random.randint(0, 9), random.randint(0, 9), seed)
    found, expected = found_in(network), unknown_pairs(network)
    assert found.count == len(expected)
    assert list(zip(*(ends.tolist() for ends in found.pairs(np.arange(found.count))), strict=True)) == expected
    ends = [end for pair in expected for end in pair]
    assert found.of_actors.tolist() == [ends.count(i) for i in range(network.n)]
    known = network.n * (network.n - 1) // 2 - len(expected)
    assert found.rate == pytest.approx(network.m / known if known else 0)
    graph = nx.Graph(network.graph)
    graph.add_edges_from(expected)
    assert sorted(found.parts_if_tied(network)) == sorted(len(part) for part in nx.connected_components(graph))


def test_the_seeds_try_all_kinds() -> None:
    """Of both rosters, with none, some and nearly all pairs unknown."""
    networks = [drawn(10, 6, 6, seed) for seed in range(40)]
    counts = {found_in(network).count for network in networks}
    assert min(counts) < 10 < 35 < max(counts)
    assert {network.wave.complete_roster for network in networks if network.wave} == {True, False}


def test_three_thousand_actors_take_no_room_for_pairs() -> None:
    network = drawn(3_000, 9_000, 5_000, seed=5)
    tracemalloc.start()
    found = found_in(network)
    numbers = np.array([0, 1, found.count // 2, found.count - 1])
    first, second = found.pairs(numbers)
    parts = found.parts_if_tied(network)
    least, most = drawn_range(network, 0.5, lambda source, target: float(len(source) == len(target)))
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (least, most) == (0.5, 1)
    assert taken < 16_000_000  # a list of all unknown pairs has some 60 million bytes
    wave, ids = network.wave, network.ids
    assert wave is not None
    known = np.eye(network.n, dtype=np.bool_)
    asked, answered = (np.array([one in held for one in ids]) for held in (wave.asked, wave.answered & wave.asked))
    assert wave.complete_roster
    known |= (asked[:, None] & answered) | (answered[:, None] & asked)
    at = {one: i for i, one in enumerate(ids)}
    for pair in wave.told:
        if pair <= at.keys():
            i, j = (at[one] for one in pair)
            known[i, j] = known[j, i] = True
    known[network.source, network.target] = known[network.target, network.source] = True
    source, target = np.nonzero(np.triu(~known))
    assert found.count == len(source) > 1_000_000
    assert (first.tolist(), second.tolist()) == (source[numbers].tolist(), target[numbers].tolist())
    assert found.of_actors.tolist() == np.bincount(np.concatenate((source, target)), minlength=network.n).tolist()
    assert sum(parts) == network.n


def test_a_large_network_has_its_ranges() -> None:
    network = drawn(3_000, 9_000, 5_000, seed=5)
    for formula in (COMPONENTS, ISOLATES, DEGREE_CENTRALIZATION):
        metric = formula.of(network)
        assert metric.low is not None and metric.high is not None and metric.value is not None
        assert metric.low <= metric.value <= metric.high


def test_draws_of_too_many_lines_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    network = drawn(12, 9, 2, seed=1)
    assert found_in(network).count > 5
    assert drawn_range(network, 0, lambda source, _: float(len(source)))[1]
    monkeypatch.setattr(module, "_MANY", 5)
    assert drawn_range(network, 0, lambda source, _: float(len(source))) == (None, None)


def test_without_a_survey_nothing_is_unknown() -> None:
    assert unknown_ties(of([("a", "b")], "cde")) is None
