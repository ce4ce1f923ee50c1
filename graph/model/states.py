"""The closed lists: states of a machine, each with its label. What a district may name itself is a Term instead."""

from collections.abc import Mapping
from enum import StrEnum

from graph.language import Text


class State(StrEnum):
    """A machine state; equal to its code as text, with a label for readers."""

    label: Text

    def __new__(cls, code: str, de: str, en: str) -> "State":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Text(de, en)
        return member

    @classmethod
    def former(cls) -> Mapping[str, "State"]:
        """The codes that older versions wrote, and what they are called now."""
        return {}

    @classmethod
    def of(cls, code: str) -> "State":
        """The state that has this code, or had it. Raises KeyError if there is none."""
        return cls.__members__.get(code) or cls.former()[code]


class Visibility(State):
    PUBLIC = "PUBLIC", "öffentlich", "public"
    PARTNERS = "PARTNERS", "für Partner", "partners"
    INTERNAL = "INTERNAL", "intern", "internal"


class PlaceLevel(State):
    DISTRICT = "DISTRICT", "Kreis", "district"
    MUNICIPALITY = "MUNICIPALITY", "Kommune", "municipality"
    QUARTER = "QUARTER", "Ortsteil", "quarter"
    OUTSIDE = "OUTSIDE", "außerhalb des Kreises", "outside the district"


class MeasureStatus(State):
    PROPOSED = "PROPOSED", "vorgeschlagen", "proposed"
    PLANNED = "PLANNED", "geplant", "planned"
    ADOPTED = "ADOPTED", "beschlossen", "adopted"
    IN_PROGRESS = "IN_PROGRESS", "läuft", "in progress"
    DELAYED = "DELAYED", "verzögert", "delayed"
    PAUSED = "PAUSED", "pausiert", "paused"
    COMPLETED = "COMPLETED", "abgeschlossen", "completed"
    CANCELLED = "CANCELLED", "abgebrochen", "cancelled"
    SUPERSEDED = "SUPERSEDED", "ersetzt", "superseded"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class PlanStatus(State):
    DRAFT = "DRAFT", "Entwurf", "draft"
    PROPOSED = "PROPOSED", "zur Beratung", "proposed"
    ADOPTED = "ADOPTED", "beschlossen", "adopted"
    SUPERSEDED = "SUPERSEDED", "abgelöst", "superseded"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class Reach(State):
    DISTRICT = "DISTRICT", "kreisweit", "district-wide"
    MOBILE = "MOBILE", "mobil", "mobile"
    ONLINE = "ONLINE", "online", "online"
    SITE = "SITE", "Standort, offen für alle", "site, open to everybody"
    LOCAL = "LOCAL", "örtlich", "local"


class Role(State):
    LEAD = "LEAD", "federführend", "lead"
    SHARED = "SHARED", "mitverantwortlich", "shared"
    SUPPORTING = "SUPPORTING", "unterstützend", "supporting"


class Basis(State):
    LEGAL = "LEGAL", "gesetzlich", "legal"
    CONTRACTUAL = "CONTRACTUAL", "vertraglich", "contractual"
    VOLUNTARY = "VOLUNTARY", "freiwillig", "voluntary"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class ResponsibilityState(State):
    PROPOSED = "PROPOSED", "vorgeschlagen", "proposed"
    ASKED = "ASKED", "gefragt", "asked"
    ACCEPTED = "ACCEPTED", "hat zugesagt", "accepted"
    DECLINED = "DECLINED", "hat abgelehnt", "declined"
    ENDED = "ENDED", "beendet", "ended"


class TieState(State):
    EXISTS = "EXISTS", "besteht", "exists"
    WISHED = "WISHED", "gewünscht", "wished"
    ENDED = "ENDED", "beendet", "ended"


class TieAnswer(State):
    YES = "YES", "ja", "yes"
    NO = "NO", "nein", "no"
    SILENT = "SILENT", "keine Antwort", "silent"


class Known(State):
    YES = "YES", "ja", "yes"
    NO = "NO", "nein", "no"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class EventState(State):
    PLANNED = "PLANNED", "geplant", "planned"
    HELD = "HELD", "hat stattgefunden", "held"
    CANCELLED = "CANCELLED", "abgesagt", "cancelled"


class Daypart(State):
    MORNING = "MORNING", "vormittags", "morning"
    AFTERNOON = "AFTERNOON", "nachmittags", "afternoon"
    EVENING = "EVENING", "abends", "evening"


class ConsultationResult(State):
    AS_PROPOSED = "AS_PROPOSED", "ungeändert beschlossen", "as proposed"
    AMENDED = "AMENDED", "geändert beschlossen", "amended"
    NOTED = "NOTED", "zur Kenntnis genommen", "noted"
    REFERRED = "REFERRED", "verwiesen", "referred"
    DEFERRED = "DEFERRED", "vertagt", "deferred"
    REJECTED = "REJECTED", "abgelehnt", "rejected"
    WITHDRAWN = "WITHDRAWN", "zurückgezogen", "withdrawn"


class ResolutionResult(State):
    ADOPTED = "ADOPTED", "angenommen", "adopted"
    REJECTED = "REJECTED", "abgelehnt", "rejected"


class Stance(State):
    AGREES = "AGREES", "stimmt zu", "agrees"
    AGREES_WITH_CHANGES = "AGREES_WITH_CHANGES", "stimmt mit Änderungen zu", "agrees with changes"
    REFUSES = "REFUSES", "lehnt ab", "refuses"
    NO_REPLY = "NO_REPLY", "keine Antwort", "no reply"


class RatingValue(State):
    WORKS_WELL = "WORKS_WELL", "läuft gut", "works well"
    IMPROVE = "IMPROVE", "verbessern", "improve"


class Direction(State):
    UP = "UP", "mehr ist besser", "up is better"
    DOWN = "DOWN", "weniger ist besser", "down is better"


class TargetPath(State):
    LINEAR = "LINEAR", "gleichmäßig", "linear"
    STEPPED = "STEPPED", "zum Zieljahr", "stepped"


class PlanChangeKind(State):
    CONTINUED = "CONTINUED", "fortgeführt", "continued"
    CHANGED = "CHANGED", "geändert", "changed"
    COMPLETED = "COMPLETED", "abgeschlossen", "completed"
    DROPPED = "DROPPED", "entfallen", "dropped"
    NEW = "NEW", "neu", "new"


class CellDecisionKind(State):
    NOT_REQUIRED = "NOT_REQUIRED", "nicht erforderlich", "not required"


class GapState(State):
    OPEN = "OPEN", "offen", "open"
    ACKNOWLEDGED = "ACKNOWLEDGED", "gesehen", "acknowledged"
    PLANNED = "PLANNED", "in Planung", "planned"
    CLOSED = "CLOSED", "geschlossen", "closed"
    ACCEPTED = "ACCEPTED", "bewusst offen", "accepted"
    FALSE_ALARM = "FALSE_ALARM", "Fehlalarm", "false alarm"


class ProposalState(State):
    SUGGESTED = "SUGGESTED", "vorgeschlagen", "suggested"
    INVITED = "INVITED", "eingeladen", "invited"
    AGREED = "AGREED", "vereinbart", "agreed"
    WORKING = "WORKING", "arbeiten zusammen", "working together"
    DECLINED = "DECLINED", "abgelehnt", "declined"

    @classmethod
    def former(cls) -> Mapping[str, State]:
        return {"PROPOSED": cls.SUGGESTED, "TAKEN_UP": cls.INVITED, "DONE": cls.WORKING, "DISMISSED": cls.DECLINED}


class Frequency(State):
    YEARLY = "YEARLY", "jährlich", "yearly"
    QUARTERLY = "QUARTERLY", "vierteljährlich", "quarterly"
    MONTHLY = "MONTHLY", "monatlich", "monthly"
    WEEKLY = "WEEKLY", "wöchentlich", "weekly"


class ConfirmationWay(State):
    LINK = "LINK", "über einen Link", "by a link"
    PHONE = "PHONE", "am Telefon", "by telephone"
    MEETING = "MEETING", "im Gespräch", "in a meeting"
    MAIL = "MAIL", "schriftlich", "in writing"
