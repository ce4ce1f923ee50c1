"""What is known of entries that may be gone: their last state, and what people call them now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.language import Text
from graph.log import Entry, Logged
from graph.model import Consent, Record, Ref
from graph.past.comparing import name_of
from graph.rights import Viewer, sees, shown, subjects
from graph.rows import references, targets
from graph.store import Store

_R = TypeVar("_R", bound=Record | None)


@dataclass(frozen=True, slots=True)
class Last:
    """The last state of an entry: None where nothing is kept of it. `there`: it was not deleted."""

    record: Record | None
    there: bool


class Memory:
    """The last state of every entry that somebody asks about, fetched in as few steps as possible."""

    def __init__(self, store: Store, viewer: Viewer) -> None:
        self._store = store
        self._viewer = viewer
        self._last: dict[Ref, Last] = {}

    def learn(self, refs: Iterable[Ref]) -> None:
        """Fetch what is not known yet: entries that there are from the store, others from its log.

        What they are about, such as the ends of edges, is fetched as well: it decides who may see them.
        """
        wanted = {ref for ref in refs if ref not in self._last}
        if not wanted:
            return
        there = self._store.get(wanted)
        self._last |= {ref: Last(record, there=True) for ref, record in there.items()}
        missing = wanted - there.keys()
        found = last_states(self._store.log(ids=missing)) if missing else {}
        self._last |= {ref: found.get(ref, Last(None, there=False)) for ref in missing}
        self.learn(to for ref in wanted if (record := self._last[ref].record) is not None for to in subjects(record))

    def learn_links(self, records: Iterable[Record]) -> None:
        """Fetch whatever these records point at."""
        self.learn({r for record in records for p in references(type(record)) for r in targets(record, p)})

    def last(self, ref: Ref) -> Last:
        """The last state; of an id that never was, nothing."""
        self.learn((ref,))
        return self._last[ref]

    def look_up(self, ref: Ref) -> Record | None:
        """The last state for whoever decides what may be shown; a consent that was deleted allows nothing."""
        last = self.last(ref)
        return None if isinstance(last.record, Consent) and not last.there else last.record

    def sees(self, record: Record) -> bool:
        """Whether the viewer may see this state of an entry; what it is about has to be visible as it is now."""
        return self._viewer.sees_everything or sees(self._viewer, record, self.look_up)

    def shown(self, record: _R) -> _R:
        """The state without what the viewer may not see of it; None stays None."""
        return record if record is None else shown(self._viewer, record, self.look_up)

    def name(self, ref: Ref) -> Text:
        """What people call it: as it is named now, or was named last; „gelöscht“ where nobody can say."""
        last = self.last(ref)
        named = name_of(self.shown(last.record), self.name)
        if last.there or last.record is None:
            return named
        return Text("{name} (gelöscht)", "{name} (deleted)").fill(name=named)


def last_states(log: Iterable[Logged]) -> Mapping[Ref, Last]:
    """The last state of each entry in a log, also of those that were deleted at the end."""
    newest: dict[Ref, Entry] = {}
    last_put: dict[Ref, Entry] = {}
    for entry in _entries(log):
        newest[entry.id] = entry
        if entry.action == "put":
            last_put[entry.id] = entry
    return {
        ref: Last(last_put[ref].record if ref in last_put else None, there=entry.action == "put")
        for ref, entry in newest.items()
    }


def _entries(log: Iterable[Logged]) -> Iterator[Entry]:
    return (entry for logged in log for entry in logged.entries)
