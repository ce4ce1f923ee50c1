"""The register of readings: what was measured over the years, for whom and where; never what few cases give away."""

from collections.abc import Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Indicator, Reading
from graph.office.readings import Point, Readings
from graph.questions.indicators import PLACE, for_whom, is_shown, unreadable, where
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.rights.small_cells import is_suppressed

_INDICATOR = Column("indicator", Text("Indikator", "Indicator"))


def _register(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """One row for each indicator, target group, place and period, the oldest first."""
    readings = Readings(situation.view, situation.dataset, situation.on)
    chosen = [asked["indicator"]] if asked["indicator"] else situation.view.all(Indicator, situation.dataset)
    rows = tuple(
        Row(
            (indicator,),
            (for_whom(situation, series), where(situation, series), point.text, point.value, indicator.unit,
             is_shown(point), _cases(situation, point), point.told_on),
            evidence=point.records,
        )
        for indicator in chosen
        for series in readings.series(indicator)
        for point in series.points
    )  # fmt: skip
    return Found(rows, unreadable(readings))


def _cases(situation: Situation, point: Point) -> int | None:
    """The number of cases behind a value; that of a withheld one is withheld, too."""
    told = [r.count for r in situation.view.many(Reading, point.records) if not is_suppressed(r)]
    return told[0] if len(told) == len(point.records) == 1 else None


READINGS = Question(
    key="readings",
    text=Text(
        "Was wurde über die Jahre gemessen, für wen und wo?", "What was measured over the years, for whom and where?"
    ),
    about=(_INDICATOR,),
    columns=(
        Column("targetGroup", Text("Zielgruppe", "Target group")),
        PLACE,
        Column("period", Text("Zeitraum", "Period")),
        Column("value", Text("Wert", "Value")),
        Column("unit", Text("Einheit", "Unit")),
        Column("shown", Text("Messwert", "Reading")),
        Column("cases", Text("Fallzahl", "Number of cases")),
        Column("toldOn", Text("Bekannt seit", "Known since")),
    ),
    parameters=(Parameter(name="indicator", label=Text("Indikator", "Indicator"), kinds=("Indicator",)),),
    find=_register,
)
