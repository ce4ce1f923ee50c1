"""What is said of proposals to the person at the terminal."""

from typing import Any

from api.cli.output import note, print_table
from graph.language import Language, Text


def tell(answer: dict[str, Any], lang: Language) -> None:
    """The chosen pairs, those to ask first, and what would become of the network."""
    columns = _COLUMNS.in_(lang).split("|")
    if answer["proposals"]:
        rows = [[one[0], one[1], *one[3:]] for one in map(line, answer["proposals"])]
        print_table(columns, rows, title=_CHOSEN.in_(lang))
    else:
        note(_NOTHING.in_(lang))
    if answer["askFirst"]:
        rows = [[one[0], one[1], *one[4:]] for one in map(line, answer["askFirst"])]
        print_table([*columns[:2], *columns[3:]], rows, title=_ASK_FIRST.in_(lang))
    rest = answer["askFirstCount"] - len(answer["askFirst"])
    if rest > 0:
        note(_MORE.fill(n=rest).in_(lang))
    for effect in answer["effects"]:
        if effect["before"] != effect["after"]:
            note(f"{effect['name']}: {_number(effect['before'], lang)} → {_number(effect['after'], lang)}")


def line(one: dict[str, Any], *, ids: bool = False) -> list[Any]:
    """One pair as a row: both actors, truth, points, reasons, next step."""
    named = [actor["externalId" if ids else "name"] for actor in one["actors"]]
    points = None if one["points"] is None else round(one["points"], 2)
    return [*named, one["truth"], points, " ".join(reason["text"] for reason in one["reasons"]), one["nextStep"]]


def _number(value: float | None, lang: Language) -> str:
    if value is None:
        return "–"
    english = f"{value:.3f}" if isinstance(value, float) else str(value)
    return Text(english.replace(".", ","), english).in_(lang)


_COLUMNS = Text(
    "Akteur|und Akteur|Punkte|Was dafür spricht|Nächster Schritt", "Actor|and actor|Points|Reasons|Next step"
)
_CHOSEN = Text("Vorschläge: wer als Nächstes mit wem", "Proposals: who should work with whom next")
_ASK_FIRST = Text(
    "Erst nachfragen: ob es diese Verbindungen gibt, ist unbekannt", "Ask first: unknown whether these ties exist"
)
_NOTHING = Text(
    "Von keinem Paar ist sicher, dass die Verbindung fehlt.", "Of no pair is it certain that the tie is missing."
)
_MORE = Text("Bei weiteren {n} Paaren ist es ebenso unbekannt.", "Of {n} more pairs it is unknown as well.")
