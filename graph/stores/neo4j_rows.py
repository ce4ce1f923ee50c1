"""Records as the properties of Neo4j's nodes and relationships, and back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import Edge, Record
from graph.rows import IDENTITY, columns, flat, record_from, references, targets
from graph.schema import ValueType, camel_case, is_edge, per_kind
from graph.stores.neo4j_statements import held_by
from graph.stores.transactions import keys_of

_EMPTY: Mapping[str, Any] = {}


@per_kind
def _names(kind: type[Record]) -> tuple[tuple[str, str, ValueType | None], ...]:
    """Column, property in Neo4j and type of all that a record carries beside its references."""
    identity: list[tuple[str, str, ValueType | None]] = [(name, camel_case(name), None) for name in IDENTITY]
    return (*identity, *((c.name, camel_case(c.name), c.property.value_type) for c in columns(kind)))


@per_kind
def _needed(kind: type[Record]) -> tuple[str, ...]:
    return (*IDENTITY, *(c.name for c in columns(kind) if c.property.required and not c.part))


def properties_of(record: Record) -> dict[str, Any]:
    """The record's own values; None takes a property away.

    A node carries its search and sort key as well, an edge the ids of its references.
    """
    values = flat(record)
    held = {name: _native(values[column], value_type) for column, name, value_type in _names(type(record))}
    if isinstance(record, Edge):
        held |= _ids(record)
    else:
        held["searchKey"], held["sortKey"] = keys_of(record)
    return held


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


def record_of(kind: type[Record], answered: Sequence[Any]) -> Record:
    """The record of one row that a reading statement answered."""
    properties, first, second = answered
    row = {column: properties.get(name) for column, name, _ in _names(kind)}
    refs = _edge_references(kind, properties, first, second) if is_edge(kind) else _references(kind, first, second)
    missing = next((name for name in _needed(kind) if row[name] is None), None)
    if missing is not None:
        raise _damaged(kind, properties, Text(f"„{camel_case(missing)}“ fehlt", f"“{camel_case(missing)}” is missing"))
    try:
        return record_from(kind, row, refs)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(kind, properties, Text(f"{error}", f"{error}")) from error


def _edge_references(kind: type[Record], properties: Mapping[str, Any], source: str, target: str) -> dict[str, Any]:
    held: dict[str, Any] = {"source": (source,), "target": (target,)}
    for prop in references(kind):
        if not prop.is_end:
            ids = properties.get(prop.json_name)
            held[prop.name] = (ids,) if isinstance(ids, str) else ids or ()
    return held


def _references(kind: type[Record], outgoing: Iterable[Any], incoming: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for inverse, links in ((False, outgoing), (True, incoming)):
        names = held_by(kind, inverse=inverse)
        for name, position, target in links:
            if name in names:  # else it belongs to the node at its other end, or is nothing of ours
                found.setdefault(names[name].name, []).append((position or 0, target))
    return {name: [target for _, target in sorted(links)] for name, links in found.items()}


def _damaged(kind: type[Record], properties: Mapping[str, Any], why: Text) -> StoreDamaged:
    which = f"{kind.__name__} {properties.get('id')}"
    return StoreDamaged(
        Text(
            f"In Neo4j steht ein Eintrag, den Geflecht nicht lesen kann ({which}): {why.de}. Bitte dort berichtigen.",
            f"Neo4j holds a record that Geflecht can't read ({which}): {why.en}. Please correct it there.",
        )
    )
