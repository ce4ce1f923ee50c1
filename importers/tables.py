"""Files in, tables out: headings and rows of text exactly as written, each row knowing where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnreadableInput
from graph.language import Text
from graph.text import fold, forbidden_character
from importers.cells import clean, visible
from importers.problems import LeftOut, Problem, Spot

MAX_COLUMNS = 500
MAX_CELL = 30_000  # characters; a spreadsheet holds 32,767
CSV_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
BOOK_ENDINGS = frozenset({".xlsx", ".xlsm"})
_OTHER_BOOKS = frozenset({".xls", ".xlsb", ".ods", ".numbers"})


@dataclass(frozen=True, slots=True)
class Row:
    """A data row. `number` counts as a spreadsheet does: the first line of the sheet is 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file or one sheet. `name` is the file's stem or the sheet's name, as written."""

    file: str
    sheet: str | None
    format: str
    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def spot(self, row: int | None = None, column: str | None = None, value: str | None = None) -> Spot:
        """A place in this table."""
        return Spot(self.file, self.sheet, row, column, value)


def read(path: Path) -> list[Table]:
    """The tables of a folder of CSV, of one CSV, or of one Excel workbook; raises UnreadableInput with one sentence."""
    if not path.exists():
        raise unreadable(path, "gibt es nicht. Prüfen Sie den Pfad.", "does not exist. Check the path.")
    try:
        return _read_folder(path) if path.is_dir() else _read_file(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise unreadable(path, f"lässt sich nicht öffnen: {reason}.", f"can't be opened: {reason}.") from error


def unreadable(path: Path, de: str, en: str) -> UnreadableInput:
    """The error for a whole file or folder, in one sentence."""
    return UnreadableInput(Text(f"„{path}“ {de}", f"“{path}” {en}"))


def _read_folder(folder: Path) -> list[Table]:
    files = sorted(entry for entry in folder.iterdir() if entry.is_file() and not entry.name.startswith((".", "~$")))
    tables = [table for file in files if file.suffix.casefold() in {".csv", ".tsv"} for table in _read_file(file)]
    if not any(table.headings for table in tables):
        raise unreadable(
            folder,
            "enthält keine CSV-Datei mit Daten. Erwartet werden Dateien wie actors.csv oder Maßnahmen.csv.",
            "holds no CSV file with data. Expected are files such as actors.csv or measures.csv.",
        )
    return tables + [_set_aside(file) for file in files if file.suffix.casefold() in BOOK_ENDINGS | _OTHER_BOOKS]


def _set_aside(file: Path) -> Table:
    return Table(
        file.name, None, "xlsx", file.stem, left_out=(LeftOut(Spot(file.name), "WORKBOOK_IN_FOLDER", _NOT_IN_FOLDER),)
    )


_NOT_IN_FOLDER = Text(
    "Arbeitsmappen in einem Ordner werden nicht gelesen. Geben Sie die Datei einzeln an.",
    "Workbooks in a folder are not read. Name the file itself.",
)


def _read_file(file: Path) -> list[Table]:
    from importers import csv_file, workbook

    ending = file.suffix.casefold()
    if ending in BOOK_ENDINGS:
        return workbook.read(file)
    if ending in CSV_ENDINGS:
        return [csv_file.read(file)]
    if ending in _OTHER_BOOKS:
        raise unreadable(
            file,
            f"hat ein Format ({ending}), das nicht gelesen wird. Speichern Sie die Mappe als .xlsx.",
            f"has a format ({ending}) that is not read. Save the workbook as .xlsx.",
        )
    raise unreadable(
        file,
        "ist weder eine CSV-Datei (.csv) noch eine Excel-Mappe (.xlsx).",
        "is neither a CSV file (.csv) nor an Excel workbook (.xlsx).",
    )


def build(file: str, sheet: str | None, form: str, name: str, lines: Iterable[Sequence[str]]) -> Table:
    """A table from raw lines: finds the heading row, cleans the cells, sets bad rows apart with a reason."""
    cleaned = ((number, tuple(map(clean, line))) for number, line in enumerate(lines, start=1))
    filled = [(number, cells) for number, cells in cleaned if any(cells)]
    where = Spot(file, sheet)
    if not filled:
        return Table(file, sheet, form, name, left_out=(LeftOut(where, "EMPTY", _EMPTY),))
    start = _heading_index(filled)
    headings = _headings(where, filled[start][1])
    left_out = [
        LeftOut(Spot(file, sheet, number, None, " ".join(filter(None, cells))), "ABOVE_HEADINGS", _ABOVE)
        for number, cells in filled[:start]
    ]
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in filled[start + 1 :]:
        spot = Spot(file, sheet, number)
        found = _problems(spot, headings, cells, strict=sheet is None)
        problems += found
        if not found:
            left_out += _strays(spot, headings, cells)
            rows.append(Row(number, cells[: len(headings)] + ("",) * (len(headings) - len(cells))))
    return Table(file, sheet, form, name, headings, tuple(rows), tuple(problems), tuple(left_out))


_EMPTY = Text("Enthält keine Daten.", "Holds no data.")
_ABOVE = Text("Steht über der Kopfzeile und wurde nicht gelesen.", "Stands above the headings and was not read.")


def _heading_index(filled: Sequence[tuple[int, Sequence[str]]]) -> int:
    """A title above a table fills one cell, headings fill several: the first line with several, of the first ten."""
    for index, (_, cells) in enumerate(filled[:10]):
        if sum(map(bool, cells)) > 1:
            return index
    return 0


def _headings(where: Spot, cells: Sequence[str]) -> tuple[str, ...]:
    used = max(index for index, cell in enumerate(cells) if cell) + 1
    place = where.words
    if used > MAX_COLUMNS:
        raise UnreadableInput(
            Text(f"{place.de}: mehr als {MAX_COLUMNS} Spalten.", f"{place.en}: more than {MAX_COLUMNS} columns.")
        )
    seen: dict[str, str] = {}
    for cell in filter(None, cells):
        if (code := forbidden_character(cell)) is not None:
            raise UnreadableInput(
                Text(
                    f"{place.de}: die Überschrift „{visible(cell)}“ enthält ein Steuerzeichen ({code}).",
                    f"{place.en}: the heading “{visible(cell)}” holds a control character ({code}).",
                )
            )
        key = fold(cell) or cell
        if key in seen:
            raise UnreadableInput(_duplicate(where, seen[key], cell))
        seen[key] = cell
    return tuple(cells[:used])


def _duplicate(where: Spot, first: str, second: str) -> Text:
    place = where.words
    return Text(
        f"{place.de}: die Überschriften „{first}“ und „{second}“ meinen dieselbe Spalte. Benennen Sie eine um.",
        f"{place.en}: the headings “{first}” and “{second}” mean the same column. Rename one of them.",
    )


def _problems(spot: Spot, headings: Sequence[str], cells: Sequence[str], *, strict: bool) -> list[Problem]:
    """Control characters; and in a CSV a cell beyond the headings, the sign of a stray separator."""
    problems = []
    for index, cell in enumerate(cells):
        column = _column(headings, index)
        if (code := forbidden_character(cell)) is not None:
            problems.append(Problem(spot.at(column, visible(cell)), "FORBIDDEN_CHARACTER", _FORBIDDEN.fill(code=code)))
        elif len(cell) > MAX_CELL:
            problems.append(Problem(spot.at(column, f"{cell[:80]}…"), "TEXT_TOO_LONG", _TOO_LONG))
        elif strict and cell and index >= len(headings):
            problems.append(Problem(spot.at(column, cell), "TOO_MANY_CELLS", _TOO_MANY.fill(count=len(headings))))
    return problems


def _strays(spot: Spot, headings: Sequence[str], cells: Sequence[str]) -> list[LeftOut]:
    return [
        LeftOut(spot.at(_column(headings, index), cell), "NO_HEADING", _NO_HEADING)
        for index, cell in enumerate(cells)
        if cell and (index >= len(headings) or not headings[index])
    ]


def _column(headings: Sequence[str], index: int) -> str:
    return headings[index] if index < len(headings) and headings[index] else str(index + 1)


_FORBIDDEN = Text(
    "Der Text enthält ein Steuerzeichen ({code}). Löschen Sie es und lesen Sie die Datei erneut ein.",
    "The text holds a control character ({code}). Delete it and import the file again.",
)
_TOO_LONG = Text(
    f"Der Text ist länger als {MAX_CELL} Zeichen. Fehlt ein Anführungszeichen?",
    f"The text is longer than {MAX_CELL} characters. Is a quotation mark missing?",
)
_TOO_MANY = Text(
    "Die Zeile hat mehr Zellen als die Kopfzeile ({count}). Prüfen Sie Trennzeichen und Anführungszeichen.",
    "The row has more cells than there are headings ({count}). Check separators and quotation marks.",
)
_NO_HEADING = Text("Die Spalte hat keine Überschrift.", "The column has no heading.")
