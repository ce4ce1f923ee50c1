"""Small pictures beside each other that read alike, each with its sentence and the table that says the same."""

from dataclasses import dataclass
from typing import ClassVar

from visualise.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One of them: `over` says where it belongs, `notes` how we know; without `svg` only words and the table."""

    key: str
    over: str = ""
    caption: str
    say: str
    svg: str = ""
    notes: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Plates with one legend: which signs are explained is named by `signs`, words of `sign.<name>`.

    Plates that share one `table` have none of their own.
    """

    kind: ClassVar[str] = "figures"
    key: str
    heading: str = ""
    say: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    plates: tuple[Plate, ...]
    table: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table of every plate, then that of all."""
        return tuple(table for table in (*(plate.table for plate in self.plates), self.table) if table is not None)
