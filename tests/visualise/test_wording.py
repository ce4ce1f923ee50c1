"""Both languages say the same things, and numbers and dates are written as their readers write them."""

import re
import string
from datetime import date
from pathlib import Path

import pytest

import visualise
from visualise.wording import wording

FOLDER = Path(visualise.__file__).parent
LITERAL_KEYS = re.compile(r"""\b(?:t|words)(?:\.count)?\(\s*['"]([A-Za-z0-9.]+[A-Za-z0-9])['"]""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert wording("de").texts.keys() == wording("en").texts.keys()


def test_both_languages_fill_the_same_places() -> None:
    german, english = wording("de").texts, wording("en").texts
    assert [key for key in german if placeholders(german[key]) != placeholders(english[key])] == []


def test_every_key_that_templates_and_code_name_exists() -> None:
    texts = wording("de").texts
    files = [*FOLDER.rglob("templates/**/*.jinja"), *FOLDER.rglob("*.py")]
    used = {key for file in files for key in LITERAL_KEYS.findall(file.read_text(encoding="utf-8"))}
    assert len(used) > 40
    assert {key for key in used if key not in texts and f"{key}.other" not in texts} == set()


@pytest.mark.parametrize(
    ("language", "written"),
    [("de", "1.234,5 59\u00a0% 15. Januar 2026 15.01.2026"), ("en", "1,234.5 59% 15 January 2026 15 Jan 2026")],
)
def test_numbers_and_dates(language: str, written: str) -> None:
    words = wording("de" if language == "de" else "en")
    day = date(2026, 1, 15)
    assert " ".join((words.number(1234.5, 1), words.percent(0.59), words.date(day), words.short_date(day))) == written


def test_a_number_beyond_all_measure_is_told_by_its_power() -> None:
    assert (wording("de").number(1e308), wording("en").number(-1.5e20)) == ("1E308", "-1.5E20")


def test_one_and_many() -> None:
    words = wording("de")
    assert words.count("n.actors", 1) == "1 Akteur"
    assert words.count("n.actors", 1200) == "1.200 Akteure"


def test_a_list_of_names() -> None:
    assert wording("de").listing(["Aue", "Bach", "Tal"]) == "Aue, Bach und Tal"
    assert wording("en").listing(["Aue"]) == "Aue"


def test_no_text_is_left_over() -> None:
    """Every text is named by code or templates, in full or by the start of its key."""
    files = [*FOLDER.rglob("templates/**/*.jinja"), *FOLDER.rglob("*.py")]
    source = " ".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"""['"]([a-zA-Z]+(?:\.[A-Za-z0-9]+)*\.?)(?=['"{])""", source))
    starts = tuple({name if name.endswith(".") else f"{name}." for name in named if "." in name})
    left = {key for key in wording("de").texts if key not in named and not key.startswith(starts)}
    assert left == set()
