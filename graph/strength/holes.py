"""Structural holes and standing: how free an actor is of its partners, and how much weight they lend it."""

import numpy as np
from numpy.typing import NDArray

from graph.kernels.constraint import constrain
from graph.language import Text
from graph.network.network import Network
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.clustering import triangles

_DAMPING = 0.85
_NEAR = 1e-9
_MOST_STEPS = 1_000


def constraint(network: Network) -> Values:
    """Burt's constraint Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij = 1/d_i, over partners j (Burt 1992).

    From 1/d (no two partners know each other) to 1.125 (a pair of partners who do); undefined without a tie.
    """
    found = np.zeros(network.n)
    constrain(network.adjacency.start, network.adjacency.neighbour, np.zeros(network.n), found)
    return Values(values=_where(network.degree > 0, found))


def effective_size(network: Network) -> Values:
    """d - 2t/d, t the ties among the partners (Burt 1992; Borgatti 1997): 1 to d; undefined without a tie."""
    return Values(values=_where(network.degree > 0, _effective(network)))


def efficiency(network: Network) -> Values:
    """Effective size / d, 0 to 1: the share of partners who are not reached by way of others as well."""
    return Values(values=_where(network.degree > 0, _effective(network) / np.maximum(network.degree, 1)))


def page_rank(network: Network) -> Values:
    """PageRank with damping .85, every tie alike, actors without a tie giving to all (Page et al. 1999); sums to 1.

    Repeated until the numbers change by less than 1e-9 in sum.
    """
    n, degree = network.n, network.degree
    joined, givers = np.flatnonzero(degree), network.adjacency.neighbour.astype(np.intp)
    starts, given = network.adjacency.start[joined], np.zeros(n)
    rank = np.full(n, 1 / n)
    share = np.where(degree > 0, 1 / np.maximum(degree, 1), 0.0)
    for _ in range(_MOST_STEPS):
        given[joined] = np.add.reduceat((rank * share)[givers], starts) if len(joined) else 0.0
        lost = float(rank[degree == 0].sum())
        following = (1 - _DAMPING) / n + _DAMPING * (given + lost / n)
        moved = float(np.abs(following - rank).sum())
        rank = following
        if moved < _NEAR:
            break
    return Values(values=rank.tolist())


def _effective(network: Network) -> NDArray[np.float64]:
    return network.degree - 2 * network.once(triangles) / np.maximum(network.degree, 1)


def _where(defined: NDArray[np.bool_], values: NDArray[np.float64]) -> list[float | None]:
    return [value if known else None for value, known in zip(values.tolist(), defined.tolist(), strict=True)]


CONSTRAINT = ActorFormula(
    "constraint", Text("Einbindung", "Constraint"),
    Text(
        "Wie sehr die Partner einander kennen, sodass der Akteur nicht vermittelt; leer ohne Verbindung.",
        "How much the partners know each other, so that the actor does not mediate; null without a tie.",
    ),
    constraint,
)  # fmt: skip
EFFECTIVE_SIZE = ActorFormula(
    "effectiveSize", Text("Wirksame Partner", "Effective size"),
    Text(
        "Partner, abzüglich derer, die man über andere Partner ohnehin erreicht; leer ohne Verbindung.",
        "Partners, less those who are reached by way of other partners anyway; null without a tie.",
    ),
    effective_size,
)  # fmt: skip
EFFICIENCY = ActorFormula(
    "efficiency", Text("Anteil wirksamer Partner", "Efficiency"),
    Text("Wirksame Partner, geteilt durch alle Partner.", "Effective size divided by the number of partners."),
    efficiency,
)  # fmt: skip
PAGE_RANK = ActorFormula(
    "pageRank", Text("Gewicht", "PageRank"),
    Text(
        "Anteil am Gewicht, das Akteure einander über ihre Verbindungen geben; alle zusammen 1.",
        "Share of the weight that actors lend each other by their ties; all together 1.",
    ),
    page_rank,
)  # fmt: skip
