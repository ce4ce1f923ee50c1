"""JSON of nodes and links as networkx and programs that draw in a browser write it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from importers.graph_file import Graph, GraphEdge, GraphNode, in_tables, means_level, plain_number
from importers.tables import Table


def is_foreign(whole: object) -> bool:
    """Whether another program wrote it: nodes and links, and no node that names itself as our exports do."""
    if not isinstance(whole, dict) or "meta" in whole:
        return False
    nodes, links = whole.get("nodes"), _links(whole)
    if not isinstance(nodes, list) or not isinstance(links, list):
        return False
    if not all(isinstance(one, dict) for one in (*nodes, *links)):
        return False
    return not any({"kind", "externalId"} & one.keys() for one in nodes)


def read(path: Path, whole: Mapping[str, Any]) -> list[Table]:
    """The nodes as a table of actors, the links as one of cooperations; raises UnreadableInput without a node.

    Where nodes have no id, links name them by their place, from 0. Weights are levels where the graph's own attribute
    `weight` says so. Attributes that are no single value are left out.
    """
    graph = Graph(path.name)
    for place, node in enumerate(whole["nodes"]):
        graph.nodes.append(GraphNode(_text(node.get("id", place)), _values(node, "id")))
    directed = whole.get("directed") is True
    for link in _links(whole):
        own = link.get("directed")
        way = own if isinstance(own, bool) else directed
        source, target, key = (_text(link.get(name)) for name in ("source", "target", "id"))
        graph.edges.append(GraphEdge(source, target, way, key, _values(link, "source", "target", "directed")))
    said = whole.get("graph")
    graph.meta = _values(said) if isinstance(said, dict) else {}
    graph.weight_is_level = means_level(graph.meta.get("weight", ""))
    return in_tables(path, "json", graph)


def _links(whole: Mapping[str, Any]) -> Any:
    return whole.get("edges", whole.get("links"))


def _values(held: Mapping[str, Any], *without: str) -> dict[str, str]:
    return {key: _text(value) for key, value in held.items() if key not in without}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return plain_number(str(value)) if isinstance(value, bool | int | float) else ""
