"""Understands the arguments and turns every error into one clear sentence and its exit code."""

import sys
from typing import Annotated, cast

import typer

from api.cli import (
    analysis,
    asking,
    blueprint,
    care,
    compiling,
    coverage,
    curation,
    data,
    gap_decisions,
    history,
    planning,
    reports,
    responsibility,
    search,
    server,
    strength,
    what_if,
)
from api.cli.output import print_json
from api.cli.session import LANGUAGE, Session, say
from api.cli.usage import in_german
from graph.errors import GeflechtError
from graph.language import Language, Text

# typer carries click inside in some versions and imports it in others; this is the root of its errors in both
UsageError = cast("type[Exception]", typer.BadParameter.__mro__[2])

app = typer.Typer(
    name="geflecht",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    help=say(
        "Hält ein Integrationskonzept lebendig: wer was macht, was fehlt, wie stark die Netzwerke sind.",
        "Keeps an integration concept alive: who does what, what is missing, how strong the networks are.",
    ),
)


@app.callback()
def common(
    context: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            envvar="GEFLECHT_STORE",
            help=say(
                "Speicher: sqlite:PFAD, sqlite::memory:, neo4j://… oder bolt://… (sonst sqlite:data/geflecht.db).",
                "Store: sqlite:PATH, sqlite::memory:, neo4j://… or bolt://… (else sqlite:data/geflecht.db).",
            ),
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help=say("Sprache: de oder en.", "Language: de or en."))] = LANGUAGE,
    debug: Annotated[bool, typer.Option("--debug", help=say("Fehler mit Ursache zeigen.", "Show causes."))] = False,
) -> None:
    if lang not in ("de", "en"):
        raise typer.BadParameter(say("Möglich sind de und en.", "Use de or en."), param_hint="--lang")
    context.obj = Session(store, cast("Language", lang))
    context.meta["debug"] = debug


data.register(app)
analysis.register(app)
reports.register(app)
strength.register(app)
asking.register(app)
blueprint.register(app)
coverage.register(app)
gap_decisions.register(app)
history.register(app)
search.register(app)
curation.register(app)
responsibility.register(app)
planning.register(app)
what_if.register(app)
care.register(app)
compiling.register(app)
server.register(app)


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a run with these arguments: 0 done, 1 findings, 2 wrong use or input, 3 store not usable."""
    try:
        return int(typer.main.get_command(app)(args=arguments, prog_name="geflecht", standalone_mode=False) or 0)
    except GeflechtError as error:
        if "--debug" in arguments:
            raise
        return _failed(error.code, error.message, error.exit_code, arguments)
    except typer.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except UsageError as error:
        sentence = str(getattr(error, "format_message", error.__str__)())
        return _failed("WRONG_USE", Text(in_german(sentence), sentence), 2, arguments)
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _failed(*_fault(error), 2, arguments)


def _fault(error: Exception) -> tuple[str, Text]:
    """What is said of an error that no part of the product expected."""
    if isinstance(error, OSError):
        what = f"„{error.filename}“: {error.strerror}" if error.filename else str(error)
        return "UNREADABLE_INPUT", Text(f"Das ließ sich nicht lesen oder schreiben: {what}.", f"{error}.")
    what = f"{type(error).__name__}: {error}"
    return "FAULT", Text(
        f"Das war unser Fehler ({what}). Mit --debug zeigt sich die Ursache.",
        f"This was our fault ({what}). --debug shows the cause.",
    )


def _failed(code: str, message: Text, exit_code: int, arguments: list[str]) -> int:
    from api.cli.session import language_of

    sentence = message.in_(language_of(arguments))
    sys.stderr.write(sentence + "\n")
    if "--json" in arguments:
        print_json({"error": {"code": code, "message": sentence}})
    return exit_code
