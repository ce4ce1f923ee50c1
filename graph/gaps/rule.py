"""What a gap rule is: a key, what it means, how much it matters, and how its cases are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from graph.cube import Cell
from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One case that a rule found: a record or a cell, the statement, how we know, what to do and who does it.

    `key` tells apart several gaps of one rule and subject and stays the same over time, such as the name of a property;
    for a pair it is the external id of the other. A decision may name such a gap as “subject|key”.
    """

    message: Text
    action: Text
    subject: Record | None = None
    cell: Cell | None = None
    key: str = ""
    truth: Truth = Truth.YES
    surveyed_at: date | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of gap. A module in `graph/gaps/rules` that holds one is all it takes to add it."""

    key: str
    name: Text
    meaning: Text
    severity: Severity
    find: Callable[[Situation], Iterable[Finding]]
