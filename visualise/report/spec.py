"""What a report says: its first page, then sections of blocks; values in the reader's language, ready to be set."""

from dataclasses import dataclass
from datetime import date

from visualise.report.blocks import Block
from visualise.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact on the report itself: as of when, about what, on what basis."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One point of a short list: what, and what to do next."""

    what: str
    next: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList:
    """One of the three lists of the first page; `count` says how many points there are in all."""

    title: str
    count: str
    items: tuple[Item, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: `aside` says beside its number how it was counted, `say` is its key sentence (with **strong** words).

    `blocks` follow; `annex` are its long tables, which stand at the end of the report.
    """

    key: str
    aside: str
    say: str
    blocks: tuple[Block, ...] = ()
    annex: tuple[Block, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the section, those of its annex last."""
        return tuple(table for block in (*self.blocks, *self.annex) for table in block.tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """One report in one form. Sections may lack blocks: they then say what is unknown instead of leaving a hole."""

    form: str
    title: str
    district: str
    stand: date
    invented: bool
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    lists: tuple[ShortList, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()

    def section(self, key: str) -> Section:
        """The section of this key. Raises KeyError if the report has none."""
        return {section.key: section for section in self.sections}[key]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the report, in the order of its sections."""
        return tuple(table for section in self.sections for table in section.tables)
