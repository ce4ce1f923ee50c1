"""GraphML, for networkx, Gephi, yEd and their like."""

import json
from collections.abc import Iterable, Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from api.export.records import Extract, Value, attributes
from graph.model import Record

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}

Plain = str | int | float | bool


def write_graphml(extract: Extract, file: TextIO) -> None:
    """Write it as GraphML: the attributes are called as in JSON, what is not known is left out.

    Lists are JSON texts; a vague date is its wording, with `…Earliest` and `…Latest` beside it. Every edge is directed,
    since readers refuse a mixture; ties that hold both ways say `directed` false.
    """
    nodes = [(record, _flat(record)) for record in extract.nodes]
    edges = [(record, _flat(record)) for record in extract.edges]
    meta = {name: value for name, value in extract.meta.items() if value is not None}
    keys = {
        "graph": _keys("g", [meta]),
        "node": _keys("n", (values for _, values in nodes)),
        "edge": _keys("e", (values for _, values in edges)),
    }
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n' + f"<graphml xmlns={quoteattr(_NAMESPACE)}>\n")
    for owner, declared in keys.items():
        for name, (key, kind) in declared.items():
            file.write(_tag("key", {"id": key, "for": owner, "attr.name": name, "attr.type": kind}))
    file.write(f'<graph edgedefault="directed">{_data(meta, keys["graph"])}\n')
    for node, values in nodes:
        file.write(_tag("node", {"id": node.id}, _data(values, keys["node"])))
    for edge, values in edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        file.write(_tag("edge", ends, _data(values, keys["edge"])))
    file.write("</graph>\n</graphml>\n")


def _tag(name: str, attributes: Mapping[str, str], inside: str = "") -> str:
    listed = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{listed}>{inside}</{name}>\n" if inside else f"<{name}{listed}/>\n"


def _data(values: Mapping[str, Plain], keys: Mapping[str, tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{keys[name][0]}">{_escaped(_written(value, keys[name][1]))}</data>'
        for name, value in values.items()
    )


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})  # a reader of XML takes a bare carriage return for a line break


def _flat(record: Record) -> dict[str, Plain]:
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


def _keys(prefix: str, rows: Iterable[Mapping[str, Plain]]) -> dict[str, tuple[str, str]]:
    """Key and type of every attribute; one that is a number here and a word there is a string."""
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(_TYPES[type(value)])
    return {name: (f"{prefix}{number}", _one(types[name])) for number, name in enumerate(types)}


def _one(types: set[str]) -> str:
    if types == {"long", "double"}:
        return "double"
    return next(iter(types)) if len(types) == 1 else "string"


def _written(value: Plain, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if kind == "double" else str(value)
