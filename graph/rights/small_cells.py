"""Readings of so few cases that somebody could tell whose they are: only the office that keeps them sees the numbers.

Whether a number is withheld is a matter of the entry and no right of a field; a reader other than the office sees the
reading itself, and that its number is withheld. The office sees what it entered, to mend it; but no answer, gap,
report or exported file tells the number, not to the office either (`graph.office.readings`).
"""

from collections.abc import Callable
from dataclasses import replace

from graph.model import Reading, Record, Ref
from graph.rights.viewer import Viewer, ViewerRole

SMALLEST_CELL = 5
"""Cases behind a number below which it is withheld."""

NUMBERS = frozenset({"value", "count", "suppressed"})
"""The properties of a reading that are not the same for all who see it."""


def is_suppressed(reading: Reading) -> bool:
    """Whether its value is withheld: said to be, or of fewer than five cases."""
    return bool(reading.suppressed) or (reading.count is not None and reading.count < SMALLEST_CELL)


def is_shut(viewer: Viewer, record: Record, look_up: Callable[[Ref], Record | None] | None = None) -> bool:
    """Whether the record is a reading whose numbers the viewer may not see.

    An earlier state of a reading that is withheld now is withheld as well: `look_up` finds what it is now.
    """
    if not isinstance(record, Reading) or viewer.role_in(record.dataset) is ViewerRole.COORDINATION:
        return False
    now = look_up(record.id) if look_up is not None else None
    return is_suppressed(record) or (isinstance(now, Reading) and is_suppressed(now))


def without_numbers(reading: Reading) -> Reading:
    """The reading as everybody may see it: without value and number of cases, and marked as withheld."""
    return replace(reading, value=None, count=None, suppressed=True)
