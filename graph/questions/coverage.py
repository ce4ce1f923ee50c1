"""Where somebody does something, and where nobody does or nobody knows: by field, municipality and target group."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from graph.coverage.reach import districts, is_district_wide, names_place, reaches_everybody
from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Inventory, Measure, Offer, Ref
from graph.office.actor_types import MIGRANT_ORGANISATION
from graph.office.inventories import Inventories, newest
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row, Value
from graph.rollup import Ladder, downwards
from graph.validity import Activity, is_active, is_open

PLACE = Column("place", Text("Kommune", "Municipality"))
DISTRICT_WIDE = Parameter(
    name="districtWide",
    label=Text("Kreisweites zählt überall", "District-wide ones count everywhere"),
    type="switch",
    default=True,
)
_SURVEYED = Column("surveyedOn", Text("Nachgesehen am", "Looked on"))
_BY = Column("by", Text("Nachgesehen von", "Looked by"))


def _without_offer_of(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """The municipalities where no actor of the type leads or shares an active offer in the field.

    It is unknown where no inventory of the field tells, and where there is an offer of which nobody knows whose it is.
    """
    if asked["field"] is None or asked["actorType"] is None:
        return
    fields, types = downwards(situation.view, asked["field"].id), downwards(situation.view, asked["actorType"].id)
    offers = [o for o in situation.view.all(Offer, situation.dataset) if not fields.isdisjoint(o.fields)]
    active = [offer for offer in offers if is_active(offer, situation.on)]
    planned = [offer for offer in offers if is_open(offer, situation.on) and not is_active(offer, situation.on)]
    theirs = {offer.id for offer in offers if _is_led_by(situation, offer, types)}
    inventories = Inventories(situation.view, situation.dataset, situation.on)
    for place in situation.cube.places:
        here = [o for o in active if _counts(situation, o, place.id, asked["districtWide"])]
        if any(offer.id in theirs for offer in here):
            continue
        looked = inventories.of(asked["field"].id, place.id)
        whose = [offer for offer in here if not situation.answering(offer.id)]
        coming = [o for o in planned if o.id in theirs and _counts(situation, o, place.id, asked["districtWide"])]
        yield Row(
            (place,),
            (_titles(coming), _titles(here), *_looked(situation, looked)),
            Truth.YES if looked and not whose else Truth.UNKNOWN,
            tuple(record.id for record in (*looked, *whose)),
        )


def _is_led_by(situation: Situation, offer: Offer, types: frozenset[Ref]) -> bool:
    actors = situation.view.many(Actor, (r.source for r in situation.answering(offer.id)))
    return any(not types.isdisjoint(actor.type) for actor in actors)


def _without_measure(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """The cells of a target group for which no open measure counts; unknown where no inventory tells."""
    if asked["targetGroup"] is None:
        return
    group: Ref = asked["targetGroup"].id
    there = _cells_with(situation, downwards(situation.view, group), _kinds(asked["kinds"]), asked["districtWide"])
    inventories = Inventories(situation.view, situation.dataset, situation.on)
    on_axis = any(group == term.id for term in situation.cube.target_groups)
    for field, place in product(situation.cube.fields, situation.cube.places):
        if (field.id, place.id) in there:
            continue
        looked = inventories.of(field.id, place.id, group)
        cell = situation.cube.at(field.id, place.id, group) if on_axis else None
        yield Row(
            (field, place),
            (
                cell.state if cell else None,
                cell.in_concept if cell else None,
                *_looked(situation, looked),
            ),
            Truth.YES if looked else Truth.UNKNOWN,
            tuple(inventory.id for inventory in looked),
        )


def _cells_with(
    situation: Situation, groups: frozenset[Ref], kinds: Iterable[type[Activity]], district_wide: bool
) -> set[tuple[Ref, Ref]]:
    """The field and municipality of everything open of these kinds that names one of the target groups."""
    cube = situation.cube
    ladder = Ladder(situation.view, (record.id for record in (*cube.fields, *cube.places)))
    everywhere, within = tuple(place.id for place in cube.places), districts(situation.view, situation.dataset)
    found: set[tuple[Ref, Ref]] = set()
    for kind in kinds:
        for activity in situation.view.all(kind, situation.dataset):
            if groups.isdisjoint(activity.target_groups) or not is_open(activity, situation.on):
                continue
            all_places = district_wide and reaches_everybody(activity, within)
            places = everywhere if all_places else ladder.rungs(activity.places)
            found.update(product(ladder.rungs(activity.fields), places))
    return found


def _kinds(chosen: str) -> tuple[type[Activity], ...]:
    return {"Measure": (Measure,), "Offer": (Offer,)}.get(chosen, (Measure, Offer))


def _counts(situation: Situation, activity: Activity, place: Ref, district_wide: bool) -> bool:
    return names_place(situation.view, activity, place) or (
        district_wide and is_district_wide(situation.view, activity)
    )


def _titles(offers: Iterable[Offer]) -> str | None:
    return "; ".join(offer.title for offer in offers) or None


def _looked(situation: Situation, inventories: Iterable[Inventory]) -> tuple[Value, Value]:
    held = list(inventories)
    names = dict.fromkeys(name for inventory in held if (name := situation.name(inventory.by)))
    return newest(held), "; ".join(names) or None


NO_OFFER_OF_TYPE = Question(
    key="q01",
    text=Text(
        "In welchen Kommunen macht keine Migrantenselbstorganisation ein Angebot im Feld Wohnen – und wo wissen wir es "
        "nur nicht?",
        "In which municipalities has no migrant organisation an offer in housing – and where do we simply not know?",
    ),
    about=(PLACE,),
    columns=(
        Column("planned", Text("Geplant oder pausiert", "Planned or paused")),
        Column("offersOfOthers", Text("Angebote anderer", "Offers of others")),
        _SURVEYED,
        _BY,
    ),
    parameters=(
        Parameter(
            name="field",
            label=Text("Handlungsfeld", "Field of action"),
            kinds=("Term",),
            scheme="field",
            default=("Wohnen und Zusammenleben", "Wohnen"),
        ),
        Parameter(
            name="actorType",
            label=Text("Art der Akteure", "Type of actors"),
            kinds=("Term",),
            scheme="actor_type",
            default=MIGRANT_ORGANISATION,
        ),
        DISTRICT_WIDE,
    ),
    find=_without_offer_of,
)
NO_MEASURE_FOR_GROUP = Question(
    key="q16",
    text=Text(
        "In welchen Feldern und Orten gibt es für Menschen aus Mittel- und Südosteuropa keine Maßnahme?",
        "In which fields and places is there no measure for people from Central and South-East Europe?",
    ),
    about=(Column("field", Text("Handlungsfeld", "Field of action")), PLACE),
    columns=(
        Column("state", Text("Zelle, mit Angeboten", "Cell, offers included")),
        Column("inConcept", Text("Konzept nennt hier etwas", "Concept names something here")),
        _SURVEYED,
        _BY,
    ),
    parameters=(
        Parameter(
            name="targetGroup",
            label=Text("Zielgruppe", "Target group"),
            kinds=("Term",),
            scheme="target_group",
            default=(
                "Menschen aus Mittel- und Südosteuropa",
                "Eingewanderte aus Mittel- und Südosteuropa",
                "Zugewanderte aus Mittel- und Südosteuropa",
            ),
        ),
        Parameter(
            name="kinds",
            label=Text("Was zählt", "What counts"),
            type="choice",
            choices=("Measure", "Offer", "all"),
            default="Measure",
        ),
        DISTRICT_WIDE,
    ),
    find=_without_measure,
)
