"""What is drawn of the matrix of actors: each of them up to 60, groups of them beyond."""

from dataclasses import dataclass
from typing import ClassVar

from visualise.shapes import Symbol
from visualise.table import Column, Group, Row, Table, cell


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCell:
    """Two actors: how their tie is drawn, what stands in the cell, and the same in words.

    `style` is `t0` to `t4` (exists, by level; 0: no level stated), `wished`, `ended`, `unknown`, `none` or `self`;
    `new` marks a tie that the survey before did not have.
    """

    style: str
    short: str = ""
    words: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLine:
    """An actor with its cells, in the order of all actors; `index` names its row in the table of actors.

    `place_rows` counts the actors of a place where the first of them stands, and is 0 for the others.
    """

    index: int
    name: str
    label: str
    symbol: Symbol
    place: str
    place_rows: int
    cells: tuple[PairCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCell:
    """Two groups (or one with itself): their ties of those possible, the share in words, how many pairs are unknown.

    `style` is `q0` to `q4` by share, `UNKNOWN` where no tie is known and nobody knows of any pair, `none` where no pair
    is possible; `open` says that most pairs are unknown.
    """

    style: str
    ties: str
    possible: str
    words: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group with its cells, in the order of all groups."""

    name: str
    size: str
    symbol: Symbol | None
    cells: tuple[GroupCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMatrix:
    """Who works with whom by one kind of group."""

    key: str
    caption: str
    sub: str
    corner: str
    lines: tuple[GroupLine, ...]

    @property
    def table(self) -> Table:
        """The same in words."""
        return Table(
            key=self.key,
            caption=self.caption,
            sub=self.sub,
            columns=(Column(label=self.corner), *(Column(label=line.name) for line in self.lines)),
            groups=(
                Group(
                    rows=tuple(
                        Row(cells=(cell(line.name, sub=line.size), *(cell(one.words) for one in line.cells)))
                        for line in self.lines
                    )
                ),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMatrix:
    """The matrix of a network: `actors` where they are few, `groups` where they are many.

    The tables of actors and ties beside the map say what `actors` draws.
    """

    kind: ClassVar[str] = "actormatrix"
    caption: str
    say: str
    actors: tuple[ActorLine, ...] = ()
    groups: tuple[GroupMatrix, ...] = ()
    since: str = ""
    surveyed: bool = True
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The matrices of groups in words."""
        return tuple(matrix.table for matrix in self.groups)

    def has(self, style: str) -> bool:
        """Whether a cell of the matrix of actors is drawn so."""
        return any(one.style == style for line in self.actors for one in line.cells)

    @property
    def has_new(self) -> bool:
        """Whether a tie is marked as new."""
        return any(one.new for line in self.actors for one in line.cells)
