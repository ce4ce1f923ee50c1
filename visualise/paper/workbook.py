"""All tables of a report as one Excel workbook: a sheet for each, the same numbers, no live formula from data."""

import io
from datetime import UTC, date, datetime

from visualise.paper.plain import PlainTable, plain, text_of, value_of
from visualise.report.spec import ReportSpec
from visualise.table import Cell
from visualise.wording import Wording

_WIDEST, _NARROWEST = 60, 8
_HEAD_ROW = 3
_SAMPLE = 200
_MOST = 32_767  # characters in a cell of Excel
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock in the file: the facts say as of when


def workbook(spec: ReportSpec, words: Wording) -> bytes:
    """The workbook: a first sheet with the facts on the report and what the other sheets show.

    The same report gives the same bytes.
    """
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": spec.title, "created": _MADE})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    head = book.add_format({"bold": True, "font_size": 14})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    percent = book.add_format({"num_format": "0.0%", "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy" if words.language == "de" else "d mmm yyyy", "valign": "top"})

    def put(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        value = value_of(cell)
        if isinstance(value, str):
            sheet.write_string(row, column, _fitted(value), wrapped)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
        else:
            shape: Format = percent if cell.text.endswith("%") else wrapped
            sheet.write_number(row, column, value, shape)

    found = plain(spec.tables, words)
    first = book.add_worksheet(words("paper.contents"))
    first.set_column(0, 0, 28)
    first.set_column(1, 1, 90)
    first.write_string(0, 0, spec.title, head)
    for row, fact in enumerate(spec.facts, start=1):
        first.write_string(row, 0, fact.label, bold)
        first.write_string(row, 1, fact.value, wrapped)
    start = len(spec.facts) + 2
    for row, table in enumerate(found, start=start):
        first.write_string(row, 0, table.name, wrapped)
        first.write_string(row, 1, table.caption, wrapped)
    for table in found:
        sheet = book.add_worksheet(table.name)
        sheet.write_string(0, 0, table.caption, head)
        sheet.write_string(1, 0, _fitted(table.sub))
        for column, label in enumerate(table.columns):
            sheet.write_string(_HEAD_ROW, column, label, bold)
            sheet.set_column(column, column, _width(table, column))
        for row, cells in enumerate(table.rows, start=_HEAD_ROW + 1):
            for column, cell in enumerate(cells):
                put(sheet, row, column, cell)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


def _fitted(text: str) -> str:
    """The text as far as a cell holds it; one that goes on says so."""
    return text if len(text) <= _MOST else f"{text[: _MOST - 2]} …"


def _width(table: PlainTable, column: int) -> int:
    longest = max((len(text_of(row[column])) for row in table.rows[:_SAMPLE]), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(table.columns[column])) + 2))
