"""What a check asks of the embedded store beside its records and its log."""

import sqlite3

from graph.model import KINDS, Record, Ref
from graph.stores.sqlite_tables import table

Keys = dict[Ref, tuple[str | None, str | None]]


def keys(connection: sqlite3.Connection, kind: type[Record]) -> Keys:
    """The stored search key and sort key of each record of a kind."""
    rows = connection.execute(f"SELECT id, search_key, sort_key FROM {table(kind)}")
    return {ref: (search, sort) for ref, search, sort in rows}


def faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds, and where the table of all nodes and that of their kind disagree."""
    found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
    found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    named = {name for (name,) in connection.execute("SELECT DISTINCT kind FROM node")}
    found += [f"node of unknown kind {name}" for name in sorted(named - KINDS.keys())]
    for name, kind in KINDS.items():
        apart = connection.execute(
            f"SELECT t.id FROM {table(kind)} t LEFT JOIN node n "
            "ON n.pk = t.pk AND n.id = t.id AND n.kind = ? AND n.dataset = t.dataset WHERE n.pk IS NULL "
            f"UNION SELECT id FROM node WHERE kind = ? AND pk NOT IN (SELECT pk FROM {table(kind)})",
            (name, name),
        )
        found += [f"{name} {ref}: its node says otherwise" for (ref,) in apart]
    return found
