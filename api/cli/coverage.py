"""The command that shows the coverage cube: which fields, municipalities and target groups are covered."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.analysis import AsOf, Csv, On
from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Language, Text

if TYPE_CHECKING:
    from graph.coverage.cube import Axis, Cell, Cube, Summary
    from graph.gaps.situation import Situation

_AXES = {"field": "field", "feld": "field", "place": "place", "ort": "place", "group": "targetGroup",
         "targetgroup": "targetGroup", "zielgruppe": "targetGroup"}  # fmt: skip
_AXIS_HELP = say("Dimension: field, place oder group.", "Dimension: field, place or group.")
Only = Annotated[list[str] | None, typer.Option(help=say("Nur dies; mehrfach möglich.", "Only this; repeatable."))]

_PLAN = Text("Konzept", "plan")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("coverage", help=say("Was wo für wen gedeckt ist.", "What is covered, where and for whom."))(coverage)


def coverage(
    context: typer.Context,
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    rows: Annotated[str, typer.Option("--rows", help=_AXIS_HELP)] = "place",
    columns: Annotated[str, typer.Option("--columns", help=_AXIS_HELP)] = "field",
    field: Only = None,
    place: Only = None,
    group: Only = None,
    district_wide: Annotated[
        bool,
        typer.Option(
            "--district-wide/--no-district-wide",
            help=say("Kreisweites für jede Kommune zählen.", "Count what is district-wide for every municipality."),
        ),
    ] = True,
    plan: Annotated[
        str | None, typer.Option("--plan", help=say("Nur was dieses Konzept nennt.", "Only what this plan names."))
    ] = None,
    cell: Annotated[
        str | None,
        typer.Option(
            "--cell",
            help=say("Eine Zelle mit Begründung: Feld|Ort|Zielgruppe.", "One cell, explained: field|place|group."),
            metavar="FIELD|PLACE|GROUP",
        ),
    ] = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.coverage.coverage import coverage as count
    from graph.coverage.cube_parts import cell_meant, entries_meant
    from graph.coverage.cube_shape import cube_as_dict, matrix_as_dict
    from graph.gaps.situation import Situation
    from graph.meaning import meant
    from graph.model import Plan

    session: Session = context.obj
    across, down = _axis(rows), _axis(columns)
    if across == down:
        raise WrongUse(Text("Zeilen und Spalten müssen verschieden sein.", "Rows and columns must differ."))
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        of_plan = meant(view, name, Plan, plan, _PLAN).id if plan is not None else None
        cube = count(view, name, today, count_district_wide=district_wide, plan=of_plan)
        situation = Situation(view, name, today)
        if cell is not None:
            _show_cell(situation, cube, cell_meant(view, name, cube, cell), session.lang, json=json)
            return
        cube = cube.only(
            entries_meant(view, name, cube, "field", field),
            entries_meant(view, name, cube, "place", place),
            entries_meant(view, name, cube, "targetGroup", group),
        )
        if json:
            print_json(cube_as_dict(situation, cube, session.lang) | {"matrix": matrix_as_dict(cube, across, down)})
        elif as_csv:
            print_csv(*_cells(situation, cube, session.lang))
        else:
            _show(cube, across, down, session.lang)


def _show(cube: "Cube", rows: "Axis", columns: "Axis", lang: Language) -> None:
    from graph.labels import label

    matrix = cube.matrix(rows, columns)
    heads = ["", *(label(record).in_(lang) for record in matrix.columns)]
    listed = [
        [label(record).in_(lang), *(_entry(summary, lang) for summary in entries)]
        for record, entries in zip(matrix.rows, matrix.entries, strict=True)
    ]
    print_table(heads, listed)
    note(_told(cube).in_(lang))


def _entry(summary: "Summary", lang: Language) -> str:
    if len(summary.cells) == 1:
        return summary.state.label.in_(lang)
    return ", ".join(f"{state.label.in_(lang)} {count}" for state, count in summary.counts.items() if count)


def _told(cube: "Cube") -> Text:
    """All cells in one sentence: how many are in each state, the share covered, and how many are unknown."""
    from graph.coverage.cube import CellState
    from graph.phrases import counted, number, percent

    counts, share = cube.whole.counts, cube.whole.coverage
    unknown = number(counts[CellState.UNKNOWN])
    told = Text(
        "{n} Zellen: {covered} gedeckt, {nominal} nur geplant, {gaps}, {waived} nicht nötig, {unknown} unbekannt.",
        "{n} cells: {covered} covered, {nominal} only planned, {gaps}, {waived} not required, {unknown} unknown.",
    ).fill(
        n=number(len(cube.cells)),
        covered=number(counts[CellState.COVERED]),
        nominal=number(counts[CellState.NOMINAL]),
        gaps=counted(counts[CellState.GAP], Text("1 Lücke", "1 gap"), Text("{n} Lücken", "{n} gaps")),
        waived=number(counts[CellState.NOT_REQUIRED]),
        unknown=unknown,
    )
    if share is None:
        return told
    return Text(
        "{told} Von den bekannten sind {share} gedeckt; {unknown} sind unbekannt.",
        "{told} Of those known {share} are covered; {unknown} are unknown.",
    ).fill(told=told, share=percent(share), unknown=unknown)


def _show_cell(situation: "Situation", cube: "Cube", cell: "Cell", lang: Language, *, json: bool) -> None:
    from graph.coverage.cell_words import cell_explained
    from graph.coverage.cube_shape import cell_as_dict

    if json:
        print_json(cell_as_dict(situation, cube, cell, lang))
        return
    names = " · ".join(situation.name(ref) for ref in (cell.field, cell.place, cell.target_group))
    explained = cell_explained(situation, cube, cell).in_(lang)
    typer.echo(f"{names}: {cell.state.label.in_(lang)}. {explained}")


def _cells(situation: "Situation", cube: "Cube", lang: Language) -> tuple[list[str], list[list[Any]]]:
    from graph.coverage.cell_words import cell_explained

    heads = ["field", "place", "targetGroup", "state", "marks", "inConcept", "surveyedOn", "explanation"]
    rows: list[list[Any]] = []
    for cell in cube.cells:
        names = [situation.name(ref) for ref in (cell.field, cell.place, cell.target_group)]
        marks, explained = "; ".join(cell.marks), cell_explained(situation, cube, cell).in_(lang)
        rows.append([*names, str(cell.state), marks, cell.in_concept, cell.surveyed_on, explained])
    return heads, rows


def _axis(word: str) -> "Axis":
    found: Any = _AXES.get(word.casefold())
    if found is None:
        raise WrongUse(
            Text(
                f"„{word}“ ist keine Dimension. Möglich: field, place, group.",
                f"“{word}” is no dimension. Choices: field, place, group.",
            )
        )
    axis: Axis = found
    return axis
