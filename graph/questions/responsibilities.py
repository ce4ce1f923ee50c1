"""The register of responsibilities: who answers for what, on what basis, since when, and what has to be asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.dates import VagueDate
from graph.gaps.rules.acceptance import ANSWER_WITHIN
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor
from graph.office.acceptance import Acceptance, acceptance
from graph.questions.accepted import ENTRY
from graph.questions.kinds import asked_for, kinds_of_entry
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row, Value

_NO_MARK = (Acceptance.WAITING, Acceptance.REPLACED)


def _register(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """One row for each responsibility, by what it is for; also those that were declined or ended.

    A mark is set where the office has to do something, whether or not the measure is still open.
    """
    allowed = situation.settings[ANSWER_WITHIN]
    actor: Actor | None = asked["actor"]
    for entry in asked_for(situation, asked):
        named = situation.named(entry.id)
        for one in named:
            if actor is not None and one.source != actor.id:
                continue
            mark = acceptance(one, named, situation.on, allowed)
            cells = (
                entry.meta.label,
                one.external_id,
                situation.name(one.source),
                one.role,
                one.basis,
                one.state,
                one.state_since,
                one.confirmed_on,
                _day(one.since),
                _day(one.until),
                one.proof,
                "; ".join(situation.names(one.stated_in)) or None,
                mark if mark not in _NO_MARK else None,
            )
            yield Row((entry,), cells, evidence=(one.id,))


def _day(wording: VagueDate | None) -> Value:
    """The exact day where it is one, else the wording."""
    exact = wording is not None and wording.earliest is not None and wording.earliest == wording.latest
    return (wording.earliest if exact else wording.text) if wording is not None else None


RESPONSIBILITIES = Question(
    key="responsibilities",
    text=Text("Wer ist wofür zuständig, und wer hat zugesagt?", "Who is responsible for what, and who has accepted?"),
    about=(ENTRY,),
    columns=(
        Column("kind", Text("Art", "Kind")),
        Column("responsibility", Text("Zuständigkeit (Schlüssel)", "Responsibility (key)")),
        Column("actor", Text("Akteur", "Actor")),
        Column("role", Text("Rolle", "Role")),
        Column("basis", Text("Grundlage", "Basis")),
        Column("state", Text("Stand", "State")),
        Column("stateSince", Text("Stand seit", "State since")),
        Column("confirmedOn", Text("Bestätigt am", "Confirmed on")),
        Column("since", Text("Gilt seit", "Since")),
        Column("until", Text("Gilt bis", "Until")),
        Column("proof", Text("Nachweis", "Proof")),
        Column("sources", Text("Quellen", "Sources")),
        Column("mark", Text("Zu klären", "To be clarified")),
    ),
    parameters=(
        kinds_of_entry("all"),
        Parameter(name="actor", label=Text("Akteur", "Actor"), kinds=("Actor",)),
    ),
    find=_register,
)
