"""Needs, ideas and wishes, and what became of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.labels import labels
from graph.language import Text
from graph.model import Need, Record
from graph.office.needs import KIM_THEME, Outcome, Raised, lone_wishes, needs
from graph.phrases import counted
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Found, Question, Row, Value
from graph.questions.wording import in_one_cell
from graph.rollup import Ladder
from graph.schema import label_of
from graph.text import fold

NEED = Column("need", Text("Bedarf", "Need"))
_KIND = Column("kind", Text("Art", "Kind"))
_FIELDS = Column("fields", Text("Handlungsfelder", "Fields of action"))
_EVENTS = Column("events", Text("Genannt bei", "Raised at"))
_RAISED = Column("raisedOn", Text("Genannt am", "Raised on"))
_GOALS = Column("goals", Text("Ziele", "Goals"))


def _shared(situation: Situation, asked: Mapping[str, Any]) -> Found:
    """Needs that enough municipalities have, and no measure arises from."""
    ladder = Ladder(situation.view, (place.id for place in situation.cube.places))
    rows, nowhere = [], 0
    for raised in needs(situation):
        need = raised.record
        if not isinstance(need, Need) or raised.measures:
            continue
        places = ladder.rungs(need.places)
        nowhere += not places
        if places and len(places) >= asked["municipalities"]:
            cells = (len(places), _joined(situation.names(places)), need.kind, _titles(raised.goals))
            rows.append(Row((need,), cells, evidence=places))
    one = Text("Ein Bedarf ohne Maßnahme nennt keine Kommune.", "One need without a measure names no municipality.")
    many = Text("{n} Bedarfe ohne Maßnahme nennen keine Kommune.", "{n} needs without a measure name no municipality.")
    return Found(tuple(rows), (counted(nowhere, one, many),) if nowhere else ())


def _ideas(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    for raised in needs(situation):
        if raised.at_conference and not raised.goals and not raised.measures:
            need = raised.record
            cells = (_kind(need), _titles(raised.events), in_one_cell(labels(situation.view, need.fields)))
            yield Row((need,), cells, evidence=tuple(event.id for event in raised.events))


def _not_ranked(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    for raised in needs(situation):
        need = raised.record
        ranked = isinstance(need, Need) and need.ranked_on is not None and need.ranked_on <= situation.on
        if isinstance(need, Need) and fold(need.kind or "") == fold(asked["kind"]) and not ranked:
            cells = (need.raised_on, _titles(raised.events), in_one_cell(labels(situation.view, need.fields)))
            yield Row((need,), cells, evidence=tuple(event.id for event in raised.events))


def _register(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """All needs, then the wishes that stand on their own; only what nothing came of, where asked for."""
    for raised in (*needs(situation), *lone_wishes(situation)):
        if not asked["open"] or raised.outcome is Outcome.NOTHING:
            yield Row((raised.record,), _cells(situation, raised), evidence=_evidence(raised))


def _cells(situation: Situation, raised: Raised) -> tuple[Value, ...]:
    record = raised.record
    wording = [text for one in raised.records if not isinstance(one, Need) and (text := one.wording)]
    return (
        record.text if isinstance(record, Need) else wording[0] if wording else None,
        _kind(record),
        raised.outcome,
        _titles(raised.goals),
        _titles(raised.measures),
        _joined([f"{a.name} – {b.name}" for a, b in raised.wished]),
        _joined([f"{a.name} – {b.name}" for a, b in raised.tied]),
        _titles(raised.events),
        in_one_cell(labels(situation.view, record.fields)),
    )


def _evidence(raised: Raised) -> tuple[Any, ...]:
    linked = (*raised.records[1:], *raised.events, *raised.goals, *raised.measures)
    return tuple(record.id for record in linked)


def _kind(record: Record) -> str | None:
    return getattr(record, "kind", None) or getattr(record, "type", None)


def _titles(records: tuple[Record, ...]) -> str | None:
    return _joined([label_of(record) for record in records])


def _joined(names: list[str]) -> str | None:
    return "; ".join(names) or None


SHARED = Question(
    key="q13",
    text=Text(
        "Welche Bedarfe haben mindestens drei Kommunen, aber noch keine Maßnahme?",
        "Which needs are shared by three or more municipalities but have no measure?",
    ),
    about=(NEED,),
    columns=(
        Column("municipalities", Text("Zahl der Kommunen", "Number of municipalities")),
        Column("places", Text("Kommunen", "Municipalities")),
        _KIND,
        _GOALS,
    ),
    parameters=(
        Parameter(
            name="municipalities",
            label=Text("Mindestzahl Kommunen", "Least number of municipalities"),
            type="number",
            default=3,
        ),
    ),
    find=_shared,
)
IDEAS = Question(
    key="q18",
    text=Text(
        "Welche Ideen der Konferenz sind weder Ziel noch Maßnahme geworden?",
        "Which conference ideas became neither goal nor measure?",
    ),
    about=(NEED,),
    columns=(_KIND, _EVENTS, _FIELDS),
    find=_ideas,
)
NOT_RANKED = Question(
    key="q28",
    text=Text(
        "Welche KIM-Themen hat die Lenkungsgruppe noch nicht gereiht?",
        "Which KIM themes has the steering group not yet ranked?",
    ),
    about=(NEED,),
    columns=(_RAISED, _EVENTS, _FIELDS),
    parameters=(Parameter(name="kind", label=Text("Art des Bedarfs", "Kind of need"), type="text", default=KIM_THEME),),
    find=_not_ranked,
)
NEEDS = Question(
    key="needs",
    text=Text("Bedarfe, Ideen und Wünsche, und was daraus wurde", "Needs, ideas and wishes, and what became of them"),
    about=(Column("raised", Text("Bedarf oder Wunsch", "Need or wish")),),
    columns=(
        Column("text", Text("Wortlaut", "Wording")),
        _KIND,
        Column("outcome", Text("Was daraus wurde", "What became of it")),
        _GOALS,
        Column("measures", Text("Maßnahmen", "Measures")),
        Column("wishedTies", Text("Gewünschte Verbindungen", "Ties wished for")),
        Column("ties", Text("Davon bestehen", "Of these exist")),
        _EVENTS,
        _FIELDS,
    ),
    parameters=(
        Parameter(
            name="open",
            label=Text("Nur was noch nicht erfüllt ist", "Only what is not yet fulfilled"),
            type="switch",
            default=False,
        ),
    ),
    rests_on_ties=True,
    find=_register,
)
