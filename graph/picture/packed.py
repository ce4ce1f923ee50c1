"""A table as bytes and back: codes and vocabulary of each column as plain arrays, under a heading in JSON.

Nothing in them is ever run or looked up by name; what does not fit together is a ValueError. Numbers are little-endian.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.model import KINDS, Record
from graph.picture.column import Coded, Column, Ints, coded
from graph.picture.table import Table
from graph.rows import column_names
from graph.schema import properties
from graph.stores import SCHEMA_VERSION

_FORM = 1
"""Raised with every change of this file that makes other bytes."""

_LENGTH = 8  # bytes of the number that says how long the heading is
_SMALL = ("<u1", "<u2", "<u4")
_TYPES = {*_SMALL, "<i8", "<f8"}

Array = NDArray[Any]


@cache
def form() -> str:
    """Stands for the form of these bytes and for all that the model says of kinds and their columns."""
    model = [
        (name, column_names(kind), [(p.name, p.value_type.name) for p in properties(kind)])
        for name, kind in KINDS.items()
    ]
    return f"{_FORM}.{SCHEMA_VERSION}.{sha256(repr(model).encode()).hexdigest()[:16]}"


def packed(table: Table) -> bytes:
    """The table as bytes. Its rows are those of records alone (see `Table.alive`), sorted by id.

    Raises ValueError (UnicodeEncodeError is one) or OverflowError for values that no store hands out.
    """
    writer = _Writer()
    columns = [[name, *writer.column(table.column(name).coded)] for name in column_names(table.kind)]
    heading = json.dumps([len(table), columns], separators=(",", ":")).encode()
    return b"".join((len(heading).to_bytes(_LENGTH, "little"), heading, *writer.parts))


def unpacked(kind: type[Record], body: bytes) -> Table:
    """The table that was packed. Raises ValueError, LookupError or TypeError for bytes that are none of a table."""
    start = _LENGTH + int.from_bytes(body[:_LENGTH], "little")
    rows, columns = json.loads(body[_LENGTH:start])
    reader = _Reader(body, start)
    found = {name: Column(None, reader.column(rows, *how)) for name, *how in columns}
    if tuple(found) != column_names(kind) or reader.place != len(body):
        raise ValueError(kind.__name__)
    return Table(kind, found)


class _Writer:
    """Collects the arrays; what it returns is how to find them again."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def column(self, column: Coded) -> Iterator[Any]:
        vocabulary, codes = column
        yield self._codes(codes, len(vocabulary))
        yield self._vocabulary(vocabulary)

    def _codes(self, codes: Ints, distinct: int) -> Any:
        if len(codes) == 0 or (codes == codes[0]).all():
            return ["same", int(codes[0]) if len(codes) else -1]
        if distinct == len(codes) and (codes == np.arange(distinct)).all():
            return ["rising"]
        return ["each", *self._small(codes.astype(np.int64) + 1)]

    def _vocabulary(self, values: Sequence[Any]) -> Any:
        types = set(map(type, values))
        if not types:
            return ["none"]
        if types == {str}:
            return ["text", *self._texts(values)]
        if types == {tuple}:
            members = coded([member for value in values for member in value])
            lengths = self._small(np.fromiter(map(len, values), np.int64, len(values)))
            return ["texts", *lengths, *self._small(members.codes), *self._texts(members.vocabulary)]
        if types == {int}:
            return ["whole", *self._array(np.array(values, "<i8"))]
        if types == {float}:
            return ["number", *self._array(np.array(values, "<f8"))]
        if types == {bool}:
            return ["flag", *self._array(np.array(values, "<u1"))]
        raise ValueError(str(types))

    def _texts(self, texts: Sequence[str]) -> list[Any]:
        whole = "".join(texts).encode()
        self.parts.append(whole)
        return [len(whole), *self._small(np.fromiter(map(len, texts), np.int64, len(texts)))]

    def _small(self, numbers: Array) -> list[Any]:
        most = int(numbers.max(initial=0))
        return self._array(numbers.astype(next(kind for kind in _SMALL if most <= np.iinfo(kind).max)))

    def _array(self, array: Array) -> list[Any]:
        self.parts.append(array.tobytes())
        return [array.dtype.str.replace("|", "<"), len(array)]


class _Reader:
    """Takes the arrays in the order in which they were written."""

    def __init__(self, body: bytes, place: int) -> None:
        self._body = body
        self.place = place

    def column(self, rows: int, codes: list[Any], vocabulary: list[Any]) -> Coded:
        found = self._codes(rows, *codes)
        words = self._vocabulary(*vocabulary)
        if len(found) != rows or (rows and not -1 <= int(found.min()) <= int(found.max()) < len(words)):
            raise ValueError("codes")
        return Coded(words, found)

    def _codes(self, rows: int, how: str, *told: Any) -> Ints:
        if how == "same":
            (code,) = told
            return np.full(rows, code, np.int32)
        if how == "rising":
            return np.arange(rows, dtype=np.int32)
        return self._array(*told).astype(np.int32) - np.int32(1)

    def _vocabulary(self, how: str, *told: Any) -> list[Any]:
        if how == "none":
            return []
        if how == "text":
            return self._texts(*told)
        if how == "texts":
            return self._lists(*told)
        values = self._array(*told)
        listed: list[Any] = (values != 0 if how == "flag" else values).tolist()
        return listed

    def _lists(self, kind: str, count: int, kind_of_codes: str, members: int, *texts: Any) -> list[tuple[str, ...]]:
        lengths = self._array(kind, count)
        codes = self._array(kind_of_codes, members)
        words = self._texts(*texts)
        flat = [words[code] for code in codes.tolist()]
        if (lengths == 1).all():
            return list(zip(flat, strict=True))
        return [tuple(flat[start:end]) for start, end in _bounds(lengths, len(flat))]

    def _texts(self, size: int, kind: str, count: int) -> list[str]:
        whole = self._bytes(size).decode()
        return [whole[start:end] for start, end in _bounds(self._array(kind, count), len(whole))]

    def _array(self, kind: str, count: int) -> Array:
        if kind not in _TYPES:
            raise ValueError(kind)
        held = np.frombuffer(self._body, kind, count, self.place)
        self.place += held.nbytes
        return held

    def _bytes(self, size: int) -> bytes:
        start, self.place = self.place, self.place + size
        return self._body[start : self.place]


def _bounds(lengths: Array, whole: int) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends."""
    ends = list(accumulate(lengths.tolist(), initial=0))
    if ends[-1] != whole:
        raise ValueError("lengths")
    return pairwise(ends)
