"""Excel: every sheet is a table. Size is checked before parsing: a small file can unpack to a huge one."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from graph.errors import UnreadableInput
from importers import cell_marks, layout, tables

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_CELLS = 5_000_000
_RATIO_MATTERS_FROM = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]{1,7})["']""")

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read(path: Path) -> list[tables.Table]:
    """The sheets of an .xlsx workbook, in their order."""
    _check_size(path)
    try:
        with CalamineWorkbook.from_path(path) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            marks = cell_marks.read(path)
            return [_table(path, book.get_sheet_by_name(name), marks.get(name, cell_marks.NONE)) for name in names]
    except PasswordError:
        raise tables.unreadable(
            path,
            "ist mit einem Kennwort geschützt. Heben Sie den Schutz auf.",
            "is protected by a password. Remove it.",
        ) from None
    except UnreadableInput:
        raise
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _broken(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the parser's own failure; it is no Exception
            raise _broken(path) from error
        raise


def _table(path: Path, sheet: CalamineSheet, marks: cell_marks.Marks) -> tables.Table:
    lines = [[_text(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    for row, column in marks.percent:
        if row <= len(lines) and column < len(lines[row - 1]):
            lines[row - 1][column] = _in_percent(lines[row - 1][column])
    for (row, column), shown in marks.failed.items():
        if row <= len(lines) and column < len(lines[row - 1]):
            lines[row - 1][column] = shown
    merged = [
        layout.Merged(first + 1, last + 1, column)
        for (first, column), (last, _) in sheet.merged_cell_ranges or ()
        if last > first
    ]
    return layout.build(path.name, sheet.name, "xlsx", sheet.name, lines, merged)


def _text(value: Value) -> str:
    """A cell as a reader of the sheet would write it: whole numbers without a decimal point, dates as ISO."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _in_percent(text: str) -> str:
    """A share as the sheet shows it: 0.5 as 50%. A date in such a cell stays as it is."""
    try:
        return f"{_text(round(float(text) * 100, 10))}%"
    except ValueError:
        return text


def _broken(path: Path) -> UnreadableInput:
    return tables.unreadable(
        path,
        "ist keine lesbare Excel-Mappe. Öffnen Sie die Datei in Excel und speichern Sie sie neu als .xlsx.",
        "is no readable Excel workbook. Open the file in Excel and save it again as .xlsx.",
    )


def _too_large(path: Path, de: str, en: str) -> UnreadableInput:
    return tables.unreadable(
        path, f"ist zu groß: {de}. Teilen Sie die Mappe auf.", f"is too large: {en}. Split the workbook."
    )


def _check_size(path: Path) -> None:
    packed = path.stat().st_size
    if packed > MAX_BYTES:
        raise _too_large(path, f"mehr als {MAX_BYTES >> 20} MiB", f"more than {MAX_BYTES >> 20} MiB")
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise _too_large(path, f"mehr als {MAX_PARTS} Teile", f"more than {MAX_PARTS} parts")
            for part in parts:
                bounds = _Bounds()
                for chunk in _chunks(archive, part):
                    unpacked += len(chunk)
                    if unpacked > MAX_UNPACKED or unpacked > max(_RATIO_MATTERS_FROM, MAX_RATIO * packed):
                        raise _too_large(path, "ausgepackt ein Vielfaches", "many times its size when unpacked")
                    if "worksheets/" in part.filename:
                        bounds.extend(chunk)
                if bounds.rows > MAX_ROWS or bounds.columns > layout.MAX_COLUMNS or bounds.cells > MAX_CELLS:
                    raise _too_large(
                        path,
                        f"ein Blatt reicht bis Zeile {bounds.rows}, Spalte {bounds.columns}",
                        f"a sheet reaches row {bounds.rows}, column {bounds.columns}",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _broken(path) from error


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _Bounds:
    """How far a sheet reaches: a parser lays out the whole rectangle, so two far cells are enough to fill memory."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._tail = b""

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def extend(self, chunk: bytes) -> None:
        data = self._tail + chunk
        self._tail = data[-64:]
        for letters, digits in _CELL.findall(data):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, cell_marks.column_number(letters))
        for digits in _ROW.findall(data):
            self.rows = max(self.rows, int(digits))
