"""What changed from one edition of the concept to the next, and who took it as a blueprint."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Measure, Place, Plan
from graph.office.plans import newest_plan
from graph.past.editions import Became, Fate, compare_editions
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row
from graph.questions.wording import written

MEASURE = Column("measure", Text("Maßnahme", "Measure"))
_FROM_LABEL, _TO_LABEL = Text("Älteres Konzept", "Older plan"), Text("Neueres Konzept", "Newer plan")
_COLUMNS = (
    Column("fate", Text("Was daraus wurde", "What became of it")),
    Column("oldTitle", Text("Im älteren Konzept", "In the older plan")),
    Column("newTitle", Text("Im neueren Konzept", "In the newer plan")),
    Column("reason", Text("Grund", "Reason")),
    Column("basis", Text("Woher wir das wissen", "How we know")),
)


def _changed(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """All but what simply goes on."""
    became = compare_editions(situation.view, asked["from"], asked["to"]).measures
    yield from _rows(one for one in became if one.fate is not Fate.CONTINUED)


def _register(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """Every measure of both editions; without other words the newest plan and the one that it supersedes."""
    new: Plan | None = asked["to"] or newest_plan(situation.view, situation.dataset, situation.on)
    old: Plan | None = asked["from"] or situation.view.one(Plan, new.supersedes if new else None)
    if old is None or new is None:
        return Found((), (_ONE_EDITION,))
    told = Text("Verglichen: „{old}“ und „{new}“.", "Compared: “{old}” and “{new}”.").fill(old=old.title, new=new.title)
    return Found(tuple(_rows(compare_editions(situation.view, old, new).measures)), (told,))


def _rows(became: Iterable[Became]) -> Iterator[Row]:
    for one in became:
        measure = one.new or one.old
        assert measure is not None
        yield Row(
            (measure,),
            (
                one.fate,
                one.old.title if one.old else None,
                one.new.title if one.new else None,
                one.reason,
                one.basis.label,
            ),
            Truth.UNKNOWN if one.fate is Fate.UNKNOWN else Truth.YES,
            (one.old.id,) if one.old and one.new else (),
        )


def _followers(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """The municipalities whose plan is based on a plan, and the measures that they took over."""
    rows, nowhere = [], []
    for plan in situation.view.all(Plan, situation.dataset):
        to_come = plan.adopted_on is not None and plan.adopted_on.certainly_after(situation.on)
        if plan.based_on != asked["plan"].id or to_come:
            continue
        adopted = situation.view.many(Measure, plan.adopts)
        titles = "; ".join(measure.title for measure in adopted) or None
        place = situation.view.one(Place, plan.place)
        if place is None:
            nowhere.append(_NOWHERE.fill(plan=plan.title))
        else:
            cells = (plan.status, written(plan.adopted_on), len(adopted), titles)
            rows.append(Row((place, plan), cells, evidence=tuple(measure.id for measure in adopted)))
    return Found(tuple(rows), tuple(nowhere))


_ONE_EDITION = Text(
    "Es sind keine zwei Ausgaben des Konzepts verzeichnet, die aufeinander folgen. Mit from=… und to=… lässt sich "
    "wählen.",
    "No two editions of the plan that follow each other are recorded. Choose with from=… and to=….",
)
_NOWHERE = Text("„{plan}“ nennt keine Kommune.", "“{plan}” names no municipality.")
CHANGED = Question(
    key="q20",
    text=Text(
        "Was ist gegenüber dem ersten Konzept neu, geändert, entfallen?",
        "What is new, changed, gone since the first concept?",
    ),
    about=(MEASURE,),
    columns=_COLUMNS,
    parameters=(
        Parameter(name="from", label=_FROM_LABEL, kinds=("Plan",), required=True),
        Parameter(name="to", label=_TO_LABEL, kinds=("Plan",), required=True),
    ),
    find=_changed,
)
FOLLOWERS = Question(
    key="q24",
    text=Text(
        "Welche Kommunen haben das Kreiskonzept als Blaupause genommen und was daraus übernommen?",
        "Which municipalities used the Kreis concept as blueprint and what did they adopt?",
    ),
    about=(Column("place", Text("Kommune", "Municipality")), Column("plan", Text("Eigenes Konzept", "Own plan"))),
    columns=(
        Column("status", Text("Stand", "Status")),
        Column("adoptedOn", Text("Beschlossen am", "Adopted on")),
        Column("count", Text("Übernommene Maßnahmen", "Measures adopted")),
        Column("measures", Text("Welche", "Which")),
    ),
    parameters=(Parameter(name="plan", label=Text("Kreiskonzept", "Concept"), kinds=("Plan",), required=True),),
    find=_followers,
)
EDITIONS = Question(
    key="editions",
    text=Text(
        "Was aus jeder Maßnahme des älteren Konzepts wurde, und woher die neuen kommen",
        "What became of each measure of the older plan, and where the new ones come from",
    ),
    about=(MEASURE,),
    columns=_COLUMNS,
    parameters=(
        Parameter(name="from", label=_FROM_LABEL, kinds=("Plan",)),
        Parameter(name="to", label=_TO_LABEL, kinds=("Plan",)),
    ),
    find=_register,
)
