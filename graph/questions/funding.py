"""Money: what needs it and lacks a resolution of its own, who gives it, until when, and where two may not give."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.labels import label_at
from graph.language import Text
from graph.model import Consultation, Funding, Measure
from graph.model.states import ConsultationResult, Known
from graph.office.funding import ends_before, name_of, second_source
from graph.office.funding_gate import Gate, GateState, gate
from graph.phrases import when
from graph.questions.question import Column, Found, Question, Row
from graph.questions.wording import in_one_cell, written
from graph.validity import is_open

_MEASURE = Column("measure", Text("Maßnahme", "Measure"))
_NEEDS = Column("extraFunds", Text("Zusätzliche Mittel nötig", "Extra money needed"))
_OWN = Column("ownResolution", Text("Eigener Beschluss", "Own resolution"))
_RESPONSIBLE = Column("responsible", Text("Zuständig", "Responsible"))
_ENDS_BEFORE = Column("endsBefore", Text("Endet vor der Maßnahme", "Ends before the measure"))
_SECOND = Column("secondSource", Text("KIM-Mittel und eine weitere Quelle", "KIM money and another source"))


def _gates(situation: Situation) -> Iterator[Gate]:
    """Of every open measure."""
    for measure in situation.view.all(Measure, situation.dataset):
        if is_open(measure, situation.on):
            yield gate(situation.view, measure, situation.on)


def _lacking(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """The open measures that need extra money and lack a resolution, and those of which it is not known."""
    for held in _gates(situation):
        if held.state is not GateState.OPEN:
            truth = Truth.YES if held.state is GateState.CLOSED else Truth.UNKNOWN
            cells = (held.needs, held.own, _asked(situation, held.measure))
            yield Row((held.measure,), cells, truth, tuple(resolution.id for resolution in held.decided))


def _asked(situation: Situation, measure: Measure) -> str | None:
    return "; ".join(situation.names(r.source for r in situation.answering(measure.id))) or None


def _gate_register(situation: Situation, _: Mapping[str, Any]) -> Found:
    rows = tuple(
        Row(
            (held.measure,),
            (
                held.needs,
                held.own,
                held.state,
                _in_words(held),
                written(held.money_until),
                written(held.measure.end),
                held.ends_early,
            ),
            evidence=(*(r.id for r in held.decided), *(one.record.id for one in held.money)),
        )
        for held in _gates(situation)
    )
    return Found(rows, tuple(_amendments(situation)))


def _in_words(held: Gate) -> Text:
    if held.needs is Known.UNKNOWN and held.state is GateState.UNKNOWN:
        return Text("Unbekannt, ob zusätzliche Mittel nötig sind.", "Unknown whether extra money is needed.")
    if held.state is GateState.UNKNOWN:
        return Text(
            "Braucht zusätzliche Mittel; unbekannt, ob es einen eigenen Beschluss gibt.",
            "Needs extra money; unknown whether it has a resolution of its own.",
        )
    if held.state is GateState.CLOSED:
        return Text("Braucht zuerst einen eigenen Beschluss.", "Needs a resolution of its own first.")
    if held.needs is Known.NO:
        return Text("Braucht keine zusätzlichen Mittel.", "Needs no extra money.")
    return Text("Hat einen eigenen Beschluss.", "Has a resolution of its own.")


def _amendments(situation: Situation) -> Iterator[Text]:
    """What the bodies added, in their words: often it is where the gate comes from."""
    for one in situation.view.all(Consultation, situation.dataset):
        ahead = one.date is not None and one.date.certainly_after(situation.on)
        if one.result is ConsultationResult.AMENDED and one.amendment and not ahead:
            on = when(one.date) if one.date else Text("", "")
            body = " ".join(filter(None, (one.body_name or situation.name(one.body),)))
            told = Text("{body} ({on}) hat ergänzt: „{amendment}“.", "{body} ({on}) added: “{amendment}”.")
            if one.date is None:
                told = Text("{body} hat ergänzt: „{amendment}“.", "{body} added: “{amendment}”.")
            yield told.fill(body=body, on=on, amendment=one.amendment.rstrip("."))


def _fundings(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Every funding, whatever became of its measure."""
    for funding in situation.view.all(Funding, situation.dataset):
        measure = situation.view.one(Measure, funding.measure)
        second = second_source(situation.view, funding.measure, situation.on) if funding.measure else None
        involved = second is not None and funding in (*second.kim, *second.others)
        yield Row(
            (funding,),
            (
                situation.name(funding.measure) or None,
                label_at(situation.view, funding.programme),
                situation.name(funding.funder) or None,
                funding.amount_eur,
                written(funding.start),
                written(funding.end),
                funding.kim,
                second.truth if second is not None and involved else Known.NO,
                ends_before(funding.end, measure.end) if measure is not None and measure.end is not None else None,
            ),
        )


def _two_sources(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """The measures with KIM money and other money that flow on the same day."""
    for measure in situation.view.all(Measure, situation.dataset):
        second = second_source(situation.view, measure.id, situation.on)
        if second is not None:
            kim, others = (
                in_one_cell(name_of(situation.view, f) for f in part) for part in (second.kim, second.others)
            )
            yield Row(
                (measure,),
                (kim, others, _asked(situation, measure)),
                Truth.YES if second.truth is Known.YES else Truth.UNKNOWN,
                tuple(funding.id for funding in (*second.kim, *second.others)),
            )


LACKING = Question(
    key="q02",
    text=Text(
        "Welche Maßnahmen brauchen zusätzliche Mittel und haben noch keinen eigenen Beschluss?",
        "Which measures need extra money and still lack their own resolution?",
    ),
    about=(_MEASURE,),
    columns=(_NEEDS, _OWN, _RESPONSIBLE),
    find=_lacking,
)
TWO_SOURCES = Question(
    key="q26",
    text=Text(
        "Welche Maßnahmen haben KIM-Mittel und zugleich eine weitere Quelle (§ 9 Abs. 4 TIntG)?",
        "Which measures have KIM money and another source at the same time (§ 9 (4) TIntG)?",
    ),
    about=(_MEASURE,),
    columns=(
        Column("kim", Text("KIM-Mittel", "KIM money")),
        Column("others", Text("Weitere Quellen", "Other sources")),
        _RESPONSIBLE,
    ),
    find=_two_sources,
)
GATE = Question(
    key="funding-gate",
    text=Text(
        "Maßnahmen und ihre Mittel: wer noch einen Beschluss braucht",
        "Measures and their money: what still needs a resolution",
    ),
    about=(_MEASURE,),
    columns=(
        _NEEDS,
        _OWN,
        Column("gate", Text("Finanzierung", "Gate")),
        Column("says", Text("Heißt", "Meaning")),
        Column("moneyUntil", Text("Mittel bis", "Money until")),
        Column("end", Text("Ende der Maßnahme", "End of the measure")),
        _ENDS_BEFORE,
    ),
    find=_gate_register,
)
FUNDINGS = Question(
    key="fundings",
    text=Text("Finanzierungen", "Fundings"),
    about=(Column("funding", Text("Finanzierung", "Funding")),),
    columns=(
        _MEASURE,
        Column("programme", Text("Programm", "Programme")),
        Column("funder", Text("Geldgeber", "Funder")),
        Column("amountEur", Text("Betrag je Jahr (Euro)", "Amount a year (euro)")),
        Column("start", Text("Von", "From")),
        Column("end", Text("Bis", "Until")),
        Column("kim", Text("KIM-Mittel", "KIM money")),
        _SECOND,
        _ENDS_BEFORE,
    ),
    find=_fundings,
)
