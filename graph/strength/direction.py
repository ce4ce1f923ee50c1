"""What only directed ties tell: who is named by many, who names many, and whether it is returned."""

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.phrases import counted, listed, number, percent
from graph.strength.formula import Formula, Outcome

_BOTH_WAYS = Text(
    "Verbindungen gelten hier in beide Richtungen, deshalb steht hier keine Zahl.",
    "Ties run both ways here, so there is no number.",
)


def in_degree_centralization(network: Network) -> Outcome:
    """Σ(d_max - d_i) / (n-1)² over in-degrees (Wasserman & Faust 1994), 0 to 1; undefined without directed ties."""
    return _centralization(
        network,
        1,
        Text("Am häufigsten genannt: {names}, {most}-mal.", "Named most often: {names}, {most} times."),
    )


def out_degree_centralization(network: Network) -> Outcome:
    """Σ(d_max - d_i) / (n-1)² over out-degrees (Wasserman & Faust 1994), 0 to 1; undefined without directed ties."""
    return _centralization(
        network,
        0,
        Text("Am meisten andere genannt: {names}, {most}.", "Most others named: {names}, {most}."),
    )


def reciprocity_arc(network: Network) -> Outcome:
    """The share of arcs that are returned, 2M / (2M + A), M mutual pairs, A one-sided ones; 0 to 1."""
    if network.arcs is None:
        return Outcome(value=None, reason=Reason.UNDIRECTED, explanation=_BOTH_WAYS)
    mutual, single = _pairs(network)
    value = 2 * mutual / (2 * mutual + single)
    sentence = Text("{share} der Richtungen werden erwidert.", "{share} of the directions are returned.")
    return Outcome(value=value, explanation=sentence.fill(share=percent(value)))


def reciprocity_tie(network: Network) -> Outcome:
    """The share of joined pairs in which both directions hold, M / (M + A), 0 to 1."""
    if network.arcs is None:
        return Outcome(value=None, reason=Reason.UNDIRECTED, explanation=_BOTH_WAYS)
    mutual, single = _pairs(network)
    sentence = counted(
        mutual,
        Text(
            "Von {all} verbundenen Paaren gilt es bei {n} in beide Richtungen.",
            "Of {all} joined pairs {n} is so in both directions.",
        ),
        Text(
            "Von {all} verbundenen Paaren gilt es bei {n} in beide Richtungen.",
            "Of {all} joined pairs {n} are so in both directions.",
        ),
        all=number(mutual + single),
    )
    return Outcome(value=mutual / (mutual + single), explanation=sentence)


def reciprocity_dyadic(network: Network) -> Outcome:
    """The share of all pairs that agree, tied both ways or not at all: (M + N) / (M + A + N), N pairs without a tie.

    0 to 1 (Wasserman & Faust 1994; the default of R's sna). In a sparse network near 1 whatever is returned, since most
    pairs have no tie. Undefined without directed ties.
    """
    if network.arcs is None:
        return Outcome(value=None, reason=Reason.UNDIRECTED, explanation=_BOTH_WAYS)
    _, single = _pairs(network)
    pairs = network.n * (network.n - 1) // 2
    value = 1 - single / pairs
    sentence = Text(
        "Von allen {pairs} Paaren ist bei {share} beides gleich: in beide Richtungen verbunden oder gar nicht.",
        "Of all {pairs} pairs {share} are alike on both sides: tied in both directions or not at all.",
    )
    return Outcome(value=value, explanation=sentence.fill(pairs=number(pairs), share=percent(value)))


def _centralization(network: Network, end: int, words: Text) -> Outcome:
    if network.arcs is None:
        return Outcome(value=None, reason=Reason.UNDIRECTED, explanation=_BOTH_WAYS)
    degree: Ints = np.bincount(network.arcs[end], minlength=network.n)
    most = int(degree.max())
    value = float(np.sum(most - degree)) / (network.n - 1) ** 2
    first = listed([network.names[i] for i in np.flatnonzero(degree == most).tolist()])
    return Outcome(value=value, explanation=words.fill(names=first, most=number(most)))


def _pairs(network: Network) -> tuple[int, int]:
    """How many pairs are joined in both directions, and how many in one."""
    assert network.arcs is not None
    arcs = set(zip(network.arcs[0].tolist(), network.arcs[1].tolist(), strict=True))
    mutual = sum((j, i) in arcs for i, j in arcs) // 2
    return mutual, len(arcs) - 2 * mutual


IN_DEGREE_CENTRALIZATION = Formula(
    "inDegreeCentralization", Text("Zentralisierung des Genanntwerdens", "In-degree centralization"),
    in_degree_centralization,
)  # fmt: skip
OUT_DEGREE_CENTRALIZATION = Formula(
    "outDegreeCentralization", Text("Zentralisierung des Nennens", "Out-degree centralization"),
    out_degree_centralization,
)  # fmt: skip
RECIPROCITY_ARC = Formula("reciprocityArc", Text("Erwiderte Richtungen", "Reciprocity of arcs"), reciprocity_arc)
RECIPROCITY_TIE = Formula("reciprocityTie", Text("Erwiderte Verbindungen", "Reciprocity of ties"), reciprocity_tie)
RECIPROCITY_DYADIC = Formula(
    "reciprocityDyadic", Text("Übereinstimmende Paare", "Dyadic reciprocity"), reciprocity_dyadic
)
