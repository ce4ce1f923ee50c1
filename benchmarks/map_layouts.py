"""Where the map puts its actors, beside igraph's Fruchterman-Reingold: time, stress, crossings, and what moves.

python -m benchmarks.map_layouts

Stress is normalised (squared difference of drawn and graph distance, weighted by the inverse square of the graph
distance, at the best scale; 0 is perfect). Crossings are counted between straight lines. "in order of ties" puts each
actor of a tile where its neighbours are (what a layout that knows ties could gain): it was tried and is not used, as a
tie more would move actors.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import shortest_path

from benchmarks.map_facts import Facts, facts
from benchmarks.maps import drawn
from visualise.map.data import kept
from visualise.map.spec import MapSpec, TieFact

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SLOT = (104.0, 62.0)
_ROUNDS = 12


def spots(spec: MapSpec) -> Floats:
    """Where the actors stand."""
    return np.array([(actor.x, actor.y) for actor in spec.actors])


def lines(spec: MapSpec) -> Ints:
    """The ties as pairs of numbers."""
    return np.array([(tie.source, tie.target) for tie in spec.ties])


def stress(where: Floats, pairs: Ints) -> float:
    """Normalised stress at the best scale, over the pairs that are connected."""
    n = len(where)
    ones = np.ones(len(pairs))
    far = shortest_path(csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(n, n)), directed=False, unweighted=True)
    a, b = np.triu_indices(n, 1)
    wanted = far[a, b]
    told = np.isfinite(wanted) & (wanted > 0)
    wanted, a, b = wanted[told], a[told], b[told]
    shown = np.hypot(*(where[a] - where[b]).T)
    weight = wanted**-2.0
    scale = (weight * wanted * shown).sum() / (weight * shown * shown).sum()
    return float((weight * (scale * shown - wanted) ** 2).sum() / (weight * wanted**2).sum())


def crossings(where: Floats, pairs: Ints) -> int:
    """How many pairs of lines cross, those with a common end apart."""
    p, q = where[pairs[:, 0]], where[pairs[:, 1]]
    found = 0
    for one in range(len(pairs) - 1):
        rest = slice(one + 1, None)
        apart = ~np.isin(pairs[rest], pairs[one]).any(axis=1)
        side = _turn(p[one], q[one], p[rest]) * _turn(p[one], q[one], q[rest]) < 0
        other = _turn(p[rest], q[rest], p[one]) * _turn(p[rest], q[rest], q[one]) < 0
        found += int((apart & side & other).sum())
    return found


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    found: Floats = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return found


def by_ties(spec: MapSpec) -> Floats:
    """The same slots of each tile, given to its actors so that they stand near their neighbours."""
    where, pairs = spots(spec), lines(spec)
    near: list[list[int]] = [[] for _ in spec.actors]
    for one, other in pairs.tolist():
        near[one].append(other)
        near[other].append(one)
    places = np.array([actor.place for actor in spec.actors])
    for _ in range(_ROUNDS):
        for place in range(len(spec.places)):
            inside = np.flatnonzero(places == place)
            free = where[inside].copy()
            pulled = np.array([where[near[i]].mean(axis=0) if near[i] else where[i] for i in inside])
            cost = np.hypot(*(pulled[:, None, :] - free[None, :, :]).transpose(2, 0, 1))
            rows, columns = linear_sum_assignment(cost)
            where[inside[rows]] = free[columns]
    return where


def by_forces(spec: MapSpec) -> Floats:
    """Fruchterman-Reingold, as igraph has it."""
    graph = igraph.Graph(n=len(spec.actors), edges=lines(spec).tolist())
    return np.array(graph.layout_fruchterman_reingold(niter=500).coords)


def moved(before: MapSpec, after: MapSpec) -> float:
    """The share of the actors on both maps that stand more than a slot away from where they stood."""
    old = {actor.id: (actor.x, actor.y) for actor in before.actors}
    both = [(old[actor.id], (actor.x, actor.y)) for actor in after.actors if actor.id in old]
    return sum(abs(a[0] - b[0]) > SLOT[0] or abs(a[1] - b[1]) > SLOT[1] for a, b in both) / len(both)


def newcomers(known: Facts) -> Facts:
    """5 % more actors, each with two ties."""
    actors, ties, places = known
    new = [replace(actors[n * 17 % len(actors)], id=f"n{n}", name=f"Neu {n}") for n in range(len(actors) // 20)]
    more = [
        TieFact(source=a.id, target=actors[(n * 7 + k) % len(actors)].id) for n, a in enumerate(new) for k in (0, 3)
    ]
    return [*actors, *new], [*ties, *more], places


def main() -> None:
    """Print a few lines for each size."""
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 a seeded generator, no secret
    for actors, ties in ((100, 400), (240, 900), (900, 4000)):
        known = facts(actors, ties, 13)
        started = time.process_time()
        spec = drawn(known)
        ours = time.process_time() - started
        started = time.process_time()
        forced = by_forces(spec)
        theirs = time.process_time() - started
        pairs = lines(spec)
        shown: Sequence[tuple[str, float, Floats]] = (
            ("tiles", ours, spots(spec)),
            ("tiles, in order of ties", float("nan"), by_ties(spec)),
            ("Fruchterman-Reingold", theirs, forced),
        )
        print(f"{actors} actors, {ties} ties")
        for name, seconds, where in shown:
            print(
                f"  {name:24} {seconds:6.2f} s, stress {stress(where, pairs):.3f}, {crossings(where, pairs)} crossings"
            )
        more = newcomers(known)
        fewer: Facts = (known[0], known[1][::2], known[2])
        print(f"  moved more than a slot by 5 % more actors: {moved(spec, drawn(more)):.1%},", end=" ")
        print(f"like the earlier edition: {moved(spec, drawn(more, kept(spec))):.1%};", end=" ")
        print(f"by half of the ties going: {moved(spec, drawn(fewer)):.1%}")
        chance = random.Random(2)  # noqa: S311 a seeded generator, no secret
        ids = [actor.id for actor in known[0]]
        some = [TieFact(source=chance.choice(ids), target=chance.choice(ids)) for _ in range(ties // 20)]
        again = by_ties(drawn((known[0], [*known[1], *some], known[2])))
        far = (np.abs(again - by_ties(spec)) > SLOT).any(axis=1).mean()
        print(f"  5 % more ties would move {far:.1%} in order of ties")


if __name__ == "__main__":
    main()
