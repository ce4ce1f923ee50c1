"""How a command answers: a table for people, JSON and CSV for scripts."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_PIPE = 200
"""How wide a table is that no terminal shows."""


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
    """The rows as a table for people; row by row, a line for each cell, where a table would have to break words.

    In a pipe it is plain text, 200 characters wide.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Plain

    console = Console()
    if not console.is_terminal:
        console = Console(width=_PIPE)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = _widths(list(zip(columns, *texts, strict=True)), console.width)
    if texts and widths is None:
        _print_row_by_row(console, columns, texts, title)
        return
    table = Table(
        title=title, title_justify="left", box=None, pad_edge=False, header_style="bold", show_header=any(columns)
    )
    fixed: Sequence[int | None] = widths or [None] * len(columns)
    for column, width in zip(columns, fixed, strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in texts:
        table.add_row(*map(Plain, row))
    console.print(table)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """How wide each column is, at least its longest word; None where there is no room for these words."""
    from rich.cells import cell_len

    widths = [max((cell_len(word) for text in column for word in text.split()), default=0) for column in columns]
    left = room - sum(widths) - 2 * (len(columns) - 1)
    if left < 0:
        return None
    wanted = [max(map(cell_len, column)) - width for column, width in zip(columns, widths, strict=True)]
    for rank, n in enumerate(sorted(range(len(columns)), key=wanted.__getitem__)):
        more = max(0, min(wanted[n], left // (len(columns) - rank)))
        widths[n] += more
        left -= more
    return widths


def _print_row_by_row(
    console: "Console", columns: Sequence[str], rows: Sequence[Sequence[str]], title: str | None
) -> None:
    """Each cell that holds something on a line of its own, with the name of its column; an empty line between rows."""
    from rich.text import Text as Plain

    if title:
        console.print(Plain(title))
    for row in rows:
        named = (f"{column}: {cell}" if column else cell for column, cell in zip(columns, row, strict=True) if cell)
        console.print(Plain("\n" + "\n".join(named)))


def print_lines(heading: str, lines: Iterable[tuple[str, str]]) -> None:
    """A heading, and below it sentences with their names, wrapped as the terminal is wide."""
    print_table(("", ""), lines, title=heading)


def note(sentence: str) -> None:
    """A word to the person at the terminal, on standard error so that results stay clean."""
    sys.stderr.write(sentence + "\n")
