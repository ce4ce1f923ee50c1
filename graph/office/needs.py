"""Needs, ideas and wishes that people raised, and what became of each.

A wish for a tie is fulfilled once the two work together. A wish that completes a need is told with the need; wishes for
one and the same tie are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.gaps.situation import Situation
from graph.model import Actor, Event, Goal, Measure, Need, Offer, Rating, Ref, TieEvidence
from graph.model.states import MeasureStatus, State, TieState
from graph.office.events import is_conference

KIM_THEME = "KIM-Thema"
"""The kind of a need that stands for a theme of case management."""

_DROPPED = (MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED)


class Outcome(State):
    """What became of something that was raised."""

    TIE = "TIE", "Verbindung besteht", "tie exists"
    MEASURE = "MEASURE", "wurde Maßnahme", "became a measure"
    GOAL = "GOAL", "wurde Ziel", "became a goal"
    NOTHING = "NOTHING", "noch nicht erfüllt", "not yet fulfilled"


@dataclass(frozen=True, slots=True)
class Raised:
    """What somebody raised: a need, or a wish that stands on its own.

    `wished` are the ties wished for, `tied` those of them that exist. `records` are all that say so, the first being
    the one it is known by.
    """

    records: tuple[Need | TieEvidence, ...]
    events: tuple[Event, ...]
    goals: tuple[Goal, ...]
    measures: tuple[Measure | Offer, ...]
    wished: tuple[tuple[Actor, Actor], ...] = ()
    tied: tuple[tuple[Actor, Actor], ...] = ()

    @property
    def record(self) -> Need | TieEvidence:
        """The record that it is known by."""
        return self.records[0]

    @property
    def outcome(self) -> Outcome:
        """The furthest that it came; a wish for ties is fulfilled once all of them exist."""
        if self.wished and len(self.tied) == len(self.wished):
            return Outcome.TIE
        if self.measures:
            return Outcome.MEASURE
        return Outcome.GOAL if self.goals else Outcome.NOTHING

    @property
    def at_conference(self) -> bool:
        """Whether it was raised at a conference."""
        return any(is_conference(event) for event in self.events)


def needs(situation: Situation) -> Iterator[Raised]:
    """Every need, idea and theme raised by the day, with the wishes that complete it."""
    wishes: dict[Ref, list[TieEvidence]] = defaultdict(list)
    for wish in _wishes(situation):
        if wish.measure is not None:
            wishes[wish.measure].append(wish)
    for need in situation.view.all(Need, situation.dataset):
        if need.raised_on is None or need.raised_on <= situation.on:
            yield _of_need(situation, need, wishes[need.id])


def lone_wishes(situation: Situation) -> Iterator[Raised]:
    """Every wish that completes no need, in the order of external ids; wishes for the same tie together."""
    found: dict[object, list[TieEvidence]] = defaultdict(list)
    for wish in sorted(_wishes(situation), key=lambda wish: wish.external_id):
        if situation.view.one(Need, wish.measure) is None:
            pair = frozenset((wish.actor_a, wish.actor_b)) if wish.actor_a and wish.actor_b else wish.id
            found[pair].append(wish)
    for same in found.values():
        yield _raised(situation, same, same, [wish.event for wish in same], (), _taken_up(situation, same))


def measures_for(situation: Situation, need: Ref) -> tuple[Measure, ...]:
    """The measures that arise from a need, without those that were cancelled or superseded."""
    found = situation.view.referring(need, Measure, "needs")
    return tuple(measure for measure in found if measure.status not in _DROPPED)


def _wishes(situation: Situation) -> Iterator[TieEvidence]:
    """Evidence of a wish, not of a cooperation; only a wish may leave an actor open."""
    for evidence in situation.view.all(TieEvidence, situation.dataset):
        if evidence.state is TieState.WISHED or not (evidence.actor_a and evidence.actor_b):
            yield evidence


def _of_need(situation: Situation, need: Need, wishes: Sequence[TieEvidence]) -> Raised:
    """Where a need does not say when it was raised, a wish or a rating about it may."""
    rated = (rating.event for rating in situation.view.referring(need.id, Rating, "measure"))
    events = (need.event, *(wish.event for wish in wishes), *rated)
    goals = situation.view.many(Goal, need.goals)
    return _raised(situation, (need, *wishes), wishes, events, goals, measures_for(situation, need.id))


def _taken_up(situation: Situation, wishes: Iterable[TieEvidence]) -> tuple[Measure | Offer, ...]:
    about = dict.fromkeys(wish.measure for wish in wishes if wish.measure)
    both: tuple[Measure | Offer, ...] = (*situation.view.many(Measure, about), *situation.view.many(Offer, about))
    return tuple(activity for activity in both if activity.status not in _DROPPED)


def _raised(
    situation: Situation,
    records: Sequence[Need | TieEvidence],
    wishes: Iterable[TieEvidence],
    events: Iterable[Ref | None],
    goals: tuple[Goal, ...],
    measures: tuple[Measure | Offer, ...],
) -> Raised:
    pairs = {
        frozenset(ends): ends
        for wish in wishes
        if wish.state is TieState.WISHED and wish.actor_a and wish.actor_b
        for ends in [situation.view.many(Actor, (wish.actor_a, wish.actor_b))]
        if len(ends) == 2
    }
    existing = {frozenset((tie.source, tie.target)) for tie in situation.district.ties}
    wished = tuple((a, b) for a, b in pairs.values())
    return Raised(
        tuple(records),
        situation.view.many(Event, dict.fromkeys(event for event in events if event)),
        goals,
        measures,
        wished,
        tuple((a, b) for a, b in wished if frozenset((a.id, b.id)) in existing),
    )
