"""What is left when those with the most ties drop out one after the other."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.kernels.falling import largest_left, order_of_loss
from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Adjacency, Ints
from graph.network.network import Network
from graph.phrases import number, percent
from graph.strength.formula import Formula, Outcome

RECALCULATED_UP_TO = 5_000
"""Actors up to which the degrees are counted anew after each loss."""

_ORDERS, _FEW_ORDERS = 20, 5
_LARGE = 500
"""Actors above which only a few other orders are tried: among many, who of equals goes first hardly matters."""

_SEED = 7
_NO_TIE = Text("Es gibt keine Verbindung, die halten könnte.", "There is no tie that could hold.")


def robustness(network: Network) -> Outcome:
    """R = 1/n Σ_{q=1..n} s(q)/n, s the largest part after q actors dropped out (Schneider et al. 2011, PNAS).

    Each time the actor with the most ties left goes, of several the first by external id; `low` and `high` are the
    extremes over 20 seeded other orders of those, above 500 actors over 5. 0 to 1/2, (n-1)/n² for a star, (n-1)/(2n) if
    all are joined to all.
    Above 5,000 actors undefined: see `robustnessStatic`.
    """
    if network.n > RECALCULATED_UP_TO:
        told = Text("Für {n} Akteure steht robustnessStatic.", "For {n} actors see robustnessStatic.")
        return Outcome(value=None, reason=Reason.TOO_LARGE, explanation=told.fill(n=number(network.n)))
    if network.m == 0:
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NO_TIE)
    rows = network.adjacency
    curve = _left(rows, _recalculated(rows, _by_id(network)))
    others = [_mean(_left(rows, _recalculated(rows, rank)), network.n) for rank in _ranks(network.n)]
    value = _mean(curve, network.n)
    return Outcome(
        value=value,
        low=min(value, *others),
        high=max(value, *others),
        explanation=_sentence(network, curve),
        method=f"degree recalculated, range over {len(others)} orders of equals, seed {_SEED}",
    )


def robustness_static(network: Network) -> Outcome:
    """The same with the order fixed once: by degree, of several the first by external id. 0 to 1/2."""
    if network.m == 0:
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NO_TIE)
    order = np.lexsort((_by_id(network), -network.degree)).astype(np.int64)
    curve = _left(network.adjacency, order)
    return Outcome(
        value=_mean(curve, network.n), explanation=_sentence(network, curve), method="order by degree, fixed once"
    )


def _sentence(network: Network, curve: Ints) -> Text:
    """After how many losses the largest part has less than half of all actors."""
    whole = max(network.separation.part_sizes)
    lost = int(np.argmax(curve < whole / 2)) + 1
    return Text(
        "Nach dem Ausfall der {lost} am besten verbundenen Akteure ({share}) bleibt vom größten Teil weniger als die "
        "Hälfte.",
        "When the {lost} best connected actors have dropped out ({share}), less than half of the largest part is left.",
    ).fill(lost=number(lost), share=percent(lost / network.n))


def _recalculated(rows: Adjacency, rank: Ints) -> Ints:
    order = np.zeros(rows.n, dtype=np.int64)
    place, left = np.zeros(rows.n, dtype=np.int64), np.zeros(rows.n, dtype=np.int64)
    number = np.zeros(int(rows.degree.max()) + 1, dtype=np.int64)
    order_of_loss(rows.start, rows.neighbour, np.argsort(rank), place, left, number, order)
    return order


def _left(rows: Adjacency, order: Ints) -> Ints:
    root, size, largest = np.full(rows.n, -1, np.int64), np.zeros(rows.n, np.int64), np.zeros(rows.n, np.int64)
    largest_left(rows.start, rows.neighbour, order, root, size, largest)
    return largest


def _mean(curve: Ints, n: int) -> float:
    return float(curve.sum()) / (n * n)


def _by_id(network: Network) -> NDArray[np.int64]:
    """For each actor its place in the order of external ids as text."""
    rank = np.empty(network.n, dtype=np.int64)
    rank[sorted(range(network.n), key=lambda i: network.external_ids[i])] = np.arange(network.n)
    return rank


def _ranks(n: int) -> Iterator[Ints]:
    random = np.random.default_rng(_SEED)
    for _ in range(_ORDERS if n <= _LARGE else _FEW_ORDERS):
        yield random.permutation(n).astype(np.int64)


ROBUSTNESS = Formula("robustness", Text("Widerstand", "Robustness"), robustness)
ROBUSTNESS_STATIC = Formula(
    "robustnessStatic", Text("Widerstand, feste Reihenfolge", "Robustness, fixed order"), robustness_static
)
