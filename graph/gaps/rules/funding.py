"""G15: a measure needs extra money that no resolution of its own grants, or its money ends before it does."""

from collections.abc import Iterator

from graph.dates import VagueDate
from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Consultation, Funding, Measure, Paper, Resolution
from graph.model.states import ConsultationResult, Known
from graph.office.funding import Money, name_of
from graph.office.funding_gate import Gate, GateState, OwnResolution, gate
from graph.office.resolution_chain import Chain, Standing, chain_of
from graph.phrases import day, joined, listed, when
from graph.schema import label_of
from graph.validity import is_open


def _unfunded(situation: Situation) -> Iterator[Finding]:
    for measure in situation.view.all(Measure, situation.dataset):
        if is_open(measure, situation.on):
            held = gate(situation.view, measure, situation.on)
            truth = _truth(held)
            if truth is not None:
                yield Finding(
                    subject=measure,
                    truth=truth,
                    message=_message(held),
                    action=_action(situation, held),
                    evidence=tuple(_evidence(situation, held)),
                )


def _truth(held: Gate) -> Truth | None:
    """YES where it lacks its resolution, or has it and the money certainly ends before the measure.

    That the money of a measure without a resolution of its own ends early leaves unknown whether it then needs more.
    """
    if held.state is GateState.CLOSED or (held.own is OwnResolution.YES and held.ends_early is Known.YES):
        return Truth.YES
    return Truth.UNKNOWN if held.state is GateState.UNKNOWN or held.ends_early in _MAY_END_EARLY else None


def _message(held: Gate) -> Text:
    if held.state is GateState.CLOSED:
        text = _REJECTED if held.own is OwnResolution.REJECTED else _NO_RESOLUTION
    elif held.ends_early is Known.YES and held.own is OwnResolution.YES:
        text = _ENDS_EARLY
    elif held.state is GateState.UNKNOWN:
        text = _RESOLUTION_UNKNOWN if held.needs is Known.YES else _NEED_UNKNOWN
    elif held.measure.end is None:
        text = _OVER
    else:
        text = _MORE_UNKNOWN if held.ends_early is Known.YES else _END_UNKNOWN
    until, end = held.money_until, held.measure.end
    return text.fill(title=held.measure.title, until=when(until) if until else "", end=when(end) if end else "")


def _action(situation: Situation, held: Gate) -> Text:
    if held.state is GateState.CLOSED:
        text = _PREPARE
        if any(chain.standing is Standing.OPEN for _, chain in _papers(situation, held.measure)):
            text = _SEE_THROUGH
        elif held.own is OwnResolution.REJECTED:
            text = _WITHOUT_OR_AGAIN
    elif held.state is GateState.UNKNOWN:
        text = _LOOK_IT_UP if held.needs is Known.YES else _ASK
    else:
        text = _GO_ON
    asked = listed(situation.names(r.source for r in situation.answering(held.measure.id)))
    told = Text(": {asked}", ": {asked}") if text is _ASK else Text("; zuständig: {asked}", "; responsible: {asked}")
    names = told.fill(asked=asked) if asked.de else Text("", "")
    return text.fill(who=situation.coordination, names=names)


def _evidence(situation: Situation, held: Gate) -> Iterator[Evidence]:
    told = Text("Zusätzliche Mittel nötig: {needs}.", "Extra money needed: {needs}.").fill(needs=held.needs.label)
    if held.needs is not Known.NO:
        own = Text("Eigener Beschluss: {own}.", "Resolution of its own: {own}.").fill(own=held.own.label)
        told = joined(told, own)
    yield Evidence(told, (held.measure.id,))
    for resolution in held.decided:
        yield _resolved(resolution)
    for one in held.money:
        if isinstance(one.record, Funding):
            yield _paid(situation, one)
    for paper, chain in _papers(situation, held.measure):
        yield _under_way(paper, chain)
    if held.state is not GateState.OPEN:
        yield from _asked_for_by(situation, held.measure)


def _resolved(resolution: Resolution) -> Evidence:
    result = resolution.result.label if resolution.result else Text("Ergebnis unbekannt", "result unknown")
    told = Text("Beschluss „{title}“: {result}{on}.", "Resolution “{title}”: {result}{on}.")
    parts = [told.fill(title=resolution.title, result=result, on=_in_brackets(resolution.date))]
    if resolution.funds_until is not None:
        parts.append(Text("Mittel bis {day}.", "Money until {day}.").fill(day=day(resolution.funds_until)))
    return Evidence(joined(*parts), (resolution.id,))


def _in_brackets(date: VagueDate | None) -> Text:
    on = when(date) if date else None
    return Text(f" ({on.de})", f" ({on.en})") if on else Text("", "")


def _paid(situation: Situation, money: Money) -> Evidence:
    assert isinstance(money.record, Funding)
    until = when(money.until) if money.until else Text("nicht angegeben", "not stated")
    told = Text("{name}, bis: {until}.", "{name}, until: {until}.")
    return Evidence(told.fill(name=name_of(situation.view, money.record), until=until), (money.record.id,))


def _papers(situation: Situation, measure: Measure) -> list[tuple[Paper, Chain]]:
    """The papers about the measure itself, each with its way."""
    papers = situation.view.referring(measure.id, Paper, "measure")
    return [(paper, chain_of(situation.view, paper, situation.on)) for paper in papers]


def _under_way(paper: Paper, chain: Chain) -> Evidence:
    name = " ".join(filter(None, (paper.reference, paper.title)))
    told = Text("Vorlage {paper}: {standing}.", "Paper {paper}: {standing}.")
    parts = [told.fill(paper=name, standing=chain.standing.label)]
    if chain.next is not None:
        step = chain.next.consultation
        following = Text("Als Nächstes: {body}{on}.", "Next: {body}{on}.")
        parts.append(following.fill(body=label_of(step), on=_in_brackets(step.date)))
    return Evidence(joined(*parts), (paper.id, *((chain.next.consultation.id,) if chain.next else ())))


def _asked_for_by(situation: Situation, measure: Measure) -> Iterator[Evidence]:
    """The amendments that name the measure, such as: what needs extra money is to be resolved on its own."""
    for one in situation.view.referring(measure.id, Consultation, "measures"):
        ahead = one.date is not None and one.date.certainly_after(situation.on)
        if one.result is ConsultationResult.AMENDED and one.amendment and not ahead:
            told = Text("{body} hat ergänzt: „{amendment}“.", "{body} added: “{amendment}”.")
            yield Evidence(told.fill(body=label_of(one), amendment=one.amendment.rstrip(".")), (one.id,))


_MAY_END_EARLY = (Known.YES, Known.UNKNOWN)
_NO_RESOLUTION = Text(
    "„{title}“ braucht zusätzliche Mittel und hat keinen eigenen Beschluss.",
    "“{title}” needs extra money and has no resolution of its own.",
)
_REJECTED = Text(
    "„{title}“ braucht zusätzliche Mittel, und der Beschluss darüber wurde abgelehnt.",
    "“{title}” needs extra money, and the resolution on it was rejected.",
)
_ENDS_EARLY = Text(
    "Die Mittel für „{title}“ enden ({until}), bevor die Maßnahme endet ({end}).",
    "The money for “{title}” ends ({until}) before the measure does ({end}).",
)
_RESOLUTION_UNKNOWN = Text(
    "„{title}“ braucht zusätzliche Mittel; ob es einen eigenen Beschluss gibt, ist unbekannt.",
    "“{title}” needs extra money; whether it has a resolution of its own is unknown.",
)
_NEED_UNKNOWN = Text(
    "Ob „{title}“ zusätzliche Mittel braucht, ist unbekannt.", "Whether “{title}” needs extra money is unknown."
)
_OVER = Text(
    "Die Mittel für „{title}“ sind zu Ende ({until}); womit es weitergeht, ist unbekannt.",
    "The money for “{title}” is over ({until}); how it goes on is unknown.",
)
_MORE_UNKNOWN = Text(
    "Die Mittel für „{title}“ enden ({until}), bevor die Maßnahme endet ({end}); ob weitere nötig sind, ist unbekannt.",
    "The money for “{title}” ends ({until}) before the measure does ({end}); whether more is needed is unknown.",
)
_END_UNKNOWN = Text(
    "Ob die Mittel für „{title}“ bis zum Ende der Maßnahme reichen, ist unbekannt.",
    "Whether the money for “{title}” lasts to the end of the measure is unknown.",
)
_PREPARE = Text(
    "{who} bereitet eine eigene Vorlage für die Mittel vor{names}.",
    "{who} prepares a separate paper on the money{names}.",
)
_SEE_THROUGH = Text(
    "{who} begleitet die Vorlage bis zum Beschluss{names}.", "{who} sees the paper through to its resolution{names}."
)
_WITHOUT_OR_AGAIN = Text(
    "{who} klärt, ob es ohne diese Mittel geht oder eine neue Vorlage folgt{names}.",
    "{who} clarifies whether it works without this money or a new paper follows{names}.",
)
_LOOK_IT_UP = Text(
    "{who} sieht nach, ob es einen eigenen Beschluss gibt, und trägt ihn ein{names}.",
    "{who} looks whether there is a resolution of its own and enters it{names}.",
)
_ASK = Text("{who} fragt, ob zusätzliche Mittel nötig sind{names}.", "{who} asks whether extra money is needed{names}.")
_GO_ON = Text("{who} klärt, womit es danach weitergeht{names}.", "{who} clarifies how it goes on after that{names}.")

UNFUNDED = Rule(
    "G15",
    Text("Mittel ohne Beschluss", "Funding without resolution"),
    Text(
        "Eine Maßnahme braucht zusätzliche Mittel und hat keinen eigenen Finanzierungsbeschluss, oder die Mittel enden "
        "vor der Maßnahme.",
        "A measure needs extra money and has no adopted financing resolution of its own, or its money ends before it "
        "does.",
    ),
    Severity.HIGH,
    _unfunded,
)
