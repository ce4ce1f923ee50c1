"""What no single number tells: whose loss together is worst, which ties are weak, which groups work with which."""

from dataclasses import dataclass
from typing import Any

from graph.model import Ref
from graph.network.collaboration import collaboration
from graph.network.core_periphery import split
from graph.network.key_players import PROVEN_UP_TO, key_players
from graph.network.network import Network
from graph.network.two_mode import backbone, two_mode
from graph.network.weak_ties import local_bridges
from graph.schema import label_of
from graph.strength.formula import SMALLEST, too_few_for_paths
from graph.strength.grouping import BY
from graph.strength.trust import LEAST_RATERS, ratings

LARGEST_SET = 3
"""Actors that are looked for together; in networks of more than 60 two, since nothing there is proven best."""


@dataclass(frozen=True, slots=True)
class Details:
    """Of one network. What may not be told is None: of fewer than five actors, and with too few answers.

    `key_players` are the sets of 1, 2 and 3 actors without whom the network falls apart most (KPP-NEG, Borgatti 2006):
    the fragmentation of those left, and that of all. `weak_ties` are those whose ends have no partner in common, with
    the steps between them otherwise, None for a bridge (Granovetter 1973). `cores` are all that fit best, see
    `graph.network.core_periphery`. `groups` has the E-I index of each group (Krackhardt & Stern 1988),
    `collaboration` the ties between two groups and the possible ones. `shared` has the pairs of actors that answer for
    something together, with how probable it is to share as much by chance, see `graph.network.two_mode`. `trust` has
    the pairs that rated each other and by how much the two ratings differ, |t_ij - t_ji|, 0 to 1: None without a
    rating that may be seen, and with fewer than three actors that rate.
    """

    key_players: list[dict[str, Any]] | None
    weak_ties: list[dict[str, Any]] | None
    cores: list[list[dict[str, str]]] | None
    groups: list[dict[str, Any]] | None
    collaboration: list[dict[str, Any]] | None
    shared: list[dict[str, Any]] | None
    trust: list[dict[str, Any]] | None

    def as_dict(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            "keyPlayers": self.key_players,
            "weakTies": self.weak_ties,
            "cores": self.cores,
            "groups": self.groups,
            "collaboration": self.collaboration,
            "shared": self.shared,
            "trust": self.trust,
        }


def details(network: Network) -> Details:
    """The details of a network."""
    if network.n < SMALLEST:
        return Details(None, None, None, None, None, None, None)
    hidden = too_few_for_paths(network)
    return Details(
        key_players=None if hidden else _key_players(network),
        weak_ties=None if hidden else _weak_ties(network),
        cores=None if hidden else _cores(network),
        groups=[group for by in BY for group in _groups(network, by)],
        collaboration=[cell for by in BY for cell in _collaboration(network, by)],
        shared=_shared(network),
        trust=_trust(network),
    )


def _key_players(network: Network) -> list[dict[str, Any]]:
    most = LARGEST_SET if network.n <= PROVEN_UP_TO else LARGEST_SET - 1
    found = [key_players(network, k) for k in range(1, most + 1)] if network.m else []
    return [
        {
            "k": one.k,
            "fragmentation": one.fragmentation,
            "ofAll": one.of_all(network.n),
            "sets": [_actors(network, chosen) for chosen in one.sets],
            "proven": one.proven,
        }
        for one in found
    ]


def _weak_ties(network: Network) -> list[dict[str, Any]]:
    return [
        {"ends": _actors(network, (int(network.source[k]), int(network.target[k]))), "apart": apart}
        for k, apart in local_bridges(network).items()
    ]


def _cores(network: Network) -> list[list[dict[str, str]]]:
    found = split(network.adjacency)
    return [_actors(network, core) for core in found.cores] if found else []


def _groups(network: Network, by: str) -> list[dict[str, Any]]:
    found = collaboration(network, by)
    return [
        {"by": by, **_group(network, ref), "n": size, "eiIndex": found.ei_index(ref)}
        for ref, size in found.size.items()
    ]


def _collaboration(network: Network, by: str) -> list[dict[str, Any]]:
    return [
        {
            "by": by,
            "one": _group(network, cell.one),
            "other": _group(network, cell.other),
            "ties": cell.ties,
            "possible": cell.possible,
            "share": cell.share,
        }
        for cell in collaboration(network, by).cells.values()
    ]


def _group(network: Network, ref: Ref) -> dict[str, str]:
    record = network.district.view.get(ref) if network.district is not None else None
    return {"id": ref, "name": label_of(record) if record is not None else ref}


def _shared(network: Network) -> list[dict[str, Any]]:
    found = network.once(two_mode)
    first, second, count = found.shared
    return [
        {"ends": _actors(network, (i, j)), "shared": many, "p": p}
        for i, j, many, p in zip(first.tolist(), second.tolist(), count.tolist(), backbone(found).tolist(), strict=True)
    ]


def _trust(network: Network) -> list[dict[str, Any]] | None:
    found = network.once(ratings)
    if found.raters < LEAST_RATERS:
        return None
    return [{"ends": _actors(network, ends), "asymmetry": apart} for ends, apart in found.apart.items()]


def _actors(network: Network, chosen: tuple[int, ...]) -> list[dict[str, str]]:
    return [{"id": network.ids[i], "name": network.names[i]} for i in chosen]
