"""The lines of a network: joins of the same two actors are one, whatever joins them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from graph.model import Ref
from graph.network.joins import Joins, Named

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Arcs = tuple[Places, Places]


class Behind(Sequence[tuple[Ref, ...]]):
    """For each line the records that it rests on; looked up when somebody first asks."""

    def __init__(self, m: int, line: NDArray[np.int32], chosen: NDArray[np.int32], named: Callable[[], Named]) -> None:
        self._m, self._line, self._chosen, self._named = m, line, chosen, named

    def __len__(self) -> int:
        return self._m

    @overload
    def __getitem__(self, line: int) -> tuple[Ref, ...]: ...
    @overload
    def __getitem__(self, line: slice) -> Sequence[tuple[Ref, ...]]: ...
    def __getitem__(self, line: int | slice) -> tuple[Ref, ...] | Sequence[tuple[Ref, ...]]:
        return self._all[line]

    @cached_property
    def _all(self) -> tuple[tuple[Ref, ...], ...]:
        ids, place = self._named()
        order = np.lexsort((place[self._chosen], self._line))
        told = [ids[join] for join in self._chosen[order].tolist()]
        ends = np.searchsorted(self._line[order], np.arange(self._m + 1)).tolist()
        return tuple(tuple(told[ends[i] : ends[i + 1]]) for i in range(self._m))


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What `graph.network.network.Network` knows of its lines, by the same names."""

    source: Places
    target: Places
    level: NDArray[np.float64]
    level_stated: Flags
    layers: Mapping[str, Flags]
    arcs: Arcs | None
    behind: Behind
    loops: int
    parallel: int


def lines(joins: Joins, index: Places, n: int) -> Lines:
    """The lines between n actors, sorted; `index` says of each row which actor it is, -1 if none, the last being -1."""
    a, b = index[joins.a], index[joins.b]
    inside = (a >= 0) & (b >= 0)
    chosen = np.flatnonzero(inside & (a != b)).astype(np.int32)
    a, b = a[chosen], b[chosen]
    keys, line = np.unique(np.minimum(a, b) * n + np.maximum(a, b), return_inverse=True)
    m = len(keys)
    level = joins.level[chosen]
    stated = ~np.isnan(level)
    number = np.bincount(line[stated], minlength=m)
    total = np.bincount(line[stated], weights=level[stated], minlength=m)
    return Lines(
        source=keys // max(n, 1),
        target=keys % max(n, 1),
        level=np.divide(total, number, out=np.full(m, np.nan), where=number > 0),
        level_stated=number > 0,
        layers=_layers(joins.layers, joins.layer[chosen], line, m),
        arcs=_arcs(a, b, joins.directed[chosen], n),
        behind=Behind(m, line.astype(np.int32), chosen, joins.named),
        loops=int(np.count_nonzero(inside)) - len(chosen),
        parallel=len(chosen) - m,
    )


def _layers(names: Sequence[str], layer: Places, line: NDArray[np.intp], m: int) -> dict[str, Flags]:
    found = {}
    for code in np.unique(layer).tolist():
        on = np.zeros(m, dtype=np.bool_)
        on[line[layer == code]] = True
        found[names[code]] = on
    return found


def _arcs(a: Places, b: Places, directed: Flags, n: int) -> Arcs | None:
    if not directed.any():
        return None
    both = np.unique(np.concatenate((a * n + b, (b * n + a)[~directed])))
    return both // n, both % n
