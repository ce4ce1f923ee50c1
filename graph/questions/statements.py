"""What the municipalities said about a plan, and which said nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Place, Plan, Ref, Statement
from graph.model.states import PlaceLevel, PlanStatus, State
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row
from graph.questions.wording import written
from graph.rollup import downwards


class NoStatement(State):
    """A municipality of which no statement is recorded; whether it was asked is another matter."""

    NONE = "NO_STATEMENT", "keine Stellungnahme", "no statement"


def _stated(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """Every municipality of a plan's territory with each of its statements, or with none."""
    given: dict[tuple[Ref | None, Ref | None], list[Statement]] = defaultdict(list)
    for statement in situation.view.all(Statement, situation.dataset):
        if statement.date is None or not statement.date.certainly_after(situation.on):
            given[statement.place, statement.plan].append(statement)
    plans = [asked["plan"]] if asked["plan"] is not None else _plans(situation, {plan for _, plan in given})
    for plan in plans:
        spoke = {at for at, about in given if about == plan.id}
        for place in _municipalities(situation, plan, spoke):
            statements = given[place.id, plan.id]
            for statement in statements:
                cells = (statement.stance, written(statement.date), statement.text)
                yield Row((place, plan), cells, evidence=(statement.id,))
            if not statements:
                yield Row((place, plan), (NoStatement.NONE, None, None))


def _plans(situation: Situation, spoken_of: set[Ref | None]) -> Iterator[Plan]:
    """The plans that anybody spoke of, and the district's own that are not superseded."""
    for plan in situation.view.all(Plan, situation.dataset):
        place = situation.view.one(Place, plan.place)
        of_district = place is None or place.level is PlaceLevel.DISTRICT
        if plan.id in spoken_of or (of_district and plan.status is not PlanStatus.SUPERSEDED):
            yield plan


def _municipalities(situation: Situation, plan: Plan, spoke: set[Ref | None]) -> Iterator[Place]:
    """The municipalities within the plan's territory, and any other place that spoke."""
    within = downwards(situation.view, plan.place) if plan.place else None
    for place in situation.view.all(Place, situation.dataset):
        belongs = place.level is PlaceLevel.MUNICIPALITY and (within is None or place.id in within)
        if belongs or place.id in spoke:
            yield place


STATEMENTS = Question(
    key="statements",
    text=Text("Stellungnahmen der Kommunen", "Statements of the municipalities"),
    about=(Column("place", Text("Kommune", "Municipality")), Column("plan", Text("Konzept", "Plan"))),
    columns=(
        Column("stance", Text("Haltung", "Stance")),
        Column("date", Text("Datum", "Date")),
        Column("text", Text("Wortlaut", "Wording")),
    ),
    parameters=(Parameter(name="plan", label=Text("Konzept", "Plan"), kinds=("Plan",)),),
    find=_stated,
)
