"""Two who do the same in the same place."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.labels import label, labels
from graph.language import Text
from graph.office.overlap import overlaps
from graph.questions.question import Column, Question, Row
from graph.questions.wording import in_one_cell


def _same_twice(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    for found in overlaps(situation):
        leads = ["; ".join(actor.name for actor in actors) for actors in (found.first_leads, found.second_leads)]
        yield Row(
            (found.first, found.second),
            (
                label(found.task),
                *leads,
                in_one_cell(labels(situation.view, found.fields)),
                "; ".join(situation.names(found.places)),
                in_one_cell(labels(situation.view, found.target_groups)),
            ),
            evidence=(found.task.id, *(actor.id for actor in (*found.first_leads, *found.second_leads))),
        )


SAME_TWICE = Question(
    key="q29",
    text=Text(
        "Wo haben zwei Stellen dieselbe Aufgabe am selben Ort (Doppelstruktur)?",
        "Where do two owners have the same task in the same place?",
    ),
    about=(
        Column("first", Text("Maßnahme oder Angebot", "Measure or offer")),
        Column("second", Text("Das zweite", "The second one")),
    ),
    columns=(
        Column("task", Text("Aufgabe", "Task")),
        Column("firstLead", Text("Federführend beim ersten", "Lead of the first")),
        Column("secondLead", Text("Federführend beim zweiten", "Lead of the second")),
        Column("fields", Text("Handlungsfelder", "Fields of action")),
        Column("places", Text("Orte", "Places")),
        Column("targetGroups", Text("Zielgruppen", "Target groups")),
    ),
    find=_same_twice,
)
