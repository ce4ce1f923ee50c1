"""Whether something lies within a scope: what is asked for a field, a place, a group, a plan or a type of actors."""

from collections.abc import Iterable

from graph.cube import Cell
from graph.gaps.gap import PAIR, Gap
from graph.gaps.rule import Finding
from graph.gaps.situation import Situation
from graph.model import Actor, Deadline, Duty, Goal, Measure, Offer, Place, Record, Ref, Term, global_id
from graph.rollup import downwards, upwards
from graph.scope import Scope


def is_within(situation: Situation, finding: Finding, scope: Scope) -> bool:
    """A cell lies in its field and place, an actor in its network, a measure where it works and with whom.

    A pair lies where both its records lie. Everything lies in a scope that restricts nothing.
    """
    if scope == Scope(scope.dataset, layer=scope.layer):
        return True
    if finding.cell is not None:
        return _cell_is_within(situation, finding.cell, scope)
    records = finding.pair or ((finding.subject,) if finding.subject else ())
    return bool(records) and all(record_is_within(situation, record, scope) for record in records)


def gap_is_within(situation: Situation, gap: Gap, scope: Scope) -> bool:
    """The same for a gap that was found before."""
    if scope == Scope(scope.dataset, layer=scope.layer):
        return True
    if gap.cell is not None:
        cell = situation.cube.get(gap.cell.field, gap.cell.place, gap.cell.target_group)
        return cell is not None and _cell_is_within(situation, cell, scope)
    records = _subjects(situation, gap)
    return bool(records) and all(record_is_within(situation, record, scope) for record in records)


def _subjects(situation: Situation, gap: Gap) -> list[Record]:
    if gap.subject is None:
        return []
    if gap.subject.kind != PAIR:
        found = situation.view.get(gap.subject.id)
        return [found] if found is not None else []
    ids = (
        global_id(situation.dataset, kind.__name__, key)
        for key in gap.subject.id.split("|")
        for kind in (Actor, Measure, Offer)
    )
    return [record for ref in ids if (record := situation.view.get(ref)) is not None]


def _cell_is_within(situation: Situation, cell: Cell, scope: Scope) -> bool:
    at_field = _holds(situation, scope.field, cell.field)
    at_place = _holds(situation, scope.place, cell.place)
    return at_field and at_place and scope.group is None and scope.plan is None and not scope.actor_types


def record_is_within(situation: Situation, subject: Record, scope: Scope) -> bool:
    """A place or field lies in itself and what it belongs to, an actor in its network, others where they work."""
    if isinstance(subject, Actor):
        return subject.id in situation.members(scope)
    if isinstance(subject, Place) or (isinstance(subject, Term) and subject.scheme == "field"):
        wanted = scope.place if isinstance(subject, Place) else scope.field
        return _holds(situation, wanted, subject.id)
    return (
        _meets(situation, scope.field, _fields(subject))
        and _meets(situation, scope.place, _places(subject))
        and _in_plan(subject, scope.plan)
        and _with_actors(situation, subject, scope)
    )


def _meets(situation: Situation, wanted: Ref | None, held: Iterable[Ref]) -> bool:
    """Whether something held is what is wanted, or lies below it."""
    return wanted is None or not downwards(situation.view, wanted).isdisjoint(held)


def _holds(situation: Situation, wanted: Ref | None, axis: Ref) -> bool:
    """Whether an entry of an axis is what is wanted, lies below it, or is what it counts for."""
    return _meets(situation, wanted, [axis]) or (wanted is not None and axis in upwards(situation.view, wanted))


def _fields(subject: Record) -> tuple[Ref, ...]:
    if isinstance(subject, Term):
        return (subject.id,)
    return subject.fields if isinstance(subject, Measure | Offer | Duty | Goal) else ()


def _places(subject: Record) -> tuple[Ref, ...]:
    return subject.places if isinstance(subject, Measure | Offer | Duty) else ()


def _in_plan(subject: Record, plan: Ref | None) -> bool:
    if plan is None:
        return True
    return isinstance(subject, Measure | Goal | Deadline) and subject.plan == plan


def _with_actors(situation: Situation, subject: Record, scope: Scope) -> bool:
    if scope.group is None and not scope.actor_types:
        return True
    only = Scope(scope.dataset, group=scope.group, actor_types=scope.actor_types)
    members = {actor.id for actor in situation.district.members(only)}
    return not members.isdisjoint(situation.district.partners.get(subject.id, ()))
