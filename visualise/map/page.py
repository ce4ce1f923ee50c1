"""The explorable map: pyvis' network object and options, drawn by vis-network behind our own hardened template.

pyvis' own template, menus and writer are not used: they load foreign files and run foreign text. Positions are preset
and physics is off, so that the map opens at once and looks the same every time.
"""

from typing import Any

from graph.language import Language
from visualise.map.picture import ROUNDNESS, lines, size_of
from visualise.map.spec import Drawn, MapActor, MapPlace, MapSpec, MapTie, TieState
from visualise.map.tables import actor_table, tie_table, tie_text
from visualise.page import render
from visualise.wording import Wording, wording

STYLES = ("tokens.css", "base.css", "map.css", "map_symbols.css.jinja", "map_filters.css.jinja")
SCRIPTS = ("vis-network", "explore.js")
_WIDTHS = {None: 1.6, 1: 1.1, 2: 2.2, 3: 3.8, 4: 5.8}
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


def page(spec: MapSpec, language: Language) -> str:
    """The map as one HTML file: controls, legend, map, the neighbours of the chosen actor, everything as tables."""
    words = wording(language)
    return render(
        "map.html.jinja",
        words=words,
        styles=(*STYLES, "map_sheet.css.jinja"),
        scripts=SCRIPTS,
        width="wide",
        district=spec.district,
        invented=spec.invented,
        footline=footline(spec.district, spec.invented, words("stand", stand=spec.stand), words),
        **map_view(spec, words),
    )


def map_view(spec: MapSpec, words: Wording) -> dict[str, object]:
    """What the map's templates need."""
    return {
        "map": spec,
        "map_summary": summary(spec, words),
        "map_first": first_view(spec, words),
        "lines": lines(spec),
        "size_of": size_of,
        "actor_table": actor_table(spec, words),
        "tie_table": tie_table(spec, words),
        "explore": explorable(spec, words),
    }


def summary(spec: MapSpec, words: Wording) -> str:
    """The network in two or three sentences."""
    existing = spec.number_of(TieState.EXISTS, TieState.NEW)
    wished = spec.number_of(TieState.WISHED)
    said = [
        words("map.summary", actors=words.count("n.actors", len(spec.actors)), ties=words.count("n.ties", existing))
    ]
    if wished:
        said.append(words.count("map.summaryWished", wished))
    if spec.isolated:
        said.append(words.count("map.summaryIsolated", len(spec.isolated), name=spec.isolated[0].name))
    return " ".join(said)


def first_view(spec: MapSpec, words: Wording) -> str:
    """What the map shows before anything is chosen; empty if that is everything."""
    said = []
    if spec.core_degree is not None:
        halls = words("map.summaryHalls") if spec.town_halls else ""
        first = {"shown": spec.shown_first, "of": len(spec.actors), "degree": spec.core_degree, "halls": halls}
        said.append(words("map.summaryFirst", **first))
    if spec.first_level > 1:
        said.append(words("map.summaryLevel", level=spec.first_level))
    if spec.left_out:
        said.append(words("map.summaryLeftOut", n=spec.left_out))
    return " ".join(said)


def footline(district: str, invented: bool, stand: str, words: Wording) -> str:
    """The running foot of printed pages."""
    return " · ".join(filter(None, (district, words("invented.word") if invented else "", stand)))


def explorable(spec: MapSpec, words: Wording) -> dict[str, Any]:
    """Everything the script draws, as plain values."""
    data, options = _network(spec, words)
    return {
        **data,
        "options": options,
        "size": [spec.width, spec.height],
        "symbols": {s.key: {"path": s.path, "outline": s.outline, "colour": s.colour} for s in spec.symbols},
        "tiles": [[p.x, p.y, p.width, p.height, p.name, p.district, *_said(p, words)] for p in spec.places],
        "narrow": spec.core_degree is not None,
        "words": {name: words(f"explore.{name}") for name in ("none", "cleared")},
    }


def about(spec: MapSpec, actor: MapActor, words: Wording) -> str:
    """One sentence on an actor: type, place, number of ties."""
    said = words.count("actor.ties", actor.degree)
    if actor.isolated:
        said = words("actor.isolated")
    elif actor.unasked:
        said = words("actor.unasked")
    return words("actor.about", type=actor.type_label, place=spec.places[actor.place].name, ties=said)


def _network(spec: MapSpec, words: Wording) -> tuple[dict[str, Any], dict[str, Any]]:
    from pyvis.network import Network  # slow to import: it brings IPython along

    network = Network(cdn_resources="in_line")
    for actor in spec.actors:
        if actor.drawn != Drawn.TABLE_ONLY:
            network.add_node(actor.index, **_node(spec, actor, words))
    network.edges = [_edge(number, spec, tie, words) for number, tie in enumerate(spec.ties) if spec.draws(tie)]
    network.options = _OPTIONS
    nodes = [{name: value for name, value in node.items() if name != "color"} for node in network.nodes]
    return {"nodes": nodes, "edges": network.edges}, network.options


def _node(spec: MapSpec, actor: MapActor, words: Wording) -> dict[str, Any]:
    node: dict[str, Any] = {
        "label": actor.label,
        "shape": "custom",
        "x": actor.x,
        "y": actor.y,
        "symbol": actor.symbol.key,
        "scale": size_of(actor),
        "place": f"p{actor.place}",
        "fields": [f"f{field}" for field in actor.fields],
        "name": actor.name,
        "about": about(spec, actor, words),
        "drawn": actor.drawn.value,
        "labelAt": [actor.label_x, actor.label_y],
    }
    return node | ({"isolated": True} if actor.isolated else {})


def _edge(number: int, spec: MapSpec, tie: MapTie, words: Wording) -> dict[str, Any]:
    edge: dict[str, Any] = {
        "id": number,
        "from": tie.source,
        "to": tie.target,
        "state": tie.state.value,
        "level": tie.level or 0,
        "fields": [f"f{field}" for field in tie.fields],
        "text": tie_text(spec, tie, words),
    }
    if tie.state == TieState.WISHED:
        return edge | {"width": 2.2, "dashes": [7, 5]}
    if tie.state == TieState.ENDED:
        return edge | {"width": 2, "dashes": [1, 5], "label": "×"}
    edge["width"] = _WIDTHS[tie.level]
    if tie.level is None:
        edge["dashes"] = [15, 3]
    if tie.state == TieState.NEW:
        edge["label"] = "+"
    return edge


def _said(place: MapPlace, words: Wording) -> tuple[str, str]:
    """What a tile says about actors that it lacks, and about those not shown at first."""
    more = place.actors - place.shown_first
    return "" if place.actors else words("map.noActor"), words("map.more", n=more) if more else ""
