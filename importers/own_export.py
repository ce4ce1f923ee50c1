"""What the product exported comes back: records as they were, each with its own kind and id."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from graph.model import KINDS, Record, Ref, global_id
from graph.rows import record_from, references, targets
from graph.schema import Property, ValueType, attribute_name, properties
from graph.text import forbidden_character
from importers import node_link, tables
from importers.graph_file import Graph
from importers.tables import Table

_MAX_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One node or edge of an export: its attributes as JSON holds them, or all of them as text."""

    id: str
    values: Mapping[str, Any]
    ends: Mapping[str, str]


def read_json(path: Path) -> list[Table]:
    """The records of a JSON of nodes and edges that the product wrote, or a network of another program.

    Raises UnreadableInput with one sentence.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise tables.unreadable(path, "ist größer als 256 MiB.", "is larger than 256 MiB.")
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        if node_link.is_foreign(whole):
            return node_link.read(path, whole)
        nodes, edges = whole["nodes"], whole["edges"]
        entries = [Entry(one["id"], one, {}) for one in nodes]
        entries += [Entry(one["id"], one, {end: one[end] for end in ("source", "target")}) for one in edges]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise tables.unreadable(
            path,
            "ist kein Export von Geflecht und kein Netzwerk (JSON mit nodes und edges oder links).",
            "is no export of Geflecht and no network (JSON of nodes and edges or links).",
        ) from error
    return _in_table(path, "json", entries)


def in_tables(path: Path, form: str, graph: Graph) -> list[Table] | None:
    """The records of a graph whose nodes say what kind of record they are; None if another program wrote it."""
    if not graph.nodes or not all({"kind", "externalId", "dataset"} <= node.values.keys() for node in graph.nodes):
        return None
    entries = [Entry(node.id, node.values, {}) for node in graph.nodes]
    entries += [Entry(edge.id, edge.values, {"source": edge.source, "target": edge.target}) for edge in graph.edges]
    return _in_table(path, form, entries)


def _in_table(path: Path, form: str, entries: Iterable[Entry]) -> list[Table]:
    records = tuple(_record(path, entry) for entry in entries)
    return [Table(path.name, None, form, path.stem, records=records)]


def _record(path: Path, entry: Entry) -> Record:
    try:
        kind = KINDS[entry.values["kind"]]
        identity = {"id": entry.id, "dataset": entry.values["dataset"], "external_id": entry.values["externalId"]}
        if "" in _texts(list(identity.values())):
            raise ValueError(identity)
        row: dict[str, Any] = {**identity, "version": 1}
        refs: dict[str, list[str]] = {}
        for prop in properties(kind):
            held = entry.ends.get(prop.name) if prop.is_end else entry.values.get(attribute_name(kind, prop))
            if prop.is_reference:
                refs[prop.name] = _list(held)
            elif prop.value_type is ValueType.VAGUE_DATE:
                row |= _vague(entry, kind, prop)
            else:
                row[prop.name] = _plain(prop, held)
            if prop.required and not (refs if prop.is_reference else row)[prop.name]:
                raise ValueError(prop.name)
        return record_from(kind, row, refs)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise tables.unreadable(
            path,
            f"ist ein Export von Geflecht, aber „{entry.id}“ darin ist beschädigt.",
            f"is an export of Geflecht, but “{entry.id}” in it is damaged.",
        ) from error


def _list(held: Any) -> list[str]:
    if isinstance(held, str):
        held = json.loads(held) if held.startswith("[") else [held]
    return [] if held is None else _texts(held)


def _texts(held: Any) -> list[str]:
    """The list, if it is one and holds texts that the model allows; raises ValueError."""
    if not isinstance(held, list):
        raise ValueError(held)
    for text in held:
        if not isinstance(text, str) or forbidden_character(text) is not None:
            raise ValueError(text)
    return held


def _vague(entry: Entry, kind: type[Record], prop: Property) -> dict[str, Any]:
    name = attribute_name(kind, prop)
    said = entry.values.get(name)
    if not isinstance(said, dict):
        ends = {part: entry.values.get(f"{name}{part.capitalize()}") for part in ("earliest", "latest")}
        said = {"text": said, **ends}
    parts = {part: said[part] for part in ("text", "earliest", "latest")}
    _texts([text for text in parts.values() if text is not None])
    return {
        prop.name: parts["text"],
        f"{prop.name}_earliest": parts["earliest"],
        f"{prop.name}_latest": parts["latest"],
    }


_JSON: Mapping[ValueType, tuple[type, ...]] = {
    ValueType.FLAG: (bool,),
    ValueType.INTEGER: (int,),
    ValueType.NUMBER: (int, float),
}


def _plain(prop: Property, held: Any) -> Any:
    """The value as a row holds it, from JSON or from text; raises ValueError if it is of another type."""
    if held is None:
        return None
    if prop.value_type is ValueType.TEXTS:
        return json.dumps(_texts(json.loads(held) if isinstance(held, str) else held))
    numbers = _JSON.get(prop.value_type)
    if numbers is None:
        return _texts([held])[0]
    if isinstance(held, str):
        held = {"true": True, "false": False}[held] if bool in numbers else float(held)
    number: Any = int(held) if prop.value_type is ValueType.INTEGER and isinstance(held, float) else held
    if type(number) not in numbers or not isfinite(number):
        raise ValueError(held)
    return number


def dataset_of(path: Path, records: Iterable[Record]) -> str:
    """The dataset that the records are of; raises UnreadableInput if they are of several."""
    first, *more = sorted({record.dataset for record in records})
    if more:
        raise tables.unreadable(
            path,
            "enthält mehrere Datensätze. Geben Sie jeden einzeln aus (export --dataset).",
            "holds several datasets. Export each by itself (export --dataset).",
        )
    return first


def in_dataset(path: Path, records: Iterable[Record], dataset: str, held: Mapping[Ref, Record]) -> dict[Ref, Record]:
    """The records as those of a dataset, over what the store holds. Every reference has to lead to one of them."""
    listed = list(records)
    now = {one.id: global_id(dataset, type(one).__name__, one.external_id) for one in listed}
    built = {}
    for record in listed:
        changes: dict[str, Any] = {"id": now[record.id], "dataset": dataset}
        for prop in references(type(record)):
            refs = targets(record, prop)
            if (missing := next((ref for ref in refs if ref not in now), None)) is not None:
                raise tables.unreadable(
                    path,
                    f"ist unvollständig: „{record.id}“ verweist auf „{missing}“, das fehlt.",
                    f"is incomplete: “{record.id}” refers to “{missing}”, which is missing.",
                )
            led = tuple(now[ref] for ref in refs)
            changes[prop.name] = led if prop.value_type is ValueType.REFERENCES else next(iter(led), None)
        before = held.get(now[record.id])
        built[now[record.id]] = replace(record, **changes, version=before.version if before is not None else 1)
    return built
