"""Status reports: which measures nobody has reported on for long, and when the next report of each is due."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.dates import months_before
from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Measure
from graph.model.states import Known
from graph.office.reporting import REPORT_MONTHS, Reports, is_reported_on
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row

_MEASURE = Column("measure", Text("Maßnahme", "Measure"))
_STATUS = Column("status", Text("Status", "Status"))
_LAST = Column("lastReport", Text("Letzte Meldung", "Last report"))
_RESPONSIBLE = Column("responsible", Text("Zuständig", "Responsible"))


def _not_reported_on(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Measures adopted or under way without a report in the last months.

    Unknown for a measure of unknown status, and where the date of a report is too vague to tell.
    """
    reports = Reports(situation.view, situation.dataset, situation.on)
    since = months_before(situation.on, int(asked["months"]))
    for measure in situation.view.all(Measure, situation.dataset):
        expected, told = is_reported_on(measure), reports.since(measure.id, since)
        if expected is Known.NO or told is Known.YES:
            continue
        last = reports.newest(measure.id)
        cells = (measure.status, reports.last_on(measure.id), _names(situation, measure))
        sure = expected is Known.YES and told is Known.NO
        yield Row((measure,), cells, Truth.YES if sure else Truth.UNKNOWN, (last.id,) if last else ())


def _register(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Every measure on which reports are expected or were made."""
    reports = Reports(situation.view, situation.dataset, situation.on)
    for measure in situation.view.all(Measure, situation.dataset):
        last = reports.newest(measure.id)
        if last is None and is_reported_on(measure) is Known.NO:
            continue
        expected = is_reported_on(measure) is not Known.NO
        cells = (
            measure.status,
            reports.last_on(measure.id),
            last.status if last else None,
            _percent(last.percent if last else None),
            last.text if last else None,
            situation.name(last.by if last else None) or None,
            reports.months(measure) if expected else None,
            reports.due_on(measure) if expected else None,
            reports.is_overdue(measure),
            _names(situation, measure),
        )
        yield Row((measure,), cells, evidence=(last.id,) if last else ())


def _names(situation: Situation, measure: Measure) -> str | None:
    return "; ".join(situation.names(dict.fromkeys(r.source for r in situation.answering(measure.id)))) or None


def _percent(done: float | None) -> float | None:
    """What was reported as done; what is no share of a hundred tells nothing."""
    return done if done is not None and 0 <= done <= 100 else None


NOT_REPORTED_ON = Question(
    key="q21",
    text=Text(
        "Welche beschlossenen Maßnahmen haben seit sechs Monaten keine Statusmeldung?",
        "Which adopted measures have had no report for six months?",
    ),
    about=(_MEASURE,),
    columns=(_STATUS, _LAST, _RESPONSIBLE),
    parameters=(
        Parameter(name="months", label=Text("Monate", "Months"), type="number", default=REPORT_MONTHS),
    ),
    find=_not_reported_on,
)  # fmt: skip
REPORTS = Question(
    key="reports",
    text=Text(
        "Wann wurde zuletzt über die Maßnahmen berichtet, und wann ist die nächste Meldung fällig?",
        "When was each measure last reported on, and when is the next report due?",
    ),
    about=(_MEASURE,),
    columns=(
        _STATUS,
        _LAST,
        Column("reportedStatus", Text("Gemeldeter Stand", "Status reported")),
        Column("percent", Text("Fortschritt (%)", "Progress (%)")),
        Column("text", Text("Text", "Text")),
        Column("by", Text("Gemeldet von", "Reported by")),
        Column("months", Text("Meldung alle (Monate)", "Report every (months)")),
        Column("dueOn", Text("Nächste Meldung fällig", "Next report due")),
        Column("overdue", Text("Überfällig", "Overdue")),
        _RESPONSIBLE,
    ),
    find=_register,
)
