"""How a command answers: a table for people, JSON and CSV for scripts."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def print_json(answer: object) -> None:
    """The answer as JSON on standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as CSV; a text that a spreadsheet would run as a formula is protected by an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    from importers.cells import protect

    return protect(value) if isinstance(value, str) else "" if value is None else value


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The rows as CSV on standard output."""
    sys.stdout.write(csv_text(columns, rows))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """The rows as a table for people; plain text in a pipe."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Plain

    table = Table(
        title=title, title_justify="left", box=None, pad_edge=False, header_style="bold", show_header=any(columns)
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Plain("" if cell is None else str(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=200)
    console.print(table)


def print_lines(heading: str, lines: Iterable[tuple[str, str]]) -> None:
    """A heading, and below it sentences with their names, wrapped as the terminal is wide."""
    print_table(("", ""), lines, title=heading)


def note(sentence: str) -> None:
    """A word to the person at the terminal, on standard error so that results stay clean."""
    sys.stderr.write(sentence + "\n")
