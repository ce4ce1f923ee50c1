"""How far all ties run to one actor."""

import numpy as np

from graph.language import Text
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.network.unknown_ties import DRAWS, drawn_range
from graph.phrases import listed, number
from graph.strength.formula import Formula, Outcome


def degree_centralization(network: Network) -> Outcome:
    """Freeman's degree centralization Σ(d_max - d_i) / ((n-1)(n-2)): 0 all alike, 1 a star (Freeman 1979).

    `low` and `high` are its extremes over draws of the pairs that nobody spoke of (`graph.network.unknown_ties`).
    """
    most = int(network.degree.max())
    value = centralization(network.degree)
    first = [network.names[i] for i in np.flatnonzero(network.degree == most)]

    def with_lines(source: Ints, target: Ints) -> float:
        more = np.bincount(np.concatenate((source, target)), minlength=network.n)
        return centralization(network.degree + more)

    low, high = drawn_range(network, value, with_lines)
    method = None if low == high else f"range over {DRAWS} draws of the unknown pairs"
    return Outcome(value=value, low=low, high=high, explanation=_sentence(network, most, first), method=method)


def centralization(degree: Ints) -> float:
    """Freeman's degree centralization of actors with these numbers of ties, at least three of them."""
    n = len(degree)
    return float(np.sum(degree.max() - degree)) / ((n - 1) * (n - 2))


def _sentence(network: Network, most: int, first: list[str]) -> Text:
    if network.m == 0:
        return Text("Es gibt keine Verbindung.", "There is no tie.")
    if len(first) == network.n:
        return Text(
            "Alle Akteure haben gleich viele Verbindungen: {most}.", "All actors have the same number of ties: {most}."
        ).fill(most=number(most))
    if len(first) > 1:
        return Text(
            "Die meisten Verbindungen haben {names}: je {most} von {m}.",
            "Most ties are held by {names}: {most} of {m} each.",
        ).fill(names=listed(first), most=number(most), m=number(network.m))
    return Text(
        "Die meisten Verbindungen hat {name}: {most} von {m}.", "Most ties are held by {name}: {most} of {m}."
    ).fill(name=first[0], most=number(most), m=number(network.m))


DEGREE_CENTRALIZATION = Formula(
    "degreeCentralization", Text("Zentralisierung", "Degree centralization"), degree_centralization, ranged=True
)
