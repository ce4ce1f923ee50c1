"""Records as flat rows of plain values, the form in which stores and files keep them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from graph.dates import VagueDate
from graph.model import Record, Ref
from graph.schema import Property, ValueType, per_kind, properties

Value = str | int | float | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One flat column of a kind; a vague date takes three of them."""

    name: str
    property: Property
    part: str = ""


IDENTITY = ("id", "dataset", "external_id", "version")


@per_kind
def columns(kind: type[Record]) -> tuple[Column, ...]:
    """The flat columns of a kind, without identity and without references."""
    found: list[Column] = []
    for prop in properties(kind):
        if prop.is_reference:
            continue
        found.append(Column(prop.name, prop))
        if prop.value_type is ValueType.VAGUE_DATE:
            found += [Column(f"{prop.name}_{part}", prop, part) for part in ("earliest", "latest")]
    return tuple(found)


@per_kind
def references(kind: type[Record]) -> tuple[Property, ...]:
    """The properties of a kind that point at other records, ends of edges included."""
    return tuple(p for p in properties(kind) if p.is_reference)


def flat(record: Record) -> dict[str, Value]:
    """The record's own values by column name, identity included, references not."""
    values: dict[str, Value] = {name: getattr(record, name) for name in IDENTITY}
    for column in columns(type(record)):
        value = getattr(record, column.property.name)
        if column.property.value_type is ValueType.VAGUE_DATE:
            value = getattr(value, column.part or "text") if value is not None else None
        elif column.property.value_type is ValueType.STATE:
            value = str(value) if value is not None else None
        values[column.name] = value
    return values


def targets(record: Record, prop: Property) -> tuple[Ref, ...]:
    """The ids that a reference property holds, in order."""
    value: Any = getattr(record, prop.name)
    if value is None:
        return ()
    return value if prop.value_type is ValueType.REFERENCES else (value,)


Plain = str | int | float | bool | tuple[str, ...] | None
"""A value as every store hands it out: days as ISO text, lists as JSON text, states by name, references by id."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All records of one kind, sorted by id: a list of plain values for each column, all of one length.

    The columns are those of `column_names`. A reference is the id that it names, or None; a list of references is a
    tuple of ids in their order.
    """

    kind: type[Record]
    columns: Mapping[str, list[Any]]

    def __len__(self) -> int:
        return len(self.columns["id"])


@per_kind
def column_names(kind: type[Record]) -> tuple[str, ...]:
    """Identity, own columns and references of a kind: all that a row has."""
    return (*IDENTITY, *(c.name for c in columns(kind)), *(p.name for p in references(kind)))


def plain(record: Record) -> dict[str, Plain]:
    """The record as the row that a store hands out for it."""
    row: dict[str, Any] = flat(record)
    for name, value in row.items():
        if isinstance(value, date):
            row[name] = value.isoformat()
        elif isinstance(value, tuple):
            row[name] = as_json(value)
    for prop in references(type(record)):
        row[prop.name] = getattr(record, prop.name)
    for name in _numbers(type(record)):
        row[name] = None if row[name] is None else float(row[name])
    return row


def rows_of(kind: type[Record], records: Iterable[Record]) -> Rows:
    """The rows of records that are at hand."""
    listed = [plain(record) for record in sorted(records, key=lambda record: record.id)]
    return Rows(kind, {name: [row[name] for row in listed] for name in column_names(kind)})


def records(rows: Rows) -> list[Record]:
    """The records that the rows stand for, in their order.

    They are filled column by column: calling the class for each takes five times as long.
    """
    kind, held = rows.kind, rows.columns
    made = [kind.__new__(kind) for _ in range(len(rows))]
    for name in IDENTITY:
        _fill(kind, name, made, held[name])
    for prop in properties(kind):
        _fill(kind, prop.name, made, _natural(prop, held))
    return made


def _fill(kind: type[Record], name: str, made: list[Record], column: list[Any]) -> None:
    for _ in map(getattr(kind, name).__set__, made, column):
        pass


def shared(column: list[Any]) -> list[Any]:
    """The same values, each distinct one kept once: most columns hold few of them."""
    known: dict[Any, Any] = {}
    return list(map(known.setdefault, column, column))


def as_json(texts: Sequence[str]) -> str:
    """A list of texts as rows hold it."""
    return json.dumps(list(texts), ensure_ascii=False)


@per_kind
def _numbers(kind: type[Record]) -> tuple[str, ...]:
    return tuple(p.name for p in properties(kind) if p.value_type is ValueType.NUMBER)


def _natural(prop: Property, held: Mapping[str, list[Any]]) -> list[Any]:
    """A column of plain values as the record holds them; each distinct value is understood once."""
    column = held[prop.name]
    if prop.value_type is ValueType.VAGUE_DATE:
        parts = zip(column, held[f"{prop.name}_earliest"], held[f"{prop.name}_latest"], strict=True)
        return _each(list(parts), lambda vague: None if vague[0] is None else _vague(*vague))
    if prop.value_type in (ValueType.TEXTS, ValueType.STATE, ValueType.DATE):
        return _each(column, lambda value: _value(prop, {prop.name: value}))
    return column


def _each(column: list[Any], understand: Callable[[Any], Any]) -> list[Any]:
    known = {value: understand(value) for value in set(column)}
    return [known[value] for value in column]


def _vague(text: str, earliest: Any, latest: Any) -> VagueDate:
    return VagueDate(text, _day(earliest), _day(latest))


def record_from(kind: type[Record], row: Mapping[str, Any], refs: Mapping[str, Sequence[str]]) -> Record:
    """The record of flat values and of its references by property name. Dates may be ISO text, lists JSON."""
    arguments: dict[str, Any] = {name: row[name] for name in IDENTITY}
    for prop in properties(kind):
        if prop.value_type is ValueType.REFERENCES:
            arguments[prop.name] = tuple(refs.get(prop.name, ()))
        elif prop.value_type is ValueType.REFERENCE:
            held = refs.get(prop.name, ())
            arguments[prop.name] = held[0] if held else None
        else:
            arguments[prop.name] = _value(prop, row)
    return kind(**arguments)


def record_said(kind: type[Record], said: Mapping[str, Any]) -> Record:
    """The record of which JSON says this, references as lists of ids. What is not said has the model's own value.

    Raises TypeError if something is not said that has none, and whatever comes of values that can't be.
    """
    arguments: dict[str, Any] = {name: said[name] for name in IDENTITY}
    known = _properties_by_name(kind)
    for name, value in said.items():
        prop = known.get(name)
        if prop is None or value == [] or (value is None and name not in defaulted(kind)):
            continue
        if value is None:  # said to be unknown, where the model would have a value of its own
            arguments[name] = None
            continue
        if prop.value_type is ValueType.REFERENCES:
            arguments[name] = tuple(value)
        elif prop.value_type is ValueType.REFERENCE:
            arguments[name] = value[0]
        elif prop.value_type is ValueType.VAGUE_DATE:
            arguments[name] = _vague(value, said.get(f"{name}_earliest"), said.get(f"{name}_latest"))
        else:
            arguments[name] = _value(prop, said)
    return kind(**arguments)


@per_kind
def defaulted(kind: type[Record]) -> frozenset[str]:
    """The properties for which the model has a value of its own, other than none, where nothing is said."""
    usual = {field.name: field.default for field in fields(kind)}
    return frozenset(p.name for p in properties(kind) if usual[p.name] not in (None, (), MISSING))


@per_kind
def _properties_by_name(kind: type[Record]) -> Mapping[str, Property]:
    return {prop.name: prop for prop in properties(kind)}


def _value(prop: Property, row: Mapping[str, Any]) -> Any:
    value = row[prop.name]
    if prop.value_type is ValueType.TEXTS:
        return tuple(json.loads(value)) if isinstance(value, str) else tuple(value or ())
    if value is None:
        return None
    if prop.value_type is ValueType.VAGUE_DATE:
        return _vague(value, row[f"{prop.name}_earliest"], row[f"{prop.name}_latest"])
    if prop.value_type is ValueType.STATE:
        assert prop.states is not None
        return prop.states.of(value)
    if prop.value_type is ValueType.DATE:
        return _day(value)
    if prop.value_type is ValueType.FLAG:
        return bool(value)
    return value


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if value is None or isinstance(value, date):
        return value
    converted: date = value.to_native()
    return converted
