"""The kinds of the graph: nodes and edges as frozen dataclasses, each property declared once."""

from graph.model.actors import Actor, Consent, Contact, Group, Place
from graph.model.base import Edge, Meta, Node, P, Record, Ref, To, global_id
from graph.model.curation import Confirmation, Redirect, Setting
from graph.model.decisions import (
    CellDecision,
    Consultation,
    GapDecision,
    Paper,
    Proposal,
    Resolution,
    Statement,
)
from graph.model.edges import Attendance, Contribution, Inquiry, Invitation, Membership, Responsibility, Tie
from graph.model.events import Event, Participation, Rating
from graph.model.evidence import Claim, Inventory, Source, Survey, TieEvidence, TieReport
from graph.model.indicators import Indicator, Reading, Target
from graph.model.measures import Deadline, Duty, Funding, Measure, Offer, StatusReport, Undertaking
from graph.model.plans import Goal, Need, Plan, PlanChange, Term

NODE_KINDS: tuple[type[Node], ...] = (
    Source, Place, Plan, Term, Actor, Group, Goal, Need, Measure, Offer, Duty, Event, Participation, Rating,
    Paper, Consultation, Resolution, Statement, Deadline, Indicator, Target, Reading, Funding, StatusReport,
    Survey, TieReport, TieEvidence, Inventory, Claim, CellDecision, GapDecision, Proposal, Contact, Consent,
    PlanChange, Confirmation, Redirect, Setting,
)  # fmt: skip
EDGE_KINDS: tuple[type[Edge], ...] = (
    Responsibility, Tie, Contribution, Membership, Invitation, Attendance, Inquiry,
)  # fmt: skip
KINDS: dict[str, type[Record]] = {kind.__name__: kind for kind in (*NODE_KINDS, *EDGE_KINDS)}

__all__ = [
    "EDGE_KINDS", "KINDS", "NODE_KINDS", "Actor", "Attendance", "CellDecision", "Claim", "Confirmation", "Consent",
    "Consultation", "Contact", "Contribution", "Deadline", "Duty", "Edge", "Event", "Funding", "GapDecision", "Goal",
    "Group", "Indicator", "Inquiry", "Inventory", "Invitation", "Measure", "Membership", "Meta", "Need", "Node",
    "Offer", "P", "Paper", "Participation", "Place", "Plan", "PlanChange", "Proposal", "Rating", "Reading", "Record",
    "Redirect", "Ref", "Resolution", "Responsibility", "Setting", "Source", "Statement", "StatusReport", "Survey",
    "Target", "Term", "Tie", "TieEvidence", "TieReport", "To", "Undertaking", "global_id",
]  # fmt: skip
