"""The best few of many ties: a greedy choice by what each adds to those chosen before.

What a set of ties is worth is the sum of

- what each is worth by itself,
- the worth of every item that at least one of them covers (a gap that a single tie closes),
- for every forest its worth times the number of joins: parts that were apart and hang together through the ties.

Each is monotone and submodular (a weighted cover; the rank of a graphic matroid), so is the sum, and the greedy choice
of k is worth at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Objective:
    """What ties are worth, all as arrays.

    `ends` holds the actors of each candidate by index, -1 for one outside the network. `covers` are pairs of candidate
    and item. `parts` has a row for each forest: the part of each actor, -1 for actors that do not count there.
    """

    ends: Ints
    own: Floats
    covers: Ints
    item_worth: Floats
    parts: Ints
    join_worth: Floats


@dataclass(frozen=True, slots=True)
class Step:
    """One choice: the candidate, what it added, the items it covered first, the forests in which it joined parts."""

    candidate: int
    gain: float
    items: tuple[int, ...]
    joined: tuple[int, ...]


def choose(objective: Objective, k: int) -> list[Step]:
    """At most k candidates, the one that adds most first; of equals the first. None that adds nothing."""
    parts, open_items = objective.parts.copy(), np.ones(len(objective.item_worth), dtype=np.bool_)
    free = np.ones(len(objective.ends), dtype=np.bool_)
    steps: list[Step] = []
    while len(steps) < k and free.any():
        gains = np.where(free, np.round(_gains(objective, parts, open_items), 9), -np.inf)
        best = int(gains.argmax())
        if gains[best] <= _NOTHING:
            break
        free[best] = False
        items = objective.covers[objective.covers[:, 0] == best, 1]
        joined = np.flatnonzero(_joins(parts, objective.ends[[best]])[:, 0])
        steps.append(Step(best, float(gains[best]), tuple(items[open_items[items]].tolist()), tuple(joined.tolist())))
        open_items[items] = False
        for forest in joined:
            kept, lost = parts[forest, objective.ends[best]]
            parts[forest, parts[forest] == lost] = kept
    return steps


def _gains(objective: Objective, parts: Ints, open_items: NDArray[np.bool_]) -> Floats:
    worth = objective.item_worth[objective.covers[:, 1]] * open_items[objective.covers[:, 1]]
    covered = np.bincount(objective.covers[:, 0], weights=worth, minlength=len(objective.ends))
    joined: Floats = objective.join_worth @ _joins(parts, objective.ends)
    return objective.own + covered + joined


def _joins(parts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """For each forest and candidate, whether the candidate joins two parts."""
    first, second = parts[:, ends[:, 0]], parts[:, ends[:, 1]]
    inside = (ends >= 0).all(axis=1)
    joins: NDArray[np.bool_] = (first != second) & (first >= 0) & (second >= 0) & inside
    return joins
