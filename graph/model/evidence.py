"""How we know: sources, claims, surveys, what was said about a tie, inventories."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import Frequency, TieAnswer, TieState


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Node):
    """A document or page that facts are taken from."""

    meta: ClassVar[Meta] = Meta(
        Text("Quelle", "Source"), Text("Quellen", "Sources"), table="sources", key="source_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title")]
    kind: Annotated[str | None, P("Art", "Kind", "kind")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    page: Annotated[str | None, P("Seite", "Page", "page")] = None
    quote: Annotated[str | None, P("Wortlaut", "Quote", "quote")] = None
    publisher: Annotated[
        Ref | None, P("Herausgeber", "Publisher", "publisher_actor_id"), To("PUBLISHED_BY", "Actor")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Node):
    """One source's word on one property. Contradicting claims stand side by side."""

    meta: ClassVar[Meta] = Meta(
        Text("Aussage", "Claim"), Text("Aussagen", "Claims"), table="claims", key="claim_id", title="subject"
    )

    subject: Annotated[str | None, P("Gegenstand", "Subject", "subject")] = None
    about: Annotated[
        Ref | None,
        P("Betrifft", "About", "subject_id"),
        To("ABOUT", "Measure", "Plan", "Offer", "Actor", "Term", "Goal", "Need", "Group", "Event"),
    ] = None
    property: Annotated[str | None, P("Eigenschaft", "Property", "property")] = None
    value: Annotated[str | None, P("Wert", "Value", "value")] = None
    actor: Annotated[Ref | None, P("Genannter Akteur", "Actor named"), To("NAMES", "Actor")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    quote: Annotated[str | None, P("Wortlaut", "Quote", "quote")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Node):
    """A wave of asking actors about their ties. With a complete roster a pair not listed was answered NO."""

    meta: ClassVar[Meta] = Meta(
        Text("Befragung", "Survey"), Text("Befragungen", "Surveys"), table="surveys", key="survey_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title")]
    wave: Annotated[str | None, P("Welle", "Wave", "wave")] = None
    start: Annotated[VagueDate | None, P("Beginn", "Start", "start")] = None
    end: Annotated[VagueDate | None, P("Ende", "End", "end")] = None
    roster: Annotated[str | None, P("Liste", "Roster", "roster")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieReport(Node):
    """What one side said about its tie to another in a survey. SILENT is unknown, not no."""

    meta: ClassVar[Meta] = Meta(
        Text("Verbindungsmeldung", "Tie report"),
        Text("Verbindungsmeldungen", "Tie reports"),
        table="tie_reports",
        key="tie_report_id",
    )

    survey: Annotated[Ref | None, P("Befragung", "Survey", "survey_id"), To("GIVEN_IN", "Survey")] = None
    reporter: Annotated[Ref | None, P("Wer es sagt", "Reporter", "reporter_actor_id"), To("REPORTED_BY", "Actor")] = (
        None
    )
    about: Annotated[Ref | None, P("Über wen", "About", "about_actor_id"), To("ABOUT", "Actor")] = None
    answer: Annotated[TieAnswer | None, P("Antwort", "Answer", "answer")] = None
    level: Annotated[int | None, P("Stufe (1–4)", "Level (1–4)", "level")] = None
    frequency: Annotated[Frequency | None, P("Häufigkeit", "Frequency", "frequency")] = None
    trust_reliable: Annotated[int | None, P("Verlässlich (1–4)", "Reliable (1–4)", "trust_reliable")] = None
    trust_open: Annotated[int | None, P("Offen (1–4)", "Open (1–4)", "trust_open")] = None
    trust_mission: Annotated[int | None, P("Gleiches Anliegen (1–4)", "Same mission (1–4)", "trust_mission")] = None
    formal: Annotated[bool | None, P("Vereinbarung", "Written agreement", "formal")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    reported_on: Annotated[Day | None, P("Gemeldet am", "Reported on", "reported_on")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEvidence(Node):
    """What a document or an event says about a pair of actors: a cooperation, an agreement, a wish, an invitation.

    A tie is derived from it; an invitation, a venue or a jury is kept here and never becomes a tie (`state` None).
    """

    meta: ClassVar[Meta] = Meta(
        Text("Kooperationsbeleg", "Tie evidence"),
        Text("Kooperationsbelege", "Tie evidence"),
        table="cooperations",
        key="cooperation_id",
    )

    actor_a: Annotated[Ref | None, P("Akteur A", "Actor A", "actor_a"), To("NAMES", "Actor")] = None
    actor_b: Annotated[Ref | None, P("Akteur B", "Actor B", "actor_b"), To("NAMES", "Actor")] = None
    measure: Annotated[
        Ref | None,
        P("Maßnahme", "Measure", "measure_id"),
        To("ABOUT", "Measure", "Offer", "Plan", "Term", "Goal", "Need", "Group"),
    ] = None
    event: Annotated[Ref | None, P("Veranstaltung", "Event", "event_id"), To("RAISED_AT", "Event")] = None
    type: Annotated[str | None, P("Art", "Type", "type")] = None
    directed: Annotated[bool | None, P("Gerichtet", "Directed", "directed")] = None
    wording: Annotated[str | None, P("Wortlaut", "Wording", "source_wording")] = None
    layer: Annotated[str | None, P("Ebene der Verbindung", "Layer", "layer")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    state: Annotated[TieState | None, P("Stand", "State", "state")] = None
    level: Annotated[int | None, P("Stufe (1–4)", "Level (1–4)", "level")] = None
    formal: Annotated[bool | None, P("Vereinbarung", "Written agreement", "formal")] = None
    since: Annotated[VagueDate | None, P("Seit", "Since", "since")] = None
    until: Annotated[VagueDate | None, P("Bis", "Until", "until")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory(Node):
    """Somebody listed on a day what exists: for a place and field, or for a plan. Without one, nothing is a gap."""

    meta: ClassVar[Meta] = Meta(
        Text("Bestandsaufnahme", "Inventory"),
        Text("Bestandsaufnahmen", "Inventories"),
        table="inventories",
        key="inventory_id",
    )

    place: Annotated[Ref | None, P("Ort", "Place", "place_id"), To("SERVES", "Place")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    target_groups: Annotated[
        tuple[Ref, ...],
        P("Zielgruppen", "Target groups", "target_group"),
        To("ADDRESSES", "Term", scheme="target_group"),
    ] = ()
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("ABOUT", "Plan")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    by: Annotated[Ref | None, P("Aufgenommen von", "Listed by", "by_actor_id"), To("LISTED_BY", "Actor")] = None
