"""One column of a kind: the values as stored and, once somebody asks by it, as codes of a sorted vocabulary."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]


class Coded(NamedTuple):
    """Distinct values in their order, and for each row the place of its own; -1 where there is none."""

    vocabulary: list[Any]
    codes: Ints


def coded(values: Sequence[Any]) -> Coded:
    """The values as codes."""
    distinct = {*values}
    vocabulary = sorted(distinct - {None})
    if len(distinct) == 1:
        return Coded(vocabulary, np.full(len(values), len(vocabulary) - 1, np.int32))
    code = {value: place for place, value in enumerate(vocabulary)} | {None: -1}
    return Coded(vocabulary, np.fromiter(map(code.__getitem__, values), np.int32, len(values)))


class Column:
    """Values of one type, None where there is none. Never changes.

    Codes keep the order of the values: ISO days and numbers compare by them as they are, and a question about a text
    is asked once of each distinct one. Of values and codes one is made from the other when it is asked for.
    """

    __slots__ = ("_codes", "_keys", "_ranks", "_values", "_vocabulary")

    def __init__(self, values: Sequence[Any] | None, coded: "Coded | None" = None) -> None:
        self._values = values
        self._vocabulary: list[Any] = []
        self._codes: Ints | None = None
        if coded is not None:
            self._vocabulary, self._codes = coded
        self._keys: dict[object, list[Any]] = {}
        self._ranks: dict[object, Ranks] = {}

    def __len__(self) -> int:
        return len(self._codes if self._values is None else self._values)  # type: ignore[arg-type]  # one is there

    @property
    def values(self) -> Sequence[Any]:
        """The value of each row."""
        if self._values is None:
            self._values = list(map([*self._vocabulary, None].__getitem__, self.codes.tolist()))
        return self._values

    def picked(self, rows: Sequence[int]) -> list[Any]:
        """The values of some rows, without making those of all."""
        if self._values is not None:
            return [self._values[row] for row in rows]
        words = self._vocabulary
        return [words[code] if code >= 0 else None for code in self.codes[np.array(rows, np.intp)].tolist()]

    @property
    def codes(self) -> Ints:
        """The place of each value in the vocabulary; -1 where there is none."""
        if self._codes is None:
            self._vocabulary, self._codes = coded(self.values)
        return self._codes

    @property
    def coded(self) -> "Coded":
        """Vocabulary and codes; where nobody asked by them yet, they are not kept."""
        return coded(self.values) if self._codes is None else Coded(self._vocabulary, self._codes)

    @property
    def vocabulary(self) -> list[Any]:
        """The distinct values in their order."""
        assert self.codes is not None
        return self._vocabulary

    def missing(self) -> Mask:
        """Where there is no value."""
        return self.codes < 0

    def among(self, values: Iterable[Any]) -> Mask:
        """Where the value is one of these."""
        chosen = set(values)
        return self.where(chosen.__contains__) if len(chosen) != 1 else self._equal(*chosen)

    def where(self, test: Callable[[Any], object]) -> Mask:
        """Where there is a value that passes the test."""
        return self._spread(test(value) for value in self.vocabulary)

    def at_least(self, value: Any) -> Mask:
        """Where there is a value and it is not smaller."""
        return self.codes >= bisect_left(self.vocabulary, value)

    def at_most(self, value: Any) -> Mask:
        """Where there is a value and it is not greater."""
        return ~self.missing() & (self.codes < bisect_right(self.vocabulary, value))

    def where_key(self, key: Callable[[Any], Any], test: Callable[[Any], object]) -> Mask:
        """Where there is a value whose key passes the test; keys are made once, the function tells them by identity."""
        keys = self._keys.get(key)
        if keys is None:
            keys = self._keys[key] = [key(value) for value in self.vocabulary]
        return self._spread(test(k) for k in keys)

    def ranks(self, key: Callable[[Any], Any]) -> "Ranks":
        """The values in the order of a key; the same key is remembered by identity."""
        if key not in self._ranks:
            self._ranks[key] = Ranks(self, key)
        return self._ranks[key]

    def _spread(self, passed: Iterable[object]) -> Mask:
        of_codes = np.fromiter(map(bool, passed), np.bool_, len(self.vocabulary))
        held: Mask = np.append(of_codes, False)[self.codes]  # code -1 is the last one
        return held

    def _equal(self, value: Any) -> Mask:
        place = bisect_left(self.vocabulary, value)
        known = place < len(self.vocabulary) and self.vocabulary[place] == value
        held: Mask = self.codes == (place if known else len(self.vocabulary))
        return held


class Ranks:
    """The values of a column in the order of a key, values of the same key alike."""

    __slots__ = ("_keys", "of_rows")

    def __init__(self, column: Column, key: Callable[[Any], Any]) -> None:
        keys = [key(value) for value in column.vocabulary]
        self._keys = sorted(set(keys))
        place = {k: rank for rank, k in enumerate(self._keys)}
        ranks = np.fromiter((place[k] for k in keys), np.int32, len(keys))
        self.of_rows: Ints = np.append(ranks, np.int32(-1))[column.codes]

    def place(self, key: Any) -> tuple[int, bool]:
        """How many keys are smaller, and whether this one is there."""
        place = bisect_left(self._keys, key)
        return place, place < len(self._keys) and self._keys[place] == key
