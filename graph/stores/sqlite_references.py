"""Reading references from the embedded store, as columns of ids."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.model import Record
from graph.rows import references, shared
from graph.schema import ValueType
from graph.stores.sqlite_tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Objects = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of nodes by their keys, which are sorted."""

    keys: "Ints"
    ids: "Objects"

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> "Names":
        """The names of these keys."""
        import numpy as np

        held = sorted(pairs)
        keys = np.fromiter((key for key, _ in held), np.int64, len(held))
        return cls(keys, np.array([name for _, name in held], np.object_))

    def places(self, keys: "Ints") -> "tuple[Ints, NDArray[np.bool_]]":
        """Where each key is, and whether it is there."""
        import numpy as np

        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        there = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), np.bool_)
        return places, there

    def __getitem__(self, keys: "Ints") -> "Objects":
        """The id of each key; the same object for the same key. Raises LookupError for one that is not there."""
        places, there = self.places(keys)
        if not there.all():
            raise LookupError(f"no node {keys[~there][0]}")
        found: Objects = self.ids[places]
        return found


def reference_columns(
    connection: sqlite3.Connection,
    kind: type[Record],
    condition: str,
    values: Sequence[str],
    keys: Sequence[int],
    names: Names,
) -> dict[str, list[Any]]:
    """For each reference property a column of ids, in the order of the keys. `condition` speaks of table n."""
    import numpy as np

    props = references(kind)
    which, owners, positions, targets = _read(connection, kind, condition, values)
    if (which < 0).any():
        raise LookupError(f"{kind.__name__} has references that it can't have")
    rows = Names(*_sorted(keys))[owners].astype(np.int64)
    names = _with_others(connection, names, targets)
    found: dict[str, list[Any]] = {}
    for number, prop in enumerate(props):
        own = np.flatnonzero(which == number)
        if prop.value_type is ValueType.REFERENCES:
            found[prop.name] = _lists(len(keys), rows[own], positions[own], targets[own], names)
        else:
            column = np.full(len(keys), None, np.object_)
            column[rows[own]] = names[targets[own]]
            found[prop.name] = list(column)
    return found


def _read(connection: sqlite3.Connection, kind: type[Record], condition: str, values: Sequence[str]) -> "list[Ints]":
    """Number of the property (-1 for an unknown one), owner, position and target of each reference of the kind.

    SQLite hands out long lists of numbers as one text several times faster than as rows.
    """
    import numpy as np

    numbered = " ".join(f"WHEN '{prop.name}' THEN {number}" for number, prop in enumerate(references(kind)))
    lists = connection.execute(
        f"SELECT group_concat(CASE r.property WHEN '' THEN -1 {numbered} ELSE -1 END), group_concat(r.owner), "
        "group_concat(r.position), group_concat(r.target) FROM reference r "
        f"WHERE r.owner IN (SELECT n.pk FROM {table(kind)} n WHERE {condition})",
        values,
    ).fetchone()
    return [np.empty(0, np.int64) if told is None else np.fromstring(told, np.int64, sep=",") for told in lists]


def _sorted(keys: Sequence[int]) -> "tuple[Ints, Objects]":
    """The keys in their order, and the row of each."""
    import numpy as np

    held = np.array(keys, np.int64)
    order = np.argsort(held)
    return held[order], order.astype(np.object_)


def _with_others(connection: sqlite3.Connection, names: Names, targets: "Ints") -> Names:
    """The names, and those of nodes of other kinds or datasets among the targets."""
    import numpy as np

    lacking = np.unique(targets[~names.places(targets)[1]]).tolist()
    if not lacking:
        return names
    others = connection.execute(
        "SELECT pk, id FROM node WHERE pk IN (SELECT value FROM json_each(?))", (json.dumps(lacking),)
    )
    return Names.of((*zip(names.keys.tolist(), names.ids.tolist(), strict=True), *others))


def _lists(length: int, rows: "Ints", positions: "Ints", targets: "Ints", names: Names) -> list[Any]:
    """A tuple of ids for each row; the same object where it is the same."""
    import numpy as np

    column = np.empty(length, np.object_)
    column.fill(())
    if not positions.any():
        distinct, places = np.unique(targets, return_inverse=True)
        alone = np.empty(len(distinct), np.object_)
        for place, name in enumerate(names[distinct].tolist()):
            alone[place] = (name,)
        column[rows] = alone[places]
        return list(column)
    order = np.lexsort((positions, rows))
    rows, ids = rows[order], names[targets[order]].tolist()
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    for row, (start, end) in zip(rows[starts].tolist(), pairwise([*starts.tolist(), len(ids)]), strict=True):
        column[row] = tuple(ids[start:end])
    return shared(list(column))
