"""Whether ties stay within their own group: the E-I index, with what chance alone would make of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.network import Network

PERMUTATIONS = 1000
SEED = 20260115


@dataclass(frozen=True, slots=True)
class EIIndex:
    """(E - I) / (E + I), E ties between groups and I within them (Krackhardt and Stern 1988), -1 to 1.

    `expected` is the index of the complete network of the same group sizes. `p` is the share of random distributions of
    the same group labels with an index at least as low, two-sided none; (r + 1) / (permutations + 1), seeded, so the
    same every time.
    """

    value: float
    expected: float
    p: float
    external: int
    internal: int


def ei_index(network: Network, groups: Sequence[str | None]) -> EIIndex | None:
    """The index over the actors that belong to a group, in the order of the network's actors.

    None without a tie among them, or with fewer than two groups.
    """
    labels = sorted({group for group in groups if group is not None})
    code = {label: number for number, label in enumerate(labels)}
    of = np.array([-1 if group is None else code[group] for group in groups], dtype=np.int64)
    kept = (of[network.source] >= 0) & (of[network.target] >= 0)
    source, target = network.source[kept], network.target[kept]
    if len(labels) < 2 or not len(source):
        return None
    members = np.flatnonzero(of >= 0)
    external = int(np.count_nonzero(of[source] != of[target]))
    sizes = np.bincount(of[members]).astype(float)
    within = float((sizes * (sizes - 1)).sum()) / 2
    pairs = len(members) * (len(members) - 1) / 2
    chance = np.random.default_rng(SEED)
    as_low = 0
    shuffled = of.copy()
    for _ in range(PERMUTATIONS):
        shuffled[members] = chance.permutation(of[members])
        as_low += int(np.count_nonzero(shuffled[source] != shuffled[target]) <= external)
    return EIIndex(
        value=(2 * external - len(source)) / len(source),
        expected=(pairs - 2 * within) / pairs,
        p=(as_low + 1) / (PERMUTATIONS + 1),
        external=external,
        internal=len(source) - external,
    )
