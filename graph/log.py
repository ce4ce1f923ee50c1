"""The log of a graph: every transaction with the state of each record after it, chained by hashes.

What a record held lies beside the chain: an entry's `digest` stands for its payload and a random salt, and the chain
is made of digests. So a payload can be erased (a person's right to deletion, Art. 17 GDPR) and the chain still proves
that nothing else was taken out, put in or changed; the salt keeps an erased text from being guessed by its digest.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import KINDS, Record, Ref
from graph.rows import Plain, as_json, column_names, defaulted, flat, record_said, references, targets
from graph.schema import ValueType, properties

Action = Literal["put", "delete"]

GENESIS = "0" * 64
"""What the first revision names as the hash before it."""

NOTHING = sha256().hexdigest()
"""The digest of an entry that never had a payload: a deletion."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record changed: what it was after the change. `version` of a deletion is the one that was deleted."""

    kind: str
    id: Ref
    action: Action
    version: int
    digest: str
    salt: str | None = None
    payload: str | None = None

    @property
    def is_erased(self) -> bool:
        """Whether there was a payload and it was erased."""
        return self.action == "put" and self.payload is None

    @property
    def is_sound(self) -> bool:
        """Whether the payload is the one that the digest stands for; an erased one can't be told."""
        return self.payload is None or self.digest == _digest(self.salt or "", self.payload)

    @property
    def record(self) -> Record | None:
        """The record after the change; None for a deletion and where the payload was erased."""
        return None if self.payload is None else record_of(self.kind, self.payload)


@dataclass(frozen=True, slots=True)
class Logged:
    """One transaction as the log keeps it. `erased` names the records whose earlier payloads went with it."""

    number: int
    author: str
    reason: str
    at: datetime
    mutation_id: str | None
    erased: tuple[Ref, ...]
    previous: str
    entries: tuple[Entry, ...]
    hash: str = ""

    def chained(self) -> "Logged":
        """The same with the hash that belongs to it."""
        return replace(self, hash=self.expected_hash)

    @property
    def expected_hash(self) -> str:
        """SHA-256 over the hash before and everything here but salts and payloads."""
        entries = [(e.kind, e.id, e.action, e.version, e.digest) for e in self.entries]
        head = (self.previous, self.number, self.author, self.reason, moment(self.at), self.mutation_id, self.erased)
        return sha256(json.dumps((*head, entries), ensure_ascii=False).encode()).hexdigest()

    def of(self, ids: frozenset[Ref]) -> "Logged":
        """The same with nothing but the entries of these records; its hash is still that of the whole."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id in ids))


def moment(at: datetime) -> str:
    """A moment as the log writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def put_entry(record: Record) -> Entry:
    """The entry for a record that was put; its `version` is the one it has from now on."""
    salt, payload = secrets.token_hex(16), payload_of(record)
    return Entry(type(record).__name__, record.id, "put", record.version, _digest(salt, payload), salt, payload)


def delete_entry(kind: str, ref: Ref, version: int) -> Entry:
    """The entry for a record that was deleted at that version."""
    return Entry(kind, ref, "delete", version, NOTHING)


def payload_of(record: Record) -> str:
    """The record as JSON; what says nothing is left out."""
    held: dict[str, Any] = flat(record) | {prop.name: targets(record, prop) for prop in references(type(record))}
    usual = defaulted(type(record))
    said = {name: value for name, value in held.items() if value != () and (value is not None or name in usual)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)


def record_of(kind_name: str, payload: str) -> Record:
    """The record that a payload holds. Raises StoreDamaged if it can't be read."""
    try:
        return record_said(KINDS[kind_name], json.loads(payload))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(kind_name, error) from error


def row_of(kind: type[Record], payload: str) -> dict[str, Plain]:
    """The payload as the row that a store hands out for the record. Raises StoreDamaged if it can't be read."""
    try:
        said: dict[str, Any] = json.loads(payload)
        row = {name: said.get(name) for name in column_names(kind)}
        for prop in properties(kind):
            value = row[prop.name]
            if prop.value_type is ValueType.TEXTS:
                row[prop.name] = as_json(value or ())
            elif prop.value_type is ValueType.NUMBER and value is not None:
                row[prop.name] = float(value)
            elif prop.states is not None and value is not None:
                row[prop.name] = str(prop.states.of(value))
            elif prop.value_type is ValueType.REFERENCES:
                row[prop.name] = tuple(value or ())
            elif prop.value_type is ValueType.REFERENCE:
                row[prop.name] = value[0] if value else None
        return row
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(kind.__name__, error) from error


def _unreadable(kind: str, error: Exception) -> StoreDamaged:
    return StoreDamaged(
        Text(
            f"Das Protokoll hält einen Eintrag ({kind}), den Geflecht nicht lesen kann: {error}.",
            f"The log holds an entry ({kind}) that Geflecht can't read: {error}.",
        )
    )


def _digest(salt: str, payload: str) -> str:
    return sha256(f"{salt}\n{payload}".encode()).hexdigest()


def last_entries(log: Iterable[Logged]) -> dict[Ref, Entry]:
    """The newest entry of each record: folded like this, a log is the state of the graph."""
    return {entry.id: entry for logged in log for entry in logged.entries}


def state(log: Iterable[Logged]) -> Iterator[Record]:
    """The records that there are after the last revision of this log; erased ones are left out."""
    return (record for entry in last_entries(log).values() if (record := entry.record) is not None)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log is not as it was written: what, and in which revision."""

    code: Literal["MISSING_REVISION", "BROKEN_CHAIN", "CHANGED_REVISION", "CHANGED_PAYLOAD", "LOST_PAYLOAD"]
    revision: int
    subject: str


class Chain:
    """Looks at a whole log, revision by revision, for where its chain is broken."""

    def __init__(self) -> None:
        self._previous, self._number = GENESIS, 0
        self._missing: dict[Ref, list[int]] = {}

    def follow(self, logged: Logged) -> Iterator[Break]:
        """What is wrong with the next revision."""
        if logged.number != self._number + 1:
            yield Break("MISSING_REVISION", self._number + 1, str(self._number + 1))
        if logged.previous != self._previous:
            yield Break("BROKEN_CHAIN", logged.number, str(logged.number))
        if logged.hash != logged.expected_hash:
            yield Break("CHANGED_REVISION", logged.number, str(logged.number))
        for ref in logged.erased:
            self._missing.pop(ref, None)
        for entry in logged.entries:
            if not entry.is_sound:
                yield Break("CHANGED_PAYLOAD", logged.number, f"{entry.kind} {entry.id}")
            if entry.is_erased:
                self._missing.setdefault(entry.id, []).append(logged.number)
        self._previous, self._number = logged.hash, logged.number

    def ended(self) -> Iterator[Break]:
        """The payloads that are missing though no revision erased them."""
        for ref, numbers in self._missing.items():
            yield from (Break("LOST_PAYLOAD", number, ref) for number in numbers)


def breaks(log: Iterable[Logged]) -> Iterator[Break]:
    """Where the chain of a whole log is broken. A payload may be missing only where a later revision erased it."""
    chain = Chain()
    for logged in log:
        yield from chain.follow(logged)
    yield from chain.ended()
