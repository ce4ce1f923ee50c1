"""Records with plain attributes, for formats that hold no lists."""

import json
from collections.abc import Iterable, Mapping

from api.export.records import Extract, Value, attributes
from graph.model import Node, Record

Plain = str | int | float | bool

_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}


def flat(record: Record) -> dict[str, Plain]:
    """The record's attributes as plain values: lists are JSON texts, a vague date is its wording and two days."""
    found: dict[str, Plain] = {
        "kind": type(record).__name__, "dataset": record.dataset, "externalId": record.external_id,
    }  # fmt: skip
    for name, value in attributes(record).items():
        found.update(_parts(name, value))
    return found


def _parts(name: str, value: Value) -> dict[str, Plain]:
    if value is None or value == []:
        return {}
    if isinstance(value, list):
        return {name: json.dumps(value, ensure_ascii=False)}
    if isinstance(value, dict):
        endings = {"text": "", "earliest": "Earliest", "latest": "Latest"}
        return {name + endings[part]: text for part, text in value.items() if text is not None}
    return {name: value}


def measured(extract: Extract) -> list[tuple[Node, dict[str, Plain]]]:
    """The nodes with their attributes, actors with their measures as well."""
    of_actor = extract.measures.of_actor
    return [(node, {**flat(node), **of_actor.get(node.id, {})}) for node in extract.nodes]


def type_of(rows: Iterable[Mapping[str, Plain]]) -> dict[str, str]:
    """The type of every attribute; one that is a number here and a word there is a string."""
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(_TYPES[type(value)])
    return {name: _one(found) for name, found in types.items()}


def _one(types: set[str]) -> str:
    if types == {"long", "double"}:
        return "double"
    return next(iter(types)) if len(types) == 1 else "string"


def written(value: Plain, kind: str) -> str:
    """The value as text of an attribute of this type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if kind == "double" else str(value)
