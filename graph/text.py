"""Text as people write it: kept as entered (NFC), found and sorted by keys computed here, never by a store."""

import re
import unicodedata
from functools import lru_cache

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS = frozenset("\n\r\t")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
_DIGRAPHS = re.compile(r"([aou])e+")
_GENDER_MARKS = re.compile(r"(?<=[^\W_])[*:_](?=[^\W_])")


def normalise(text: str) -> str:
    """The text in normal form C, the form in which it is stored and compared."""
    return unicodedata.normalize("NFC", text)


def forbidden_character(text: str) -> str | None:
    """The first control or bidi-override character as `U+XXXX`, or None. Line breaks and tabs are allowed."""
    for character in text:
        if character in _BIDI_CONTROLS or _is_control(character):
            return f"U+{ord(character):04X}"
    return None


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in _KEPT_CONTROLS


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A key under which spellings of the same word meet: case, accents, ß/ss, ä/ae/a, gender marks, spaces.

    Höxter, Hoexter and HÖXTER fold alike; so do Łódź and Lodz. Used for search and for recognising headings and
    places, never stored in place of the text.
    """
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)).casefold()
    plain = _DIGRAPHS.sub(r"\1", _GENDER_MARKS.sub("", plain))
    return " ".join(re.findall(r"[^\W_]+", plain))


def slug(text: str) -> str:
    """The text as a name for files and addresses: `Kreis Gütersloh` → `kreis-guetersloh`."""
    lowered = normalise(text).casefold().translate(_UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def sort_key(text: str) -> tuple[str, str]:
    """Order for lists of names (DIN 5007-1: ä like a, ß like ss), the text itself deciding between equals."""
    lowered = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in lowered if not unicodedata.combining(c)), text
