"""G5: a responsible organisation that nobody knows how to reach."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.labels import label_at
from graph.language import Text
from graph.model import Actor, Contact, Duty, Measure, Offer, Ref
from graph.phrases import counted, listed, when
from graph.validity import in_force, is_past


def _unreachable(situation: Situation) -> Iterator[Finding]:
    held = _held(situation)
    for actor in situation.view.all(Actor, situation.dataset):
        contacts = situation.view.referring(actor.id, Contact, "actor")
        if actor.id in held and not any(in_force(c.since, c.until, situation.on) for c in contacts):
            yield Finding(
                subject=actor,
                message=counted(
                    len(held[actor.id]),
                    Text(
                        "{actor} ist für {titles} zuständig und hat keinen aktuellen Kontakt.",
                        "{actor} is responsible for {titles} and has no current contact.",
                    ),
                    Text(
                        "{actor} ist {n} Mal zuständig ({titles}) und hat keinen aktuellen Kontakt.",
                        "{actor} is responsible {n} times ({titles}) and has no current contact.",
                    ),
                    actor=actor.name,
                    titles=listed((_quoted(subject.title) for subject in held[actor.id]), 3),
                ),
                action=(_OWN if actor.id in situation.coordinating else _ASK).fill(
                    who=situation.coordination, actor=actor.name
                ),
                evidence=tuple(_contacts(situation, contacts)),
            )


def _quoted(title: str) -> Text:
    return Text(f"„{title}“", f"“{title}”")


def _held(situation: Situation) -> dict[Ref, list[Measure | Offer | Duty]]:
    """For each actor, what it answers for."""
    found: dict[Ref, dict[Ref, Measure | Offer | Duty]] = {}
    for subject in situation.entrusted:
        for one in situation.answering(subject.id):
            found.setdefault(one.source, {})[subject.id] = subject
    return {actor: [*subjects.values()] for actor, subjects in found.items()}


def _contacts(situation: Situation, contacts: tuple[Contact, ...]) -> Iterator[Evidence]:
    for contact in contacts:
        role = label_at(situation.view, contact.role) or contact.meta.label
        if contact.until is not None and is_past(contact.until, situation.on):
            text = Text("{role}: galt bis {when}.", "{role}: until {when}.")
            yield Evidence(text.fill(role=role, when=when(contact.until)), (contact.id,))
        elif contact.since is not None:
            text = Text("{role}: gilt erst ab {when}.", "{role}: only from {when}.")
            yield Evidence(text.fill(role=role, when=when(contact.since)), (contact.id,))
    if not contacts:
        yield Evidence(Text("Es ist kein Kontakt eingetragen.", "No contact is entered."))


_ASK = Text("{who} fragt, wer jetzt ansprechbar ist: {actor}.", "{who} asks whom to turn to now: {actor}.")
_OWN = Text("{who} trägt ein, wer bei ihm ansprechbar ist.", "{who} enters whom to turn to there.")

NO_CONTACT = Rule(
    "G5",
    Text("Kein Kontakt", "No contact"),
    Text(
        "Eine zuständige Organisation hat keinen Kontakt, der heute gilt. Eine Funktion ohne Person genügt.",
        "A responsible organisation has no contact that holds today. A function without a person is enough.",
    ),
    Severity.MEDIUM,
    _unreachable,
)
