"""The municipalities by what there is: the states of the coverage matrix as maps, and as a table."""

from collections.abc import Iterable

from graph.coverage.cube import CellState, Matrix, Summary
from graph.model import Ref
from visualise.geo.spec import Entry, Picture, Shade
from visualise.reading import Reading
from visualise.report.cells import anchor, checked
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell

STATES = (CellState.COVERED, CellState.NOMINAL, CellState.GAP, CellState.UNKNOWN, CellState.NOT_REQUIRED)
_GRAVEST_FIRST = (CellState.GAP, CellState.UNKNOWN, CellState.NOMINAL, CellState.COVERED, CellState.NOT_REQUIRED)
_MOST_FIELDS = 12
_LISTED = 6  # fields of which nothing is known; more are counted


def prevailing(summary: Summary) -> CellState:
    """The state that most of the cases are in; among equals what is missing comes first."""
    return max(_GRAVEST_FIRST, key=lambda state: (summary.counts[state], -_GRAVEST_FIRST.index(state)))


def overview(reading: Reading) -> Picture:
    """All fields together: how many of the cases that were checked are covered."""
    words, matrix = reading.words, places_by_fields(reading)
    if not reading.cube.cells:
        return _nothing_recorded(reading)
    rows = [(place, matrix.row(number)) for number, place in enumerate(matrix.rows)]
    shades = []
    for place, summary in rows:
        covered, gaps, unknown = counted(reading, summary)
        shades.append(
            Shade(
                style=prevailing(summary),
                said=tuple(filter(None, (covered, unknown))) or (words("state.NOT_REQUIRED"),),
                label=words("geo.label", name=reading.name(place.id), said=in_short(reading, summary)),
                hole=gaps,
                href=f"#{row_anchor(place.id)}",
            )
        )
    return Picture(
        key="geo-all",
        title=words("geo.all"),
        say=words("geo.allSay"),
        shades=tuple(shades),
        legend=_legend(reading, {cell.state for entries in matrix.entries for one in entries for cell in one.cells}),
    )


def _nothing_recorded(reading: Reading) -> Picture:
    """The municipalities where no field or no target group is recorded: all unknown."""
    words, places = reading.words, reading.cube.places
    unknown = words("state.UNKNOWN")
    labels = [words("geo.label", name=reading.name(place.id), said=unknown) for place in places]
    return Picture(
        key="geo-all",
        title=words("geo.all"),
        say=words("geo.noCases"),
        shades=tuple(Shade(style=CellState.UNKNOWN, said=(unknown,), label=label) for label in labels),
        legend=_legend(reading, {CellState.UNKNOWN}),
    )


def counted(reading: Reading, summary: Summary) -> tuple[str, str, str]:
    """`18 von 22`, `2 Lücken`, `1 unbekannt`: covered cases of those checked, what is missing, what nobody checked."""
    words, n = reading.words, summary.counts
    return (
        words("foot.covered", n=n[CellState.COVERED], of=checked(summary)) if checked(summary) else "",
        words.count("cell.gaps", n[CellState.GAP]) if n[CellState.GAP] else "",
        words("geo.unknown", n=n[CellState.UNKNOWN]) if n[CellState.UNKNOWN] else "",
    )


def in_short(reading: Reading, summary: Summary) -> str:
    """The same in one line."""
    return ", ".join(filter(None, counted(reading, summary))) or reading.words("state.NOT_REQUIRED")


def by_field(reading: Reading) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """A small map for each field of which anything is known, and sentences on the fields that have none."""
    words, matrix = reading.words, places_by_fields(reading)
    told = [
        number
        for number in range(len(matrix.columns))
        if (whole := matrix.column(number)).counts[CellState.UNKNOWN] < len(whole.cells)
    ]
    if len(told) > _MOST_FIELDS:
        return (), (words("geo.fieldsLeftOut", most=_MOST_FIELDS),)
    dark = [reading.name(field.id) for number, field in enumerate(matrix.columns) if number not in told]
    said = (words("geo.fieldsUnknown", fields=words.listing(dark)),) if dark else ()
    return tuple(_of_field(reading, matrix, number) for number in told), said


def coverage_table(reading: Reading) -> Table:
    """For each municipality the fields that have cases in each state, each field leading to its reasons."""
    words, matrix = reading.words, places_by_fields(reading)
    whole = reading.cube.whole
    states = [state for state in STATES if whole.counts[state]]
    rows = tuple(
        Row(
            anchor=row_anchor(place.id),
            cells=(
                cell(reading.name(place.id)),
                cell(in_short(reading, matrix.row(number))),
                *(_fields_in(reading, matrix, number, state) for state in states),
            ),
        )
        for number, place in enumerate(matrix.rows)
    )
    return Table(
        key="geo-coverage",
        caption=words("geo.table"),
        sub=words("geo.tableSub"),
        columns=(
            Column(label=words("matrix.place")),
            Column(label=words("geo.cases")),
            *(Column(label=words(f"state.{state}")) for state in states),
        ),
        groups=(Group(rows=rows),),
    )


def row_anchor(place: Ref) -> str:
    """Where a municipality's row of the table stands."""
    return f"g-{place[:10]}"


def places_by_fields(reading: Reading) -> Matrix:
    """The matrix of the scope."""
    return reading.once(_matrix)


def _matrix(reading: Reading) -> Matrix:
    return reading.cube.matrix()


def _of_field(reading: Reading, matrix: Matrix, column: int) -> Picture:
    field = matrix.columns[column]
    return Picture(
        key=f"geo-f{column}",
        title=reading.name(field.id),
        say=in_short(reading, matrix.column(column)),
        shades=tuple(
            _shade(reading, place.id, field.id, entries[column])
            for place, entries in zip(matrix.rows, matrix.entries, strict=True)
        ),
    )


def _shade(reading: Reading, place: Ref, field: Ref, entry: Summary) -> Shade:
    """One area as the matrix draws its cell: the state, and the gaps that it would hide."""
    words = reading.words
    gaps = entry.counts[CellState.GAP] if entry.state is not CellState.GAP else 0
    said = (words(f"state.{entry.state}"), *((words.count("cell.gaps", gaps),) if gaps else ()))
    return Shade(
        style=entry.state,
        said=said,
        label=words("geo.label", name=reading.name(place), said=", ".join(said)),
        glyph=entry.state,
        hole=words.number(gaps) if gaps else "",
        href=f"#{anchor(place, field)}",
    )


def _legend(reading: Reading, used: Iterable[CellState]) -> tuple[Entry, ...]:
    """The states in use, with the words of the matrix."""
    held = set(used)
    return tuple(
        Entry(style=state, words=reading.words(f"state.{state}"), glyph=state) for state in STATES if state in held
    )


def _fields_in(reading: Reading, matrix: Matrix, row: int, state: CellState) -> Cell:
    place, words, marks = matrix.rows[row], reading.words, []
    for field, entry in zip(matrix.columns, matrix.entries[row], strict=True):
        if n := entry.counts[state]:
            known = entry.counts[CellState.UNKNOWN] < len(entry.cells)
            text = words("geo.inField", field=reading.name(field.id), n=n)
            marks.append(Mark(text=text, href=f"#{anchor(place.id, field.id)}" if known else ""))
    if state is CellState.UNKNOWN and len(marks) > _LISTED:
        return cell(words.count("n.fields", len(marks)))
    return Cell(marks=tuple(marks)) if marks else cell("–")
