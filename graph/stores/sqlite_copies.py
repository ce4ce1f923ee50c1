"""Copies of the picture's tables in the embedded store: in its own file, so that they share its rights and its fate."""

import sqlite3
from collections.abc import Sequence

from graph.changes import Head
from graph.stores.sqlite_connection import locked
from graph.stores.sqlite_errors import BUSY, has_code
from graph.table_copy import TableCopy

_CREATE = """
CREATE TABLE IF NOT EXISTS table_copy (
    kind TEXT NOT NULL, scope TEXT NOT NULL, form TEXT NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL,
    digest BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, scope)
) STRICT
"""
"""Not among the tables that every file has: most never need it."""


def read(connection: sqlite3.Connection, kinds: Sequence[str], scope: str, form: str) -> list[TableCopy]:
    """The copies of these kinds in that form."""
    if not _is_there(connection):
        return []
    rows = connection.execute(
        "SELECT kind, scope, form, revision, hash, body, digest FROM table_copy WHERE scope = ? AND form = ? "
        f"AND kind IN ({','.join('?' * len(kinds))})",
        (scope, form, *kinds),
    )
    return [
        TableCopy(kind, scope, form, Head(revision, hash_), body, digest)
        for kind, scope, form, revision, hash_, body, digest in rows
    ]


def keep(connection: sqlite3.Connection, copies: Sequence[TableCopy]) -> bool:
    """Write the copies, unless somebody else is writing or they are no longer true; whether that was done."""
    try:
        with locked(connection, patience=0):
            if not all(_is_true(connection, head) for head in {copy.head for copy in copies}):
                return False
            connection.execute(_CREATE)
            connection.executemany(
                "INSERT OR REPLACE INTO table_copy (kind, scope, form, revision, hash, digest, body) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(c.kind, c.scope, c.form, c.head.revision, c.head.hash, c.digest, c.body) for c in copies],
            )
            return True
    except sqlite3.OperationalError as error:
        if has_code(error, *BUSY):
            return False
        raise


def drop(connection: sqlite3.Connection) -> None:
    """Drop all copies, in a transaction of the caller's."""
    if _is_there(connection):
        connection.execute("DELETE FROM table_copy")


def _is_there(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'table_copy'").fetchone() is not None


def _is_true(connection: sqlite3.Connection, head: Head) -> bool:
    """Whether the log has that head and nothing was erased since."""
    known = connection.execute("SELECT hash FROM revision WHERE number = ?", (head.revision,)).fetchone()
    erased = connection.execute("SELECT 1 FROM revision WHERE number > ? AND erased <> '[]'", (head.revision,))
    return known == (head.hash,) and erased.fetchone() is None
