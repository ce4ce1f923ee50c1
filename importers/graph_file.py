"""A network as another program wrote it: nodes become rows of actors, edges become rows of cooperations."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from graph.language import Text
from graph.model import Actor, TieEvidence
from graph.schema import Property, properties
from importers import layout, sheets, tables, values
from importers.cells import trimmed, visible
from importers.problems import LeftOut, Problem, Spot
from importers.tables import Row, Table

_NO_NAME = 3
_LEVEL = "level"
_WEIGHT = "weight"


@dataclass(slots=True)
class GraphNode:
    """A node: its id, and its attributes as text."""

    id: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class GraphEdge:
    """An edge between the nodes of these ids, and its attributes as text."""

    source: str
    target: str
    directed: bool
    id: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Graph:
    """All nodes and edges of a file in its order, the attributes of the graph itself, and what stays outside.

    `weight_is_level` says whether the file declares its weights as levels of partnership, 1 to 4.
    """

    file: str
    nodes: list[GraphNode] = field(default_factory=list)
    edges: list[GraphEdge] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    weight_is_level: bool = False

    def leave_out(self, sheet: str, element: str, code: str, reason: Text) -> None:
        """Say that an element (its id), or what stands at it, is not taken; `sheet` is nodes or edges."""
        rows = len(self.nodes if sheet == "nodes" else self.edges) + 1
        self.left_out.append(LeftOut(Spot(self.file, sheet, rows, None, element), code, reason))


def means_level(text: str) -> bool:
    """Whether an attribute's name or description says that it is the level of a partnership."""
    return sheets.spellings("cooperations").get(sheets.heading_key(text)) == _LEVEL


def in_tables(path: Path, form: str, graph: Graph) -> list[Table]:
    """The graph as the tables actors and cooperations; raises UnreadableInput where it has no node."""
    if not graph.nodes:
        raise tables.unreadable(path, "enthält keine Knoten.", "holds no nodes.")
    actors = _table(graph, form, "nodes", "actors", _actors(graph))
    edges = _table(graph, form, "edges", "cooperations", _cooperations(graph))
    return [actors, edges]


Lines = list[tuple[int, dict[str, str]]]


def _actors(graph: Graph) -> Lines:
    rows: Lines = []
    modes: dict[str, LeftOut] = {}
    for number, node in enumerate(graph.nodes, start=1):
        named = [
            text
            for key in sorted(node.values, key=_rank)
            if _rank(key) < _NO_NAME and (text := trimmed(node.values[key]))
        ]
        name = next((text for text in named if text != node.id), node.id)
        for other in dict.fromkeys(text for text in named if text not in (name, node.id)):
            graph.left_out.append(LeftOut(Spot(graph.file, "nodes", number, None, other), "OTHER_NAME", _OTHER_NAME))
        rest = {key: text for key, text in node.values.items() if _rank(key) == _NO_NAME}
        for key in [key for key, text in rest.items() if _tells_modes_apart(key, text)]:
            modes.setdefault(key, LeftOut(Spot(graph.file, "nodes", None, key), "TWO_MODES", _TWO_MODES))
            del rest[key]
        rest = _fitting(graph, Spot(graph.file, "nodes", number), "actors", rest)
        rows.append((number, {"actor_id": node.id, "name": name, **rest}))
    graph.left_out += modes.values()
    return rows


def _tells_modes_apart(attribute: str, text: str) -> bool:
    """Whether it says which of two sorts of nodes this is, as networkx and igraph write it."""
    key = sheets.heading_key(attribute)
    return key == "bipartite" or (key == "type" and text.casefold() in ("true", "false"))


def _rank(attribute: str) -> int:
    """Which attribute names the actor: the label, then whatever means its name, then one called id."""
    key = sheets.heading_key(attribute)
    if key == "label":
        return 0
    if sheets.spellings("actors").get(key) == "name":
        return 1
    return 2 if key == "id" else _NO_NAME


def _cooperations(graph: Graph) -> Lines:
    rows: Lines = []
    met = Counter[str]()
    taken: set[str] = set()
    for number, edge in enumerate(graph.edges, start=1):
        if edge.source == edge.target and edge.source:
            spot = Spot(graph.file, "edges", number, None, edge.id or edge.source)
            graph.left_out.append(LeftOut(spot, "LOOP", _LOOP.fill(node=edge.source)))
            continue
        first, second = (edge.source, edge.target) if edge.directed else sorted((edge.source, edge.target))
        ends = f"{first}{'>' if edge.directed else '|'}{second}"
        met[ends] += 1
        key = ends if met[ends] == 1 else f"{ends}|{met[ends]}"
        while key in taken:  # ids with such signs in them
            met[ends] += 1
            key = f"{ends}|{met[ends]}"
        taken.add(key)
        own = {
            "cooperation_id": key,
            "actor_a": first,
            "actor_b": second,
            "directed": "ja" if edge.directed else "nein",
        }
        rest = {key: text for key, text in edge.values.items() if key not in own}
        if graph.weight_is_level and _WEIGHT in rest:
            rest[_LEVEL] = rest.pop(_WEIGHT)
        rows.append((number, own | _fitting(graph, Spot(graph.file, "edges", number), "cooperations", rest)))
    return rows


def _fitting(graph: Graph, spot: Spot, table: str, held: Mapping[str, str]) -> dict[str, str]:
    """Without attributes that are called like a column of ours and mean something else; a level stays to be checked.

    A node or an edge of another program is not refused for them.
    """
    checked = _checked(table)
    fitting = {}
    for key, text in held.items():
        prop = checked.get(sheets.spellings(table).get(sheets.heading_key(key), ""))
        try:
            if prop is not None and trimmed(text):
                values.parse(prop, trimmed(text))
            fitting[key] = text
        except values.Unfit as unfit:
            graph.left_out.append(LeftOut(replace(spot, column=key, value=text), "OTHER_MEANING", unfit.reason))
    return fitting


@cache
def _checked(table: str) -> Mapping[str, Property]:
    """Columns whose cells have to be of a form, by name."""
    of = {"actors": Actor, "cooperations": TieEvidence}[table]
    held = {next(iter(prop.columns), prop.name): prop for prop in properties(of) if not prop.is_reference}
    return {column: prop for column, prop in held.items() if column != _LEVEL}


def _table(graph: Graph, form: str, sheet: str, name: str, lines: Lines) -> Table:
    """A table of these rows; its left-outs are those of the graph at such elements."""
    named = {key: visible(trimmed(key)) for _, values in lines for key in values}
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, held in lines:
        cells = tuple(trimmed(held.get(key, "")) for key in named)
        faults = layout.faults_of(Spot(graph.file, sheet, number), tuple(named.values()), cells, strict=False)
        problems += faults
        if not faults:
            rows.append(Row(number, cells))
    left_out = tuple(left for left in graph.left_out if left.spot.sheet == sheet)
    return Table(graph.file, sheet, form, name, tuple(named.values()), tuple(rows), tuple(problems), left_out)


def plain_number(text: str) -> str:
    """A number as a table would hold it: 3 for 3.0; nothing for NaN, by which igraph says unknown."""
    try:
        value = float(text)
    except ValueError:
        return text
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text


_LOOP = Text(
    "Die Kante verbindet „{node}“ mit sich selbst; das ist keine Kooperation.",
    "The edge joins “{node}” with itself; that is no cooperation.",
)
_OTHER_NAME = Text(
    "Ein zweiter Name des Knotens; übernommen ist der erste (label vor name).",
    "A second name of the node; the first is taken (label before name).",
)
_TWO_MODES = Text(
    "Das Netzwerk hat zwei Arten von Knoten, etwa Personen und Treffen; alle werden Akteure.",
    "The network has two sorts of nodes, such as persons and meetings; all become actors.",
)
