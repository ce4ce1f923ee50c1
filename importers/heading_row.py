"""Which line of a table holds its headings: the one near the top with the most headings that we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importers import sheets

NEAR_THE_TOP = 15
_SURE = 2  # one known word alone may as well stand in a title or in a row of data


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """The headings, and the first and last of the lines that hold them (two where the columns are grouped)."""

    first: int
    last: int
    headings: tuple[str, ...]


def known(name: str, cells: Sequence[str]) -> int:
    """How many columns the cells name: of the table called `name`, or of the one that fits them best."""
    keys = [sheets.heading_key(cell) for cell in cells if cell]
    return max(len({words[key] for key in keys if key in words}) for words in _of(name))


def find(name: str, lines: Sequence[Sequence[str]]) -> HeadingRow:
    """The heading row of a table with these filled lines; without known headings the first line with several cells."""
    top = lines[:NEAR_THE_TOP]
    scores = [known(name, cells) for cells in top]
    best = max(scores)
    several = (index for index, cells in enumerate(top[:10]) if sum(map(bool, cells)) > 1)
    chosen = scores.index(best) if best >= _SURE else next(several, 0)
    return _grouped(name, lines, chosen) or HeadingRow(chosen, chosen, tuple(lines[chosen]))


def naming_columns(name: str, headings: Sequence[str]) -> frozenset[int]:
    """Where the cell stands that names a row: its id, else its number, else its title. It belongs to one row alone."""
    table = sheets.named(name) or max(sheets.declared(), key=lambda table: _hits(table, headings))
    columns = [sheets.spellings(table).get(sheets.heading_key(heading)) for heading in headings]
    for column in sheets.naming(table):
        if column in columns:
            return frozenset(index for index, found in enumerate(columns) if found == column)
    return frozenset()


def _hits(table: str, headings: Sequence[str]) -> int:
    words = sheets.spellings(table)
    return sum(sheets.heading_key(heading) in words for heading in headings)


def _of(name: str) -> list[Mapping[str, str]]:
    table = sheets.named(name)
    return [sheets.spellings(one) for one in ([table] if table else sheets.declared())]


def _grouped(name: str, lines: Sequence[Sequence[str]], chosen: int) -> HeadingRow | None:
    """Headings in two lines, such as “Mitarbeit durch” over “Intern” and “Extern”; None if there is one line only.

    The lower line has known headings only, some of them where the upper line is empty; where it is empty itself, the
    upper line has one that is known. A lower heading says more.
    """
    for upper in (chosen, chosen - 1):
        if upper < 0 or upper + 1 >= len(lines):
            continue
        width = max(len(lines[upper]), len(lines[upper + 1]))
        above, below = (tuple(line) + ("",) * (width - len(line)) for line in lines[upper : upper + 2])
        pairs = list(zip(above, below, strict=True))
        beside = any(low and not high for high, low in pairs)
        alone = any(high and not low and known(name, [high]) for high, low in pairs)
        if beside and alone and all(known(name, [low]) for low in below if low):
            return HeadingRow(upper, upper + 1, tuple(low or high for high, low in pairs))
    return None
