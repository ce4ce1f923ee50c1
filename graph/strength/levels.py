"""How close ties are: the level stated, how many kinds of tie join a pair, and what an actor's ties amount to."""

import itertools

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.network.network import Network
from graph.network.tie_strength import tie_strengths
from graph.phrases import counted, decimal, joined, number, percent
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome

_LEVELS = (
    Text("Kenntnis", "awareness"),
    Text("Zusammenarbeit", "cooperation"),
    Text("Abstimmung", "coordination"),
    Text("gemeinsames Handeln", "integration"),
)
_NO_TIE = Text("Es gibt keine Verbindung.", "There is no tie.")


def mean_level(network: Network) -> Outcome:
    """The mean of the levels stated (1 awareness, 2 cooperation, 3 coordination, 4 integration), 1 to 4.

    A line's level is the mean of what both sides and all of its ties say; lines of which nobody stated a level are
    left out and counted in the sentence. Undefined without a tie, and where nobody stated a level.
    """
    if network.m == 0:
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NO_TIE)
    stated = network.level[network.level_stated]
    if len(stated) == 0:
        none = Text("Wie eng die Verbindungen sind, hat niemand angegeben.", "Nobody stated how close the ties are.")
        return Outcome(value=None, reason=Reason.NOT_SURVEYED, explanation=none)
    value = float(stated.mean())
    sentence = Text(
        "Im Mittel stehen die Verbindungen auf Stufe {value} von 4, am nächsten bei „{word}“.",
        "On average the ties are at level {value} of 4, nearest to “{word}”.",
    ).fill(value=decimal(round(value, 1)), word=_LEVELS[max(0, min(3, int(value - 0.5)))])
    missing = network.m - len(stated)
    told = counted(
        missing,
        Text("Bei {n} Verbindung hat niemand eine Stufe genannt.", "Of {n} tie nobody stated a level."),
        Text("Bei {n} Verbindungen hat niemand eine Stufe genannt.", "Of {n} ties nobody stated a level."),
    )
    return Outcome(value=value, explanation=joined(sentence, told) if missing else sentence)


def multiplexity(network: Network) -> Outcome:
    """The mean number of layers on which a joined pair is joined, from 1; undefined without a tie.

    A layer is the kind of tie (working contact, formal agreement, …) and, with layer all, work on the same measure. The
    sentence has the share of pairs on two or more, `method` Jaccard's index of each two layers: pairs on both / pairs
    on either.
    """
    if network.m == 0:
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=_NO_TIE)
    layers = network.layers or {"working": np.ones(network.m, dtype=np.bool_)}
    held = np.sum(list(layers.values()), axis=0)
    several = int((held >= 2).sum())
    if len(layers) == 1:
        one = Text("Alle Verbindungen sind von derselben Art.", "All ties are of the same kind.")
        return Outcome(value=1.0, explanation=one, method=f"layers: {next(iter(layers))}")
    shares = [
        f"{a}/{b} {float((layers[a] & layers[b]).sum() / (layers[a] | layers[b]).sum()):.4f}"
        for a, b in itertools.combinations(layers, 2)
    ]
    sentence = counted(
        several,
        Text(
            "{n} von {m} Paaren ist auf mehr als eine Art verbunden, das sind {share}.",
            "{n} of {m} pairs is joined in more than one way, which is {share}.",
        ),
        Text(
            "{n} von {m} Paaren sind auf mehr als eine Art verbunden, das sind {share}.",
            "{n} of {m} pairs are joined in more than one way, which is {share}.",
        ),
        m=number(network.m),
        share=percent(several / network.m),
    )
    return Outcome(value=float(held.mean()), explanation=sentence, method="Jaccard: " + ", ".join(shares))


def strength(network: Network) -> Values:
    """The sum of the strengths of the actor's ties, see `TieStrength`; 0 without a tie.

    Ties of which nobody stated a level are left out; undefined if that is so of all of them.
    """
    found = network.once(tie_strengths).values
    told = ~np.isnan(found)
    ends = np.concatenate((network.source[told], network.target[told]))
    total = np.bincount(ends, weights=np.concatenate((found[told], found[told])), minlength=network.n)
    known = (network.degree == 0) | (np.bincount(ends, minlength=network.n) > 0)
    values = [float(value) if is_known else None for value, is_known in zip(total, known, strict=True)]
    return Values(
        values=values,
        reason=Reason.NOT_SURVEYED,
        method="level × (1 if confirmed by both, else 1/2) + 1/2 if weekly + 1/2 if formal; our formula",
    )


MEAN_LEVEL = Formula("meanLevel", Text("Mittlere Stufe", "Mean level"), mean_level)
MULTIPLEXITY = Formula("multiplexity", Text("Vielfalt der Verbindungen", "Multiplexity"), multiplexity)
STRENGTH = ActorFormula(
    "strength", Text("Stärke der Verbindungen", "Strength"),
    Text(
        "Summe über die Verbindungen: Stufe, halb, wenn nur eine Seite sie nennt, dazu je ½ für wöchentlichen Kontakt "
        "und für eine Vereinbarung (unsere Formel); Verbindungen ohne Stufe zählen nicht mit.",
        "Sum over the ties: level, half of it if only one side tells of it, plus ½ each for weekly contact and for an "
        "agreement (our formula); ties without a level are left out.",
    ),
    strength,
)  # fmt: skip
