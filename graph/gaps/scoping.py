"""Whether something lies within a scope: what is asked for a field, a place, a group, a plan or a type of actors."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.coverage.cube import Cell
from graph.coverage.reach import districts
from graph.gaps.gap import PAIR, Gap
from graph.gaps.rule import Finding
from graph.gaps.situation import Situation
from graph.model import (
    Actor,
    Consent,
    Consultation,
    Contact,
    Deadline,
    Duty,
    Edge,
    Event,
    Funding,
    Goal,
    Indicator,
    Measure,
    Need,
    Offer,
    Paper,
    Participation,
    Place,
    Plan,
    Rating,
    Reading,
    Record,
    Ref,
    Resolution,
    Statement,
    StatusReport,
    Target,
    Term,
    TieEvidence,
    global_id,
)
from graph.rollup import downwards, upwards
from graph.rows import targets
from graph.schema import property_of
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
    """A place or field lies in itself and what it belongs to, an actor in its network, others where they work.

    What is told of something else lies where that lies: a contact where its actor, or the place that it serves; a paper
    where its measure or plan.
    What joins two, an edge or a wish, lies where both lie.
    """
    if isinstance(subject, Actor):
        return subject.id in situation.members(scope)
    if isinstance(subject, Place) or (isinstance(subject, Term) and subject.scheme == "field"):
        wanted = scope.place if isinstance(subject, Place) else scope.field
        return _holds(situation, wanted, subject.id)
    if isinstance(subject, Edge):
        ends = (situation.view.get(Ref(end)) for end in (subject.source, subject.target))
        return all(end is not None and record_is_within(situation, end, scope) for end in ends)
    if isinstance(subject, Contact) and subject.place is not None and scope.place is not None:
        serves = _meets(situation, scope.place, [subject.place])
        return serves and record_is_within(situation, subject, replace(scope, place=None))
    told_of = _told_of(situation, subject)
    if told_of:
        each = (record_is_within(situation, record, scope) for record in told_of)
        return all(each) if isinstance(subject, TieEvidence) else any(each)
    return (
        _meets(situation, scope.field, _fields(subject))
        and _meets(situation, scope.place, _places(situation, subject))
        and (scope.plan is None or scope.plan in _plans(situation, subject))
        and _with_actors(situation, subject, scope)
    )


_TOLD_OF: Mapping[type[Record], tuple[str, ...]] = {
    Consent: ("contact",),
    Consultation: ("paper",),
    Contact: ("actor",),
    Deadline: ("measure",),
    Funding: ("measure",),
    Paper: ("measure", "plan"),
    Participation: ("event",),
    Rating: ("measure", "offer", "event"),
    Resolution: ("measures", "plan"),
    StatusReport: ("measure",),
    TieEvidence: ("actor_a", "actor_b"),
}


def _told_of(situation: Situation, subject: Record) -> list[Record]:
    kind = type(subject)
    refs = [ref for name in _TOLD_OF.get(kind, ()) for ref in targets(subject, property_of(kind, name))]
    return [record for ref in refs if (record := situation.view.get(ref)) is not None]


def _meets(situation: Situation, wanted: Ref | None, held: Iterable[Ref]) -> bool:
    """Whether something held is what is wanted, or lies below it."""
    return wanted is None or not downwards(situation.view, wanted).isdisjoint(held)


def _holds(situation: Situation, wanted: Ref | None, axis: Ref) -> bool:
    """Whether an entry of an axis is what is wanted, lies below it, or is what it counts for."""
    return _meets(situation, wanted, [axis]) or (wanted is not None and axis in upwards(situation.view, wanted))


def _fields(subject: Record) -> tuple[Ref, ...]:
    if isinstance(subject, Term):
        return (subject.id,)
    return subject.fields if isinstance(subject, Measure | Offer | Duty | Goal | Need | Event | Indicator) else ()


def _places(situation: Situation, subject: Record) -> Iterable[Ref]:
    """The places that it names; of an indicator those where it is measured or has a target, else the district."""
    if isinstance(subject, Measure | Offer | Duty | Need | Event):
        return subject.places
    if isinstance(subject, Plan | Statement):
        return (subject.place,) if subject.place is not None else ()
    if not isinstance(subject, Indicator):
        return ()
    view = situation.view
    told: list[Reading | Target] = [*view.referring(subject.id, Reading, "indicator")]
    told += view.referring(subject.id, Target, "indicator")
    named = {one.place for one in told if one.place is not None}
    in_all = not told or any(one.place is None for one in told)
    return named | districts(view, situation.dataset) if in_all else named


def _plans(situation: Situation, subject: Record) -> Iterable[Ref | None]:
    if isinstance(subject, Plan):
        return (subject.id,)
    if isinstance(subject, Need | Indicator):
        return (goal.plan for goal in situation.view.many(Goal, subject.goals))
    return (subject.plan,) if isinstance(subject, Measure | Goal | Deadline | Event | Statement) else ()


def _with_actors(situation: Situation, subject: Record, scope: Scope) -> bool:
    if scope.group is None and not scope.actor_types:
        return True
    members = situation.members(Scope(scope.dataset, group=scope.group, actor_types=scope.actor_types))
    return not members.isdisjoint(_actors(situation, subject))


def _actors(situation: Situation, subject: Record) -> Iterable[Ref | None]:
    """Who takes part in it, answers for it, keeps it or invites to it."""
    if isinstance(subject, Duty):
        return (subject.legal_holder, *(Ref(one.source) for one in situation.answering(subject.id)))
    if isinstance(subject, Indicator):
        return (subject.keeper,)
    return (subject.organiser,) if isinstance(subject, Event) else situation.district.partners.get(subject.id, ())
