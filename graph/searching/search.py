"""Search by name: what a reader may see, best first, the same on every store.

`search_text` says what of a record is found, `search_key` of it is stored with the record. Questions are answered from
an index of these keys (`search_index`), made for a kind when it is first searched and kept as long as its table: all
readers share it, since a key holds nothing that is closed to some who may see the record.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.model import NODE_KINDS, Contact, Record
from graph.schema import ValueType, per_kind, properties
from graph.text import fold, search_key, sort_key

if TYPE_CHECKING:
    from graph.picture.table import Table
    from graph.picture.view import View
    from graph.searching.search_index import Index

LONGEST_TEXT = 300  # characters of a question that count
MOST_WORDS = 12
_TELLING_WORDS = 3
_LONGEST_NAME = 2_000  # characters of a name that are found
_OTHER_NAMES = ("alt_names", "alt_labels", "label_en")
_NUMBERS = ("ags", "number", "reference")
_FILLING = frozenset({"und", "and"})  # written & as well


class Rank(IntEnum):
    """How well a record fits what was typed, best first."""

    EXACT = 0
    """It is called so, its words in whatever order, or has this number or id."""
    START = 1
    """A name of it begins so; a number or id, where what was typed holds a digit."""
    WORDS = 2
    """Every word typed is or begins a word of its names, in any order."""
    PART = 3
    """Every word typed is part of a word of its names."""
    JOINED = 4
    """Written together or apart: Sozialdienst for Sozial-Dienst; part of a number or id."""
    NEARLY = 5
    """A name of it, but for a typing slip or two, or for dots left out: Koln for Köln."""
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
    single, several, numbers = _found_by(type(record))
    names = [getattr(record, name) for name in single]
    for name in several:
        names += getattr(record, name)
    return _lines(names, (*(getattr(record, name) for name in numbers), record.external_id))


def search(
    view: "View",
    text: str,
    kinds: Iterable[type[Record]] | None = None,
    dataset: str | None = None,
    first: int = 20,
) -> tuple[Hit, ...]:
    """The records of a view that fit best: by rank, then in the order of names. Never fails, whatever the text.

    Without `kinds` every kind of node is searched. Typing slips are forgiven where too little fits without, unless
    three words or more are exactly a name: one slip in a word of 4 to 7 letters, two in a longer one, none in a number.
    """
    wanted = Wanted.of(text)
    if not wanted.whole or first < 1:
        return ()
    chosen = tuple(dict.fromkeys(NODE_KINDS if kinds is None else kinds))
    found = _best(view, wanted, chosen, dataset, first, forgiving=False)
    named = len(wanted.words) >= _TELLING_WORDS and found[:1] and found[0].rank is Rank.EXACT
    return found if named or len(found) == first else _best(view, wanted, chosen, dataset, first, forgiving=True)


def _best(
    view: "View",
    wanted: Wanted,
    kinds: Iterable[type[Record]],
    dataset: str | None,
    first: int,
    *,
    forgiving: bool,
) -> tuple[Hit, ...]:
    import numpy as np

    from graph.searching.search_index import NOT_FOUND

    found: list[tuple[int, str, str, str, type[Record], int]] = []
    for kind in kinds:
        table = view.picture.table(kind)
        if not len(table):
            continue
        ranks = _index(table).ranks(wanted, forgiving=forgiving)
        ranks[~view.mask_of(kind)] = NOT_FOUND
        if dataset is not None:
            ranks[~table.column("dataset").among((dataset,))] = NOT_FOUND
        rows = table.order[ranks[table.order] != NOT_FOUND]
        best = rows[np.argsort(ranks[rows], kind="stable")][:first]
        names, keys, ids = table.label.values, table.column("external_id").values, table.column("id").values
        found += [(int(ranks[row]), sort_key(names[row]), keys[row], ids[row], kind, row) for row in best.tolist()]
    found.sort(key=lambda hit: hit[:4])
    return tuple(Hit(view.records(kind, (row,))[0], Rank(rank)) for rank, _, _, _, kind, row in found[:first])


_INDEXES: "WeakKeyDictionary[Table, Index]" = WeakKeyDictionary()


def _index(table: "Table") -> "Index":
    from graph.searching.search_index import Index

    index = _INDEXES.get(table)
    if index is None:
        index = _INDEXES[table] = Index(list(_keys(table)))
    return index


def _keys(table: "Table") -> Iterator[str]:
    """The search key of each row of a table, as it is stored."""
    single, several, numbers = _found_by(table.kind)
    columns = [table.column(name).values for name in single]
    lists = [table.column(name).values for name in several]
    others = [table.column(name).values for name in (*numbers, "external_id")]
    for row in range(len(table)):
        names = [column[row] for column in columns]
        for column in lists:
            names += json.loads(column[row] or "[]")
        yield search_key(_lines(names, [column[row] for column in others]))


def _lines(names: Iterable[str | None], numbers: Iterable[str | None]) -> str:
    lines = [" ".join(name[:_LONGEST_NAME].split()).lstrip("# ") for name in names if name]
    return "\n".join(lines + [f"#{' '.join(number.split())}" for number in numbers if number])


@per_kind
def _found_by(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The properties that hold a name, those that hold several, and those that hold a number."""
    declared = {prop.name: prop.value_type for prop in properties(kind)}
    names = [name for name in (kind.meta.title, *_OTHER_NAMES) if name in declared and kind is not Contact]
    several = tuple(name for name in names if declared[name] is ValueType.TEXTS)
    return tuple(n for n in names if n not in several), several, tuple(n for n in _NUMBERS if n in declared)
