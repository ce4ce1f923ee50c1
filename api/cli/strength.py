"""The command that tells how strong networks are: the profile in words, then the numbers."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from api.cli.analysis import AsOf, Csv, On, ScopeOption
from api.cli.data import Dataset, Json
from api.cli.output import print_csv, print_json, print_lines, print_table
from api.cli.session import Session, day, say
from graph.errors import WrongUse
from graph.language import Text


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("strength", help=say("Wie stark die Netzwerke sind.", "How strong the networks are."))(strength)


def strength(
    context: typer.Context,
    dataset: Dataset = None,
    on: On = None,
    as_of: AsOf = None,
    scope: ScopeOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="dataset, field, place, group, actorType", metavar="KEY")
    ] = None,
    layer: Annotated[
        str, typer.Option("--layer", help="cooperation, responsibility, sharedMeasures, all")
    ] = "cooperation",
    actors: Annotated[
        bool, typer.Option("--actors", help=say("Auch die Maße der Akteure.", "The measures of actors, too."))
    ] = False,
    details: Annotated[
        bool,
        typer.Option(
            "--details",
            help=say(
                "Mit --json: wessen Ausfall zusammen am schwersten wiegt, schwache Verbindungen, wer mit wem.",
                "With --json: whose loss together weighs most, weak ties, which groups work together.",
            ),
        ),
    ] = False,
    survey: Annotated[
        str | None,
        typer.Option(
            "--survey",
            help=say("Das Netz einer Befragung, etwa w23.", "The network of one survey, such as w23."),
            metavar="ID",
        ),
    ] = None,
    waves: Annotated[
        bool, typer.Option("--waves", help=say("Jede Befragung nach der anderen.", "One survey after the other."))
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help=say("Tag zum Vergleich; sonst die Befragung davor.", "What to compare with; else the survey before."),
            metavar="DATE",
        ),
    ] = None,
    json: Json = False,
    as_csv: Csv = False,
) -> None:
    from api.cli.waves import show_waves
    from graph.meaning import meant
    from graph.model import Survey
    from graph.profile.teller import Teller
    from graph.scope import parse_scope
    from graph.strength.over_time import over_time, over_time_as_dict
    from graph.strength.profile import strengths
    from graph.strength.shape import strengths_as_dict

    if waves and (actors or details or survey is not None):
        raise WrongUse(
            Text(
                "--waves zeigt alle Befragungen, ohne --survey, --actors und --details.",
                "--waves takes no --survey, --actors, --details.",
            )
        )
    session: Session = context.obj
    if by == "dataset" and dataset is None and not (as_of or scope or survey or since or waves or details):
        answer = _of_every_dataset(session, on, layer, actors=actors)
        _show(answer, json=json, as_csv=as_csv)
        return
    with session.asked(dataset, on, as_of) as (view, name, today, _):
        part = parse_scope(view, name, scope or [], layer=layer)
        if waves:
            told = over_time_as_dict(view, over_time(view, name, today, by=by, layer=layer, scope=part), session.lang)
        else:
            asked = meant(view, name, Survey, survey, Text("Befragung", "survey")) if survey is not None else None
            teller = Teller(view, name, today, survey=asked, since=day(since) if since is not None else None)
            found = strengths(
                view, name, by, layer, today,
                scope=part, actors=actors, survey=asked, teller=teller, detailed=details and json,
            )  # fmt: skip
            answer = strengths_as_dict(found, session.lang)
    if waves:
        show_waves(told, session.lang, json=json, as_csv=as_csv)
        return
    _show(answer, json=json, as_csv=as_csv)


def _of_every_dataset(session: Session, on: str | None, layer: str, *, actors: bool) -> dict[str, Any]:
    """One network for each dataset of the store."""
    from graph.profile.teller import Teller
    from graph.strength.profile import strengths
    from graph.strength.shape import strengths_as_dict

    today = day(on)
    with session.whole_view(None) as view:
        found = [
            one
            for name in view.datasets
            for one in strengths(view, name, None, layer, today, actors=actors, teller=Teller(view, name, today))
        ]
        answer = strengths_as_dict(found, session.lang)
    for network in answer["networks"]:
        network["name"] = network["scope"]["dataset"]
    return answer


def _show(answer: dict[str, Any], *, json: bool, as_csv: bool) -> None:
    if json:
        print_json(answer)
        return
    columns = ("network", "n", "m", "key", "value", "reason", "explanation")
    if as_csv:
        print_csv(columns, _rows(answer, lambda metric: metric["value"]))
        return
    for network in answer["networks"]:
        print_lines(_heading(network), _told(network["profile"]))
    print_table(columns, _rows(answer, _readable))


def _rows(answer: dict[str, Any], value: Callable[[dict[str, Any]], Any]) -> list[list[Any]]:
    return [
        [network["name"], network["n"], network["m"], one["key"], value(one), one["reason"], one["explanation"]]
        for network in answer["networks"]
        for one in network["metrics"]
    ]


def _readable(metric: dict[str, Any]) -> Any:
    """The value; with few answers only what it lies between."""
    from graph.strength.formula import ENOUGH_ANSWERS

    rate, low, high = metric["responseRate"], metric["low"], metric["high"]
    if rate is None or rate >= ENOUGH_ANSWERS:
        return metric["value"]
    return None if low is None or high is None else f"{low:.4g} … {high:.4g}"


def _heading(network: dict[str, Any]) -> str:
    return f"{network['name']} (n = {network['n']}, m = {network['m']})"


def _told(profile: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The name and the sentence of each line; what all of them say once."""
    if len({line["sentence"] for line in profile}) == 1:
        return [("", profile[0]["sentence"])]
    return [(line["name"], line["sentence"]) for line in profile]
