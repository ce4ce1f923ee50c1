"""Whether the network hangs together: its parts, who can't reach whom, who stands alone."""

import numpy as np

from graph.language import Text
from graph.network.network import Network
from graph.network.unknown_ties import unknown_ties
from graph.phrases import counted, joined, listed, number, percent
from graph.strength.formula import Formula, Outcome


def components(network: Network) -> Outcome:
    """The number of parts without a path between them; an actor alone is a part, too.

    `low` is what it would be if every pair that nobody spoke of were tied, `high` if none were (both exact).
    """
    sizes = _sizes(network)
    least = network.once(_least_parts)
    low, high = (None, None) if least is None else (len(least), len(sizes))
    if len(sizes) == 1:
        sentence = Text("Alle {n} Akteure hängen zusammen.", "All {n} actors hang together.").fill(n=number(network.n))
        return Outcome(value=1, low=low, high=high, explanation=sentence)
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
    return Outcome(value=len(sizes), low=low, high=high, explanation=joined(sentence, single) if alone else sentence)


def fragmentation(network: Network) -> Outcome:
    """The share of pairs without any path, 1 - Σ s(s-1) / (n(n-1)) over parts of size s, 0 to 1 (Borgatti 2006).

    `low` is what it would be if every pair that nobody spoke of were tied, `high` if none were (both exact).
    """
    sizes = _sizes(network)
    value = _apart(network, sizes)
    least = network.once(_least_parts)
    low, high = (None, None) if least is None else (_apart(network, least), value)
    if len(sizes) == 1:
        sentence = Text(
            "Jeder erreicht jeden, wenn auch über andere.", "Everybody reaches everybody, if by way of others."
        )
        return Outcome(value=0.0, low=low, high=high, explanation=sentence)
    sentence = Text(
        "{share} der Paare können sich auch über andere nicht erreichen.",
        "{share} of the pairs can't reach each other, not even by way of others.",
    ).fill(share=percent(value))
    return Outcome(value=value, low=low, high=high, explanation=sentence)


def isolates(network: Network) -> Outcome:
    """Actors without any tie. `low` leaves out those of whom not every pair is known, who may have one (exact)."""
    alone = np.flatnonzero(network.degree == 0)
    ids = tuple(network.ids[i] for i in alone.tolist())
    names = [network.names[i] for i in alone.tolist()]
    unknown = network.once(unknown_ties)
    if unknown is None:
        return Outcome(value=len(ids), explanation=_alone(names, 0), members=ids)
    unsure = int((unknown.of_actors[alone] > 0).sum())
    return Outcome(value=len(ids), low=len(ids) - unsure, high=len(ids), explanation=_alone(names, unsure), members=ids)


def _alone(names: list[str], unsure: int) -> Text:
    if not names:
        return Text("Kein Akteur ist ohne Verbindung.", "No actor is without a tie.")
    sentence = counted(
        len(names),
        Text("{n} Akteur hat keine Verbindung: {names}.", "{n} actor has no tie: {names}."),
        Text("{n} Akteure haben keine Verbindung: {names}.", "{n} actors have no tie: {names}."),
        names=listed(names),
    )
    doubt = Text("Von {n} davon ist nicht alles bekannt.", "Of {n} of them not all is known.").fill(n=number(unsure))
    return joined(sentence, doubt) if unsure else sentence


def _sizes(network: Network) -> list[int]:
    return network.separation.part_sizes


def _least_parts(network: Network) -> list[int] | None:
    """The sizes of the parts if all unknown pairs were tied; None without a survey."""
    unknown = network.once(unknown_ties)
    return None if unknown is None else unknown.parts_if_tied(network)


def _apart(network: Network, sizes: list[int]) -> float:
    return 1 - sum(s * (s - 1) for s in sizes) / (network.n * (network.n - 1))


COMPONENTS = Formula("components", Text("Teile", "Components"), components, ranged=True)
FRAGMENTATION = Formula("fragmentation", Text("Zerfall", "Fragmentation"), fragmentation, ranged=True)
ISOLATES = Formula("isolates", Text("Akteure ohne Verbindung", "Isolated actors"), isolates, ranged=True)
