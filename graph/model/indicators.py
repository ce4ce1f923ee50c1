"""What is measured: indicators, their readings over the years, baseline and target."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import Direction, TargetPath

_GROUP = P("Zielgruppe", "Target group", "target_group")
_PLACE = P("Ort", "Place", "place_id")
_OF = P("Indikator", "Indicator", "indicator_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Node):
    """A number that tells whether a goal comes nearer. `direction` says what is better."""

    meta: ClassVar[Meta] = Meta(
        Text("Indikator", "Indicator"), Text("Indikatoren", "Indicators"), table="indicators", key="indicator_id",
        title="name",
    )  # fmt: skip

    name: Annotated[str, P("Name", "Name", "name", headings=("Indikator", "Kennzahl"))]
    unit: Annotated[str | None, P("Einheit", "Unit", "unit")] = None
    direction: Annotated[Direction | None, P("Richtung", "Direction", "direction")] = None
    fields: Annotated[
        tuple[Ref, ...], P("Handlungsfelder", "Fields of action", "field"), To("IN_FIELD", "Term", scheme="field")
    ] = ()
    goals: Annotated[tuple[Ref, ...], P("Ziele", "Goals", "goal_ids"), To("MEASURED_BY", "Goal", inverse=True)] = ()
    period_months: Annotated[int | None, P("Abstand (Monate)", "Period (months)", "period_months")] = None
    keeper: Annotated[Ref | None, P("Geführt von", "Kept by", "keeper_actor_id"), To("KEPT_BY", "Actor")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Node):
    """A value of an indicator for a period, of a target group and a place or of all; withheld under five cases."""

    meta: ClassVar[Meta] = Meta(
        Text("Messwert", "Reading"), Text("Messwerte", "Readings"), table="readings", key="reading_id"
    )

    indicator: Annotated[Ref | None, _OF, To("READING_OF", "Indicator")] = None
    period: Annotated[str | None, P("Zeitraum", "Period", "period")] = None
    target_group: Annotated[Ref | None, _GROUP, To("ADDRESSES", "Term", scheme="target_group")] = None
    place: Annotated[Ref | None, _PLACE, To("SERVES", "Place")] = None
    value: Annotated[float | None, P("Wert", "Value", "value", headings=("Istwert",))] = None
    count: Annotated[int | None, P("Fallzahl", "Number of cases", "count")] = None
    suppressed: Annotated[bool | None, P("Zurückgehalten", "Withheld", "suppressed")] = None
    published_on: Annotated[Day | None, P("Veröffentlicht am", "Published on", "published_on")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Node):
    """Baseline and target of an indicator, of a target group and a place or of all, and the path between them."""

    meta: ClassVar[Meta] = Meta(
        Text("Zielwert", "Target"), Text("Zielwerte", "Targets"), table="targets", key="target_id"
    )

    indicator: Annotated[Ref | None, _OF, To("TARGET_OF", "Indicator")] = None
    target_group: Annotated[Ref | None, _GROUP, To("ADDRESSES", "Term", scheme="target_group")] = None
    place: Annotated[Ref | None, _PLACE, To("SERVES", "Place")] = None
    baseline_period: Annotated[str | None, P("Ausgangsjahr", "Baseline period", "baseline_period")] = None
    baseline: Annotated[float | None, P("Ausgangswert", "Baseline", "baseline")] = None
    target_period: Annotated[str | None, P("Zieljahr", "Target period", "target_period")] = None
    target: Annotated[float | None, P("Zielwert", "Target value", "target")] = None
    path: Annotated[TargetPath | None, P("Weg", "Path", "path")] = None
    tolerance: Annotated[float | None, P("Toleranz", "Tolerance", "tolerance")] = None
