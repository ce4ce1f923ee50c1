"""What the script of the explorable map draws, as plain values, with pyvis' network object and options.

Thousands of actors and ties are packed as columns and rows, words that recur stand once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from visualise.map.keeping import Kept
from visualise.map.picture import ROUNDNESS, size_of
from visualise.map.spec import Drawn, MapActor, MapPlace, MapSpec, MapTie, Scene
from visualise.map.tables import tie_text
from visualise.shapes import Symbol
from visualise.wording import Wording

if TYPE_CHECKING:
    from pyvis.network import Network

_NODE = (
    "id", "x", "y", "symbol", "scale", "place", "fields", "name", "label", "labelX", "labelY", "type", "about", "drawn",
    "core", "isolated", "group", "count",
)  # fmt: skip
_EDGE = ("from", "to", "state", "level", "layer", "fields", "text")
_NOT = Drawn.TABLE_ONLY.value
_WORDS = (
    "none", "cleared", "opened", "overview", "between", "direct", "brokers", "noWay", "way", "sameEnds", "unknownEnd",
    "tiesBetween", "inside", "moreRows",
)  # fmt: skip
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "edges": {
        "arrowStrikethrough": False,
        "chosen": False,
        "color": {"inherit": False},
        "hoverWidth": 0,
        "selectionWidth": 0,
        "smooth": {"enabled": True, "roundness": ROUNDNESS, "type": "curvedCW"},
    },
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "hover": False,
        "selectConnectedEdges": False,
        "zoomView": False,
    },
    "layout": {"improvedLayout": False},
    "nodes": {"chosen": False, "shape": "custom"},
    "physics": {"enabled": False},
}


class _Texts:
    """Texts that many rows share, by number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def explored(spec: MapSpec, words: Wording) -> dict[str, Any]:
    """Everything the script draws."""
    texts = _Texts()
    shown, grouped = drawn(spec), spec.grouped
    remembered = kept(spec)
    first = _network(shown, [_node(shown, actor, texts, words) for actor in shown.actors])
    nodes = [_node(spec, actor, texts, words) for actor in spec.actors] if grouped else first.nodes
    edges = [_edge(spec, tie, texts, words) for tie in spec.ties if spec.draws(tie)]
    symbols = {symbol.key: symbol for symbol in (*spec.symbols, *shown.symbols)}
    return {
        "nodes": _packed(_NODE, nodes),
        "edges": _packed(_EDGE, edges),
        "groups": {
            "marks": _packed(_NODE, first.nodes),
            "scenes": [_scene(scene, shown.width, words) for scene in grouped.scenes],
            "steps": grouped.steps,
        }
        if grouped
        else None,
        "texts": list(texts.numbers),
        "options": first.options,
        "size": [shown.width, shown.height],
        "symbols": {key: _symbol(symbol) for key, symbol in symbols.items()},
        "tiles": [_tile(place, words) for place in shown.places],
        "narrow": spec.core_degree is not None,
        "kept": {"slots": remembered.slots, "tiles": {key: astuple(one) for key, one in remembered.tiles.items()}},
        "words": {name: words.texts[f"explore.{name}"] for name in _WORDS},
    }


def drawn(spec: MapSpec) -> MapSpec:
    """What the first picture shows: the network, or its groups."""
    return spec.grouped.overview if spec.grouped else spec


def kept(spec: MapSpec) -> Kept:
    """The spots, for the next edition."""
    first = drawn(spec)
    marks = first.actors if spec.grouped else ()
    slots = {
        actor.id: (marks[actor.group].id if marks else spec.places[actor.place].id, *actor.slots)
        for actor in spec.actors
        if actor.drawn != Drawn.TABLE_ONLY
    }
    slots |= {mark.id: (first.places[mark.place].id, *mark.slots) for mark in marks}
    tiles = [*first.places, *(scene.tiles[0] for scene in (spec.grouped.scenes if spec.grouped else ()))]
    return Kept(slots, {tile.id: tile.kept for tile in tiles if tile.kept is not None})


def about(spec: MapSpec, actor: MapActor, words: Wording) -> str:
    """One sentence on an actor: type, place, number of ties; or on a group."""
    if actor.count:
        return words.count("actor.group", actor.count)
    said = words.count("actor.ties", actor.degree)
    if actor.silent and not actor.degree:
        said = words("actor.silent")
    elif actor.isolated:
        said = words("actor.isolated")
    elif actor.unasked:
        said = words("actor.unasked")
    return words("actor.about", type=actor.type_label, place=spec.places[actor.place].name, ties=said)


def _network(spec: MapSpec, nodes: Iterable[dict[str, Any]]) -> "Network":
    """The first picture as pyvis holds it."""
    from pyvis.network import Network  # slow to import: it brings IPython along

    network = Network(cdn_resources="in_line")
    for node in nodes:
        network.add_node(node.pop("id"), **node)
    network.options = _OPTIONS
    return network


def _packed(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What can be drawn, as columns and rows."""
    return {"columns": columns, "rows": [[row[name] for name in columns] for row in rows if row.get("drawn") != _NOT]}


def _node(spec: MapSpec, actor: MapActor, texts: _Texts, words: Wording) -> dict[str, Any]:
    return {
        "id": actor.index,
        "x": actor.x,
        "y": actor.y,
        "symbol": actor.symbol.key,
        "scale": size_of(actor),
        "place": actor.place,
        "fields": actor.fields,
        "name": actor.name,
        "label": actor.label,
        "labelX": actor.label_x,
        "labelY": actor.label_y,
        "type": texts(actor.type_label),
        "about": texts(about(spec, actor, words)),
        "drawn": actor.drawn.value,
        "core": int(actor.core),
        "isolated": int(actor.isolated),
        "group": actor.group,
        "count": actor.count,
    }


def _edge(spec: MapSpec, tie: MapTie, texts: _Texts, words: Wording) -> dict[str, Any]:
    return {
        "from": tie.source,
        "to": tie.target,
        "state": tie.state.value,
        "level": tie.level or 0,
        "layer": tie.layer,
        "fields": tie.fields,
        "text": texts(tie_text(spec, tie, words)),
    }


def _scene(scene: Scene, width: float, words: Wording) -> dict[str, Any]:
    return {
        "tiles": [_tile(tile, words) for tile in scene.tiles],
        "others": scene.others,
        "size": [width, scene.height],
    }


def _symbol(symbol: Symbol) -> dict[str, Any]:
    return {"path": symbol.path, "outline": symbol.outline, "colour": symbol.colour}


def _tile(place: MapPlace, words: Wording) -> list[object]:
    """A tile and what it says about actors that it lacks, and about those not shown at first."""
    more = place.actors - place.shown_first
    said = "" if place.actors else words("map.noActor"), words("map.more", n=more) if more else ""
    return [place.x, place.y, place.width, place.height, place.name, place.district, *said]
