"""Raw lines become a table: the heading row, the data rows below it, merged cells filled, bad rows set apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import UnreadableInput
from graph.language import Text
from graph.text import fold, forbidden_character, shortened
from importers import heading_row
from importers.cells import clean, visible
from importers.problems import LeftOut, Problem, Spot
from importers.tables import Row, Table

_FAILED = re.compile(
    r"#(?:REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|BEZUG|WERT|ZAHL|ÜBERLAUF|KALK)!|#NAME\?|#N/A|#NV", re.IGNORECASE
)

MAX_COLUMNS = 500
MAX_CELL = 30_000  # characters; a spreadsheet holds 32,767


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of one column that are merged from the row `first` to the row `last`; columns count from 0."""

    first: int
    last: int
    column: int


Line = tuple[int, tuple[str, ...]]


def build(
    file: str,
    sheet: str | None,
    form: str,
    name: str,
    lines: Iterable[Sequence[str]],
    merged: Iterable[Merged] = (),
) -> Table:
    """A table from raw lines: finds the headings, cleans the cells, sets bad rows apart with a reason.

    What stands in cells merged over several data rows is meant for each of them, unless it is what names a row.
    """
    cleaned = ((number, tuple(map(clean, line))) for number, line in enumerate(lines, start=1))
    filled = [(number, cells) for number, cells in cleaned if any(cells)]
    where = Spot(file, sheet)
    if not filled:
        return Table(file, sheet, form, name, left_out=(LeftOut(where, "EMPTY", _EMPTY),))
    found = heading_row.find(name, [cells for _, cells in filled])
    headings = _headings(where, found.headings)
    left_out = [
        LeftOut(Spot(file, sheet, number, None, " ".join(filter(None, cells))), "ABOVE_HEADINGS", _ABOVE)
        for number, cells in filled[: found.first]
    ]
    rows: list[Row] = []
    problems: list[Problem] = []
    unique = heading_row.naming_columns(name, headings)
    for number, cells in _spread(filled[found.last + 1 :], [m for m in merged if m.column not in unique]):
        spot = Spot(file, sheet, number)
        faults = faults_of(spot, headings, cells, strict=sheet is None)
        problems += faults
        if not faults:
            failed = [index for index, cell in enumerate(cells) if _FAILED.fullmatch(cell)]
            left_out += [
                LeftOut(spot.at(_column(headings, index), cells[index]), "FORMULA_ERROR", _FORMULA_ERROR)
                for index in failed
            ]
            cells = tuple("" if index in failed else cell for index, cell in enumerate(cells))
            left_out += _strays(spot, headings, cells)
            rows.append(Row(number, cells[: len(headings)] + ("",) * (len(headings) - len(cells))))
    return Table(file, sheet, form, name, headings, tuple(rows), tuple(problems), tuple(left_out))


_EMPTY = Text("Enthält keine Daten.", "Holds no data.")
_FORMULA_ERROR = Text(
    "Die Formel liefert einen Fehler; die Angabe fehlt. Berichtigen Sie die Zelle.",
    "The formula gives an error; the entry is missing. Correct the cell.",
)
_ABOVE = Text("Steht über der Kopfzeile und wurde nicht gelesen.", "Stands above the headings and was not read.")


def _spread(lines: Sequence[Line], merged: Iterable[Merged]) -> list[Line]:
    """The lines with each merged cell's text in all of its rows; a row that is empty otherwise stays away."""
    rows = {number: list(cells) for number, cells in lines}
    for cell in merged:
        top = rows.get(cell.first, [])
        text = top[cell.column] if cell.column < len(top) else ""
        for number in range(cell.first + 1, cell.last + 1):
            row = rows.get(number, [])
            if cell.column < len(row):
                row[cell.column] = text
    return [(number, tuple(cells)) for number, cells in rows.items()]


def _headings(where: Spot, cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, after a look at what makes them unusable."""
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


def faults_of(spot: Spot, headings: Sequence[str], cells: Sequence[str], *, strict: bool) -> list[Problem]:
    """Control characters; and in a CSV a cell beyond the headings, the sign of a stray separator."""
    problems = []
    for index, cell in enumerate(cells):
        column = _column(headings, index)
        if (code := forbidden_character(cell)) is not None:
            problems.append(Problem(spot.at(column, visible(cell)), "FORBIDDEN_CHARACTER", _FORBIDDEN.fill(code=code)))
        elif len(cell) > MAX_CELL:
            problems.append(Problem(spot.at(column, shortened(cell, 80)), "TEXT_TOO_LONG", _TOO_LONG))
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
