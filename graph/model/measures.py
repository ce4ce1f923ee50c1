"""What is done or has to be done: measures, offers, duties, and what belongs to them."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import Basis, Known, MeasureStatus, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking(Node):
    """What plans, measures and offers have in common: a title, a scope in field, place and target group, a time."""

    title: Annotated[str, P("Titel", "Title", "title", headings=("Maßnahme", "Angebot", "Bezeichnung", "Projekt"))]
    fields: Annotated[
        tuple[Ref, ...],
        P("Handlungsfelder", "Fields of action", "field", headings=("Handlungsfeld", "Themenfeld", "Kernthema")),
        To("IN_FIELD", "Term", scheme="field"),
    ] = ()
    field_source: Annotated[str | None, P("Überschrift der Quelle", "Heading of the source", "field_source")] = None
    target_groups: Annotated[
        tuple[Ref, ...],
        P("Zielgruppen", "Target groups", "target_group", headings=("Zielgruppe", "Hauptzielgruppe")),
        To("ADDRESSES", "Term", scheme="target_group"),
    ] = ()
    places: Annotated[
        tuple[Ref, ...],
        P("Kommunen", "Municipalities", "municipality", headings=("Kommune", "Ort", "Gemeinde", "Stadt/Gemeinde")),
        To("SERVES", "Place", by="name"),
    ] = ()
    start: Annotated[VagueDate | None, P("Beginn", "Start", "start", headings=("Geplanter Start",))] = None
    end: Annotated[VagueDate | None, P("Ende", "End", "end", headings=("Geplantes Ende",))] = None
    time_text: Annotated[
        str | None,
        P("Zeitangabe (Text)", "Time as written", "time_text", headings=("Zeitrahmen", "Zeitplan", "Laufzeit")),
    ] = None
    status_text: Annotated[
        str | None,
        P("Stand (Wort)", "Status as written", "status", headings=("Umsetzungsstand", "Sachstand", "Status")),
    ] = None
    status_basis: Annotated[str | None, P("Grundlage des Stands", "Basis of the status", "status_basis")] = None
    funding_text: Annotated[
        str | None, P("Finanzierung", "Funding", "funding", headings=("Ressourcen", "Kosten", "Budget"))
    ] = None
    funders: Annotated[tuple[Ref, ...], P("Fördergeber", "Funders"), To("FUNDED_BY", "Actor")] = ()
    decided_by: Annotated[tuple[Ref, ...], P("Beschlossen von", "Decided by"), To("DECIDED_BY", "Actor")] = ()
    venues: Annotated[tuple[Ref, ...], P("Veranstaltungsorte", "Venues"), To("HELD_AT", "Actor")] = ()
    addressees: Annotated[tuple[Ref, ...], P("Adressaten", "Addressees"), To("ADDRESSES", "Actor")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Undertaking):
    """A measure, project, programme or recommendation of a plan."""

    meta: ClassVar[Meta] = Meta(
        Text("Maßnahme", "Measure"), Text("Maßnahmen", "Measures"), table="measures", key="measure_id", title="title"
    )

    kind: Annotated[
        Ref | None,
        P("Art der Maßnahme", "Kind of measure", "kind", headings=("Art",)),
        To("HAS_TYPE", "Term", scheme="measure_kind"),
    ] = None
    status: Annotated[MeasureStatus, P("Status", "Status", "status_code")] = MeasureStatus.UNKNOWN
    reach: Annotated[Reach | None, P("Reichweite", "Reach", "reach")] = None
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("PART_OF", "Plan")] = None
    number: Annotated[str | None, P("Nummer", "Number", "number", headings=("Nr.", "Nr"))] = None
    goal_text: Annotated[str | None, P("Ziel (Wortlaut)", "Goal as written", "goal", headings=("Ziel",))] = None
    goals: Annotated[tuple[Ref, ...], P("Ziele", "Goals", "goal_ids"), To("PURSUES", "Goal")] = ()
    indicator_text: Annotated[
        str | None, P("Indikator (Wortlaut)", "Indicator as written", "indicator", headings=("Indikator",))
    ] = None
    indicators: Annotated[
        tuple[Ref, ...], P("Indikatoren", "Indicators", "indicator_ids"), To("MEASURED_BY", "Indicator")
    ] = ()
    needs: Annotated[tuple[Ref, ...], P("Bedarfe", "Needs", "need_ids"), To("ARISES_FROM", "Need")] = ()
    origin: Annotated[str | None, P("Herkunft", "Origin", "origin")] = None
    priority: Annotated[str | None, P("Priorität", "Priority", "priority")] = None
    min_partners: Annotated[int | None, P("Mindestzahl Partner", "Least number of partners", "min_partners")] = None
    needs_extra_funds: Annotated[
        Known | None, P("Braucht zusätzliche Mittel", "Needs extra funds", "needs_extra_funds")
    ] = None
    own_resolution: Annotated[Known | None, P("Eigener Beschluss", "Own resolution", "own_resolution")] = None
    task: Annotated[Ref | None, P("Aufgabe", "Task", "task"), To("HAS_TASK", "Term", scheme="task")] = None
    report_months: Annotated[
        int | None,
        P(
            "Berichtsabstand (Monate)",
            "Reports every (months)",
            "report_months",
            help=Text("Leer: der Abstand, den die Einstellungen nennen.", "Empty: as the settings say."),
        ),
    ] = None
    confirmed_on: Annotated[Day | None, P("Bestätigt am", "Confirmed on", "confirmed_on")] = None
    confirmed_by: Annotated[
        tuple[Ref, ...], P("Bestätigt von", "Confirmed by", "confirmed_by"), To("CONFIRMED_BY", "Actor")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Undertaking):
    """A service that people can use; a site of an offer is an offer at a place."""

    meta: ClassVar[Meta] = Meta(
        Text("Angebot", "Offer"), Text("Angebote", "Offers"), table="offers", key="offer_id", title="title"
    )

    kind: Annotated[str | None, P("Art des Angebots", "Kind of offer", "kind")] = None
    status: Annotated[MeasureStatus, P("Status", "Status", "status_code")] = MeasureStatus.UNKNOWN
    reach: Annotated[Reach | None, P("Reichweite", "Reach", "reach")] = None
    task: Annotated[Ref | None, P("Aufgabe", "Task", "task"), To("HAS_TASK", "Term", scheme="task")] = None
    follows: Annotated[Ref | None, P("Folgt auf", "Follows", "follows_offer_id"), To("FOLLOWS", "Offer")] = None
    part_of: Annotated[
        Ref | None, P("Teil von", "Part of", "part_of_measure_id"), To("PART_OF", "Measure", "Offer")
    ] = None
    published_in: Annotated[tuple[str, ...], P("Veröffentlicht in", "Published in", "published_in")] = ()
    verified_on: Annotated[Day | None, P("Geprüft am", "Verified on", "verified_on")] = None
    verified_by: Annotated[Ref | None, P("Geprüft von", "Verified by", "verified_by"), To("VERIFIED_BY", "Actor")] = (
        None
    )
    contact: Annotated[Ref | None, P("Kontakt", "Contact", "contact_id"), To("HAS_CONTACT", "Contact")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Node):
    """A task by law or contract: who has to do it, where, and which measures fulfil it."""

    meta: ClassVar[Meta] = Meta(
        Text("Pflichtaufgabe", "Duty"), Text("Pflichtaufgaben", "Duties"), table="duties", key="duty_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title", headings=("Aufgabe",))]
    basis: Annotated[Basis, P("Grundlage", "Basis", "basis")] = Basis.UNKNOWN
    legal_basis: Annotated[str | None, P("Rechtsgrundlage", "Legal basis", "legal_basis")] = None
    legal_holder: Annotated[
        Ref | None, P("Pflichtträger", "Legal holder", "legal_holder_actor_id"), To("OWED_BY", "Actor")
    ] = None
    places: Annotated[tuple[Ref, ...], P("Orte", "Places", "place_id"), To("SERVES", "Place")] = ()
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    measures: Annotated[
        tuple[Ref, ...],
        P("Erfüllt durch", "Fulfilled by", "measure_ids"),
        To("FULFILS", "Measure", inverse=True),
    ] = ()
    delegation_document: Annotated[
        str | None, P("Übertragung (Dokument)", "Document of delegation", "delegation_document")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Node):
    """Money for a measure, from whom, until when."""

    meta: ClassVar[Meta] = Meta(
        Text("Finanzierung", "Funding"), Text("Finanzierungen", "Fundings"), table="fundings", key="funding_id"
    )

    measure: Annotated[
        Ref | None, P("Maßnahme", "Measure", "measure_id"), To("FUNDED_BY", "Measure", "Offer", inverse=True)
    ] = None
    programme: Annotated[
        Ref | None, P("Programm", "Programme", "programme"), To("FROM_PROGRAMME", "Term", scheme="programme")
    ] = None
    funder: Annotated[Ref | None, P("Geldgeber", "Funder", "funder_actor_id"), To("GRANTED_BY", "Actor")] = None
    amount_eur: Annotated[float | None, P("Betrag je Jahr (Euro)", "Amount a year (euro)", "amount_eur")] = None
    start: Annotated[VagueDate | None, P("Beginn", "Start", "start")] = None
    end: Annotated[VagueDate | None, P("Ende", "End", "end")] = None
    kim: Annotated[bool | None, P("KIM-Mittel", "KIM money", "kim")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport(Node):
    """What somebody reported about a measure on a day."""

    meta: ClassVar[Meta] = Meta(
        Text("Sachstandsmeldung", "Status report"),
        Text("Sachstandsmeldungen", "Status reports"),
        table="status_reports",
        key="report_id",
    )

    measure: Annotated[Ref | None, P("Maßnahme", "Measure", "measure_id"), To("REPORTS_ON", "Measure", "Offer")] = None
    date: Annotated[VagueDate | None, P("Datum", "Date", "date", headings=("Stand (Datum)", "Stand"))] = None
    status_text: Annotated[str | None, P("Stand (Wort)", "Status as written", "status")] = None
    status: Annotated[MeasureStatus, P("Status", "Status", "status_code")] = MeasureStatus.UNKNOWN
    percent: Annotated[float | None, P("Fortschritt (%)", "Progress (%)", "percent")] = None
    text: Annotated[str | None, P("Text", "Text", "text", headings=("Begründung",))] = None
    by: Annotated[Ref | None, P("Gemeldet von", "Reported by", "by_actor_id"), To("REPORTED_BY", "Actor")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Node):
    """A day by which something has to be done, of a measure, a plan or on its own."""

    meta: ClassVar[Meta] = Meta(
        Text("Frist", "Deadline"), Text("Fristen", "Deadlines"), table="deadlines", key="deadline_id", title="title"
    )

    title: Annotated[str, P("Titel", "Title", "title", headings=("Frist", "Meilenstein"))]
    date: Annotated[VagueDate | None, P("Datum", "Date", "date")] = None
    time_text: Annotated[str | None, P("Zeitangabe (Text)", "Time as written", "time_text")] = None
    kind: Annotated[str | None, P("Art", "Kind", "kind")] = None
    measure: Annotated[Ref | None, P("Maßnahme", "Measure", "measure_id"), To("DUE_FOR", "Measure", "Offer")] = None
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("DUE_FOR", "Plan")] = None
    done_on: Annotated[Day | None, P("Erledigt am", "Done on", "done_on")] = None
