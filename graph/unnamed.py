"""What somebody wrote into the database past the product, without the id that makes it a record."""

from dataclasses import MISSING, dataclass, fields, replace

from graph.model import Record, Ref


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A node or edge of a kind of ours without an id.

    `place` is where it lies, in the engine's own words; `name` is what people would recognise it by. `dataset` and
    `external_id` are what it says itself, an edge without a dataset being of that of its source; None if nothing.
    """

    place: str
    kind: str
    name: str
    dataset: str | None = None
    external_id: str | None = None

    @property
    def subject(self) -> str:
        """What a person finds it by."""
        return f"{self.kind} {self.external_id or self.name or self.place}"


@dataclass(frozen=True, slots=True)
class Named:
    """The identity that an unnamed node or edge is given."""

    place: str
    kind: str
    id: Ref
    dataset: str
    external_id: str


def completed(record: Record) -> Record:
    """The record with the model's defaults where it says nothing but has to: who writes Cypher leaves them out."""
    defaults = {f.name: f.default for f in fields(record) if f.default not in (None, MISSING)}
    missing = {name: value for name, value in defaults.items() if getattr(record, name) is None}
    return replace(record, **missing) if missing else record
