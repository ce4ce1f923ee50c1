"""One hash for what a graph says: equal for equal graphs, whatever store, file, run or time they come from."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from graph.dates import VagueDate
from graph.model import Record
from graph.schema import Property, ValueType, per_kind, properties

Canonical = str | int | float | bool | list[str] | list[str | None] | None


def digest(records: Iterable[Record]) -> str:
    """SHA-256 of the content of the records, as 64 hexadecimal digits.

    Content is kind, id, dataset, external id and every property that says something: what is not known is left out, so
    that a property added to the model changes no hash of graphs without it. The version of a record and the order of
    the records are no content; nor is the order in which a property names other records.
    """
    by_id = {record.id: record for record in records}
    return digest_of_sorted(by_id[ref] for ref in sorted(by_id))


def digest_of_sorted(records: Iterable[Record]) -> str:
    """The same for records that come in the order of their ids, each once; none of them is held."""
    whole = hashlib.sha256()
    for record in records:
        whole.update(_line(record))
    return whole.hexdigest()


class Digest:
    """The same for records that come one by one in any order; each takes about 200 bytes until the end."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, record: Record) -> None:
        """Count the record in."""
        self._lines[record.id] = zlib.compress(_line(record), 1)

    def hexdigest(self) -> str:
        """The digest of all that was added."""
        whole = hashlib.sha256()
        for ref in sorted(self._lines):
            whole.update(zlib.decompress(self._lines[ref]))
        return whole.hexdigest()


def _line(record: Record) -> bytes:
    content = {"kind": type(record).__name__, "id": record.id, "dataset": record.dataset, "key": record.external_id}
    values: dict[str, Canonical] = {}
    for name, prop in _named(type(record)):
        value = getattr(record, name)
        if value is not None and value != ():
            values[name] = _canonical(prop, value)
    return json.dumps([content, values], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@per_kind
def _named(kind: type[Record]) -> tuple[tuple[str, Property], ...]:
    return tuple((prop.name, prop) for prop in properties(kind))


def _canonical(prop: Property, value: Any) -> Canonical:
    if prop.value_type is ValueType.TEXT:
        return str(value)
    if prop.value_type is ValueType.REFERENCES:
        return sorted(set(value))
    if prop.value_type is ValueType.REFERENCE:
        return [value]
    if prop.value_type is ValueType.NUMBER:
        return float(value) + 0.0  # a store may hand back 1 for 1.0; -0.0 is 0.0
    if isinstance(value, VagueDate):
        return [value.text, _day(value.earliest), _day(value.latest)]
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if prop.value_type is ValueType.STATE else cast("Canonical", value)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
