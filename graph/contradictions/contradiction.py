"""The shape of a contradiction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that can't both hold, side by side.

    `key` tells apart several contradictions of one subject and stays the same over time, such as the name of a
    property; one about a pair names the `other` instead. `sides` are what each says, with the records it is read from,
    the source first. `action` says what to do and who does it; None: the usual, whoever coordinates asks what is right.
    `surveyed_at`: the day of its survey.
    """

    subject: Record
    key: str
    message: Text
    sides: tuple[Evidence, ...]
    action: Text | None = None
    surveyed_at: date | None = None
    other: Record | None = None


Find = Callable[[Situation], Iterable[Contradiction]]
"""A family: everything of its sort that contradicts itself in a situation. A module here names it `find`."""
