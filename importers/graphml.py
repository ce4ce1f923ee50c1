"""GraphML as networkx, igraph, Gephi and yEd write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.language import Text
from importers import own_export, xml_file
from importers.graph_file import Graph, GraphEdge, GraphNode, in_tables, means_level, plain_number
from importers.tables import Table
from importers.xml_file import local, said

_NUMBERS = frozenset({"int", "long", "float", "double"})


@dataclass(frozen=True, slots=True)
class _Key:
    """A declared attribute: what it is called, of which elements, of which type, and what it is where not said."""

    name: str
    domain: str
    type: str
    default: str | None
    drawing: bool


def read(path: Path) -> list[Table]:
    """The nodes as a table of actors, the edges as one of cooperations; raises UnreadableInput with one sentence.

    Nested graphs are read as if all lay in one; hyperedges, ports and drawings are left out and named. Weights are
    levels where the weight's description or the graph's own attribute `weight` says so.
    """
    graph = graph_of(path)
    return own_export.in_tables(path, "graphml", graph) or in_tables(path, "graphml", graph)


def graph_of(path: Path) -> Graph:
    """All that the file says."""
    graph = Graph(path.name)
    keys: dict[str, _Key] = {}
    directed: list[bool] = []
    inside: list[str] = []
    for event, element in xml_file.events(path, "graphml"):
        kind = local(element)
        if event == "start":
            if kind == "graph":
                directed.append(element.get("edgedefault") == "directed")
                if inside:
                    graph.leave_out("nodes", inside[-1], "NESTED_GRAPH", _NESTED.fill(node=inside[-1]))
            elif kind == "node":
                inside.append(said(element, "id"))
        elif kind == "key":
            keys[said(element, "id")] = _key(element)
            graph.weight_is_level |= _declares_level(element)
        elif kind == "graph":
            directed.pop()
            graph.meta |= _values(keys, element)
        elif kind == "node":
            inside.pop()
            _take_node(graph, keys, element)
            element.clear()
        elif kind == "edge":
            _take_edge(graph, keys, element, directed=directed[-1] if directed else False)
            element.clear()
        elif kind == "hyperedge":
            graph.leave_out("edges", said(element, "id"), "HYPEREDGE", _HYPEREDGE)
            element.clear()
    _fill_defaults(graph, keys)
    graph.weight_is_level |= means_level(graph.meta.get("weight", ""))
    return graph


def _key(element: Element) -> _Key:
    name = said(element, "attr.name") or said(element, "id")
    default = next((_text(child) for child in element if local(child) == "default"), None)
    drawing = any(key.rpartition("}")[2] == "yfiles.type" for key in element.keys())  # noqa: SIM118 - no mapping
    return _Key(name, said(element, "for") or "all", said(element, "attr.type"), default, drawing)


def _declares_level(key: Element) -> bool:
    described = "".join(_text(child) for child in key if local(child) == "desc")
    return key.get("attr.name") == "weight" and means_level(described)


def _values(keys: Mapping[str, _Key], element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for data in element:
        if local(data) != "data":
            continue
        key = keys.get(said(data, "key"), _Key(said(data, "key"), "all", "", None, drawing=False))
        if key.drawing:
            label = "\n".join(filter(None, (_text(part) for part in data.iter() if local(part).endswith("Label"))))
            found |= {"label": label} if label else {}
        else:
            text = data.text or ""
            found[key.name] = plain_number(text) if key.type in _NUMBERS else text
    return found


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _take_node(graph: Graph, keys: Mapping[str, _Key], element: Element) -> None:
    key = said(element, "id")
    if any(local(child) == "port" for child in element):
        graph.leave_out("nodes", key, "PORT", _PORT)
    graph.nodes.append(GraphNode(key, _values(keys, element)))


def _take_edge(graph: Graph, keys: Mapping[str, _Key], element: Element, *, directed: bool) -> None:
    key = said(element, "id")
    if element.get("sourceport") or element.get("targetport"):
        graph.leave_out("edges", key, "PORT", _PORT)
    own = said(element, "directed").strip().casefold()
    is_directed = own in ("true", "1") if own else directed
    values = _values(keys, element)
    if label := values.pop("label", ""):
        values.setdefault("source_wording", label)
    graph.edges.append(GraphEdge(said(element, "source"), said(element, "target"), is_directed, key, values))


def _fill_defaults(graph: Graph, keys: Mapping[str, _Key]) -> None:
    """What is said once for all elements that do not say it themselves."""
    with_default = [key for key in keys.values() if key.default and not key.drawing]
    for domain, elements in (("node", graph.nodes), ("edge", graph.edges)):
        of_these = {
            key.name: key.default or "" for key in with_default if key.domain in (domain, "all") and not key.drawing
        }
        for element in elements if of_these else ():
            element.values = of_these | element.values


_NESTED = Text(
    "Der Knoten „{node}“ enthält ein eigenes Netzwerk; dessen Knoten stehen neben ihm, nicht in ihm.",
    "The node “{node}” holds a network of its own; its nodes stand beside it, not in it.",
)
_HYPEREDGE = Text(
    "Eine Kante zwischen mehr als zwei Knoten ist keine Kooperation eines Paares.",
    "An edge between more than two nodes is no cooperation of a pair.",
)
_PORT = Text("Anschlüsse (port) werden nicht übernommen.", "Ports are not taken over.")
