"""G3 and G3b: nobody answers for it, or two sources name different ones."""

from collections import defaultdict
from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Claim, Duty, Measure, Offer, Record, Ref
from graph.model.states import ResponsibilityState, Role
from graph.office.claims import LEAD_WORDS
from graph.phrases import listed
from graph.text import fold

_KINDS: dict[type[Record], Text] = {
    Measure: Text("die Maßnahme", "the measure"),
    Offer: Text("das Angebot", "the offer"),
    Duty: Text("die Pflichtaufgabe", "the duty"),
}


def _nobody(situation: Situation) -> Iterator[Finding]:
    for subject in situation.entrusted:
        if not situation.answering(subject.id):
            yield Finding(
                subject=subject,
                message=Text(
                    "Für {kind} „{title}“ ist niemand zuständig.", "Nobody is responsible for {kind} “{title}”."
                ).fill(kind=_KINDS[type(subject)], title=subject.title),
                action=_who_to_ask(situation, subject),
                evidence=tuple(_former(situation, subject.id)),
            )


def _who_to_ask(situation: Situation, subject: Measure | Offer | Duty) -> Text:
    holder = situation.name(subject.legal_holder) if isinstance(subject, Duty) else ""
    if holder:
        return Text(
            "{who} fragt, wer die Aufgabe übernimmt: {holder}.", "{who} asks who takes on the task: {holder}."
        ).fill(who=situation.coordination, holder=holder)
    return Text(
        "{who} schlägt eine zuständige Stelle vor und fragt sie.", "{who} proposes a responsible body and asks it."
    ).fill(who=situation.coordination)


def _former(situation: Situation, target: Ref) -> Iterator[Evidence]:
    named = situation.named(target)
    for responsibility in named:
        name = situation.name(responsibility.source)
        if responsibility.role is Role.SUPPORTING:
            text = Text("Nur unterstützend: {name}.", "Supporting only: {name}.")
        elif responsibility.state is ResponsibilityState.DECLINED:
            text = Text("{name} hat abgelehnt.", "{name} has declined.")
        else:
            text = Text("Die Zuständigkeit von {name} gilt derzeit nicht.", "{name} is not responsible at present.")
        yield Evidence(text.fill(name=name), (responsibility.id,))
    if not named:
        yield Evidence(Text("Keine Quelle nennt eine zuständige Stelle.", "No source names a responsible body."))


def _conflict(situation: Situation) -> Iterator[Finding]:
    for subject in situation.entrusted:
        said = _single_leads(situation, subject)
        names = sorted({name for _, name, _ in said})
        if len({key for key, _, _ in said}) < 2 or len(names) < 2:
            continue
        yield Finding(
            subject=subject,
            message=Text(
                "Quellen nennen für „{title}“ verschiedene Zuständige: {names}.",
                "Sources name different bodies as responsible for “{title}”: {names}.",
            ).fill(title=subject.title, names=listed(names)),
            action=Text(
                "{who} fragt nach, wer zuständig ist: {names}.", "{who} asks who is responsible: {names}."
            ).fill(who=situation.coordination, names=listed(names)),
            evidence=tuple(
                Evidence(
                    Text("„{source}“ nennt {name}.", "“{source}” names {name}.").fill(source=source, name=name), refs
                )
                for source, name, refs in _told(situation, said)
            ),
        )


_Said = tuple[str, str, tuple[Ref, ...]]  # key of the actor named, its name, the records that say so, source first


def _single_leads(situation: Situation, subject: Record) -> list[_Said]:
    """What each source says that names exactly one lead."""
    by_source: dict[Ref, dict[str, _Said]] = defaultdict(dict)
    for claim in situation.view.referring(subject.id, Claim, "about"):
        if fold(claim.property or "") in LEAD_WORDS and (claim.value or claim.actor):
            name = situation.name(claim.actor) or claim.value or ""
            for source in claim.stated_in:
                by_source[source][fold(name)] = (fold(name), name, (source, claim.id))
    for responsibility in situation.answering(subject.id):
        if responsibility.role is Role.LEAD:
            name = situation.name(responsibility.source)
            for source in responsibility.stated_in:
                by_source[source].setdefault(fold(name), (fold(name), name, (source, responsibility.id)))
    return [said for named in by_source.values() if len(named) == 1 for said in named.values()]


def _told(situation: Situation, said: list[_Said]) -> Iterator[tuple[str, str, tuple[Ref, ...]]]:
    for _, name, refs in said:
        yield situation.name(refs[0]), name, refs


NOBODY = Rule(
    "G3",
    Text("Niemand zuständig", "Nobody responsible"),
    Text(
        "Eine offene Maßnahme, ein laufendes Angebot oder eine Pflichtaufgabe hat niemanden, der sie verantwortet.",
        "An open measure, an active offer or a duty has nobody who answers for it.",
    ),
    Severity.HIGH,
    _nobody,
)
CONFLICT = Rule(
    "G3b",
    Text("Widersprüchlich zuständig", "Contradicting responsibility"),
    Text("Zwei Quellen nennen je eine andere federführende Stelle.", "Two sources each name a different single lead."),
    Severity.MEDIUM,
    _conflict,
)
