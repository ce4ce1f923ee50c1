"""Which tile and which spot each actor gets."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.text import sort_key
from visualise.map import layout
from visualise.map.choosing import SHOWN_AT_FIRST, Choice
from visualise.map.keeping import Kept, needed
from visualise.map.labels import text_width
from visualise.map.spec import ActorFact, Drawn, MapPlace, PlaceFact
from visualise.shapes import symbol_for

TITLE_FONT = 18.0
DISTRICT = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an actor stands: number of its tile, slot, position, width for its name."""

    place: int
    slot: int
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
    high = sum(len(inside) for inside in members) <= SHOWN_AT_FIRST
    contents = [
        layout.Contents(
            text_width(fact.name, TITLE_FONT),
            *kept.rooms_of(fact.id, *(max(layout.room(len(part)), needed(part.values())) for part in parts)),
            fact.district,
            layout.SLOT_HEIGHT if high else layout.LOW_SLOT,
        )
        for fact, parts in zip(places, slots, strict=True)
    ]
    tiles, height = layout.tiles(contents)
    spots: dict[str, Spot] = {}
    for number, (tile, content, (labelled, dots)) in enumerate(zip(tiles, contents, slots, strict=True)):
        label_room, large, small = (
            layout.label_room(tile, content),
            layout.slots(tile, content),
            layout.dot_slots(tile, content),
        )
        spots |= {actor: Spot(number, slot, *large[slot], label_room) for actor, slot in labelled.items()}
        spots |= {actor: Spot(number, slot, *small[slot], label_room) for actor, slot in dots.items()}
    drawn = [
        _tile(fact, tile, content, inside, choice)
        for fact, tile, content, inside in zip(places, tiles, contents, members, strict=True)
    ]
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
    """The slots of labelled actors, and those of dots."""
    labelled = [actor.id for actor in members if choice.drawn[actor.id] in (Drawn.LARGE, Drawn.LISTED)]
    dots = [actor.id for actor in members if choice.drawn[actor.id] is Drawn.DOT]
    return kept.assigned(tile, False, labelled), kept.assigned(tile, True, dots)


def _tile(
    fact: PlaceFact, tile: layout.Tile, content: layout.Contents, members: Sequence[ActorFact], choice: Choice
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
        slots=(content.labelled, content.dots),
    )
