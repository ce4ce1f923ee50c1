"""Pairs of actors with a reason to work together and no tie: shared cells, a stated wish, a follow-on step."""

from collections import defaultdict
from dataclasses import dataclass

from graph.gaps.situation import Situation
from graph.model import Actor, Offer, Ref, Tie
from graph.model.states import TieState
from graph.network.served_cells import CellRef, ServedCells
from graph.progress import stoppable
from graph.text import sort_key
from graph.validity import in_force, is_active


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors without a tie, in the order of their external ids, and what speaks for one.

    `common` is how much they have in common by the cells that both serve (see `ServedCells.common`), 0 without any.
    `wishes` are the wished ties, `steps` the offers of the one that follow on an offer of the other, each with that.
    `known` tells whether it is known that there is no tie: both answered the newest survey, or a side said no or
    wished for one.
    """

    a: Actor
    b: Actor
    cells: tuple[CellRef, ...] = ()
    common: float = 0.0
    wishes: tuple[Tie, ...] = ()
    steps: tuple[tuple[Offer, Offer], ...] = ()
    known: bool = False

    @property
    def ends(self) -> frozenset[Ref]:
        """The ids of both."""
        return frozenset((self.a.id, self.b.id))


def untied_pairs(situation: Situation, served: ServedCells) -> tuple[Pair, ...]:
    """All such pairs, those with most in common first; then wishes, then follow-on steps, then by name.

    A wish counts for groups of actors as well, which do not cooperate themselves.
    """
    wishes, steps = _wishes(situation), _steps(situation)
    tied = situation.district.tied
    common = {frozenset(ends): score for ends, score in served.common.items()}
    by_id = {actor.id: actor for actor in situation.view.all(Actor, situation.dataset)}
    found = []
    for ends in stoppable({**common, **wishes, **steps}):
        if ends not in tied and len(ends) == 2 and ends <= by_id.keys():
            a, b = sorted((by_id[ref] for ref in ends), key=lambda actor: actor.external_id)
            found.append(
                Pair(
                    a, b, served.shared(a.id, b.id), common.get(ends, 0.0), tuple(wishes.get(ends, ())),
                    tuple(steps.get(ends, ())), ends in wishes or is_known(situation, ends),
                )
            )  # fmt: skip
    place = {ref: number for number, ref in enumerate(by_id)}  # by name
    found.sort(key=lambda p: (-round(p.common, 9), not p.wishes, not p.steps, place[p.a.id], place[p.b.id]))
    return tuple(found)


def open_wishes(situation: Situation) -> tuple[tuple[Actor, Actor], ...]:
    """The pairs for which a tie is wished that is not there, groups of actors included, by name."""
    tied = situation.district.tied
    pairs = (situation.view.many(Actor, sorted(ends)) for ends in _wishes(situation) if ends not in tied)
    named = (sorted(pair, key=lambda actor: sort_key(actor.name)) for pair in pairs if len(pair) == 2)
    return tuple(sorted(((a, b) for a, b in named), key=lambda pair: [sort_key(actor.name) for actor in pair]))


def is_known(situation: Situation, ends: frozenset[Ref]) -> bool:
    """Whether it is known if the two cooperate: both answered the newest survey, or a side said yes or no in words."""
    return situation.wave is not None and (ends <= situation.wave.answered or ends in situation.wave.told)


def unheard(situation: Situation, pair: Pair) -> tuple[Actor, ...]:
    """Whom to ask: those of the two that have not answered the newest survey."""
    answered = situation.wave.answered if situation.wave else frozenset()
    return tuple(actor for actor in (pair.a, pair.b) if actor.id not in answered)


def _wishes(situation: Situation) -> dict[frozenset[Ref], list[Tie]]:
    found: dict[frozenset[Ref], list[Tie]] = defaultdict(list)
    for tie in situation.view.all(Tie, situation.dataset):
        if tie.state is TieState.WISHED and in_force(tie.since, tie.until, situation.on):
            found[frozenset((tie.source, tie.target))].append(tie)
    return found


def _steps(situation: Situation) -> dict[frozenset[Ref], list[tuple[Offer, Offer]]]:
    """Active offers that follow on an active offer of somebody else."""
    actors = {actor.id for actor in situation.district.actors}
    found: dict[frozenset[Ref], list[tuple[Offer, Offer]]] = defaultdict(list)
    for offer in situation.view.all(Offer, situation.dataset):
        before = situation.view.one(Offer, offer.follows)
        if before is None or not (is_active(offer, situation.on) and is_active(before, situation.on)):
            continue
        holders = {r.source for r in situation.answering(offer.id)} & actors
        others = {r.source for r in situation.answering(before.id)} & actors
        if holders.isdisjoint(others):  # else somebody does both
            for ends in {frozenset((a, b)) for a in holders for b in others}:
                found[ends].append((offer, before))
    return found
