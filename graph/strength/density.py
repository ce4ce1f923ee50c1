"""How many of the possible ties there are."""

from graph.language import Text
from graph.network.network import Network
from graph.network.unknown_ties import unknown_ties
from graph.phrases import counted, joined, number, percent
from graph.scope import PROJECTED
from graph.strength.formula import Formula, Outcome
from graph.strength.two_mode import beside


def density(network: Network) -> Outcome:
    """Ties as a share of all pairs: 2m / (n(n-1)), 0 to 1, on the simple graph (Wasserman & Faust 1994).

    In a directed network the arcs as a share of all ordered pairs: m / (n(n-1)). Where only shared measures join the
    actors (a projection), the sentence says that this makes cliques, and what the responsibilities themselves come to.
    With a survey, `high` counts every pair that nobody said yes or no about as a tie (closed form of the range).
    """
    ways = 1 if network.arcs is None else 2
    pairs = ways * network.n * (network.n - 1) // 2
    held = network.m if network.arcs is None else len(network.arcs[0])
    share = held / pairs
    found = network.once(unknown_ties)
    unknown = None if found is None else found.count
    one, several = _SENTENCES if network.arcs is None else _DIRECTED
    sentence = counted(held, one, several, pairs=number(pairs), share=percent(share))
    if network.scope.layer in PROJECTED:
        sentence = joined(sentence, beside(network))
    if not unknown:
        bound = None if unknown is None else share
        return Outcome(value=share, low=bound, high=bound, explanation=sentence)
    doubt = counted(
        unknown,
        Text("Über {n} Paar ist nichts bekannt.", "Nothing is known about {n} pair."),
        Text("Über {n} Paare ist nichts bekannt.", "Nothing is known about {n} pairs."),
    )
    return Outcome(value=share, low=share, high=(held + ways * unknown) / pairs, explanation=joined(sentence, doubt))


_SENTENCES = (
    Text(
        "Von {pairs} möglichen Verbindungen besteht {n}, das sind {share}.",
        "Of {pairs} possible ties {n} exists, which is {share}.",
    ),
    Text(
        "Von {pairs} möglichen Verbindungen bestehen {n}, das sind {share}.",
        "Of {pairs} possible ties {n} exist, which is {share}.",
    ),
)
_DIRECTED = (
    Text(
        "Von {pairs} möglichen Richtungen zwischen zwei Akteuren besteht {n}, das sind {share}.",
        "Of {pairs} possible directions between two actors {n} exists, which is {share}.",
    ),
    Text(
        "Von {pairs} möglichen Richtungen zwischen zwei Akteuren bestehen {n}, das sind {share}.",
        "Of {pairs} possible directions between two actors {n} exist, which is {share}.",
    ),
)

DENSITY = Formula("density", Text("Dichte", "Density"), density, ranged=True)
