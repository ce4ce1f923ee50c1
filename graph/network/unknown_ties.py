"""Pairs of which nobody knows whether they work together, and what a number could be if they did.

A pair is unknown that has no tie and of which no side said yes or no in the survey. What depends on them is told as a
range over seeded draws: as if none of them were tied, and tied at the rate of the pairs that are known (Huisman 2009
and Smith, Morgan & Moody 2021 disagree on every repair: a range, and no repair).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.network.adjacency import Ints
from graph.network.network import Network

DRAWS = 200
COUNTED_UP_TO = 2_000
"""Actors up to which single pairs are looked at."""

_SEED = 7


@dataclass(frozen=True, slots=True, eq=False)
class UnknownTies:
    """The unknown pairs by index, and the share of ties among the pairs that are known, 0 to 1."""

    source: Ints
    target: Ints
    rate: float


def unknown_ties(network: Network) -> UnknownTies | None:
    """Those of a network: `network.once(unknown_ties)`. None without a survey, or for too many actors."""
    wave = network.wave
    if wave is None or network.response_rate is None or network.n > COUNTED_UP_TO:
        return None
    index = {ref: i for i, ref in enumerate(network.ids)}
    known = np.eye(network.n, dtype=np.bool_)
    if wave.complete_roster:
        asked = np.array([ref in wave.asked for ref in network.ids], dtype=np.bool_)
        answered = np.array([ref in wave.answered for ref in network.ids], dtype=np.bool_) & asked
        known |= asked[:, None] & answered
        known |= known.T
    for pair in wave.told:
        ends = [index[ref] for ref in pair if ref in index]
        if len(ends) == 2:
            known[ends[0], ends[1]] = known[ends[1], ends[0]] = True
    known[network.source, network.target] = known[network.target, network.source] = True
    source, target = np.nonzero(np.triu(~known))
    told = network.n * (network.n - 1) // 2 - len(source)
    return UnknownTies(source, target, network.m / told if told else 0.0)


def drawn_range(
    network: Network, value: float, measure: Callable[[Ints, Ints], float]
) -> tuple[float, float] | tuple[None, None]:
    """The least and the largest of a measure over the draws and the value itself, in which no unknown pair is tied.

    `measure` gets the lines that a draw adds. Without unknown pairs both are the value; None without a survey.
    """
    unknown = network.once(unknown_ties)
    if unknown is None:
        return None, None
    found = [value]
    random = np.random.default_rng(_SEED)
    pairs = len(unknown.source)
    for _ in range(DRAWS if pairs else 0):
        chosen = random.choice(pairs, random.binomial(pairs, unknown.rate), replace=False)
        found.append(measure(unknown.source[chosen], unknown.target[chosen]))
    return min(found), max(found)
