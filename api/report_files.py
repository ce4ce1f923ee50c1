"""Reports as files: the ending of the file's name says the form. Each is written whole or not at all."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from api.cli.output import csv_text
from api.written import written
from graph.errors import WrongUse
from graph.language import Language, Text
from visualise.paper.council_paper import council_paper
from visualise.paper.plain import plain, text_of
from visualise.paper.printing import printed
from visualise.paper.workbook import workbook
from visualise.report.page import page
from visualise.report.spec import ReportSpec
from visualise.wording import wording

FORMATS: Mapping[str, Callable[[ReportSpec, Language], bytes]] = {
    ".html": lambda spec, language: page(spec, language).encode(),
    ".htm": lambda spec, language: page(spec, language).encode(),
    ".pdf": lambda spec, language: printed(page(spec, language)),
    ".docx": lambda spec, language: council_paper(spec, wording(language)),
    ".xlsx": lambda spec, language: workbook(spec, wording(language)),
}
"""A page, its print, a council paper, a workbook of all tables. Without an ending: a folder, a CSV a table."""


def check_ending(out: Path) -> None:
    """Raises WrongUse for a name with an ending that no report has."""
    if out.suffix and out.suffix.lower() not in FORMATS:
        raise WrongUse(
            Text(
                f"„{out}“: Ein Bericht endet auf .html, .pdf, .docx oder .xlsx; ohne Endung: ein Ordner mit CSV.",
                f"“{out}”: a report ends in .html, .pdf, .docx or .xlsx; without an ending it is a folder of CSV.",
            )
        )


def write_report(spec: ReportSpec, language: Language, out: Path) -> None:
    """Write the report. Raises UnwritableOutput where it can't be written, WrongUse for a folder with other tables."""
    if out.suffix:
        save(out, FORMATS[out.suffix.lower()](spec, language))
        return
    tables = {f"{table.name.replace(' ', '-')}.csv": table for table in plain(spec.tables, wording(language))}
    _refuse_others(out, tables.keys())
    for name, table in tables.items():
        rows = [[text_of(cell) for cell in row] for row in table.rows]
        save(out / name, csv_text(table.columns, rows).encode("utf-8-sig"))


def _refuse_others(folder: Path, names: Collection[str]) -> None:
    """Raises WrongUse where other tables lie in the folder: those of a whole report beside a public one, say."""
    if any(path.name not in names for path in folder.glob("*.csv")):
        raise WrongUse(
            Text(
                f"Im Ordner „{folder}“ liegen andere Tabellen, etwa einer früheren Fassung. Bitte einen neuen nennen.",
                f"The folder “{folder}” holds other tables, of an earlier edition, say. Please name a new one.",
            )
        )


def save(out: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises UnwritableOutput where it can't be written."""
    with written(out) as file:
        file.write(content)
