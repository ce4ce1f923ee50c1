"""Form 1 of the embedded store: how it is read. The list of changes had no chain, the records no keys."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from graph.care.migration.from_form_1 import OldChange, OldRevision
from graph.care.migration.gained import with_defaults
from graph.model import KINDS, Record, Ref
from graph.rows import IDENTITY, columns, record_from, references
from graph.stores.sqlite_tables import table


def revisions(connection: sqlite3.Connection) -> Iterator[OldRevision]:
    """Every transaction, oldest first."""
    changes: dict[int, list[OldChange]] = defaultdict(list)
    for number, *change in connection.execute("SELECT revision, kind, id, action, after FROM change ORDER BY position"):
        changes[number].append(OldChange(*change))
    rows = connection.execute("SELECT number, author, reason, at, mutation_id FROM revision ORDER BY number")
    for number, author, reason, at, mutation_id in rows:
        yield OldRevision(author, reason, _moment(at), mutation_id, tuple(changes[number]))


def records(connection: sqlite3.Connection) -> dict[Ref, Record]:
    """Every record. Properties that form 1 did not know have the value that the model gives them."""
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found: dict[Ref, Record] = {}
    for name, kind in KINDS.items():
        if name in present:
            found |= {record.id: record for record in _of_kind(connection, kind)}
    return found


def _of_kind(connection: sqlite3.Connection, kind: type[Record]) -> Iterator[Record]:
    held = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table(kind)})")}
    names = [name for name in (*IDENTITY, *(column.name for column in columns(kind))) if name in held]
    refs: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for owner, name, target in connection.execute(
        f"SELECT r.owner, r.property, t.id FROM reference r JOIN {table(kind)} n ON n.pk = r.owner "
        "JOIN node t ON t.pk = r.target ORDER BY r.owner, r.property, r.position"
    ):
        refs[owner][name].append(target)
    listed = ", ".join(f'"{name}"' for name in names)
    unknown: dict[str, Any] = dict.fromkeys(column.name for column in columns(kind))
    said = {*names, *(prop.name for prop in references(kind))}
    for pk, *values in connection.execute(f"SELECT pk, {listed} FROM {table(kind)}").fetchall():
        row = unknown | dict(zip(names, values, strict=True))
        yield with_defaults(record_from(kind, row, refs[pk]), dict.fromkeys(said))


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
