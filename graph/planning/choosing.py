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
    parts, ends = objective.parts.copy(), objective.ends
    open_items = np.ones(len(objective.item_worth), dtype=np.bool_)
    free = np.ones(len(ends), dtype=np.bool_)
    joining = np.zeros(len(ends))
    for row, worth in zip(parts, objective.join_worth, strict=True):
        joining += worth * _joins(row, ends)
    steps: list[Step] = []
    while len(steps) < k and free.any():
        gains = objective.own + _covering(objective, open_items) + joining
        gains = np.where(free, np.round(gains, 9), -np.inf)
        best = int(gains.argmax())
        if gains[best] <= _NOTHING:
            break
        items = objective.covers[objective.covers[:, 0] == best, 1]
        joined = [forest for forest, row in enumerate(parts) if _joins(row, ends[[best]])[0]]
        steps.append(Step(best, float(gains[best]), tuple(items[open_items[items]].tolist()), tuple(joined)))
        free[best] = False
        open_items[items] = False
        for forest in joined:
            before = _joins(parts[forest], ends)
            kept, lost = parts[forest, ends[best]]
            parts[forest, parts[forest] == lost] = kept
            joining -= objective.join_worth[forest] * (before & ~_joins(parts[forest], ends))
    return steps


def _covering(objective: Objective, open_items: NDArray[np.bool_]) -> Floats:
    worth = objective.item_worth[objective.covers[:, 1]] * open_items[objective.covers[:, 1]]
    found: Floats = np.bincount(objective.covers[:, 0], weights=worth, minlength=len(objective.ends)).astype(np.float64)
    return found


def _joins(row: Ints, ends: Ints) -> NDArray[np.bool_]:
    """For each candidate, whether it joins two parts of a forest."""
    first, second = row[ends[:, 0]], row[ends[:, 1]]
    joins: NDArray[np.bool_] = (first != second) & (first >= 0) & (second >= 0) & (ends >= 0).all(axis=1)
    return joins
