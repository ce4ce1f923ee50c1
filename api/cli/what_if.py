"""The command that tells what would change: `whatif`."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.analysis import AsOf, Csv, On, ScopeOption
from api.cli.data import Dataset, Json
from api.cli.output import print_csv, print_json, print_lines, print_table
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from graph.model import Ref
    from graph.picture import View
    from graph.planning.altered import Changes

Remove = Annotated[
    list[str] | None,
    typer.Option("--remove", help=say("Wer ausfällt; mehrfach.", "Who drops out; repeatable."), metavar="ACTOR"),
]
Add = Annotated[
    list[str] | None,
    typer.Option("--add", help=say("Wer mit wem beginnt; mehrfach.", "Who begins with whom."), metavar="A|B"),
]
End = Annotated[
    list[str] | None,
    typer.Option(
        "--end-funding", help=say("Welche Finanzierung endet; mehrfach.", "Which funding ends."), metavar="FUNDING"
    ),
]

_SHOWN = 10
_NEW, _GONE = Text("Neue Lücken", "New gaps"), Text("Lücken, die wegfallen", "Gaps that go")
_MORE = Text("… und {n} mehr, mit --json", "… and {n} more, with --json")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("whatif", help=say("Was wäre, wenn: vorher und nachher.", "What if: before and after."))(whatif)


def whatif(
    context: typer.Context,
    remove: Remove = None,
    add: Add = None,
    end_funding: End = None,
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.gaps.situation import Situation
    from graph.planning.what_if import what_if
    from graph.planning.what_if_shape import what_if_as_dict
    from graph.scope import parse_scope

    if not (remove or add or end_funding):
        raise WrongUse(
            Text("Bitte --remove, --add oder --end-funding angeben.", "Please give --remove, --add or --end-funding.")
        )
    session: Session = context.obj
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        changes = _changes(view, name, remove or [], add or [], end_funding or [])
        found = what_if(Situation(view, name, today), changes, parse_scope(view, name, scope or []))
        answer = {"dataset": name, "asOf": today.isoformat(), **what_if_as_dict(view, found, session.lang)}
    if json:
        print_json(answer)
        return
    heads = Text("Maß|vorher|nachher", "Measure|before|after").in_(session.lang).split("|")
    if as_csv:
        columns = ("key", "before", "after")
        print_csv(columns, [[effect[column] for column in columns] for effect in answer["effects"]])
        return
    for sentence in answer["sentences"]:
        typer.echo(sentence)
    for gaps, title in ((answer["opened"], _NEW), (answer["closed"], _GONE)):
        if gaps:
            lines = [("", gap["message"]) for gap in gaps[:_SHOWN]]
            rest = len(gaps) - len(lines)
            print_lines(title.in_(session.lang), [*lines, *[("", _MORE.fill(n=rest).in_(session.lang))] * bool(rest)])
    rows = [[effect["name"], _short(effect["before"]), _short(effect["after"])] for effect in answer["effects"]]
    print_table(heads, rows)


def _short(value: float | int | None) -> float | int | None:
    return round(value, 3) if isinstance(value, float) else value


def _changes(view: "View", dataset: str, remove: list[str], add: list[str], end: list[str]) -> "Changes":
    from graph.meaning import meant
    from graph.model import Actor, Funding
    from graph.planning.altered import Changes

    def actor(text: str) -> "Ref":
        return meant(view, dataset, Actor, text.strip(), Actor.meta.label).id

    def pair(text: str) -> "tuple[Ref, Ref]":
        first, separator, second = text.partition("|")
        if not separator or actor(first) == actor(second):
            raise WrongUse(
                Text(f"„{text}“ sind keine zwei Akteure. So: A|B.", f"“{text}” is no pair of actors. Like this: A|B.")
            )
        return actor(first), actor(second)

    fundings = (meant(view, dataset, Funding, text, Funding.meta.label).id for text in end)
    return Changes(tuple(map(actor, remove)), tuple(map(pair, add)), tuple(fundings))
