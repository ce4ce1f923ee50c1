"""Pairs of which nobody knows whether they work together, and what a number could be if they did.

A pair is unknown that has no tie and of which no side said yes or no in the survey. What depends on them is told as a
range over seeded draws: as if none of them were tied, and tied at the rate of the pairs that are known (Huisman 2009
and Smith, Morgan & Moody 2021 disagree on every repair: a range, and no repair).

They may be nearly all pairs, so they are numbered and never listed: who was asked and who answered parts the actors
into three kinds, which tells of most pairs whether they are known; the pairs that somebody named are the exceptions.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.language import Text
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.progress import going_through

DRAWS = 200

_SEED = 7
_DRAWS = Text("Ziehungen", "Draws")

_MANY, _MOST_DRAWN, _LARGEST_SHARE = 2_000_000, 500_000, 0.02
"""Of more pairs than the first, no more than the second and no larger share than the third are drawn."""

_KINDS = NOT_ASKED, SILENT, ANSWERED = 0, 1, 2


class UnknownTies:
    """The unknown pairs of a network, numbered from 0 by their first and then their second actor.

    `kind` says of each actor whether it was not asked (0), asked (1) or answered (2), 0 for all where the roster was
    not complete. Two actors know of each other when one answered and the other was asked: when both come to more than
    2. `named` are the pairs known in any case, as first * n + second, ascending; `lines` how many pairs have a tie.
    Room is taken for actors and named pairs.
    """

    def __init__(self, kind: NDArray[np.int64], named: Ints, lines: int) -> None:
        n = len(kind)
        first, second = np.divmod(named, max(n, 1))
        is_news = kind[first] + kind[second] <= ANSWERED
        self._first, self._second = first[is_news], second[is_news]
        self._kind = kind
        self._others = [np.flatnonzero(kind <= ANSWERED - own) for own in _KINDS]
        """For each kind of actor, of whom it does not know but for the named pairs, itself included if so."""
        self._after = np.zeros(n, dtype=np.int64)  # where among those the ones begin that come after the actor
        for own, others in zip(_KINDS, self._others, strict=True):
            actors = np.flatnonzero(kind == own)
            self._after[actors] = np.searchsorted(others, actors, side="right")
        self._sizes = np.array([len(others) for others in self._others], dtype=np.int64)[kind]
        self._begin = np.concatenate(([0], np.cumsum(self._sizes - self._after)))
        self.count = int(self._begin[-1]) - len(self._first)
        """How many unknown pairs there are."""
        known = n * (n - 1) // 2 - self.count
        self.rate = lines / known if known else 0.0
        """The share of ties among the pairs that are known, 0 to 1."""

    def pairs(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The first and the second actors of the pairs with these numbers."""
        place = numbers + np.searchsorted(self._before_named, numbers, side="right")
        first = np.searchsorted(self._begin, place, side="right") - 1
        at, second = self._after[first] + place - self._begin[first], np.zeros(len(place), dtype=np.int64)
        for own, others in zip(_KINDS, self._others, strict=True):
            chosen = self._kind[first] == own
            second[chosen] = others[at[chosen]]
        return first, second

    @cached_property
    def of_actors(self) -> Ints:
        """For each actor how many unknown pairs it is in."""
        named = np.bincount(np.concatenate((self._first, self._second)), minlength=len(self._kind))
        return np.asarray(self._sizes - (self._kind != ANSWERED) - named, dtype=np.int64)

    def parts_if_tied(self, network: Network) -> list[int]:
        """The sizes of the parts of the network if all of them were ties."""
        known: dict[int, set[int]] = defaultdict(set)
        for i, j in zip(self._first.tolist(), self._second.tolist(), strict=True):
            known[i].add(j)
            known[j].add(i)
        kind, rows = self._kind.tolist(), network.adjacency
        left = [set(np.flatnonzero(self._kind == one).tolist()) for one in _KINDS]
        sizes = []
        for begin in range(len(kind)):
            if begin not in left[kind[begin]]:
                continue
            left[kind[begin]].remove(begin)
            reached = [begin]
            for actor in reached:  # grows
                partners = set(rows.neighbour[rows.start[actor] : rows.start[actor + 1]].tolist())
                for one in _KINDS:
                    found = left[one] & partners
                    if kind[actor] + one <= ANSWERED:
                        found |= left[one] - known[actor]
                    left[one] -= found
                    reached += found
            sizes.append(len(reached))
        return sizes

    @cached_property
    def _before_named(self) -> Ints:
        """For each named pair how many unknown ones come before it."""
        begin, after = self._begin[self._first], self._after[self._first]
        place = np.zeros(len(self._first), dtype=np.int64)
        for own, others in zip(_KINDS, self._others, strict=True):
            chosen = self._kind[self._first] == own
            place[chosen] = np.searchsorted(others, self._second[chosen])
        return np.asarray(begin + place - after - np.arange(len(place)), dtype=np.int64)


def unknown_ties(network: Network) -> UnknownTies | None:
    """Those of a network: `network.once(unknown_ties)`. None without a survey."""
    wave, n = network.wave, network.n
    if wave is None or network.response_rate is None:
        return None
    index = {ref: i for i, ref in enumerate(network.ids)}
    kind = np.zeros(n, dtype=np.int64)
    if wave.complete_roster:
        asked = [(ref in wave.asked) * (SILENT + (ref in wave.answered)) for ref in network.ids]
        kind = np.array(asked, dtype=np.int64)
    told = [sorted(index[ref] for ref in pair) for pair in wave.told if len(pair) == 2 and pair <= index.keys()]
    codes = np.array([i * n + j for i, j in told], dtype=np.int64)
    source, target = network.source.astype(np.int64), network.target.astype(np.int64)
    lines = np.minimum(source, target) * n + np.maximum(source, target)
    return UnknownTies(kind, np.unique(np.concatenate((codes, lines))), network.m)


def drawn_range(
    network: Network, value: float, measure: Callable[[Ints, Ints], float]
) -> tuple[float, float] | tuple[None, None]:
    """The least and the largest of a measure over the draws and the value itself, in which no unknown pair is tied.

    `measure` gets the lines that a draw adds. Without unknown pairs both are the value; None without a survey, and
    where a draw would add too many lines.
    """
    unknown = network.once(unknown_ties)
    if unknown is None or _is_too_much(unknown):
        return None, None
    found = [value]
    random = np.random.default_rng(_SEED)
    for _ in going_through(range(DRAWS if unknown.count else 0), _DRAWS):
        chosen = random.choice(unknown.count, random.binomial(unknown.count, unknown.rate), replace=False)
        found.append(measure(*unknown.pairs(chosen)))
    return min(found), max(found)


def _is_too_much(unknown: UnknownTies) -> bool:
    drawn = unknown.count * unknown.rate
    return unknown.count > _MANY and (drawn > _MOST_DRAWN or unknown.rate > _LARGEST_SHARE)
