"""Tables as values: what a page, a council paper and a workbook all set from, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

_FEW = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word or name; `glyph` names a symbol of the sprite that stands before it, `href` where it leads."""

    text: str
    glyph: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: one or more words, a second line, and the value that a workbook holds for them.

    `state` (a coverage state) draws it as a tag, `lines` sets each word on a line of its own. `value` is a number or a
    day, None where the text is all there is.
    """

    marks: tuple[Mark, ...]
    sub: str = ""
    state: str = ""
    lines: bool = False
    value: float | date | None = None

    @property
    def plain(self) -> bool:
        """Whether it is a single word or name and nothing else."""
        return len(self.marks) == 1 and not (self.marks[0].glyph or self.sub or self.state or self.lines)

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        return ", ".join(mark.text for mark in self.marks if mark.text)

    @property
    def rank(self) -> float | None:
        """The value as a number to sort by; None where only the text can be sorted."""
        return self.value.toordinal() if isinstance(self.value, date) else self.value


def cell(
    text: str, *, glyph: str = "", href: str = "", sub: str = "", state: str = "", value: float | date | None = None
) -> Cell:
    """A cell of one word or sentence."""
    return Cell(marks=(Mark(text=text, glyph=glyph, href=href),), sub=sub, state=state, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's heading; `width` names a style (w10 to w34), `number` sets it to the right."""

    label: str
    width: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; the first cell names it. `note` is a line of its own below."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows that belong together; without a title, just rows."""

    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption. `key` is its anchor; `rest` says how many rows are not shown."""

    kind: ClassVar[str] = "table"
    key: str
    caption: str
    sub: str = ""
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    rest: str = ""

    @property
    def rows(self) -> "Iterator[Row]":
        """All rows, in their order."""
        return (row for group in self.groups for row in group.rows)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def sortable(self) -> bool:
        """Whether its rows may stand in any order: they are many, in one group, and none has a line below it."""
        return len(self.groups) == 1 and self.size > _FEW and not self.rest and not any(row.note for row in self.rows)

    @property
    def tables(self) -> "tuple[Table, ...]":
        """Itself."""
        return (self,)
