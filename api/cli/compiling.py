"""The command that makes the network measures fast."""

import typer

from api.cli.output import note
from api.cli.session import Session, say
from graph.errors import WrongUse
from graph.language import Text


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("compile", help=say("Macht die Netzwerkmaße schnell.", "Makes the network measures fast."))(compile_)


def compile_(context: typer.Context) -> None:
    from graph.kernels.compiling import cache_folder, compile_all, has_compiler

    session: Session = context.obj
    if not has_compiler():
        raise WrongUse(
            Text(
                "Dazu fehlt numba: pip install 'geflecht[fast]'. Ohne es rechnet Geflecht dasselbe, nur langsamer.",
                "This needs numba: pip install 'geflecht[fast]'. Without it Geflecht computes the same, only slower.",
            )
        )
    done = Text("{count} Rechenkerne übersetzt: {folder}", "{count} kernels compiled: {folder}")
    note(done.fill(count=compile_all(), folder=cache_folder()).in_(session.lang))
