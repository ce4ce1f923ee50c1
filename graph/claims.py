"""What sources say of a property: which words mean the lead, and whether two values can both be true."""

import math
import re

from graph.amounts import Qualifier, understood
from graph.text import fold

LEAD_WORDS = frozenset(
    fold(word) for word in ("Zuständig", "Zuständigkeit", "Federführung", "federführend", "Träger", "lead")
)
"""How claims call whoever answers for something."""

_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def agree(one: str, other: str) -> bool:
    """Whether two values say the same, or may: in other words, less exact (2026 and 2026-01-31), over 130 and 140."""
    if fold(one) == fold(other):
        return True
    days = [_DAY.sub(r"\3-\2-\1", value.strip()) for value in (one, other)]
    if all(_ISO.fullmatch(day) for day in days):
        return days[0].startswith(days[1]) or days[1].startswith(days[0])
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return False
    return max(first[0], second[0]) <= min(first[1], second[1])


def is_number(value: str) -> bool:
    """Whether the value is a number: “6”, “6 (sechs Felder)”, “über 130”."""
    return _span(value) is not None


def _span(value: str) -> tuple[float, float] | None:
    """The least and the greatest number that a value can mean."""
    amount = understood(value)
    if amount is None or (amount.is_exact and not value.strip()[:1].isdigit()):
        return None
    least = 0.0 if amount.qualifier is Qualifier.UNDER else float(amount.value)
    return least, math.inf if amount.qualifier is Qualifier.OVER else float(amount.value)
