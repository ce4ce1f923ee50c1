"""Reading from the embedded store: the records of some kinds as columns of plain values."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graph.model import KINDS, Record
from graph.rows import IDENTITY, Rows, columns, references, shared
from graph.schema import ValueType
from graph.stores.sqlite_tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Objects = NDArray[np.object_]

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
    ids: dict[int, str] = {}
    for keys, found in read.values():
        ids.update(zip(keys, found["id"], strict=True))
    return {
        kind: Rows(kind, found | _references(connection, kind, condition, values, keys, ids))
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


def _references(
    connection: sqlite3.Connection,
    kind: type[Record],
    condition: str,
    values: Sequence[str],
    keys: Sequence[int],
    ids: dict[int, str],
) -> dict[str, list[Any]]:
    """For each reference property a column of ids, in the order of the keys. `ids` learns those that it lacks.

    SQLite hands out long lists of numbers as one text several times faster than as rows.
    """
    import numpy as np

    read = connection.execute(
        "SELECT r.property, group_concat(r.owner), group_concat(r.position), group_concat(r.target) FROM reference r "
        f"WHERE r.owner IN (SELECT n.pk FROM {table(kind)} n WHERE {condition}) GROUP BY r.property",
        values,
    ).fetchall()
    told = {name: tuple(np.fromstring(part, np.int64, sep=",") for part in parts) for name, *parts in read}
    if unknown := told.keys() - {prop.name for prop in references(kind)}:
        raise LookupError(f"{kind.__name__} has no {min(unknown)}")
    named = set(np.unique(np.concatenate([targets for _, _, targets in told.values()])).tolist()) if told else set()
    lacking = json.dumps(list(named - ids.keys()))
    ids.update(connection.execute("SELECT pk, id FROM node WHERE pk IN (SELECT value FROM json_each(?))", (lacking,)))
    row_of = np.zeros(max(keys, default=0) + 1, np.int64)
    row_of[list(keys)] = np.arange(len(keys))
    found: dict[str, list[Any]] = {}
    for prop in references(kind):
        nothing = () if prop.value_type is ValueType.REFERENCES else None
        if prop.name not in told:
            found[prop.name] = [nothing] * len(keys)
            continue
        owners, positions, targets = told[prop.name]
        column = np.full(len(keys), None, np.object_)
        column.fill(nothing)
        if nothing is None or not positions.any():
            column[row_of[owners]] = _of_targets(targets, ids, alone=nothing is not None)
        else:
            order = np.lexsort((positions, owners))
            for row, target in zip(row_of[owners[order]].tolist(), targets[order].tolist(), strict=True):
                column[row] = (*column[row], ids[target])
        found[prop.name] = shared(column.tolist())
    return found


def _of_targets(targets: "Ints", ids: Mapping[int, str], *, alone: bool) -> "Objects":
    """The id for each key, or a tuple of it alone; the same object for the same key."""
    import numpy as np

    distinct, places = np.unique(targets, return_inverse=True)
    made = np.empty(len(distinct), np.object_)
    for place, key in enumerate(distinct.tolist()):
        made[place] = (ids[key],) if alone else ids[key]
    of_each: Objects = made[places]
    return of_each
