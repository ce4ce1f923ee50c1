"""The network map of a scope: reads the view, composes what is drawn, hands it to the page or the picture."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from graph.language import Language
from graph.model import Actor, Place, Ref, Tie, TieReport
from graph.model.states import PlaceLevel, TieAnswer
from graph.model.states import TieState as Stated
from graph.network.network import scope_name
from graph.picture import View
from graph.rollup import Ladder, axis, upwards
from graph.scope import COOPERATION, Scope
from graph.validity import tie_holds
from visualise.map import page as map_page
from visualise.map import picture as svg
from visualise.map.composition import compose
from visualise.map.spec import ActorFact, MapSpec, PlaceFact, TieFact, TieState
from visualise.reading import Reading

_Pair = tuple[Ref, Ref]


def network_map(view: View, *, dataset: str, lang: Language, on: date, scope: Scope | None = None) -> str:
    """The network map as one HTML file."""
    return map_page.page(map_spec(Reading(view, scope or Scope(dataset), on, lang)), lang)


def network_map_svg(view: View, *, dataset: str, lang: Language, on: date, scope: Scope | None = None) -> str:
    """The network map as an SVG picture."""
    return svg.picture(map_spec(Reading(view, scope or Scope(dataset), on, lang)), lang)


def map_spec(reading: Reading) -> MapSpec:
    """What is drawn of a scope's network."""
    words = reading.words
    members = reading.situation.district.members(reading.scope)
    earlier = reading.earlier_wave
    return compose(
        _actors(reading, members),
        list(_ties(reading, frozenset(actor.id for actor in members))),
        _places(reading, members),
        title=words("map.title"),
        district=reading.district,
        district_wide=words("map.districtWide"),
        scope=_scope(reading),
        stand=reading.on,
        invented=reading.invented,
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
    return [
        ActorFact(
            id=actor.id,
            name=actor.name,
            types=reading.types(actor),
            type_name=reading.name(actor.type[0]) if actor.type else "",
            place=_tile(reading, actor),
            fields=tuple(dict.fromkeys(reading.names(fields[actor.id]))),
            asked=actor.id in wave.answered if wave else None,
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


def _ties(reading: Reading, members: frozenset[Ref]) -> Iterator[TieFact]:
    if reading.scope.layer != COOPERATION:
        yield from _lines(reading)
        return
    existing: dict[_Pair, list[Tie]] = defaultdict(list)
    others: dict[tuple[_Pair, TieState], list[Tie]] = defaultdict(list)
    in_scope = frozenset(tie.id for tie in reading.situation.district.ties_in(reading.scope))
    for tie in reading.view.all(Tie, reading.dataset):
        pair = (min(tie.source, tie.target), max(tie.source, tie.target))
        if not members.issuperset(pair):
            continue
        if tie.id in in_scope:
            existing[pair].append(tie)
        elif tie.state is Stated.WISHED:
            others[pair, TieState.WISHED].append(tie)
        elif not tie_holds(tie, reading.on) and not (tie.since and tie.since.certainly_after(reading.on)):
            others[pair, TieState.ENDED].append(tie)
    before = _told_before(reading)
    ladder = Ladder(reading.view, (term.id for term in axis(reading.view, reading.dataset, "field")))
    for pair, ties in existing.items():
        state = TieState.NEW if _is_new(reading, pair, ties, before) else TieState.EXISTS
        yield _tie(reading, ladder, pair, state, ties)
    for (pair, state), ties in others.items():
        if state is TieState.WISHED or pair not in existing:
            yield _tie(reading, ladder, pair, state, ties)


def _lines(reading: Reading) -> Iterator[TieFact]:
    """The lines of a layer that is not only made of ties: what joins two actors may be a shared measure."""
    network = reading.network
    for line, behind in enumerate(network.behind):
        shared = [ref for ref in behind if reading.view.one(Tie, ref) is None]
        yield TieFact(
            source=network.ids[network.source[line]],
            target=network.ids[network.target[line]],
            level=_level(float(network.level[line])) if network.level_stated[line] else None,
            note=reading.words("tie.shared", names=reading.listed(reading.names(shared))) if shared else "",
        )


def _tie(reading: Reading, ladder: Ladder, pair: _Pair, state: TieState, ties: list[Tie]) -> TieFact:
    levels = [tie.level for tie in ties if tie.level is not None]
    return TieFact(
        source=pair[0],
        target=pair[1],
        state=state,
        level=_level(max(levels)) if levels else None,
        fields=tuple(dict.fromkeys(reading.names(ref for tie in ties for ref in ladder.rungs(tie.fields)))),
        note=reading.words("tie.formal") if any(tie.formal for tie in ties) else "",
    )


def _level(mean: float) -> int:
    """The step that a mean of stated levels is drawn as; half a step counts up."""
    return max(1, min(4, int(mean + 0.5)))


def _told_before(reading: Reading) -> frozenset[frozenset[Ref]]:
    """The pairs of which a side said yes in the survey before the newest."""
    if reading.earlier_wave is None:
        return frozenset()
    reports = reading.view.referring(reading.earlier_wave.survey.id, TieReport, "survey")
    return frozenset(
        frozenset((r.reporter, r.about)) for r in reports if r.answer is TieAnswer.YES and r.reporter and r.about
    )


def _is_new(reading: Reading, pair: _Pair, ties: list[Tie], before: frozenset[frozenset[Ref]]) -> bool:
    """Whether a tie came up since the survey before: told now, denied then, and no document knows it longer."""
    earlier = reading.earlier_wave
    if earlier is None or frozenset(pair) in before or not earlier.knows(*pair):
        return False
    return not any(_known_by(tie, earlier.ended_on) for tie in ties)


def _known_by(tie: Tie, day: date | None) -> bool:
    return day is not None and tie.since is not None and tie.since.certainly_by(day)
