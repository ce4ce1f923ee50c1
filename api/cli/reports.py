"""Commands that write reports and maps as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.analysis import AsOf, On, ScopeOption
from api.cli.data import Dataset
from api.cli.output import note
from api.cli.session import Session, say
from api.cli.session import day as day_meant
from graph.errors import NotFound, WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from api.drawing import Drawing
    from graph.picture import View

LikeOption = Annotated[
    Path | None,
    typer.Option(
        "--like",
        help=say(
            "Frühere Fassung (.html): Wer auf ihrer Karte stand, behält seinen Platz.",
            "Earlier edition (.html): who stood on its map keeps the place.",
        ),
    ),
]


Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help=say("Nur, was öffentlich sein darf.", "Only what may be public."),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    report_help = say(
        "Der Bericht: .html, .pdf, .docx, .xlsx oder CSV.", "The report: .html, .pdf, .docx, .xlsx or CSV."
    )
    app.command("report", help=report_help)(report)
    app.command("map", help=say("Eine Netzwerkkarte (.html oder .svg).", "A network map (.html or .svg)."))(map_)


def report(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Argument(
            help=say(
                "Zieldatei .html, .pdf, .docx, .xlsx; ohne Endung ein Ordner mit CSV.",
                "Target .html, .pdf, .docx, .xlsx; without an ending a folder of CSV.",
            )
        ),
    ],
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    like: LikeOption = None,
    public: Public = False,
    short: Annotated[
        bool, typer.Option("--short", help=say("Die Managementfassung.", "The management summary."))
    ] = False,
    page: Annotated[
        bool,
        typer.Option("--page", help=say("Ein Blatt A4 für die Lenkungsgruppe.", "One A4 page for the steering group.")),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help=say(
                "Seit wann zu sagen ist, was sich geändert hat; sonst seit der letzten Ausgabe des Konzepts oder "
                "Befragung.",
                "Since when to tell what changed; else since the last edition of the plan or survey.",
            ),
            metavar="DATE",
        ),
    ] = None,
) -> None:
    from api.report_files import check_ending, write_report

    check_ending(out)
    if short and page:
        raise WrongUse(Text("Bitte --short oder --page, nicht beides.", "Please give --short or --page, not both."))
    form = "short" if short else "page" if page else "long"
    session: Session = context.obj
    with _drawing(session, dataset, on, as_of, scope, like, public=public) as drawing:
        day, before = _earlier(session, drawing, since) if since is not None else (None, None)
        write_report(drawing.spec(form, day, None if public else before), session.lang, out)
    _written(session, out)


def _earlier(session: Session, drawing: "Drawing", since: str) -> "tuple[date, View | None]":
    """The day since which changes are told, and what was known on it; None where nothing had been entered."""
    day = day_meant(since)
    if day >= drawing.on:
        raise WrongUse(
            Text(f"„{since}“ liegt nicht vor dem Stichtag.", f"“{since}” is not before the day of the report.")
        )
    with session.store(create=False) as store:
        try:
            return day, session.known(store, drawing.scope.dataset, since).view
        except NotFound:
            return day, None


def map_(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=say("Zieldatei .html oder .svg", "Target file .html or .svg"))],
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    like: LikeOption = None,
    public: Public = False,
) -> None:
    if out.suffix.lower() not in (".html", ".svg"):
        raise WrongUse(
            Text(f"„{out}“: Eine Karte endet auf .html oder .svg.", f"“{out}”: a map ends in .html or .svg.")
        )
    from api.report_files import save

    session: Session = context.obj
    with _drawing(session, dataset, on, as_of, scope, like, public=public) as drawing:
        save(out, drawing.map(out.suffix.lower()).encode())
    _written(session, out)


def _written(session: Session, out: Path) -> None:
    note(Text("Geschrieben: {out}", "Written: {out}").fill(out=out).in_(session.lang))


@contextmanager
def _drawing(
    session: Session,
    dataset: str | None,
    on: str | None,
    as_of: str | None,
    scope: list[str] | None,
    like: Path | None,
    *,
    public: bool,
) -> "Iterator[Drawing]":
    from api.drawing import Drawing, spots_of
    from graph.rights import GUEST
    from graph.scope import parse_scope

    if public and as_of is not None:
        raise WrongUse(
            Text(
                "--public gibt es nur vom heutigen Stand, nicht mit --as-of.",
                "--public is of today's state, without --as-of.",
            )
        )
    with session.asked(dataset, on, as_of) as (view, name, today, known_at):
        seen = view.picture.seen_by(GUEST) if public else view
        part = parse_scope(seen, name, scope or [])
        made_at = known_at or datetime.now().astimezone()
        yield Drawing(seen, part, session.lang, today, made_at, spots_of(like) if like else None, view)
