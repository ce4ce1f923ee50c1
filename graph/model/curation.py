"""What caring for the graph leaves behind: confirmations, where a double went, and what a district sets for itself."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import ConfirmationWay

_CONFIRMED = (
    "Source", "Place", "Plan", "Term", "Actor", "Group", "Goal", "Need", "Measure", "Offer", "Duty", "Event",
    "Participation", "Rating", "Paper", "Consultation", "Resolution", "Statement", "Deadline", "Indicator", "Target",
    "Reading", "Funding", "StatusReport", "Survey", "TieReport", "TieEvidence", "Inventory", "Claim", "CellDecision",
    "GapDecision", "Proposal", "Contact", "Consent", "PlanChange",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Node):
    """Somebody said on a day that an entry is still right, apart from anybody writing it."""

    meta: ClassVar[Meta] = Meta(
        Text("Bestätigung", "Confirmation"),
        Text("Bestätigungen", "Confirmations"),
        table="confirmations",
        key="confirmation_id",
    )

    about: Annotated[Ref | None, P("Was", "About", "about_id"), To("CONFIRMS", *_CONFIRMED)] = None
    edge: Annotated[
        str | None,
        P(
            "Welche Beziehung",
            "Which edge",
            "edge_id",
            help=Text(
                "Interne Kennung, wenn eine Zuständigkeit, Verbindung oder Mitgliedschaft bestätigt wurde.",
                "Global id, where a responsibility, tie or membership was confirmed.",
            ),
        ),
    ] = None
    confirmed_on: Annotated[Day | None, P("Bestätigt am", "Confirmed on", "confirmed_on")] = None
    by: Annotated[Ref | None, P("Bestätigt von", "Confirmed by", "by_actor_id"), To("CONFIRMED_BY", "Actor")] = None
    function: Annotated[
        str | None,
        P(
            "Funktion",
            "Function",
            "function",
            help=Text("In welcher Funktion; nie der Name einer Person.", "In which function; never a person's name."),
        ),
    ] = None
    way: Annotated[ConfirmationWay | None, P("Auf welchem Weg", "How", "way")] = None
    confirmed_version: Annotated[
        int | None,
        P(
            "Bestätigte Fassung",
            "Confirmed version",
            "confirmed_version",
            help=Text(
                "Leer: nicht bekannt. 0: die eines Eintrags, der in diesem aufgegangen ist.",
                "Empty: not known. 0: that of an entry that was merged into this one.",
            ),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Node):
    """An entry was a double and went into another: its old id and key lead there, also those of later imports."""

    meta: ClassVar[Meta] = Meta(
        Text("Weiterleitung", "Redirect"), Text("Weiterleitungen", "Redirects"), table="redirects", key="redirect_id"
    )

    old_id: Annotated[str, P("Alte interne Kennung", "Old global id", "old_id")]
    old_kind: Annotated[str, P("Art des alten Eintrags", "Kind of the old entry", "old_kind")]
    old_key: Annotated[str, P("Alte Kennung", "Old key", "old_key")]
    old_name: Annotated[str | None, P("Hieß", "Was called", "old_name")] = None
    leads_to: Annotated[
        Ref | None,
        P("Führt zu", "Leads to", "leads_to_id"),
        To("LEADS_TO", "Actor", "Measure", "Offer", "Group", "Event", "Term"),
    ] = None
    edge: Annotated[
        str | None,
        P(
            "Führt zu Beziehung",
            "Leads to edge",
            "edge_id",
            help=Text("Interne Kennung, wenn der Eintrag eine Beziehung war.", "Global id, where it was an edge."),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Node):
    """A number that a district sets for itself, such as the days after which an entry counts as stale."""

    meta: ClassVar[Meta] = Meta(
        Text("Einstellung", "Setting"), Text("Einstellungen", "Settings"), table="settings", key="setting_id",
        title="name",
    )  # fmt: skip

    name: Annotated[str, P("Name", "Name", "name", headings=("Einstellung",))]
    value: Annotated[float | None, P("Wert", "Value", "value")] = None
