"""The command that says what is missing, and the options that commands of analysis share."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text
from graph.phrases import counted

if TYPE_CHECKING:
    pass

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
    """Add the command to the command line."""
    app.command("gaps", help=say("Was fehlt und was zu tun ist.", "What is missing and what to do."))(gaps)


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


_LEFT_OUT = (
    Text("Eine weitere Lücke zeigen --csv und --json.", "--csv and --json show one more gap."),
    Text("{n} weitere Lücken zeigen --csv und --json.", "--csv and --json show {n} more gaps."),
)
