"""Responsibility that nobody has confirmed yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Measure
from graph.model.states import ResponsibilityState
from graph.questions.question import Column, Question, Row

MEASURE = Column("measure", Text("Maßnahme", "Measure"))


def _not_confirmed(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    for measure in situation.view.all(Measure, situation.dataset):
        for responsibility in situation.answering(measure.id):
            if responsibility.state is not ResponsibilityState.ACCEPTED:
                yield Row((measure,), (situation.name(responsibility.source), responsibility.state))


NOT_CONFIRMED = Question(
    key="q11",
    text=Text(
        "Bei welchen Maßnahmen hat die zuständige Stelle ihre Verantwortung noch nicht bestätigt?",
        "For which measures has the responsible body not yet confirmed?",
    ),
    about=(MEASURE,),
    columns=(Column("actor", Text("Zuständig", "Responsible")), Column("state", Text("Stand", "State"))),
    find=_not_confirmed,
)
