"""Who has said yes: measures without the district's administration, without a yes, and what only the KI confirmed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Responsibility
from graph.phrases import counted
from graph.questions.kinds import asked_for, kinds_of_entry
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.rollup import downwards
from graph.validity import has_accepted

ENTRY = Column("entry", Text("Eintrag", "Entry"))
RESPONSIBLE = Column("responsible", Text("Zuständig", "Responsible"))
STATUS = Column("status", Text("Stand", "Status"))


def _without_type(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """What somebody answers for, but nobody of the type; unknown where the type of somebody is not known."""
    if asked["actorType"] is None:
        return
    types = downwards(situation.view, asked["actorType"].id)
    for entry in asked_for(situation, asked):
        answering = situation.answering(entry.id)
        actors = situation.view.many(Actor, dict.fromkeys(one.source for one in answering))
        if answering and all(types.isdisjoint(actor.type) for actor in actors):
            truth = Truth.YES if all(actor.type for actor in actors) else Truth.UNKNOWN
            names = "; ".join(actor.name for actor in actors)
            yield Row((entry,), (names or None, getattr(entry, "status", None)), truth, _ids(answering))


def _not_accepted(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """One row for each entry of which somebody who answers for it has not said yes."""
    rows: list[Row] = []
    nobody = 0
    entrusted = {entry.id for entry in situation.entrusted}
    for entry in asked_for(situation, asked):
        answering = situation.answering(entry.id)
        waiting = [one for one in answering if not has_accepted(one, situation.on)]
        nobody += not answering and entry.id in entrusted
        if waiting:
            accepted = [one for one in answering if one not in waiting]
            names = (situation.names(one.source for one in of) for of in (waiting, accepted))
            open_names, accepted_names = ("; ".join(dict.fromkeys(of)) or None for of in names)
            days = [one.state_since for one in waiting if one.state_since is not None]
            cells = (
                open_names,
                _several(one.state.label for one in waiting),
                min(days, default=None),
                _several(one.basis.label for one in waiting),
                accepted_names,
            )
            rows.append(Row((entry,), cells, evidence=_ids(waiting)))
    return Found(tuple(rows), (counted(nobody, *_NOBODY),) if nobody else ())


def _several(labels: Iterable[Text]) -> Text:
    found = list(dict.fromkeys(labels))
    return Text("; ".join(label.de for label in found), "; ".join(label.en for label in found))


def _ids(answering: Iterable[Responsibility]) -> tuple[Any, ...]:
    return tuple(one.id for one in answering)


_NOBODY = (
    Text(
        "Für einen weiteren offenen Eintrag ist niemand genannt, der zusagen könnte.",
        "For one more open entry nobody is named who could confirm.",
    ),
    Text(
        "Für {n} weitere offene Einträge ist niemand genannt, der zusagen könnte.",
        "For {n} more open entries nobody is named who could confirm.",
    ),
)

OTHERS_ONLY = Question(
    key="q10",
    text=Text(
        "Welche Maßnahmen tragen allein Partner außerhalb der Kreisverwaltung?",
        "Which measures rest only on partners outside the Kreis administration?",
    ),
    about=(ENTRY,),
    columns=(RESPONSIBLE, STATUS),
    parameters=(
        Parameter(
            name="actorType",
            label=Text("Akteurstyp", "Type of actor"),
            kinds=("Term",),
            scheme="actor_type",
            default=("Kreisverwaltung",),
        ),
        kinds_of_entry(),
    ),
    find=_without_type,
)
NOT_CONFIRMED = Question(
    key="q11",
    text=Text(
        "Bei welchen Maßnahmen hat die zuständige Stelle ihre Verantwortung noch nicht bestätigt?",
        "For which measures has the responsible body not yet confirmed?",
    ),
    about=(ENTRY,),
    columns=(
        Column("actor", Text("Noch offen", "Still open")),
        Column("state", Text("Stand", "State")),
        Column("stateSince", Text("Seit", "Since")),
        Column("basis", Text("Grundlage", "Basis")),
        Column("accepted", Text("Hat zugesagt", "Has accepted")),
    ),
    parameters=(kinds_of_entry(),),
    find=_not_accepted,
)
