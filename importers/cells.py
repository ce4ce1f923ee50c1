"""One cell of a table: the text as written, and the protection that keeps a spreadsheet from running it."""

import re

from graph.text import forbidden_character, normalise

_SPACE = " \t\n\r\f\v\u00a0\u202f\u2007\ufeff"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_PROTECTED = re.compile(r"''*[=+\-@\t\r]")


def clean(text: str) -> str:
    """The cell as we keep it: NFC, without space around it (also no-break space), line breaks as one character."""
    return unprotect(trimmed(text))


def trimmed(text: str) -> str:
    """The same for text that no spreadsheet has held, so that nothing protects it."""
    return normalise(text.replace("\r\n", "\n").replace("\r", "\n")).strip(_SPACE)


def protect(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula. Undone by `unprotect`."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unprotect(text: str) -> str:
    """The text without the apostrophe that `protect` put in front."""
    return text[1:] if _PROTECTED.match(text) else text


def visible(text: str) -> str:
    """The text with control and bidi characters spelled out, safe to show in a message."""
    return "".join(c if forbidden_character(c) is None else f"\\u{ord(c):04x}" for c in text)
