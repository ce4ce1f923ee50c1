"""CSV: the encoding and the separator are told from the file itself."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from graph.errors import UnreadableInput
from graph.language import Text
from importers import encoding, tables

MAX_BYTES = 64 * 1024 * 1024
_SEPARATORS = ",;\t"


def read(path: Path) -> tables.Table:
    """The table of a CSV file: UTF-8, UTF-16 or Windows-1252; separated by comma, semicolon or tab."""
    if path.stat().st_size > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise tables.unreadable(path, f"ist größer als {limit} MiB.", f"is larger than {limit} MiB.")
    try:
        text = encoding.decode(path.read_bytes())
    except encoding.EncodingUnknown:
        raise tables.unreadable(
            path,
            "ist in keiner erkennbaren Textcodierung. Speichern Sie die Datei als „CSV UTF-8“.",
            "is in no text encoding that can be told. Save the file as “CSV UTF-8”.",
        ) from None
    return tables.build(path.name, None, "csv", path.stem, _lines(path.name, text))


def _lines(file: str, text: str) -> Iterator[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().casefold() in {f"sep={mark}" for mark in _SEPARATORS}:
        yield []
        text, separator = rest, first.strip()[-1]
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableInput(_QUOTES.fill(file=file, line=reader.line_num)) from error


_QUOTES = Text(
    "Datei „{file}“: ab Zeile {line} sind die Anführungszeichen nicht geschlossen oder stehen falsch; innerhalb einer "
    "Zelle werden sie verdoppelt.",
    "File “{file}”: from line {line} on the quotation marks are not closed or stand wrongly; inside a cell they are "
    "doubled.",
)


def _separator(text: str) -> str:
    """The separator that splits the first line with text most often, outside quotation marks."""
    for line in text.splitlines():
        outside = "".join(line.split('"')[0::2])
        if any(mark in outside for mark in _SEPARATORS):
            return max(_SEPARATORS, key=outside.count)
    return ","
