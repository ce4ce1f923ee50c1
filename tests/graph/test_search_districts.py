"""The names of the shipped districts are found however people type them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.model import NODE_KINDS, Contact, Record
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.schema import label_of
from graph.searching.search import search
from graph.store import open_store
from graph.text import fold
from importers.run import import_path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
WITHOUT_DOTS = str.maketrans("äöüÄÖÜ", "aouAOU")
LONGEST = 200  # letters; a question is cut after 300


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        for folder in sorted(EXAMPLES.iterdir()):
            if folder.is_dir():
                import_path(store, folder, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        yield Pictures(store).current().seen_by(OFFICE)


@pytest.fixture(scope="module")
def named(view: View) -> list[Record]:
    """A third of all records that have a name."""
    kinds = [kind for kind in NODE_KINDS if kind.meta.title and kind is not Contact]
    records: list[Record] = [
        record for kind in kinds for record in view.all(kind) if 0 < len(label_of(record)) <= LONGEST
    ]
    return [record for record in records if fold(label_of(record))][::3]


def place(view: View, record: Record, text: str, first: int = 20) -> int | None:
    """Where the record, or one that is called the same, stands among the hits of its kind and dataset."""
    hits = search(view, text, [type(record)], record.dataset, first)
    names = [fold(label_of(hit.record)) for hit in hits]
    own = fold(label_of(record))
    return names.index(own) if own in names else None


@pytest.mark.parametrize(
    "written",
    [
        str,
        str.upper,
        lambda name: name.translate(SPELT_OUT),
        lambda name: name.translate(WITHOUT_DOTS),
        lambda name: " ".join(reversed(name.split())),
    ],
    ids=["as it is", "in capitals", "ä as ae", "ä as a", "last word first"],
)
def test_every_name_is_found_at_once(view: View, named: list[Record], written: Callable[[str], str]) -> None:
    places = {label_of(record): place(view, record, written(label_of(record))) for record in named}
    assert len(places) > 300
    assert {name: at for name, at in places.items() if at is None or at >= 5} == {}


def test_every_name_is_found_by_its_first_word(view: View, named: list[Record]) -> None:
    for record in named:
        first = next(word for word in label_of(record).split() if fold(word))
        assert place(view, record, first, first=10_000) is not None


def test_names_are_found_with_a_letter_wrong(view: View, named: list[Record]) -> None:
    """A letter left out, added or changed, or two swapped, in a word of four letters or more."""
    chance = random.Random(3)
    typed = {(label_of(record), slip): record for record in named if (slip := with_slip(label_of(record), chance))}
    places = {both: place(view, record, both[1]) for both, record in typed.items()}
    missed = {both: at for both, at in places.items() if at is None or at >= 5}
    assert len(missed) <= len(places) / 100, missed


def with_slip(name: str, chance: random.Random) -> str | None:
    words = name.split()
    long = [i for i, word in enumerate(words) if len(fold(word)) >= 4 and not any(map(str.isdigit, word))]
    if not long:
        return None
    at = chance.choice(long)
    word = words[at]
    letter = chance.choice([i for i, sign in enumerate(word) if sign.isalpha()])
    other = chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, sign, after = word[:letter], word[letter], word[letter + 1 :]
    slips = [
        before + after,
        before + other + sign + after,
        before + other + after,
        before + after[:1] + sign + after[1:],
    ]
    words[at] = chance.choice(slips)
    return " ".join(words)
