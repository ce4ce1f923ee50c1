"""In which form a SQLite file was written."""

import json
import sqlite3

from graph.stores.sqlite_errors import damaged


def stored_form(connection: sqlite3.Connection, address: str) -> int | None:
    """The form that the file was written in; None for an empty one."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    try:
        return int(json.loads(row[0]))
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(address, error) from error
