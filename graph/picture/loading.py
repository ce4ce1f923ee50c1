"""Pictures of a store: loaded kind by kind, brought up to date from its log."""

import threading
from collections.abc import Mapping, Sequence

from graph.changes import Head
from graph.errors import StoreUnreachable
from graph.language import Text
from graph.log import Entry, last_entries
from graph.model import KINDS, Record, Ref
from graph.pauses import without_pauses
from graph.picture.picture import Picture
from graph.picture.table import Table
from graph.store import Store

_RELOAD_AFTER = 1000  # changes: more are read anew faster than they are applied


class Pictures:
    """The newest picture of a store, for as many threads as like; of some datasets, or of all."""

    def __init__(self, store: Store, datasets: Sequence[str] | None = None) -> None:
        self._store = store
        self._datasets = datasets
        self._lock = threading.Lock()
        self._newest: tuple[Head, Picture] | None = None

    def current(self) -> Picture:
        """The picture at the store's newest revision. One request asks once and so sees one revision."""
        head = self._store.head()
        newest = self._newest
        if newest is not None and newest[0] == head:
            return newest[1]
        with self._lock:
            if self._newest is None or self._newest[0] != head:
                self._newest = self._newer(head)
            return self._newest[1]

    def _newer(self, head: Head) -> tuple[Head, Picture]:
        if self._newest is not None:
            before, picture = self._newest
            last = _since(self._store, before, head)
            if last is not None:
                put = {ref: record for ref, entry in last.items() if (record := entry.record) is not None}
                if self._datasets is not None:
                    put = {ref: record for ref, record in put.items() if record.dataset in self._datasets}
                gone = [(entry.kind, ref) for ref, entry in last.items() if ref not in put]
                return head, picture.after(head.revision, Stored(self._store, head, self._datasets), put, gone)
        return head, Picture(head.revision, Stored(self._store, head, self._datasets))


class Stored:
    """The tables of a store at one revision, also after it has moved on."""

    def __init__(self, store: Store, head: Head, datasets: Sequence[str] | None) -> None:
        self._store = store
        self._head = head
        self._datasets = datasets

    def load(self, kinds: Sequence[type[Record]]) -> Mapping[type[Record], Table]:
        with without_pauses():
            head, rows = self._store.rows(kinds, self._datasets)
            tables = {kind: Table.of(held) for kind, held in rows.items()}
        return tables if head == self._head else self._as_they_were(tables)

    def kind_of(self, ref: str) -> type[Record] | None:
        entry = last_entries(self._store.log(until=self._head.revision, ids=(Ref(ref),))).get(Ref(ref))
        record = None if entry is None else entry.record
        is_here = record is not None and (self._datasets is None or record.dataset in self._datasets)
        return type(record) if record is not None and is_here else None

    def datasets(self) -> Sequence[str] | None:
        names = self._store.datasets()
        if self._store.head() != self._head:
            return None
        return names if self._datasets is None else [name for name in names if name in self._datasets]

    def _as_they_were(self, tables: Mapping[type[Record], Table]) -> Mapping[type[Record], Table]:
        """The tables at our revision: what was changed since is taken from the log as it was before."""
        self._check_that_the_past_is_ours()
        changes = self._store.changes(self._head.revision)
        touched = {kind: {c.id for c in changes if KINDS.get(c.kind) is kind} for kind in tables}
        wanted = set().union(*touched.values())
        before = last_entries(self._store.log(until=self._head.revision, ids=wanted)) if wanted else {}
        found = {}
        for kind, table in tables.items():
            put = [record for ref in touched[kind] if (record := self._held(before.get(ref))) is not None]
            gone = touched[kind] - {record.id for record in put}
            found[kind] = table.changed(put, gone) if touched[kind] else table
        return found

    def _held(self, entry: Entry | None) -> Record | None:
        record = None if entry is None else entry.record
        return record if record is not None and (self._datasets is None or record.dataset in self._datasets) else None

    def _check_that_the_past_is_ours(self) -> None:
        after = next(iter(self._store.log(after=self._head.revision, until=self._head.revision + 1)), None)
        if after is None or after.previous != self._head.hash:
            raise StoreUnreachable(
                Text(
                    "Der Speicher wurde während der Anfrage ersetzt. Bitte noch einmal fragen.",
                    "The store was replaced during the request. Please ask again.",
                )
            )


def _since(store: Store, before: Head, head: Head) -> dict[Ref, Entry] | None:
    """The newest entry of each record changed between two heads; None where reading anew is better, or needed."""
    if head.revision <= before.revision or len(store.changes(before.revision)) > _RELOAD_AFTER:
        return None
    log = list(store.log(after=before.revision, until=head.revision))
    if not log or log[0].previous != before.hash or log[-1].hash != head.hash:
        return None  # the store was replaced by another history
    return last_entries(log)
