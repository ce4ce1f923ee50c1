"""Whether the partners of an actor know each other, and how firmly the core hangs together."""

import numpy as np
from numpy.typing import NDArray

from graph.kernels.cores import peel
from graph.kernels.triangles import count
from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.phrases import counted, listed, number, percent
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome

_NAMED = 5


def transitivity(network: Network) -> Outcome:
    """3·triangles / connected triples (Wasserman & Faust 1994), 0 to 1; undefined where nobody has two ties."""
    triples = _triples(network.degree)
    if not triples.any():
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NO_PAIRS)
    value = float(network.once(triangles).sum() / triples.sum())
    sentence = Text(
        "Von zwei Partnern desselben Akteurs arbeiten in {share} der Fälle auch die beiden zusammen.",
        "Two partners of the same actor work together as well in {share} of the cases.",
    )
    return Outcome(value=value, explanation=sentence.fill(share=percent(value)))


def average_clustering(network: Network) -> Outcome:
    """The mean local clustering, actors with fewer than two ties counting as 0 (Watts & Strogatz 1998), 0 to 1.

    Undefined without a tie.
    """
    if network.m == 0:
        none = Text("Es gibt keine Verbindung.", "There is no tie.")
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=none)
    local, defined = _local(network)
    if not defined.any():
        return Outcome(value=0.0, explanation=_NO_PAIRS)
    value = float(local.mean())
    closed = int((local == 1).sum())
    sentence = counted(
        closed,
        Text(
            "Bei {n} Akteur kennen sich alle Partner, im Mittel sind es {share} der Paare.",
            "All partners of {n} actor know each other; on average {share} of the pairs do.",
        ),
        Text(
            "Bei {n} Akteuren kennen sich alle Partner, im Mittel sind es {share} der Paare.",
            "All partners of {n} actors know each other; on average {share} of the pairs do.",
        ),
        share=percent(value),
    )
    return Outcome(value=value, explanation=sentence)


def max_core(network: Network) -> Outcome:
    """The largest k of which there is a k-core: all joined to k others of it or more (Seidman 1983); 0 without ties.

    `members` are the actors of that core.
    """
    found = network.once(cores)
    most = int(found.max())
    if most == 0:
        return Outcome(value=0, explanation=Text("Es gibt keine Verbindung.", "There is no tie."))
    inside = np.flatnonzero(found == most).tolist()
    sentence = Text(
        "Fester Kern aus {n} Akteuren, jeder mit mindestens {k} anderen verbunden: {names}.",
        "Firm core of {n} actors, each joined to at least {k} others: {names}.",
    ).fill(n=number(len(inside)), k=number(most), names=listed((network.names[i] for i in inside), _NAMED))
    return Outcome(value=most, explanation=sentence, members=tuple(network.ids[i] for i in inside))


def local_clustering(network: Network) -> Values:
    """2·triangles / (d(d-1)): the share of pairs of partners that are joined; undefined with fewer than two ties."""
    local, defined = _local(network)
    return Values(values=[float(c) if known else None for c, known in zip(local, defined, strict=True)])


def core(network: Network) -> Values:
    """The number of the highest core that the actor belongs to; 0 without a tie (Seidman 1983)."""
    return Values(values=network.once(cores).tolist())


def degree(network: Network) -> Values:
    """With how many others the actor is joined, not normalised."""
    return Values(values=network.degree.tolist())


def triangles(network: Network) -> Ints:
    """In how many triangles each actor stands, worked out once: `network.once(triangles)`."""
    found = np.zeros(network.n, dtype=np.int64)
    count(network.adjacency.start, network.adjacency.neighbour, np.zeros(network.n, dtype=np.int64), found)
    return found


def cores(network: Network) -> Ints:
    """The highest core of each actor, worked out once: `network.once(cores)`."""
    rows, n = network.adjacency, network.n
    found, position, order = (np.zeros(n, dtype=np.int64) for _ in range(3))
    first = np.zeros(int(network.degree.max(initial=0)) + 2, dtype=np.int64)
    peel(rows.start, rows.neighbour, found, position, order, first)
    return found


def _local(network: Network) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    pairs = _triples(network.degree)
    defined = pairs > 0
    return np.where(defined, network.once(triangles) / np.maximum(pairs, 1), 0.0), defined


def _triples(degrees: Ints) -> Ints:
    return degrees * (degrees - 1) // 2


_NO_PAIRS = Text(
    "Kein Akteur hat zwei Partner, die sich kennen könnten.", "No actor has two partners who could know each other."
)

TRANSITIVITY = Formula("transitivity", Text("Geschlossenheit", "Transitivity"), transitivity)
AVERAGE_CLUSTERING = Formula(
    "averageClustering", Text("Mittlere Geschlossenheit", "Average clustering"), average_clustering
)
MAX_CORE = Formula("maxCore", Text("Fester Kern", "Largest core number"), max_core)
LOCAL_CLUSTERING = ActorFormula(
    "localClustering", Text("Geschlossenheit um den Akteur", "Local clustering"),
    Text(
        "Anteil der Paare von Partnern, die auch miteinander arbeiten; leer bei weniger als zwei Partnern.",
        "Share of the pairs of partners who work with each other too; null with fewer than two partners.",
    ),
    local_clustering,
)  # fmt: skip
CORE = ActorFormula(
    "core", Text("Kernzahl", "Core number"),
    Text(
        "Das größte k, für das der Akteur zu einem Teil gehört, in dem jeder mindestens k Partner hat.",
        "The largest k for which the actor belongs to a part where everybody has at least k partners.",
    ),
    core,
)  # fmt: skip
DEGREE = ActorFormula(
    "degree", Text("Partner", "Degree"),
    Text("Mit wie vielen anderen der Akteur verbunden ist.", "With how many others the actor is joined."),
    degree, unit="actors",
)  # fmt: skip
