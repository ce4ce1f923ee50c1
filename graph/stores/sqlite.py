"""The embedded store: one SQLite file that several processes may read and write at once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from graph.care.unnamed import Named, Unnamed
from graph.changes import Changed, Commit, Head, Transaction
from graph.errors import Conflict
from graph.language import Text
from graph.log import Logged
from graph.model import Record, Ref
from graph.rows import Rows, records
from graph.schema import kind_named
from graph.stores import SCHEMA_VERSION
from graph.stores import sqlite_check as check
from graph.stores import sqlite_copies as copies
from graph.stores import sqlite_log as log
from graph.stores import sqlite_reading as reading
from graph.stores.sqlite_connection import Connections, locked
from graph.stores.sqlite_errors import damaged
from graph.stores.sqlite_form import stored_form
from graph.stores.sqlite_tables import schema
from graph.stores.sqlite_writing import replace, replayed, write, write_keys
from graph.stores.transactions import refuse_other_form, with_both_versions
from graph.table_copy import TableCopy

_BATCH = 500


class SqliteStore:
    """The graph in a SQLite file (one connection per thread), or in memory if `path` is None (one, behind a lock)."""

    def __init__(self, path: Path | None) -> None:
        self._connections = Connections(path)
        with self._connections.using(creating=True) as connection:
            self._prepare(connection)

    @property
    def address(self) -> str:
        return self._connections.address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connections.close()

    def commit(self, transaction: Transaction) -> Commit:
        with self._connections.writing() as connection:
            try:
                commit = write(connection, transaction)
            except Conflict as error:
                raise with_both_versions(error, transaction, self.get) from error
            self._connections.keep_journal_short(connection, forgetting=bool(transaction.erase))
            return commit

    def get(self, ids: Iterable[Ref]) -> dict[Ref, Record]:
        found: dict[Ref, Record] = {}
        wanted = list(dict.fromkeys(ids))
        with self._reading() as connection:
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                kinds = connection.execute(f"SELECT DISTINCT kind FROM node WHERE id IN ({marks})", batch)
                for (name,) in kinds.fetchall():
                    kind = kind_named(name)
                    rows = reading.rows(connection, (kind,), f"n.id IN ({marks})", batch)[kind]
                    found |= {record.id: record for record in records(rows)}
        return found

    def read(self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None) -> tuple[int, list[Record]]:
        head, found = self.rows(kinds, datasets)
        with self._sound():
            return head.revision, [record for kind in kinds for record in records(found[kind])]

    def rows(
        self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None
    ) -> tuple[Head, dict[type[Record], Rows]]:
        condition, values = reading.ALL, list[str]()
        if datasets is not None:
            condition, values = f"n.dataset IN ({','.join('?' * len(datasets))})", list(datasets)
        with self._reading() as connection:
            return log.head(connection), reading.rows(connection, kinds, condition, values)

    def datasets(self) -> list[str]:
        with self._reading() as connection:
            return reading.datasets(connection)

    def revision(self) -> int:
        return self.head().revision

    def head(self) -> Head:
        with self._reading() as connection:
            return log.head(connection)

    def changes(self, after: int) -> list[Changed]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT revision, kind, id, action FROM change WHERE revision > ? ORDER BY revision, position", (after,)
            )
            return [Changed(*row) for row in rows]

    def log(self, after: int = 0, until: int | None = None, ids: Iterable[Ref] | None = None) -> Iterator[Logged]:
        last = until if until is not None else self.revision()
        wanted = None if ids is None else list(ids)
        while True:
            with self._reading() as connection:  # nothing is held open while the caller works
                read = log.read(connection, after, last, wanted)
            if not read:
                return
            yield from read
            after = read[-1].number

    def revision_of(self, mutation_id: str) -> int | None:
        with self._reading() as connection:
            first = replayed(connection, mutation_id)
            return None if first is None else first.revision

    def revision_at(self, at: datetime) -> int:
        with self._reading() as connection:
            return log.revision_at(connection, at)

    def replace(self, log: Iterable[Logged], expected: Head | None = None) -> None:
        with self._connections.writing() as connection:
            replace(connection, log, expected)
            self._connections.keep_journal_short(connection, forgetting=True)

    def bookmark(self) -> str:
        return ""  # everybody sees what is committed

    def follow(self, bookmark: str) -> None:
        pass

    @property
    def keeps_copies(self) -> bool:
        return not self._connections.in_memory

    def copies(self, kinds: Sequence[str], scope: str, form: str) -> list[TableCopy]:
        with self._reading() as connection:
            return copies.read(connection, kinds, scope, form)

    def keep_copies(self, kept: Sequence[TableCopy]) -> bool:
        with self._connections.writing() as connection:
            done = copies.keep(connection, kept)
            self._connections.keep_journal_short(connection)
            return done

    def drop_copies(self) -> None:
        with self._connections.writing() as connection:
            with locked(connection):
                copies.drop(connection)
            self._connections.keep_journal_short(connection, forgetting=True)

    def keys(self, kind: type[Record]) -> dict[Ref, tuple[str | None, str | None]]:
        with self._reading() as connection:
            return check.keys(connection, kind)

    def renew_keys(self, records: Sequence[Record]) -> None:
        with self._connections.writing() as connection:
            write_keys(connection, records)

    def unnamed(self) -> list[Unnamed]:
        return []  # the tables take nothing without an id

    def give_ids(self, named: Sequence[Named]) -> dict[str, Text]:
        return {}

    def damage(self) -> list[str]:
        with self._reading() as connection:
            return check.faults(connection)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if stored_form(connection, self.address) == SCHEMA_VERSION:
            return  # a store that may only be read is opened without a write
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = stored_form(connection, self.address)
            if version is not None:
                refuse_other_form(self.address, version, SCHEMA_VERSION)
            if version is None:
                for statement in schema().split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent state for several statements."""
        with self._connections.using() as connection:
            connection.execute("BEGIN")
            try:
                with self._sound():
                    yield connection
            finally:
                connection.rollback()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """What can't be understood is not what we wrote."""
        try:
            yield
        except (ValueError, LookupError, TypeError) as error:
            raise damaged(self.address, error) from error
