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


def completed(record: Record, before: Record | None = None) -> Record:
    """The record with what it has to say but doesn't: who writes Cypher leaves out what has a default.

    What was said before stays said, else something hidden would be shown; the rest are the model's defaults.
    """
    known = before if type(before) is type(record) else None
    defaults = {f.name: f.default for f in fields(record) if f.default not in (None, MISSING)}
    missing = {
        name: default if known is None else getattr(known, name)
        for name, default in defaults.items()
        if getattr(record, name) is None
    }
    return replace(record, **missing) if missing else record
