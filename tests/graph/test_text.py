"""Names survive as entered; they are found and sorted by keys of our own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.text import fold, forbidden_character, normalise, search_key, shortened, slug, sort_key

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=60) | st.text(
    "aAäÄöẞſıİ\u0308\u030a\u0323-·'*:i n r1²٣й가", max_size=12
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Höxter", "Hoexter", "HÖXTER", "höxter", unicodedata.normalize("NFD", "Höxter")),
        ("Straße", "STRASSE", "STRAẞE", "Strasse"),
        ("Łódź", "Lodz"),
        ("Århus", "Aarhus"),
        ("Ærø", "Aeroe"),
        ("Expert*innen", "Expert:innen", "Expert_innen", "Expert·innen", "ExpertInnen", "Expertinnen"),
        ("Bürger/-innen", "Bürger/innen", "Buergerinnen"),
        ("Mar'jana Kovalʹčuk", "Marjana Kovalčuk", "MAR’JANA KOVALCUK"),
        ("Мар'яна", "Мар’яна", "МАРʼЯНА"),
        ("Фёдор", "Федор"),
        ("ʿAlī", "Ali"),
        ("col·lectiu", "co\u0140lectiu", "collectiu"),
        ("Migrations\u00adberatung", "Migrationsberatung", "Migrations\u200bberatung"),
        ("علي", "علی", "عَلِي"),
        ("می\u200cخواهم", "میخواهم"),
        ("Halle (Westf.)", "Halle Westf", "  halle –  WESTF "),
        ("Raum ١٢", "Raum 12", "Raum ¹²"),
    ],
)
def test_spellings_of_the_same_name_fold_alike(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}
    assert fold(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soest", "Sost"),
        ("neue", "neu"),
        ("Frauen", "Fraun"),
        ("Staat", "Stat"),
        ("Rüsterfeld", "Rüsterfelt"),
        ("und/oder", "undoder"),
        ("10:30", "1030"),
        ("мой", "мои"),
        ("їх", "іх"),
        ("हिन्दी", "हन्दू"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_what_holds_no_letter_folds_to_nothing_but_is_its_own_search_key() -> None:
    assert [fold(text) for text in ("–", "???", "🌈", "")] == ["", "", "", ""]
    assert search_key("🌈") == "🌈"
    assert search_key("Höxter\n–\nHOEXTER\n\n#AGS 05 762") == "hoexter\n–\n#ags 05 762"


@given(TEXTS)
def test_keys_of_keys_are_the_same(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert search_key(search_key(text)) == search_key(text)


@given(TEXTS)
def test_a_name_its_normal_forms_and_its_small_letters_share_a_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(normalise(text)) == fold(text)
    assert sort_key(unicodedata.normalize("NFD", text[:50])) == sort_key(normalise(text[:50]))


@given(TEXTS)
def test_normal_form_is_kept(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))


@pytest.mark.parametrize(
    "names",
    [
        ["Ähre", "Apfel", "Zimmer"],
        ["Afrika", "Ägypten", "Albanien"],
        ["Arg", "Ärger", "Argument", "Arm"],
        ["Muller", "Müller", "Müllerei", "Mutter", "Ring", "Straße", "Strassenfest", "Strauß"],
        ["arm", "Arm", "ärm", "Ärm", "Armut"],
        ["über", "Über", "Ufer"],
        ["Bad Laer", "Bad Wünnenberg", "Badbergen", "Badischer Hof"],
        ["Amt 9", "Amt 50", "Amt 50a", "Amt 500", "Amtsblatt"],
        ["1. Mai", "2.9 Sprache", "2.10 Arbeit", "10. Fest", "AWO"],
        ["„Brücken bauen“", "Brückenbau", "(Cafe) International", "Café International", "Cafés"],
        ["Halle Ost", "Halle (Westf.)", "Hallenbad"],
        ["Lodz", "Łódź", "Loge", "Ørsted", "Osen"],
        ["Z", "Ωmega", "Київ", "Одеса", "العربية"],
    ],
)
def test_names_stand_as_germans_expect(names: list[str]) -> None:
    assert sorted(sorted(names), key=sort_key) == names
    assert sorted(sorted(names, reverse=True), key=sort_key) == names


@given(TEXTS, TEXTS)
def test_stores_that_compare_bytes_or_utf_16_have_the_same_order(one: str, other: str) -> None:
    keys = sort_key(one), sort_key(other)
    orders = [keys[0] < keys[1]]
    for form in ("utf-8", "utf-16-be"):
        orders.append(keys[0].encode(form, "surrogatepass") < keys[1].encode(form, "surrogatepass"))
    assert len(set(orders)) == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_same_name_has_the_same_sort_key(one: str, other: str) -> None:
    one, other = (" ".join(normalise(text).replace("\ufffd", "").split()) for text in (one, other))
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(TEXTS)
def test_small_and_capital_letters_decide_only_between_equals(text: str) -> None:
    assert sort_key(f"{text} a") < sort_key(f"{text} B") < sort_key(f"{text} c")


def test_a_key_is_short_enough_for_an_index() -> None:
    assert max(len(sort_key(letter * 30_000).encode()) for letter in "aß9ﷺ😀ҙ") < 8_000


def test_slugs_are_plain_letters() -> None:
    assert slug("Kreis Gütersloh") == "kreis-guetersloh"
    assert slug("Straße 12 – Łódź") == "strasse-12-lodz"


@pytest.mark.parametrize(
    "code",
    [
        *(0x00, 0x07, 0x0B, 0x1B, 0x7F, 0x85, 0x9F),
        *(0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0x206A),
        *(0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041),
        *(0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF),
    ],
)
def test_characters_that_deceive_or_break_are_named(code: int) -> None:
    assert forbidden_character(f"Verein {chr(code)} Höxter\x00") == f"U+{code:04X}"


@pytest.mark.parametrize(
    "text",
    [
        "Zeile\nTab\t ü\r\n",
        "انجمن می\u200cخواهم",  # Persian joins no letters here
        "ශ්\u200dරී ලංකා",  # Sinhala joins them here
        "👩🏽\u200d🏫 🏳️\u200d🌈 🇺🇦",
        "Migrations\u00adberatung\u200b",  # copied from a page that may break the line here
        "\uf0b7 Punkt",  # Word's bullet
        "№ ² ½ ﬁ 𞤀𞤣𞤤𞤢𞤥 \U0001faef",
        "No\u00a0break, narrow\u202fspace, ideographic\u3000space",
    ],
)
def test_what_districts_write_is_taken(text: str) -> None:
    assert forbidden_character(text) is None


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_letters_digits_and_punctuation_are_taken(text: str) -> None:
    assert forbidden_character(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Höxter", "Höxter"),
        ("Höxterland", "Höxter…"),
        ("abcdeC\u0306xyz", "abcdeC\u0306…"),
        ("12345👩🏽\u200d🏫xx", "12345👩🏽\u200d🏫…"),
        ("🇺🇦🇩🇪🇵🇱🇸🇾🇹🇷🇬🇷🇮🇹", "🇺🇦🇩🇪🇵🇱🇸🇾🇹🇷🇬🇷…"),
        ("K͟hK͟hK͟h", "K͟hK͟hK͟h"),
    ],
)
def test_a_cut_goes_through_no_character(text: str, expected: str) -> None:
    assert shortened(text, 6) == expected


CHARACTERS = ("a", "é", "e\u0301", "C\u0306", "K\u035f", "👩🏽\u200d🏫", "🏳️\u200d🌈", "🇺🇦", "🇩🇪", "ශ්\u200dර", "가", " ")


@given(st.lists(st.sampled_from(CHARACTERS), max_size=9), st.integers(0, 9))
def test_cuts_fall_between_what_people_take_for_characters(characters: list[str], most: int) -> None:
    whole = len(characters) <= most
    assert shortened("".join(characters), most) == "".join(characters[:most]) + ("" if whole else "…")
