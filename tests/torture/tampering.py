"""Somebody changes the log behind the product's back: an entry altered, taken out, put in. `check` has to see it.

Not among these is what no log can show by itself: its newest part cut off together with the state that it led to, or
made up anew with all the hashes. For that a hash has to be kept elsewhere, as a backup does.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from graph.care.check import check
from graph.errors import StoreError
from graph.store import open_store
from tests.graph.random_commits import Past
from tests.torture.figures import Figures, measured

Tamper = Callable[[sqlite3.Connection, random.Random], None]


def tampered_logs(rounds: int, seed: int, folder: Path) -> Figures:
    """One change to the log of a store with a random past, then a look at it; many times over."""
    chance = random.Random(seed)
    before, file = folder / "before.db", folder / "now.db"
    with measured("tampered logs, embedded", "not detected") as figures:
        for n in range(rounds):
            if n % 25 == 0:
                before.unlink(missing_ok=True)
                with open_store(f"sqlite:{before}") as store:
                    past = Past(store, chance.randrange).write(12)
                    while not past.now:
                        past.write(1)
                known = _problems(before)
            shutil.copyfile(before, file)
            name = chance.choice(list(TAMPERINGS))
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                TAMPERINGS[name](connection, chance)
            figures.done["tamperings"] += 1
            if _problems(file) <= known:
                figures.fault("not detected", name)
            for left in folder.glob("now.db*"):
                left.unlink()
    return figures


def _problems(file: Path) -> frozenset[str]:
    """What `check` says, or the error that kept it from saying anything."""
    try:
        with open_store(f"sqlite:{file}") as store:
            return frozenset(f"{problem.subject}: {problem.message.en}" for problem in check(store).problems)
    except StoreError as error:
        return frozenset((str(error),))


def _pick(connection: sqlite3.Connection, table: str, key: str, chance: random.Random) -> int:
    keys = [number for (number,) in connection.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
    return int(chance.choice(keys))


def _altered(table: str, key: str, column: str, value: str) -> Tamper:
    def tamper(connection: sqlite3.Connection, chance: random.Random) -> None:
        while True:
            row = _pick(connection, table, key, chance)
            (old,) = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row,)).fetchone()
            connection.execute(f"UPDATE {table} SET {column} = {value} WHERE {key} = ?", (row,))
            (new,) = connection.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (row,)).fetchone()
            if new != old:
                return

    return tamper


def _delete_entry(connection: sqlite3.Connection, chance: random.Random) -> None:
    connection.execute("DELETE FROM change WHERE position = ?", (_pick(connection, "change", "position", chance),))


def _delete_revision(connection: sqlite3.Connection, chance: random.Random) -> None:
    """With its entries, and with the numbers behind it closing up half of the time."""
    number = _pick(connection, "revision", "number", chance)
    connection.execute("DELETE FROM change WHERE revision = ?", (number,))
    connection.execute("DELETE FROM revision WHERE number = ?", (number,))
    if chance.random() < 0.5:
        for (later,) in connection.execute(
            "SELECT number FROM revision WHERE number > ? ORDER BY number", (number,)
        ).fetchall():
            connection.execute("UPDATE revision SET number = number - 1 WHERE number = ?", (later,))
            connection.execute("UPDATE change SET revision = revision - 1 WHERE revision = ?", (later,))


def _insert_entry(connection: sqlite3.Connection, chance: random.Random) -> None:
    """A copy of an entry in another revision."""
    columns = "kind, id, action, version, digest, salt, payload"
    connection.execute(
        f"INSERT INTO change (revision, {columns}) SELECT ?, {columns} FROM change WHERE position = ?",
        (_pick(connection, "revision", "number", chance), _pick(connection, "change", "position", chance)),
    )


def _insert_revision(connection: sqlite3.Connection, chance: random.Random) -> None:
    connection.execute(
        "INSERT INTO revision (number, author, reason, at, mutation_id, erased, previous, hash) "
        "SELECT number + 1, author, reason, at, NULL, '[]', hash, previous FROM revision ORDER BY number DESC LIMIT 1"
    )


def _erase_payload(connection: sqlite3.Connection, chance: random.Random) -> None:
    rows = connection.execute("SELECT position FROM change WHERE payload IS NOT NULL ORDER BY position").fetchall()
    connection.execute("UPDATE change SET payload = NULL, salt = NULL WHERE position = ?", chance.choice(rows))


def _swap_payloads(connection: sqlite3.Connection, chance: random.Random) -> None:
    held = "SELECT position, salt, payload, digest FROM change WHERE payload IS NOT NULL ORDER BY position"
    one, other = chance.sample(connection.execute(held).fetchall(), 2)
    update = "UPDATE change SET salt = ?, payload = ?, digest = ? WHERE position = ?"
    connection.execute(update, (*one[1:], other[0]))
    connection.execute(update, (*other[1:], one[0]))


def _alter_state(column: str, value: str) -> Tamper:
    """Not the log, but the state that it stands for."""

    def tamper(connection: sqlite3.Connection, chance: random.Random) -> None:
        pk, kind = chance.choice(connection.execute("SELECT pk, kind FROM node ORDER BY pk").fetchall())
        connection.execute(f'UPDATE "{kind}" SET {column} = {value} WHERE pk = ?', (pk,))

    return tamper


def _delete_from_state(connection: sqlite3.Connection, chance: random.Random) -> None:
    (pk, kind) = chance.choice(connection.execute("SELECT pk, kind FROM node ORDER BY pk").fetchall())
    connection.execute("DELETE FROM reference WHERE ? IN (owner, target)", (pk,))
    connection.execute(f'DELETE FROM "{kind}" WHERE pk = ?', (pk,))
    connection.execute("DELETE FROM node WHERE pk = ?", (pk,))


TAMPERINGS: dict[str, Tamper] = {
    "alter a note in the state": _alter_state("note", "coalesce(note, '') || 'x'"),
    "alter a version in the state": _alter_state("version", "version + 1"),
    "delete from the state": _delete_from_state,
    "delete an entry": _delete_entry,
    "delete a revision": _delete_revision,
    "insert an entry": _insert_entry,
    "insert a revision": _insert_revision,
    "erase a payload": _erase_payload,
    "swap two payloads": _swap_payloads,
    "alter a payload": _altered("change", "position", "payload", "replace(payload, 'e', 'i')"),
    "alter a digest": _altered("change", "position", "digest", "'0' || substr(digest, 2)"),
    "alter a salt": _altered("change", "position", "salt", "'0' || substr(salt, 2)"),
    "alter a version": _altered("change", "position", "version", "version + 1"),
    "alter a kind": _altered("change", "position", "kind", "'Survey'"),
    "alter an action": _altered("change", "position", "action", "iif(action = 'put', 'delete', 'put')"),
    "alter an id": _altered("change", "position", "id", "'0' || substr(id, 2)"),
    "alter an author": _altered("revision", "number", "author", "author || 'x'"),
    "alter a reason": _altered("revision", "number", "reason", "reason || 'x'"),
    "alter a moment": _altered("revision", "number", "at", "replace(at, '2025', '2024')"),
    "alter a mutation id": _altered("revision", "number", "mutation_id", "mutation_id || 'x'"),
    "alter what was erased": _altered("revision", "number", "erased", "'[\"x\"]'"),
    "alter a hash": _altered("revision", "number", "hash", "'0' || substr(hash, 2)"),
    "alter the hash before": _altered("revision", "number", "previous", "'1' || substr(previous, 2)"),
}
