"""The embedded store: one SQLite file that several processes may read and write at once."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from graph.changes import Changed, Commit, Transaction
from graph.errors import StoreDamaged, StoreTooNew, StoreUnreachable
from graph.language import Text
from graph.model import Record, Ref
from graph.rows import record_from
from graph.schema import kind_named
from graph.stores import SCHEMA_VERSION
from graph.stores.sqlite_tables import schema, table
from graph.stores.sqlite_writing import write

_BATCH = 500


class SqliteStore:
    """The graph in a SQLite file (one connection per thread), or in memory if `path` is None (one, behind a lock)."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._threads = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        self._memory: sqlite3.Connection | None = None
        with self._guarded():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare(self._connection())

    @property
    def address(self) -> str:
        return f"sqlite:{self._path or ':memory:'}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            while self._opened:
                self._opened.pop().close()
        self._threads = threading.local()
        self._memory = None

    def commit(self, transaction: Transaction) -> Commit:
        with self._guarded():
            return write(self._connection(), transaction)

    def get(self, ids: Iterable[Ref]) -> dict[Ref, Record]:
        found: dict[Ref, Record] = {}
        wanted = list(dict.fromkeys(ids))
        with self._reading() as connection:
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                kinds = connection.execute(f"SELECT DISTINCT kind FROM node WHERE id IN ({marks})", batch)
                for (name,) in kinds.fetchall():
                    for record in _records(connection, kind_named(name), f"n.id IN ({marks})", batch):
                        found[record.id] = record
        return found

    def read(self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None) -> tuple[int, list[Record]]:
        condition, values = "1", list[str]()
        if datasets is not None:
            condition, values = f"n.dataset IN ({','.join('?' * len(datasets))})", list(datasets)
        with self._reading() as connection:
            records = [record for kind in kinds for record in _records(connection, kind, condition, values)]
            return _revision(connection), records

    def datasets(self) -> list[str]:
        with self._reading() as connection:
            return [name for (name,) in connection.execute("SELECT DISTINCT dataset FROM node ORDER BY dataset")]

    def revision(self) -> int:
        with self._reading() as connection:
            return _revision(connection)

    def changes(self, after: int) -> list[Changed]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT revision, kind, id, action FROM change WHERE revision > ? ORDER BY position", (after,)
            )
            return [Changed(*row) for row in rows]

    def damage(self) -> list[str]:
        with self._reading() as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
            return found + [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]

    def _connection(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = self._memory or getattr(self._threads, "connection", None)
        if held is None:
            held = self._connect()
            if self._path is None:
                self._memory = held
            else:
                self._threads.connection = held
            with self._lock:
                self._opened.append(held)
        return held

    def _connect(self) -> sqlite3.Connection:
        target = self._path or ":memory:"
        connection = sqlite3.connect(target, timeout=5, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        if self._path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_size_limit = 16777216")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if _stored_version(connection) == SCHEMA_VERSION:
            return  # a store that may only be read is opened without a write
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _stored_version(connection)
            if version is not None and version > SCHEMA_VERSION:
                raise StoreTooNew(
                    Text(
                        f"{self.address} wurde von einer neueren Version geschrieben (Form {version}, "
                        f"diese Version kennt {SCHEMA_VERSION}). Bitte Geflecht aktualisieren.",
                        f"{self.address} was written by a newer version (form {version}, this one knows "
                        f"{SCHEMA_VERSION}). Please update Geflecht.",
                    )
                )
            if version is None:
                for statement in schema().split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", (str(SCHEMA_VERSION),))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent state for several statements."""
        with self._guarded():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            if self._path is None:
                with self._lock:
                    yield
            else:
                yield
        except sqlite3.DatabaseError as error:
            raise self._translated(error) from error
        except OSError as error:
            raise self._unreachable(error) from error

    def _translated(self, error: sqlite3.DatabaseError) -> Exception:
        if isinstance(error, sqlite3.OperationalError):
            return self._unreachable(error)
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            return error
        return StoreDamaged(
            Text(
                f"{self.address} ist beschädigt oder keine Datenbank von Geflecht ({error}). "
                "Bitte eine Sicherung einspielen.",
                f"{self.address} is damaged or no database of Geflecht ({error}). Please restore a backup.",
            )
        )

    def _unreachable(self, error: Exception) -> StoreUnreachable:
        return StoreUnreachable(
            Text(
                f"{self.address} lässt sich nicht öffnen oder schreiben: {error}.",
                f"{self.address} can't be opened or written: {error}.",
            )
        )


def _revision(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()
    return int(number)


def _stored_version(connection: sqlite3.Connection) -> int | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    return int(json.loads(row[0])) if row else None


def _records(
    connection: sqlite3.Connection, kind: type[Record], condition: str, values: Sequence[str]
) -> Iterator[Record]:
    """The records of a kind; `condition` speaks of table n and holds nothing but question marks."""
    held: dict[int, dict[str, list[str]]] = {}
    for owner, name, target in connection.execute(
        "SELECT r.owner, r.property, t.id FROM reference r "
        "JOIN node n ON n.pk = r.owner JOIN node t ON t.pk = r.target "
        f"WHERE n.kind = ? AND {condition} ORDER BY r.owner, r.property, r.position",
        (kind.__name__, *values),
    ):
        held.setdefault(owner, {}).setdefault(name, []).append(target)
    cursor = connection.execute(f"SELECT n.* FROM {table(kind)} n WHERE {condition} ORDER BY n.id", values)
    names = [description[0] for description in cursor.description]
    for row in cursor:
        yield record_from(kind, dict(zip(names, row, strict=True)), held.get(row[0], {}))
