"""From facts to a drawing: who is shown at first, how large, where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.text import sort_key
from visualise.map import layout
from visualise.map.labels import FONT, SMALL_FONT, fitted, short_name, text_width
from visualise.map.spec import ActorFact, Drawn, MapActor, MapPlace, MapSpec, MapTie, PlaceFact, TieFact, TieState
from visualise.shapes import symbol_for

SHOWN_AT_FIRST = 60
LISTED = 240
DRAWN = 1000
TIES_AT_FIRST = 110
STEPS = (4, 10)  # legend.sizes in the locale files words them
_TITLE_FONT = 18.0
_DISTRICT = ""


@dataclass(frozen=True, slots=True)
class _Choice:
    """How each actor (by id) is drawn, and who is shown at first: the large ones, by what threshold."""

    drawn: Mapping[str, Drawn]
    core_degree: int | None
    town_halls: bool

    def number(self, actors: Iterable[ActorFact], *kinds: Drawn) -> int:
        """How many of the actors are drawn in one of these ways."""
        return sum(self.drawn[actor.id] in kinds for actor in actors)


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
) -> MapSpec:
    """The map of these actors and ties. `district_wide` titles the tile of actors without a municipality."""
    degrees = _degrees(actors, ties)
    choice = _choose(actors, degrees)
    in_order = _tiles_in_order(actors, places, district_wide)
    by_place = _in_reading_order(actors, in_order)
    placed, height = _place_tiles(in_order, by_place, choice)
    named = [fact.fields for fact in actors] + [tie.fields for tie in ties]
    fields = tuple(sorted({name for names in named for name in names}, key=sort_key))
    drawing = _Drawing(choice, degrees, fields, district, tuple(place.name for place in in_order if not place.district))
    drawn = drawing.actors(placed, by_place)
    drawn_ties = _drawn_ties(ties, {actor.id: actor.index for actor in drawn}, fields)
    return MapSpec(
        title=title,
        district=district,
        scope=scope,
        stand=stand,
        invented=invented,
        width=layout.WIDTH,
        height=height,
        places=placed,
        actors=drawn,
        ties=drawn_ties,
        fields=fields,
        since=since,
        core_degree=choice.core_degree,
        town_halls=choice.town_halls,
        first_level=_first_level(drawn_ties, drawn),
        notes=notes,
    )


def _degrees(actors: Sequence[ActorFact], ties: Sequence[TieFact]) -> dict[str, int]:
    neighbours: dict[str, set[str]] = {actor.id: set() for actor in actors}
    for tie in ties:
        if tie.state in (TieState.EXISTS, TieState.NEW) and tie.source != tie.target:
            neighbours[tie.source].add(tie.target)
            neighbours[tie.target].add(tie.source)
    return {actor: len(others) for actor, others in neighbours.items()}


def _choose(actors: Sequence[ActorFact], degrees: Mapping[str, int]) -> _Choice:
    """Everybody up to 60 actors; beyond: those with most ties, town halls, and those who were asked and have none.

    Where town halls and isolated actors alone would fill a third of the map, they are treated like everybody.
    """
    if len(actors) <= SHOWN_AT_FIRST:
        return _Choice(dict.fromkeys(degrees, Drawn.LARGE), None, True)
    isolated = _few(actor.id for actor in actors if actor.asked and not degrees[actor.id])
    halls = _few(actor.id for actor in actors if symbol_for(actor.types).key == "townHall")
    threshold, core = next(
        (degree, core)
        for degree in range(1, len(actors) + 1)
        if len(core := isolated | halls | {actor for actor, n in degrees.items() if n >= degree}) <= SHOWN_AT_FIRST
    )
    small = Drawn.LISTED if len(actors) <= LISTED else Drawn.DOT
    ranked = sorted(degrees.keys() - core, key=lambda actor: (-degrees[actor], actor))
    drawn = dict.fromkeys(core, Drawn.LARGE)
    drawn |= {actor: small if len(core) + n < DRAWN else Drawn.TABLE_ONLY for n, actor in enumerate(ranked)}
    return _Choice(drawn, threshold, bool(halls))


def _few(actors: Iterable[str]) -> frozenset[str]:
    found = frozenset(actors)
    return found if len(found) <= SHOWN_AT_FIRST // 3 else frozenset()


def _first_level(ties: Sequence[MapTie], actors: Sequence[MapActor]) -> int:
    """The level from which ties are shown at first, so that the picture stays readable; 1 for all."""
    drawn = [
        tie.level or 1
        for tie in ties
        if tie.state in (TieState.EXISTS, TieState.NEW) and actors[tie.source].core and actors[tie.target].core
    ]
    counts = {level: sum(stated >= level for stated in drawn) for level in (1, 2, 3, 4)}
    return next((level for level, n in counts.items() if n <= TIES_AT_FIRST), 4) if counts[2] else 1


def _tiles_in_order(
    actors: Sequence[ActorFact], places: Sequence[PlaceFact], district_wide: str
) -> tuple[PlaceFact, ...]:
    """The tile of the district, if somebody works district-wide, then the municipalities by name."""
    municipalities = sorted((place for place in places if not place.district), key=lambda place: sort_key(place.name))
    known = {place.id for place in municipalities}
    if any(actor.place not in known for actor in actors):
        return PlaceFact(id=_DISTRICT, name=district_wide, district=True), *municipalities
    return tuple(municipalities)


def _in_reading_order(actors: Sequence[ActorFact], places: tuple[PlaceFact, ...]) -> list[list[ActorFact]]:
    """The actors of each tile: town hall and administration first, as the legend orders types, then by name."""
    number = {place.id: position for position, place in enumerate(places)}
    lists: list[list[ActorFact]] = [[] for _ in places]
    for actor in actors:
        lists[number.get(actor.place or _DISTRICT, 0)].append(actor)
    for members in lists:
        members.sort(key=lambda actor: (symbol_for(actor.types).order, sort_key(actor.name), actor.id))
    return lists


def _place_tiles(
    places: tuple[PlaceFact, ...], by_place: list[list[ActorFact]], choice: _Choice
) -> tuple[tuple[MapPlace, ...], float]:
    tiles, height = layout.tiles(
        [_contents(place, members, choice) for place, members in zip(places, by_place, strict=True)]
    )
    return tuple(
        MapPlace(
            id=place.id,
            name=place.name,
            district=place.district,
            x=tile.x,
            y=tile.y,
            width=tile.width,
            height=tile.height,
            actors=len(members) - choice.number(members, Drawn.TABLE_ONLY),
            shown_first=choice.number(members, Drawn.LARGE),
        )
        for place, members, tile in zip(places, by_place, tiles, strict=True)
    ), height


def _contents(place: PlaceFact | MapPlace, members: Sequence[ActorFact], choice: _Choice) -> layout.Contents:
    dots = choice.number(members, Drawn.DOT)
    return layout.Contents(
        text_width(place.name, _TITLE_FONT),
        choice.number(members, Drawn.LARGE),
        dots + choice.number(members, Drawn.LISTED),
        layout.DOTS if dots else layout.LISTED,
        place.district,
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an actor stands: number of the tile, position, width for its name."""

    place: int
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every actor's drawing needs to know."""

    choice: _Choice
    degrees: Mapping[str, int]
    fields: tuple[str, ...]
    district: str
    place_names: tuple[str, ...]

    def actors(self, places: tuple[MapPlace, ...], by_place: list[list[ActorFact]]) -> tuple[MapActor, ...]:
        """The actors of all tiles in reading order."""
        found: list[MapActor] = []
        for number, (place, members) in enumerate(zip(places, by_place, strict=True)):
            contents = _contents(place, members, self.choice)
            tile = layout.Tile(place.x, place.y, place.width, place.height)
            large, small = iter(layout.large_spots(tile, contents)), iter(layout.small_spots(tile, contents))
            for member in members:
                drawn = self.choice.drawn[member.id]
                if drawn == Drawn.LARGE:
                    spot = _Spot(number, *next(large), layout.label_room(tile, contents))
                elif drawn == Drawn.TABLE_ONLY:
                    spot = _Spot(number, 0.0, 0.0, 0.0)
                else:
                    spot = _Spot(number, *next(small), layout.small_room(tile, contents))
                found.append(self._actor(member, len(found), place, spot))
        return tuple(found)

    def _actor(self, fact: ActorFact, index: int, place: MapPlace, spot: _Spot) -> MapActor:
        degree, drawn = self.degrees[fact.id], self.choice.drawn[fact.id]
        step = 1 + sum(degree >= bound for bound in STEPS)
        label = fact.short or short_name(fact.name, self._said_by_tile(place))
        if drawn != Drawn.DOT:
            label = fitted(label, spot.room * (FONT / SMALL_FONT if drawn == Drawn.LISTED else 1))
        return MapActor(
            index=index,
            id=fact.id,
            name=fact.name,
            label=label,
            label_x=9 if drawn == Drawn.LISTED else _shift(spot.x, text_width(label), place),
            label_y=4 if drawn == Drawn.LISTED else 28 if step == 3 else 24,
            type_label=fact.type_name or "".join(fact.types[:1]),
            symbol=symbol_for(fact.types),
            place=spot.place,
            fields=tuple(self.fields.index(name) for name in sorted(set(fact.fields), key=self.fields.index)),
            degree=degree,
            step=step,
            x=spot.x,
            y=spot.y,
            drawn=drawn,
            core=drawn == Drawn.LARGE,
            isolated=bool(fact.asked) and not degree,
            unasked=not fact.asked and not degree,
        )

    def _said_by_tile(self, place: MapPlace) -> tuple[str, ...]:
        own = self.district.split()[-1] if self.district else ""
        return (self.district, f"Kreis {own}", own) if place.district else (place.name, self.district)


def _shift(x: float, width: float, place: MapPlace) -> float:
    """How far a label moves sideways to stay inside its tile."""
    left, right = place.x + 5 + width / 2, place.x + place.width - 5 - width / 2
    return round(min(max(x, left), max(left, right)) - x, 1)


def _drawn_ties(ties: Sequence[TieFact], index: Mapping[str, int], fields: tuple[str, ...]) -> tuple[MapTie, ...]:
    drawn = [
        MapTie(
            source=min(index[tie.source], index[tie.target]),
            target=max(index[tie.source], index[tie.target]),
            state=tie.state,
            level=tie.level,
            fields=tuple(fields.index(name) for name in sorted(set(tie.fields), key=fields.index)),
            note=tie.note,
        )
        for tie in ties
        if tie.source in index and tie.target in index and tie.source != tie.target
    ]
    drawn.sort(key=lambda tie: (tie.source, tie.target, tie.state, tie.level or 0, tie.fields))
    return tuple(drawn)
