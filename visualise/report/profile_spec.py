"""Networks as a report shows them: profiles of lines, each a sentence with its numbers on their scales."""

from dataclasses import dataclass
from typing import ClassVar

from visualise.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number on its scale, all in shares of the scale from 0 to 1; `top` is what stands at its end."""

    value: float
    low: float | None
    high: float | None
    chance: float | None
    top: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricLine:
    """A number as a line: name and gloss, value (empty where there is none), range, scale, what it is held to."""

    key: str
    name: str
    gloss: str
    value: str
    range: str
    bar: Bar | None
    compared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """One side of a network in a sentence, with its numbers."""

    key: str
    name: str
    sentence: str
    numbers: tuple[MetricLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The strength of one network."""

    anchor: str
    title: str
    meta: str
    lines: tuple[ProfileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """The profiles of several networks, the first one large; `table` says the same in rows."""

    kind: ClassVar[str] = "profiles"
    profiles: tuple[Profile, ...]
    table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every number of every profile."""
        return (self.table,)
