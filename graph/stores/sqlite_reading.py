"""Reading from the embedded store: the records of a kind as columns of plain values."""

import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from graph.model import Record
from graph.rows import IDENTITY, Rows, columns, references, shared
from graph.schema import ValueType
from graph.stores.sqlite_tables import table


def rows(connection: sqlite3.Connection, kind: type[Record], condition: str, values: Sequence[str]) -> Rows:
    """The rows of a kind; `condition` speaks of table n and holds nothing but question marks."""
    names = [*IDENTITY, *(column.name for column in columns(kind))]
    listed = ", ".join(f'n."{name}"' for name in names)
    read = connection.execute(f"SELECT n.pk, {listed} FROM {table(kind)} n WHERE {condition}", values).fetchall()
    read.sort(key=itemgetter(1))  # here and not there: SQLite would fetch each row by way of the index
    keys, *held = zip(*read, strict=True) if read else [()] * (len(names) + 1)
    found = {name: list(column) for name, column in zip(names, held, strict=True)}
    for name in ("dataset", *(column.name for column in columns(kind))):
        found[name] = shared(found[name])
    for column in columns(kind):
        if column.property.value_type is ValueType.FLAG:
            found[column.name] = [None if value is None else value == 1 for value in found[column.name]]
    return Rows(kind, found | _references(connection, kind, condition, values, keys))


def _references(
    connection: sqlite3.Connection, kind: type[Record], condition: str, values: Sequence[str], keys: Sequence[int]
) -> dict[str, list[Any]]:
    """For each reference property a column of ids, in the order of the keys."""
    of_kind = f"WHERE r.owner IN (SELECT n.pk FROM {table(kind)} n WHERE {condition})"
    targets = f"SELECT pk, id FROM node WHERE pk IN (SELECT r.target FROM reference r {of_kind})"
    ids: dict[int, str] = dict(connection.execute(targets, values).fetchall())
    first: dict[str, dict[int, str]] = {prop.name: {} for prop in references(kind)}
    more: dict[str, dict[int, list[str]]] = {prop.name: {} for prop in references(kind)}
    read = f"SELECT r.owner, r.property, r.position, r.target FROM reference r {of_kind} ORDER BY 1, 2, 3"
    for owner, name, position, target in connection.execute(read, values):
        if position == 0:
            first[name][owner] = ids[target]
        else:
            more[name].setdefault(owner, []).append(ids[target])
    found: dict[str, list[Any]] = {}
    for prop in references(kind):
        column: list[Any] = list(map(first[prop.name].get, keys))
        if prop.value_type is ValueType.REFERENCES:
            alone: dict[str | None, tuple[str, ...]] = {ref: (ref,) for ref in set(column) if ref is not None}
            alone[None] = ()
            column = [alone[ref] for ref in column]
            row_of = {key: row for row, key in enumerate(keys)} if more[prop.name] else {}
            for owner, others in more[prop.name].items():
                column[row_of[owner]] = (*column[row_of[owner]], *others)
        found[prop.name] = column
    return found
