"""Files in, tables out: headings and rows of text exactly as written, each row knowing where it stands."""

from dataclasses import dataclass
from pathlib import Path

from graph.errors import UnreadableInput
from graph.language import Text
from graph.model import Record
from importers.problems import LeftOut, Problem, Spot

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
    """One CSV file or one sheet. `name` is the file's stem or the sheet's name, as written.

    An export of the product holds no rows but the `records` themselves.
    """

    file: str
    sheet: str | None
    format: str
    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    records: tuple[Record, ...] = ()

    def spot(self, row: int | None = None, column: str | None = None, value: str | None = None) -> Spot:
        """A place in this table."""
        return Spot(self.file, self.sheet, row, column, value)


def read(path: Path) -> list[Table]:
    """The tables of a folder of CSV, of one CSV, one Excel workbook or one network of another program.

    Raises UnreadableInput with one sentence.
    """
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
    if ending == ".graphml":
        from importers import graphml

        return graphml.read(file)
    if ending == ".gexf":
        from importers import gexf

        return gexf.read(file)
    if ending == ".json":
        from importers import own_export

        return own_export.read_json(file)
    if ending in _OTHER_BOOKS:
        raise unreadable(
            file,
            f"hat ein Format ({ending}), das nicht gelesen wird. Speichern Sie die Mappe als .xlsx.",
            f"has a format ({ending}) that is not read. Save the workbook as .xlsx.",
        )
    raise unreadable(
        file,
        "ist weder eine CSV-Datei (.csv) noch eine Excel-Mappe (.xlsx) noch ein Netzwerk (.graphml, .gexf, .json).",
        "is neither a CSV file (.csv) nor an Excel workbook (.xlsx) nor a network (.graphml, .gexf, .json).",
    )
