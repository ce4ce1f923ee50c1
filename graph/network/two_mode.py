"""Who is responsible for what, as it is: actors on one side, measures and offers on the other.

Joining everybody who shares a measure (the projection) makes a clique of each measure, so its density says little. What
can be said of it is which pairs share more than their numbers of measures make likely (`backbone`).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.model import Ref
from graph.network.adjacency import Ints
from graph.network.network import Network

_MOST_ROUNDS = 5_000
_EXACT = 1e-10

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TwoMode:
    """`actor` and `activity` are the two ends of each responsibility, by index, each pair once.

    `n` actors, `k` measures and offers, those without a responsibility included on both sides.
    """

    n: int
    k: int
    actor: Ints
    activity: Ints

    @property
    def m(self) -> int:
        """Responsibilities: pairs of an actor and a measure or offer."""
        return len(self.actor)

    @cached_property
    def shared(self) -> tuple[Ints, Ints, Ints]:
        """The pairs of actors that share anything, i < j, and how many measures and offers they share."""
        order = np.lexsort((self.actor, self.activity))
        holders = np.split(self.actor[order], np.cumsum(np.bincount(self.activity, minlength=self.k))[:-1])
        pairs = [np.triu_indices(len(together), 1) for together in holders]
        first = np.concatenate([together[i] for together, (i, _) in zip(holders, pairs, strict=True)] or [_NONE])
        second = np.concatenate([together[j] for together, (_, j) in zip(holders, pairs, strict=True)] or [_NONE])
        code, count = np.unique(first * self.n + second, return_counts=True)
        return code // max(self.n, 1), code % max(self.n, 1), count


_NONE = np.zeros(0, dtype=np.int64)


def two_mode(network: Network) -> TwoMode:
    """The actors of a network and all measures and offers that are open in the scope's field and plan.

    A responsibility counts in whatever role (lead, shared, supporting), accepted or only named, if it holds on the day:
    neither declined nor ended. Of actors outside the network none counts.
    """
    district = network.district
    if district is None:
        return TwoMode(network.n, 0, _NONE, _NONE)
    index: dict[Ref, int] = {ref: i for i, ref in enumerate(network.ids)}
    activities = district.activities_in(network.scope)
    ends = [
        (index[actor], k)
        for k, activity in enumerate(activities)
        for actor in district.holders.get(activity.id, ())
        if actor in index
    ]
    pairs = np.array(sorted(ends), dtype=np.int64).reshape(-1, 2)
    return TwoMode(network.n, len(activities), pairs[:, 0], pairs[:, 1])


def density(found: TwoMode) -> float | None:
    """Responsibilities / (actors × measures and offers), 0 to 1; None without a measure."""
    return found.m / (found.n * found.k) if found.n and found.k else None


def clustering(found: TwoMode) -> float | None:
    """4 · four-cycles / three-paths, 0 to 1 (Robins & Alexander 2004): whether who shares one measure shares another.

    None where no path of three responsibilities exists.
    """
    _, _, count = found.shared
    cycles = int((count * (count - 1) // 2).sum())
    degrees = np.bincount(found.actor, minlength=found.n), np.bincount(found.activity, minlength=found.k)
    paths = int(((degrees[0][found.actor] - 1) * (degrees[1][found.activity] - 1)).sum())
    return 4 * cycles / paths if paths else None


def backbone(found: TwoMode) -> Floats:
    """For each pair of `shared` how probable it is to share as many measures or more by chance alone, 0 to 1.

    Chance keeps for each actor the mean number of its measures and for each measure that of its actors (stochastic
    degree sequence model, Neal 2014): each responsibility falls on its own with the probability of `chances`, so that
    the number shared is Poisson-binomial; its distribution is worked out exactly.
    """
    first, second, count = found.shared
    rows, columns = np.bincount(found.actor, minlength=found.n), np.bincount(found.activity, minlength=found.k)
    p = _of_degrees(rows, columns)
    degree, times = np.unique(rows), np.unique(columns, return_counts=True)[1]
    row = np.searchsorted(degree, rows)
    low, high = np.minimum(row[first], row[second]), np.maximum(row[first], row[second])
    alike, back = np.unique(np.stack((low, high, count)), axis=1, return_inverse=True)
    both = p[alike[0]] * p[alike[1]]
    fewer = np.zeros((len(both), int(count.max(initial=0))))  # probability of sharing 0, 1, … of those looked at so far
    fewer[:, :1] = 1
    for column, many in enumerate(times.tolist()):
        q = both[:, column : column + 1]
        for _ in range(many):
            fewer[:, 1:] = fewer[:, 1:] * (1 - q) + fewer[:, :-1] * q
            fewer[:, :1] *= 1 - q
    below = np.array([fewer[i, :w].sum() for i, w in enumerate(alike[2])])
    likely: Floats = np.clip(1 - below, 0, 1)
    return likely[back.reshape(-1)]


def chances(found: TwoMode) -> Floats:
    """The probability of each responsibility, actors × measures, with the same sums of rows and columns as observed.

    p = x_i y_k / (1 + x_i y_k), the distribution of greatest entropy with these expected sums; x and y by iteration.
    What the sums leave no choice about (nothing, or all that is left) is 0 or 1.
    """
    rows, columns = np.bincount(found.actor, minlength=found.n), np.bincount(found.activity, minlength=found.k)
    p = _of_degrees(rows, columns)
    return p[np.ix_(np.searchsorted(np.unique(rows), rows), np.searchsorted(np.unique(columns), columns))]


def _of_degrees(rows: Ints, columns: Ints) -> Floats:
    """The same for each two numbers of measures and of actors that occur, ascending: alike ones have the same."""
    r, r_times = np.unique(rows, return_counts=True)
    c, c_times = np.unique(columns, return_counts=True)
    p = np.zeros((len(r), len(c)))
    i, k = np.arange(len(r)), np.arange(len(c))  # those that are not certain yet, `r` and `c` what is left of them
    while len(i) and len(k):
        all_rows, all_columns = r_times[i].sum(), c_times[k].sum()
        free_i, free_k = (r[i] > 0) & (r[i] < all_columns), (c[k] > 0) & (c[k] < all_rows)
        if free_i.all() and free_k.all():
            p[np.ix_(i, k)] = _iterated(r[i].astype(float), r_times[i], c[k].astype(float), c_times[k])
            break
        if free_i.all():
            full = k[c[k] == all_rows]
            p[np.ix_(i, full)] = 1
            r[i] -= c_times[full].sum()
            k = k[free_k]
        else:
            full = i[r[i] == all_columns]
            p[np.ix_(full, k)] = 1
            c[k] -= r_times[full].sum()
            i = i[free_i]
    return p


def _iterated(r: Floats, r_times: Ints, c: Floats, c_times: Ints) -> Floats:
    x, y = r / np.sqrt(r @ r_times), c / np.sqrt(r @ r_times)
    p = np.zeros((len(r), len(c)))
    for _ in range(_MOST_ROUNDS):
        x = r / (c_times * y / (1 + np.outer(x, y))).sum(axis=1)
        y = c / (r_times[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        p = np.outer(x, y) / (1 + np.outer(x, y))
        if np.abs((p * c_times).sum(axis=1) - r).max() < _EXACT:
            break
    return p
