"""The network map of a scope: reads the view, composes what is drawn, hands it to the page or the picture."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from graph.language import Language
from graph.model import Actor, Place, Ref
from graph.model.states import PlaceLevel
from graph.network.network import scope_name
from graph.picture import View
from graph.rollup import Ladder, axis, upwards
from graph.scope import Scope
from visualise.map import page as map_page
from visualise.map import picture as svg
from visualise.map.actor_matrix import actor_matrix
from visualise.map.composition import compose
from visualise.map.keeping import Kept
from visualise.map.known_ties import all_ties
from visualise.map.spec import ActorFact, MapSpec, PlaceFact
from visualise.reading import Reading


def network_map(
    view: View, *, dataset: str, lang: Language, on: date, scope: Scope | None = None, kept: Kept | None = None
) -> str:
    """The network map as one HTML file. `kept` are the spots of an earlier edition."""
    reading = Reading(view, scope or Scope(dataset), on, lang, spots=kept)
    spec = map_spec(reading)
    return map_page.page(spec, lang, actor_matrix(reading, spec))


def network_map_svg(
    view: View, *, dataset: str, lang: Language, on: date, scope: Scope | None = None, kept: Kept | None = None
) -> str:
    """The network map as an SVG picture."""
    return svg.picture(map_spec(Reading(view, scope or Scope(dataset), on, lang, spots=kept)), lang)


def map_spec(reading: Reading) -> MapSpec:
    """What is drawn of a scope's network."""
    words = reading.words
    members = reading.situation.district.members(reading.scope)
    earlier = reading.earlier_wave
    known = all_ties(reading, frozenset(actor.id for actor in members))
    return compose(
        _actors(reading, members),
        known.ties,
        _places(reading, members),
        title=words("map.title"),
        district=reading.district,
        district_wide=words("map.districtWide"),
        scope=_scope(reading),
        stand=reading.on,
        invented=reading.invented,
        layers=known.layers,
        notes=known.notes,
        language=reading.language,
        other_groups=words("map.otherGroups"),
        earlier=reading.spots,
        since=(earlier.survey.wave or reading.when(earlier.survey.end)) if earlier else "",
    )


def _scope(reading: Reading) -> str:
    restricted = reading.scope != Scope(reading.dataset, layer=reading.scope.layer)
    if restricted:
        return reading.text(scope_name(reading.view, reading.scope))
    return reading.words("map.wholeScope")


def _actors(reading: Reading, members: Iterable[Actor]) -> list[ActorFact]:
    fields = _fields(reading)
    wave = reading.wave
    silent = wave.asked - wave.answered if wave else frozenset()
    return [
        ActorFact(
            id=actor.id,
            name=actor.name,
            types=reading.types(actor),
            type_name=reading.name(actor.type[0]) if actor.type else "",
            place=_tile(reading, actor),
            fields=tuple(dict.fromkeys(reading.names(fields[actor.id]))),
            asked=actor.id in wave.answered if wave else None,
            silent=actor.id in silent,
        )
        for actor in members
    ]


def _fields(reading: Reading) -> dict[Ref, list[Ref]]:
    """For each actor the main fields of its open measures and offers and of its ties."""
    district = reading.situation.district
    ladder = Ladder(reading.view, (term.id for term in axis(reading.view, reading.dataset, "field")))
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for activity in district.activities:
        for actor in district.partners.get(activity.id, ()):
            found[actor] += ladder.rungs(activity.fields)
    for tie in district.ties:
        for end in (tie.source, tie.target):
            found[end] += ladder.rungs(tie.fields)
    return found


def _tile(reading: Reading, actor: Actor) -> Ref | None:
    """The municipality, or the place outside the district, in which an actor stands; None: district-wide."""
    for ref in (step for place in actor.places for step in upwards(reading.view, place)):
        place = reading.view.one(Place, ref)
        if place is not None and place.level in (PlaceLevel.MUNICIPALITY, PlaceLevel.OUTSIDE):
            return place.id
    return None


def _places(reading: Reading, members: Iterable[Actor]) -> list[PlaceFact]:
    """A tile for every municipality, and for places outside where somebody is; of a place's network, only its own."""
    used = {_tile(reading, actor) for actor in members}
    return [
        PlaceFact(id=place.id, name=place.name)
        for place in reading.view.all(Place, reading.dataset)
        if place.id in used or (place.level is PlaceLevel.MUNICIPALITY and reading.scope.place is None)
    ]
