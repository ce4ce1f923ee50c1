"""Where a picture of a store gets its tables from: copies of them, or the rows."""

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from graph.changes import Head
from graph.errors import StoreError, StoreUnreachable
from graph.language import Text
from graph.log import last_entries
from graph.model import KINDS, Record, Ref
from graph.pauses import without_pauses
from graph.picture.copies import copied, keep
from graph.picture.since import held
from graph.picture.table import Table
from graph.store import Store, open_store

MANY = 10_000
"""Rows read together from which on a copy is worth its room: reading them takes some tenths of a second."""

_LATER = 1.0  # seconds after which a thread begins to keep copies


class Stored:
    """The tables of a store at one revision, also after it has moved on.

    Where many rows had to be read, `keep` leaves copies of them for the next process; with `keeping` that is done by a
    thread as soon as they are read.
    """

    def __init__(self, store: Store, head: Head, datasets: Sequence[str] | None, *, keeping: bool = False) -> None:
        self._store = store
        self._head = head
        self._datasets = datasets
        self._keeping = keeping
        self._many: dict[type[Record], Table] = {}

    def load(self, kinds: Sequence[type[Record]]) -> Mapping[type[Record], Table]:
        found = copied(self._store, kinds, self._head, self._datasets)
        missing = [kind for kind in kinds if kind not in found]
        return found | self._read(missing) if missing else found

    def keep(self, store: Store | None = None) -> bool:
        """Keep copies of what had to be read and was much; whether that was done."""
        many, self._many = self._many, {}
        return bool(many) and keep(store or self._store, many, self._head, self._datasets)

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

    def _read(self, kinds: Sequence[type[Record]]) -> dict[type[Record], Table]:
        with without_pauses():
            head, rows = self._store.rows(kinds, self._datasets)
            tables = {kind: Table.of(held) for kind, held in rows.items()}
        if head != self._head:
            return self._as_they_were(tables)
        if self._store.keeps_copies and sum(map(len, tables.values())) >= MANY:
            self._many |= tables
            if self._keeping:
                threading.Thread(target=self._keep_aside, name="geflecht copies").start()
        return tables

    def _keep_aside(self) -> None:
        """Keep copies by a connection of our own, for the store may be closed any time; who asks now goes first."""
        time.sleep(_LATER)
        with suppress(StoreError), open_store(self._store.address, create=False) as store:
            self.keep(store)

    def _as_they_were(self, tables: Mapping[type[Record], Table]) -> dict[type[Record], Table]:
        """The tables at our revision: what was changed since is taken from the log as it was before."""
        self._check_that_the_past_is_ours()
        changes = self._store.changes(self._head.revision)
        touched = {kind: {c.id for c in changes if KINDS.get(c.kind) is kind} for kind in tables}
        wanted = set().union(*touched.values())
        before = last_entries(self._store.log(until=self._head.revision, ids=wanted)) if wanted else {}
        found = {}
        for kind, table in tables.items():
            put = [record for ref in touched[kind] if (record := held(before.get(ref), self._datasets)) is not None]
            gone = touched[kind] - {record.id for record in put}
            found[kind] = table.changed(put, gone) if touched[kind] else table
        return found

    def _check_that_the_past_is_ours(self) -> None:
        after = next(iter(self._store.log(after=self._head.revision, until=self._head.revision + 1)), None)
        if after is None or after.previous != self._head.hash:
            raise StoreUnreachable(
                Text(
                    "Der Speicher wurde während der Anfrage ersetzt. Bitte noch einmal fragen.",
                    "The store was replaced during the request. Please ask again.",
                )
            )
