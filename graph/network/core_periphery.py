"""Core and periphery: which actors form a core in which all are joined, and on which the others hang."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.kernels.compiling import is_ready
from graph.kernels.moving import improve
from graph.network.adjacency import Adjacency, Ints
from graph.network.core_search import improved_together

PROVEN_UP_TO = 16
"""Actors up to which every possible core is tried."""

_LEAST_RESTARTS, _MOST_RESTARTS = 10, 100
_RESTARTED_ACTORS = 4_000  # all restarts together begin from about that many actors
_SIDE_BY_SIDE = 300  # actors up to which Python is slower than all restarts at once
_SEED = 7
_EQUAL = 1e-12

Cores = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Split:
    """A core by index, and how well the ties fit: Pearson's r with the ideal of a core joined to everybody.

    `cores` holds all that fit equally well where every one was tried (`proven`), else the best that was found.
    `runner_up` is the next best r; `within` the best r with the cells between core and periphery left out, where every
    core was tried, else that of the same core; both None where undefined. `starts` says from how many cores the search
    began, 0 where every one was tried.
    """

    r: float
    cores: tuple[tuple[int, ...], ...]
    proven: bool
    runner_up: float | None
    within: float | None
    starts: int = 0


def split(rows: Adjacency) -> Split | None:
    """The discrete model of Borgatti and Everett (2000); None where all pairs or none are joined: r has no sense then.

    Up to 16 actors by trying every core; beyond by improving the best start of a sweep by degree, and seeded random
    ones, until no single actor's change makes it better.
    """
    n, pairs = rows.n, rows.n * (rows.n - 1) // 2
    if rows.m in (0, pairs):
        return None
    return _exhaustive(rows) if n <= PROVEN_UP_TO else _search(rows)


def _exhaustive(rows: Adjacency) -> Split:
    n = rows.n
    every = (np.arange(1, 2**n - 1)[:, None] >> np.arange(n)) & 1 == 1
    source, target = _lines(rows)
    outside = (~every[:, source] & ~every[:, target]).sum(axis=1)
    r = _fit(rows, every.sum(axis=1), outside)
    best = float(np.nanmax(r))
    optimal = np.flatnonzero(r >= best - _EQUAL)
    cores = tuple(sorted(tuple(np.flatnonzero(every[k]).tolist()) for k in optimal))
    others = r[r < best - _EQUAL]
    runner_up = float(np.nanmax(others)) if np.isfinite(others).any() else None
    inside = (every[:, source] & every[:, target]).sum(axis=1)
    within = _within(rows, every.sum(axis=1), inside, outside)
    return Split(best, cores, True, runner_up, float(np.nanmax(within)) if np.isfinite(within).any() else None)


def _search(rows: Adjacency) -> Split:
    found: dict[tuple[int, ...], float] = {}
    begun = list(_starts(rows))
    together = not is_ready() and rows.n <= _SIDE_BY_SIDE
    ends = (
        zip(*improved_together(rows, np.array(begun)), strict=True) if together else (_improved(rows, s) for s in begun)
    )
    for core, r in ends:
        found[tuple(np.flatnonzero(core).tolist())] = float(r)
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    best = ranked[0][1]
    runner_up = next((r for _, r in ranked if r < best - _EQUAL), None)
    core = np.zeros(rows.n, dtype=np.bool_)
    core[list(ranked[0][0])] = True
    source, target = _lines(rows)
    both, neither = (core[source] & core[target]).sum(), (~core[source] & ~core[target]).sum()
    within = float(_within(rows, *(np.array([count]) for count in (core.sum(), both, neither)))[0])
    return Split(best, (ranked[0][0],), False, runner_up, within if np.isfinite(within) else None, len(begun))


def _starts(rows: Adjacency) -> Iterator[Cores]:
    """The best core of the k actors with the most ties, for any k, and random ones.

    In small ones these are of any size, which costs more and finds more; else of that k.
    """
    n = rows.n
    order = np.argsort(-rows.degree, kind="stable")
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    source, target = _lines(rows)
    first = np.minimum(place[source], place[target])  # the line is outside until the first of its ends is in the core
    sizes = np.arange(1, n)
    outside = rows.m - np.cumsum(np.bincount(first, minlength=n))[:-1]
    size = int(sizes[np.nanargmax(_fit(rows, sizes, outside))])
    core = np.zeros(n, dtype=np.bool_)
    core[order[:size]] = True
    yield core
    random = np.random.default_rng(_SEED)
    restarts = min(max(_RESTARTED_ACTORS // n, _LEAST_RESTARTS), _MOST_RESTARTS)
    for _ in range(restarts):
        core = np.zeros(n, dtype=np.bool_)
        begun = random.integers(1, n - 1) if restarts > _LEAST_RESTARTS else size
        core[random.choice(n, begun, replace=False)] = True
        yield core


def _improved(rows: Adjacency, core: Cores) -> tuple[Cores, float]:
    """Moves the one actor between core and periphery that helps most, until none does."""
    held = core.astype(np.int64)
    r = improve(rows.start, rows.neighbour, held, np.zeros(rows.n, dtype=np.int64))
    return held == 1, float(r)


def _fit(rows: Adjacency, size: "NDArray[np.int64]", outside: "NDArray[np.int64]") -> NDArray[np.float64]:
    """Pearson's r over all pairs between being joined and having at least one of the two in the core."""
    n = float(rows.n)
    pairs, m = n * (n - 1) / 2, float(rows.m)
    ideal = pairs - (n - size) * (n - size - 1) / 2
    spread = m * (pairs - m) * ideal * (pairs - ideal)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((pairs * (m - outside) - m * ideal) / np.sqrt(spread))


def _within(rows: Adjacency, size: Ints, inside: Ints, outside: Ints) -> NDArray[np.float64]:
    """r over the pairs within the core and within the periphery only, by the ties `inside` either."""
    n = float(rows.n)
    ideal, rest = size * (size - 1) / 2, (n - size) * (n - size - 1) / 2
    pairs, m = ideal + rest, inside + outside
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((pairs * inside - m * ideal) / np.sqrt(m * (pairs - m) * ideal * (pairs - ideal)))


def _lines(rows: Adjacency) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ends of every line, the lower first."""
    ends = np.repeat(np.arange(rows.n, dtype=np.int64), rows.degree)
    upper = rows.neighbour > ends
    return ends[upper], rows.neighbour[upper].astype(np.int64)
