"""What is known of the lines of a network in few bytes: levels, layers and directions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph.network.behind import Behind

if TYPE_CHECKING:
    from graph.network.network import Network

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

THERE, BACK = 1, 2
"""Bits of a direction: from the actor that comes first to the other, and the other way."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A level for each line, NaN where nobody stated one; exact, kept as the number of one of the `different` ones.

    Asked by line, by an array of lines or by a mask; `numpy.asarray` has all.
    """

    different: NDArray[np.float64]
    code: NDArray[np.unsignedinteger[Any]]

    @classmethod
    def of(cls, levels: NDArray[np.float64]) -> "Levels":
        """The same, packed."""
        different, code = np.unique(levels, return_inverse=True)
        return cls(different, code.astype(np.min_scalar_type(max(0, len(different) - 1))))

    @property
    def stated(self) -> Flags:
        """Of each line whether somebody stated a level."""
        return np.asarray(~np.isnan(self.different)[self.code])

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.different.nbytes + self.code.nbytes

    def __len__(self) -> int:
        return len(self.code)

    def __getitem__(self, lines: Any) -> Any:
        return self.different[self.code[lines]]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.asarray(self.different[self.code], dtype=dtype)


class Layers(Mapping[str, Flags]):
    """Of each layer which lines are on it: a bit for each layer and line."""

    def __init__(self, names: tuple[str, ...], bits: NDArray[np.unsignedinteger[Any]]) -> None:
        self._names, self._bits = names, bits

    @classmethod
    def of(cls, names: list[str], layer: NDArray[np.integer[Any]], line: NDArray[np.integer[Any]], m: int) -> "Layers":
        """Of joins by the number of their layer and by their line; layers that none is on are left out."""
        held = np.unique(layer).tolist()
        bits = np.zeros((max(1, -(-len(held) // 8)), m), dtype=np.uint8)
        for place, code in enumerate(held):
            bits[place // 8, line[layer == code]] |= 1 << place % 8
        return cls(tuple(names[code] for code in held), bits)

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self._bits.nbytes

    def __getitem__(self, name: str) -> Flags:
        if name not in self._names:
            raise KeyError(name)
        place = self._names.index(name)
        return np.asarray(self._bits[place // 8] >> place % 8 & 1, dtype=np.bool_)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def nbytes(network: "Network") -> int:
    """Bytes of the arrays of a network's lines, the rows of neighbours included; what was worked out of it is not."""
    assert isinstance(network.behind, Behind) and isinstance(network.layers, Layers)
    rows = network.adjacency
    ways = 0 if network.ways is None else network.ways.nbytes
    arrays = (network.source, network.target, network.level_stated, rows.start, rows.neighbour)
    held = (network.level.nbytes, network.layers.nbytes, network.behind.nbytes)
    return ways + sum(array.nbytes for array in arrays) + sum(held)


def arcs(
    source: NDArray[np.int32], target: NDArray[np.int32], ways: NDArray[np.uint8], n: int
) -> tuple[Places, Places]:
    """The pairs (from, to) of lines between n actors, sorted, by the directions of each."""
    a, b = source.astype(np.int64), target.astype(np.int64)
    there, back = (ways & THERE) > 0, (ways & BACK) > 0
    keys = np.sort(np.concatenate(((a * n + b)[there], (b * n + a)[back])))
    return keys // max(n, 1), keys % max(n, 1)
