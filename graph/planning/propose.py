"""Proposals: the few ties that would close most gaps, each with its reasons, what it closes and the next step."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Group, Measure, Offer, Ref
from graph.network.served_cells import ServedCells
from graph.phrases import listed
from graph.planning.candidates import Candidate, candidates
from graph.planning.choosing import Step, choose
from graph.planning.edge import at_the_edge
from graph.planning.effect import Effect, effects
from graph.planning.pairs import unheard
from graph.planning.reasons import alike_evidence, lack_evidence, pair_evidence
from graph.planning.similarity import Similarity, similarity
from graph.planning.worth import Worth, mendable, own_gap, worth_of
from graph.schema import label_of
from graph.scope import Scope

USUAL_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair to bring together, or to ask first.

    `points` is what it adds to those before it, None for one to ask; `closes` are the ids of the gaps that are closed
    when it has come about together with those before it. `about` is what the two could begin with.
    """

    candidate: Candidate
    reasons: tuple[Evidence, ...]
    next_step: Text
    similarity: Similarity
    about: Measure | Offer | Group | None
    points: float | None = None
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The chosen ones in the order of the choice, those to ask first in order of rank, and what the choice would bring.

    `considered` counts the candidates without a tie, `all_to_ask` those whom nobody knows enough about; `declined` and
    `under_way` were left out.
    """

    chosen: tuple[Suggestion, ...]
    to_ask: tuple[Suggestion, ...]
    effects: tuple[Effect, ...]
    considered: int
    all_to_ask: int
    declined: int
    under_way: int


def propose(situation: Situation, k: int = USUAL_NUMBER, scope: Scope | None = None) -> Suggestions:
    """The best k ties to build next, and the first k of those of whom it has to be asked whether they cooperate.

    What was declined or left open on purpose is never proposed, nor what is under way.
    """
    served = ServedCells.of(situation)
    gaps = mendable(situation)
    found = candidates(situation, served, at_the_edge(situation, gaps), scope)
    worth = worth_of(situation, found.known, gaps)
    steps = choose(worth.objective, k)
    chosen = [found.known[step.candidate] for step in steps]
    closed = _closed(situation, found.known, worth, steps)
    return Suggestions(
        chosen=tuple(
            _suggestion(situation, served, candidate, step.gain, gaps)
            for candidate, step, gaps in zip(chosen, steps, closed, strict=True)
        ),
        to_ask=tuple(_suggestion(situation, served, candidate) for candidate in found.to_ask[:k]),
        effects=effects(situation.network, [(c.pair.a.id, c.pair.b.id) for c in chosen]),
        considered=len(found.known),
        all_to_ask=len(found.to_ask),
        declined=found.declined,
        under_way=found.under_way,
    )


def suggestion_for(situation: Situation, actors: Collection[Ref]) -> Suggestion | None:
    """What is to be said for one pair, by itself; None if nothing speaks for it, or it may not be proposed."""
    served = ServedCells.of(situation)
    gaps = mendable(situation)
    found = candidates(situation, served, at_the_edge(situation, gaps))
    wanted = [c for c in (*found.known, *found.to_ask) if c.pair.ends == frozenset(actors)]
    if not wanted:
        return None
    if not wanted[0].pair.known:
        return _suggestion(situation, served, wanted[0])
    worth = worth_of(situation, wanted, gaps)
    steps = choose(worth.objective, 1)
    return _suggestion(situation, served, wanted[0], steps[0].gain, next(_closed(situation, wanted, worth, steps)))


def _closed(
    situation: Situation, known: Sequence[Candidate], worth: Worth, steps: list[Step]
) -> Iterator[tuple[str, ...]]:
    """The gaps that each step closes: its own, those that one tie closes, bottlenecks whose last piece it joins."""
    needed = [len(set(row[row >= 0].tolist())) - 1 for row in worth.objective.parts]
    joined: Counter[int] = Counter()
    for step in steps:
        joined.update(step.joined)
        gaps = [
            own_gap(situation, known[step.candidate]),
            *(worth.item_gap[item] for item in step.items),
            *(worth.forest_gap[forest] for forest in step.joined if joined[forest] == needed[forest]),
        ]
        yield tuple(gap for gap in gaps if gap is not None)


def _suggestion(
    situation: Situation,
    served: ServedCells,
    candidate: Candidate,
    points: float | None = None,
    closes: tuple[str, ...] = (),
) -> Suggestion:
    reasons = list(pair_evidence(situation, served, candidate.pair))
    if candidate.lacks:
        reasons.insert(len(reasons) - 1, lack_evidence(candidate.lacks))
    if candidate.work:
        reasons.insert(len(reasons) - 1, alike_evidence(situation, candidate.pair, candidate.work))
    about = _about(situation, served, candidate)
    return Suggestion(
        candidate,
        tuple(reasons),
        _next_step(situation, candidate, about),
        similarity(situation.network, candidate.pair),
        about,
        points,
        closes,
    )


def _about(situation: Situation, served: ServedCells, candidate: Candidate) -> Measure | Offer | Group | None:
    """A step that one could take after the other's, else work that lacks the other's type, else work in common."""
    pair = candidate.pair
    if pair.steps:
        return pair.steps[0][0]
    if candidate.lacks:
        return candidate.lacks[0].where
    for ref in served.work(pair.cells[:1], pair.a.id, pair.b.id):
        record = situation.view.get(ref)
        if isinstance(record, Measure | Offer):
            return record
    return None


def _next_step(situation: Situation, candidate: Candidate, about: Measure | Offer | Group | None) -> Text:
    pair, who = candidate.pair, situation.coordination
    if not pair.known:
        return Text(
            "{who} fragt {names}, ob es die Zusammenarbeit schon gibt.",
            "{who} asks {names} whether they work together already.",
        ).fill(who=who, names=listed(actor.name for actor in unheard(situation, pair)))
    if about is None:
        return Text("{who} lädt {a} und {b} zu einem Gespräch ein.", "{who} invites {a} and {b} to a talk.").fill(
            who=who, a=pair.a.name, b=pair.b.name
        )
    return Text(
        "{who} lädt {a} und {b} zu einem Gespräch ein. Ein Anfang: „{about}“.",
        "{who} invites {a} and {b} to a talk. A beginning: “{about}”.",
    ).fill(who=who, a=pair.a.name, b=pair.b.name, about=label_of(about))
