"""Who was invited and did not come, and what was made without migrant organisations."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.labels import labels
from graph.language import Text
from graph.model import Actor, Contribution, Event, Invitation, Record, Ref
from graph.model.states import Daypart, Known, ResponsibilityState, State
from graph.office.actor_types import MIGRANT_ORGANISATION
from graph.office.participation import Meetings
from graph.questions.kinds import asked_for, kinds_of_entry
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.questions.wording import in_one_cell
from graph.rollup import downwards
from graph.validity import in_force

_ACTOR = Column("actor", Text("Akteur", "Actor"))
_TYPE = Column("actorType", Text("Art", "Type"))
_INVITED = Column("invited", Text("Einladungen zu Workshops", "Invitations to workshops"))
_UNKNOWN = Column("unknown", Text("davon unbekannt, ob gekommen", "of which unknown whether they came"))
_MIGRANT_ORGANISATIONS = Parameter(
    name="actorType",
    label=Text("Art der Akteure", "Type of actors"),
    kinds=("Term",),
    scheme="actor_type",
    default=MIGRANT_ORGANISATION,
)


class Reached(State):
    """How an actor was reached."""

    EVENING_ONLY = "EVENING_ONLY", "nur durch Abendtermine", "by evening dates only"
    NOT_AT_ALL = "NOT_AT_ALL", "gar nicht", "not at all"


def _came_to_none(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Actors that were invited to a regular workshop and came to none, not even to an additional one.

    A workshop is regular unless it is marked as an additional date. Unknown where it is not known of one of them.
    """
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    regular = [event.id for event in meetings.workshops if event.regular is not False]
    asked = {actor for event in regular for actor in meetings.answers.get(event, ())}
    for actor in situation.view.all(Actor, situation.dataset):
        if actor.id not in asked:
            continue
        answers = {meetings.came(actor.id, workshop.id) for workshop in meetings.workshops}
        if Known.YES not in answers:
            cells = (_types(situation, actor), *_counts(meetings, actor), _reasons(situation, meetings, actor))
            yield Row((actor,), cells, Truth.UNKNOWN if Known.UNKNOWN in answers else Truth.YES)


def _types(situation: Situation, actor: Actor) -> Text | None:
    return in_one_cell(labels(situation.view, actor.type))


def _counts(meetings: Meetings, actor: Actor) -> tuple[int, int]:
    """How often it was invited to a workshop, and of how many nobody knows whether it came."""
    invited = [meetings.answers.get(workshop.id, {}).get(actor.id) for workshop in meetings.workshops]
    return sum(answer is not None for answer in invited), invited.count(Known.UNKNOWN)


def _reasons(situation: Situation, meetings: Meetings, actor: Actor) -> str | None:
    """The reasons that were given, each once."""
    workshops = {event.id for event in meetings.workshops}
    given = situation.view.referring(actor.id, Invitation, "source")
    return (
        "; ".join(dict.fromkeys(i.absence_reason for i in given if i.target in workshops and i.absence_reason)) or None
    )


def _hardly_reached(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Actors of a type that came to evening workshops only, or to no workshop.

    Unknown where nobody knows whether it came, at what time of the day a workshop was, or who was there at all.
    """
    if asked["actorType"] is None:
        return
    meetings = Meetings(situation.view, situation.dataset, situation.on)
    types = downwards(situation.view, asked["actorType"].id)
    for actor in situation.view.all(Actor, situation.dataset):
        if types.isdisjoint(actor.type):
            continue
        answers = {workshop: meetings.came(actor.id, workshop.id) for workshop in meetings.workshops}
        came = [workshop for workshop, answer in answers.items() if answer is Known.YES]
        if not any(workshop.daypart not in (None, Daypart.EVENING) for workshop in came):
            reached = Reached.EVENING_ONLY if came else Reached.NOT_AT_ALL
            titles = "; ".join(workshop.title for workshop in came) or None
            cells = (reached, titles, *_counts(meetings, actor))
            yield Row((actor,), cells, _truth(meetings, answers, came), tuple(workshop.id for workshop in came))


def _truth(meetings: Meetings, answers: Mapping[Event, Known | None], came: list[Event]) -> Truth:
    """Unknown if it may have come by day, or, of one that is not known to have come, at all."""
    open_ones = [event for event, answer in answers.items() if answer is Known.UNKNOWN]
    open_ones += [event for event in meetings.unlisted if event in answers and answers[event] is None]
    matter = open_ones if not came else [event for event in open_ones if event.daypart is not Daypart.EVENING]
    unclear = any(event.daypart is None for event in came)
    return Truth.UNKNOWN if matter or unclear else Truth.YES


def _made_without(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Entries to which no actor of the type contributed and for which none was ever responsible, in whatever role."""
    if asked["actorType"] is None:
        return
    types = downwards(situation.view, asked["actorType"].id)
    for entry in asked_for(situation, asked):
        actors = situation.view.many(Actor, dict.fromkeys(_took_part(situation, entry)))
        if all(types.isdisjoint(actor.type) for actor in actors):
            cells = (
                "; ".join(actor.name for actor in actors) or None,
                in_one_cell(labels(situation.view, entry.fields)),
            )
            yield Row((entry,), cells, evidence=tuple(actor.id for actor in actors))


def _took_part(situation: Situation, entry: Record) -> Iterator[Ref]:
    """Whoever contributes, or stands or stood for it by the day; whoever declined did not."""
    for contribution in situation.view.referring(entry.id, Contribution, "target"):
        yield contribution.source
    for responsibility in situation.named(entry.id):
        begun = in_force(responsibility.since, None, situation.on)
        if begun and responsibility.state is not ResponsibilityState.DECLINED:
            yield responsibility.source


CAME_TO_NONE = Question(
    key="q05",
    text=Text(
        "Welche eingeladenen Akteure waren bei keinem Workshop?", "Which invited actors came to no workshop?"
    ),
    about=(_ACTOR,),
    columns=(_TYPE, _INVITED, _UNKNOWN, Column("reasons", Text("Gründe", "Reasons"))),
    find=_came_to_none,
)  # fmt: skip
HARDLY_REACHED = Question(
    key="q06",
    text=Text(
        "Welche Migrantenorganisationen wurden nur durch Abendtermine erreicht, welche gar nicht?",
        "Which migrant organisations were reached only by evening dates, which not at all?",
    ),
    about=(_ACTOR,),
    columns=(
        Column("reached", Text("Erreicht", "Reached")),
        Column("cameTo", Text("War bei", "Came to")),
        _INVITED,
        _UNKNOWN,
    ),
    parameters=(_MIGRANT_ORGANISATIONS,),
    find=_hardly_reached,
)
MADE_WITHOUT = Question(
    key="q25",
    text=Text(
        "An welchen Maßnahmen haben keine Migrantenorganisationen mitgewirkt?",
        "Which measures were made without any migrant organisation?",
    ),
    about=(Column("measure", Text("Maßnahme", "Measure")),),
    columns=(
        Column("contributors", Text("Wer mitwirkt", "Who takes part")),
        Column("fields", Text("Handlungsfelder", "Fields of action")),
    ),
    parameters=(_MIGRANT_ORGANISATIONS, kinds_of_entry()),
    find=_made_without,
)
