"""Letters of all scripts as the basic letters that keys are made of.

Latin letters follow the search form of DIN 91379: Ł is L, Þ is TH. What only some write is left out: accents, Arabic
vowels, joiners, soft hyphens. Letters that tell words apart stay: й is not и. Everything else is a space.
"""

import re
import unicodedata

_ARABIC = "\u064a\u0649\u0643\u0629", "\u06cc\u06cc\u06a9\u0647"  # one letter on an Arabic and a Persian keyboard
_BASIC = {
    **dict(zip("ðđəǝǥħıɨĸłŋøŧƈʒё" + _ARABIC[0], "ddeeghiiklnotczе" + _ARABIC[1], strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_UNSEEN = (
    "·"  # in col·lectiu, Migrant·innen
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"  # fillers and selectors
)
_SELECTORS = range(0xFE00, 0xFE10)
_MODIFIERS = (range(0x2B0, 0x300), range(0x640, 0x641))  # ʿ of ʿAlī, and the stroke that lengthens an Arabic word
_WITH_ACCENTS = (range(0x41, 0x400), range(0x5D0, 0x700))  # Latin, Greek; Hebrew, Arabic
_GERMAN = dict.fromkeys("„“”–—…§", " ") | {"ß": "ss", "ẞ": "ss"}
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", **_GERMAN})
_BASE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "a", "Ö": "o", "Ü": "u", **_GERMAN})
_DIAERESIS = re.compile("([aou][\u0300-\u0307\u0309-\u036f]*)\u0308")
_RING = re.compile("(a[\u0300-\u0309\u030b-\u036f]*)\u030a")


def spelt_out(text: str) -> str:
    """The text in basic letters, ä as ae, ö and ø as oe, ü as ue, å as aa, as in official registers."""
    german = text if text.isascii() else text.translate(_SPELT_OUT)
    if german.isascii():  # nearly every name: no need to take it apart
        return german.lower().translate(_LETTERS)
    small = _RING.sub(r"\1a", _DIAERESIS.sub(r"\1e", _decomposed(text)))
    return _composed(small.replace("ø", "oe")).translate(_LETTERS)


def base_letters(text: str) -> str:
    """The text in basic letters without any mark: ä as a, ø as o, å as a, as in dictionaries."""
    german = text if text.isascii() else text.translate(_BASE)
    if german.isascii():
        return german.lower().translate(_LETTERS)
    return _composed(_decomposed(text)).translate(_LETTERS)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class _Letters(dict[int, str | None]):
    """What becomes of each character, looked up once; None for what is left out."""

    def __missing__(self, code: int) -> str | None:
        found = _letter(chr(code))
        if code <= 0xFFFF:  # no text makes the table grow beyond this plane
            self[code] = found
        return found


def _letter(character: str) -> str | None:
    if character in _UNSEEN or _is_in(character, _MODIFIERS) or ord(character) in _SELECTORS:
        return None
    category = unicodedata.category(character)
    if category[0] == "L":
        base = unicodedata.normalize("NFD", character)[0]
        return _BASIC.get(character) or (_BASIC.get(base, base) if _is_in(base, _WITH_ACCENTS) else character)
    if category[0] == "N":
        return str(unicodedata.digit(character)) if category == "Nd" else character
    if category[0] == "M":  # vowels of Indic scripts are marks of class 0
        return None if unicodedata.combining(character) or category == "Me" else character
    return None if category == "Cf" else " "


def _is_in(character: str, ranges: tuple[range, ...]) -> bool:
    return any(ord(character) in one for one in ranges)


_LETTERS = _Letters()
