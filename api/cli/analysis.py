"""Commands that answer: gaps, report, map."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, say
from api.cli.session import day as day_meant
from graph.errors import NotFound, WrongUse
from graph.language import Text
from graph.phrases import counted

if TYPE_CHECKING:
    from api.drawing import Drawing
    from graph.picture import View

On = Annotated[str | None, typer.Option("--on", help=say("Stichtag, sonst heute.", "Day, else today."), metavar="DATE")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help=say(
            "Was damals bekannt war: Tag, Zeitpunkt oder Nummer eines Stands; --on ist dann sonst dieser Tag.",
            "What was known then: a day, a time or a revision; --on is that day unless given.",
        ),
        metavar="MOMENT",
    ),
]
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
    app.command("report", help=say("Der Bericht als eine HTML-Datei.", "The report as one HTML file."))(report)
    app.command("map", help=say("Eine Netzwerkkarte (.html oder .svg).", "A network map (.html or .svg)."))(map_)


def gaps(
    context: typer.Context,
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    ledger: Annotated[
        bool,
        typer.Option(
            "--ledger",
            help=say("Das Lückenbuch: was wann aufging und schloss.", "The ledger: what opened and closed when."),
        ),
    ] = False,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help=say(
                "Lückenbuch nach damaliger Kenntnis (known) oder heutiger (valid).",
                "Ledger by what was known then (known), or by what is known today (valid).",
            ),
        ),
    ] = "known",
    first_seen: Annotated[
        bool, typer.Option("--first-seen", help=say("Dazu, seit wann bekannt.", "With since when it is known."))
    ] = False,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.gaps.find import find_gaps
    from graph.gaps.rules import all_rules
    from graph.gaps.shape import gaps_as_dict, gaps_in_words
    from graph.scope import parse_scope

    session: Session = context.obj
    if ledger or first_seen:
        from api.cli.gap_ledger import book_of, show

        if as_of is not None or (ledger and scope):
            raise WrongUse(
                Text("Das Lückenbuch kennt weder --as-of noch --scope.", "The ledger has no --as-of, --scope.")
            )
        book = book_of(session, dataset, on, by)
        if ledger:
            show(book, session.lang, json=json, as_csv=as_csv)
            return
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        found = find_gaps(view, name, today, scope=parse_scope(view, name, scope or []))
        if first_seen:
            found = [replace(gap, first_seen=book.first_seen.get(gap.id)) for gap in found]
        answer = gaps_as_dict(found, session.lang)
    if json:
        print_json(answer)
        return
    if as_csv:
        seen = ("firstSeen",) if first_seen else ()
        columns = ("id", "rule", "truth", "severity", "state", *seen, "message", "action")
        print_csv(columns, [[gap[column] for column in columns] for gap in answer["gaps"]])
        return
    shown = [gap for rule in all_rules() for gap in [g for g in found if g.rule == rule.key][: rule.shown]]
    print_table(*gaps_in_words(shown, session.lang, first_seen=first_seen))
    if len(found) > len(shown):
        note(counted(len(found) - len(shown), *_LEFT_OUT).in_(session.lang))


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


def report(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help=say("Zieldatei .html", "Target file .html"))],
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    like: LikeOption = None,
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
    if out.suffix.lower() not in (".html", ".htm"):
        raise WrongUse(Text(f"„{out}“: Ein Bericht endet auf .html.", f"“{out}”: a report ends in .html."))
    if short and page:
        raise WrongUse(Text("Bitte --short oder --page, nicht beides.", "Please give --short or --page, not both."))
    form = "short" if short else "page" if page else "long"
    with _drawing(context, dataset, on, as_of, scope, like) as (drawing, save):
        day, before = _earlier(context.obj, drawing, since) if since is not None else (None, None)
        save(out, drawing.report(form, day, before))


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
) -> None:
    if out.suffix.lower() not in (".html", ".svg"):
        raise WrongUse(
            Text(f"„{out}“: Eine Karte endet auf .html oder .svg.", f"“{out}”: a map ends in .html or .svg.")
        )
    with _drawing(context, dataset, on, as_of, scope, like) as (drawing, save):
        save(out, drawing.map(out.suffix.lower()))


@contextmanager
def _drawing(
    context: typer.Context,
    dataset: str | None,
    on: str | None,
    as_of: str | None,
    scope: list[str] | None,
    like: Path | None,
) -> "Iterator[tuple[Drawing, Callable[[Path, str], None]]]":
    from api.drawing import Drawing, save, spots_of
    from graph.scope import parse_scope

    def written(out: Path, text: str) -> None:
        save(out, text)
        note(Text("Geschrieben: {out}", "Written: {out}").fill(out=out).in_(session.lang))

    session: Session = context.obj
    with session.asked(dataset, on, as_of) as (view, name, today, known_at):
        part = parse_scope(view, name, scope or [])
        made_at = known_at or datetime.now().astimezone()
        yield Drawing(view, part, session.lang, today, made_at, spots_of(like) if like else None), written


_LEFT_OUT = (
    Text("Eine weitere Lücke zeigen --csv und --json.", "--csv and --json show one more gap."),
    Text("{n} weitere Lücken zeigen --csv und --json.", "--csv and --json show {n} more gaps."),
)
