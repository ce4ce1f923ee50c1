"""Commands that bring data in and out: import, init, export."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note, print_json
from api.cli.session import Session, day, say
from graph.errors import Conflict, UnreadableInput, WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from importers.result import ImportResult

_TRIES = 5

Dataset = Annotated[
    str | None, typer.Option("--dataset", help=say("Name des Datensatzes.", "Name of the dataset."), metavar="NAME")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=say("Nur zeigen, nichts schreiben.", "Only show, write nothing."))
]
Json = Annotated[bool, typer.Option("--json", help=say("Antwort als JSON.", "Answer as JSON."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("import", help=say("Tabellen einlesen.", "Read tables."))(import_)
    app.command("init", help=say("Einen leeren Kreis anlegen.", "Start an empty district."))(init)
    app.command("export", help=say("Den Graphen ausgeben.", "Write the graph to a file."))(export)


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help=say("Ordner, CSV, XLSX, GraphML, GEXF.", "Folder, CSV, XLSX, GraphML, GEXF.")),
    ] = None,
    dataset: Dataset = None,
    dry_run: DryRun = False,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete", help=say("Als vollständige Bestandsaufnahme verbuchen.", "Record it as a full inventory.")
        ),
    ] = False,
    atomic: Annotated[
        bool,
        typer.Option(
            "--atomic/--rows",
            help=say("Alles oder nichts / die guten Zeilen.", "All or nothing / the good rows."),
        ),
    ] = False,
    undo: Annotated[
        str | None,
        typer.Option("--undo", metavar="ID", help=say("Ein Einlesen zurücknehmen (runId).", "Take back an import.")),
    ] = None,
    json: Json = False,
) -> None:
    from datetime import UTC, datetime

    from api.cli.import_summary import summary
    from importers.run import import_path

    session: Session = context.obj
    if bool(paths) == (undo is not None):
        raise _nothing_to_import()
    if undo is not None:
        _take_back(session, undo, dry_run=dry_run, json=json)
        return
    assert paths is not None
    _all_there(paths)
    results = []
    with session.store() as store:
        for path, *beside in _together(paths):
            read = partial(import_path, store, path, beside=beside, dataset=dataset, dry_run=dry_run)
            result = _again_if_disturbed(
                partial(read, complete=complete, atomic=atomic, author="cli", now=datetime.now(UTC))
            )
            results.append(result)
            if not json:
                for line in summary(result, session.lang):
                    note(line)
    if json:
        answers = [result.as_dict(session.lang) for result in results]
        print_json(answers[0] if len(answers) == 1 else {"imports": answers})
    if any(result.exit_code for result in results):
        raise typer.Exit(1)


def _take_back(session: Session, run_id: str, *, dry_run: bool, json: bool) -> None:
    from api.cli.taking_back import take_back
    from graph.past.undo import revision_of_import

    with session.store(create=False) as store:
        take_back(session, store, revision_of_import(store, run_id), dry_run=dry_run, json=json)


def _nothing_to_import() -> WrongUse:
    return WrongUse(
        Text(
            "Bitte sagen, was einzulesen ist (Ordner oder Dateien), oder mit --undo ID ein Einlesen zurücknehmen.",
            "Please say what to import (a folder or files), or take an import back by --undo ID.",
        )
    )


def _all_there(paths: list[Path]) -> None:
    """Before anything is written: a path that isn't there stops the whole command."""
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - unlike Path.exists, it does not fail in a closed folder
            raise UnreadableInput(
                Text(
                    f"„{path}“ gibt es nicht oder ist nicht zugänglich. Nichts wurde eingelesen.",
                    f"“{path}” does not exist or is not accessible. Nothing was imported.",
                )
            )


def _again_if_disturbed(work: Callable[[], "ImportResult"]) -> "ImportResult":
    """An import that somebody else's write came in between starts again: it compares with what is there then."""
    for _ in range(_TRIES - 1):
        with suppress(Conflict):
            return work()
    return work()


def _together(paths: list[Path]) -> list[list[Path]]:
    """What is read as one: each folder and workbook by itself, loose CSV files with each other."""
    loose = [path for path in paths if path.suffix.lower() in (".csv", ".tsv", ".txt") and not path.is_dir()]
    return [[path] for path in paths if path not in loose] + ([loose] if loose else [])


def init(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help=say("Kreisschlüssel, etwa 05754.", "District key such as 05754."))],
    dataset: Dataset = None,
    json: Json = False,
) -> None:
    from datetime import UTC, datetime

    from graph.beginnings import begin

    session: Session = context.obj
    with session.store() as store:
        begun = begin(store, key, dataset=dataset, author="cli", now=datetime.now(UTC))
    if json:
        print_json(begun.as_dict(session.lang))
    else:
        note(begun.sentence.in_(session.lang))


def export(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Argument(
            help=say("Zieldatei: .json, .graphml, .gexf, .kumu.json", "Target: .json, .graphml, .gexf, .kumu.json")
        ),
    ],
    dataset: Dataset = None,
    on: Annotated[
        str | None,
        typer.Option("--on", help=say("Tag der Netzmaße, sonst heute.", "Day of the measures, else today.")),
    ] = None,
    measures: Annotated[
        bool,
        typer.Option(
            "--measures/--no-measures",
            help=say("Netzmaße der Akteure mitgeben (nicht in .json).", "With measures of actors (not in .json)."),
        ),
    ] = True,
) -> None:
    from datetime import UTC, datetime

    from api.export import write

    session: Session = context.obj
    with session.whole_view(dataset) as view:
        on_day = day(on) if measures else None
        write(view, dataset, out, as_of=datetime.now(UTC), on=on_day, language=session.lang)
    note(Text("Geschrieben: {out}", "Written: {out}").fill(out=out).in_(session.lang))
