"""The register of duties: what the law or a contract asks for, of whom, where, and who does it."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Duty
from graph.office.duties import care_of
from graph.questions.question import Column, Question, Row


def _register(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    for duty in situation.view.all(Duty, situation.dataset):
        care = care_of(situation.view, duty, situation.answering(duty.id), situation.on)
        cells = (
            duty.basis,
            duty.legal_basis,
            situation.name(duty.legal_holder) or None,
            "; ".join(situation.names(care.holders)) or None,
            "; ".join(situation.names(duty.places)) or None,
            "; ".join(measure.title for measure in care.measures) or None,
            duty.delegation_document,
            care.state,
        )
        evidence = (*(one.id for one in situation.answering(duty.id)), *(measure.id for measure in care.measures))
        yield Row((duty,), cells, evidence=evidence)


DUTIES = Question(
    key="duties",
    text=Text(
        "Welche Pflichtaufgaben gibt es, wer hat sie zu erfüllen, und wer erfüllt sie?",
        "Which duties are there, who has to fulfil them, and who does?",
    ),
    about=(Column("duty", Text("Pflichtaufgabe", "Duty")),),
    columns=(
        Column("basis", Text("Grundlage", "Basis")),
        Column("legalBasis", Text("Rechtsgrundlage", "Legal basis")),
        Column("legalHolder", Text("Pflichtträger", "Legal holder")),
        Column("holders", Text("Zuständig", "Responsible")),
        Column("places", Text("Orte", "Places")),
        Column("measures", Text("Erfüllt durch", "Fulfilled by")),
        Column("delegationDocument", Text("Übertragung (Dokument)", "Document of delegation")),
        Column("state", Text("Stand", "State")),
    ),
    find=_register,
)
