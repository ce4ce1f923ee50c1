"""What people ask for: a new entry, a change to one, or that one be deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model import Record, Ref


@dataclass(frozen=True, slots=True)
class New:
    """An entry to be made, its values by property name. Without an external id it is given a readable one."""

    kind: type[Record]
    dataset: str
    values: Mapping[str, object] = field(default_factory=dict)
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Values to be changed, by property name; the others stay. `expected_version` is the one that the author saw."""

    id: Ref
    changes: Mapping[str, object]
    expected_version: int


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry to be deleted. `detach` takes it out of the entries that refer to it, where they can do without."""

    id: Ref
    expected_version: int
    detach: bool = False


Step = New | Edit | Removal
