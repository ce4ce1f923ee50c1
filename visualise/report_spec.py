"""What a report says, section by section: frozen values in the reader's language, ready to be set."""

from dataclasses import dataclass
from datetime import date

from visualise.map_spec import MapSpec
from visualise.matrix_spec import MatrixSpec


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
class NetworkRow:
    """A small network as a table row."""

    name: str
    n: str
    m: str
    density: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTable:
    """Networks of one sort, such as those by place; `small` names those with too few actors for numbers."""

    caption: str
    sub: str
    head: str
    rows: tuple[NetworkRow, ...]
    small: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody others depend on: who falls off without them."""

    name: str
    symbol: str
    kind: str
    lost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor as it is named in tables; `symbol` is the key of its map symbol."""

    name: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with its glyph (id in the sprite) and its word."""

    glyph: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure with who answers for it, whether they said yes, its status and its last confirmation."""

    title: str
    sub: str
    responsible: tuple[Named, ...]
    acceptance: State
    status: State
    confirmed: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureGroup:
    """The measures of one field of action."""

    field: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCard:
    """A gap that needs attention: a statement, what to do, who, how we know."""

    state: str
    tag: str
    where: str
    title: str
    groups: str
    todo: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A gap as a table row; `names` lists everything that the row speaks of together."""

    what: str
    where: str
    state: str
    tag: str
    evidence: str
    todo: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTable:
    """All gaps of one rule."""

    anchor: str
    caption: str
    sub: str
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTable:
    """A named question with the first rows of its answer; `rest` says how many more there are."""

    anchor: str
    caption: str
    sub: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source and what was taken from it; `link` is its address as text."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section's head: the sentence beside its number, and its key sentence."""

    aside: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """One report. Lists may be empty: the page then says what is unknown instead of leaving a hole."""

    title: str
    district: str
    stand: date
    invented: bool
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]
    lists: tuple[ShortList, ...]
    sections: dict[str, Section]
    matrix: MatrixSpec | None
    whole: Profile
    profiles: tuple[Profile, ...]
    tables: tuple[NetworkTable, ...]
    map: MapSpec
    holders: tuple[Holder, ...]
    alone: tuple[Named, ...]
    measures: tuple[MeasureGroup, ...]
    offers: tuple[MeasureGroup, ...]
    cards: tuple[GapCard, ...]
    gaps: tuple[GapTable, ...]
    questions: tuple[QuestionTable, ...]
    unanswered: tuple[str, ...]
    method: tuple[str, ...]
    unknown: tuple[str, ...]
    glossary: tuple[Fact, ...]
    attributions: tuple[str, ...]
    sources: tuple[SourceRow, ...]
