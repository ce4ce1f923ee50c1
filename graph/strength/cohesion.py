"""Whether the network hangs together: its parts, who can't reach whom, who stands alone."""

import networkx as nx
import numpy as np

from graph.language import Text
from graph.network import Network
from graph.phrases import counted, joined, listed, number, percent
from graph.strength.formula import Formula, Outcome


def components(network: Network) -> Outcome:
    """The number of parts without a path between them; an actor alone is a part, too."""
    sizes = _sizes(network)
    if len(sizes) == 1:
        sentence = Text("Alle {n} Akteure hängen zusammen.", "All {n} actors hang together.").fill(n=number(network.n))
        return Outcome(value=1, explanation=sentence)
    alone = sizes.count(1)
    sentence = Text(
        "Das Netz besteht aus {parts} Teilen; der größte hat {largest} von {n} Akteuren.",
        "The network has {parts} parts; the largest has {largest} of {n} actors.",
    ).fill(parts=number(len(sizes)), largest=number(max(sizes)), n=number(network.n))
    single = counted(
        alone,
        Text("{n} Teil ist ein Akteur allein.", "{n} part is an actor alone."),
        Text("{n} Teile sind ein Akteur allein.", "{n} parts are an actor alone."),
    )
    return Outcome(value=len(sizes), explanation=joined(sentence, single) if alone else sentence)


def fragmentation(network: Network) -> Outcome:
    """The share of pairs without any path, 1 - Σ s(s-1) / (n(n-1)) over parts of size s, 0 to 1 (Borgatti 2006)."""
    sizes = np.array(_sizes(network), dtype=np.int64)
    value = 1 - float(np.sum(sizes * (sizes - 1))) / (network.n * (network.n - 1))
    if len(sizes) == 1:
        sentence = Text(
            "Jeder erreicht jeden, wenn auch über andere.", "Everybody reaches everybody, if by way of others."
        )
        return Outcome(value=0.0, explanation=sentence)
    sentence = Text(
        "{share} der Paare können sich auch über andere nicht erreichen.",
        "{share} of the pairs can't reach each other, not even by way of others.",
    ).fill(share=percent(value))
    return Outcome(value=value, explanation=sentence)


def isolates(network: Network) -> Outcome:
    """Actors without any tie. `low` counts those who answered the newest survey: of the others it is not known."""
    alone = np.flatnonzero(network.degree == 0).tolist()
    ids = tuple(network.ids[i] for i in alone)
    answered = network.wave.answered if network.wave else frozenset()
    sure = sum(ref in answered for ref in ids)
    low = sure if network.response_rate is not None else None
    return Outcome(
        value=len(alone), low=low, high=len(alone) if low is not None else None,
        explanation=_alone([network.names[i] for i in alone], len(alone) - sure), members=ids,
    )  # fmt: skip


def _alone(names: list[str], unsure: int) -> Text:
    if not names:
        return Text("Kein Akteur ist ohne Verbindung.", "No actor is without a tie.")
    sentence = counted(
        len(names),
        Text("{n} Akteur hat keine Verbindung: {names}.", "{n} actor has no tie: {names}."),
        Text("{n} Akteure haben keine Verbindung: {names}.", "{n} actors have no tie: {names}."),
        names=listed(names),
    )
    doubt = Text("Bei {n} davon fehlt eine Antwort.", "Of {n} of them an answer is missing.").fill(n=number(unsure))
    return joined(sentence, doubt) if unsure else sentence


def _sizes(network: Network) -> list[int]:
    return [len(part) for part in nx.connected_components(network.graph)]


COMPONENTS = Formula("components", Text("Teile", "Components"), components)
FRAGMENTATION = Formula("fragmentation", Text("Zerfall", "Fragmentation"), fragmentation)
ISOLATES = Formula("isolates", Text("Akteure ohne Verbindung", "Isolated actors"), isolates)
