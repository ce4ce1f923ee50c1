"""Text as people write it: kept as entered (NFC), found and sorted by keys computed here, never by a store.

Which characters are refused, what a search key leaves out and how names are sorted: `docs/decisions/0012-text-keys.md`.
"""

import re
import unicodedata
from functools import lru_cache

from graph.searching.letters import base_letters, spelt_out

LONGEST_SORTED = 200  # characters of a name that decide its order; Neo4j can't index more than 8 kB

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, without tab and line breaks
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction: overrides, embeddings, isolates, marks
    r"\u2028\u2029\ufeff\ufff9-\ufffb"  # line and paragraph separators, byte order mark, annotations
    r"\ud800-\udfff\ufdd0-\ufdef"  # half characters, non-characters
    r"\U000e0000-\U000e007f"  # tags: text that nobody sees
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_WITHIN_WORDS = re.compile(
    r"['’‘`´](?<=[^\W\d_].)(?=[^\W\d_])"  # L'Arche, Мар'яна
    r"|/(?<=[^\W\d_].)-?(?=(?:in|innen)\b)"  # Bürger/innen
    r"|(?:[*:_•]|/(?=-))(?<=[^\W\d_].)-?(?=(?:in|innen|e|en|er|es|m|n|r|s)\b)",  # Expert*innen, jede:r, Kolleg/-en
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[0-9]+")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_SMALL_FIRST = {code: other for code in range(0x250) if (other := chr(code).swapcase()).swapcase() == chr(code)}


def normalise(text: str) -> str:
    """The text in normal form C, the form in which it is stored and compared."""
    return unicodedata.normalize("NFC", text)


def forbidden_character(text: str) -> str | None:
    """The first character that no text may hold, as `U+XXXX`, or None. Line breaks and tabs are allowed."""
    found = _FORBIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A key under which spellings of the same word meet: case, accents, ß/ss, ä/ae, gender marks, apostrophes, spaces.

    Höxter, Hoexter and HÖXTER fold alike, so do Łódź and Lodz: Latin letters become the basic letters of DIN 91379.
    Empty for a text without letters and digits. Used for search and for recognising headings and places, never stored
    in place of the text.
    """
    key = _words(text)
    while not key.isascii() and (again := _words(key)) != key:
        key = again
    return key


def search_key(text: str) -> str:
    """What a search compares, the same in every store: each line folded, none twice.

    A # at the beginning of a line is kept: it tells numbers and ids from names. A line without letters and digits (“§”,
    “🌈”) stands for itself.
    """
    lines = ("#" + fold(line) if line[:1] == "#" else fold(line) or " ".join(line.split()) for line in text.split("\n"))
    return "\n".join(dict.fromkeys(line for line in lines if line))


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> str:
    """Names sorted by this text, compared code point by code point, stand as DIN 5007-1 wants them.

    ä like a, ß like ss, a shorter word before a longer, numbers by their value; accents, then small before capital
    letters, decide between equals. Holds nothing beyond U+FFFF, so that every store has the same order. Texts alike in
    their first 200 characters get the same key: callers let the id decide.
    """
    name = " ".join(normalise(text[:LONGEST_SORTED]).split())
    letters = "-".join(base_letters(_WITHIN_WORDS.sub("", name)).split())
    numbered = _NUMBERS.sub(_by_value, letters)
    accents = "" if name.isascii() else name.lower()
    return _BEYOND_BMP.sub(_in_bmp, f"{numbered} {accents} {name.translate(_SMALL_FIRST)}")


def slug(text: str) -> str:
    """The text as a name for files and addresses: `Kreis Gütersloh` → `kreis-guetersloh`."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def shortened(text: str, most: int) -> str:
    """The text, cut to `most` characters as people count them and an ellipsis where it is longer.

    What people take for one character can be several code points (C̆, 👩🏽‍🏫, flags); none is cut through.
    """
    if len(text) <= most:
        return text
    count = 0
    for index in range(len(text)):
        if index == 0 or not _continues(text, index):
            count += 1
            if count > most:
                return text[:index] + "…"
    return text


def _words(text: str) -> str:
    return " ".join(spelt_out(_WITHIN_WORDS.sub("", normalise(text))).split())


def _by_value(number: re.Match[str]) -> str:
    """`9` → `019`, `50` → `0250`: the number of digits goes before them."""
    digits = number[0].lstrip("0") or "0"
    return f"{min(len(digits), 99):02d}{digits}"


def _in_bmp(character: re.Match[str]) -> str:
    return f"\ufffd{ord(character[0]):06x}"


def _continues(text: str, index: int) -> bool:
    """Whether the code point at `index` belongs to the character before it (after Unicode's UAX 29)."""
    code = text[index]
    if unicodedata.category(code)[0] == "M" or code in _JOINERS or text[index - 1] == _JOINERS[1]:
        return True
    if "\U0001f3fb" <= code <= "\U0001f3ff":  # colours of skin
        return True
    flags = len(text[:index]) - len(text[:index].rstrip(_FLAG_LETTERS))
    return code in _FLAG_LETTERS and flags % 2 == 1


_JOINERS = "\u200c\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
