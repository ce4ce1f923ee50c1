"""Whose loss would break the network most: sets of actors, chosen together."""

import itertools
from dataclasses import dataclass

from graph.network.network import Network

PROVEN_UP_TO = 60
"""Actors up to which every set of two or three is tried."""

_EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """The sets of `k` actors, by index, without whom fragmentation is largest, and that fragmentation.

    Measured on the n - k actors that are left; None where fewer than two are. All best sets are there where every one
    was tried (`proven`), else the best that was found.
    """

    k: int
    fragmentation: float | None
    sets: tuple[tuple[int, ...], ...]
    proven: bool

    def of_all(self, n: int) -> float | None:
        """The same on all n actors, those lost counted as reached by nobody."""
        left = n - self.k
        if self.fragmentation is None:
            return None
        return 1 - (1 - self.fragmentation) * left * (left - 1) / (n * (n - 1))


def key_players(network: Network, k: int) -> KeyPlayers:
    """KPP-NEG (Borgatti 2006): exhaustive for one actor, for two or three up to 60 actors; else greedy with swaps."""
    left = network.n - k
    if left < 2 or k < 1:
        return KeyPlayers(k, None, (), True)
    if k == 1 or (k <= 3 and network.n <= PROVEN_UP_TO):
        found = {chosen: _fragmentation(network, chosen) for chosen in itertools.combinations(range(network.n), k)}
        best = max(found.values())
        return KeyPlayers(k, best, tuple(chosen for chosen, f in found.items() if f >= best - _EQUAL), True)
    chosen = _swapped(network, _greedy(network, k))
    return KeyPlayers(k, _fragmentation(network, chosen), (tuple(sorted(chosen)),), False)


def fragmentation_without(network: Network, gone: int) -> float | None:
    """The fragmentation of the n - 1 actors that are left without one; None where fewer than two are left."""
    return _fragmentation(network, (gone,)) if network.n > 2 else None


def _greedy(network: Network, k: int) -> tuple[int, ...]:
    chosen: tuple[int, ...] = ()
    for _ in range(k):
        rest = [i for i in range(network.n) if i not in chosen]
        chosen += (max(rest, key=lambda i: (_fragmentation(network, (*chosen, i)), -i)),)
    return chosen


def _swapped(network: Network, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """One actor for another as long as that breaks more."""
    best = _fragmentation(network, chosen)
    better = True
    while better:
        better = False
        for place, other in itertools.product(range(len(chosen)), range(network.n)):
            if other not in chosen:
                tried = (*chosen[:place], other, *chosen[place + 1 :])
                f = _fragmentation(network, tried)
                if f > best + _EQUAL:
                    chosen, best, better = tried, f, True
    return chosen


def _fragmentation(network: Network, without: tuple[int, ...]) -> float:
    """1 - Σ s(s-1) / (n'(n'-1)) of the n' actors that are left."""
    left = network.n - len(without)
    joined = _joined_without_one(network, without[0]) if len(without) == 1 else _joined_without(network, without)
    return 1 - joined / (left * (left - 1))


def _joined_without_one(network: Network, gone: int) -> int:
    """Ordered pairs that still reach each other: in other parts, and within the pieces of its own."""
    whole = network.separation.part_size(gone)
    if gone not in network.once(_cut_points):
        return network.once(_joined) - 2 * (whole - 1)
    pieces = network.separation.sizes(gone)
    return network.once(_joined) - whole * (whole - 1) + sum(s * (s - 1) for s in pieces)


def _joined_without(network: Network, without: tuple[int, ...]) -> int:
    """Ordered pairs that still reach each other; sets of actors are the bits of a number."""
    partners = network.once(_partners)
    left = (1 << network.n) - 1
    for gone in without:
        left &= ~(1 << gone)
    joined = 0
    while left:
        part = reached = left & -left
        while reached:
            found = 0
            while reached:
                first = reached & -reached
                found |= partners[first.bit_length() - 1]
                reached ^= first
            reached = found & left & ~part
            part |= reached
        left &= ~part
        joined += part.bit_count() * (part.bit_count() - 1)
    return joined


def _partners(network: Network) -> tuple[int, ...]:
    """For each actor the set of those it is joined to."""
    sets = [0] * network.n
    for i, j in zip(network.source.tolist(), network.target.tolist(), strict=True):
        sets[i] |= 1 << j
        sets[j] |= 1 << i
    return tuple(sets)


def _cut_points(network: Network) -> frozenset[int]:
    return frozenset(network.separation.cut_points)


def _joined(network: Network) -> int:
    return sum(size * (size - 1) for size in network.separation.part_sizes)
