"""Measures, offers and groups in which nobody of a type takes part, though there are such actors in the place."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.gaps.situation import Situation
from graph.model import Group, Measure, Membership, Offer, Place, Ref, Term
from graph.model.states import PlaceLevel, Role
from graph.office.actor_types import MIGRANT_ORGANISATION, first_called
from graph.rollup import Ladder, downwards
from graph.validity import in_force


@dataclass(frozen=True, slots=True)
class Lack:
    """A measure, offer or group without anybody of a type."""

    where: Measure | Offer | Group
    type: Term


def lacks(situation: Situation) -> Iterator[tuple[Lack, Ref, Ref]]:
    """Each with an actor of the type who is there, and the partner to ask: who leads it, or the chair of the group.

    A measure or offer counts where it names municipalities and is open, a group where it is in force; one without a
    place could have anybody of the type.
    """
    term = first_called(situation.view.all(Term, situation.dataset), MIGRANT_ORGANISATION)
    if term is None:
        return
    types = downwards(situation.view, term.id)
    actors = [actor for actor in situation.district.actors if not types.isdisjoint(actor.type)]
    of_type = {actor.id for actor in actors}
    towns = (p.id for p in situation.view.all(Place, situation.dataset) if p.level is PlaceLevel.MUNICIPALITY)
    ladder = Ladder(situation.view, towns)
    at = {actor.id: frozenset(ladder.rungs(actor.places)) for actor in actors}
    for where, partners, leads, places in (*_activities(situation, ladder), *_groups(situation, ladder)):
        if of_type.isdisjoint(partners):
            there = [actor for actor in actors if places is None or not places.isdisjoint(at[actor.id])]
            for actor in there:
                for lead in leads:
                    yield Lack(where, term), actor.id, lead


_Held = tuple[Measure | Offer | Group, tuple[Ref, ...], tuple[Ref, ...], frozenset[Ref] | None]


def _activities(situation: Situation, ladder: Ladder) -> Iterator[_Held]:
    cooperating = {actor.id for actor in situation.district.actors}
    for activity in situation.district.activities:
        places = frozenset(ladder.rungs(activity.places))
        leads = tuple(
            r.source for r in situation.answering(activity.id) if r.role is Role.LEAD and r.source in cooperating
        )
        if places and leads:
            yield activity, situation.district.partners.get(activity.id, ()), tuple(dict.fromkeys(leads)), places


def _groups(situation: Situation, ladder: Ladder) -> Iterator[_Held]:
    cooperating = {actor.id for actor in situation.district.actors}
    for group in situation.view.all(Group, situation.dataset):
        if group.chair not in cooperating or not in_force(group.since, group.until, situation.on):
            continue
        members = situation.view.referring(group.id, Membership, "target")
        sitting = tuple(m.source for m in members if in_force(m.since, m.until, situation.on))
        town = ladder.rung(group.place) if group.place is not None else None
        yield group, (*sitting, group.chair), (group.chair,), None if town is None else frozenset({town})
