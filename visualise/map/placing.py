"""Which tile and which spot each actor gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from graph.text import sort_key
from visualise.map import layout
from visualise.map.choosing import SHOWN_AT_FIRST, Choice
from visualise.map.growing import grown
from visualise.map.keeping import Kept, KeptTile
from visualise.map.labels import text_width
from visualise.map.spec import ActorFact, Drawn, MapPlace, PlaceFact
from visualise.shapes import symbol_for

TITLE_FONT = 18.0
DISTRICT = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an actor stands: number of its tile, slots for label and dot (-1: none), position, width for its name."""

    place: int
    slot: int
    dot: int
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Tiles in their order with their members in reading order, each member's spot, and the height of it all."""

    tiles: tuple[MapPlace, ...]
    members: tuple[tuple[ActorFact, ...], ...]
    spots: dict[str, Spot]
    height: float


def place(
    actors: Sequence[ActorFact],
    places: Sequence[PlaceFact],
    choice: Choice,
    kept: Kept,
) -> Placed:
    """A tile for each place, with a spot for each actor."""
    members = in_reading_order(actors, places)
    slots = [_slots(fact.id, inside, choice, kept) for fact, inside in zip(places, members, strict=True)]
    before = [kept.tiles.get(fact.id) for fact in places]
    total = sum(len(inside) for inside in members)
    contents = [
        _contents(fact, inside, parts, earlier, total)
        for fact, inside, parts, earlier in zip(places, members, slots, before, strict=True)
    ]
    tiles, height = grown(
        contents, [layout.Tile(one.x, one.y, one.width, one.height) if one else None for one in before]
    )
    spots: dict[str, Spot] = {}
    drawn = []
    for number, (fact, tile, content, inside) in enumerate(zip(places, tiles, contents, members, strict=True)):
        apart, label_room = layout.pitch(tile, content), layout.label_room(tile, content)
        earlier = before[number]
        if earlier is not None and content.lines:
            apart = earlier.pitch
        large, small = layout.slots(tile, content, apart), layout.dot_slots(tile, content, apart)
        labelled, dots = slots[number]
        for actor, dot in dots.items():
            spots[actor] = Spot(number, -1, dot, *small[dot], label_room)
        for actor, slot in labelled.items():
            spots[actor] = Spot(number, slot, dots.get(actor, -1), *large[slot], label_room)
        drawn.append(_tile(fact, tile, content, apart, inside, choice))
    return Placed(tuple(drawn), members, spots, height)


def tiles_in_order(
    actors: Sequence[ActorFact], places: Sequence[PlaceFact], district_wide: str
) -> tuple[PlaceFact, ...]:
    """The tile of the district, if somebody works district-wide, then the municipalities by name."""
    municipalities = sorted((place for place in places if not place.district), key=lambda place: sort_key(place.name))
    known = {place.id for place in municipalities}
    if any(actor.place not in known for actor in actors):
        return PlaceFact(id=DISTRICT, name=district_wide, district=True), *municipalities
    return tuple(municipalities)


def in_reading_order(actors: Sequence[ActorFact], places: Sequence[PlaceFact]) -> tuple[tuple[ActorFact, ...], ...]:
    """The actors of each tile: town hall and administration first, as the legend orders types, then by name."""
    number = {place.id: position for position, place in enumerate(places)}
    lists: list[list[ActorFact]] = [[] for _ in places]
    for actor in actors:
        lists[number.get(actor.place or DISTRICT, 0)].append(actor)
    for members in lists:
        members.sort(key=lambda actor: (symbol_for(actor.types).order, sort_key(actor.name), actor.id))
    return tuple(tuple(members) for members in lists)


def _slots(
    tile: str, members: Sequence[ActorFact], choice: Choice, kept: Kept
) -> tuple[dict[str, int], dict[str, int]]:
    """The slots of labelled actors, and those of dots, where everybody has one, so that a label moves nobody else."""
    labelled = [actor.id for actor in members if choice.drawn[actor.id] in (Drawn.LARGE, Drawn.LISTED)]
    dots = [actor.id for actor in members if choice.drawn[actor.id] is not Drawn.TABLE_ONLY] if choice.dots else []
    return kept.assigned(tile, 1, labelled), kept.assigned(tile, 2, dots)


def _contents(
    fact: PlaceFact,
    members: Sequence[ActorFact],
    slots: tuple[dict[str, int], dict[str, int]],
    before: KeptTile | None,
    total: int,
) -> layout.Contents:
    """As many slots as the tile had while they suffice, else as it needs now and some to spare."""
    labelled, dots = (max(part.values(), default=-1) + 1 for part in slots)
    title = text_width(fact.name, TITLE_FONT)
    slot_height = layout.SLOT_HEIGHT if total <= SHOWN_AT_FIRST else layout.LOW_SLOT
    if before is not None:
        labels = before.labelled if labelled <= before.labelled else layout.room(labelled)
        marks = before.dots if dots <= before.dots else layout.room(dots)
        return layout.Contents(title, labels, marks, fact.district, before.pitch, before.lines)
    if dots:  # what a tile may show by name depends on its size, not on who has most ties today
        labelled = max(labelled, min(len(members), ceil(SHOWN_AT_FIRST * len(members) / total)))
    return layout.Contents(title, layout.room(labelled), layout.room(dots), fact.district, slot_height)


def _tile(
    fact: PlaceFact,
    tile: layout.Tile,
    content: layout.Contents,
    apart: float,
    members: Sequence[ActorFact],
    choice: Choice,
) -> MapPlace:
    return MapPlace(
        id=fact.id,
        name=fact.name,
        district=fact.district,
        x=tile.x,
        y=tile.y,
        width=tile.width,
        height=tile.height,
        actors=len(members) - choice.number(members, Drawn.TABLE_ONLY),
        shown_first=sum(actor.id in choice.core for actor in members),
        kept=KeptTile(
            tile.x,
            tile.y,
            tile.width,
            tile.height,
            content.labelled,
            content.dots,
            content.columns(tile.width)[0],
            apart,
        ),
    )
