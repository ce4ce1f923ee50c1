"""What a service answers, also the second time: a mutation id that was written before answers its first result."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import Invalid
from graph.language import Text
from graph.log import Entry, Logged, last_entries
from graph.model import Record, Ref
from graph.rights import Viewer, shown
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """The records after the change, in the order of what was asked for; None for one that was deleted or erased since.

    `revision` is the one that the change made; `replayed` where it had been made before.
    """

    records: tuple[Record | None, ...]
    revision: int
    replayed: bool = False

    @property
    def record(self) -> Record | None:
        """The record, where one was asked for."""
        (only,) = self.records
        return only


def first_time(store: Store, mutation_id: str | None, viewer: Viewer, reason: str) -> Logged | None:
    """The revision that this mutation made before. Raises Invalid if it was somebody else's or had another reason."""
    number = store.revision_of(mutation_id) if mutation_id is not None else None
    if number is None:
        return None
    logged = next(iter(store.log(after=number - 1, until=number)))
    if (logged.author, logged.reason) != (viewer.name, reason):
        raise used_for_something_else()
    return logged


def used_for_something_else() -> Invalid:
    """The error for a mutation id that comes a second time with other content."""
    return Invalid(_USED, {"mutationId": _USED})


def as_of(store: Store, revision: int, ids: Iterable[Ref]) -> dict[Ref, Entry]:
    """The last entry of each of these records up to a revision."""
    return last_entries(store.log(until=revision, ids=list(ids)))


def for_viewer(viewer: Viewer, record: Record | None) -> Record | None:
    """The record without what is not for the viewer."""
    return None if record is None else shown(viewer, record)


_USED = Text(
    "Diese Änderungskennung (mutationId) ist schon für etwas anderes verwendet.",
    "This mutation id was already used for something else.",
)
