"""The edges that are the product's heart: the current state between two nodes, with an id of its own."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Edge, Meta, P, Ref, To
from graph.model.states import Basis, Daypart, Known, ResponsibilityState, Role, TieState

_ACTOR = P("Akteur", "Actor", "actor_id")
_SINCE = P("Seit", "Since", "since")
_UNTIL = P("Bis", "Until", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Edge):
    """Who answers for a measure, duty or offer. Named is not accepted."""

    meta: ClassVar[Meta] = Meta(
        Text("Zuständigkeit", "Responsibility"),
        Text("Zuständigkeiten", "Responsibilities"),
        table="responsibilities",
        key="responsibility_id",
        relation="RESPONSIBLE_FOR",
    )

    source: Annotated[Ref, _ACTOR, To("RESPONSIBLE_FOR", "Actor")]
    target: Annotated[Ref, P("Wofür", "For what", "measure_id"), To("RESPONSIBLE_FOR", "Measure", "Duty", "Offer")]
    role: Annotated[Role, P("Rolle", "Role", "role_code")] = Role.LEAD
    role_text: Annotated[str | None, P("Rolle (Wort)", "Role as written", "role")] = None
    wording: Annotated[str | None, P("Wortlaut", "Wording", "source_wording")] = None
    basis: Annotated[Basis, P("Grundlage", "Basis", "basis")] = Basis.UNKNOWN
    state: Annotated[ResponsibilityState, P("Stand", "State", "state")] = ResponsibilityState.PROPOSED
    state_since: Annotated[Day | None, P("Stand seit", "State since", "state_since")] = None
    confirmed_on: Annotated[Day | None, P("Bestätigt am", "Confirmed on", "confirmed_on")] = None
    proof: Annotated[
        str | None,
        P(
            "Nachweis",
            "Proof",
            "proof",
            headings=("Beleg",),
            help=Text(
                "Woran man den Stand sieht: Schreiben, Protokoll, Vertrag.",
                "What shows the state: a letter, minutes, a contract.",
            ),
        ),
    ] = None
    since: Annotated[VagueDate | None, _SINCE] = None
    until: Annotated[VagueDate | None, _UNTIL] = None
    effort_fte: Annotated[float | None, P("Aufwand (VZÄ)", "Effort (FTE)", "effort_fte")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Edge):
    """A cooperation of two actors; key = pair, field, layer. Derived from its reports and evidence.

    `level` 1–4 (awareness, cooperation, coordination, integration) is what people stated, the mean of both sides;
    None: not stated. Ends are ordered by external id unless `directed`.
    """

    meta: ClassVar[Meta] = Meta(
        Text("Verbindung", "Tie"), Text("Verbindungen", "Ties"), relation="COOPERATES_WITH", symmetric=True
    )

    source: Annotated[Ref, P("Akteur A", "Actor A"), To("COOPERATES_WITH", "Actor")]
    target: Annotated[Ref, P("Akteur B", "Actor B"), To("COOPERATES_WITH", "Actor")]
    layer: Annotated[str, P("Ebene der Verbindung", "Layer")] = "working"
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    state: Annotated[TieState, P("Stand", "State")] = TieState.EXISTS
    state_since: Annotated[Day | None, P("Stand seit", "State since")] = None
    level: Annotated[float | None, P("Stufe (1–4)", "Level (1–4)")] = None
    confirmed_by_both: Annotated[bool | None, P("Von beiden bestätigt", "Confirmed by both")] = None
    formal: Annotated[bool | None, P("Vereinbarung", "Written agreement")] = None
    directed: Annotated[bool, P("Gerichtet", "Directed")] = False
    since: Annotated[VagueDate | None, _SINCE] = None
    until: Annotated[VagueDate | None, _UNTIL] = None
    told_on: Annotated[Day | None, P("Zuletzt berichtet am", "Last told on")] = None
    reports: Annotated[tuple[Ref, ...], P("Meldungen", "Reports"), To("RESTS_ON", "TieReport")] = ()
    evidence: Annotated[tuple[Ref, ...], P("Belege", "Evidence"), To("RESTS_ON", "TieEvidence")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Edge):
    """An actor takes part in a measure or offer without answering for it."""

    meta: ClassVar[Meta] = Meta(
        Text("Mitwirkung", "Contribution"),
        Text("Mitwirkungen", "Contributions"),
        table="contributions",
        key="contribution_id",
        relation="CONTRIBUTES_TO",
    )

    source: Annotated[Ref, _ACTOR, To("CONTRIBUTES_TO", "Actor")]
    target: Annotated[Ref, P("Woran", "To what", "measure_id"), To("CONTRIBUTES_TO", "Measure", "Offer")]
    what: Annotated[str | None, P("Was", "What", "what")] = None
    role_text: Annotated[str | None, P("Rolle (Wort)", "Role as written", "role")] = None
    wording: Annotated[str | None, P("Wortlaut", "Wording", "source_wording")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Edge):
    """An actor sits in a body or working group."""

    meta: ClassVar[Meta] = Meta(
        Text("Mitgliedschaft", "Membership"),
        Text("Mitgliedschaften", "Memberships"),
        table="memberships",
        key="membership_id",
        relation="MEMBER_OF",
    )

    source: Annotated[Ref, _ACTOR, To("MEMBER_OF", "Actor")]
    target: Annotated[Ref, P("Gremium", "Group", "group_id"), To("MEMBER_OF", "Group")]
    role: Annotated[str | None, P("Rolle", "Role", "role")] = None
    wording: Annotated[str | None, P("Wortlaut", "Wording", "source_wording")] = None
    from_event: Annotated[
        Ref | None, P("Spricht für Workshop", "Speaks for workshop", "from_event_id"), To("SPEAKS_FOR", "Event")
    ] = None
    since: Annotated[VagueDate | None, _SINCE] = None
    until: Annotated[VagueDate | None, _UNTIL] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Edge):
    """An actor was invited to an event; `attended` says what became of it."""

    meta: ClassVar[Meta] = Meta(
        Text("Einladung", "Invitation"),
        Text("Einladungen", "Invitations"),
        table="attendances",
        key="attendance_id",
        relation="INVITED_TO",
    )

    source: Annotated[Ref, _ACTOR, To("INVITED_TO", "Actor")]
    target: Annotated[Ref, P("Veranstaltung", "Event", "event_id"), To("INVITED_TO", "Event")]
    invited_on: Annotated[Day | None, P("Eingeladen am", "Invited on", "invited_on")] = None
    attended: Annotated[Known, P("Gekommen", "Attended", "attended")] = Known.UNKNOWN
    daypart: Annotated[Daypart | None, P("Tageszeit", "Daypart", "daypart")] = None
    absence_reason: Annotated[str | None, P("Grund der Absage", "Reason of absence", "absence_reason")] = None
    wording: Annotated[str | None, P("Wortlaut", "Wording", "source_wording")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Edge):
    """An actor came to an event, invited or not."""

    meta: ClassVar[Meta] = Meta(Text("Teilnahme", "Attendance"), Text("Teilnahmen", "Attendances"), relation="ATTENDED")

    source: Annotated[Ref, _ACTOR, To("ATTENDED", "Actor")]
    target: Annotated[Ref, P("Veranstaltung", "Event", "event_id"), To("ATTENDED", "Event")]
    daypart: Annotated[Daypart | None, P("Tageszeit", "Daypart", "daypart")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Edge):
    """An actor was asked in a survey; without `responded_on` it was silent on all pairs."""

    meta: ClassVar[Meta] = Meta(
        Text("Befragter Akteur", "Actor asked"),
        Text("Befragte Akteure", "Actors asked"),
        table="survey_actors",
        relation="ASKED_IN",
    )

    source: Annotated[Ref, _ACTOR, To("ASKED_IN", "Actor")]
    target: Annotated[Ref, P("Befragung", "Survey", "survey_id"), To("ASKED_IN", "Survey")]
    asked_on: Annotated[Day | None, P("Gefragt am", "Asked on", "asked_on")] = None
    responded_on: Annotated[Day | None, P("Geantwortet am", "Responded on", "responded_on")] = None
