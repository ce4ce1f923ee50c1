"""The command that finds things by what people call them."""

from typing import Annotated

import typer

from api.cli.analysis import Csv
from api.cli.data import Dataset, Json
from api.cli.output import print_csv, print_json, print_table
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text
from graph.model import NODE_KINDS, Record


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("search", help=say("Suchen, auch mit Tippfehler.", "Search, typing slips included."))(search)


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=say("Name, Teil davon, Nummer.", "Name, part of it, number."))],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help=say("Nur diese Art, etwa Akteur.", "Only this kind."), metavar="KIND"),
    ] = None,
    dataset: Dataset = None,
    first: Annotated[int, typer.Option("--first", min=1, max=1000, help=say("Wie viele.", "How many."))] = 20,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.schema import label_of

    session: Session = context.obj
    kinds = [_kind(word) for word in kind] if kind else None
    with session.whole_view(dataset) as view:
        hits = view.search(text, kinds, dataset, first)
    found = [
        {
            "id": hit.record.id,
            "kind": type(hit.record).__name__,
            "dataset": hit.record.dataset,
            "externalId": hit.record.external_id,
            "name": label_of(hit.record),
            "rank": hit.rank.name,
        }
        for hit in hits
    ]
    if json:
        print_json({"hits": found})
        return
    columns = ("kind", "name", "dataset", "externalId", "rank")
    (print_csv if as_csv else print_table)(columns, [[hit[column] for column in columns] for hit in found])


def _kind(word: str) -> type[Record]:
    from graph.text import fold

    for kind in NODE_KINDS:
        if fold(word) in {fold(name) for name in (kind.__name__, *kind.meta.label, *kind.meta.plural)}:
            return kind
    choices = Text(*(", ".join(kind.meta.label.in_(language) for kind in NODE_KINDS) for language in ("de", "en")))
    unknown = Text("Unbekannte Art „{word}“. Möglich: {choices}.", "There is no kind “{word}”. Choices: {choices}.")
    raise WrongUse(unknown.fill(word=word, choices=choices))
