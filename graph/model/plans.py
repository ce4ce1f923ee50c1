"""The concept itself: vocabularies, plans, goals, needs and what became of a measure."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.measures import Undertaking
from graph.model.states import PlanChangeKind, PlanStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """An entry of a vocabulary (after SKOS): fields, target groups, actor types, programmes … are data, never enums."""

    meta: ClassVar[Meta] = Meta(
        Text("Begriff", "Term"), Text("Begriffe", "Terms"), table="terms", key="term_id", title="label"
    )

    scheme: Annotated[
        str,
        P(
            "Vokabular",
            "Scheme",
            "scheme",
            help=Text(
                "field, target_group, actor_type, measure_kind, programme, contact_role, task oder ein eigenes.",
                "field, target_group, actor_type, measure_kind, programme, contact_role, task or one of your own.",
            ),
        ),
    ]
    label: Annotated[str, P("Bezeichnung", "Label", "label")]
    label_en: Annotated[str | None, P("Bezeichnung (englisch)", "English label", "label_en")] = None
    alt_labels: Annotated[tuple[str, ...], P("Andere Wörter", "Other words", "alt_labels")] = ()
    broader: Annotated[Ref | None, P("Oberbegriff", "Broader", "broader"), To("BROADER", "Term")] = None
    main: Annotated[
        bool | None,
        P(
            "Hauptachse",
            "Main axis",
            "main",
            help=Text("Ja bei den Achsen der Deckungsmatrix.", "Yes for the axes of the coverage matrix."),
        ),
    ] = None
    plan: Annotated[Ref | None, P("Eingeführt mit", "Introduced by", "plan_id"), To("INTRODUCED_BY", "Plan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Undertaking):
    """An edition of an integration concept."""

    meta: ClassVar[Meta] = Meta(
        Text("Konzept", "Plan"), Text("Konzepte", "Plans"), table="plans", key="plan_id", title="title"
    )

    edition: Annotated[str | None, P("Ausgabe", "Edition", "edition")] = None
    place: Annotated[Ref | None, P("Gebiet", "Territory", "place_id"), To("PLAN_OF", "Place")] = None
    status: Annotated[PlanStatus, P("Status", "Status", "status")] = PlanStatus.UNKNOWN
    adopted_on: Annotated[VagueDate | None, P("Beschlossen am", "Adopted on", "adopted_on")] = None
    supersedes: Annotated[Ref | None, P("Löst ab", "Supersedes", "supersedes"), To("SUPERSEDES", "Plan")] = None
    based_on: Annotated[Ref | None, P("Nach dem Vorbild von", "Based on", "based_on"), To("BASED_ON", "Plan")] = None
    adopts: Annotated[
        tuple[Ref, ...], P("Übernommene Maßnahmen", "Adopted measures", "measure_ids"), To("ADOPTS", "Measure")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Node):
    """What a plan wants to reach, strategic or operative."""

    meta: ClassVar[Meta] = Meta(
        Text("Ziel", "Goal"), Text("Ziele", "Goals"), table="goals", key="goal_id", title="text"
    )

    text: Annotated[str, P("Wortlaut", "Wording", "text", headings=("Ziel",))]
    plan: Annotated[Ref | None, P("Konzept", "Plan", "plan_id"), To("PART_OF", "Plan")] = None
    level: Annotated[str | None, P("Ebene", "Level", "level")] = None
    broader: Annotated[Ref | None, P("Oberziel", "Broader goal", "broader"), To("BROADER", "Goal")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Node):
    """A need, idea or wish that somebody raised. Only themes, never single cases."""

    meta: ClassVar[Meta] = Meta(
        Text("Bedarf", "Need"), Text("Bedarfe", "Needs"), table="needs", key="need_id", title="text"
    )

    text: Annotated[str, P("Wortlaut", "Wording", "text", headings=("Bedarf", "Idee", "Wunsch"))]
    kind: Annotated[str | None, P("Art", "Kind", "kind")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    target_groups: Annotated[
        tuple[Ref, ...],
        P("Zielgruppen", "Target groups", "target_group"),
        To("ADDRESSES", "Term", scheme="target_group"),
    ] = ()
    places: Annotated[tuple[Ref, ...], P("Orte", "Places", "place_ids"), To("SERVES", "Place")] = ()
    event: Annotated[Ref | None, P("Genannt bei", "Raised at", "event_id"), To("RAISED_AT", "Event")] = None
    goals: Annotated[
        tuple[Ref, ...], P("Wurde zu Ziel", "Became goal", "goal_ids"), To("ARISES_FROM", "Goal", inverse=True)
    ] = ()
    raised_on: Annotated[Day | None, P("Genannt am", "Raised on", "raised_on")] = None
    ranked_on: Annotated[Day | None, P("Gereiht am", "Ranked on", "ranked_on")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange(Node):
    """What became of a measure from one edition of a plan to the next."""

    meta: ClassVar[Meta] = Meta(
        Text("Planänderung", "Plan change"),
        Text("Planänderungen", "Plan changes"),
        table="plan_changes",
        key="change_id",
    )

    old_measure: Annotated[
        Ref | None, P("Alte Maßnahme", "Old measure", "old_measure_id"), To("CHANGED_FROM", "Measure")
    ] = None
    new_measure: Annotated[
        Ref | None, P("Neue Maßnahme", "New measure", "new_measure_id"), To("CHANGED_TO", "Measure")
    ] = None
    change: Annotated[PlanChangeKind | None, P("Änderung", "Change", "change")] = None
    reason: Annotated[str | None, P("Grund", "Reason", "reason")] = None
