"""Through whom somebody can be reached."""

from collections.abc import Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Record, Tie
from graph.network.ways import way
from graph.phrases import number
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.text import sort_key


def _reach(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """One row for each tie of a shortest way; none and a remark where there is no way that short."""
    start: Record | None = asked["from"] or _centre(situation)
    end: Record = asked["to"]
    if start is None:
        return Found((), (Text("Bitte from=… angeben: von wem aus?", "Please give from=…: starting from whom?"),))
    index = {ref: position for position, ref in enumerate(situation.network.ids)}
    for actor in (start, end):
        if actor.id not in index:
            return Found((), (_OUTSIDE.fill(name=situation.name(actor.id)),))
    if start.id == end.id:
        return Found((), (Text("Start und Ziel sind derselbe Akteur.", "Start and goal are the same actor."),))
    found = way(situation.network, index[start.id], index[end.id])
    most = int(asked["maxSteps"])
    if found is None or len(found) - 1 > most:
        names = {"a": situation.name(start.id), "b": situation.name(end.id), "most": number(most)}
        text = Text(
            "Von {a} zu {b} führt kein Weg mit höchstens {most} Schritten.",
            "There is no way of at most {most} steps from {a} to {b}.",
        )
        return Found((), (text.fill(**names),))
    return Found(tuple(_step(situation, found, step) for step in range(len(found) - 1)))


def _centre(situation: Situation) -> Record | None:
    """The integration centre; of several the first by name."""
    centres = situation.view.many(Actor, situation.coordinating)
    return min(centres, key=lambda actor: (sort_key(actor.name), actor.id), default=None)


def _step(situation: Situation, found: tuple[int, ...], step: int) -> Row:
    """One tie of the way; of parallel ties the one of the highest level."""
    network = situation.network
    i, j = found[step], found[step + 1]
    line = (network.source == min(i, j)) & (network.target == max(i, j))
    ties = situation.view.many(Tie, network.behind[int(line.argmax())])
    tie = max(ties, key=lambda tie: (tie.level or 0, tie.external_id))
    actors = situation.view.many(Actor, (network.ids[i], network.ids[j]))
    cells = (step + 1, actors[0].name, actors[1].name, tie.level, tie.formal)
    return Row((tie,), cells, evidence=tuple(other.id for other in ties))


_OUTSIDE = Text(
    "„{name}“ gehört nicht zum Netz der Akteure, die zusammenarbeiten können.",
    "“{name}” does not belong to the network of actors that can cooperate.",
)

WAY_TO = Question(
    key="q23",
    text=Text(
        "Über wen erreicht das KI den Akteur X mit höchstens vier Schritten?",
        "Through whom can the KI reach actor X in at most four steps?",
    ),
    about=(Column("tie", Text("Verbindung", "Tie")),),
    columns=(
        Column("step", Text("Schritt", "Step")),
        Column("fromActor", Text("Von", "From")),
        Column("toActor", Text("Zu", "To")),
        Column("level", Text("Stufe (1–4)", "Level (1–4)")),
        Column("formal", Text("Vereinbarung", "Written agreement")),
    ),
    parameters=(
        Parameter(name="from", label=Text("Von wem aus (sonst das KI)", "From whom (else the KI)"), kinds=("Actor",)),
        Parameter(name="to", label=Text("Akteur", "actor"), kinds=("Actor",), required=True),
        Parameter(name="maxSteps", label=Text("Höchstzahl Schritte", "Most steps"), type="number", default=4),
    ),
    find=_reach,
    rests_on_ties=True,
)
