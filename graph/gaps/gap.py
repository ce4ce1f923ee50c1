"""The shape of a gap."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.language import Text
from graph.model import Ref
from graph.model.states import GapState, State


class Truth(State):
    """What is listed is so, or it is unknown whether it is; unknown never counts."""

    YES = "YES", "ja", "yes"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class Severity(StrEnum):
    """How much it matters."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"
    INFORMATION = "INFORMATION"


@dataclass(frozen=True, slots=True)
class Subject:
    """The record a gap is about."""

    id: Ref
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell of the coverage cube. `external_id` joins those of its parts, as a gap decision names it."""

    field: Ref
    place: Ref
    target_group: Ref
    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that a gap rests on: a sentence, and the records it is read from."""

    text: Text
    records: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: what, how we know, what to do and who does it. `id` is stable over time."""

    id: str
    rule: str
    severity: Severity
    truth: Truth
    message: Text
    action: Text
    subject: Subject | None = None
    cell: CellKey | None = None
    state: GapState = GapState.OPEN
    first_seen: date | None = None
    surveyed_at: date | None = None
    evidence: tuple[Evidence, ...] = ()
