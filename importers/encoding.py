"""Which encoding a text file is in: told from its bytes, or refused. Never guessed."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Left out are signs that German puts between letters: the · (and, in its place, the •) of “Migrant·innen”, the
# superscript and the degree of units, ×. Kept is ³ between small letters, for it is the ł of other code pages.
_STRANGE_INSIDE_WORDS = re.compile(
    "(?<=[A-Za-z])(?:[„”‚ƒ†‡ˆ‰‹›™Ÿ¤¥§¢£¨©ª«¬®¯±¶¸¹º»¼¾¿÷]|•(?!in))(?=[A-Za-z])|(?<=[a-z])[³ŠŽ](?=[a-z])"
)


class EncodingUnknown(Exception):
    """The bytes fit no encoding that can be told."""


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252 (with Latin-1); raises EncodingUnknown otherwise.

    Windows-1252 accepts almost any bytes, so it is believed only if it gives no undefined or control characters, no
    signs in the middle of words (as other code pages would), and no letters that are UTF-8 read wrongly (a mixed file).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if order := _utf16_order(data):
        return _strictly(data, order)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows_1252(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingUnknown from error


def _utf16_order(data: bytes) -> str | None:
    """In UTF-16 nearly every other byte of a German table is zero; which one tells the order. None: no UTF-16."""
    half = len(data) // 2
    if half and data[1::2].count(0) > 0.7 * half and 0 not in data[0::2]:
        return "utf-16-le"
    if half and data[0::2].count(0) > 0.7 * half and 0 not in data[1::2]:
        return "utf-16-be"
    return None


def _windows_1252(data: bytes) -> str:
    text = _strictly(data, "cp1252")
    if _UTF8_LETTER.search(data) or _CONTROLS.search(text) or _STRANGE_INSIDE_WORDS.search(text):
        raise EncodingUnknown
    return text
