"""What bodies decide: papers, consultations with votes, resolutions, statements of municipalities."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import (
    CellDecisionKind,
    ConsultationResult,
    EventState,
    GapState,
    ProposalState,
    ResolutionResult,
    Stance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Node):
    """A paper before the bodies (Vorlage). Its number is unique only within a district."""

    meta: ClassVar[Meta] = Meta(
        Text("Vorlage", "Paper"), Text("Vorlagen", "Papers"), table="papers", key="paper_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title", headings=("Betreff",))]
    reference: Annotated[str | None, P("Vorlagennummer", "Reference", "reference", headings=("Vorlage",))] = None
    kind: Annotated[str | None, P("Art", "Kind", "kind", headings=("Vorlage-Art",))] = None
    lead_unit: Annotated[str | None, P("Federführend", "Lead unit", "lead_unit")] = None
    measure: Annotated[Ref | None, P("Maßnahme", "Measure", "measure_id"), To("ABOUT", "Measure", "Offer", "Plan")] = (
        None
    )
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("ABOUT", "Plan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Node):
    """One body's consultation of a paper, with result and votes. A wording on the vote is never a result."""

    meta: ClassVar[Meta] = Meta(
        Text("Beratung", "Consultation"),
        Text("Beratungen", "Consultations"),
        table="consultations",
        key="consultation_id",
        title="body_name",
    )

    paper: Annotated[Ref | None, P("Vorlage", "Paper", "paper_id"), To("CONSULTS", "Paper")] = None
    order: Annotated[int | None, P("Reihenfolge", "Order", "order")] = None
    body: Annotated[Ref | None, P("Gremium (Akteur)", "Body (actor)", "body_actor_id"), To("HELD_BY", "Actor")] = None
    body_name: Annotated[str | None, P("Gremium", "Body", "body")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    role: Annotated[str | None, P("Rolle", "Role", "role")] = None
    state: Annotated[EventState | None, P("Stand", "State", "state")] = None
    result_text: Annotated[str | None, P("Ergebnis (Wortlaut)", "Result as written", "result_text")] = None
    result: Annotated[ConsultationResult | None, P("Ergebnis", "Result", "result")] = None
    votes_yes: Annotated[int | None, P("Ja", "Yes", "votes_yes")] = None
    votes_no: Annotated[int | None, P("Nein", "No", "votes_no")] = None
    votes_abstain: Annotated[int | None, P("Enthaltungen", "Abstentions", "votes_abstain")] = None
    votes_biased: Annotated[int | None, P("Befangen", "Biased", "votes_biased")] = None
    amendment: Annotated[str | None, P("Ergänzung", "Amendment", "amendment")] = None
    measures: Annotated[
        tuple[Ref, ...], P("Betroffene Maßnahmen", "Measures concerned", "measure_ids"), To("AMENDS", "Measure")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Node):
    """What a body decided. `special`: the measure's own resolution; `financing`: it decides on money."""

    meta: ClassVar[Meta] = Meta(
        Text("Beschluss", "Resolution"),
        Text("Beschlüsse", "Resolutions"),
        table="resolutions",
        key="resolution_id",
        title="title",
    )

    title: Annotated[str, P("Titel", "Title", "title")]
    body: Annotated[Ref | None, P("Gremium", "Body", "body_actor_id"), To("RESOLVED_BY", "Actor")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    consultation: Annotated[
        Ref | None, P("Beratung", "Consultation", "consultation_id"), To("RESULT_OF", "Consultation")
    ] = None
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("DECIDED_BY", "Plan", inverse=True)] = None
    measures: Annotated[
        tuple[Ref, ...],
        P("Maßnahmen", "Measures", "measure_ids"),
        To("DECIDED_BY", "Measure", "Offer", inverse=True),
    ] = ()
    result: Annotated[ResolutionResult | None, P("Ergebnis", "Result", "result")] = None
    special: Annotated[bool | None, P("Eigener Beschluss", "Own resolution", "special")] = None
    financing: Annotated[bool | None, P("Finanzierungsbeschluss", "On money", "financing")] = None
    amount_eur: Annotated[float | None, P("Betrag (Euro)", "Amount (euro)", "amount_eur")] = None
    funds_until: Annotated[Day | None, P("Mittel bis", "Funds until", "funds_until")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Node):
    """A municipality's word on a plan."""

    meta: ClassVar[Meta] = Meta(
        Text("Stellungnahme", "Statement"), Text("Stellungnahmen", "Statements"), table="statements", key="statement_id"
    )

    place: Annotated[Ref | None, P("Kommune", "Municipality", "place_id"), To("STATED_BY", "Place")] = None
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("ABOUT", "Plan")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    stance: Annotated[Stance | None, P("Haltung", "Stance", "stance")] = None
    text: Annotated[str | None, P("Text", "Text", "text")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDecision(Node):
    """A declared statement on a cell field × place × target group, such as: not required here."""

    meta: ClassVar[Meta] = Meta(
        Text("Zellenentscheidung", "Cell decision"),
        Text("Zellenentscheidungen", "Cell decisions"),
        table="cell_decisions",
        key="cell_decision_id",
    )

    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    place: Annotated[Ref | None, P("Ort", "Place", "place_id"), To("SERVES", "Place")] = None
    target_groups: Annotated[
        tuple[Ref, ...],
        P("Zielgruppen", "Target groups", "target_group"),
        To("ADDRESSES", "Term", scheme="target_group"),
    ] = ()
    decision: Annotated[CellDecisionKind | None, P("Entscheidung", "Decision", "decision")] = None
    reason: Annotated[str | None, P("Grund", "Reason", "reason")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    until: Annotated[VagueDate | None, P("Gilt bis", "Until", "until")] = None
    by: Annotated[Ref | None, P("Entschieden von", "Decided by", "by_actor_id"), To("DECIDED_BY", "Actor")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapDecision(Node):
    """What was decided about a gap: seen, planned, left open on purpose, false alarm."""

    meta: ClassVar[Meta] = Meta(
        Text("Lückenentscheidung", "Gap decision"),
        Text("Lückenentscheidungen", "Gap decisions"),
        table="gap_decisions",
        key="gap_decision_id",
    )

    rule: Annotated[str | None, P("Regel", "Rule", "rule")] = None
    subject: Annotated[
        str | None,
        P(
            "Gegenstand",
            "Subject",
            "subject_id",
            help=Text(
                "Kennung des Gegenstands; bei Zellen Feld|Ort|Zielgruppe.",
                "Id of the subject; for cells field|place|target group.",
            ),
        ),
    ] = None
    state: Annotated[GapState | None, P("Stand", "State", "state")] = None
    reason: Annotated[str | None, P("Grund", "Reason", "reason")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    review_on: Annotated[Day | None, P("Wiedervorlage", "Review on", "review_on")] = None
    by: Annotated[Ref | None, P("Entschieden von", "Decided by", "by_actor_id"), To("DECIDED_BY", "Actor")] = None
    measure: Annotated[Ref | None, P("Maßnahme", "Measure", "measure_id"), To("CLOSED_BY", "Measure", "Offer")] = None
    edge: Annotated[
        str | None,
        P(
            "Gewünschte Verbindung",
            "Wished tie",
            "tie_id",
            help=Text(
                "Interne Kennung der Verbindung, die sie schließen soll.", "Global id of the tie that is to close it."
            ),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Node):
    """A proposal who should work with whom next, and what became of it. `gaps` are ids of gaps that it would close."""

    meta: ClassVar[Meta] = Meta(
        Text("Vorschlag", "Proposal"), Text("Vorschläge", "Proposals"), table="proposals", key="proposal_id"
    )

    actors: Annotated[tuple[Ref, ...], P("Akteure", "Actors", "actor_ids"), To("PROPOSES", "Actor")] = ()
    measure: Annotated[Ref | None, P("Maßnahme", "Measure", "measure_id"), To("ABOUT", "Measure", "Offer")] = None
    reasons: Annotated[tuple[str, ...], P("Gründe", "Reasons", "reasons")] = ()
    next_step: Annotated[str | None, P("Nächster Schritt", "Next step", "next_step")] = None
    due_on: Annotated[Day | None, P("Bis", "Due on", "due_on")] = None
    state: Annotated[ProposalState, P("Stand", "State", "state")] = ProposalState.SUGGESTED
    state_since: Annotated[Day | None, P("Stand seit", "State since", "state_since")] = None
    decline_reason: Annotated[str | None, P("Grund der Absage", "Reason of refusal", "decline_reason")] = None
    proposed_on: Annotated[Day | None, P("Vorgeschlagen am", "Proposed on", "proposed_on")] = None
    by: Annotated[Ref | None, P("Kümmert sich", "In charge", "by_actor_id"), To("CARED_FOR_BY", "Actor")] = None
    gaps: Annotated[tuple[str, ...], P("Lücken", "Gaps", "gap_ids")] = ()
