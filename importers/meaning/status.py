"""The status of measures, offers and plans: a code decides, else the word is understood; the word is always kept."""

import re

from graph.language import Text
from graph.model.states import MeasureStatus, PlanStatus
from importers import dates, words
from importers.drafts import Draft
from importers.intake import Intake
from importers.sheets import Line

_UNTIL = re.compile(r"\bbis\b.*$")
_OF_PLAN = {
    MeasureStatus.PROPOSED: PlanStatus.PROPOSED,
    MeasureStatus.PLANNED: PlanStatus.DRAFT,
    MeasureStatus.ADOPTED: PlanStatus.ADOPTED,
    MeasureStatus.IN_PROGRESS: PlanStatus.ADOPTED,
    MeasureStatus.DELAYED: PlanStatus.ADOPTED,
    MeasureStatus.COMPLETED: PlanStatus.ADOPTED,
    MeasureStatus.SUPERSEDED: PlanStatus.SUPERSEDED,
}


def understand(intake: Intake, draft: Draft, line: Line) -> None:
    """The status of a measure or offer. “befristet bis Ende 2022” is in progress with that end.

    That it is over afterwards is told on the day somebody looks (graph.validity), never stored: the same file gives
    the same records on every day.
    """
    word = line.text("status")
    if line.text("status_code") or not word:
        return
    status = words.status(word)
    if status is None:
        intake.leave_out(line.spot("status"), "UNKNOWN_STATUS", _UNKNOWN_STATUS.fill(word=word))
        draft.values["status"] = MeasureStatus.UNKNOWN
        return
    draft.values["status"] = status
    if words.state(MeasureStatus, word) is not None or words.dated_status(word) is not None:
        return
    limit = _UNTIL.search(word)
    end = dates.period(limit[0])[1] if limit else None
    if end is None:
        draft.values["note"] = "; ".join(filter(None, (line.text("note"), word)))
        return
    if not line.text("end"):
        draft.values["end"] = end


def understand_plan(intake: Intake, draft: Draft, line: Line) -> None:
    """The status of a plan; a code is not repeated as a word."""
    word = line.text("status")
    draft.used.add("status")
    if not word:
        return
    status = words.state(PlanStatus, word)
    if word in PlanStatus.__members__:
        draft.values["status_text"] = None
    if status is None and (of_measure := words.status(word)) is not None:
        status = _OF_PLAN.get(of_measure, PlanStatus.UNKNOWN)
    if status is None:
        intake.leave_out(line.spot("status"), "UNKNOWN_STATUS", _UNKNOWN_STATUS.fill(word=word))
    draft.values["status"] = status or PlanStatus.UNKNOWN


_UNKNOWN_STATUS = Text(
    "Das Wort „{word}“ ist als Stand nicht bekannt; es ist aufgehoben, der Stand gilt als unbekannt.",
    "The word “{word}” is not known as a status; it is kept, the status counts as unknown.",
)
