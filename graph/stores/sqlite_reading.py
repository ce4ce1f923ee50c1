"""Reading from the embedded store: the records of some kinds as columns of plain values."""

import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from graph.model import KINDS, Record
from graph.rows import IDENTITY, Rows, columns, shared
from graph.schema import ValueType
from graph.stores.sqlite_references import Names, reference_columns
from graph.stores.sqlite_tables import table

ALL = "1"
_NAMES = """
WITH RECURSIVE known (name) AS (
    SELECT min(dataset) FROM {0} UNION ALL
    SELECT (SELECT min(dataset) FROM {0} WHERE dataset > known.name) FROM known WHERE known.name IS NOT NULL
) SELECT name FROM known WHERE name IS NOT NULL
"""
_NAMED = ("id", "external_id")  # another value in every row


def datasets(connection: sqlite3.Connection) -> list[str]:
    """The names of the datasets, sorted. Each kind's index is stepped through name by name, not row by row."""
    found: set[str] = set()
    for kind in KINDS.values():
        found.update(name for (name,) in connection.execute(_NAMES.format(table(kind))))
    return sorted(found)


def rows(
    connection: sqlite3.Connection, kinds: Sequence[type[Record]], condition: str, values: Sequence[str]
) -> dict[type[Record], Rows]:
    """The rows of each kind; `condition` speaks of table n and holds nothing but question marks."""
    read = {kind: _own(connection, kind, condition, values) for kind in kinds}
    names = Names.of(pair for keys, found in read.values() for pair in zip(keys, found["id"], strict=True))
    return {
        kind: Rows(kind, found | reference_columns(connection, kind, condition, values, keys, names))
        for kind, (keys, found) in read.items()
    }


def _own(
    connection: sqlite3.Connection, kind: type[Record], condition: str, values: Sequence[str]
) -> tuple[Sequence[int], dict[str, list[Any]]]:
    """The key of each row, and its values but for references, sorted by id."""
    names = [*IDENTITY, *(column.name for column in columns(kind))]
    alike = _alike(connection, kind, names) if condition == ALL else {}
    fetched = [name for name in names if name not in alike]
    listed = ", ".join(f'n."{name}"' for name in fetched)
    read = connection.execute(f"SELECT n.pk, {listed} FROM {table(kind)} n WHERE {condition}", values).fetchall()
    read.sort(key=itemgetter(1))  # here and not there: SQLite would fetch each row by way of the index
    keys, *held = zip(*read, strict=True) if read else [()] * (len(fetched) + 1)
    found = {name: list(column) for name, column in zip(fetched, held, strict=True)}
    found = {name: found[name] if name in found else [alike[name]] * len(read) for name in names}
    for name in fetched:
        if name not in _NAMED:
            found[name] = shared(found[name])
    for column in columns(kind):
        if column.property.value_type is ValueType.FLAG:
            found[column.name] = [None if value is None else value == 1 for value in found[column.name]]
    return keys, found


def _alike(connection: sqlite3.Connection, kind: type[Record], names: Sequence[str]) -> dict[str, Any]:
    """The columns with the same value in every row, none for instance: to look is cheaper than to fetch them."""
    asked = [name for name in names if name not in _NAMED]
    listed = ", ".join(f'count("{name}"), min("{name}"), max("{name}")' for name in asked)
    total, *told = connection.execute(f"SELECT count(*), {listed} FROM {table(kind)}").fetchone()
    found = {}
    for name, count, least, most in zip(asked, told[::3], told[1::3], told[2::3], strict=True):
        if count in (0, total) and least == most:
            found[name] = least
    return found
