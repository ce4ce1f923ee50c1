"""Who does the same twice: two active measures, or a measure and an offer, with the same task for the same people.

The same means: the same task, main field, place and target group. Both have a lead, and none in common. What is
district-wide is done in every municipality.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from graph.coverage.reach import is_district_wide
from graph.gaps.situation import Situation
from graph.model import Actor, Measure, Offer, Ref, Term
from graph.model.states import Role
from graph.rollup import Ladder
from graph.text import sort_key
from graph.validity import Activity, is_active


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two that do the same, the first by external id first, with their leads and what they have in common.

    `places` are municipalities; all of them where both are district-wide.
    """

    first: Activity
    second: Activity
    first_leads: tuple[Actor, ...]
    second_leads: tuple[Actor, ...]
    task: Term
    fields: tuple[Ref, ...]
    places: tuple[Ref, ...]
    target_groups: tuple[Ref, ...]


def overlaps(situation: Situation) -> Iterator[Overlap]:
    """Every such pair, in the order of the external ids of both."""
    by_task: dict[Ref, list[_Side]] = defaultdict(list)
    for side in _sides(situation):
        if side.activity.task is not None:
            by_task[side.activity.task].append(side)
    found = [
        _overlap(situation, one, other, term)
        for task, sides in by_task.items()
        for term in situation.view.many(Term, (task,))
        for one, other in combinations(sides, 2)
        if _is_same(one, other)
    ]
    yield from sorted(found, key=lambda o: (o.first.external_id, o.second.external_id))


@dataclass(frozen=True, slots=True)
class _Side:
    """An active measure or offer on the level at which two are compared."""

    activity: Activity
    leads: tuple[Ref, ...]
    fields: frozenset[Ref]
    places: frozenset[Ref]
    target_groups: frozenset[Ref]


def _sides(situation: Situation) -> Iterator[_Side]:
    """Those with a lead. A field or place that counts for none of the axes stands for itself."""
    fields = Ladder(situation.view, (term.id for term in situation.cube.fields))
    everywhere = [place.id for place in situation.cube.places]
    places = Ladder(situation.view, everywhere)
    both: tuple[Activity, ...] = (
        *situation.view.all(Measure, situation.dataset),
        *situation.view.all(Offer, situation.dataset),
    )
    for activity in sorted(both, key=lambda a: (a.external_id, a.id)):
        answering = situation.answering(activity.id)
        leads = tuple(dict.fromkeys(r.source for r in answering if r.role is Role.LEAD))
        if leads and is_active(activity, situation.on):
            wide = is_district_wide(situation.view, activity)
            yield _Side(
                activity,
                leads,
                frozenset(fields.rung(ref) or ref for ref in activity.fields),
                frozenset(everywhere if wide else (places.rung(ref) or ref for ref in activity.places)),
                frozenset(activity.target_groups),
            )


def _is_same(one: _Side, other: _Side) -> bool:
    """Whether they share a field, a place and a target group, but no lead; two offers are not compared."""
    if isinstance(one.activity, Offer) and isinstance(other.activity, Offer):
        return False
    common = (one.fields & other.fields, one.places & other.places, one.target_groups & other.target_groups)
    return all(common) and set(one.leads).isdisjoint(other.leads)


def _overlap(situation: Situation, one: _Side, other: _Side, task: Term) -> Overlap:
    def by_name(refs: frozenset[Ref]) -> tuple[Ref, ...]:
        return tuple(sorted(refs, key=lambda ref: (sort_key(situation.name(ref)), ref)))

    return Overlap(
        one.activity,
        other.activity,
        situation.view.many(Actor, one.leads),
        situation.view.many(Actor, other.leads),
        task,
        by_name(one.fields & other.fields),
        by_name(one.places & other.places),
        by_name(one.target_groups & other.target_groups),
    )
