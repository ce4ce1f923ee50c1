"""A public edition holds nothing that is hidden, in no form, and does not tell as missing what only is not public."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from graph.changes import Put, Transaction
from graph.model import EDGE_KINDS, KINDS, Actor, Contact, Measure, Offer, Record, Responsibility, Tie
from graph.model.states import Visibility
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE
from graph.schema import label_of
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from tests.visualise.test_map_page import Parts
from visualise.map.network_map import network_map, network_map_svg
from visualise.paper.council_paper import council_paper
from visualise.paper.plain import plain, text_of
from visualise.paper.workbook import workbook
from visualise.reading import Reading
from visualise.report import publicly
from visualise.report.build import report_spec
from visualise.report.forms import FORMS
from visualise.report.matrix import MatrixSpec
from visualise.report.page import page
from visualise.report.publicly import ROWS
from visualise.report.spec import ReportSpec, Section
from visualise.table import Column, Group, Row, Table, cell
from visualise.wording import wording

ON = date(2026, 1, 15)
NAME = "kreis-lindental"
FOLDER = Path(__file__).resolve().parents[2] / "examples" / NAME
CANARY = "Kanarienvogel"
PLACE = "Ginsterloh"


def hidden(record: Record, town: str, number: int) -> Record:
    """What lies in one town is internal and carries a canary, and so do all notes and contacts."""
    changes: dict[str, Any] = {"note": f"{CANARY} {number}", "version": 1}
    if isinstance(record, Contact):
        changes |= {"person_name": f"{CANARY} {number}", "email": f"{CANARY}@example.org"}
    if isinstance(record, Offer | Measure) and town in record.places:
        changes |= {"visibility": Visibility.INTERNAL, "title": f"{CANARY} {number}"}
    if isinstance(record, Actor) and town in record.places and number % 2:
        changes |= {"visibility": Visibility.INTERNAL, "name": f"{CANARY} {number}"}
    if isinstance(record, Responsibility | Tie) and number % 7 == 0:
        changes |= {"visibility": Visibility.INTERNAL}
    return replace(record, **changes)


@pytest.fixture(scope="module")
def views() -> Iterator[tuple[View, View]]:
    """The district as everybody sees it, and all of it."""
    with open_store("sqlite::memory:") as store, open_store("sqlite::memory:") as target:
        import_path(store, FOLDER, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        records = store.read(tuple(KINDS.values()), [NAME])[1]
        town = next(record.id for record in records if label_of(record) == PLACE)
        made = [hidden(record, town, number) for number, record in enumerate(records)]
        made.sort(key=lambda record: isinstance(record, EDGE_KINDS))
        target.commit(Transaction(tuple(map(Put, made)), author="t", reason="t", at=datetime(2026, 1, 15, tzinfo=UTC)))
        picture = Pictures(target).current()
        yield picture.seen_by(GUEST), picture.seen_by(OFFICE)


def told(views: tuple[View, View], form: str = "long") -> ReportSpec:
    seen, whole = views
    return report_spec(Reading(seen, Scope(NAME), ON, "de", everything=whole), form=FORMS[form])


@pytest.fixture(scope="module")
def public(views: tuple[View, View]) -> ReportSpec:
    return told(views)


def test_the_office_sees_what_is_hidden(views: tuple[View, View]) -> None:
    spec = report_spec(Reading(views[1], Scope(NAME), ON, "de"))
    assert CANARY in page(spec, "de")


def test_no_form_holds_anything_hidden(views: tuple[View, View], public: ReportSpec) -> None:
    words = wording("de")
    paper = docx.Document(io.BytesIO(council_paper(public, words)))
    book = openpyxl.load_workbook(io.BytesIO(workbook(public, words)))
    forms = {
        "page": page(public, "de"),
        "short": page(told(views, "short"), "de"),
        "sheet": page(told(views, "page"), "de"),
        "paper": " ".join(one.text for one in paper.paragraphs)
        + " ".join(one.text for table in paper.tables for row in table.rows for one in row.cells),
        "workbook": " ".join(str(one.value) for sheet in book for row in sheet.iter_rows() for one in row),
        "tables": " ".join(text_of(one) for table in plain(public.tables, words) for row in table.rows for one in row),
        "map": network_map(views[0], dataset=NAME, lang="de", on=ON),
        "picture": network_map_svg(views[0], dataset=NAME, lang="de", on=ON),
    }
    assert [name for name, said in forms.items() if CANARY in said] == []
    assert all(said for said in forms.values())


def test_it_says_that_it_is_public(public: ReportSpec) -> None:
    assert "Öffentliche Fassung" in [fact.label for fact in public.facts]


def test_what_is_only_hidden_is_no_gap(views: tuple[View, View], public: ReportSpec) -> None:
    (matrix,) = (block for section in public.sections for block in section.blocks if isinstance(block, MatrixSpec))
    row = next(row for row in matrix.rows if row.name == PLACE)
    assert {cell.state for cell in row.cells} <= {"COVERED", "UNKNOWN", "SUPPRESSED"}
    assert "SUPPRESSED" in {cell.state for cell in row.cells}
    assert not any(cell.hole for cell in row.cells)
    gaps = " ".join(text_of(one) for table in public.section("gaps").tables for row in table.rows for one in row.cells)
    assert PLACE not in gaps


def test_a_network_with_something_hidden_has_no_numbers(public: ReportSpec) -> None:
    said = " ".join(Parts(page(public, "de")).text)
    assert "Nicht alles in diesem Netz ist öffentlich" in said
    assert not any(table.key == "holders" for table in public.tables)
    assert "verlieren" not in public.sentences[2]


def test_nobody_is_said_to_owe_an_answer_where_that_may_be_hidden(public: ReportSpec) -> None:
    measures = next(table for table in public.tables if table.key == "measure-table")
    acceptance = {row.cells[2].text for row in measures.rows}
    assert acceptance <= {"hat zugesagt", "nicht alles öffentlich"}
    assert "niemand" not in public.sentences[1]


def test_plans_of_the_office_are_left_out(public: ReportSpec) -> None:
    assert "proposals" not in {section.key for section in public.sections}


def test_long_tables_of_a_public_edition_say_how_many_rows_they_leave_out(views: tuple[View, View]) -> None:
    seen, whole = views
    reading = Reading(seen, Scope(NAME), ON, "de", everything=whole)
    rows = tuple(Row(cells=(cell(f"Zeile {n}"),)) for n in range(ROWS + 5))
    columns = (Column(label="Was"),)
    groups = (Group(title="A", rows=rows[:200]), Group(title="B", rows=rows[200:]))
    long = Table(key="long", caption="", columns=columns, groups=groups)
    short = Table(key="short", caption="", columns=columns, groups=(Group(rows=rows[:5]),))
    section = publicly.told(reading, Section(key="gaps", aside="", say="", blocks=(long, short)))
    assert section is not None
    told_long, told_short = section.tables
    assert (told_long.size, [len(group.rows) for group in told_long.groups]) == (ROWS, [200, ROWS - 200])
    assert told_long.rest == "5 weitere Zeilen stehen in den Tabellen des Amts."
    assert told_short == short
