"""GEXF 1.1 to 1.3, as Gephi and networkx write it, with and without times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.language import Text
from importers import own_export, xml_file
from importers.graph_file import Graph, GraphEdge, GraphNode, in_tables, plain_number
from importers.problems import LeftOut, Spot
from importers.tables import Table
from importers.xml_file import local, said

_NUMBERS = frozenset({"integer", "int", "long", "float", "double", "short", "byte"})
_STRUCTURE = frozenset({"attvalues", "spells", "slices", "nodes", "edges", "parents"})
_DATES = frozenset({"date", "datetime"})


@dataclass(slots=True)
class _Reading:
    """The file as far as it is read: declared attributes by class and id, and what the graph says of itself."""

    graph: Graph
    directed: bool = False
    times_are_dates: bool = False
    titles: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    defaults: dict[str, dict[str, str]] = field(default_factory=lambda: {"node": {}, "edge": {}})
    drawn: bool = False


def read(path: Path) -> list[Table]:
    """The nodes as a table of actors, the edges as one of cooperations; raises UnreadableInput with one sentence.

    Nodes inside of nodes are read as if all lay side by side. An edge both ways (mutual) is an undirected one. Days
    from which and to which an edge holds become since and until; of values that change, the last is taken.
    """
    graph = graph_of(path)
    return own_export.in_tables(path, "gexf", graph) or in_tables(path, "gexf", graph)


def graph_of(path: Path) -> Graph:
    """All that the file says."""
    reading = _Reading(Graph(path.name))
    inside: list[str] = []
    of_class = "node"
    for event, element in xml_file.events(path, "gexf"):
        kind = local(element)
        if event == "start":
            if kind == "graph":
                reading.directed = element.get("defaultedgetype") == "directed"
                reading.times_are_dates = said(element, "timeformat").casefold() in _DATES
            elif kind == "attributes":
                of_class = said(element, "class") or "node"
            elif kind == "node":
                if inside:
                    reading.graph.leave_out("nodes", said(element, "id"), "NESTED_GRAPH", _NESTED)
                inside.append(said(element, "id"))
        elif kind == "attribute":
            _declare(reading, of_class, element)
        elif kind == "node":
            inside.pop()
            _take_node(reading, element)
            element.clear()
        elif kind == "edge":
            _take_edge(reading, element)
            element.clear()
    if reading.drawn:
        reading.graph.left_out.append(LeftOut(Spot(path.name, "nodes"), "DRAWING", _DRAWING))
    return reading.graph


def _declare(reading: _Reading, of_class: str, element: Element) -> None:
    title = said(element, "title") or said(element, "id")
    reading.titles[of_class, said(element, "id")] = (title, said(element, "type"))
    default = next((child.text for child in element if local(child) == "default"), None)
    if default:
        reading.defaults.setdefault(of_class, {})[title] = default


def _take_node(reading: _Reading, element: Element) -> None:
    key = said(element, "id")
    values = _values(reading, "node", element)
    if label := said(element, "label"):
        values["label"] = label
    if element.get("pid") or any(local(child) == "parents" for child in element):
        reading.graph.leave_out("nodes", key, "NESTED_GRAPH", _NESTED)
    if _times(element) != ("", ""):
        reading.graph.leave_out("nodes", key, "TIMES", _NODE_TIMES)
    reading.graph.nodes.append(GraphNode(key, values))


def _take_edge(reading: _Reading, element: Element) -> None:
    graph, key = reading.graph, said(element, "id")
    values = _values(reading, "edge", element)
    if weight := said(element, "weight"):
        values["weight"] = plain_number(weight)
    if sort := said(element, "kind"):
        values.setdefault("type", sort)
    if label := said(element, "label"):
        values.setdefault("source_wording", label)
    since, until = _times(element)
    if reading.times_are_dates:
        values |= {name: _day(text) for name, text in (("since", since), ("until", until)) if text}
        if len(list(_spells(element))) > 1:
            graph.leave_out("edges", key, "TIMES", _SEVERAL_TIMES)
    elif since or until:
        graph.leave_out("edges", key, "TIMES", _NO_DATES)
    own = said(element, "type") or ("directed" if reading.directed else "undirected")
    source, target = said(element, "source"), said(element, "target")
    graph.edges.append(GraphEdge(source, target, own.casefold() == "directed", key, values))


def _values(reading: _Reading, of_class: str, element: Element) -> dict[str, str]:
    found = dict(reading.defaults[of_class])
    for part in element:
        reading.drawn |= local(part) not in _STRUCTURE | {"node"}
        for value in part if local(part) == "attvalues" else ():
            key = said(value, "for") or said(value, "id")
            title, kind = reading.titles.get((of_class, key), (key, ""))
            written = said(value, "value")
            found[title] = plain_number(written) if kind in _NUMBERS else written
    changing = [value for value in element.iter() if local(value) == "attvalue" and _is_timed(value)]
    if changing and len({value.get("for") for value in changing}) < len(changing):
        sheet = "nodes" if of_class == "node" else "edges"
        reading.graph.leave_out(sheet, said(element, "id"), "TIMES", _CHANGING)
    return found


def _is_timed(element: Element) -> bool:
    return element.get("start") is not None or element.get("end") is not None


def _spells(element: Element) -> Iterator[Element]:
    yield from (spell for part in element if local(part) == "spells" for spell in part)


def _times(element: Element) -> tuple[str, str]:
    """From when to when: of several spells, the first start and the last end."""
    held: Sequence[Element] = [element, *_spells(element)]
    starts = [text for one in held if (text := one.get("start") or one.get("startopen"))]
    ends = [text for one in held if (text := one.get("end") or one.get("endopen"))]
    return min(starts, default=""), max(ends, default="")


def _day(text: str) -> str:
    return text.partition("T")[0]


_NESTED = Text(
    "Der Knoten gehört in einen anderen; er steht neben ihm, nicht in ihm.",
    "The node belongs into another; it stands beside it, not in it.",
)
_DRAWING = Text("Farben, Lagen und Größen werden nicht übernommen.", "Colours, positions and sizes are not taken over.")
_NODE_TIMES = Text("Zeiten eines Knotens werden nicht übernommen.", "Times of a node are not taken over.")
_NO_DATES = Text("Die Zeiten der Kante sind keine Daten.", "The times of the edge are no dates.")
_SEVERAL_TIMES = Text(
    "Die Kante galt in mehreren Abschnitten; übernommen sind der erste Beginn und das letzte Ende.",
    "The edge held in several spells; the first start and the last end are taken.",
)
_CHANGING = Text(
    "Ein Wert ändert sich mit der Zeit; übernommen ist der letzte der Datei.",
    "A value changes with time; the last of the file is taken.",
)
