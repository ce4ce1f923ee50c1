"""What tests of reports share: the shipped districts, their tables as people wrote them, and what a report says."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from tests.visualise.test_map_page import Parts
from visualise.report.blocks import Block, Prose
from visualise.report.spec import ReportSpec
from visualise.table import Table

B = TypeVar("B", bound=Block)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DISTRICTS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
REAL = [name for name in DISTRICTS if name != "kreis-lindental"]
LINDENTAL = "kreis-lindental"
ON = date(2026, 1, 15)

Pages = Callable[[str, str, str], str]
"""The report of a district in a language and form, made once."""

Specs = Callable[[str, str, str], ReportSpec]


def rows_of(file: str, name: str = LINDENTAL) -> list[dict[str, str]]:
    """A table of a district, as it is shipped."""
    with (EXAMPLES / name / f"{file}.csv").open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def of(spec: ReportSpec, kind: type[B]) -> list[B]:
    """All blocks of one kind, in the order of the report."""
    return [block for section in spec.sections for block in section.blocks if isinstance(block, kind)]


def table(spec: ReportSpec, key: str) -> Table:
    """The table of that key, in blocks or annex."""
    return {one.key: one for one in spec.tables}[key]


def column(one: Table, number: int) -> list[str]:
    """The texts of a column."""
    return [row.cells[number].text for row in one.rows]


def prose(spec: ReportSpec) -> str:
    """All paragraphs."""
    return " ".join(sentence for block in of(spec, Prose) for sentence in block.sentences)


def text_of(html: str) -> str:
    """The text of a page."""
    return " ".join(" ".join(Parts(html).text).split())
