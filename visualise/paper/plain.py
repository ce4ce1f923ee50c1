"""Tables as bare rows for files that know no layout: each group and second line in a column or behind a dot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from visualise.table import Cell, Row, Table, cell
from visualise.wording import Wording

Value = str | int | float | date


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table without layout: its name, what it shows, headings, and rows as long as these."""

    name: str
    caption: str
    sub: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plain(tables: Iterable[Table], words: Wording) -> list[PlainTable]:
    """The tables in their order, those without a row left out, each by a name of its own."""
    found: list[PlainTable] = []
    for table in tables:
        if table.size:
            found.append(_plain(table, f"{len(found) + 1:02} {_safe(table.key)}", words))
    return found


def value_of(held: Cell) -> Value:
    """What the cell holds: its value where it is a number or a day, else all that it says in one line."""
    return held.value if held.value is not None else text_of(held)


def text_of(held: Cell) -> str:
    """All that the cell says in one line."""
    return " · ".join(part for part in (held.text, held.sub) if part)


def _plain(table: Table, name: str, words: Wording) -> PlainTable:
    grouped = any(group.title for group in table.groups)
    noted = any(row.note for row in table.rows)
    columns = [column.label for column in table.columns]
    if grouped:
        columns.insert(0, words("paper.group"))
    if noted:
        columns.append(words("paper.note"))
    rows = tuple(
        (
            *((cell(group.title),) if grouped else ()),
            *_padded(row, len(table.columns)),
            *((cell(row.note),) if noted else ()),
        )
        for group in table.groups
        for row in group.rows
    )
    sub = " ".join(part for part in (table.sub, table.rest) if part)
    return PlainTable(name, table.caption, sub, tuple(columns), rows)


def _padded(row: Row, width: int) -> tuple[Cell, ...]:
    return (*row.cells, *(cell("") for _ in range(width - len(row.cells))))


def _safe(key: str) -> str:
    """The key without what no name of a sheet or file may hold, short enough for a sheet."""
    return re.sub(r"[^A-Za-z0-9 _-]", "-", key)[:26]
