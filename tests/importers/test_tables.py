"""Files become tables: text as written, every row knowing where it stands, and one sentence for what can't be read."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnreadableInput
from importers import tables
from importers.cells import clean, protect, unprotect

HEADING = "actor_id,name,note\n"


def write(folder: Path, name: str, data: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        tables.read(path)
    assert caught.value.message.de
    assert caught.value.message.en
    return caught.value.message.de


def only(path: Path) -> tables.Table:
    (table,) = tables.read(path)
    return table


TEXT = "actor_id;name;note\nki;Größe – Łódź & Höxter;„ja“\n"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("utf-16-le without a mark", TEXT.encode("utf-16-le")),
        ("utf-16-be without a mark", TEXT.encode("utf-16-be")),
        ("utf-32", TEXT),
    ],
)
def test_unicode_files_are_read_letter_by_letter(tmp_path: Path, encoding: str, data: str | bytes) -> None:
    path = write(tmp_path, "actors.csv", data, encoding.split()[0])
    assert only(path).rows[0].cells == ("ki", "Größe – Łódź & Höxter", "„ja“")


def test_windows_1252_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "actors.csv", "actor_id;name\nki;Größe – „Straße“ 5 € Žižkov\n", "cp1252")
    assert only(path).rows[0].cells == ("ki", "Größe – „Straße“ 5 € Žižkov")


@pytest.mark.parametrize(
    "name",
    [
        "Migrant·innen Löhne",
        "Schüler•innen für Bürger",
        "Träger – Café „Olé“, ‚à la‘ …",
        "20 m²-Raum, 3 m³, 4½ Öre",
        "§ 5 Ärzte, §§ 3a, 5 € je µm",
        "M’Barek für Çelik",
        "10 °C bei Größe 5×7, n²x",
        "Šabac, Žižkov, Løkken",
    ],
)
def test_signs_that_german_uses_are_read_in_windows_1252(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "actors.csv", f"actor_id\tname\nki\t{name}\n", "cp1252")
    assert only(path).rows[0].cells == ("ki", name)


@pytest.mark.parametrize(
    "data",
    [
        b"actor_id;name\nki;Tr\x8ager\n",  # ä of an old Macintosh reads as a capital inside a word
        "actor_id;name\nki;Wałęsa, Michałowo\n".encode("cp1250"),  # ł of Central Europe reads as ³
        b"actor_id;name\nki;Tr\x81ger\n",  # undefined in Windows-1252: ü of an old DOS page
        b"actor_id;name\nki;Tr\x84ger\n",  # ä of an old DOS page reads as a quotation mark inside a word
        b"actor_id;name\nki;Gro\xa7enburg\n",  # ß of an old Macintosh reads as §
        "actor_id;name\nki;Träger\n".encode() + "mo;Fördern\n".encode("cp1252"),  # two encodings in one file
        bytes(range(256)),
        b"\xff\xfea\x00b",  # cut in the middle of a character
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "Textcodierung" in refusal(write(tmp_path, "actors.csv", data))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_headings(tmp_path: Path, separator: str) -> None:
    path = write(tmp_path, "actors.csv", f'actor_id{separator}name\nki{separator}"A, B; C"\n')
    assert only(path).rows[0].cells == ("ki", "A, B; C")


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    table = only(write(tmp_path, "actors.csv", "sep=;\nactor_id;name\nki;A, B\n"))
    assert (table.headings, table.rows) == (("actor_id", "name"), (tables.Row(3, ("ki", "A, B")),))


def test_rows_are_numbered_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = write(tmp_path, "actors.csv", 'actor_id,name\r\nki,"two\r\nlines"\r\n\r\nmo,last\r\n')
    assert [(row.number, row.cells) for row in only(path).rows] == [(2, ("ki", "two\nlines")), (4, ("mo", "last"))]


def test_a_title_above_the_headings_is_told_and_not_read(tmp_path: Path) -> None:
    table = only(write(tmp_path, "actors.csv", "Unsere Akteure,,\n,,\nactor_id,name,\nki,KI,\n"))
    assert table.headings == ("actor_id", "name")
    assert [(left.code, left.spot.row, left.spot.value) for left in table.left_out] == [
        ("ABOVE_HEADINGS", 1, "Unsere Akteure")
    ]


def test_a_row_with_more_cells_than_headings_is_refused(tmp_path: Path) -> None:
    table = only(write(tmp_path, "actors.csv", "actor_id,name\nki,Bund, Land\nmo,fine\n"))
    assert [row.cells for row in table.rows] == [("mo", "fine")]
    (problem,) = table.problems
    assert (problem.code, problem.spot.row, problem.spot.column, problem.spot.value) == (
        "TOO_MANY_CELLS", 2, "3", "Land"
    )  # fmt: skip


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e", "\u2066", "\x1b"])
def test_control_and_bidi_characters_are_refused_with_row_and_column(tmp_path: Path, character: str) -> None:
    table = only(write(tmp_path, "actors.csv", f"actor_id,name\nki,a{character}b\nmo,fine\n"))
    (problem,) = table.problems
    assert (problem.code, problem.spot.row, problem.spot.column) == ("FORBIDDEN_CHARACTER", 2, "name")
    assert f"U+{ord(character):04X}" in problem.message.de
    assert character not in str(problem.as_dict("de")["value"])
    assert [row.cells[0] for row in table.rows] == ["mo"]


def test_space_around_a_cell_is_no_part_of_it(tmp_path: Path) -> None:
    assert only(write(tmp_path, "actors.csv", "actor_id,name\n ki\u00a0,\u00a0 A  B \n")).rows[0].cells == (
        "ki",
        "A  B",
    )


@pytest.mark.parametrize("name", ["007", "1E5", "-2+3", "0049 89", "TRUE", "3,5", "'quoted'", "a'b", "=1+1", "@x"])
def test_names_survive_letter_by_letter(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "actors"
    sheet.append(["actor_id", "name"])
    sheet.append(["a", "x"])
    sheet["B2"].value = name
    sheet["B2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").rows[0].cells == ("a", name)
    assert only(write(tmp_path, "actors.csv", f'actor_id,name\na,"{name}"\n')).rows[0].cells == ("a", name)


@given(st.text())
def test_protection_against_spreadsheets_is_taken_off_again(text: str) -> None:
    assert unprotect(protect(text)) == text
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_cleaning_twice_is_cleaning_once_unless_it_unprotects(text: str) -> None:
    if unprotect(clean(text)) == clean(text):
        assert clean(clean(text)) == clean(text)


def test_a_folder_is_its_csv_files_in_order(tmp_path: Path) -> None:
    write(tmp_path, "measures.csv", "measure_id,title\nm,M\n")
    write(tmp_path, "Actors.CSV", HEADING)
    write(tmp_path, "README.md", "# no table")
    write(tmp_path, ".hidden.csv", "a,b\n")
    write(tmp_path, "other.xlsx", b"not looked into")
    read = tables.read(tmp_path)
    assert [table.file for table in read] == ["Actors.CSV", "measures.csv", "other.xlsx"]
    assert [left.code for left in read[2].left_out] == ["WORKBOOK_IN_FOLDER"]


def test_a_workbook_is_its_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Akteure"
    sheet.append([None, None, None])
    sheet.append(["actor_id", "AGS", "capacity_fte", "source_date", "public", "since"])
    sheet.append(["ki", 5754004.0, 0.5, datetime.date(2025, 9, 1), True, datetime.datetime(2025, 9, 1, 13, 30)])
    sheet.append(["k2", "05754008", 12, None, False, 2025])
    book.create_sheet("leer")
    book.save(tmp_path / "kreis.xlsx")
    actors, empty = tables.read(tmp_path / "kreis.xlsx")
    assert (actors.file, actors.sheet, actors.name) == ("kreis.xlsx", "Akteure", "Akteure")
    assert [(row.number, row.cells) for row in actors.rows] == [
        (3, ("ki", "5754004", "0.5", "2025-09-01", "ja", "2025-09-01 13:30:00")),
        (4, ("k2", "05754008", "12", "", "nein", "2025")),
    ]
    assert [left.code for left in empty.left_out] == ["EMPTY"]


def test_a_stray_note_beside_a_sheet_is_told_and_the_row_taken(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["actor_id", "name"])
    sheet.append(["ki", "KI", None, "anrufen!"])
    book.save(tmp_path / "a.xlsx")
    table = only(tmp_path / "a.xlsx")
    assert table.rows[0].cells == ("ki", "KI")
    assert [(left.code, left.spot.column, left.spot.value) for left in table.left_out] == [
        ("NO_HEADING", "4", "anrufen!")
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.csv", None, "gibt es nicht"),
        ("a.ods", b"PK", "Speichern Sie die Mappe als .xlsx"),
        ("a.pdf", b"%PDF", "weder eine CSV-Datei"),
        ("a.xlsx", b"no zip at all", "keine lesbare Excel-Mappe"),
        ("a.xlsx", b"PK\x05\x06" + bytes(18), "keine lesbare Excel-Mappe"),
        ("actors.csv", b"actor_id,name,Name\n", "meinen dieselbe Spalte"),
        ("actors.csv", b"stra\xc3\x9fe,STRASSE\n", "meinen dieselbe Spalte"),
        ("actors.csv", b'actor_id,name\nki,"never closed\nmo,x\n', "Anf\u00fchrungszeichen"),
        ("actors.csv", ",".join(f"c{i}" for i in range(501)).encode(), "mehr als 500 Spalten"),
        ("actors.csv", "a\u202eb,name\n".encode(), "Steuerzeichen"),
    ],
)
def test_what_cannot_be_read_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    said = refusal(path)
    assert words in said
    assert name in said
    assert "\n" not in said


def test_a_folder_without_any_table_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "nothing")
    assert "enthält keine CSV-Datei" in refusal(tmp_path)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 * 1024 * 1024))
    assert path.stat().st_size < 200_000
    assert "ist zu groß" in refusal(path)


def test_two_far_cells_do_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "far"
    book.save(tmp_path / "far.xlsx")
    assert "Zeile 1048576" in refusal(tmp_path / "far.xlsx")


def test_a_mutilated_workbook_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["actor_id", "name"])
    book.worksheets[0].append(["ki", "KI"])
    good = tmp_path / "good.xlsx"
    book.save(good)
    data = good.read_bytes()
    broken = tmp_path / "broken.xlsx"
    outcomes = set()
    for position in range(0, len(data), 37):
        broken.write_bytes(data[:position] + bytes([data[position] ^ 0x5A]) + data[position + 1 :])
        try:
            tables.read(broken)
            outcomes.add("read")
        except UnreadableInput:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


# merged cells, titles above the headings


def book_with(path: Path, lines: list[list[object]], *merged: str, sheet: str = "Maßnahmen") -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for line in lines:
        page.append(line)
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    return path


def test_cells_merged_over_several_rows_are_meant_for_each(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Maßnahmenplan 2025", None, None, None],
        ["Nr.", "Handlungsfeld", "Maßnahme", "Zuständig"],
        ["1", "Sprache", "Sprachcafé", "KI"],
        ["2", None, "Lotsen", None],
        ["3", None, "Patenschaften", "VHS"],
        [None, None, None, None],
        ["4", "Arbeit", "Jobbörse", None],
    ]
    table = only(book_with(tmp_path / "plan.xlsx", lines, "A1:D1", "B3:B6", "D3:D4"))
    assert table.headings == ("Nr.", "Handlungsfeld", "Maßnahme", "Zuständig")
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("1", "Sprache", "Sprachcafé", "KI")),
        (4, ("2", "Sprache", "Lotsen", "KI")),
        (5, ("3", "Sprache", "Patenschaften", "VHS")),
        (7, ("4", "Arbeit", "Jobbörse", "")),
    ]


def test_a_merged_cell_that_names_a_row_names_one_row(tmp_path: Path) -> None:
    lines: list[list[object]] = [["Nr.", "Maßnahme", "Zuständig"], ["1", "Lotsen", "KI"], [None, None, "VHS"]]
    table = only(book_with(tmp_path / "plan.xlsx", lines, "A2:A3", "B2:B3"))
    assert [row.cells for row in table.rows] == [("1", "Lotsen", "KI"), ("", "Lotsen", "VHS")]


@pytest.mark.parametrize(
    "title", ["Akteure;Stand: 01.01.2025;", "Akteure, Stand 1. Januar, vorläufig;;", "Name des Kreises;Soest;"]
)
def test_a_title_of_several_cells_is_no_heading_row(tmp_path: Path, title: str) -> None:
    table = only(write(tmp_path, "actors.csv", f"{title}\n;;\nactor_id;name;note\nki;KI;a, b, c\n"))
    assert (table.headings, table.rows) == (("actor_id", "name", "note"), (tables.Row(4, ("ki", "KI", "a, b, c")),))
    assert [(left.code, left.spot.row) for left in table.left_out] == [("ABOVE_HEADINGS", 1)]


def test_a_title_of_two_cells_in_a_workbook_is_no_heading_row(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Akteure", "Stand: 01.01.2025"],
        ["Name", "Typ", "Kommune"],
        ["KI", "Verein", "Soest"],
    ]
    table = only(book_with(tmp_path / "liste.xlsx", lines, sheet="Tabelle1"))
    assert table.headings == ("Name", "Typ", "Kommune")


def test_headings_in_two_lines_are_joined(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Plan", "Stand: 2025"],
        ["Nr.", "Maßnahme", "Zeitraum", None, "Zuständig"],
        [None, None, "Beginn", "Ende", None],
        ["1", "Lotsen", "2024", "2025", "KI"],
    ]
    table = only(book_with(tmp_path / "plan.xlsx", lines, "A2:A3", "B2:B3", "C2:D2", "E2:E3"))
    assert table.headings == ("Nr.", "Maßnahme", "Beginn", "Ende", "Zuständig")
    assert [row.cells for row in table.rows] == [("1", "Lotsen", "2024", "2025", "KI")]
    assert [left.spot.row for left in table.left_out] == [1]


# percent, failed formulas


def test_a_share_shown_in_percent_is_read_as_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Maßnahmen"
    sheet.append(["Nr.", "Maßnahme", "Vervollständigungsgrad in Prozent", "Bemerkung", "Zielwert"])
    sheet.append([1, "A", 0.5, 0.5, 0.07])
    sheet.append([2, "B", 1, "0.5", 7])
    for cell, form in (("C2", "0%"), ("E2", "0.0 %"), ("C3", "0.00%"), ("D3", "0%"), ("E3", '0" %"')):
        sheet[cell].number_format = form
    book.save(tmp_path / "plan.xlsx")
    assert [row.cells for row in only(tmp_path / "plan.xlsx").rows] == [
        ("1", "A", "50%", "0.5", "7%"),
        ("2", "B", "100%", "0.5", "7"),
    ]


def test_failed_formulas_are_told_with_row_and_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Maßnahmen"
    sheet["A2"], sheet["B2"], sheet["C2"] = "Nr.", "Maßnahme", "Status"
    sheet["A3"], sheet["B3"], sheet["C3"] = 1, "A", "#REF!"
    sheet["A4"], sheet["B4"], sheet["C4"] = 2, "B", "#DIV/0!"
    for cell in ("C3", "C4"):
        sheet[cell].data_type = "e"
    book.save(tmp_path / "plan.xlsx")
    read = only(tmp_path / "plan.xlsx")
    assert [row.cells for row in read.rows] == [("1", "A", ""), ("2", "B", "")]
    told = [(left.code, left.spot.row, left.spot.column, left.spot.value) for left in read.left_out]
    assert told == [("FORMULA_ERROR", 3, "Status", "#REF!"), ("FORMULA_ERROR", 4, "Status", "#DIV/0!")]


@pytest.mark.parametrize("shown", ["#REF!", "#NAME?", "#WERT!", "#BEZUG!", "#DIV/0!", "#NV", "#N/A"])
def test_failed_formulas_in_a_csv_are_told(tmp_path: Path, shown: str) -> None:
    read = only(write(tmp_path, "actors.csv", f"actor_id,name,note\nki,KI,{shown}\nmo,{shown} Brücke,\n"))
    assert [row.cells for row in read.rows] == [("ki", "KI", ""), ("mo", f"{shown} Brücke", "")]
    assert [(left.code, left.spot.row, left.spot.column) for left in read.left_out] == [("FORMULA_ERROR", 2, "note")]
