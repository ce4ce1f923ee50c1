"""The register of proposals: who was brought together with whom, how far it is, and what came of it."""

from collections.abc import Mapping
from typing import Any

from graph.gaps.find import gaps_of
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Proposal, Record
from graph.model.states import ProposalState
from graph.planning.outcome import Outcome, outcome, outcome_text
from graph.questions.question import Column, Found, Question, Row
from graph.text import sort_key

_ORDER = list(ProposalState)


def _proposals(situation: Situation, _: Mapping[str, Any]) -> Found:
    """Those under way first by state, declined ones last."""
    kept = [p for p in situation.view.all(Proposal, situation.dataset) if _is_there(situation, p)]
    named = any(proposal.gaps for proposal in kept)
    there = {gap.id for gap in gaps_of(situation, all_rules())} if named else set()
    kept.sort(key=lambda p: (_ORDER.index(p.state), [sort_key(name) for name in situation.names(p.actors)], p.id))
    return Found(tuple(_row(situation, proposal, outcome(situation, proposal, there)) for proposal in kept))


def _is_there(situation: Situation, proposal: Proposal) -> bool:
    return proposal.proposed_on is None or proposal.proposed_on <= situation.on


def _row(situation: Situation, proposal: Proposal, found: Outcome) -> Row:
    about: Record | None = situation.view.get(proposal.measure) if proposal.measure else None
    cells = (
        "; ".join(situation.names(proposal.actors)), situation.name(about.id) if about else None, proposal.state,
        proposal.state_since, "; ".join(proposal.reasons) or None, proposal.next_step, proposal.due_on,
        situation.name(proposal.by) or None, proposal.decline_reason, outcome_text(proposal, found), found.since,
        len(found.closed), len(proposal.gaps),
    )  # fmt: skip
    return Row((proposal,), cells, evidence=(*proposal.actors, *found.ties))


PROPOSALS = Question(
    key="proposals",
    text=Text(
        "Welche Vorschläge gibt es, und was wurde daraus?", "Which proposals are there, and what became of them?"
    ),
    about=(Column("proposal", Text("Vorschlag", "Proposal")),),
    columns=(
        Column("actors", Text("Akteure", "Actors")),
        Column("about", Text("Maßnahme", "Measure")),
        Column("state", Text("Stand", "State")),
        Column("stateSince", Text("Seit", "Since")),
        Column("reasons", Text("Gründe", "Reasons")),
        Column("nextStep", Text("Nächster Schritt", "Next step")),
        Column("dueOn", Text("Bis", "Due on")),
        Column("by", Text("Kümmert sich", "In charge")),
        Column("declineReason", Text("Grund der Absage", "Reason of refusal")),
        Column("outcome", Text("Ergebnis", "Outcome")),
        Column("tieSince", Text("Zusammenarbeit seit", "Tie since")),
        Column("gapsClosed", Text("Geschlossene Lücken", "Gaps closed")),
        Column("gaps", Text("Lücken", "Gaps")),
    ),
    find=_proposals,
    rests_on_ties=True,
)
