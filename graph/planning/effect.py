"""What ties would do to a network: its weakest measures before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.language import Text
from graph.model import Ref
from graph.network.network import Network
from graph.network.packed import BACK, THERE, Levels
from graph.strength.cohesion import COMPONENTS, FRAGMENTATION, ISOLATES
from graph.strength.cut_points import BRIDGES, CUT_POINTS

_MEASURES = (COMPONENTS, FRAGMENTATION, ISOLATES, CUT_POINTS, BRIDGES)


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure of the network before and after; None where it is undefined."""

    key: str
    name: Text
    before: float | int | None
    after: float | int | None


def effects(network: Network, pairs: Sequence[tuple[Ref, Ref]]) -> tuple[Effect, ...]:
    """What the measures are now, and would be with ties between these pairs."""
    after = with_lines(network, pairs)
    return tuple(Effect(m.key, m.name, m.of(network).value, m.of(after).value) for m in _MEASURES)


def with_lines(network: Network, pairs: Sequence[tuple[Ref, Ref]]) -> Network:
    """The network with further lines of no stated level; pairs outside it and those there already are left out."""
    index = {ref: position for position, ref in enumerate(network.ids)}
    ends = (sorted((index[a], index[b])) for a, b in pairs if a in index and b in index and a != b)
    held = zip(network.source.tolist(), network.target.tolist(), strict=True)
    there = {line: position for position, line in enumerate(held)}
    lines = sorted({*there, *((i, j) for i, j in ends)})
    old = [there.get(line) for line in lines]
    return replace(
        network,
        source=np.array([i for i, _ in lines], dtype=np.int32),
        target=np.array([j for _, j in lines], dtype=np.int32),
        level=Levels.of(np.array([np.nan if k is None else network.level[k] for k in old], dtype=np.float64)),
        behind=tuple(() if k is None else network.behind[k] for k in old),
        layers={},
        ways=None if network.ways is None else np.array([_way(network.ways, k) for k in old], dtype=np.uint8),
        _kept={},
    )


def _way(ways: NDArray[np.uint8], line: int | None) -> int:
    return THERE | BACK if line is None else int(ways[line])
