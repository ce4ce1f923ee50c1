"""The log in the embedded store: one row per revision, one per change; payloads may be empty where erased."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from graph.changes import Head
from graph.log import GENESIS, Entry, Logged, moment
from graph.model import Ref

_CHUNK = 200  # revisions read in one go

_COLUMNS = "r.number, r.author, r.reason, r.at, r.mutation_id, r.erased, r.previous, r.hash"
_ENTRY = "kind, id, action, version, digest, salt, payload"


def head(connection: sqlite3.Connection) -> Head:
    """The newest revision and its hash."""
    row = connection.execute("SELECT number, hash FROM revision ORDER BY number DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, GENESIS)


def revision_at(connection: sqlite3.Connection, at: datetime) -> int:
    """The newest revision that was made by then; 0 if none was."""
    row = connection.execute("SELECT max(number) FROM revision WHERE at <= ?", (moment(at),)).fetchone()
    return int(row[0] or 0)


def versions(connection: sqlite3.Connection, ids: Sequence[Ref]) -> dict[Ref, int]:
    """The newest version in the log of those of the records that it does not know as deleted."""
    rows = connection.execute(
        "SELECT id, version FROM change AS c WHERE id IN (SELECT value FROM json_each(?)) AND action = 'put' "
        "AND revision = (SELECT max(revision) FROM change WHERE id = c.id)",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall()) if ids else {}


def changed(connection: sqlite3.Connection, kinds: Sequence[str], after: int) -> list[tuple[Ref, int]]:
    """Id and version of the first record of these kinds that was changed after a revision, if any."""
    return connection.execute(
        "SELECT id, version FROM change WHERE revision > ? AND kind IN (SELECT value FROM json_each(?)) LIMIT 1",
        (after, json.dumps(list(kinds))),
    ).fetchall()


def append(connection: sqlite3.Connection, logged: Logged) -> None:
    """Write one revision; what it erases is emptied in all revisions before it."""
    connection.execute(
        "INSERT INTO revision (number, author, reason, at, mutation_id, erased, previous, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            logged.number,
            logged.author,
            logged.reason,
            moment(logged.at),
            logged.mutation_id,
            json.dumps(logged.erased),
            logged.previous,
            logged.hash,
        ),
    )
    if logged.erased:
        connection.executemany(
            "UPDATE change SET salt = NULL, payload = NULL WHERE id = ?", [(ref,) for ref in logged.erased]
        )
    connection.executemany(
        f"INSERT INTO change (revision, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(logged.number, e.kind, e.id, e.action, e.version, e.digest, e.salt, e.payload) for e in logged.entries],
    )


def read(connection: sqlite3.Connection, after: int, until: int, ids: Sequence[Ref] | None) -> list[Logged]:
    """The next revisions of the log, some hundred at most; with `ids` those that changed one of them."""
    of_ids, values = "", list[str]()
    if ids is not None:
        of_ids, values = "AND id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
    wanted = f"AND r.number IN (SELECT revision FROM change WHERE 1 {of_ids})" if ids is not None else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM revision r WHERE r.number > ? AND r.number <= ? {wanted} ORDER BY r.number LIMIT ?",
        (after, until, *values, _CHUNK),
    ).fetchall()
    entries: dict[int, list[Entry]] = {}
    if rows:
        for number, *entry in connection.execute(
            f"SELECT revision, {_ENTRY} FROM change WHERE revision BETWEEN ? AND ? {of_ids} "
            "ORDER BY revision, position",
            (rows[0][0], rows[-1][0], *values),
        ):
            entries.setdefault(number, []).append(Entry(*entry))
    return [_logged(row, entries.get(row[0], ())) for row in rows]


def _logged(row: Sequence[str | int], entries: Iterable[Entry]) -> Logged:
    number, author, reason, at, mutation_id, erased, previous, hash_ = row
    return Logged(
        number=int(number),
        author=str(author),
        reason=str(reason),
        at=datetime.fromisoformat(str(at)),
        mutation_id=None if mutation_id is None else str(mutation_id),
        erased=tuple(json.loads(str(erased))),
        previous=str(previous),
        entries=tuple(entries),
        hash=str(hash_),
    )
