"""Who of one type has no tie to anybody of another, and who would be nearest."""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Place, Ref
from graph.network.ways import steps_from, way
from graph.phrases import listed
from graph.planning.pairs import open_wishes
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.rollup import downwards
from graph.text import sort_key

_EARTH_KM = 6371.0


def _without_tie(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """Certain where of every possible partner a side said no; a tie in any field or layer is one."""
    ones, others = _of_type(situation, asked["actorType"]), _of_type(situation, asked["partnerType"])
    network = situation.network
    index = {ref: position for position, ref in enumerate(network.ids)}
    rows = []
    for one in ones:
        partners = [other for other in others if other.id != one.id]
        if not any(network.graph.has_edge(index[one.id], index[other.id]) for other in partners):
            sure = situation.wave is not None and all(situation.wave.knows(one.id, other.id) for other in partners)
            truth = Truth.YES if sure else Truth.UNKNOWN
            rows.append(Row((one,), _nearest(situation, one, partners, index), truth))
    return Found(tuple(rows), tuple(_wishes(situation, {actor.id for actor in (*ones, *others)})))


def _of_type(situation: Situation, term: Any) -> list[Actor]:
    types = downwards(situation.view, term.id) if term is not None else frozenset()
    return [actor for actor in situation.district.actors if not types.isdisjoint(actor.type)]


def _nearest(
    situation: Situation, one: Actor, partners: list[Actor], index: Mapping[Ref, int]
) -> tuple[str | None, int | None, str | None, float | None]:
    """By ties first, then in the same place, then by distance, then by name."""
    if not partners:
        return None, None, None, None
    steps = steps_from(situation.network, index[one.id])

    def far(other: Actor) -> tuple[float, bool, float, str]:
        distance = _distance(situation, one, other)
        return (
            steps.get(index[other.id], math.inf),
            set(one.places).isdisjoint(other.places),
            math.inf if distance is None else distance,
            sort_key(other.name),
        )

    best = min(partners, key=far)
    distance = _distance(situation, one, best)
    between = way(situation.network, index[one.id], index[best.id]) or ()
    via = "; ".join(situation.network.names[i] for i in between[1:-1])
    return best.name, steps.get(index[best.id]), via or None, None if distance is None else round(distance, 1)


def _distance(situation: Situation, one: Actor, other: Actor) -> float | None:
    """Kilometres between the nearest two of their places, as the crow flies; None where a position is missing."""
    found = [
        _kilometres(a, b)
        for a in situation.view.many(Place, one.places)
        for b in situation.view.many(Place, other.places)
        if None not in (a.lat, a.lon, b.lat, b.lon)
    ]
    return min(found, default=0.0 if set(one.places) & set(other.places) else None)


def _kilometres(a: Place, b: Place) -> float:
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _wishes(situation: Situation, asked_for: Collection[Ref]) -> Iterator[Text]:
    """Wishes for ties that are not there yet, of the actors asked for or between groups of actors."""
    cooperating = {actor.id for actor in situation.district.actors}
    wished = [
        f"{a.name} – {b.name}"
        for a, b in open_wishes(situation)
        if {a.id, b.id} <= set(asked_for) or cooperating.isdisjoint((a.id, b.id))
    ]
    if wished:
        yield Text("Gewünscht und noch nicht da: {pairs}.", "Wished for and not there yet: {pairs}.").fill(
            pairs=listed(wished)
        )


WITHOUT_TIE = Question(
    key="q03",
    text=Text(
        "Welche Sportvereine haben keine Verbindung zu einer Flüchtlingsinitiative, und wer wäre die nächste?",
        "Which sports clubs have no tie to a refugee initiative, and which is nearest?",
    ),
    about=(Column("actor", Text("Akteur", "Actor")),),
    columns=(
        Column("nearest", Text("Nächster möglicher Partner", "Nearest possible partner")),
        Column("steps", Text("Schritte im Netz (leer: kein Weg)", "Steps in the network (empty: no way)")),
        Column("via", Text("Über", "By way of")),
        Column("distanceKm", Text("Entfernung (km)", "Distance (km)")),
    ),
    parameters=(
        Parameter(
            name="actorType",
            label=Text("Akteurstyp", "Type of actor"),
            kinds=("Term",),
            scheme="actor_type",
            default=("Sportverein", "Sportvereine"),
        ),
        Parameter(
            name="partnerType",
            label=Text("Akteurstyp des Partners", "Type of the partner"),
            kinds=("Term",),
            scheme="actor_type",
            default=("Flüchtlingsinitiative", "Flüchtlingsinitiativen"),
        ),
    ),
    find=_without_tie,
    rests_on_ties=True,
)
