"""The same content in another file is the same graph: workbook, encoding, separator, headings, order of columns."""

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.digest import digest
from tests.importers.district_files import EXAMPLES, imported, workbook

ALL = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())


def lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


@pytest.mark.parametrize("name", ALL)
def test_a_workbook_gives_the_same_records_as_the_folder(tmp_path: Path, name: str) -> None:
    folder = EXAMPLES / name
    book = workbook(tmp_path / "same.xlsx", {file.stem: lines(file) for file in sorted(folder.glob("*.csv"))})
    from_folder, from_book = imported(folder), imported(book, dataset=name)
    assert from_book.records == from_folder.records
    assert digest(from_book.records.values()) == digest(from_folder.records.values())
    assert [p.code for p in from_book.result.rejected] == [p.code for p in from_folder.result.rejected]


def _semicolons(table: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(table)
    return out.getvalue()


def _commas(table: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


def _shuffled(table: list[list[str]]) -> list[list[str]]:
    order = list(range(len(table[0])))
    random.Random(7).shuffle(order)
    return [[row[index] for index in order] for row in table]


VARIANTS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "cp1252 with semicolons, as Excel writes it": lambda t: _semicolons(t).encode("cp1252"),
    "UTF-8 with a mark": lambda t: _commas(t).encode("utf-8-sig"),
    "UTF-16": lambda t: _semicolons(t).encode("utf-16"),
    "columns in another order": lambda t: _commas(_shuffled(t)).encode(),
    "headings in capitals and with spaces": lambda t: _commas(
        [[heading.upper().replace("_", " ") for heading in t[0]], *t[1:]]
    ).encode(),
    "empty lines and columns at the end": lambda t: _commas([[*row, "", ""] for row in t] + [[], [""]]).encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", ["kreis-soest", "landkreis-augsburg"])
def test_another_spelling_of_the_file_gives_the_same_records(tmp_path: Path, name: str, variant: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for file in (EXAMPLES / name).glob("*.csv"):
        (folder / file.name).write_bytes(VARIANTS[variant](lines(file)))
    original, other = imported(EXAMPLES / name), imported(folder)
    assert other.result.rejected == ()
    assert other.records == original.records


def test_files_one_after_the_other_give_the_same_as_the_folder(tmp_path: Path) -> None:
    whole = imported(EXAMPLES / "kreis-coesfeld")
    order = ["actors", "measures", "events", "papers", "consultations", "responsibilities", "cooperations", "claims"]
    step = imported(EXAMPLES / "kreis-coesfeld" / "actors.csv")
    for name in order[1:]:
        step = imported(EXAMPLES / "kreis-coesfeld" / f"{name}.csv", step.store)
        assert step.result.rejected == ()
    assert step.result.dataset == "kreis-coesfeld"
    assert {r.id: r for r in step.records.values()}.keys() == whole.records.keys()
    assert digest(step.records.values()) == digest(whole.records.values())
