"""What became of a proposal: whether its actors cooperate, since when, and which gaps are closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Proposal, Ref, Tie
from graph.model.states import ProposalState
from graph.phrases import day, joined, number


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the pairs among its actors how many have a tie by now, the ties, since when the first of them is known.

    `closed` are those of its gaps that are not there any more. `truth` is UNKNOWN while nobody has told of any tie.
    """

    pairs: int
    tied: int
    ties: tuple[Ref, ...]
    since: date | None
    closed: tuple[str, ...]
    truth: Truth


def outcome(situation: Situation, proposal: Proposal, there: Collection[str]) -> Outcome:
    """The outcome on the situation's day; `there` are the ids of the gaps that are there."""
    pairs = {frozenset(pair) for pair in combinations(dict.fromkeys(proposal.actors), 2)}
    ties = [tie for tie in situation.district.ties if frozenset((tie.source, tie.target)) in pairs]
    tied = {frozenset((tie.source, tie.target)) for tie in ties}
    wave = situation.wave
    told = wave is not None and all(wave.knows(*pair) for pair in pairs)
    days = [first for tie in ties if (first := _since(tie)) is not None]
    return Outcome(
        len(pairs), len(tied), tuple(tie.id for tie in ties), min(days, default=None),
        tuple(gap for gap in proposal.gaps if gap not in there), Truth.YES if tied or told else Truth.UNKNOWN,
    )  # fmt: skip


def outcome_text(proposal: Proposal, found: Outcome) -> Text:
    """The outcome in a sentence."""
    if found.tied:
        text = Text("Die Zusammenarbeit besteht.", "They work together.")
        if found.tied < found.pairs:
            text = Text("{n} von {all} Paaren arbeiten zusammen.", "{n} of {all} pairs work together.").fill(
                n=number(found.tied), all=number(found.pairs)
            )
        elif found.since is not None:
            text = Text("Die Zusammenarbeit besteht seit dem {day}.", "They have worked together since {day}.").fill(
                day=day(found.since)
            )
    elif found.truth is Truth.UNKNOWN:
        text = Text("Ob sie zusammenarbeiten, hat niemand berichtet.", "Nobody has told whether they work together.")
    else:
        text = Text("Sie arbeiten nicht zusammen.", "They do not work together.")
    if proposal.state is ProposalState.WORKING and not found.tied:
        text = joined(text, Text("Die Verbindung ist noch nicht eingetragen.", "The tie has not been entered yet."))
    if not proposal.gaps:
        return text
    closed = Text("Geschlossene Lücken: {n} von {all}.", "Gaps closed: {n} of {all}.")
    return joined(text, closed.fill(n=number(len(found.closed)), all=number(len(proposal.gaps))))


def _since(tie: Tie) -> date | None:
    return tie.since.earliest if tie.since is not None and tie.since.earliest is not None else tie.told_on
