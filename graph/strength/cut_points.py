"""Who holds the network together: the actors and the ties without which a part of it falls off."""

from graph.language import Text
from graph.network.network import Network
from graph.phrases import counted, joined, listed
from graph.strength.formula import Formula, Outcome


def cut_points(network: Network) -> Outcome:
    """The number of actors whose loss breaks their part of the network into more parts."""
    lost = detached(network)
    if not lost:
        sentence = Text(
            "Fällt ein Akteur aus, bleiben alle anderen so verbunden wie zuvor.",
            "If one actor drops out, all others stay connected as before.",
        )
        return Outcome(value=0, explanation=sentence)
    gravest = max(lost, key=lambda i: (lost[i], -i))
    others = counted(
        len(lost) - 1,
        Text(
            "Auch {n} weiterer Akteur ist für jemanden der einzige Weg.", "{n} more actor is the only way to somebody."
        ),
        Text(
            "Auch {n} weitere Akteure sind für jemanden der einzige Weg.",
            "{n} more actors are the only way to somebody.",
        ),
    )
    sentence = _loss(network, gravest)
    return Outcome(
        value=len(lost),
        explanation=joined(sentence, others) if len(lost) > 1 else sentence,
        members=tuple(network.ids[i] for i in sorted(lost)),
    )


def bridges(network: Network) -> Outcome:
    """The number of ties whose loss breaks their part of the network in two; `members`: their ends."""
    found = network.separation.bridges
    ends = tuple(dict.fromkeys(network.ids[i] for pair in found for i in pair))
    if not found:
        sentence = Text(
            "Keine einzelne Verbindung ist der einzige Weg zu jemandem.", "No single tie is the only way to somebody."
        )
        return Outcome(value=0, explanation=sentence)
    names = listed((f"{network.names[i]} – {network.names[j]}" for i, j in found), limit=3)
    sentence = counted(
        len(found),
        Text(
            "{n} Verbindung ist der einzige Weg zu jemandem: {names}.", "{n} tie is the only way to somebody: {names}."
        ),
        Text(
            "{n} Verbindungen sind der einzige Weg zu jemandem: {names}.",
            "{n} ties are the only way to somebody: {names}.",
        ),
        names=names,
    )
    return Outcome(value=len(found), explanation=sentence, members=ends)


def detached(network: Network) -> dict[int, int]:
    """For each cut point, by index, how many actors are cut off from the largest remainder of its part without it.

    Where every remainder is an actor alone, all are.
    """
    return {cut: network.separation.lost_count(cut) for cut in network.separation.cut_points}


def fallen_off(network: Network, cut: int) -> list[int]:
    """The actors, by index, that are cut off when this one drops out."""
    return network.separation.lost(cut)


def _loss(network: Network, cut: int) -> Text:
    names = [network.names[i] for i in fallen_off(network, cut)]
    return counted(
        len(names),
        Text(
            "Ohne {name} verliert {n} Akteur den Anschluss: {names}.", "Without {name}, {n} actor is cut off: {names}."
        ),
        Text(
            "Ohne {name} verlieren {n} Akteure den Anschluss: {names}.",
            "Without {name}, {n} actors are cut off: {names}.",
        ),
        name=network.names[cut],
        names=listed(names),
    )


CUT_POINTS = Formula("cutPoints", Text("Unverzichtbare Akteure", "Cut points"), cut_points, fragile=True)
BRIDGES = Formula("bridges", Text("Unverzichtbare Verbindungen", "Bridges"), bridges, fragile=True)
