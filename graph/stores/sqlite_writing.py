"""Writing into the embedded store: one transaction, all or nothing."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from graph.changes import Commit, Delete, Head, Put, Transaction
from graph.log import Logged
from graph.model import KINDS, Record, Ref
from graph.past.fold import Fold
from graph.rows import IDENTITY, columns, flat, references, targets
from graph.schema import kind_named
from graph.stores import sqlite_copies as copies
from graph.stores import sqlite_log as log
from graph.stores.sqlite_connection import locked
from graph.stores.sqlite_tables import table
from graph.stores.transactions import (
    broken_reference,
    check_basis,
    check_erasures,
    check_versions,
    damaging,
    id_of,
    keys_of,
    next_logged,
    overtaken,
    prepared,
    settled,
)

_BATCH = 500
_FILLED = 5_000  # records held at once while a store is filled


def write(connection: sqlite3.Connection, transaction: Transaction) -> Commit:
    """Write the transaction under SQLite's write lock; the lock is taken before anything is read."""
    with _locked(connection):
        first = replayed(connection, transaction.mutation_id) if transaction.mutation_id is not None else None
        return first or _write(connection, transaction)


def replayed(connection: sqlite3.Connection, mutation_id: str) -> Commit | None:
    """What the mutation came to when it was first written; None if it never was."""
    row = connection.execute("SELECT number FROM revision WHERE mutation_id = ?", (mutation_id,)).fetchone()
    return Commit(row[0], replayed=True) if row else None


@contextmanager
def _locked(connection: sqlite3.Connection) -> Iterator[None]:
    """One writing transaction; what the database refuses in it is said in our words."""
    try:
        with locked(connection):
            yield
    except sqlite3.IntegrityError as error:
        raise damaging(error) from error


def _write(connection: sqlite3.Connection, transaction: Transaction) -> Commit:
    changes = prepared(transaction)
    held = _held(connection, [*(id_of(change) for change in changes), *transaction.expected, *transaction.erase])
    versions = {ref: version for ref, (_, version) in held.items()}
    check_versions(transaction, versions)
    if transaction.rests_on:
        check_basis(transaction, log.changed(connection, transaction.rests_on, transaction.seen))
    check_erasures(transaction, changes, versions)
    written = [settled(change, versions) for change in changes]
    put = [change.record for change in written if isinstance(change, Put)]
    keys = _keys(connection, put, {ref: pk for ref, (pk, _) in held.items()})
    _delete(connection, [(held[c.id][0], c) for c in written if isinstance(c, Delete) and c.id in held])
    _put(connection, put, keys, versions.keys())
    lost = log.versions(connection, [c.id for c in written if isinstance(c, Delete) and c.id not in versions])
    logged = next_logged(log.head(connection), transaction, written, versions | lost)
    log.append(connection, logged)
    if transaction.erase:
        copies.drop(connection)
    return Commit(logged.number)


def replace(connection: sqlite3.Connection, revisions: Iterable[Logged], expected: Head | None) -> None:
    """Make the store what the log says: what was there goes, its newest records and the log itself come."""
    with _locked(connection):
        if expected is not None and log.head(connection) != expected:
            raise overtaken()
        for name in ("reference", *(kind.__name__ for kind in KINDS.values()), "node", "change", "revision"):
            connection.execute(f'DELETE FROM "{name}"')
        copies.drop(connection)
        fill(connection, revisions)


def fill(connection: sqlite3.Connection, revisions: Iterable[Logged]) -> None:
    """Write a whole log and the records that it comes to into empty tables."""
    fold = Fold()
    for logged in fold.watching(revisions):
        log.append(connection, logged)
    keys = {ref: number for number, ref in enumerate(fold.refs, 1)}
    records = fold.records()
    while put := list(islice(records, _FILLED)):
        connection.executemany(
            "INSERT INTO node (pk, id, kind, dataset) VALUES (?, ?, ?, ?)",
            [(keys[record.id], record.id, type(record).__name__, record.dataset) for record in put],
        )
        missing = {
            ref for record in put for prop in references(type(record)) for ref in targets(record, prop)
        } - keys.keys()
        if missing:
            raise broken_reference(min(missing))
        _put(connection, put, keys, ())


def write_keys(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Write the search and sort keys of records anew, and nothing else."""
    with _locked(connection):
        for record in records:
            statement = f"UPDATE {table(type(record))} SET search_key = ?, sort_key = ? WHERE id = ? AND version = ?"
            connection.execute(statement, (*keys_of(record), record.id, record.version))


def _held(connection: sqlite3.Connection, ids: list[Ref]) -> dict[Ref, tuple[int, int]]:
    """Key and version of those of the ids that exist."""
    by_kind: dict[str, list[Ref]] = defaultdict(list)
    for batch in _batches(ids):
        marks = ",".join("?" * len(batch))
        for ref, kind in connection.execute(f"SELECT id, kind FROM node WHERE id IN ({marks})", batch):
            by_kind[kind].append(ref)
    found: dict[Ref, tuple[int, int]] = {}
    for kind, refs in by_kind.items():
        for batch in _batches(refs):
            marks = ",".join("?" * len(batch))
            rows = connection.execute(
                f"SELECT id, pk, version FROM {table(kind_named(kind))} WHERE id IN ({marks})",
                batch,
            )
            found.update({Ref(ref): (pk, version) for ref, pk, version in rows})
    return found


def _keys(connection: sqlite3.Connection, put: list[Record], held: dict[Ref, int]) -> dict[Ref, int]:
    """The key of every record written and of every record it points at; new records get theirs here."""
    new = [record for record in put if record.id not in held]
    connection.executemany(
        "INSERT INTO node (id, kind, dataset) VALUES (?, ?, ?)",
        [(record.id, type(record).__name__, record.dataset) for record in new],
    )
    wanted = {record.id for record in put}
    for record in put:
        for prop in references(type(record)):
            wanted.update(targets(record, prop))
    keys: dict[Ref, int] = {}
    for batch in _batches(list(wanted)):
        marks = ",".join("?" * len(batch))
        keys.update(connection.execute(f"SELECT id, pk FROM node WHERE id IN ({marks})", batch).fetchall())
    missing = wanted - keys.keys()
    if missing:
        raise broken_reference(min(missing))
    return keys


def _delete(connection: sqlite3.Connection, gone: list[tuple[int, Delete]]) -> None:
    for pk, change in gone:
        connection.execute("DELETE FROM reference WHERE owner = ?", (pk,))
        connection.execute(f"DELETE FROM {table(kind_named(change.kind))} WHERE pk = ?", (pk,))
        connection.execute("DELETE FROM node WHERE pk = ?", (pk,))


def _put(connection: sqlite3.Connection, put: list[Record], keys: dict[Ref, int], known: Container[Ref]) -> None:
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    for record in put:
        by_kind[type(record)].append(record)
    for kind, records in by_kind.items():
        names = [*IDENTITY, *(column.name for column in columns(kind))]
        written = [*names, "search_key", "sort_key"]
        listed = ", ".join(f'"{name}"' for name in written)
        marks = ", ".join("?" * (len(written) + 1))
        renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in written)
        connection.executemany(
            f"INSERT INTO {table(kind)} (pk, {listed}) VALUES ({marks}) ON CONFLICT (pk) DO UPDATE SET {renewed}",
            [(keys[record.id], *_values(record, names), *keys_of(record)) for record in records],
        )
    connection.executemany(
        "DELETE FROM reference WHERE owner = ?", [(keys[record.id],) for record in put if record.id in known]
    )
    connection.executemany(
        "INSERT INTO reference (owner, property, position, target) VALUES (?, ?, ?, ?)",
        [
            (keys[record.id], prop.name, position, keys[target])
            for record in put
            for prop in references(type(record))
            for position, target in enumerate(targets(record, prop))
        ],
    )


def _values(record: Record, names: list[str]) -> list[str | int | float | None]:
    values = flat(record)
    return [stored(values[name]) for name in names]


def stored(value: object) -> str | int | float | None:
    """The value as a column holds it."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def _batches(ids: list[Ref]) -> Iterable[list[Ref]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
