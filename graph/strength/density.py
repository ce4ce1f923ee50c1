"""How many of the possible ties there are."""

from graph.language import Text
from graph.network.network import Network
from graph.network.waves import Wave
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
    unknown = unknown_pairs(network)
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


def unknown_pairs(network: Network) -> int | None:
    """Pairs without a tie of which no side said yes or no in the newest survey; None if none of them was asked."""
    wave = network.wave
    if wave is None or network.response_rate is None:
        return None
    members = frozenset(network.ids)
    told = {pair for pair in wave.told if len(pair) == 2 and pair <= members}
    tied = {
        frozenset((network.ids[i], network.ids[j]))
        for i, j in zip(network.source.tolist(), network.target.tolist(), strict=True)
    }
    known = _shown_pairs(wave, members) if wave.complete_roster else 0
    known += sum(not _shown(wave, pair) for pair in told | tied)
    return network.n * (network.n - 1) // 2 - known


def _shown_pairs(wave: Wave, members: frozenset[str]) -> int:
    asked, answered = len(wave.asked & members), len(wave.answered & members & wave.asked)
    return answered * (answered - 1) // 2 + answered * (asked - answered)


def _shown(wave: Wave, pair: frozenset[str]) -> bool:
    return wave.complete_roster and pair <= wave.asked and not pair.isdisjoint(wave.answered)


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
