"""From facts to a drawing: who is shown at first, how large, where; in groups where there are too many for one map."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.language import Language
from graph.scope import COOPERATION
from graph.text import sort_key
from visualise.map import layout
from visualise.map.choosing import GROUPED_ABOVE, Choice, all_of, choose, degrees_of, first_level
from visualise.map.grouping import group, steps_of, ties_between
from visualise.map.keeping import Kept
from visualise.map.marking import STEPS, Marking, tie_marks
from visualise.map.placing import in_reading_order, place, tiles_in_order
from visualise.map.scenes import scene
from visualise.map.spec import ActorFact, Grouped, MapActor, MapPlace, MapSpec, PlaceFact, Scene, TieFact

GROUP_STEPS = (11, 51)  # legend.groupSizes in the locale files words them


def compose(
    actors: Sequence[ActorFact],
    ties: Sequence[TieFact],
    places: Sequence[PlaceFact],
    *,
    title: str,
    district: str,
    district_wide: str,
    scope: str,
    stand: date,
    invented: bool,
    since: str = "",
    notes: tuple[str, ...] = (),
    layers: tuple[str, ...] = (COOPERATION,),
    language: Language = "de",
    other_groups: str = "",
    earlier: Kept | None = None,
) -> MapSpec:
    """The map of these actors and ties.

    `district_wide` titles the tile of actors without a municipality, `other_groups` that of the groups beside an opened
    one. `layers` are the kinds of ties on offer, the first of which decides who is large. `earlier` is what an earlier
    edition remembers: who stood on a spot keeps it.
    """
    kept = earlier or Kept()
    tiles = tiles_in_order(actors, places, district_wide)
    degrees = degrees_of(actors, ties, layers[0])
    fields = _fields(actors, ties)
    about = MapSpec(
        title=title,
        district=district,
        scope=scope,
        stand=stand,
        invented=invented,
        width=layout.WIDTH,
        height=0.0,
        places=(),
        actors=(),
        ties=(),
        fields=fields,
        since=since,
        core_degree=None,
        town_halls=True,
        first_level=1,
        notes=notes,
        layers=layers,
    )
    if len(actors) <= GROUPED_ABOVE:
        return _flat(about, actors, ties, tiles, choose(actors, degrees, kept), degrees, kept)
    return _grouped(about, actors, ties, tiles, degrees, kept, language, other_groups)


def _flat(
    about: MapSpec,
    actors: Sequence[ActorFact],
    ties: Sequence[TieFact],
    tiles: Sequence[PlaceFact],
    choice: Choice,
    degrees: dict[str, int],
    kept: Kept,
    steps: tuple[int, int] = STEPS,
) -> MapSpec:
    placed = place(actors, tiles, choice, kept)
    drawn = Marking(choice, degrees, about.fields, about.district, steps).actors(placed)
    lines = tie_marks(ties, {actor.id: actor.index for actor in drawn}, about.fields, about.layers)
    return replace(
        about,
        height=placed.height,
        places=placed.tiles,
        actors=drawn,
        ties=lines,
        core_degree=choice.core_degree,
        town_halls=choice.town_halls,
        first_level=first_level(lines, drawn),
    )


def _grouped(
    about: MapSpec,
    actors: Sequence[ActorFact],
    ties: Sequence[TieFact],
    tiles: Sequence[PlaceFact],
    degrees: dict[str, int],
    kept: Kept,
    language: Language,
    other_groups: str,
) -> MapSpec:
    """The groups as a map of their own, and every actor on its spot in its group."""
    groups = group(actors, tiles, language)
    lines = ties_between(ties, groups.of_actor)
    steps = steps_of(lines, about.layers[0])
    stepped = [replace(line, level=sum(line.count >= step for step in steps)) for line in lines]
    marks = groups.facts
    overview = _flat(
        about, marks, stepped, groups.tiles, all_of(marks), degrees_of(marks, stepped, about.layers[0]), kept,
        GROUP_STEPS,
    )  # fmt: skip
    scenes: list[Scene] = []
    inside: dict[str, MapActor] = {}
    for mark in overview.actors:
        members = groups.members[mark.id]
        tile = PlaceFact(id=mark.id, name=mark.name)
        choice = all_of(members)
        placed = place(members, (tile,), choice, kept)
        scenes.append(scene(placed, overview.actors, mark.index, other_groups))
        inside |= {one.id: one for one in Marking(choice, degrees, about.fields, about.district).actors(placed)}
    group_number = {mark.id: mark.index for mark in overview.actors}
    by_tile = in_reading_order(actors, tiles)
    in_order = [(number, fact.id) for number, members in enumerate(by_tile) for fact in members]
    drawn = tuple(
        replace(inside[actor], index=index, place=number, group=group_number[groups.of_actor[actor]])
        for index, (number, actor) in enumerate(in_order)
    )
    return replace(
        about,
        height=overview.height,
        places=tuple(_named(tile, len(members)) for tile, members in zip(tiles, by_tile, strict=True)),
        actors=drawn,
        ties=tie_marks(ties, {actor.id: actor.index for actor in drawn}, about.fields, about.layers),
        first_level=overview.first_level,
        grouped=Grouped(by=groups.by, overview=overview, scenes=tuple(scenes), steps=steps),
    )


def _named(tile: PlaceFact, actors: int) -> MapPlace:
    """A place of a grouped map, which has no tile for all its actors."""
    return MapPlace(
        id=tile.id,
        name=tile.name,
        district=tile.district,
        x=0.0,
        y=0.0,
        width=0.0,
        height=0.0,
        actors=actors,
        shown_first=0,
    )


def _fields(actors: Sequence[ActorFact], ties: Sequence[TieFact]) -> tuple[str, ...]:
    named = {name for fact in actors for name in fact.fields} | {name for tie in ties for name in tie.fields}
    return tuple(sorted(named, key=sort_key))
