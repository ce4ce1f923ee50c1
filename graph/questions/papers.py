"""Papers on their way through the bodies, where they stand, and what the bodies changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Consultation, Measure
from graph.model.states import ConsultationResult, EventState
from graph.office.resolution_chain import Step, chain_of, chains
from graph.questions.parameters import Parameter
from graph.questions.question import Column, Question, Row, Value
from graph.questions.wording import written

_CONSULTATION = Column("consultation", Text("Beratung", "Consultation"))
PAPER = Column("paper", Text("Vorlage", "Paper"))
_BODY = Column("body", Text("Gremium", "Body"))
_DATE = Column("date", Text("Datum", "Date"))
_RESULT = Column("result", Text("Ergebnis", "Result"))
_AMENDMENT = Column("amendment", Text("Ergänzung", "Amendment"))
_MEASURES = Column("measures", Text("Betroffene Maßnahmen", "Measures concerned"))
STEP = (
    Column("order", Text("Reihenfolge", "Order")),
    _BODY,
    _DATE,
    Column("role", Text("Rolle", "Role")),
    Column("state", Text("Stand", "State")),
    _RESULT,
    Column("resultText", Text("Ergebnis (Wortlaut)", "Result as written")),
    Column("votesYes", Text("Ja", "Yes")),
    Column("votesNo", Text("Nein", "No")),
    Column("votesAbstain", Text("Enthaltungen", "Abstentions")),
    Column("votesBiased", Text("Befangen", "Biased")),
    _AMENDMENT,
    Column("authoritative", Text("Entscheidet", "Decides")),
)


def _way(situation: Situation, asked: Mapping[str, Any]) -> Iterator[Row]:
    """The consultations of a paper in their order."""
    for step in chain_of(situation.view, asked["paper"], situation.on).steps:
        yield Row((step.consultation,), of_step(situation, step))


def of_step(situation: Situation, step: Step) -> tuple[Value, ...]:
    """The cells of the columns `STEP`; what lies ahead has neither result nor votes."""
    one = step.consultation
    told: tuple[Value, ...] = (None,) * 6
    if step.state is not EventState.PLANNED:
        votes = (one.votes_yes, one.votes_no, one.votes_abstain, one.votes_biased)
        told = (one.result_text, *votes, one.amendment)
    return (
        one.order,
        _body(situation, one),
        written(one.date),
        one.role,
        step.state,
        step.result,
        *told,
        step.decides,
    )


def _body(situation: Situation, consultation: Consultation) -> str:
    return consultation.body_name or situation.name(consultation.body)


def _amended(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """The consultations that changed their paper, by the paper and their order in it."""
    for chain in chains(situation.view, situation.dataset, situation.on):
        for step in chain.steps:
            if step.result is ConsultationResult.AMENDED:
                one = step.consultation
                measures = situation.view.many(Measure, one.measures)
                title = chain.paper.title if chain.paper else None
                cells = (title, _body(situation, one), written(one.date), one.result_text, one.amendment)
                names = "; ".join(measure.title for measure in measures) or None
                yield Row((one,), (*cells, names), evidence=tuple(measure.id for measure in measures))


def _standing(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Every paper, with the last step that was held and the next one."""
    for chain in chains(situation.view, situation.dataset, situation.on):
        paper, last, following = chain.paper, chain.last, chain.next
        if paper is None:
            continue
        yield Row(
            (paper,),
            (
                paper.reference,
                paper.kind,
                paper.lead_unit,
                "; ".join(situation.names(ref for ref in (paper.measure, paper.plan) if ref)) or None,
                *_where(situation, last),
                last.result if last else None,
                *_where(situation, following),
                chain.standing,
                _body(situation, chain.decision.consultation) if chain.decision else None,
            ),
        )


def _where(situation: Situation, step: Step | None) -> tuple[Value, Value]:
    return (_body(situation, step.consultation), written(step.consultation.date)) if step else (None, None)


WAY = Question(
    key="q08",
    text=Text(
        "Wo steht die Vorlage in der Beratungsfolge, mit welchem Ergebnis und Stimmenverhältnis?",
        "Where is the paper in the committee sequence, with what result and votes?",
    ),
    about=(_CONSULTATION,),
    columns=STEP,
    parameters=(Parameter(name="paper", label=PAPER.label, kinds=("Paper",), required=True),),
    find=_way,
)
AMENDED = Question(
    key="q09",
    text=Text(
        "Was hat ein Ausschuss geändert, und welche Maßnahmen betrifft das?",
        "What did a committee amend, and which measures are affected?",
    ),
    about=(_CONSULTATION,),
    columns=(PAPER, _BODY, _DATE, Column("resultText", Text("Ergebnis (Wortlaut)", "Result as written")), _AMENDMENT,
             _MEASURES),
    find=_amended,
)  # fmt: skip
PAPERS = Question(
    key="papers",
    text=Text("Vorlagen und wo sie stehen", "Papers and where they stand"),
    about=(PAPER,),
    columns=(
        Column("reference", Text("Vorlagennummer", "Reference")),
        Column("kind", Text("Art", "Kind")),
        Column("leadUnit", Text("Federführend", "Lead unit")),
        Column("concerns", Text("Betrifft", "Concerns")),
        Column("lastBody", Text("Zuletzt beraten von", "Last consulted by")),
        Column("lastDate", Text("Zuletzt beraten am", "Last consulted on")),
        _RESULT,
        Column("nextBody", Text("Als Nächstes", "Next")),
        Column("nextDate", Text("Als Nächstes am", "Next on")),
        Column("standing", Text("Stand", "Standing")),
        Column("decidedBy", Text("Entschieden von", "Decided by")),
    ),
    find=_standing,
)
