"""The greedy choice against brute force on small random cases, worth worked out independently with networkx."""

import math
import random
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np

from graph.planning.choosing import Objective, choose

GRAPHS = 40


@dataclass
class Case:
    """A network with cut points, candidates, and what each by itself, each item and each mended part is worth."""

    graph: "nx.Graph[int]"
    candidates: list[tuple[int, int]]
    own: list[float]
    covers: list[set[int]]
    items: list[float]
    cuts: dict[int, float]


def a_case(seed: int) -> Case:
    chance = random.Random(seed)
    graph = nx.gnp_random_graph(9, 0.22, seed=seed)
    untied = sorted(nx.non_edges(graph))
    candidates = [tuple(sorted(pair)) for pair in chance.sample(untied, min(9, len(untied)))]
    items = [chance.choice((1.0, 2.0, 4.0)) for _ in range(4)]
    return Case(
        graph, [(a, b) for a, b in candidates], [chance.choice((0.0, 0.25, 1.0)) for _ in candidates],
        [set(chance.sample(range(4), chance.randrange(3))) for _ in candidates], items,
        {cut: chance.choice((1.0, 4.0)) for cut in nx.articulation_points(graph)},
    )  # fmt: skip


def worth(case: Case, chosen: Collection[int]) -> float:
    """Counted anew from the words: own worth, items covered, parts fewer, pieces joined past each cut point."""
    found = sum(case.own[c] for c in chosen)
    found += sum(case.items[item] for item in set().union(*(case.covers[c] for c in chosen)))
    found += parts(case.graph) - parts(with_ties(case.graph, case, chosen))
    for cut, points in case.cuts.items():
        rest = case.graph.subgraph(nx.node_connected_component(case.graph, cut) - {cut})
        found += points * (parts(rest) - parts(with_ties(rest, case, chosen)))
    return found


def with_ties(graph: "nx.Graph[int]", case: Case, chosen: Collection[int]) -> "nx.Graph[int]":
    copy = nx.Graph(graph)
    copy.add_edges_from(pair for c in chosen if set(pair := case.candidates[c]) <= set(graph))
    return copy


def parts(graph: "nx.Graph[int]") -> int:
    return nx.number_connected_components(graph)


def objective(case: Case) -> Objective:
    rows = [labels(case.graph, case.graph)]
    rows += [
        labels(case.graph, case.graph.subgraph(nx.node_connected_component(case.graph, cut) - {cut}))
        for cut in case.cuts
    ]
    covers = [(c, item) for c, items in enumerate(case.covers) for item in sorted(items)]
    return Objective(
        np.array(case.candidates).reshape(-1, 2), np.array(case.own), np.array(covers, dtype=np.int64).reshape(-1, 2),
        np.array(case.items), np.array(rows), np.array([1.0, *case.cuts.values()]),
    )  # fmt: skip


def labels(whole: "nx.Graph[int]", graph: "nx.Graph[int]") -> list[int]:
    part = {actor: number for number, held in enumerate(nx.connected_components(graph)) for actor in held}
    return [part.get(actor, -1) for actor in whole]


def ratios(k: int) -> list[float]:
    found = []
    for seed in range(GRAPHS):
        case = a_case(seed)
        chosen = [step.candidate for step in choose(objective(case), k)]
        best = max(
            worth(case, some) for some in combinations(range(len(case.candidates)), min(k, len(case.candidates)))
        )
        if best > 0:
            found.append(worth(case, chosen) / best)
    return found


def test_the_greedy_choice_comes_close_to_the_best() -> None:
    found = [ratio for k in (2, 3) for ratio in ratios(k)]
    assert len(found) > GRAPHS
    assert min(found) >= 1 - 1 / math.e
    assert sum(found) / len(found) > 0.97


def test_gains_are_what_is_added_and_never_grow() -> None:
    for seed in range(GRAPHS):
        case = a_case(seed)
        steps = choose(objective(case), 5)
        chosen = [step.candidate for step in steps]
        added = [worth(case, chosen[: n + 1]) - worth(case, chosen[:n]) for n in range(len(chosen))]
        assert np.allclose([step.gain for step in steps], added)
        assert added == sorted(added, reverse=True)
        assert all(gain > 0 for gain in added)


def test_each_adds_the_less_the_more_are_there() -> None:
    """Monotone and submodular, on which the bound rests."""
    for seed in range(10):
        case = a_case(seed)
        chance = random.Random(seed)
        everything = range(len(case.candidates))
        for _ in range(20):
            one, *others = chance.sample(everything, min(5, len(case.candidates)))
            few = others[: len(others) // 2]
            gain_early = worth(case, [*few, one]) - worth(case, few)
            gain_late = worth(case, [*others, one]) - worth(case, others)
            assert gain_early + 1e-9 >= gain_late >= -1e-9


def test_nothing_that_adds_nothing_and_the_first_of_equals() -> None:
    nothing = np.zeros((0, 2), dtype=np.int64)
    graph = Objective(
        np.array([[0, 1], [-1, -1], [0, 1], [1, 2]]), np.array([0.0, 0.0, 0.0, 0.0]), nothing, np.zeros(0),
        np.array([[0, 1, -1]]), np.array([1.0]),
    )  # fmt: skip
    assert [step.candidate for step in choose(graph, 4)] == [0]
    assert choose(graph, 0) == []
