"""From form 1: the list of changes becomes a log, chained by hashes.

Form 1 kept for each change the record as its author sent it. Here each gets the version that the store gave it, a salt
and a digest. What can't be read any more keeps a digest alone, and counts as erased with all that was known of that
record before. The last revision is the migration's own: it says who did it, and holds every record whose state is not
what the list of changes comes to, be it for an unreadable change or one that was made past the product.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from graph.care.reapplying import without_payloads
from graph.dates import VagueDate
from graph.errors import StoreDamaged
from graph.log import GENESIS, Entry, Logged, delete_entry, put_entry, record_of
from graph.model import Record, Ref
from graph.model.states import State
from graph.schema import properties
from graph.text import normalise

REASON = "migration from form 1"


@dataclass(frozen=True, slots=True)
class OldChange:
    """One change as form 1 kept it; `after` is JSON, None for a deletion."""

    kind: str
    id: Ref
    action: str
    after: str | None


@dataclass(frozen=True, slots=True)
class OldRevision:
    """One transaction as form 1 kept it."""

    author: str
    reason: str
    at: datetime
    mutation_id: str | None
    changes: tuple[OldChange, ...]


@dataclass(slots=True)
class Migrated:
    """The log that comes of it, and what is to know of it."""

    log: list[Logged]
    records: int
    """How many there are."""
    unreadable: tuple[Ref, ...]
    """The records of which a change could not be read, so that the log knows them from now on only."""
    rewritten: list[Record] = field(default_factory=list)
    """The records that the migration's own revision holds, at their new versions."""


def migrated(old: Iterable[OldRevision], records: Mapping[Ref, Record], *, author: str, now: datetime) -> Migrated:
    """The chained log of what form 1 kept, for the graph that it kept beside it."""
    work = _Work()
    log: list[Logged] = []
    for number, revision in enumerate(old, 1):
        entries = tuple(work.entries(revision.changes))
        previous = log[-1].hash if log else GENESIS
        head = (number, revision.author, revision.reason, revision.at, revision.mutation_id)
        log.append(Logged(*head, (), previous, entries).chained())
    last = _last(work, records, len(log) + 1, log[-1].hash if log else GENESIS, author, now)
    rewritten = [record for entry in last.entries if (record := entry.record) is not None]
    return Migrated([*without_payloads(log, work.lost), last], len(records), last.erased, rewritten)


@dataclass(slots=True)
class _Work:
    """What the changes so far come to."""

    state: dict[Ref, Record | None] = field(default_factory=dict)
    """None where there is a record, but its last change could not be read."""
    versions: dict[Ref, int] = field(default_factory=dict)
    kinds: dict[Ref, str] = field(default_factory=dict)
    lost: dict[Ref, None] = field(default_factory=dict)

    def entries(self, changes: Iterable[OldChange]) -> Iterator[Entry]:
        for change in changes:
            if change.action != "delete":
                yield self._put(change)
            elif change.id in self.versions:  # form 1 also kept deletions of what wasn't there
                self.state.pop(change.id)
                yield delete_entry(change.kind, change.id, self.versions.pop(change.id))

    def _put(self, change: OldChange) -> Entry:
        version = self.versions[change.id] = self.versions.get(change.id, 0) + 1
        self.kinds[change.id] = change.kind
        try:
            record = replace(record_of(change.kind, change.after or ""), version=version)
        except StoreDamaged:
            self.state[change.id] = None
            self.lost[change.id] = None
            return Entry(change.kind, change.id, "put", version, sha256((change.after or "").encode()).hexdigest())
        self.state[change.id] = record
        return put_entry(record)


def _last(work: _Work, records: Mapping[Ref, Record], number: int, previous: str, author: str, now: datetime) -> Logged:
    entries: list[Entry] = []
    for ref in sorted(work.state.keys() | records.keys()):
        logged, held = work.state.get(ref), records.get(ref)
        version = work.versions.get(ref, 0)
        if held is None:
            entries.append(delete_entry(work.kinds[ref], ref, version))
        elif (written := _in_normal_form(held)) != logged or ref in work.lost:
            entries.append(put_entry(replace(written, version=max(version, held.version) + 1)))
    return Logged(number, author, REASON, now, None, tuple(sorted(work.lost)), previous, tuple(entries)).chained()


def _in_normal_form(record: Record) -> Record:
    """The record with its texts in normal form C, as every form since writes them; identity stays."""
    changed = {}
    for prop in properties(type(record)):
        value = getattr(record, prop.name)
        kept = _normal(value)
        if kept != value:
            changed[prop.name] = kept
    return replace(record, **changed) if changed else record


def _normal(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, State):
        return normalise(value)
    if isinstance(value, VagueDate):
        return replace(value, text=normalise(value.text))
    if isinstance(value, tuple):
        return tuple(map(normalise, value))
    return value
