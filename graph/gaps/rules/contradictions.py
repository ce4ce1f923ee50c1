"""G19: what contradicts itself: sources, the two sides of a tie, dates, keys, settings."""

from collections.abc import Iterator

from graph.contradictions import contradictions
from graph.gaps.gap import Severity
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text


def _contradictions(situation: Situation) -> Iterator[Finding]:
    for found in contradictions(situation):
        yield Finding(
            subject=found.subject,
            other=found.other,
            key=found.key,
            message=found.message,
            action=found.action or ask_what_is_right(situation),
            surveyed_at=found.surveyed_at,
            evidence=found.sides,
        )


def ask_what_is_right(situation: Situation) -> Text:
    """What to do about a contradiction of which the family says nothing else."""
    return Text(
        "{who} fragt nach, was stimmt, und trägt es mit Quelle ein.",
        "{who} asks what is right and enters it with its source.",
    ).fill(who=situation.coordination)


CONTRADICTION = Rule(
    "G19",
    Text("Widerspruch", "Contradiction"),
    Text(
        "Zwei Quellen oder die beiden Seiten einer Verbindung sagen Verschiedenes, oder Angaben können nicht stimmen.",
        "Two sources or the two sides of a tie say different things, or what is recorded can't be right.",
    ),
    Severity.MEDIUM,
    _contradictions,
)
