"""Names survive as entered; they are found and sorted by keys of our own."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graph.text import fold, forbidden_character, normalise, sort_key


def test_spellings_of_the_same_place_fold_alike() -> None:
    assert fold("Höxter") == fold("Hoexter") == fold("HÖXTER") == fold(unicodedata.normalize("NFD", "Höxter"))


def test_accents_and_sharp_s_fold() -> None:
    assert fold("Łódź") == fold("Lodz")
    assert fold("Straße") == fold("STRASSE")


def test_gender_marks_fold() -> None:
    assert fold("Expert*innen") == fold("Expert:innen") == fold("Expertinnen")


def test_different_places_do_not_fold_alike() -> None:
    assert fold("Rüsterfeld") != fold("Rüsterfelt")


def test_umlauts_sort_like_their_letters() -> None:
    assert sorted(["Zimmer", "Ähre", "Apfel"], key=sort_key) == ["Ähre", "Apfel", "Zimmer"]


def test_control_and_bidi_characters_are_named() -> None:
    assert forbidden_character("a\x00b") == "U+0000"
    assert forbidden_character("a\u202eb") == "U+202E"
    assert forbidden_character("Zeile\nTab\t ü") is None


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_normal_form_is_kept(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
