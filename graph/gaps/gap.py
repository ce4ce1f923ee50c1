"""The shape of a gap."""

from dataclasses import dataclass
from datetime import date

from graph.language import Text
from graph.model import KINDS, Meta, Ref
from graph.model.states import GapState, State


class Truth(State):
    """What is listed is so, or it is unknown whether it is; unknown never counts."""

    YES = "YES", "ja", "yes"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


class Severity(State):
    """How much it matters."""

    HIGH = "HIGH", "hoch", "high"
    MEDIUM = "MEDIUM", "mittel", "medium"
    LOW = "LOW", "gering", "low"
    INFORMATION = "INFORMATION", "zur Kenntnis", "for information"


PAIR = "Pair"
"""The kind of a subject that is two records at once."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record a gap is about. Of a pair the id joins the external ids of both, as a gap decision names them."""

    id: Ref
    kind: str
    name: str

    @property
    def label(self) -> Text:
        """What such a thing is called."""
        return _PAIR.label if self.kind == PAIR else KINDS[self.kind].meta.label

    @property
    def plural(self) -> Text:
        """What several of them are called."""
        return _PAIR.plural if self.kind == PAIR else KINDS[self.kind].meta.plural


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
    """Something missing: what, how we know, what to do and who does it.

    `id` is stable over time, `named` is how a decision names its subject. `rank` orders the gaps of a rule, smallest
    first; those of equal rank go by name.
    """

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
    rank: int = 0
    named: str = ""


_PAIR = Meta(Text("Paar", "Pair"), Text("Paare", "Pairs"))
