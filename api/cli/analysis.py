"""Commands that answer: gaps, strength, report, map."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, day, say
from graph.errors import WrongUse
from graph.language import Text

On = Annotated[str | None, typer.Option("--on", help=say("Stichtag, sonst heute.", "Day, else today."), metavar="DATE")]
ScopeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        help=say(
            "Ausschnitt, etwa field=Sprache oder place=Werl; mehrfach möglich.", "Part, such as field=… or place=…."
        ),
        metavar="KEY=VALUE",
    ),
]
Csv = Annotated[bool, typer.Option("--csv", help=say("Antwort als CSV.", "Answer as CSV."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("gaps", help=say("Was fehlt und was zu tun ist.", "What is missing and what to do."))(gaps)
    app.command("strength", help=say("Wie stark die Netzwerke sind.", "How strong the networks are."))(strength)
    app.command("report", help=say("Der Bericht als eine HTML-Datei.", "The report as one HTML file."))(report)
    app.command("map", help=say("Eine Netzwerkkarte (.html oder .svg).", "A network map (.html or .svg)."))(map_)


def gaps(
    context: typer.Context,
    dataset: Dataset = None,
    on: On = None,
    scope: ScopeOption = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.gaps.find import find_gaps
    from graph.gaps.shape import gaps_as_dict

    session: Session = context.obj
    with session.view(dataset) as (view, name):
        found = find_gaps(view, name, day(on), scope=parsed_scope(view, name, scope))
        answer = gaps_as_dict(found, session.lang)
    if json:
        print_json(answer)
        return
    columns = ("rule", "truth", "severity", "message", "action")
    rows = [[gap[column] for column in columns] for gap in answer["gaps"]]
    (print_csv if as_csv else print_table)(columns, rows)


def strength(
    context: typer.Context,
    dataset: Dataset = None,
    on: On = None,
    scope: ScopeOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="dataset, field, place, group, actorType", metavar="KEY")
    ] = None,
    layer: Annotated[str, typer.Option("--layer", help="cooperation, responsibility, all")] = "cooperation",
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.strength.profile import strengths
    from graph.strength.shape import strengths_as_dict

    session: Session = context.obj
    with session.view(dataset) as (view, name):
        found = strengths(view, name, by, layer, day(on), scope=parsed_scope(view, name, scope, layer))
        answer = strengths_as_dict(found, session.lang)
    if json:
        print_json(answer)
        return
    columns = ("network", "n", "m", "key", "value", "reason", "explanation")
    rows = [
        [network["name"], network["n"], network["m"], *(metric[key] for key in columns[3:])]
        for network in answer["networks"]
        for metric in network["metrics"]
    ]
    (print_csv if as_csv else print_table)(columns, rows)


def report(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=say("Zieldatei .html", "Target file .html"))],
    dataset: Dataset = None,
    on: On = None,
    scope: ScopeOption = None,
) -> None:
    from visualise.report import report as written

    session: Session = context.obj
    with session.view(dataset) as (view, name):
        page = written(view, name, **_drawing(view, name, session, on, scope))
    _save(out, page)


def map_(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=say("Zieldatei .html oder .svg", "Target file .html or .svg"))],
    dataset: Dataset = None,
    on: On = None,
    scope: ScopeOption = None,
) -> None:
    from visualise.map import network_map, network_map_svg

    session: Session = context.obj
    if out.suffix not in (".html", ".svg"):
        raise WrongUse(
            Text(f"„{out}“: Eine Karte endet auf .html oder .svg.", f"“{out}”: a map ends in .html or .svg.")
        )
    with session.view(dataset) as (view, name):
        draw = network_map_svg if out.suffix == ".svg" else network_map
        page = draw(view, name, **_drawing(view, name, session, on, scope))
    _save(out, page)


def parsed_scope(view: Any, dataset: str, pairs: list[str] | None, layer: str = "cooperation") -> Any:
    """The scope that the KEY=VALUE pairs mean."""
    from graph.scope import parse_scope

    return parse_scope(view, dataset, pairs or [], layer=layer)


def _drawing(view: Any, dataset: str, session: Session, on: str | None, scope: list[str] | None) -> dict[str, Any]:
    return {
        "lang": session.lang,
        "on": day(on),
        "scope": parsed_scope(view, dataset, scope),
        "made_at": datetime.now().astimezone(),
    }


def _save(out: Path, text: str) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(
            Text(f"„{out}“ lässt sich nicht schreiben: {error}.", f"“{out}” can't be written: {error}.")
        ) from error
    note(say(f"Geschrieben: {out}", f"Written: {out}"))
