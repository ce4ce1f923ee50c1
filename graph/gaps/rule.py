"""What a gap rule is: a key, what it means, how much it matters, and how its cases are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from graph.coverage.cube import Cell
from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One case that a rule found: a record or a cell, the statement, how we know, what to do and who does it.

    `key` tells apart several gaps of one rule and subject and stays the same over time, such as the name of a property.
    A decision may name such a gap as “subject|key”. With `other` it is about a pair; which of the two comes first does
    not matter. `rank` orders the findings of a rule, smallest first; those of equal rank go by name.
    """

    message: Text
    action: Text
    subject: Record | None = None
    other: Record | None = None
    cell: Cell | None = None
    key: str = ""
    truth: Truth = Truth.YES
    surveyed_at: date | None = None
    evidence: tuple[Evidence, ...] = ()
    rank: int = 0

    @property
    def pair(self) -> tuple[Record, Record] | None:
        """Both records of a pair, in the order of their external ids."""
        if self.subject is None or self.other is None:
            return None
        first, second = sorted((self.subject, self.other), key=lambda record: record.external_id)
        return first, second


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of gap. A module in `graph/gaps/rules` that holds one is all it takes to add it.

    `shown`: how many of its gaps views show, with the count of the rest; None: all.
    """

    key: str
    name: Text
    meaning: Text
    severity: Severity
    find: Callable[[Situation], Iterable[Finding]]
    shown: int | None = None
