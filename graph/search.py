"""Search by name: what a reader may see, best first, the same on every store.

`search_text` says what of a record is found, `search_key` of it is stored with the record. Questions are answered from
an index of these keys for each kind (`graph.search_index`), made when first asked for and kept as long as its view.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.model import NODE_KINDS, Contact, Record
from graph.schema import label_of, per_kind, properties
from graph.text import fold, search_key

if TYPE_CHECKING:
    from graph.picture import View
    from graph.search_index import Index

LONGEST_TEXT = 300  # characters of a question that count
MOST_WORDS = 12
_LONGEST_NAME = 2_000  # characters of a name that are found
_OTHER_NAMES = ("alt_names", "alt_labels", "label_en")
_NUMBERS = ("ags", "number", "reference")
_FILLING = frozenset({"und", "and"})  # written & as well


class Rank(IntEnum):
    """How well a record fits what was typed, best first."""

    EXACT = 0
    """It is called so, or has this number or id."""
    START = 1
    """A name of it begins so; a number or id, where what was typed holds a digit."""
    WORDS = 2
    """Every word typed is or begins a word of its names, in any order."""
    PART = 3
    """Every word typed is part of a word of its names."""
    JOINED = 4
    """Written together or apart: Sozialdienst for Sozial-Dienst; part of a number or id."""
    NEARLY = 5
    """A name of it, but for a typing slip or two."""
    SLIP = 6
    """As PART, but for typing slips in a word or its beginning."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and how well it fits."""

    record: Record
    rank: Rank


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed, as keys are written: the whole, and its words."""

    whole: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """Understands any text; what is too long for a name is cut."""
        text = text[:LONGEST_TEXT]
        whole = fold(text) or " ".join(text.split())
        words = tuple(dict.fromkeys(whole.split()))
        telling = tuple(word for word in words if word not in _FILLING) or words
        return cls(whole, telling[:MOST_WORDS])


def search_text(record: Record) -> str:
    """What of a record is found: its names, a line each; then its numbers and its id, behind a #.

    Nothing that a reader who may see the record might not see of it: no notes, and nothing of persons. A contact is
    found by its id alone.
    """
    names, numbers = _found_by(type(record))
    lines: list[str] = []
    if record.meta.title and not isinstance(record, Contact):
        lines.append(label_of(record))
    for name in names:
        value = getattr(record, name)
        lines += (value,) if isinstance(value, str) else value or ()
    keys = [value for name in numbers if (value := getattr(record, name))]
    lines = [" ".join(line[:_LONGEST_NAME].split()).lstrip("# ") for line in lines]
    return "\n".join((*lines, *(f"#{' '.join(key.split())}" for key in (*keys, record.external_id))))


def search(
    view: "View",
    text: str,
    kinds: Iterable[type[Record]] | None = None,
    dataset: str | None = None,
    first: int = 20,
) -> tuple[Hit, ...]:
    """The records of a view that fit best: by rank, then by name, then by id. Never fails, whatever the text.

    Without `kinds` every kind of node is searched. Typing slips are forgiven only where too little fits without: one in
    a word of 4 to 7 letters, two in a longer one, none in a number.
    """
    wanted = Wanted.of(text)
    if not wanted.whole or first < 1:
        return ()
    indexes = [_index(view, kind) for kind in dict.fromkeys(NODE_KINDS if kinds is None else kinds)]
    hits = _best(indexes, wanted, dataset, first, forgiving=False)
    return hits if len(hits) == first else _best(indexes, wanted, dataset, first, forgiving=True)


def _best(
    indexes: Sequence["Index"], wanted: Wanted, dataset: str | None, first: int, *, forgiving: bool
) -> tuple[Hit, ...]:
    found = [hit for index in indexes for hit in index.best(wanted, dataset, first, forgiving=forgiving)]
    return tuple(Hit(record, Rank(rank)) for rank, _, _, record in sorted(found, key=lambda hit: hit[:3])[:first])


def key_of(record: Record) -> str:
    """The key under which a record is found; equal to the one that is stored with it."""
    return search_key(search_text(record))


@per_kind
def _found_by(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    declared = {prop.name for prop in properties(kind)}
    return tuple(n for n in _OTHER_NAMES if n in declared), tuple(n for n in _NUMBERS if n in declared)


_INDEXES: "WeakKeyDictionary[View, dict[type[Record], Index]]" = WeakKeyDictionary()


def _index(view: "View", kind: type[Record]) -> "Index":
    from graph.search_index import Index

    held = _INDEXES.setdefault(view, {})
    if kind not in held:
        held[kind] = Index((record, key_of(record)) for record in view.all(kind))
    return held[kind]
