"""Commands that stay: serve, and demo, which runs the main job on the shipped districts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.care import bring_up_to_date
from api.cli.output import note
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from graph.store import Store

Host = Annotated[str, typer.Option("--host", help=say("Adresse.", "Address."))]
Port = Annotated[int, typer.Option("--port", help=say("Anschluss.", "Port."), min=1, max=65535)]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("serve", help=say("GraphQL und die Seiten anbieten.", "Serve GraphQL and the pages."))(serve)
    app.command("demo", help=say("Alles an den mitgelieferten Kreisen zeigen.", "Show it on the shipped districts."))(
        demo
    )


def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    reports: Annotated[
        Path | None, typer.Option("--reports", help=say("Ordner mit Berichten.", "Folder with reports."))
    ] = None,
) -> None:
    session: Session = context.obj
    with session.store() as store:
        _listen(store, host, port, reports)


def demo(
    context: typer.Context,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=say("Nach den Berichten aufhören.", "Stop after the reports."))
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help=say("Ordner für die Berichte.", "Folder for the reports."))
    ] = None,
    port: Port = 8000,
) -> None:
    from datetime import datetime

    from api.demo import import_examples, write_reports

    session: Session = context.obj
    folder = (out or Path("data") / "reports").resolve()
    now = datetime.now().astimezone()
    bring_up_to_date(session)
    with session.store() as store:
        note(say(f"Speicher: {store.address}", f"Store: {store.address}"))
        for name in import_examples(store, now):
            note(say(f"Eingelesen: {name}", f"Imported: {name}"))
        for path in write_reports(store, folder, session.lang, now):
            note(say(f"Bericht: {path}", f"Report: {path}"))
        if not no_serve:
            _listen(store, "127.0.0.1", port, folder)


def _listen(store: "Store", host: str, port: int, reports: Path | None) -> None:
    import socket

    import uvicorn

    from api.app import create_app, may_show_graphiql

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongUse(
                Text(
                    f"Auf {host}:{port} läuft schon etwas. Bitte mit --port einen anderen Anschluss wählen.",
                    f"Something runs on {host}:{port} already. Please choose another --port.",
                )
            ) from error
    note(say("Bitte im Browser öffnen (Ende mit Strg+C):", "Please open in a browser (Ctrl+C ends it):"))
    for path in ("/", "/graphql"):
        note(f"  http://{host}:{port}{path}")
    app = create_app(store, reports=reports, graphiql=may_show_graphiql(host))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
