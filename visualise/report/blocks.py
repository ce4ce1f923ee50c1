"""What the sections of a report consist of. Every form of it (page, council paper, workbook) sets the same blocks.

Texts are in the reader's language. A block names the template that sets it (`kind`) and knows the tables that say the
same (`tables`), so that no form can show a number that another does not have.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from visualise.map.spec import MapSpec
from visualise.table import Mark, Table


class Block(Protocol):
    """Anything that a section may consist of."""

    kind: ClassVar[str]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that say the same; empty for words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs under a heading of their own, if they have one; `half` sets two of them side by side."""

    kind: ClassVar[str] = "prose"
    sentences: tuple[str, ...]
    heading: str = ""
    key: str = ""
    half: bool = False
    small: bool = False
    tables: ClassVar[tuple[Table, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A plain list; `sub` of an entry is set smaller behind it."""

    kind: ClassVar[str] = "listing"
    entries: tuple[tuple[str, str], ...]
    heading: str = ""
    key: str = ""
    tables: ClassVar[tuple[Table, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A sentence that ends in names with their symbols."""

    kind: ClassVar[str] = "names"
    say: str
    marks: tuple[Mark, ...]
    tables: ClassVar[tuple[Table, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something that needs attention: a statement, what to do, who, how we know."""

    state: str
    tag: str
    where: str
    title: str
    text: str
    todo: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards beside each other; what they say stands in a table of the same section as well."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]
    tables: ClassVar[tuple[Table, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The network map; `matrix` says that a matrix of the same network follows it.

    One that is not `explorable` is the picture alone, without its script.
    """

    kind: ClassVar[str] = "map"
    map: MapSpec
    matrix: bool = False
    explorable: bool = True
    tables: ClassVar[tuple[Table, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture (SVG made by this project), the sentence that says what it shows, and the table that says the same."""

    kind: ClassVar[str] = "figure"
    key: str
    caption: str
    say: str
    svg: str
    table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table beside the picture."""
        return (self.table,)
