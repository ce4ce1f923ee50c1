"""What contradicts itself, side by side."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.contradictions import contradictions
from graph.gaps.gap import Evidence
from graph.gaps.rules.responsible import CONFLICT
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record
from graph.questions.question import Column, Question, Row


def _side_by_side(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Different leads first, then whatever else can't be right."""
    for finding in CONFLICT.find(situation):
        if finding.subject is not None:
            yield _row(finding.subject, finding.message, finding.evidence)
    for found in contradictions(situation):
        yield _row(found.subject, found.message, found.sides)


def _row(subject: Record, message: Text, sides: tuple[Evidence, ...]) -> Row:
    texts = [side.text for side in sides]
    rest = texts[2:]
    further = Text("\n".join(text.de for text in rest), "\n".join(text.en for text in rest)) if rest else None
    one, other = texts[0] if texts else None, texts[1] if len(texts) > 1 else None
    refs = dict.fromkeys(ref for side in sides for ref in side.records)
    return Row((subject,), (message, one, other, further), evidence=tuple(refs))


CONTRADICTIONS = Question(
    key="contradictions",
    text=Text("Widersprüche nebeneinander", "Contradictions side by side"),
    about=(Column("subject", Text("Gegenstand", "Subject")),),
    columns=(
        Column("what", Text("Was sich widerspricht", "What contradicts itself")),
        Column("one", Text("Die eine Seite", "One side")),
        Column("other", Text("Die andere Seite", "The other side")),
        Column("further", Text("Außerdem", "Furthermore")),
    ),
    rests_on_ties=True,
    find=_side_by_side,
)
