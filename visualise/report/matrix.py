"""What is drawn of the coverage matrix: places in rows, fields in columns, a state in each cell."""

from dataclasses import dataclass
from typing import ClassVar

from visualise.table import Column, Group, Row, Table, cell

_STATES = ("COVERED", "NOMINAL", "GAP", "UNKNOWN", "NOT_REQUIRED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pip:
    """One target group within a cell: its state, and its name for those who hear the page."""

    state: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """A cell: state, the words in it ("2 Angebote"; `short` where it is narrow), its reasons, all in one sentence.

    `state` is a coverage state (COVERED, NOMINAL, GAP, UNKNOWN, NOT_REQUIRED, SUPPRESSED). `hole` words the gaps of
    single target groups that a covered or planned cell would hide, `holes` their number alone for a small screen;
    `veiled` says that of single ones nothing is known; `marks` is what else is said beside it.
    """

    state: str
    words: str
    short: str
    href: str
    label: str
    pips: tuple[Pip, ...] = ()
    hole: str = ""
    holes: str = ""
    veiled: bool = False
    marks: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """All that stands in the cell, in one line."""
        return " · ".join(part for part in (self.words, self.hole, *self.marks) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A place with its cells; `sub` is a second line such as the inhabitants."""

    name: str
    sub: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixFoot:
    """Under a column: how many of the checked cells are covered, and how many are unknown."""

    covered: str
    unknown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSpec:
    """The matrix with its caption and foot; `corner` heads the column of places."""

    kind: ClassVar[str] = "matrix"
    corner: str
    caption: str
    sub: str
    fields: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    feet: tuple[MatrixFoot, ...]
    note: str

    @property
    def holes(self) -> bool:
        """Whether a cell would hide something of a single target group on a small screen."""
        return any(cell.holes or cell.veiled for row in self.rows for cell in row.cells)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that the legend explains: what is held back only where something is."""
        held_back = any(cell.state == "SUPPRESSED" for row in self.rows for cell in row.cells)
        return (*_STATES, *(("SUPPRESSED",) if held_back else ()))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The same in words."""
        columns = (Column(label=self.corner), *(Column(label=field) for field in self.fields))
        rows = tuple(
            Row(cells=(cell(row.name), *(cell(one.said, state=one.state) for one in row.cells))) for row in self.rows
        )
        return (Table(key="matrix", caption=self.caption, sub=self.sub, columns=columns, groups=(Group(rows=rows),)),)
