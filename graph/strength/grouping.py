"""The actors of a network by group: by type or by municipality."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.strength.formula import Outcome

BY = {
    "actorType": Text("Akteurstyp", "type of actor"),
    "place": Text("Kommune", "municipality"),
}
"""What actors are grouped by, with its name."""


PERMUTATIONS = 200
SEED = 7

Labels = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """`code` numbers the group of each actor from 0, -1 for none; `source` and `target` the lines of which both ends
    have a group, by index; `missing` counts the actors without one."""

    code: Ints
    size: Ints
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    missing: int

    @property
    def m(self) -> int:
        """Lines of which both ends have a group."""
        return len(self.source)


def grouping(network: Network, by: str) -> Grouping:
    """The groups by "actorType" or "place", worked out once."""
    return network.once(_MAKERS[by])


def shuffled(network: Network, by: str) -> Labels:
    """200 seeded random distributions of the same groups on the same actors, the same for all who ask.

    A row for each actor that has a group, in the order of the network, and a column for each distribution. No network
    keeps them: that would be 1,200 bytes an actor.
    """
    code = grouping(network, by).code
    drawn = _kept(network.n) if network.n <= _FEW else _drawn(network.n)
    order = drawn[(code >= 0)[drawn]].reshape(PERMUTATIONS, -1)  # those who have a group, in random order
    held = code.astype(np.uint8 if code.max(initial=0) < 256 else np.uint16)
    return np.ascontiguousarray(held[order].T)


def lacking(network: Network, found: Grouping, by: str) -> Outcome | None:
    """Why a measure of groups is undefined, or None if it is not: fewer than two groups, or no line between grouped."""
    if len(found.size) < 2:
        told = Text("Es gibt keine zwei Gruppen nach {by}.", "There are no two groups by {by}.")
        return Outcome(value=None, reason=Reason.GROUP_MISSING, explanation=told.fill(by=BY[by]))
    if found.m == 0:
        none = Text("Es gibt keine Verbindung.", "There is no tie.")
        return Outcome(value=None, reason=Reason.NO_TIES, explanation=none)
    return None


def _make(by: str, network: Network) -> Grouping:
    held = network.groups.get(by, (None,) * network.n)
    counts = Counter(group for group in held if group is not None)
    number = {group: n for n, group in enumerate(sorted(counts))}
    code = np.array([-1 if group is None else number[group] for group in held], dtype=np.int64)
    both = (code[network.source] >= 0) & (code[network.target] >= 0)
    size = np.array([counts[group] for group in sorted(counts)], dtype=np.int64)
    return Grouping(code, size, network.source[both], network.target[both], int((code < 0).sum()))


def _drawn(n: int) -> NDArray[np.int32]:
    """All actors in random orders; not to be written to."""
    every = np.tile(np.arange(n, dtype=np.int32), (PERMUTATIONS, 1))
    np.random.default_rng(SEED).permuted(every, axis=1, out=every)
    every.flags.writeable = False
    return every


_kept = lru_cache(maxsize=1)(_drawn)
_FEW = 1_000
"""For so many actors the orders of the last network are kept: a megabyte, and a tenth of the work on a district."""


_MAKERS = {by: partial(_make, by) for by in BY}
