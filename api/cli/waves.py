"""Networks from one survey to the next on the command line: a row for each measure, a column for each survey."""

from typing import Any

from api.cli.output import note, print_csv, print_json, print_table
from graph.language import Language, Text


def show_waves(answer: dict[str, Any], lang: Language, *, json: bool, as_csv: bool) -> None:
    """Print them: JSON, or a table of values with what changed between surveys."""
    if json:
        print_json(answer)
        return
    waves = answer["waves"]
    if not waves:
        note(_NONE.in_(lang))
        return
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for wave in waves:
        for network in wave["networks"]:
            for metric in network["metrics"]:
                key = metric["key"] if metric["by"] is None else f"{metric['key']} ({metric['by']})"
                found.setdefault((network["name"], key), {})[wave["survey"]] = _value(metric, exact=as_csv)
            for count in ("n", "m"):
                found.setdefault((network["name"], count), {})[wave["survey"]] = network[count]
    columns = ("network", "key", *(wave["survey"] for wave in waves))
    rows = [[*told, *(values.get(wave["survey"]) for wave in waves)] for told, values in found.items()]
    (print_csv if as_csv else print_table)(columns, rows)
    for wave in waves if not as_csv else ():
        if wave["change"] is not None:
            note(_change(wave["title"], wave["change"]).in_(lang))


def _value(metric: dict[str, Any], *, exact: bool) -> object:
    value, low, high = metric["value"], metric["low"], metric["high"]
    if exact or value is None:
        return value if exact else metric["reason"]
    ranged = low is not None and high is not None and low != high
    return f"{value:.4g} ({low:.4g}–{high:.4g})" if ranged else f"{value:.4g}"


def _change(title: str, change: dict[str, Any]) -> Text:
    counts = {key: len(change[key]) for key in ("born", "gone", "entered", "left")}
    return _CHANGED.fill(title=title, n=change["askedInBoth"], kept=change["kept"], **counts)


_NONE = Text("Bis zu diesem Tag war keine Befragung zu Ende.", "No survey was over by that day.")
_CHANGED = Text(
    "„{title}“, gegen die Befragung davor, bei {n} beide Male Gefragten: {kept} Verbindungen geblieben, {born} neu, "
    "{gone} weg. Erstmals gefragt: {entered}, nicht mehr gefragt: {left}.",
    "“{title}”, against the survey before, of {n} asked both times: {kept} ties kept, {born} new, {gone} gone. Asked "
    "for the first time: {entered}, asked no more: {left}.",
)
