"""What the lines of a network rest on: for each the ties, measures and offers behind it, by id."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from graph.model import Ref
from graph.network.joins import Named

Ints = NDArray[np.int32]
Told = tuple[Sequence[Sequence[Ref]], list[int], Ints, Ints]


class Behind(Sequence[tuple[Ref, ...]]):
    """For each line the ids of the records that it rests on, in the order in which they are told.

    Kept as numbers of records, four bytes a line and four a record; sorted when somebody first asks, and the ids looked
    up line by line. `line` says of each join which line it is on, `chosen` which of those that `named` knows it is.
    """

    def __init__(self, m: int, line: Ints, chosen: Ints, named: Callable[[], Named]) -> None:
        self._m = m
        self._asked: tuple[Ints, Ints, Callable[[], Named]] | None = line, chosen, named
        self._told: Told = ((), [], line, chosen)

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return sum(array.nbytes for array in self._told[2:])

    def __len__(self) -> int:
        return self._m

    @overload
    def __getitem__(self, line: int) -> tuple[Ref, ...]: ...
    @overload
    def __getitem__(self, line: slice) -> Sequence[tuple[Ref, ...]]: ...
    def __getitem__(self, line: int | slice) -> tuple[Ref, ...] | Sequence[tuple[Ref, ...]]:
        if isinstance(line, slice):
            return tuple(self[i] for i in range(*line.indices(self._m)))
        held = range(self._m)[line]
        _, _, ends, code = self._found()
        return self._refs(code[ends[held] : ends[held + 1]].tolist())

    def __iter__(self) -> Iterator[tuple[Ref, ...]]:
        _, _, ends, code = self._found()
        codes, last = code.tolist(), 0
        for end in ends[1:].tolist():
            yield self._refs(codes[last:end])
            last = end

    def _refs(self, codes: list[int]) -> tuple[Ref, ...]:
        lists, first, _, _ = self._told
        found = []
        for code in codes:
            which = bisect_right(first, code) - 1
            found.append(lists[which][code - first[which]])
        return tuple(found)

    def _found(self) -> Told:
        asked = self._asked
        if asked is not None:
            self._told = self._sorted(*asked)
            self._asked = None  # after that, so that nobody who asks at the same time finds neither
        return self._told

    def _sorted(self, line: Ints, chosen: Ints, named: Callable[[], Named]) -> Told:
        lists, code, place = named()
        order = np.lexsort((place[chosen], line))
        ends = np.searchsorted(line[order], np.arange(self._m + 1)).astype(np.int32)
        lengths = np.cumsum([0, *(len(ids) for ids in lists[:-1])]).tolist()
        return lists, lengths, ends, code[chosen[order]].astype(np.int32)
