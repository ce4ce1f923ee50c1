"""Every letter and sequence of DIN 91379 is taken, kept, found by its search form, and the same in every store.

The letters stand in `din_91379.txt`, which says where they come from; the other groups of the standard are listed here.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.changes import Put, Transaction
from graph.model import Actor, global_id
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.searching.search import Rank, search
from graph.store import Store
from graph.text import fold, forbidden_character, normalise, search_key, shortened, sort_key

LINES = (Path(__file__).parent / "din_91379.txt").read_text(encoding="utf-8").splitlines()
GROUPS = {form: letters.split() for form, letters in (line.split(": ") for line in LINES if line[:1] != "#")}
FORMS = {letter: form for form, letters in GROUPS.items() for letter in letters}
OTHERS = {
    "Non-letters N1": " ',-.`~¨´·ʹʺʾʿˈˌ’‡",
    "Non-letters N2": r"""!"#$%&()*+/0123456789:;<=>?@[\]^_{|}¡¢£¥§©ª«¬®¯°±²³µ¶¹º»¿×÷€""",
    "Non-letters N3": "¤¦¸¼½¾",
    "Non-letters N4": "\t\n\r\u00a0",
    "Combining diacritics": "\u0300\u0301\u0302\u0304\u0306\u0307\u0308\u030b\u030c\u030d\u0310\u0315"
    "\u031b\u0323\u0325\u0326\u0327\u0328\u0331\u035f",
    "Greek": "ΆΈΉΊΌΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ",
    "Cyrillic": "ЍАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "Non-letters E1": "ƒʰʳˆ˜ˢᵈᵗ‘‚“”„†…‰′″‹›⁰⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉™∞≤≥",
}
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_list_is_whole() -> None:
    assert len(FORMS) == 649
    assert sum(len(letter) > 1 for letter in FORMS) == 149
    assert {letter for letter in FORMS if letter.isascii()} == set(map(chr, [*range(65, 91), *range(97, 123)]))


@pytest.mark.parametrize("form", GROUPS)
def test_letters_are_taken_and_found_by_their_search_form(form: str) -> None:
    for letter in GROUPS[form]:
        for written in (letter, unicodedata.normalize("NFD", letter)):
            assert forbidden_character(written) is None
            assert normalise(written) == letter
            assert search_key(written) == form.lower()
            assert fold(f"X{written}x y{written}") == f"x{form.lower()}x y{form.lower()}"
            assert sort_key(f"a{written}") == sort_key(f"a{letter}")


def test_a_letter_counts_as_one_character() -> None:
    ligatures = {letter for letter in FORMS if "\u035f" in letter}  # two letters under one line
    for letter in FORMS.keys() - ligatures:
        assert shortened(letter * 3, 3) == letter * 3
        assert shortened(letter * 3, 2) == f"{letter * 2}…"


@pytest.mark.parametrize("group", OTHERS)
def test_the_other_characters_are_taken(group: str) -> None:
    assert forbidden_character(OTHERS[group]) is None
    assert forbidden_character(normalise(OTHERS[group])) is None


@pytest.mark.parametrize("group", ["Greek", "Cyrillic"])
def test_greek_and_cyrillic_letters_have_a_key(group: str) -> None:
    for letter in OTHERS[group]:
        assert search_key(letter) == search_key(letter.upper()) == search_key(letter.lower()) != ""


def test_every_store_keeps_finds_and_orders_them(store: Store) -> None:
    texts = [f"Verein {letter} {form}x{letter}" for letter, form in FORMS.items()]
    texts += [f"Gruppe {normalise(text.strip())}" for text in OTHERS.values()]
    records = [
        Actor(id=global_id("d", "Actor", str(i)), dataset="d", external_id=str(i), name=text)
        for i, text in enumerate(texts)
    ]
    decomposed = [
        Actor(id=r.id, dataset="d", external_id=r.external_id, name=unicodedata.normalize("NFD", r.name))
        for r in records
    ]
    store.commit(Transaction(tuple(map(Put, decomposed)), author="Amt 50", reason="Test", at=MOMENT))
    kept = store.get(record.id for record in records)
    assert [kept[record.id] for record in records] == records

    view = Pictures(store).current().seen_by(OFFICE)
    assert [actor.name for actor in view.all(Actor)] == sorted(texts, key=sort_key)
    for form, letters in GROUPS.items():
        exact = [
            hit.record for hit in search(view, f"VEREIN {form} {form}X{form}", first=100) if hit.rank is Rank.EXACT
        ]
        names = {actor.name for actor in exact if isinstance(actor, Actor)}
        assert names == {f"Verein {letter} {form}x{letter}" for letter in letters}
