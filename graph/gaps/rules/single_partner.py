"""G7: it rests on one actor alone."""

from collections import defaultdict
from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Measure, Ref, Term
from graph.phrases import listed, number
from graph.rollup import Ladder
from graph.validity import is_active, is_open


def _alone(situation: Situation) -> Iterator[Finding]:
    yield from _measures(situation)
    yield from _fields(situation)


def _measures(situation: Situation) -> Iterator[Finding]:
    """Open measures with fewer actors, in whatever role, than their type asks for. Nobody at all is G3."""
    for measure in situation.view.all(Measure, situation.dataset):
        partners = situation.district.partners.get(measure.id, ())
        if is_open(measure, situation.on) and 0 < len(partners) < (measure.min_partners or 0):
            names = listed(situation.names(partners))
            yield Finding(
                subject=measure,
                message=Text(
                    "„{title}“ braucht {least} Partner, hat aber nur {names}.",
                    "“{title}” needs {least} partners, but has only {names}.",
                ).fill(title=measure.title, least=number(measure.min_partners or 0), names=names),
                action=Text(
                    "{who} sucht einen weiteren Partner, gemeinsam mit: {names}.",
                    "{who} looks for another partner, together with: {names}.",
                ).fill(who=situation.coordination, names=names),
                evidence=(
                    Evidence(Text("Sonst ist niemand beteiligt.", "Nobody else takes part."), (measure.id, *partners)),
                ),
            )


def _fields(situation: Situation) -> Iterator[Finding]:
    """Fields that one and the same actor holds alone in at least half of the municipalities."""
    places = situation.cube.places
    for field in situation.cube.fields:
        for actor, held in _held_alone(situation, field).items():
            if 2 * len(held) >= len(places):
                yield Finding(
                    subject=field,
                    message=Text(
                        "Das Feld „{field}“ trägt in {held} von {all} Kommunen allein: {actor}.",
                        "In {held} of {all} municipalities “{field}” rests on one actor alone: {actor}.",
                    ).fill(field=label(field), held=len(held), all=len(places), actor=situation.name(actor)),
                    action=Text(
                        "{who} sucht eine zweite Stelle, beginnend in {place}.",
                        "{who} looks for a second body, starting in {place}.",
                    ).fill(who=situation.coordination, place=situation.name(held[0])),
                    evidence=(
                        Evidence(
                            Text("Allein in: {places}.", "Alone in: {places}.").fill(
                                places=listed(situation.names(held), len(held))
                            ),
                            (actor, *held),
                        ),
                    ),
                )


def _held_alone(situation: Situation, field: Term) -> dict[Ref, list[Ref]]:
    """For each actor, the municipalities where nobody else leads or shares an active measure or offer of the field."""
    ladder = Ladder(situation.view, [field.id, *(place.id for place in situation.cube.places)])
    holders: dict[Ref, set[Ref]] = defaultdict(set)
    for activity in situation.district.activities:
        if ladder.rungs(activity.fields) and is_active(activity, situation.on):
            for served in ladder.rungs(activity.places):
                holders[served].update(r.source for r in situation.answering(activity.id))
    alone: dict[Ref, list[Ref]] = defaultdict(list)
    for place in situation.cube.places:
        if len(holders[place.id]) == 1:
            (actor,) = holders[place.id]
            alone[actor].append(place.id)
    return alone


SINGLE_PARTNER = Rule(
    "G7",
    Text("Nur ein Partner", "Single partner"),
    Text(
        "Eine Maßnahme hat weniger Partner, als sie braucht, oder ein Feld ruht in jeder zweiten Kommune auf "
        "demselben Akteur.",
        "A measure has fewer partners than it needs, or a field rests on one and the same actor in every second "
        "municipality.",
    ),
    Severity.MEDIUM,
    _alone,
)
