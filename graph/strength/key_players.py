"""Whose loss breaks most of the network, and how few actors or ties it takes to cut it."""

import networkx as nx

from graph.language import Text
from graph.metric import Reason
from graph.network.key_players import key_players
from graph.network.network import Network
from graph.phrases import listed, number, percent
from graph.strength.formula import Formula, Outcome

COUNTED_UP_TO = 2_000
"""Actors up to which connectivity of more than two is worked out."""


def key_player(network: Network) -> Outcome:
    """The fragmentation 1 - Σ s(s-1)/(n'(n'-1)) of the n' = n - 1 others without the one that matters most, 0 to 1.

    KPP-NEG for one actor (Borgatti 2006), exact. `members` are all actors whose loss does as much.
    """
    if network.m == 0:
        return Outcome(
            value=None, reason=Reason.NO_TIES, explanation=Text("Es gibt keine Verbindung.", "There is no tie.")
        )
    found = key_players(network, 1)
    chosen = [actor for (actor,) in found.sets]
    share = percent(found.fragmentation or 0)
    if len(chosen) == network.n:
        sentence = Text(
            "Wer auch immer ausfällt: Danach können sich {share} der Paare nicht erreichen.",
            "Whoever drops out, {share} of the pairs can't reach each other after it.",
        ).fill(share=share)
    else:
        sentence = Text(
            "Ohne {names} können sich {share} der übrigen Paare nicht erreichen.",
            "Without {names}, {share} of the remaining pairs can't reach each other.",
        ).fill(names=listed((network.names[i] for i in chosen), 3), share=share)
    return Outcome(
        value=found.fragmentation,
        explanation=sentence,
        members=tuple(network.ids[i] for i in chosen),
        method="k = 1, of the n - 1 actors left, every actor tried",
    )


def node_connectivity(network: Network) -> Outcome:
    """How few losses disconnect the others (Menger): 0 where they are apart already, n-1 at most."""
    if len(network.separation.part_sizes) > 1:
        apart = Text("Das Netz hängt schon jetzt nicht zusammen.", "The network does not hang together as it is.")
        return Outcome(value=0, explanation=apart)
    if network.separation.cut_points:
        one = Text("Schon ein einziger Ausfall zerreißt das Netz.", "A single loss tears the network apart.")
        return Outcome(value=1, explanation=one)
    if network.n > COUNTED_UP_TO:
        large = Text(
            "Ein einzelner Ausfall zerreißt das Netz nicht; genauer wird es ab {n} Akteuren nicht gezählt.",
            "No single loss tears the network apart; above {n} actors it is not counted more exactly.",
        )
        return Outcome(value=None, low=2, reason=Reason.TOO_LARGE, explanation=large.fill(n=number(COUNTED_UP_TO)))
    value = int(nx.node_connectivity(network.graph))
    sentence = Text("Erst {n} Ausfälle zugleich zerreißen das Netz.", "It takes {n} losses at once to tear it apart.")
    return Outcome(value=value, explanation=sentence.fill(n=number(value)))


def edge_connectivity(network: Network) -> Outcome:
    """How few ties have to end to part the actors (Menger): 0 where they are apart already, the least degree at most.

    Above 2,000 actors only whether it is more than one; undefined then, with `low` 2.
    """
    if len(network.separation.part_sizes) > 1:
        apart = Text("Das Netz hängt schon jetzt nicht zusammen.", "The network does not hang together as it is.")
        return Outcome(value=0, explanation=apart)
    if network.separation.bridges:
        one = Text(
            "Schon das Ende einer einzigen Verbindung zerreißt das Netz.",
            "The end of a single tie tears the network apart.",
        )
        return Outcome(value=1, explanation=one)
    if network.n > COUNTED_UP_TO:
        large = Text(
            "Keine einzelne Verbindung hält das Netz allein zusammen; genauer wird es ab {n} Akteuren nicht gezählt.",
            "No single tie holds the network together alone; above {n} actors it is not counted more exactly.",
        )
        return Outcome(value=None, low=2, reason=Reason.TOO_LARGE, explanation=large.fill(n=number(COUNTED_UP_TO)))
    value = int(nx.edge_connectivity(network.graph))
    sentence = Text(
        "Erst wenn {n} Verbindungen zugleich enden, zerreißt das Netz.",
        "It takes the end of {n} ties at once to tear the network apart.",
    )
    return Outcome(value=value, explanation=sentence.fill(n=number(value)))


KEY_PLAYERS = Formula("keyPlayers", Text("Größter Verlust", "Key players"), key_player, fragile=True)
NODE_CONNECTIVITY = Formula(
    "nodeConnectivity", Text("Ausfälle bis zum Riss", "Node connectivity"), node_connectivity, fragile=True
)
EDGE_CONNECTIVITY = Formula(
    "edgeConnectivity", Text("Verbindungen bis zum Riss", "Edge connectivity"), edge_connectivity, fragile=True
)
