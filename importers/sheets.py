"""Which table is it, and what do its columns mean: names of files and sheets, spellings of headings."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.language import Text
from graph.model import Measure, Offer, Record
from graph.schema import Property, kinds_with_table, properties
from graph.text import fold
from importers.problems import LeftOut, Spot
from importers.tables import Row, Table

_IDENTITY_HEADINGS = ("id", "Kennung", "Schlüssel", "Nr.", "Nummer", "Lfd. Nr.", "Laufende Nummer")
_ENOUGH_HEADINGS = 3
_USUAL = ("actors", "measures", "offers")  # what a single sheet most likely is, if it could be several


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that we know: `name` is ours (actors, measures …), `columns` tells where each of our columns stands.

    `further` are more places of a column of names that the file splits up, such as partners under Intern and Extern.
    """

    name: str
    table: Table
    columns: Mapping[str, int]
    left_out: tuple[LeftOut, ...] = ()
    further: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def places(self, column: str) -> tuple[int, ...]:
        """Where a column stands in the file: nowhere, in one place, or in several for columns of names."""
        first = self.columns.get(column)
        return () if first is None else (first, *self.further.get(column, ()))

    def lines(self) -> Iterator["Line"]:
        """Its rows, one after the other."""
        return (Line(self, row) for row in self.table.rows)


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is asked by our columns, whatever its headings are called."""

    sheet: Sheet
    row: Row

    def has(self, column: str) -> bool:
        """Whether the table has the column at all."""
        return column in self.sheet.columns

    def text(self, column: str) -> str:
        """The cell as written; empty if there is none. Names from several cells stand on a line each."""
        if column in self.sheet.further:
            return "\n".join(cell for index in self.sheet.places(column) if (cell := self.row.cells[index]))
        index = self.sheet.columns.get(column)
        return self.row.cells[index] if index is not None else ""

    def heading(self, column: str) -> str:
        """What the column is called in the file."""
        return " / ".join(self.sheet.table.headings[index] for index in self.sheet.places(column)) or column

    def spot(self, column: str | None = None, value: str | None = None) -> Spot:
        """Where the row stands, or one of its cells."""
        if column is None:
            return self.sheet.table.spot(self.row.number)
        return self.sheet.table.spot(
            self.row.number, self.heading(column), self.text(column) if value is None else value
        )


@cache
def declared() -> Mapping[str, dict[str, Any]]:
    """The tables of tables.toml, in the order in which they are read."""
    return {name: table for name, table in _raw().items() if name != "any"}


@cache
def _raw() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads((files("importers") / "tables.toml").read_text(encoding="utf-8"))


def recognise(tables: Sequence[Table]) -> tuple[list[Sheet], list[LeftOut]]:
    """The tables that we know, in the order in which they are to be read; and what is left out of all of them."""
    left_out = [left for table in tables for left in table.left_out]
    sheets: list[Sheet] = []
    alone = len(tables) == 1
    for table in (table for table in tables if table.headings):
        name = named(table.name) or (named(Path(table.file).stem) if alone else None)
        if name is None and (alone or table.sheet is not None):
            name = _guessed(table)
        if name is None:
            left_out.append(LeftOut(table.spot(), "UNKNOWN_TABLE", _UNKNOWN_TABLE.fill(name=table.name)))
        else:
            sheets.append(_sheet(name, table))
    order = list(declared())
    sheets.sort(key=lambda sheet: order.index(sheet.name))
    sheets = list(_without_repeated_rows(sheets))
    return sheets, left_out + [left for sheet in sheets for left in sheet.left_out]


def _without_repeated_rows(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """The sheets without the second of two rows that say exactly the same of the same thing.

    Rows without anything that names them, such as cooperations, are left: their meaning decides what a second one is.
    """
    first: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Spot] = {}
    for sheet in sheets:
        rows: list[Row] = []
        left_out: list[LeftOut] = []
        for line in sheet.lines():
            before = first.setdefault((sheet.name, sheet.table.headings, line.row.cells), line.spot())
            if before == line.spot() or not any(line.text(column) for column in _key_of(sheet.name)):
                rows.append(line.row)
            else:
                left_out.append(LeftOut(line.spot(), "SAME_ROW", _same_row(before)))
        table = replace(sheet.table, rows=tuple(rows)) if left_out else sheet.table
        yield replace(sheet, table=table, left_out=(*sheet.left_out, *left_out))


def _same_row(first: Spot) -> Text:
    where = first.words
    return Text(
        f"Dieselbe Zeile steht schon in: {where.de}. Sie zählt einmal.",
        f"The same row stands already in: {where.en}. It counts once.",
    )


_UNKNOWN_TABLE = Text(
    "„{name}“ ist keine bekannte Tabelle. Bekannt sind zum Beispiel actors (Akteure), measures (Maßnahmen), "
    "responsibilities (Zuständigkeiten), cooperations (Kooperationen).",
    "“{name}” is no known table. Known are for example actors, measures, responsibilities, cooperations.",
)
_UNKNOWN_HEADING = Text(
    "Die Überschrift ist unbekannt. Die Zeilen werden übernommen, diese Spalte nicht.",
    "The heading is unknown. The rows are taken, this column is not.",
)
_SAME_COLUMN = Text(
    "Die Spalte meint dasselbe wie „{first}“ und wird nicht übernommen. Benennen Sie eine der beiden um.",
    "The column means the same as “{first}” and is not taken over. Rename one of the two.",
)


@cache
def _names() -> Mapping[str, str]:
    """Folded name of a file or sheet → our table."""
    names: dict[str, str] = {}
    kinds = kinds_with_table()
    for table, extra in declared().items():
        labels = [*kinds[table].meta.plural, *kinds[table].meta.label] if table in kinds else []
        for name in (table, *extra.get("names", ()), *labels):
            names.setdefault(_key(name), table)
    return names


def _key(name: str) -> str:
    return fold(name.replace("_", " "))


def heading_key(heading: str) -> str:
    """Under this key the spellings of a heading meet: actor_id, Actor ID, actorId."""
    return _key(heading).replace(" ", "")


def named(name: str) -> str | None:
    """The table of that name; also “Maßnahmen 2025” or “01_actors”, if only one table is named in it."""
    key = _key(name)
    if key in _names():
        return _names()[key]
    parts = key.split()
    runs = {" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    found = {_names()[run] for run in runs if run in _names()}
    return found.pop() if len(found) == 1 else None


def _guessed(table: Table) -> str | None:
    """The table whose columns fit the headings best: most of them, and what its rows must have."""
    scores: dict[str, int] = {}
    for name in declared():
        known = {column for heading in table.headings if (column := spellings(name).get(heading_key(heading)))}
        enough = len(known) >= max(_ENOUGH_HEADINGS, 0.6 * len(table.headings))
        if enough and _needed(name) <= known:
            scores[name] = len(known)
    best = [name for name, score in scores.items() if score == max(scores.values())]
    usual = [name for name in _USUAL if name in best]
    return best[0] if len(best) == 1 else next(iter(usual), None)


def _needed(name: str) -> set[str]:
    kind = kinds_with_table().get(name)
    return {prop.columns[0] for prop in properties(kind) if prop.required and prop.columns} if kind else {"text"}


def _sheet(name: str, table: Table) -> Sheet:
    known = _spellings_in(name, table.headings)
    joined = declared()[name].get("joined", ())
    columns: dict[str, int] = {}
    further: dict[str, list[int]] = {}
    left_out = []
    for index, heading in enumerate(table.headings):
        column = known.get(heading_key(heading))
        if column is not None and column not in columns:
            columns[column] = index
        elif column is not None and column in joined:
            further.setdefault(column, []).append(index)
        elif column is not None:
            reason = _SAME_COLUMN.fill(first=table.headings[columns[column]])
            left_out.append(LeftOut(table.spot(None, heading), "SAME_COLUMN", reason))
        elif heading:
            left_out.append(LeftOut(table.spot(None, heading), "UNKNOWN_HEADING", _UNKNOWN_HEADING))
    return Sheet(name, table, columns, tuple(left_out), further)


def _spellings_in(name: str, headings: Sequence[str]) -> Mapping[str, str]:
    """The spellings of a table without those that mean something only beside others that the file lacks."""
    together = {heading_key(word) for word in declared()[name].get("together", ())}
    if together <= {heading_key(heading) for heading in headings}:
        return spellings(name)
    return {key: column for key, column in spellings(name).items() if key not in together}


@cache
def spellings(name: str) -> Mapping[str, str]:
    """Key of a heading → our column, of one table.

    The names of columns win over our further spellings, these over the headings, labels and names in the model.
    """
    extra: dict[str, list[str]] = declared()[name].get("columns", {})
    kinds = kinds_of(name)
    held = [prop for kind in kinds for prop in properties(kind)]
    columns = [(column, column) for prop in held for column in prop.columns]
    columns += [(column, column) for column in (*extra, *key_columns(name))]
    further = [(word, column) for column, words in extra.items() for word in words]
    declared_headings = [(word, prop.columns[0]) for prop in held if prop.columns for word in prop.headings]
    labels = [(word, _column(prop)) for prop in held for word in prop.label]
    names = [(word, _column(prop)) for prop in held for word in (prop.json_name, prop.name)]
    present = {column for _, column in columns}
    anywhere = [(word, column) for column, words in _raw()["any"].items() if column in present for word in words]
    identity = [(word, column) for column in key_columns(name) for word in _IDENTITY_HEADINGS]
    known: dict[str, str] = {}
    for word, column in (*columns, *further, *declared_headings, *labels, *names, *identity, *anywhere):
        known.setdefault(heading_key(word), column)
    return known


@cache
def column_labels(name: str) -> Mapping[str, str]:
    """Our columns of a table in their order, each with what a German reader calls it."""
    extra: dict[str, list[str]] = declared()[name].get("columns", {})
    labels = {column: words[0] for column, words in extra.items() if words}
    held = [prop for kind in kinds_of(name) for prop in properties(kind)]
    labels |= {prop.columns[0]: prop.label.de for prop in reversed(held) if prop.columns}
    return {column: labels.get(column, column) for column in dict.fromkeys(spellings(name).values())}


def kinds_of(name: str) -> tuple[type[Record], ...]:
    """The kinds of record that the rows of a table can become."""
    if name == "measures":
        return (Measure, Offer)
    kind = kinds_with_table().get(name)
    return (kind,) if kind else ()


def _column(prop: Property) -> str:
    return prop.columns[0] if prop.columns else prop.name


def key_columns(name: str) -> tuple[str, ...]:
    """The column that holds the id of a row; none if its rows have no id."""
    if name == "wishes":
        return ("wish_id",)
    kind = kinds_with_table().get(name)
    return (kind.meta.key,) if kind and kind.meta.key else ()


def naming(name: str) -> tuple[str, ...]:
    """The columns that can name a row all alone, the best first: its id, its number, its title."""
    together = declared()[name].get("key", ())
    if len(together) > 1:
        return key_columns(name)
    kinds = kinds_of(name)
    titles = (prop.columns[0] for kind in kinds for prop in properties(kind) if prop.name == kind.meta.title)
    return (*key_columns(name), *together, *dict.fromkeys(titles))


def _key_of(name: str) -> tuple[str, ...]:
    """Every column that has a part in the id of a row."""
    return (*naming(name), *declared()[name].get("key", ()))
