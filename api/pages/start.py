"""The start page: which districts there are, and where to read and to ask about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.graphql.datasets import SHOWN_FIRST, is_invented, title_of
from api.pages.templates import render
from graph.language import Language, Text
from graph.model import Actor, Measure, Offer, Record
from graph.phrases import counted
from graph.picture import View
from graph.text import sort_key

_WORDS = {
    "title": Text("Wer macht was – und was fehlt", "Who does what – and what is missing"),
    "skip": Text("Zum Inhalt", "To the content"),
    "other_language": Text("English", "Deutsch"),
    "intro": Text(
        "Akteure, Maßnahmen und Zuständigkeiten der Integration, ein Netz je Kreis. Jeder Bericht ist eine Datei, die "
        "Sie speichern, drucken und ohne Internet öffnen können.",
        "Actors, measures and responsibilities of integration, one network for each district. Every report is one file "
        "that you can keep, print and open without the internet.",
    ),
    "invented": Text("erfunden", "invented"),
    "no_report": Text("noch kein Bericht", "no report yet"),
    "empty": Text(
        "Es sind noch keine Daten da. Lesen Sie einen Ordner ein: geflecht import ORDNER.",
        "There are no data yet. Import a folder: geflecht import FOLDER.",
    ),
    "graphql": Text(
        "Dieselben Daten für Programme, unter /graphql: Fragen als JSON mit POST.",
        "The same data for programs, at /graphql: questions as JSON by POST.",
    ),
    "graphiql": Text("Im Browser ausprobieren", "Try it in the browser"),
    "revision": Text("Stand: Änderung Nummer", "State: change number"),
}
_REPORT, _MAP = Text("Bericht", "Report"), Text("Netzwerkkarte", "Network map")


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class District:
    """One entry of the page."""

    title: str
    invented: bool
    counted: str
    links: tuple[Link, ...]


def start_page(view: View, language: Language, *, reports: Path | None, graphiql: bool) -> str:
    """The page as HTML."""
    names = sorted(view.datasets, key=lambda name: (name != SHOWN_FIRST, sort_key(title_of(view, name))))
    return render(
        "start.html.jinja",
        language=language,
        other="en" if language == "de" else "de",
        t={key: text.in_(language) for key, text in _WORDS.items()},
        districts=[_district(view, name, language, reports) for name in names],
        graphiql=graphiql,
        revision=view.revision,
    )


def _district(view: View, name: str, language: Language, reports: Path | None) -> District:
    numbers = [_number_of(view, kind, name) for kind in (Actor, Measure, Offer)]
    return District(
        title_of(view, name),
        is_invented(view, name),
        ", ".join(number.in_(language) for number in numbers),
        tuple(_links(name, language, reports)),
    )


def _number_of(view: View, kind: type[Record], dataset: str) -> Text:
    one, many = kind.meta.label, kind.meta.plural
    forms = (Text(f"{{n}} {word.de}", f"{{n}} {word.en.lower()}") for word in (one, many))
    return counted(len(view.all(kind, dataset)), *forms)


def _links(name: str, language: Language, reports: Path | None) -> Iterator[Link]:
    for text, file in ((_REPORT, f"{name}.html"), (_MAP, f"{name}-karte.html")):
        if reports is not None and (reports / file).is_file():
            yield Link(text.in_(language), f"/reports/{file}")
