"""Records as flat rows of plain values, the form in which stores and files keep them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def _value(prop: Property, row: Mapping[str, Any]) -> Any:
    value = row[prop.name]
    if prop.value_type is ValueType.TEXTS:
        return tuple(json.loads(value)) if isinstance(value, str) else tuple(value or ())
    if value is None:
        return None
    if prop.value_type is ValueType.VAGUE_DATE:
        return VagueDate(value, _day(row[f"{prop.name}_earliest"]), _day(row[f"{prop.name}_latest"]))
    if prop.value_type is ValueType.STATE:
        assert prop.states is not None
        return prop.states.__members__[value]
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
