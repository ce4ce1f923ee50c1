"""G21: two do the same for the same people in the same place."""

from collections.abc import Iterator, Sequence

from graph.coverage.reach import is_district_wide
from graph.gaps.gap import Evidence, Severity
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Actor, Ref, Term
from graph.office.overlap import Overlap, overlaps
from graph.phrases import listed
from graph.validity import Activity


def _overlaps(situation: Situation) -> Iterator[Finding]:
    for found in overlaps(situation):
        names = listed([*_names(found.first_leads), *_names(found.second_leads)])
        yield Finding(
            subject=found.first,
            other=found.second,
            message=Text(
                "„{first}“ und „{second}“ machen dasselbe ({task}), in {places}.",
                "“{first}” and “{second}” do the same ({task}), in {places}.",
            ).fill(
                first=found.first.title,
                second=found.second.title,
                task=label(found.task),
                places=listed(situation.names(found.places), 3),
            ),
            action=Text(
                "{who} spricht mit beiden, ob sie es zusammenlegen oder sich aufteilen: {names}.",
                "{who} talks to both whether they join forces or divide it up: {names}.",
            ).fill(who=situation.coordination, names=names),
            evidence=(
                _side(situation, found.first, found.first_leads),
                _side(situation, found.second, found.second_leads),
                _common(situation, found),
            ),
        )


def _side(situation: Situation, activity: Activity, leads: Sequence[Actor]) -> Evidence:
    told = Text("„{title}“: federführend {leads}.", "“{title}”: led by {leads}.")
    if is_district_wide(situation.view, activity):
        told = Text("„{title}“ (kreisweit): federführend {leads}.", "“{title}” (district-wide): led by {leads}.")
    refs = (activity.id, *(actor.id for actor in leads))
    return Evidence(told.fill(title=activity.title, leads=listed(_names(leads))), refs)


def _common(situation: Situation, found: Overlap) -> Evidence:
    return Evidence(
        Text("Beide: {fields}, für {groups}.", "Both: {fields}, for {groups}.").fill(
            fields=_labels(situation, found.fields), groups=_labels(situation, found.target_groups)
        ),
        (found.task.id, *found.fields, *found.places, *found.target_groups),
    )


def _labels(situation: Situation, refs: Sequence[Ref]) -> Text:
    return listed(map(label, situation.view.many(Term, refs)))


def _names(actors: Sequence[Actor]) -> list[str]:
    return [actor.name for actor in actors]


OVERLAP = Rule(
    "G21",
    Text("Doppelstruktur", "Overlap"),
    Text(
        "Zwei laufende Maßnahmen, oder eine Maßnahme und ein Angebot, haben dieselbe Aufgabe im selben Feld, am selben "
        "Ort, für dieselbe Zielgruppe, unter verschiedener Federführung.",
        "Two active measures, or a measure and an offer, have the same task in the same field, place and target group, "
        "with different leads.",
    ),
    Severity.INFORMATION,
    _overlaps,
)
