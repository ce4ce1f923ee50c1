"""The talks with the municipalities once the concept is adopted."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Event, Place, Plan, Ref
from graph.office.events import was_held
from graph.office.plans import newest_plan
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.questions.wording import written
from graph.rollup import Ladder
from graph.text import fold


def _outstanding(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """The municipalities with which no talk was held since the plan was adopted.

    Unknown where one was held and nobody can tell whether it was before or after, and everywhere where nobody keeps a
    record of such talks.
    """
    plan = asked["plan"] or newest_plan(situation.view, situation.dataset, situation.on)
    if plan is None:
        return Found((), (_NO_PLAN,))
    talks = _talks(situation, plan, asked["eventType"])
    open_places = [p for p in situation.cube.places if not any(_is_since(t, plan) for t in _held(situation, talks, p))]
    rows = [_row(situation, plan, place, talks) for place in open_places]
    remarks = [Text("Gefragt ist nach „{plan}“.", "Asked about “{plan}”.").fill(plan=plan.title)]
    if not talks:
        remarks.append(_NO_TALKS.fill(kind=asked["eventType"]))
    return Found(tuple(rows), tuple(remarks))


_Talks = Mapping[Ref, Sequence[Event]]  # by municipality


def _talks(situation: Situation, plan: Plan, kind: str) -> _Talks:
    """The events of that kind about the plan, or about none in particular, by municipality."""
    ladder = Ladder(situation.view, (place.id for place in situation.cube.places))
    found: dict[Ref, list[Event]] = {}
    for event in situation.view.all(Event, situation.dataset):
        if fold(kind) in fold(event.type or "") and event.plan in (None, plan.id):
            for place in ladder.rungs(event.places):
                found.setdefault(place, []).append(event)
    return found


def _held(situation: Situation, talks: _Talks, place: Place) -> list[Event]:
    return [talk for talk in talks.get(place.id, ()) if was_held(talk, situation.on)]


def _row(situation: Situation, plan: Plan, place: Place, talks: _Talks) -> Row:
    held, here = _held(situation, talks, place), talks.get(place.id, ())
    unclear = not talks or any(_may_be_since(talk, plan) for talk in held)
    last = next((talk for talk in reversed(here) if talk not in held), None)
    return Row(
        (place,),
        (last.state if last else None, written(last.date) if last else None, situation.town_hall(place.id)),
        Truth.UNKNOWN if unclear else Truth.YES,
        tuple(talk.id for talk in here),
    )


def _is_since(talk: Event, plan: Plan) -> bool:
    """Whether it certainly was on the day of the adoption or later."""
    adopted = plan.adopted_on.latest if plan.adopted_on is not None else None
    return adopted is not None and talk.date is not None and talk.date.certainly_from(adopted)


def _may_be_since(talk: Event, plan: Plan) -> bool:
    adopted = plan.adopted_on.earliest if plan.adopted_on is not None else None
    return adopted is None or talk.date is None or not talk.date.certainly_before(adopted)


_NO_PLAN = Text(
    "Ein beschlossenes Konzept ist nicht verzeichnet. Mit plan=… lässt sich eines wählen.",
    "No adopted plan is recorded. Choose one with plan=….",
)
_NO_TALKS = Text(
    "Es ist überhaupt keine Veranstaltung der Art „{kind}“ mit einer Kommune verzeichnet.",
    "No event of the kind “{kind}” with a municipality is recorded at all.",
)
OUTSTANDING = Question(
    key="q12",
    text=Text(
        "Mit welchen Kommunen steht das Gespräch nach dem Beschluss noch aus?",
        "With which municipalities is the talk after adoption still open?",
    ),
    about=(Column("place", Text("Kommune", "Municipality")),),
    columns=(
        Column("state", Text("Verzeichnetes Gespräch", "Talk on record")),
        Column("date", Text("Termin", "Date")),
        Column("townHall", Text("Rathaus", "Town hall")),
    ),
    parameters=(
        Parameter(name="plan", label=Text("Konzept", "Plan"), kinds=("Plan",)),
        Parameter(
            name="eventType",
            label=Text("Art der Veranstaltung", "Kind of event"),
            type="text",
            default="Gespräch",
        ),
    ),
    find=_outstanding,
)
