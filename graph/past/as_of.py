"""The graph as it was known at an earlier moment, made from the log and asked by the same code as today's.

This is not what held on a day: that is `on` (`graph.validity`), asked of any picture. „Stand 17.02.2025“ means both.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from graph.changes import Head
from graph.log import Entry, row_of
from graph.model import KINDS, Consent, Contact, Reading, Record, Ref
from graph.past.moments import Moment, revision_at
from graph.picture import Picture, View
from graph.picture.table import Table
from graph.rights.small_cells import is_shut, without_numbers
from graph.rows import Plain, Rows, column_names, records
from graph.store import Store

_KEPT = 4  # earlier states in memory


@dataclass(frozen=True)
class Past:
    """What was known at a revision, which was made `at` (None before the first).

    `gone` counts records that were there and were erased since, in any dataset: nobody can show those any more (a
    person's right to deletion), and what pointed at them points at nothing.
    """

    revision: int
    at: datetime | None
    kept: "Kept"
    gone: int

    @cached_property
    def records(self) -> Mapping[Ref, Record]:
        """All records of then, whoever may see them."""
        return {record.id: record for kind in self.kept.kinds for record in records(self.kept.rows(kind))}

    @cached_property
    def picture(self) -> Picture:
        """The picture as it was, whoever may see it."""
        return Picture(self.revision, self.kept)

    def seen_by(self, now: View) -> View:
        """What the viewer of today's view may see of it.

        What is hidden from them today stays hidden, whatever it was then; what was deleted since is for those who see
        everything. A person's name is there only while it is kept, and by the consents of today; a reading that is
        withheld today has no numbers.
        """
        if now.viewer.sees_everything and not self._renamed(now):
            return self.picture.seen_by(now.viewer)
        kept = {ref: today for ref, record in self.records.items() if (today := _today(record, now)) is not None}
        return Picture(self.revision, kept).seen_by(now.viewer)

    def _renamed(self, now: View) -> bool:
        contacts = records(self.kept.rows(Contact))
        return any(_today(contact, now) is not contact for contact in contacts)


class Kept:
    """What the log keeps of the state at a revision, as tables, each made when it is asked for."""

    def __init__(self, entries: Iterable[Entry], datasets: Sequence[str] | None) -> None:
        self._datasets = None if datasets is None else frozenset(datasets)
        self._payloads: dict[type[Record], dict[Ref, str]] = {kind: {} for kind in KINDS.values()}
        for entry in entries:
            if entry.payload is not None:
                self._payloads[KINDS[entry.kind]][entry.id] = entry.payload

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        """The kinds of which there is anything."""
        return tuple(kind for kind, payloads in self._payloads.items() if payloads)

    def rows(self, kind: type[Record]) -> Rows:
        """The rows of a kind, sorted by id."""
        listed = [row_of(kind, payload) for _, payload in sorted(self._payloads[kind].items())]
        held = [row for row in listed if self._is_wanted(row)]
        return Rows(kind, {name: [row[name] for row in held] for name in column_names(kind)})

    def load(self, kinds: Sequence[type[Record]]) -> Mapping[type[Record], Table]:
        return {kind: Table.of(self.rows(kind)) for kind in kinds}

    def kind_of(self, ref: str) -> type[Record] | None:
        held = ((kind, payload) for kind in self.kinds if (payload := self._payloads[kind].get(Ref(ref))) is not None)
        return next((kind for kind, payload in held if self._is_wanted(row_of(kind, payload))), None)

    def datasets(self) -> None:
        return None  # the tables tell

    def _is_wanted(self, row: Mapping[str, Plain]) -> bool:
        return self._datasets is None or row["dataset"] in self._datasets


def as_of(store: Store, moment: Moment, datasets: Sequence[str] | None = None) -> Past:
    """What was known at that moment, of some datasets or of all. Raises NotFound for a revision still to come."""
    revision = revision_at(store, moment)
    entries: dict[Ref, Entry] = {}
    at = None
    for logged in store.log(until=revision):
        entries |= {entry.id: entry for entry in logged.entries}
        at = logged.at
    return Past(revision, at, Kept(entries.values(), datasets), sum(entry.is_erased for entry in entries.values()))


class Pasts:
    """Earlier states of a store for as many threads as like: some are kept, and one is made at a time."""

    def __init__(self, store: Store, datasets: Sequence[str] | None = None) -> None:
        self._store = store
        self._datasets = datasets
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Past] = OrderedDict()
        self._seen: Head | None = None

    def as_of(self, moment: Moment) -> Past:
        """What was known at that moment. What was erased since is not in it, whenever it was made."""
        with self._lock:
            self._forget()
            revision = revision_at(self._store, moment)
            past = self._kept.pop(revision, None) or as_of(self._store, revision, self._datasets)
            self._kept[revision] = past
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return past

    def _forget(self) -> None:
        """Drop what is kept if something was erased from the log since, or if it is another one."""
        head = self._store.head()
        if self._seen is not None and head != self._seen and not self._only_grew(self._seen):
            self._kept.clear()
        self._seen = head

    def _only_grew(self, seen: Head) -> bool:
        since = self._store.log(after=max(seen.revision - 1, 0))
        if seen.revision:
            last = next(since, None)
            if last is None or last.hash != seen.hash:
                return False
        return not any(logged.erased for logged in since)


def _today(record: Record, now: View) -> Record | None:
    """The record of then as far as today's rights let it be known; None where they don't."""
    if isinstance(record, Consent) and not now.viewer.sees_everything:
        return now.picture.record(record.id)
    if not now.viewer.sees_everything and now.get(record.id) is None:
        return None
    if isinstance(record, Contact) and record.person_name is not None:
        kept = now.picture.record(record.id)
        if not isinstance(kept, Contact) or kept.person_name != record.person_name:
            return replace(record, person_name=None)
    if isinstance(record, Reading) and is_shut(now.viewer, record, now.picture.record):
        return without_numbers(record)
    return record
