"""Who could work with whom: every pair with a reason to, and whether it is known that they do not yet."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graph.gaps.decisions import Decisions
from graph.gaps.rule import Finding
from graph.gaps.rules.cooperation import COOPERATION
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Proposal, Ref
from graph.model.states import GapState, ProposalState
from graph.network.served_cells import ServedCells
from graph.planning.edge import Work, alike
from graph.planning.missing import Lack, lacks
from graph.planning.pairs import Pair, is_known, untied_pairs
from graph.scope import Scope

_LEFT_OPEN = frozenset({GapState.ACCEPTED, GapState.FALSE_ALARM})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that could work together.

    `lacks` are the measures and groups of the one that miss the other's type, `work` the fields and target groups on
    which both work in different places, where one of them is at the edge of the network.
    """

    pair: Pair
    lacks: tuple[Lack, ...] = ()
    work: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those of whom it is known that they have no tie, and those who have to be asked first; both in order of rank.

    `declined` counts the pairs left out because somebody declined or decided to leave it, `under_way` those for which
    there is a proposal already.
    """

    known: tuple[Candidate, ...]
    to_ask: tuple[Candidate, ...]
    declined: int
    under_way: int


def candidates(
    situation: Situation, served: ServedCells, edge: Collection[Ref] = (), scope: Scope | None = None
) -> Candidates:
    """All candidates of a dataset, or those of whom both belong to a scope; `edge` are those who need a second way."""
    declined, under_way = _proposed(situation)
    decisions = Decisions(situation.view, situation.dataset, situation.on)
    decided = decisions.speak_of(COOPERATION.key)
    kept: list[Candidate] = []
    refused = running = 0
    for candidate in _all(situation, served, edge):
        ends = candidate.pair.ends
        if scope is not None and not _within(situation, ends, scope):
            continue
        if ends in declined or (decided and _is_left_open(decisions, candidate.pair)):
            refused += 1
        elif ends in under_way:
            running += 1
        else:
            kept.append(candidate)
    return Candidates(
        tuple(c for c in kept if c.pair.known), tuple(c for c in kept if not c.pair.known), refused, running
    )


def _all(situation: Situation, served: ServedCells, edge: Collection[Ref]) -> Iterator[Candidate]:
    """Those by cells, wishes and steps first, then those that are missed somewhere, then those alike elsewhere."""
    missed: dict[frozenset[Ref], list[Lack]] = defaultdict(list)
    for lack, actor, partner in lacks(situation):
        missed[frozenset((actor, partner))].append(lack)
    elsewhere = {frozenset((found.actor, found.other)): found.work for found in alike(served, edge)}
    done = set(situation.district.tied)
    for pair in untied_pairs(situation, served):
        done.add(pair.ends)
        yield Candidate(pair, tuple(missed.get(pair.ends, ())))
    by_id = {actor.id: actor for actor in situation.district.actors}
    for ends in {**missed, **elsewhere}:
        if ends not in done:
            a, b = sorted((by_id[ref] for ref in ends), key=lambda actor: actor.external_id)
            pair = Pair(a, b, known=is_known(situation, ends))
            yield Candidate(pair, tuple(missed.get(ends, ())), elsewhere.get(ends, ()))


def _proposed(situation: Situation) -> tuple[set[frozenset[Ref]], set[frozenset[Ref]]]:
    """The pairs of declined proposals, and those of the others."""
    declined: set[frozenset[Ref]] = set()
    under_way: set[frozenset[Ref]] = set()
    for proposal in situation.view.all(Proposal, situation.dataset):
        pairs = {frozenset((a, b)) for a in proposal.actors for b in proposal.actors if a != b}
        (declined if proposal.state is ProposalState.DECLINED else under_way).update(pairs)
    return declined, under_way


def _is_left_open(decisions: Decisions, pair: Pair) -> bool:
    nothing = Text("", "")
    state, _ = decisions.about(COOPERATION.key, Finding(subject=pair.a, other=pair.b, message=nothing, action=nothing))
    return state in _LEFT_OPEN


def _within(situation: Situation, ends: frozenset[Ref], scope: Scope) -> bool:
    return scope == Scope(scope.dataset, layer=scope.layer) or ends <= situation.members(scope)
