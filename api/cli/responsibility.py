"""The command that records who was asked, who accepted or declined, and what ended."""

from typing import Annotated

import typer

from api.cli.data import Dataset, Json
from api.cli.entries import entries_meant, entry_meant
from api.cli.output import note, print_json
from api.cli.session import day, now, say
from graph.errors import WrongUse
from graph.language import Text


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("responsibility", help=say("Zusage: fragen, festhalten, beenden.", "Ask, accept, decline, end."))(
        responsibility
    )


def responsibility(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="ask|accept|decline|end", help=say("Was geschah.", "What happened."))],
    key: Annotated[str, typer.Argument(metavar="ID", help=say("Kennung der Zuständigkeit.", "Its key or id."))],
    dataset: Dataset = None,
    proof: Annotated[
        str | None, typer.Option("--proof", help=say("Woran man es sieht.", "What shows it, such as a letter."))
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help=say("Quelle, die es zeigt.", "Source."))] = None,
    on: Annotated[str | None, typer.Option("--on", help=say("Tag, sonst heute.", "Day, else today."))] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=say("Warum; bleibt im Verlauf.", "Why; stays in the history."))
    ] = None,
    json: Json = False,
) -> None:
    from graph.model import Responsibility, Source
    from graph.schema import label_of
    from graph.service import Settlement, settle

    settlement = next((one for one in Settlement if what.casefold() in (one.casefold(), *one.label)), None)
    if settlement is None:
        raise WrongUse(
            Text(
                f"„{what}“ gibt es nicht; möglich sind ask, accept, decline und end.",
                f"There is no “{what}”; possible are ask, accept, decline and end.",
            )
        )
    with entries_meant(context, dataset, Responsibility.__name__, key) as (store, viewer, (record,), lang):
        shown_by = entry_meant(store, record.dataset, Source, source) if source is not None else None
        done = settle(
            store,
            viewer,
            record.id,
            settlement,
            expected_version=record.version,
            on=day(on),
            proof=proof,
            source=shown_by.id if shown_by is not None else None,
            reason=reason if reason is not None else settlement.label.de,
            at=now(),
        )
        settled = done.record
        assert isinstance(settled, Responsibility)
        if json:
            answer = {"id": settled.id, "state": settled.state, "version": settled.version, "revision": done.revision}
            print_json(answer)
            return
        ends = store.get([settled.source, settled.target])
        told = Text("{actor}, „{title}“: {state} (Stand {r}).", "{actor}, “{title}”: {state} (revision {r}).")
        actor, title = (label_of(ends[ref]) for ref in (settled.source, settled.target))
        note(told.fill(actor=actor, title=title, state=settled.state.label, r=done.revision).in_(lang))
