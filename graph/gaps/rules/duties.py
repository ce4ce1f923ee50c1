"""G10: a duty that nobody cares for, or somebody else than the law names, without a document."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Duty, Measure
from graph.office.duties import Care, DutyState, care_of
from graph.phrases import listed
from graph.validity import is_active

_MESSAGES = {
    DutyState.NOBODY: Text(
        "Um die Pflichtaufgabe „{title}“ kümmert sich niemand.", "Nobody cares for the duty “{title}”."
    ),
    DutyState.NOT_DELEGATED: Text(
        "Die Pflichtaufgabe „{title}“ von {owner} liegt ohne Übertragung bei {holders}.",
        "The duty “{title}” of {owner} is held by {holders} without a delegation.",
    ),
    DutyState.UNKNOWN: Text(
        "Wer die Pflichtaufgabe „{title}“ hat, ist nicht eingetragen; sie liegt bei {holders}.",
        "Whose duty “{title}” is has not been entered; it is held by {holders}.",
    ),
}
_ACTIONS = {
    DutyState.NOBODY: Text(
        "{who} klärt mit {owner}, wer die Aufgabe erfüllt.", "{who} clarifies with {owner} who fulfils the duty."
    ),
    DutyState.NOT_DELEGATED: Text(
        "{who} bittet {owner} um den Vertrag oder den Beschluss, der die Aufgabe überträgt.",
        "{who} asks {owner} for the contract or resolution that delegates the duty.",
    ),
    DutyState.UNKNOWN: Text(
        "{who} trägt ein, wer die Aufgabe nach dem Gesetz oder Vertrag hat.",
        "{who} enters whose duty it is by law or contract.",
    ),
}
_NOBODY_KNOWN = Text(
    "{who} klärt, wer die Aufgabe hat und wer sie erfüllt.", "{who} clarifies whose duty it is and who fulfils it."
)


def _uncared_for(situation: Situation) -> Iterator[Finding]:
    for duty in situation.view.all(Duty, situation.dataset):
        care = care_of(situation.view, duty, situation.answering(duty.id), situation.on)
        if care.state in _MESSAGES:
            owner = situation.name(duty.legal_holder)
            action = _ACTIONS[care.state] if owner or care.state is DutyState.UNKNOWN else _NOBODY_KNOWN
            told = {
                "who": situation.coordination,
                "title": duty.title,
                "owner": owner,
                "holders": listed(situation.names(care.holders)),
            }
            yield Finding(
                subject=duty,
                truth=Truth.UNKNOWN if care.state is DutyState.UNKNOWN else Truth.YES,
                message=_MESSAGES[care.state].fill(**told),
                action=action.fill(**told),
                evidence=tuple(_evidence(situation, duty, care)),
            )


def _evidence(situation: Situation, duty: Duty, care: Care) -> Iterator[Evidence]:
    if duty.legal_basis:
        yield Evidence(Text("Grundlage: {basis}.", "Basis: {basis}.").fill(basis=duty.legal_basis), (duty.id,))
    for one in situation.answering(duty.id):
        text = Text("{actor}: {state}.", "{actor}: {state}.")
        yield Evidence(text.fill(actor=situation.name(one.source), state=one.state.label), (one.id,))
    for measure in situation.view.many(Measure, duty.measures):
        if care.state is DutyState.NOBODY and not is_active(measure, situation.on):
            text = Text("„{title}“ erfüllt sie nicht: {state}.", "“{title}” does not fulfil it: {state}.")
            yield Evidence(text.fill(title=measure.title, state=measure.status.label), (measure.id,))


UNCARED_DUTY = Rule(
    "G10",
    Text("Pflichtaufgabe ohne Träger", "Duty with nobody"),
    Text(
        "Eine Pflichtaufgabe hat weder eine zuständige Stelle noch eine laufende Maßnahme, oder sie liegt ohne ein "
        "Dokument der Übertragung bei jemand anderem.",
        "A duty has neither a responsible body nor an active measure, or somebody else holds it without a document of "
        "delegation.",
    ),
    Severity.HIGH,
    _uncared_for,
)
