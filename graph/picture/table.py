"""One kind at one revision, as columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.model import Record, Ref
from graph.pauses import without_pauses
from graph.picture.column import Column, Ints, Mask
from graph.rows import Rows, plain, records
from graph.text import sort_key


class Table:
    """All records of a kind. A record keeps its position as long as the table is brought up to date by `changed`.

    What was deleted stays as a row that is not `alive`. `numbering` is the same object as long as positions are.
    """

    def __init__(
        self, kind: type[Record], columns: Mapping[str, Column], alive: Mask | None = None, numbering: object = None
    ) -> None:
        self.kind = kind
        self.numbering = numbering or object()
        self._columns = columns
        self._alive = alive
        self._position: dict[str, int] | None = None
        self._records: list[Record | None] | None = None
        self._label: Column | None = None
        self._order: Ints | None = None

    @classmethod
    def of(cls, rows: Rows) -> "Table":
        """The table of rows just read."""
        return cls(rows.kind, {name: Column(values) for name, values in rows.columns.items()})

    def __len__(self) -> int:
        return len(self._columns["id"])

    @property
    def alive(self) -> Mask:
        """Which rows stand for a record."""
        return self._alive if self._alive is not None else np.ones(len(self), np.bool_)

    @property
    def position(self) -> Mapping[str, int]:
        """Where each record lies, by id."""
        if self._position is None:
            self._position = {ref: row for row, ref in enumerate(self._columns["id"].values)}
        return self._position

    def column(self, name: str) -> Column:
        """The column of that name, see `graph.rows.column_names`."""
        return self._columns[name]

    @property
    def label(self) -> Column:
        """What people recognise each record by, see `graph.schema.label_of`."""
        if self._label is None:
            names, title = self._columns["external_id"], self.kind.meta.title
            if title:
                held = zip(self._columns[title].values, names.values, strict=True)
                names = Column([name or other for name, other in held])
            self._label = names
        return self._label

    @property
    def order(self) -> Ints:
        """All rows in the order of lists: names, then external id, then id."""
        if self._order is None:
            last, then = self.column("id").codes, self.column("external_id").codes
            self._order = np.lexsort((last, then, self.label.ranks(sort_key).of_rows)).astype(np.int32)
        return self._order

    def records(self, positions: Sequence[int]) -> list[Record]:
        """The records at these positions, each made once."""
        made = self._records
        if made is None:
            made = self._records = [None] * len(self)
        wanted = [row for row in positions if made[row] is None]
        if wanted:
            with without_pauses():
                held = {name: column.picked(wanted) for name, column in self._columns.items()}
                for row, new in zip(wanted, records(Rows(self.kind, held)), strict=True):
                    made[row] = new
        return [record for row in positions if (record := made[row]) is not None]

    def record(self, position: int) -> Record:
        """The record at a position."""
        (record,) = self.records((position,))
        return record

    def changed(self, put: Iterable[Record], gone: Iterable[Ref]) -> "Table":
        """The table with these records put and those gone; columns in which nothing changed are shared."""
        before = self.position
        newest = {record.id: record for record in put}
        known = {before[ref]: plain(record) for ref, record in newest.items() if ref in before}
        new = [plain(record) for ref, record in newest.items() if ref not in before]
        dead = [before[ref] for ref in gone if ref in before]
        table = Table(
            self.kind, {n: _changed(n, c, known, new) for n, c in self._columns.items()}, None, self.numbering
        )
        if dead or self._alive is not None:
            table._alive = np.append(self.alive, np.ones(len(new), np.bool_))
            table._alive[dead] = False
        positions = {**before, **{str(row["id"]): len(self) + place for place, row in enumerate(new)}}
        for row in dead:
            del positions[self._columns["id"].values[row]]
        table._position = positions
        table._records = [*(self._records or [None] * len(self)), *(newest[Ref(str(row["id"]))] for row in new)]
        for row in known:
            table._records[row] = newest[self._columns["id"].values[row]]
        return table


def _changed(
    name: str, column: Column, known: Mapping[int, Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Column:
    before = zip(known.items(), column.picked([*known]), strict=True)
    other = {row: held[name] for (row, held), value in before if held[name] != value}
    if not other and not new:
        return column
    changed = [*column.values, *(row[name] for row in new)]
    for row, value in other.items():
        changed[row] = value
    return Column(changed)
