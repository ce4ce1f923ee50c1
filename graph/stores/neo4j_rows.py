"""Records as the properties of Neo4j's nodes and relationships."""

from typing import Any

from graph.model import Edge, Record
from graph.rows import IDENTITY, columns, flat, references, targets
from graph.schema import ValueType, camel_case, label_of, per_kind
from graph.stores.transactions import keys_of


@per_kind
def _names(kind: type[Record]) -> tuple[tuple[str, str, ValueType | None], ...]:
    """Column, property in Neo4j and type of all that a record carries beside its references."""
    identity: list[tuple[str, str, ValueType | None]] = [(name, camel_case(name), None) for name in IDENTITY]
    return (*identity, *((c.name, camel_case(c.name), c.property.value_type) for c in columns(kind)))


def properties_of(record: Record) -> dict[str, Any]:
    """The record's own values; None takes a property away.

    A node carries its search and sort key as well, and one name under which Browser and Bloom show it, whatever its
    kind calls it. An edge carries the ids of its references.
    """
    values = flat(record)
    held = {name: _native(values[column], value_type) for column, name, value_type in _names(type(record))}
    if isinstance(record, Edge):
        held |= _ids(record)
    else:
        held["searchKey"], held["sortKey"] = keys_of(record)
        held["displayName"] = _display_name(record)
    return held


def _display_name(record: Record) -> str:
    return label_of(record) if record.meta.title else f"{record.meta.label.de} {record.external_id}"


def _native(value: Any, value_type: ValueType | None) -> Any:
    if value_type is ValueType.NUMBER and value is not None:
        return float(value)
    if value_type is ValueType.TEXTS:
        return list(value) or None
    return value


def _ids(edge: Edge) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for prop in references(type(edge)):
        if not prop.is_end:
            ids = list(targets(edge, prop)) or None
            held[prop.json_name] = ids[0] if ids and prop.value_type is ValueType.REFERENCE else ids
    return held
