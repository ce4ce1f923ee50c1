"""What sources say of a property: which words mean the lead, and whether two values can both be true."""

import math
import re

from graph.office.amounts import Amount, Qualifier, understood
from graph.text import fold

LEAD_WORDS = frozenset(
    fold(word) for word in ("Zuständig", "Zuständigkeit", "Federführung", "federführend", "Träger", "lead")
)
"""How claims call whoever answers for something."""

_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_NEAR = 0.1  # “about” is taken to be within a tenth
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def agree(one: str, other: str) -> bool:
    """Whether two values say the same, or may: in other words, less exact (2026 and 2026-01-31), over 130 and 140."""
    if fold(one) == fold(other):
        return True
    days = [_DAY.sub(r"\3-\2-\1", value.strip()) for value in (one, other)]
    if all(_ISO.fullmatch(day) for day in days):
        return days[0].startswith(days[1]) or days[1].startswith(days[0])
    first, second = _number(one), _number(other)
    return first is not None and second is not None and may_be_equal(first, second)


def may_be_equal(one: Amount, other: Amount) -> bool:
    """Whether two numbers as sources word them can be the same: about 140 and 138, over 130 and 140."""
    (least, most), (other_least, other_most) = _span(one), _span(other)
    return max(least, other_least) <= min(most, other_most)


def is_number(value: str) -> bool:
    """Whether the value is a number: “6”, “6 (sechs Felder)”, “über 130”."""
    return _number(value) is not None


def _number(value: str) -> Amount | None:
    """The number that a value begins with; a number somewhere in it, such as “Haus 3 läuft”, is none."""
    amount = understood(value)
    return amount if amount and (not amount.is_exact or value.strip()[:1].isdigit()) else None


def _span(amount: Amount) -> tuple[float, float]:
    """The least and the greatest number that it can mean."""
    near = _NEAR * amount.value if amount.qualifier is Qualifier.ABOUT else 0.0
    least = 0.0 if amount.qualifier is Qualifier.UNDER else amount.value - near
    return least, math.inf if amount.qualifier is Qualifier.OVER else amount.value + near
