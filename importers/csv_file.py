"""CSV: the encoding and the separator are told from the file itself."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from graph.errors import UnreadableInput
from graph.language import Text
from importers import encoding, heading_row, layout, tables

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
    return layout.build(path.name, None, "csv", path.stem, _lines(path, text))


def _lines(path: Path, text: str) -> Iterator[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().casefold() in {f"sep={mark}" for mark in _SEPARATORS}:
        yield []
        text, separator = rest, first.strip()[-1]
    else:
        separator = _separator(path.stem, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableInput(_QUOTES.fill(file=path.name, line=reader.line_num)) from error


_QUOTES = Text(
    "Datei „{file}“: ab Zeile {line} sind die Anführungszeichen nicht geschlossen oder stehen falsch; innerhalb einer "
    "Zelle werden sie verdoppelt.",
    "File “{file}”: from line {line} on the quotation marks are not closed or stand wrongly; inside a cell they are "
    "doubled.",
)


def _separator(name: str, text: str) -> str:
    """The separator that makes a line near the top show most known headings.

    Without headings that we know: the one that splits the first line with text most often, outside quotation marks.
    """
    lines = [line for line in text.splitlines() if line.strip()][: heading_row.NEAR_THE_TOP]
    shown = {
        mark: max((heading_row.known(name, _cells(line, mark)) for line in lines), default=0) for mark in _SEPARATORS
    }
    best = [mark for mark in _SEPARATORS if shown[mark] == max(shown.values())]
    for line in lines:
        outside = "".join(line.split('"')[0::2])
        if any(mark in outside for mark in best):
            return max(best, key=outside.count)
    return ","


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]
