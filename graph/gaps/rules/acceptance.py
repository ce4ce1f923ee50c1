"""G4: named, but has not said yes."""

from collections.abc import Iterator

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Duty, Measure, Offer, Ref, Responsibility
from graph.office.acceptance import Acceptance, acceptance
from graph.phrases import day, number
from graph.settings import Threshold

ANSWER_WITHIN = Threshold(
    "answerWithin",
    Text("Frist für eine Zusage (Tage)", "Time allowed for accepting (days)"),
    90,
    Text("Tage", "days"),
    least=1,
    most=3650,
)

_MESSAGES = {
    Acceptance.OVERDUE: Text(
        "{actor} hat für „{title}“ seit {days} Tagen nicht zugesagt.",
        "{actor} has not accepted “{title}” for {days} days.",
    ),
    Acceptance.NOT_REPLACED: Text(
        "{actor} hat „{title}“ abgelehnt, und niemand ist an die Stelle getreten.",
        "{actor} has declined “{title}”, and nobody has taken their place.",
    ),
    Acceptance.REPLACEMENT_UNKNOWN: Text(
        "{actor} hat „{title}“ abgelehnt; ob jemand an die Stelle getreten ist, ist unbekannt.",
        "{actor} has declined “{title}”; whether anybody has taken their place is unknown.",
    ),
}
_ACTIONS = {
    Acceptance.OVERDUE: Text(
        "{who} fragt nach, ob {actor} zusagt oder ablehnt.", "{who} asks {actor} to accept or to decline."
    ),
    Acceptance.NOT_REPLACED: Text(
        "{who} sucht eine andere zuständige Stelle und fragt sie.", "{who} looks for another responsible body and asks."
    ),
    Acceptance.REPLACEMENT_UNKNOWN: Text(
        "{who} trägt ein, wer seit wann zuständig ist.", "{who} enters who is responsible since when."
    ),
}

_OWN = Text("{who} sagt selbst zu oder lehnt ab.", "{who} accepts or declines itself.")


def _not_accepted(situation: Situation) -> Iterator[Finding]:
    """One finding for each actor that is named for something, however often it is."""
    allowed = situation.settings[ANSWER_WITHIN]
    for subject in situation.entrusted:
        named = situation.named(subject.id)
        found: dict[Ref, Finding] = {}
        for one in sorted(named, key=lambda one: (str(one.state_since or ""), one.external_id)):
            mark = acceptance(one, named, situation.on, allowed)
            if mark in _MESSAGES:
                assert mark is not None
                finding = _finding(situation, subject, one, mark)
                if one.source not in found or finding.truth is Truth.YES is not found[one.source].truth:
                    found[one.source] = finding
        yield from found.values()


def _finding(situation: Situation, subject: Measure | Offer | Duty, one: Responsibility, mark: Acceptance) -> Finding:
    actor = situation.view.get(one.source)
    days = (situation.on - one.state_since).days if one.state_since else 0
    told = {
        "actor": situation.name(one.source),
        "title": subject.title,
        "days": number(days),
        "who": situation.coordination,
    }
    return Finding(
        subject=subject,
        key=actor.external_id if actor is not None else one.external_id,
        truth=Truth.UNKNOWN if mark is Acceptance.REPLACEMENT_UNKNOWN else Truth.YES,
        message=_MESSAGES[mark].fill(**told),
        action=(_OWN if mark is Acceptance.OVERDUE and one.source in situation.coordinating else _ACTIONS[mark]).fill(
            **told
        ),
        evidence=(_evidence(situation, one),),
    )


def _evidence(situation: Situation, one: Responsibility) -> Evidence:
    name = situation.name(one.source)
    if one.state_since is None:
        text = Text("{actor}: {state}, Tag unbekannt.", "{actor}: {state}, day unknown.")
        return Evidence(text.fill(actor=name, state=one.state.label), (one.id,))
    text = Text("{actor}: {state}, seit dem {day}.", "{actor}: {state}, since {day}.")
    return Evidence(text.fill(actor=name, state=one.state.label, day=day(one.state_since)), (one.id,))


NOT_ACCEPTED = Rule(
    "G4",
    Text("Genannt, nicht zugesagt", "Named, not accepted"),
    Text(
        "Wer genannt ist, hat länger als die Frist (90 Tage) nicht zugesagt, oder hat abgelehnt und niemand ist an die "
        "Stelle getreten. Ohne Tag ist es keine Lücke: dann hat noch niemand gefragt.",
        "Whoever is named has not accepted within the time allowed (90 days), or has declined and nobody has taken "
        "their place. Without a day it is no gap: then nobody has asked yet.",
    ),
    Severity.MEDIUM,
    _not_accepted,
)
