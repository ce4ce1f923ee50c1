"""A report as workbook and council paper: the same tables, every text as it is, nothing that a program would run."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pytest
from defusedxml import ElementTree

from visualise.paper.council_paper import council_paper
from visualise.paper.plain import plain, text_of
from visualise.paper.workbook import workbook
from visualise.report.blocks import Card, Cards, Listing, Names, Prose
from visualise.report.spec import Fact, Item, ReportSpec, Section, ShortList
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell
from visualise.wording import wording

HOSTILE = (
    "=HYPERLINK(\"http://example.org\")", "+1+1", "@SUM(A1)", "-2+3", "\t=1", "</w:t><script>alert(1)</script>",
    "{=1+1}", "http://example.org", "007", "1E5", "'quoted", "x" * 500, "ـمرحبا", "a\u0308", "&amp; <b>",
)  # fmt: skip


def table(key: str, rows: tuple[Row, ...], **more: Any) -> Table:
    columns = (Column(label="Wer"), Column(label="Zahl", number=True), Column(label="Seit"))
    return Table(key=key, caption="Überschrift", sub="Wer zählt.", columns=columns, groups=(Group(rows=rows),), **more)


def row(name: str, number: float | None = None, day: date | None = None, note: str = "") -> Row:
    second = cell("4,4 %", value=number) if number is not None else cell("unbekannt")
    third = cell("15.01.2026", value=day) if day is not None else cell("etwa 2022")
    return Row(cells=(Cell(marks=(Mark(text=name),), sub="zweite Zeile"), second, third), note=note)


@pytest.fixture(scope="module")
def spec() -> ReportSpec:
    first = table("first", (row("Verein", 0.044, date(2026, 1, 15)), row("Amt", note="A, B und C")))
    hostile = table("second", tuple(row(text) for text in HOSTILE))
    card = Card(
        state="GAP", tag="Lücke", where="Aue", title="=1+1 fehlt", text="", todo="Fragen.", evidence=("Beleg 1.",)
    )
    section = Section(
        key="gaps",
        aside="So gezählt.",
        say="Es **fehlt** etwas.",
        blocks=(
            Prose(sentences=("Ein Satz.",), heading="Kopf"),
            Cards(cards=(card,)),
            Listing(entries=(("Eintrag", "dazu"),)),
            Names(say="Allein:", marks=(Mark(text="Verein"),)),
            first,
        ),
        annex=(hostile, table("empty", ())),
    )
    return ReportSpec(
        form="long",
        title="Kreis: Wer macht was",
        district="Kreis",
        stand=date(2026, 1, 15),
        invented=False,
        facts=(Fact(label="Stand", value="15. Januar 2026"),),
        sentences=("Ein **starker** Satz.",),
        lists=(ShortList(title="Was fehlt", count="", items=(Item(what="Kurs", next="fragen"),), empty="nichts"),),
        sections=(section,),
    )


@pytest.fixture(scope="module")
def book(spec: ReportSpec) -> Iterator[openpyxl.Workbook]:
    yield openpyxl.load_workbook(io.BytesIO(workbook(spec, wording("de"))))


def test_every_table_with_a_row_is_a_sheet(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Inhalt", "01 first", "02 second"]
    assert [cell.value for cell in book["01 first"][4]] == ["Wer", "Zahl", "Seit", "Dazu"]
    assert book["01 first"].freeze_panes == "B5"


def test_numbers_and_days_are_numbers_and_days(book: openpyxl.Workbook) -> None:
    first, second = (list(one) for one in book["01 first"].iter_rows(min_row=5))
    assert [one.value for one in first] == ["Verein · zweite Zeile", 0.044, datetime(2026, 1, 15), ""]
    assert first[1].number_format == "0.0%"
    assert [one.value for one in second] == ["Amt · zweite Zeile", "unbekannt", "etwa 2022", "A, B und C"]


def test_no_text_is_a_formula_or_a_link(spec: ReportSpec, book: openpyxl.Workbook) -> None:
    held = [one.value for (one,) in book["02 second"].iter_rows(min_row=5, max_col=1)]
    assert held == [f"{text} · zweite Zeile" for text in HOSTILE]
    assert {one.data_type for (one,) in book["02 second"].iter_rows(min_row=5, max_col=1)} == {"s"}
    with zipfile.ZipFile(io.BytesIO(workbook(spec, wording("de")))) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(tag in part for part in parts for tag in ("<f>", "<hyperlink"))


def test_a_text_longer_than_a_cell_says_that_it_goes_on(spec: ReportSpec) -> None:
    long = Section(key="gaps", aside="", say="", blocks=(table("long", (row("y" * 40_000),)),))
    told = ReportSpec(
        form="long", title="", district="", stand=spec.stand, invented=False, facts=(), sentences=(), lists=(),
        sections=(long,),
    )  # fmt: skip
    held = openpyxl.load_workbook(io.BytesIO(workbook(told, wording("de"))))["01 long"]["A5"].value
    assert isinstance(held, str)
    assert held.endswith(" …")
    assert len(held) <= 32_767


def test_the_paper_says_everything_and_numbers_its_tables(spec: ReportSpec) -> None:
    paper = docx.Document(io.BytesIO(council_paper(spec, wording("de"))))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    parts = (
        "Kreis: Wer macht was", "Ein starker Satz.", "Kurs → fragen", "Es fehlt etwas.", "Ein Satz.", "=1+1 fehlt",
        "Was zu tun ist: Fragen.", "Beleg: Beleg 1.", "Eintrag · dazu", "Allein: Verein.",
    )  # fmt: skip
    assert [part for part in parts if part not in said] == []
    captions = [one.text for one in paper.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert [caption.split(":")[0] for caption in captions] == ["Tabelle ", "Tabelle "]  # the number is a field
    first, second = paper.tables
    assert [one.text for one in first.rows[0].cells] == ["Wer", "Zahl", "Seit"]
    assert first.rows[1].cells[1].text == "4,4 %"
    assert "A, B und C" in [one.text for line in first.rows for one in line.cells]
    assert [line.cells[0].text for line in second.rows[1:]] == [
        f"{text} · zweite Zeile".replace("\t", "\t") for text in HOSTILE
    ]


def test_the_papers_fields_are_ours_alone(spec: ReportSpec) -> None:
    with zipfile.ZipFile(io.BytesIO(council_paper(spec, wording("en")))) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    fields = [
        element.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr")
        for part in parts.values()
        for element in ElementTree.fromstring(part).iter()
        if element.tag.endswith("}fldSimple")
    ]
    assert set(fields) == {"NUMPAGES", "PAGE", "SEQ Table \\* ARABIC"}
    assert b"tblHeader" in parts["word/document.xml"]
    assert b'w:val="en-GB"' in parts["word/styles.xml"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_same_report_gives_the_same_bytes(spec: ReportSpec, lang: str) -> None:
    words = wording("de" if lang == "de" else "en")
    assert workbook(spec, words) == workbook(spec, words)
    assert council_paper(spec, words) == council_paper(spec, words)


def test_groups_become_a_column(spec: ReportSpec) -> None:
    grouped = Table(
        key="g", caption="", columns=(Column(label="Was"),),
        groups=(Group(title="Sprache", rows=(Row(cells=(cell("Kurs"),)),)), Group(rows=(Row(cells=(cell("Rest"),)),))),
    )  # fmt: skip
    (one,) = plain([grouped], wording("de"))
    assert one.columns == ("Gruppe", "Was")
    assert [[text_of(each) for each in line] for line in one.rows] == [["Sprache", "Kurs"], ["", "Rest"]]
