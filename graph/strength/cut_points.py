"""Who holds the network together: the actors and the ties without which a part of it falls off."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import cast

import networkx as nx

from graph.language import Text
from graph.network import Network
from graph.phrases import counted, joined, listed
from graph.strength.formula import Formula, Outcome

_Block = tuple[str, int]


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
    """The number of ties whose loss breaks their part of the network in two (blocks of two); `members`: their ends."""
    found = sorted((min(block), max(block)) for block in _blocks(network) if len(block) == 2)
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

    A cut point is an actor in more than one block (biconnected part). Read from the tree of blocks and cut points: the
    weight of a branch is the number of actors in it.
    """
    blocks = _blocks(network)
    times = Counter(itertools.chain.from_iterable(blocks))
    cuts = {actor for actor, count in times.items() if count > 1}
    tree: nx.Graph[_Block] = nx.Graph()
    for number_, block in enumerate(blocks):
        inside = block & cuts
        tree.add_node(("block", number_), weight=len(block) - len(inside))
        for cut in inside:
            tree.add_node(("cut", cut), weight=1)
            tree.add_edge(("block", number_), ("cut", cut))
    lost: dict[int, int] = {}
    for part in nx.connected_components(tree):
        lost |= _lost_in(tree, min(part))
    return lost


def fallen_off(network: Network, cut: int) -> list[int]:
    """The actors, by index, that are cut off when this one drops out."""
    part = nx.node_connected_component(network.graph, cut) - {cut}
    rest = sorted(nx.connected_components(network.graph.subgraph(part)), key=lambda piece: (-len(piece), min(piece)))
    lost = rest[1:] if len(rest[0]) > 1 else rest
    return sorted(i for piece in lost for i in piece)


def _blocks(network: Network) -> list[frozenset[int]]:
    found = cast("Iterator[set[int]]", nx.biconnected_components(network.graph))  # the stubs nest one level too deep
    return [frozenset(block) for block in found]


def _lost_in(tree: "nx.Graph[_Block]", root: _Block) -> dict[int, int]:
    """The same for the tree of one part: weights are summed from the leaves to the root."""
    weight = {node: int(tree.nodes[node]["weight"]) for node in nx.node_connected_component(tree, root)}
    branches: dict[_Block, list[int]] = defaultdict(list)
    for parent, child in reversed(list(nx.bfs_edges(tree, root))):
        weight[parent] += weight[child]
        branches[parent].append(weight[child])
    lost = {}
    for kind, i in weight:
        if kind == "cut":
            pieces = [*branches[kind, i], weight[root] - weight[kind, i]]
            lost[i] = sum(pieces) - (max(pieces) if max(pieces) > 1 else 0)
    return lost


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


CUT_POINTS = Formula("cutPoints", Text("Unverzichtbare Akteure", "Cut points"), cut_points)
BRIDGES = Formula("bridges", Text("Unverzichtbare Verbindungen", "Bridges"), bridges)
