"""What chance alone would give: the same number of actors and lines, the lines drawn at random."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.network.adjacency import Adjacency, Ints, adjacency
from graph.network.network import Network

DRAWS = 20
MOST_ACTORS = 2_000
"""With more actors nothing is drawn: chance then is told by no number."""

_SEED = 7


@dataclass(frozen=True, slots=True)
class Chance:
    """The mean of a measure by chance; where it was drawn, the extremes of the draws."""

    mean: float
    low: float | None = None
    high: float | None = None


def by_chance(network: Network, measure: Callable[[Adjacency], float | None]) -> Chance | None:
    """A measure over 20 seeded draws of G(n, m) (Erdős & Rényi 1959), where it is defined.

    None without a line, with more than 2,000 actors and where no draw has a value.
    """
    if network.m == 0 or network.n > MOST_ACTORS:
        return None
    values = [value for rows in network.once(_draws) if (value := measure(rows)) is not None]
    return Chance(float(np.mean(values)), min(values), max(values)) if values else None


def _draws(network: Network) -> tuple[Adjacency, ...]:
    random = np.random.default_rng(_SEED)
    first, second = np.triu_indices(network.n, 1)
    chosen: list[Ints] = [random.choice(len(first), network.m, replace=False) for _ in range(DRAWS)]
    return tuple(adjacency(network.n, first[drawn], second[drawn]) for drawn in chosen)
