"""Tables of the picture kept beside the rows, so that a process that begins need not read them row by row.

A copy is taken only where it is what was written, in today's form, and its head is part of the log that leads to the
head that is asked for; what changed since comes from the log. In all other cases it is as if there were none.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from graph.changes import Head
from graph.errors import StoreError
from graph.model import KINDS, Record
from graph.pauses import without_pauses
from graph.picture.packed import form, packed, unpacked
from graph.picture.since import Gone, Put, changes_since
from graph.picture.table import Table
from graph.store import Store
from graph.table_copy import TableCopy

_AT_ONCE = 4 * 2**20  # bytes after which a transaction ends: nobody shall wait long for his turn to write

_NO_TABLE = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What bytes raise that are none of a table, and a table that can't be made bytes."""


def copied(
    store: Store, kinds: Sequence[type[Record]], head: Head, datasets: Sequence[str] | None
) -> dict[type[Record], Table]:
    """Those of the tables, as they are at the head, of which there is a copy that can be taken."""
    if not store.keeps_copies:
        return {}
    with without_pauses(), suppress(StoreError):  # whatever is wrong, the rows tell it
        found = store.copies([kind.__name__ for kind in kinds], _scope(datasets), form())
        since = {known: _since(store, known, head, datasets) for known in {copy.head for copy in found}}
        tables = [_table(copy, changes) for copy in found if (changes := since[copy.head]) is not None]
        return {table.kind: table for table in tables if table is not None}
    return {}


def keep(store: Store, tables: Mapping[type[Record], Table], head: Head, datasets: Sequence[str] | None) -> bool:
    """Keep copies of tables just read at the head; False where the store can't, which is no harm."""
    batch: list[TableCopy] = []
    try:
        for kind, table in tables.items():
            batch.append(TableCopy.of(kind.__name__, _scope(datasets), form(), head, packed(table)))
            if sum(len(copy.body) for copy in batch) > _AT_ONCE:
                if not store.keep_copies(batch):
                    return False
                batch = []
        return store.keep_copies(batch)
    except (StoreError, *_NO_TABLE):
        return False


def _scope(datasets: Sequence[str] | None) -> str:
    return "" if datasets is None else json.dumps(sorted(set(datasets)), ensure_ascii=False)


def _since(store: Store, known: Head, head: Head, datasets: Sequence[str] | None) -> tuple[Put, Gone] | None:
    return ({}, []) if known == head else changes_since(store, known, head, datasets)


def _table(copy: TableCopy, changes: tuple[Put, Gone]) -> Table | None:
    if not copy.is_sound:
        return None
    kind = KINDS[copy.kind]
    try:
        table = unpacked(kind, copy.body)
    except _NO_TABLE:
        return None
    put = [record for record in changes[0].values() if type(record) is kind]
    gone = [ref for name, ref in changes[1] if name == copy.kind]
    return table.changed(put, gone) if put or gone else table
