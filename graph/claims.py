"""What sources say of a property: which words mean the lead, and whether two values can both be true."""

import math
import re

from graph.text import fold

LEAD_WORDS = frozenset(
    fold(word) for word in ("Zuständig", "Zuständigkeit", "Federführung", "federführend", "Träger", "lead")
)
"""How claims call whoever answers for something."""

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER = re.compile(
    r"(?P<over>über|mehr als|over|more than)?(?P<under>unter|weniger als|under|less than)?"
    r"(?:etwa|rund|circa|ca\.|knapp|about|around)?\s*(?P<number>\d+(?:[.,]\d+)*)\s*(?:$|[^\d.,:/-].*)",
    re.IGNORECASE | re.DOTALL,
)


def agree(one: str, other: str) -> bool:
    """Whether two values say the same, or may: in other words, less exact (2026 and 2026-01-31), over 130 and 140."""
    if fold(one) == fold(other):
        return True
    days = [_DAY.sub(r"\3-\2-\1", value.strip()) for value in (one, other)]
    if all(_ISO.fullmatch(day) for day in days):
        return days[0].startswith(days[1]) or days[1].startswith(days[0])
    spans = [_span(value) for value in (one, other)]
    if spans[0] is not None and spans[1] is not None:
        return max(spans[0][0], spans[1][0]) <= min(spans[0][1], spans[1][1])
    return False


def is_number(value: str) -> bool:
    """Whether the value is a number, with words around it or not."""
    return _span(value) is not None


def _span(value: str) -> tuple[float, float] | None:
    """The least and the greatest number that a value such as “6 (sechs Felder)” or “über 130” can mean."""
    found = _NUMBER.fullmatch(value.strip())
    if found is None:
        return None
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", found["number"]).replace(",", ".")
    try:
        number = float(digits)
    except ValueError:
        return None
    return (0.0 if found["under"] else number), (math.inf if found["over"] else number)
