"""What is drawn of the coverage matrix: places in rows, fields in columns, a state in each cell."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pip:
    """One target group within a cell: its state, and its name for those who hear the page."""

    state: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """A cell: state, the words in it ("2 Angebote"; `short` where it is narrow), its reasons, all in one sentence.

    `state` is a coverage state (COVERED, NOMINAL, GAP, UNKNOWN, NOT_REQUIRED). `hole` words the
    gaps of single target groups that a covered or planned cell would hide, `marks` what else is said beside it.
    """

    state: str
    words: str
    short: str
    href: str
    label: str
    pips: tuple[Pip, ...] = ()
    hole: str = ""
    marks: tuple[str, ...] = ()


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
class CellReason:
    """Why a cell has its state: one line for each target group, and what runs or is planned there."""

    anchor: str
    state: str
    place: str
    field: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSpec:
    """The matrix with its caption, its foot and the reasons for every cell that has any."""

    caption: str
    sub: str
    fields: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    feet: tuple[MatrixFoot, ...]
    note: str
    reasons: tuple[CellReason, ...]
