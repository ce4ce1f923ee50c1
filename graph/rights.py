"""Who may see what: the one place that every way out asks.

Records carry a visibility class. On top of it, contacts, consents, answers in surveys and attendance are for the
office alone, and notes are for the office wherever they stand. An edge is visible only if both its ends are.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from graph.model import Attendance, Consent, Contact, Edge, Inquiry, Invitation, Record, TieReport
from graph.model.states import Visibility

_OFFICE_ONLY = (Contact, Consent, TieReport, Inquiry, Invitation, Attendance)

K = TypeVar("K", bound=Record)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads: the visibility classes open to them, and whether they belong to the office."""

    name: str
    classes: frozenset[Visibility]
    office: bool = False


GUEST = Viewer("guest", frozenset({Visibility.PUBLIC}))
OFFICE = Viewer("coordination", frozenset(Visibility), office=True)


def may_see(viewer: Viewer, record: Record) -> bool:
    """Whether the viewer may see the record by itself; an edge needs its ends as well."""
    if record.visibility not in viewer.classes:
        return False
    return viewer.office or not isinstance(record, _OFFICE_ONLY)


def shown(viewer: Viewer, record: K) -> K:
    """The record as the viewer may see it: notes are left out for everybody but the office."""
    if viewer.office or (record.note is None and not record.as_written):
        return record
    return replace(record, note=None, as_written=())


def ends(record: Edge) -> tuple[str, str]:
    """The ids at both ends of an edge."""
    return record.source, record.target
