"""How much two actors without a tie have in common, by the measures of link prediction."""

import math
from dataclasses import dataclass

import numpy as np

from graph.model import Ref
from graph.network.network import Network
from graph.planning.pairs import Pair


@dataclass(frozen=True, slots=True)
class Similarity:
    """What two share by their partners, and by the cells of field, municipality and target group that both serve.

    Γ(x) being the partners of x and z those of both: `common_neighbours` is |Γ(x) ∩ Γ(y)|, `adamic_adar`
    Σ 1 / ln |Γ(z)| (Adamic and Adar 2003), `resource_allocation` Σ 1 / |Γ(z)| (Zhou, Lü and Zhang 2009). From 0; a
    partner of both has at least two, so ln > 0. None where one of the two is not in the network: groups of actors do
    not cooperate themselves. `adamic_adar_cells` is the first sum over the two-mode graph of actors and cells, see
    `graph.network.served_cells.ServedCells.common`.
    """

    common_neighbours: int | None
    adamic_adar: float | None
    resource_allocation: float | None
    shared_cells: int
    adamic_adar_cells: float


def similarity(network: Network, pair: Pair) -> Similarity:
    """Of a pair in the network of all who cooperate."""
    index = network.once(_index)
    cells = len(pair.cells), pair.common
    if not pair.ends <= index.keys():
        return Similarity(None, None, None, *cells)
    both = _partners_of_both(network, index[pair.a.id], index[pair.b.id])
    return Similarity(len(both), math.fsum(1 / math.log(d) for d in both), math.fsum(1 / d for d in both), *cells)


def _index(network: Network) -> dict[Ref, int]:
    return {ref: i for i, ref in enumerate(network.ids)}


def _partners_of_both(network: Network, a: int, b: int) -> list[int]:
    """How many partners each of those has whom both know."""
    rows = network.adjacency
    first, second = (rows.neighbour[rows.start[i] : rows.start[i + 1]] for i in (a, b))
    degrees: list[int] = network.degree[np.intersect1d(first, second, assume_unique=True)].tolist()
    return degrees
