"""JSON of nodes and edges (node-link), for scripts and other graph programs."""

import json
from typing import Any, TextIO

from api.export.records import Extract, attributes
from graph.model import Edge, Record


def node_link(extract: Extract) -> dict[str, Any]:
    """`{meta, nodes: [{id, kind, …}], edges: [{id, kind, source, target, …}]}`; what is not known is null."""
    return {
        "meta": extract.meta,
        "nodes": [{**_identity(record), **attributes(record)} for record in extract.nodes],
        "edges": [{**_identity(record), **_ends(record), **attributes(record)} for record in extract.edges],
    }


def write_node_link(extract: Extract, file: TextIO) -> None:
    """Write it as JSON, one record a line, so that versions can be compared."""
    whole = node_link(extract)
    file.write('{\n"meta": ' + _text(whole["meta"]))
    for name in ("nodes", "edges"):
        file.write(f',\n"{name}": [')
        for number, entry in enumerate(whole[name]):
            file.write((",\n" if number else "\n") + _text(entry))
        file.write("\n]")
    file.write("\n}\n")


def _identity(record: Record) -> dict[str, str]:
    return {
        "id": record.id,
        "kind": type(record).__name__,
        "dataset": record.dataset,
        "externalId": record.external_id,
    }


def _ends(edge: Edge) -> dict[str, str]:
    return {"source": edge.source, "target": edge.target}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
