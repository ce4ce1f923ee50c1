"""Migrates an embedded store: a copy of the file first, then all steps in one transaction."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from graph.care.migration.from_form_1 import migrated
from graph.care.migration.gained import GAINED_SINCE, renamed_states
from graph.care.migration.result import Migration, Step
from graph.care.whole_file import part_beside
from graph.errors import UnwritableOutput
from graph.language import Text
from graph.model import KINDS, Record
from graph.rows import columns
from graph.stores import SCHEMA_VERSION, sqlite_form_1
from graph.stores import sqlite_log as log
from graph.stores.sqlite_connection import Connections
from graph.stores.sqlite_errors import damaged
from graph.stores.sqlite_form import stored_form
from graph.stores.sqlite_tables import declaration, schema, table
from graph.stores.sqlite_writing import fill, stored
from graph.stores.transactions import refuse_other_form


def migrate(path: Path, *, author: str, now: datetime, dry_run: bool, keep: Path | None) -> Migration:
    """Bring the file into the current form; see `graph.care.migration.migrate`."""
    connections = Connections(path)
    try:
        with connections.using() as connection:
            connection.execute("PRAGMA foreign_keys = OFF")  # a transaction can't turn it off; it is checked at the end
            connection.execute("BEGIN" if dry_run else "BEGIN IMMEDIATE")
            try:
                found = stored_form(connection, connections.address) or SCHEMA_VERSION
                if found not in STEPS:
                    refuse_other_form(connections.address, found, SCHEMA_VERSION)
                    return Migration(found, SCHEMA_VERSION)
                try:
                    step = STEPS[found](connection, author, now)
                except (LookupError, TypeError, ValueError) as error:
                    raise damaged(connections.address, error) from error
                if dry_run:
                    return Migration.of(found, SCHEMA_VERSION, step)
                out = _copy(path, keep or _beside(path, found, now))
                step.write()
                _finish(connection)
                connection.execute("COMMIT")
                return Migration.of(found, SCHEMA_VERSION, step, out)
            finally:
                connection.rollback()
    finally:
        connections.close()


def _from_form_1(connection: sqlite3.Connection, author: str, now: datetime) -> Step:
    done = migrated(sqlite_form_1.revisions(connection), sqlite_form_1.records(connection), author=author, now=now)

    def write() -> None:
        """The log is written as any other, and the tables from it."""
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            if name != "meta" and not name.startswith("sqlite_"):
                connection.execute(f'DROP TABLE "{name}"')
        _make_tables(connection)
        fill(connection, done.log)

    return Step(len(done.log) - 1, done.records, write, len(done.rewritten), done.unreadable)


def _gained(connection: sqlite3.Connection, author: str, now: datetime) -> Step:
    (records,) = connection.execute("SELECT count(*) FROM node").fetchone()

    def write() -> None:
        _make_tables(connection)
        for kind in KINDS.values():
            _add_columns(connection, kind)
        for kind, prop, codes in renamed_states():
            connection.executemany(
                f'UPDATE {table(kind)} SET "{prop.name}" = ? WHERE "{prop.name}" = ?',
                [(today, former) for former, today in codes.items()],
            )

    return Step(log.head(connection).revision, records, write)


STEPS: dict[int, Callable[[sqlite3.Connection, str, datetime], Step]] = {1: _from_form_1}
"""By the form that is found, the step to the current one."""
STEPS |= dict.fromkeys(GAINED_SINCE, _gained)


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in schema().split(";\n"):
        connection.execute(statement)


def _add_columns(connection: sqlite3.Connection, kind: type[Record]) -> None:
    """The columns that the table lacks, with the model's own value in every row."""
    present = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table(kind)})")}
    usual = {field.name: field.default for field in fields(kind)}
    for column in columns(kind):
        if column.name not in present:
            connection.execute(f"ALTER TABLE {table(kind)} ADD COLUMN {declaration(column)}")
            if not column.part:
                value = stored(usual[column.property.name])
                connection.execute(f'UPDATE {table(kind)} SET "{column.name}" = ?', (value,))


def _finish(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (str(SCHEMA_VERSION),))
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.DatabaseError("a reference points at nothing")


def _beside(path: Path, form: int, now: datetime) -> Path:
    return path.with_name(f"{path.stem}-form-{form}-{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}{path.suffix}")


def _copy(path: Path, out: Path) -> Path:
    """A copy of the file as it is under our lock; read by a connection of its own, for ours is writing."""
    reading = Connections(path)
    try:
        with reading.using() as source, part_beside(out) as part:
            try:
                target = sqlite3.connect(part)
                try:
                    source.backup(target)
                finally:
                    target.close()
            except sqlite3.DatabaseError as error:
                raise UnwritableOutput(
                    Text(
                        f"Die Sicherung „{out}“ ist nicht entstanden ({error}). Der Speicher blieb, wie er war.",
                        f"The backup “{out}” was not made ({error}). The store was left as it was.",
                    )
                ) from error
            with part.open("rb") as file:
                os.fsync(file.fileno())
    finally:
        reading.close()
    return out
