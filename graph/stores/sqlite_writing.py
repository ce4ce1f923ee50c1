"""Writing into the embedded store: one transaction, all or nothing."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from graph.changes import Change, Commit, Delete, Put, Transaction
from graph.model import Record, Ref
from graph.rows import IDENTITY, columns, flat, references, targets
from graph.schema import kind_named
from graph.stores.sqlite_tables import table
from graph.stores.transactions import (
    broken_reference,
    check_values,
    check_versions,
    damaging,
    id_of,
    last_of_each,
    payload,
)

_BATCH = 500


def write(connection: sqlite3.Connection, transaction: Transaction) -> Commit:
    """Write the transaction under SQLite's write lock; the lock is taken before anything is read."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        commit = _replay(connection, transaction) or _write(connection, transaction)
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        connection.execute("ROLLBACK")
        raise damaging(error) from error
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return commit


def _replay(connection: sqlite3.Connection, transaction: Transaction) -> Commit | None:
    if transaction.mutation_id is None:
        return None
    row = connection.execute("SELECT number FROM revision WHERE mutation_id = ?", (transaction.mutation_id,)).fetchone()
    return Commit(row[0], replayed=True) if row else None


def _write(connection: sqlite3.Connection, transaction: Transaction) -> Commit:
    changes = last_of_each(transaction.changes)
    check_values(changes)
    held = _held(connection, [*(id_of(change) for change in changes), *transaction.expected])
    check_versions(transaction, {ref: version for ref, (_, version) in held.items()})
    cursor = connection.execute(
        "INSERT INTO revision (author, reason, at, mutation_id) VALUES (?, ?, ?, ?)",
        (transaction.author, transaction.reason, transaction.at.isoformat(), transaction.mutation_id),
    )
    revision = cursor.lastrowid
    assert revision is not None
    gone = [(held[change.id][0], change) for change in changes if isinstance(change, Delete) and change.id in held]
    put = [change.record for change in changes if isinstance(change, Put)]
    keys = _keys(connection, put, {ref: pk for ref, (pk, _) in held.items()})
    _delete(connection, gone)
    _put(connection, put, keys, {ref: version for ref, (_, version) in held.items()})
    connection.executemany(
        "INSERT INTO change (revision, kind, id, action, after) VALUES (?, ?, ?, ?, ?)",
        [(revision, *_feed_entry(change)) for change in changes],
    )
    return Commit(revision)


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


def _put(connection: sqlite3.Connection, put: list[Record], keys: dict[Ref, int], versions: dict[Ref, int]) -> None:
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    for record in put:
        by_kind[type(record)].append(record)
    for kind, records in by_kind.items():
        names = [*IDENTITY, *(column.name for column in columns(kind))]
        listed = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * (len(names) + 1))
        renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
        connection.executemany(
            f"INSERT INTO {table(kind)} (pk, {listed}) VALUES ({marks}) ON CONFLICT (pk) DO UPDATE SET {renewed}",
            [(keys[record.id], *_values(record, names, versions.get(record.id, 0) + 1)) for record in records],
        )
    known = [(keys[record.id],) for record in put if record.id in versions]
    connection.executemany("DELETE FROM reference WHERE owner = ?", known)
    connection.executemany(
        "INSERT INTO reference (owner, property, position, target) VALUES (?, ?, ?, ?)",
        [
            (keys[record.id], prop.name, position, keys[target])
            for record in put
            for prop in references(type(record))
            for position, target in enumerate(targets(record, prop))
        ],
    )


def _values(record: Record, names: list[str], version: int) -> list[str | int | float | None]:
    values = flat(record)
    values["version"] = version
    return [_plain(values[name]) for name in names]


def _plain(value: object) -> str | int | float | None:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def _feed_entry(change: Change) -> tuple[str, Ref, str, str | None]:
    if isinstance(change, Delete):
        return change.kind, change.id, "delete", None
    return type(change.record).__name__, change.record.id, "put", payload(change.record)


def _batches(ids: list[Ref]) -> Iterable[list[Ref]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
