"""Reading from Neo4j: the records of a kind as columns of plain values, whoever wrote them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from neo4j import ManagedTransaction
from neo4j.time import Date

from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import Record
from graph.rows import IDENTITY, Column, Plain, Rows, as_json, columns, references, shared
from graph.schema import ValueType, camel_case, is_edge
from graph.stores import neo4j_statements as cypher

_TYPES: dict[ValueType, tuple[type, ...]] = {
    ValueType.TEXT: (str,),
    ValueType.INTEGER: (int,),
    ValueType.NUMBER: (float, int),
    ValueType.FLAG: (bool,),
    ValueType.DATE: (Date, str),
    ValueType.VAGUE_DATE: (str,),
    ValueType.STATE: (str,),
    ValueType.TEXTS: (list,),
}


def rows(tx: ManagedTransaction, kind: type[Record], condition: str, parameters: dict[str, Any]) -> Rows:
    """The rows of a kind; `condition` is one of the statements' own. Raises StoreDamaged for what no store writes."""
    read = tx.run(cypher.read(kind, condition), parameters).values()
    read.sort(key=lambda row: str(row[0]))
    names = (*IDENTITY, *(column.name for column in columns(kind)))
    width = len(names) + len(cypher.reference_columns(kind))
    held = [list(column) for column in zip(*read, strict=True)] if read else [[] for _ in range(width)]
    found = dict(zip(names, held, strict=False))
    for name in IDENTITY:
        _check_types(kind, found, name, {int if name == "version" else str})
    for column in columns(kind):
        found[column.name] = shared(_plain(kind, found, column))
    last = held[len(names) :]
    return Rows(kind, found | (_of_edges(kind, last) if is_edge(kind) else _of_nodes(kind, last)))


def _plain(kind: type[Record], found: Mapping[str, list[Any]], column: Column) -> list[Any]:
    value_type = ValueType.DATE if column.part else column.property.value_type
    needed = column.property.required and not column.part
    _check_types(kind, found, column.name, {*_TYPES[value_type], *(() if needed else (type(None),))})
    held = found[column.name]
    if value_type is ValueType.TEXTS:
        return [as_json(texts or ()) for texts in held]
    if value_type not in (ValueType.STATE, ValueType.DATE, ValueType.NUMBER):
        return held
    known: dict[Any, Plain] = {None: None}
    for value in set(held) - {None}:
        try:
            known[value] = _understood(column, value)
        except (KeyError, ValueError):
            raise _damaged(kind, found, held.index(value), column.name) from None
    return [known[value] for value in held]


def _understood(column: Column, value: Any) -> Plain:
    states = column.property.states
    if states is not None:
        return str(states.of(value))
    if isinstance(value, Date | str):
        return date.fromisoformat(value if isinstance(value, str) else value.iso_format()).isoformat()
    if not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _check_types(kind: type[Record], found: Mapping[str, list[Any]], name: str, allowed: set[type]) -> None:
    if not allowed >= set(map(type, found[name])):
        raise _damaged(kind, found, next(i for i, value in enumerate(found[name]) if type(value) not in allowed), name)


def _of_edges(kind: type[Record], held: Sequence[list[Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for prop, column in zip(references(kind), held, strict=True):
        if prop.value_type is ValueType.REFERENCES:
            found[prop.name] = shared([(ids,) if isinstance(ids, str) else tuple(ids or ()) for ids in column])
        else:
            found[prop.name] = shared([ids[0] if isinstance(ids, list) and ids else ids or None for ids in column])
    return found


def _of_nodes(kind: type[Record], held: Sequence[list[Any]]) -> dict[str, list[Any]]:
    many = {prop.name: prop.value_type is ValueType.REFERENCES for prop in references(kind)}
    found: dict[str, list[Any]] = {name: [() if listed else None] * len(held[0]) for name, listed in many.items()}
    names = cypher.held_by(kind, inverse=False), cypher.held_by(kind, inverse=True)
    known: dict[Any, Any] = {}
    for row, both in enumerate(zip(*held, strict=True)):
        for name, ids in _links(names, both).items():
            value = tuple(ids) if many[name] else ids[0]
            found[name][row] = known.setdefault(value, value)
    return found


def _links(names: Sequence[Mapping[str, Any]], both: Iterable[Iterable[Any]]) -> dict[str, list[str]]:
    """The ids by property, in their order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for held, links in zip(names, both, strict=True):
        for name, position, target in links:
            if name in held:  # else it belongs to the node at its other end, or is nothing of ours
                found.setdefault(held[name].name, []).append((position or 0, target))
    return {name: [target for _, target in sorted(links)] for name, links in found.items()}


def _damaged(kind: type[Record], found: Mapping[str, list[Any]], row: int, name: str) -> StoreDamaged:
    which, named, value = f"{kind.__name__} {found['id'][row]}", camel_case(name), found[name][row]
    if value is None:
        why = Text(f"„{named}“ fehlt", f"“{named}” is missing")
    else:
        why = Text(f"„{named}“ ist „{value}“", f"“{named}” is “{value}”")
    return StoreDamaged(
        Text(
            f"In Neo4j steht ein Eintrag, den Geflecht nicht lesen kann ({which}): {why.de}. Bitte dort berichtigen.",
            f"Neo4j holds a record that Geflecht can't read ({which}): {why.en}. Please correct it there.",
        )
    )
