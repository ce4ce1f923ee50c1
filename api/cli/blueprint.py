"""The command that shows where something missing is done already, and a municipality's own slice of the plan."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.analysis import Csv, On
from api.cli.data import Dataset, Json
from api.cli.output import note, print_csv, print_json, print_table
from api.cli.session import Session, day, say
from graph.errors import WrongUse
from graph.language import Text

if TYPE_CHECKING:
    from datetime import date

    from graph.picture import View


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "blueprint",
        help=say(
            "Wer anderswo macht, was hier fehlt, und wie; mit --place der eigene Ausschnitt des Konzepts.",
            "Who does elsewhere what is missing here, and how; with --place one's own slice of the plan.",
        ),
    )(blueprint)


def blueprint(
    context: typer.Context,
    missing: Annotated[
        list[str] | None,
        typer.Argument(
            help=say(
                "Kennung einer Lücke, oder field=… place=… group=… task=….",
                "Id of a gap, or field=… place=… group=… task=….",
            ),
            metavar="GAP|KEY=VALUE",
        ),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", help=say("Kommune: ihr Ausschnitt des Konzepts.", "Municipality: its slice.")),
    ] = None,
    dataset: Dataset = None,
    on: On = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from graph.picture import dataset_named

    session: Session = context.obj
    if bool(missing) == bool(place):
        raise WrongUse(_ONE_OF_BOTH)
    with session.whole_view(None) as view:
        name, today = dataset_named(view, dataset), day(on)
        if place:
            _slice(session, view, name, today, place, json, as_csv)
        else:
            _models(session, view, name, today, missing or [], json, as_csv)


def _models(
    session: Session, view: "View", dataset: str, today: "date", missing: list[str], json: bool, as_csv: bool
) -> None:
    from graph.blueprint import models, wanted_for_gap, wanted_in
    from graph.blueprint.shape import MODEL_COLUMNS, MODEL_HEADS, model_rows, models_as_dict

    is_gap = len(missing) == 1 and "=" not in missing[0]
    wanted = wanted_for_gap(view, dataset, today, missing[0]) if is_gap else wanted_in(view, dataset, missing)
    found = models(view, wanted, today)
    if json:
        print_json(models_as_dict(view, wanted, found, session.lang))
        return
    rows = list(model_rows(view, found, session.lang))
    if as_csv:
        print_csv(MODEL_COLUMNS, rows)
        return
    print_table(MODEL_HEADS.in_(session.lang).split("|"), rows)
    if not found:
        note(_NOTHING.in_(session.lang))


def _slice(session: Session, view: "View", dataset: str, today: "date", place: str, json: bool, as_csv: bool) -> None:
    from graph.blueprint import plan_slice
    from graph.blueprint.shape import SLICE_COLUMNS, SLICE_HEADS, slice_as_dict, slice_in_words, slice_rows
    from graph.meaning import meant
    from graph.model import Place

    found = plan_slice(view, dataset, today, meant(view, dataset, Place, place, Text("Ort", "place")))
    if json:
        print_json(slice_as_dict(view, found, session.lang))
        return
    if as_csv:
        print_csv(SLICE_COLUMNS, slice_rows(view, found, session.lang))
        return
    print_table(SLICE_HEADS.in_(session.lang).split("|"), slice_in_words(view, found, session.lang))
    note(Text("Aus: {plan}.", "From: {plan}.").fill(plan=found.plan.title).in_(session.lang))


_ONE_OF_BOTH = Text(
    "Bitte entweder eine Lücke (oder field=…) nennen oder mit --place eine Kommune.",
    "Please name either a gap (or field=…) or a municipality with --place.",
)
_NOTHING = Text(
    "Weder im Kreis noch in einem anderen Datensatz ist so etwas verzeichnet.",
    "Nothing like it is recorded, neither in the district nor in another dataset.",
)
