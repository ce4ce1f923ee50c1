"""The page of the named questions, registers and settings, read from the code."""

import math
from collections.abc import Iterable, Iterator

from graph.questions import all_questions, all_registers
from graph.questions.parameters import Parameter
from graph.questions.question import Question
from graph.questions.shape import columns_of
from graph.settings import Threshold
from graph.thresholds import all_thresholds

_HEAD = """# Fragen, Register und Einstellungen / Questions, registers and settings

Aus dem Programm erzeugt mit `scripts/docs`. Generated from the code by `scripts/docs`.

- `geflecht ask` nennt die Fragen, `geflecht ask q13 municipalities=4 --on 2026-01-15` beantwortet eine,
  `geflecht register duties` zeigt ein Register. In GraphQL: `question(key: "q13")`.
- Angaben sind Kennungen, Schlüssel oder Namen aus dem Datensatz; was fehlt, hat die Vorgabe. Unterfelder und engere
  Begriffe zählen mit.
- Jede Zeile beginnt mit der Kennung dessen, worum es geht. In der Spalte `truth` steht `YES`, oder `UNKNOWN`, wo
  niemand weiß, ob die Zeile gilt; sie zählt dann nicht. Eine leere Zelle: nicht bekannt, oder es gibt nichts.
- Each row begins with the id of what it is about. `truth` is `YES`, or `UNKNOWN` where nobody knows whether the row
  holds; it does not count then. An empty cell: not known, or there is none."""


def question_book() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    yield from _part("Die dreißig Fragen / The thirty questions", all_questions())
    yield from _part("Register / Registers", all_registers())
    yield ""
    yield "## Einstellungen / Settings"
    yield ""
    yield "Ein Kreis stellt sie mit einer Tabelle `settings.csv` ein (`setting_id,name,value`); der Name ist der"
    yield "Schlüssel oder die Bezeichnung. A district sets them in a table `settings.csv`."
    yield ""
    yield "| Schlüssel | Bedeutung | Meaning | Vorgabe | Bereich |"
    yield "| --- | --- | --- | --- | --- |"
    yield from map(_threshold, all_thresholds())


def _part(title: str, questions: Iterable[Question]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield "| Schlüssel | Frage | Angaben | Spalten |"
    yield "| --- | --- | --- | --- |"
    for question in questions:
        columns = " ".join(f"`{column.key}`" for column in columns_of(question))
        parameters = "<br>".join(map(_parameter, question.parameters)) or "–"
        yield f"| `{question.key}` | {question.text.de}<br>{question.text.en} | {parameters} | {columns} |"


def _parameter(parameter: Parameter) -> str:
    default = parameter.default
    if parameter.required:
        told = "nötig / required"
    elif isinstance(default, Threshold):
        told = f"Einstellung `{default.key}`"
    elif isinstance(default, tuple):
        told = f"„{default[0]}“" if default else "–"
    else:
        told = "–" if default is None else str(default)
    return f"`{parameter.name}` {parameter.label.de} / {parameter.label.en} ({told})"


def _threshold(threshold: Threshold) -> str:
    most = "" if math.isinf(threshold.most) else f"{threshold.most:g}"
    extent = f"{threshold.least:g} – {most}".strip()
    value = f"{threshold.default:g} {threshold.unit.de}".strip()
    return f"| `{threshold.key}` | {threshold.label.de} | {threshold.label.en} | {value} | {extent} |"
