"""The explorable map: pyvis' network object and options, drawn by vis-network behind our own hardened template.

pyvis' own template, menus and writer are not used: they load foreign files and run foreign text. Positions are preset
and physics is off, so that the map opens at once and looks the same every time.
"""

from graph.language import Language
from visualise.map.actor_matrix_spec import ActorMatrix
from visualise.map.data import drawn, explored
from visualise.map.picture import level_words, lift_of, lines, size_of
from visualise.map.spec import TIED, MapSpec, TieState
from visualise.map.tables import map_tables
from visualise.page import render
from visualise.wording import Wording, wording

STYLES = (
    "tokens.css",
    "base.css",
    "tables.css.jinja",
    "map.css",
    "actor_matrix.css",
    "map_symbols.css.jinja",
    "map_filters.css.jinja",
)
SCRIPTS = ("vis-network", "map_scene.js", "map_look.js", "map_ways.js", "explore.js", "tables.js")


def page(spec: MapSpec, language: Language, matrix: ActorMatrix | None = None) -> str:
    """The map as one HTML file: controls, legend, map, the neighbours of the chosen actor, matrix, tables."""
    words = wording(language)
    return render(
        "map.html.jinja",
        words=words,
        styles=(*STYLES, "map_sheet.css.jinja"),
        scripts=SCRIPTS,
        width="wide",
        matrix=matrix,
        map_tables=map_tables(spec, words),
        district=spec.district,
        invented=spec.invented,
        footline=footline(spec.district, spec.invented, words("stand", stand=spec.stand), words),
        **map_view(spec, words),
    )


def map_view(spec: MapSpec, words: Wording, *, explorable: bool = True) -> dict[str, object]:
    """What the map's templates need; `explore` is what the script draws, None where the picture stands alone."""
    shown = drawn(spec)
    ties = lines(shown)
    lift = lift_of(ties)
    return {
        "map": spec,
        "map_summary": summary(spec, words),
        "map_first": first_view(spec, words),
        "drawn_map": shown,
        "lines": ties,
        "lift": lift,
        "size_of": size_of,
        "level_words": level_words(spec, words),
        "explore": {**explored(spec, words), "lift": lift} if explorable else None,
    }


def summary(spec: MapSpec, words: Wording) -> str:
    """The network in two or three sentences."""
    existing = spec.number_of(*TIED)
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
    if spec.grouped:
        said.append(words(f"map.summaryGrouped.{spec.grouped.by}", groups=len(spec.grouped.overview.actors)))
        if spec.first_level > 1:
            said.append(words("map.summarySteps", n=spec.grouped.steps[spec.first_level - 1]))
        if spec.left_out:
            said.append(words("map.summaryLeftOut", n=spec.left_out))
        return " ".join(said)
    if spec.core_degree is not None:
        halls = words("map.summaryHalls") if spec.town_halls else ""
        first = {"shown": spec.shown_first, "of": len(spec.actors), "degree": spec.core_degree, "halls": halls}
        said.append(words("map.summaryFirst", **first))
    if spec.first_level > 1:
        said.append(words("map.summaryLevel", level=spec.first_level))
    return " ".join(said)


def footline(district: str, invented: bool, stand: str, words: Wording) -> str:
    """The running foot of printed pages."""
    return " · ".join(filter(None, (district, words("invented.word") if invented else "", stand)))
