"""The coverage matrix of a report: from the cube to cells, feet, reasons and one key sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.coverage.cube import CellState, Cube, Mark, Matrix, Summary
from graph.model import CellDecision, Inventory, Ref
from graph.model.actors import Place
from visualise.geo.block import geo
from visualise.reading import Reading
from visualise.report.cells import anchor, checked
from visualise.report.matrix import MatrixCell, MatrixFoot, MatrixRow, MatrixSpec, Pip
from visualise.report.spec import Section
from visualise.table import Cell, Column, Group, Row, Table, cell
from visualise.table import Mark as Word

_MOST_PIPS = 6


def matrix_spec(reading: Reading) -> MatrixSpec | None:
    """The matrix of places and fields, or None if the dataset has no place or no field."""
    cube, words = reading.cube, reading.words
    matrix = cube.matrix()
    if not cube.cells:
        return None
    rows = tuple(_row(reading, matrix, number) for number in range(len(matrix.rows)))
    groups = reading.names(term.id for term in cube.target_groups)
    order = words("matrix.pips", groups=words.listing(groups)) + " " if len(groups) <= _MOST_PIPS else ""
    return MatrixSpec(
        corner=words("matrix.place"),
        caption=words("matrix.caption"),
        sub=words("matrix.sub"),
        fields=tuple(reading.names(term.id for term in matrix.columns)),
        rows=rows,
        feet=tuple(_foot(reading, matrix.column(number)) for number in range(len(matrix.columns)))
        if len(matrix.rows) > 1
        else (),
        note=order + _note(reading, cube),
    )


def section(reading: Reading) -> Section:
    """As of when, which places lack most or are known least; the matrix, maps, and why each cell is as it is."""
    matrix, reasons, maps = matrix_spec(reading), _reasons(reading), geo(reading)
    return Section(
        key="coverage",
        aside=reading.words("coverage.aside", stand=reading.on),
        say=say(reading),
        blocks=tuple(block for block in (matrix, maps) if block),
        annex=(*((reasons,) if reasons.size else ()), *(maps.twins if maps else ())),
    )


def say(reading: Reading) -> str:
    """The key sentence on coverage."""
    words, cube = reading.words, reading.cube
    matrix = cube.matrix()
    if not cube.cells:
        return _no_axes(reading, cube)
    if not checked(cube.whole):
        return words("coverage.allUnknown", n=len(cube.cells))
    unknown_cells = cube.whole.counts[CellState.UNKNOWN]
    if 2 * unknown_cells > len(cube.cells):
        return words("coverage.mostlyUnknown", n=unknown_cells, of=len(cube.cells))
    missing = _with_most(reading, matrix, CellState.GAP)
    unknown = _with_most(reading, matrix, CellState.UNKNOWN)
    said = [_told(reading, "coverage.missing", missing)] if missing else []
    if not cube.whole.counts[CellState.GAP]:
        said.append(words("coverage.noGap"))
    if unknown:
        said.append(_told(reading, "coverage.unknownMost", unknown))
    return " ".join(said) or words("coverage.spread")


def _no_axes(reading: Reading, cube: Cube) -> str:
    """What has to be recorded before coverage can be told at all."""
    axes = {"places": cube.places, "fields": cube.fields, "targetGroups": cube.target_groups}
    lacking = [reading.words(f"axis.{name}") for name, entries in axes.items() if not entries]
    return reading.words("coverage.noAxes", lacking=reading.words.listing(lacking))


@dataclass(frozen=True, slots=True)
class _Most:
    """The places with most cells in a state: how many of how many cells in each."""

    places: list[str]
    n: int
    of: int


def _with_most(reading: Reading, matrix: Matrix, state: CellState) -> _Most | None:
    """The places with most cells in the state, in the order of names; None if they are more than three."""
    found = {place.id: matrix.row(number) for number, place in enumerate(matrix.rows)}
    most = max((row.counts[state] for row in found.values()), default=0)
    rows = {ref: row for ref, row in found.items() if row.counts[state] == most}
    if not most or len(rows) > 3:
        return None
    return _Most(reading.names(rows), most, max(len(row.cells) for row in rows.values()))


def _told(reading: Reading, key: str, most: _Most) -> str:
    words = reading.words
    return words.count(key, len(most.places), places=words.listing(most.places), cases=most.n, of=most.of)


def _row(reading: Reading, matrix: Matrix, number: int) -> MatrixRow:
    place = matrix.rows[number]
    population = place.population if isinstance(place, Place) else None
    return MatrixRow(
        name=reading.name(place.id),
        sub=reading.words("matrix.inhabitants", n=population) if population is not None else "",
        cells=tuple(
            _cell(reading, place.id, term.id, entry)
            for term, entry in zip(matrix.columns, matrix.entries[number], strict=True)
        ),
    )


def _cell(reading: Reading, place: Ref, field: Ref, entry: Summary) -> MatrixCell:
    words, state = reading.words, entry.state
    said = words(f"state.{state}")
    short = ""
    if state is CellState.COVERED:
        said, short = words.count("cell.active", len(entry.active)), words.number(len(entry.active))
    elif state is CellState.NOMINAL:
        said, short = words.count("cell.planned", len(entry.planned)), words.number(len(entry.planned))
    pips = () if state in (CellState.UNKNOWN, CellState.NOT_REQUIRED) else _pips(reading, entry)
    groups = words("cell.groups", n=entry.counts[CellState.COVERED], of=len(entry.cells)) if pips else ""
    marks = tuple(_marks(reading, entry))
    gaps = entry.counts[CellState.GAP] if state is not CellState.GAP else 0
    hole = words.count("cell.gaps", gaps) if gaps else ""
    seen = " ".join(part for part in (said, hole, " · ".join(marks)) if part)
    heard = ", ".join(part for part in (words(f"state.{state}"), groups) if part and part != said)
    return MatrixCell(
        state=state,
        words=said,
        short=short,
        href=f"#{anchor(place, field)}" if _has_reasons(entry) else "#unknown",
        label=f"{reading.name(place)}, {reading.name(field)}: {seen}" + (f", {heard}" if heard else ""),
        pips=pips if len(pips) <= _MOST_PIPS else (),
        hole=hole,
        holes=words.number(gaps) if gaps else "",
        veiled=state is not CellState.UNKNOWN and bool(entry.counts[CellState.UNKNOWN]),
        marks=marks,
    )


def _pips(reading: Reading, entry: Summary) -> tuple[Pip, ...]:
    return tuple(Pip(state=cell.state, name=reading.name(cell.target_group)) for cell in entry.cells)


def _marks(reading: Reading, entry: Summary) -> Iterator[str]:
    """What is said of all covered or planned cells of the entry."""
    shown = [cell for cell in entry.cells if cell.state is entry.state]
    for mark in (Mark.DISTRICT_WIDE, Mark.NOT_ACCEPTED):
        if shown and all(mark in cell.marks for cell in shown):
            yield reading.text(mark.label)


def _foot(reading: Reading, column: Summary) -> MatrixFoot:
    words, n = reading.words, column.counts
    return MatrixFoot(
        covered=words("foot.covered", n=n[CellState.COVERED], of=checked(column)) if checked(column) else "–",
        unknown=words("foot.unknown", gaps=words.count("gaps.counted", n[CellState.GAP]), n=n[CellState.UNKNOWN]),
    )


def _note(reading: Reading, cube: Cube) -> str:
    words, n = reading.words, cube.whole.counts
    said = words(
        "matrix.note",
        covered=n[CellState.COVERED],
        checked=checked(cube.whole),
        unknown=n[CellState.UNKNOWN],
        not_required=n[CellState.NOT_REQUIRED],
    )
    unplaced = words.count("matrix.unplaced", len(cube.unplaced)) if cube.unplaced else ""
    return f"{said} {unplaced}".rstrip()


def _has_reasons(entry: Summary) -> bool:
    return any(cell.state is not CellState.UNKNOWN for cell in entry.cells)


def _reasons(reading: Reading) -> Table:
    """Why each cell of the matrix is drawn as it is."""
    words, matrix = reading.words, reading.cube.matrix()
    rows = [
        _reason(reading, place.id, term.id, entry)
        for place, entries in zip(matrix.rows, matrix.entries, strict=True)
        for term, entry in zip(matrix.columns, entries, strict=True)
        if _has_reasons(entry)
    ]
    return Table(
        key="reasons",
        caption=words("matrix.reasons"),
        sub=words("matrix.reasonsSub"),
        columns=(
            Column(label=words("matrix.cell"), width="w22"),
            Column(label=words("matrix.state"), width="w14"),
            Column(label=words("matrix.why")),
        ),
        groups=(Group(rows=tuple(rows)),),
    )


def _reason(reading: Reading, place: Ref, field: Ref, entry: Summary) -> Row:
    lines = tuple(Word(text=line) for line in _lines(reading, entry))
    return Row(
        anchor=anchor(place, field),
        cells=(
            cell(reading.name(place), sub=reading.name(field)),
            cell(reading.words(f"state.{entry.state}"), state=entry.state),
            Cell(marks=lines, lines=True),
        ),
    )


def _lines(reading: Reading, entry: Summary) -> Iterator[str]:
    words = reading.words
    if entry.active:
        yield words("reason.active", names=reading.listed(reading.names(entry.active)))
    if entry.planned:
        yield words("reason.planned", names=reading.listed(reading.names(entry.planned)))
    for state in (CellState.GAP, CellState.NOT_REQUIRED, CellState.UNKNOWN):
        groups = reading.names(cell.target_group for cell in entry.cells if cell.state is state)
        if groups and len(groups) < len(entry.cells):
            yield words(f"reason.{state}", groups=words.listing(groups))
    for decision in reading.view.many(CellDecision, dict.fromkeys(c.decision for c in entry.cells if c.decision)):
        if any(c.decision == decision.id and c.state is CellState.NOT_REQUIRED for c in entry.cells):
            yield words("reason.decision", reason=decision.reason or "–", when=reading.when(decision.date))
    for inventory in reading.view.many(Inventory, dict.fromkeys(i for c in entry.cells for i in c.inventories)):
        by = reading.name(inventory.by)
        yield words("reason.inventory", when=reading.when(inventory.date), by=f" ({by})" if by else "")
