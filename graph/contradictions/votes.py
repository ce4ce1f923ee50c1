"""What bodies did and what is said of it: votes that don't fit, results and resolutions that say different things."""

from collections.abc import Iterator

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Consultation, Measure, Record, Resolution
from graph.model.states import ConsultationResult, Known, ResolutionResult, State
from graph.office.funding_gate import is_on_money
from graph.phrases import counted, number
from graph.schema import label_of

_WENT_THROUGH = frozenset({ConsultationResult.AS_PROPOSED, ConsultationResult.AMENDED})
_FITS = {
    ResolutionResult.ADOPTED: _WENT_THROUGH,
    ResolutionResult.REJECTED: frozenset({ConsultationResult.REJECTED}),
}
"""The results of a consultation that can lead to a resolution."""


def find(situation: Situation) -> Iterator[Contradiction]:
    """In every consultation, every resolution that came of one, every measure with resolutions on its money."""
    for consultation in situation.view.all(Consultation, situation.dataset):
        yield from _more_votes_than_seats(situation, consultation)
        yield from _majority_against_result(consultation)
    for resolution in situation.view.all(Resolution, situation.dataset):
        consultation_of = situation.view.one(Consultation, resolution.consultation)
        if consultation_of is not None:
            yield from _other_result(consultation_of, resolution)
            yield from _other_body(situation, consultation_of, resolution)
    for measure in situation.view.all(Measure, situation.dataset):
        yield from _own_resolution(situation, measure)


def _more_votes_than_seats(situation: Situation, one: Consultation) -> Iterator[Contradiction]:
    """Whoever abstains or is biased holds a seat as well."""
    body = situation.view.one(Actor, one.body)
    votes = sum(count or 0 for count in (one.votes_yes, one.votes_no, one.votes_abstain, one.votes_biased))
    if body is None or body.seats is None or votes <= body.seats:
        return
    seats = counted(body.seats, Text("{n} Sitz", "{n} seat"), Text("{n} Sitze", "{n} seats"))
    yield Contradiction(
        subject=one,
        key="votes",
        message=Text(
            "{body} hat {seats}, gezählt sind {votes} Stimmen.", "{body} has {seats}, and {votes} votes are counted."
        ).fill(body=body.name, seats=seats, votes=number(votes)),
        sides=(
            _side(body, Text("{body}: {seats}.", "{body}: {seats}.").fill(body=body.name, seats=seats)),
            _side(one, _counted(one)),
        ),
    )


def _majority_against_result(one: Consultation) -> Iterator[Contradiction]:
    """A motion goes through with more votes for than against; a tie rejects it."""
    if one.votes_yes is None or one.votes_no is None or one.result is None:
        return
    carried = one.votes_yes > one.votes_no
    if (carried and one.result is ConsultationResult.REJECTED) or (not carried and one.result in _WENT_THROUGH):
        yield Contradiction(
            subject=one,
            key="majority",
            message=Text(
                "{body}: Die Stimmen passen nicht zum Ergebnis „{result}“.",
                "{body}: the votes do not fit the result “{result}”.",
            ).fill(body=label_of(one), result=one.result.label),
            sides=(_side(one, _counted(one)), _side(one, _told(one.result))),
        )


def _other_result(consultation: Consultation, resolution: Resolution) -> Iterator[Contradiction]:
    if consultation.result is None or resolution.result is None or consultation.result in _FITS[resolution.result]:
        return
    yield Contradiction(
        subject=resolution,
        key="result",
        message=Text(
            "Die Beratung ergab „{consulted}“, der Beschluss „{title}“ heißt „{resolved}“.",
            "The consultation came to “{consulted}”, the resolution “{title}” says “{resolved}”.",
        ).fill(title=resolution.title, consulted=consultation.result.label, resolved=resolution.result.label),
        sides=(_side(consultation, _told(consultation.result)), _side(resolution, _told(resolution.result))),
    )


def _other_body(situation: Situation, consultation: Consultation, resolution: Resolution) -> Iterator[Contradiction]:
    if consultation.body is None or resolution.body is None or consultation.body == resolution.body:
        return
    consulted, resolved = situation.name(consultation.body), situation.name(resolution.body)
    body = Text("Gremium: {name}.", "Body: {name}.")
    yield Contradiction(
        subject=resolution,
        key="body",
        message=Text(
            "Beraten hat {consulted}, beschlossen haben soll „{title}“ {resolved}.",
            "{consulted} consulted, but “{title}” is said to be resolved by {resolved}.",
        ).fill(title=resolution.title, consulted=consulted, resolved=resolved),
        sides=(
            _side(consultation, body.fill(name=consulted)),
            _side(resolution, body.fill(name=resolved)),
        ),
    )


def _own_resolution(situation: Situation, measure: Measure) -> Iterator[Contradiction]:
    """What is stated of a measure against the resolutions on its money: stated and rejected, or denied and adopted."""
    on_money = [
        resolution
        for resolution in situation.view.referring(measure.id, Resolution, "measures")
        if is_on_money(resolution) is Known.YES and resolution.result is not None
    ]
    adopted = any(resolution.result is ResolutionResult.ADOPTED for resolution in on_money)
    denied = measure.own_resolution is Known.NO and adopted
    claimed = measure.own_resolution is Known.YES and bool(on_money) and not adopted
    if measure.own_resolution is not None and (denied or claimed):
        yield Contradiction(
            subject=measure,
            key="own_resolution",
            message=Text(
                "Zum eigenen Beschluss für „{title}“ steht Verschiedenes da.",
                "What is said about a resolution of its own for “{title}” differs.",
            ).fill(title=measure.title),
            sides=(
                _side(measure, Text("Eigener Beschluss: {known}.", "Own resolution: {known}.").fill(
                    known=measure.own_resolution.label)),
                *(_side(r, Text("„{title}“: {result}.", "“{title}”: {result}.").fill(
                    title=r.title, result=r.result.label if r.result else "")) for r in on_money),
            ),
        )  # fmt: skip


def _counted(one: Consultation) -> Text:
    """The votes that are known."""
    counts = {
        Text("Ja", "yes"): one.votes_yes,
        Text("Nein", "no"): one.votes_no,
        Text("Enthaltungen", "abstentions"): one.votes_abstain,
        Text("Befangen", "biased"): one.votes_biased,
    }
    known = [(label, count) for label, count in counts.items() if count is not None]
    de, en = (", ".join(f"{label[at]} {count}" for label, count in known) for at in (0, 1))
    return Text(f"Stimmen: {de}.", f"Votes: {en}.")


def _told(result: State) -> Text:
    return Text("Ergebnis: {result}.", "Result: {result}.").fill(result=result.label)


def _side(record: Record, text: Text) -> Evidence:
    return Evidence(text, (*record.stated_in, record.id))
