"""A blueprint for Kumu: elements and connections as docs.kumu.io describes them (guides/import/blueprints)."""

import json
from collections.abc import Mapping
from typing import Any, TextIO

from api.export.records import Extract, Value, attributes
from graph.model import Actor, Contribution, Edge, Membership, Node, Record, Ref, Responsibility, Tie
from graph.schema import label_of

_SHOWN: tuple[type[Edge], ...] = (Tie, Responsibility, Contribution, Membership)


def write_kumu(extract: Extract, file: TextIO) -> None:
    """Write actors, measures, offers, duties and groups as elements, what ties them as connections.

    The `type` of an actor is what it is, that of others their kind; fields of action are `tags`. Other attributes are
    called as in JSON, measures among them; references are told by name. A tie that holds both ways is `mutual`. The
    hash, and what was measured, stand in an element of the type Geflecht that is tied to nothing.
    """
    names = {node.id: label_of(node) for node in extract.nodes}
    edges = [edge for edge in extract.edges if isinstance(edge, _SHOWN)]
    ends = {ref for edge in edges for ref in (edge.source, edge.target)}
    nodes = [node for node in extract.nodes if node.id in ends or isinstance(node, Actor)]
    of_actor = extract.measures.of_actor
    elements = [{**_element(node, names), **of_actor.get(node.id, {})} for node in nodes]
    about = {"id": "geflecht", "label": "Geflecht", "type": "Geflecht", **extract.meta, **extract.measures.stated}
    whole = {"elements": [*elements, about], "connections": [_connection(edge, names) for edge in edges]}
    json.dump(whole, file, ensure_ascii=False, allow_nan=False, indent=1)
    file.write("\n")


def _element(node: Node, names: Mapping[Ref, str]) -> dict[str, Any]:
    told = _told(node, names)
    types = told.pop("type", None) if isinstance(node, Actor) else None
    tags = {"tags": told.pop("fields")} if "fields" in told else {}
    kind = types[0] if types else type(node).__name__
    return {**told, "id": node.id, "label": names[node.id], "type": kind, **tags}


def _connection(edge: Edge, names: Mapping[Ref, str]) -> dict[str, Any]:
    mutual = isinstance(edge, Tie) and not edge.directed
    return {
        **_told(edge, names),
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "type": type(edge).__name__,
        "direction": "mutual" if mutual else "directed",
    }


def _told(record: Record, names: Mapping[Ref, str]) -> dict[str, Any]:
    """What is known of a record, with names in the place of references and dates in their wording."""
    known = {name: value for name, value in attributes(record).items() if value is not None and value != []}
    return {"externalId": record.external_id, **{name: _named(value, names) for name, value in known.items()}}


def _named(value: Value, names: Mapping[Ref, str]) -> Any:
    if isinstance(value, dict):
        return value["text"]
    if isinstance(value, list):
        return [names.get(Ref(each), each) for each in value]
    return names.get(Ref(value), value) if isinstance(value, str) else value
