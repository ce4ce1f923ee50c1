"""G16: a measure that supports no goal, a goal without a measure or without an indicator."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Goal, Indicator, Measure, Plan, Ref
from graph.model.states import MeasureStatus, PlanStatus
from graph.phrases import joined
from graph.validity import is_open

_DROPPED = (MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED)


def _orphans(situation: Situation) -> Iterator[Finding]:
    yield from _measures(situation)
    yield from _goals(situation)


def _measures(situation: Situation) -> Iterator[Finding]:
    """Open measures without a goal; unknown where no measure of their plan was ever assigned to one."""
    assigned = {measure.plan for measure in situation.view.all(Measure, situation.dataset) if measure.goals}
    for measure in situation.view.all(Measure, situation.dataset):
        if not is_open(measure, situation.on) or measure.goals or measure.goal_text:
            continue
        known = measure.plan in assigned
        yield Finding(
            subject=measure,
            truth=Truth.YES if known else Truth.UNKNOWN,
            message=_without_goal(known).fill(title=measure.title),
            action=Text(
                "{who} ordnet die Maßnahme einem Ziel zu.", "{who} assigns the measure to a goal."
            ).fill(who=situation.coordination),
            evidence=(Evidence(_no_goal(known), (measure.id,)),),
        )  # fmt: skip


def _without_goal(known: bool) -> Text:
    if known:
        return Text("„{title}“ dient keinem Ziel.", "“{title}” supports no goal.")
    return Text("Ob „{title}“ einem Ziel dient, ist unbekannt.", "Whether “{title}” supports a goal is unknown.")


def _no_goal(known: bool) -> Text:
    if known:
        return Text("Bei der Maßnahme ist kein Ziel eingetragen.", "No goal is entered for the measure.")
    return Text("Noch ist keine Maßnahme einem Ziel zugeordnet.", "No measure has been assigned to a goal yet.")


def _goals(situation: Situation) -> Iterator[Finding]:
    """Goals of plans in force. A measure or an indicator of a narrower goal serves the broader one, too."""
    pursued = _serving(situation)
    measured = frozenset(g for i in situation.view.all(Indicator, situation.dataset) for g in i.goals)
    for goal in situation.view.all(Goal, situation.dataset):
        plan = situation.view.one(Plan, goal.plan)
        if plan is not None and plan.status is PlanStatus.SUPERSEDED:
            continue
        family = _below(situation, goal.id)
        no_measure, no_indicator = family.isdisjoint(pursued), family.isdisjoint(measured)
        if (no_measure and pursued) or (no_indicator and measured):
            yield _of_goal(situation, goal, no_measure and bool(pursued), no_indicator and bool(measured))
        elif no_measure or no_indicator:
            yield _of_goal_unknown(situation, goal)


def _serving(situation: Situation) -> frozenset[Ref]:
    measures = situation.view.all(Measure, situation.dataset)
    return frozenset(goal for measure in measures if measure.status not in _DROPPED for goal in measure.goals)


def _below(situation: Situation, goal: Ref) -> frozenset[Ref]:
    found, waiting = {goal}, [goal]
    while waiting:
        narrower = {g.id for g in situation.view.referring(waiting.pop(), Goal, "broader")} - found
        found |= narrower
        waiting += narrower
    return frozenset(found)


def _of_goal(situation: Situation, goal: Goal, no_measure: bool, no_indicator: bool) -> Finding:
    missing = Text("keine Maßnahme und keinen Indikator", "no measure and no indicator")
    if not no_indicator:
        missing = Text("keine Maßnahme", "no measure")
    elif not no_measure:
        missing = Text("keinen Indikator", "no indicator")
    measure = Text("{who} plant eine Maßnahme oder streicht das Ziel.", "{who} plans a measure or drops the goal.")
    indicator = Text("{who} legt fest, woran das Ziel gemessen wird.", "{who} decides how the goal is measured.")
    actions = [text.fill(who=situation.coordination) for text in ([measure] * no_measure + [indicator] * no_indicator)]
    return Finding(
        subject=goal,
        message=Text("Das Ziel „{goal}“ hat {missing}.", "The goal “{goal}” has {missing}.").fill(
            goal=goal.text.rstrip("."), missing=missing
        ),
        action=joined(*actions),
        evidence=(Evidence(Text("Nichts Erfasstes verweist darauf.", "Nothing recorded refers to it."), (goal.id,)),),
    )


def _of_goal_unknown(situation: Situation, goal: Goal) -> Finding:
    return Finding(
        subject=goal,
        truth=Truth.UNKNOWN,
        message=Text(
            "Was dem Ziel „{goal}“ dient, ist unbekannt.", "What serves the goal “{goal}” is unknown."
        ).fill(goal=goal.text.rstrip(".")),
        action=Text(
            "{who} erfasst, welche Maßnahmen und Indikatoren zu den Zielen gehören.",
            "{who} records which measures and indicators belong to the goals.",
        ).fill(who=situation.coordination),
        evidence=(
            Evidence(
                Text("Noch ist zu keinem Ziel etwas erfasst.", "Nothing is recorded for any goal yet."), (goal.id,)
            ),
        ),
    )  # fmt: skip


ORPHAN = Rule(
    "G16",
    Text("Ohne Ziel oder ohne Mittel", "Without goal or means"),
    Text(
        "Eine offene Maßnahme dient keinem Ziel, oder ein Ziel hat keine Maßnahme oder keinen Indikator.",
        "An open measure supports no goal, or a goal has no measure or no indicator.",
    ),
    Severity.LOW,
    _orphans,
)
