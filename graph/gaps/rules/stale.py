"""G14: entries that nobody has confirmed for long; of those never confirmed nobody knows whether they are right."""

from collections.abc import Iterator
from datetime import date

from graph.gaps.gap import Evidence, Severity, Truth
from graph.gaps.rule import Finding, Rule
from graph.gaps.rules.indicators import ask_keeper
from graph.gaps.situation import Situation
from graph.labels import label_at
from graph.language import Text
from graph.model import Actor, Contact, Indicator, Offer, Ref
from graph.model.states import Known
from graph.office.confirmation import STALE_CONTACT, STALE_MEASURE, STALE_OFFER, STALE_TIE, Confirmations
from graph.office.readings import Readings
from graph.phrases import counted, day, listed, number
from graph.settings import Threshold
from graph.validity import Activity, in_force

_CONFIRMED = Text("{entry} wurde zuletzt am {day} bestätigt.", "{entry} was last confirmed on {day}.")
_NEVER = Text("{entry} wurde nie bestätigt.", "{entry} was never confirmed.")


def _stale(situation: Situation) -> Iterator[Finding]:
    confirmations = Confirmations(situation.view, situation.dataset, situation.on)
    yield from _activities(situation, confirmations)
    yield from _contacts(situation, confirmations)
    yield from _ties(situation, confirmations)
    yield from _indicators(situation)


def _activities(situation: Situation, confirmations: Confirmations) -> Iterator[Finding]:
    """Open measures and offers."""
    for activity in situation.district.activities:
        last, threshold = confirmations.last(activity.id), STALE_MEASURE
        entry = Text(f"Die Maßnahme „{activity.title}“", f"The measure “{activity.title}”")
        if isinstance(activity, Offer):
            threshold = STALE_OFFER
            entry = Text(f"Das Angebot „{activity.title}“", f"The offer “{activity.title}”")
        if _is_old(situation, last, threshold):
            yield Finding(
                subject=activity,
                truth=Truth.YES if last else Truth.UNKNOWN,
                message=_message(entry, last),
                action=_ask_whoever_answers(situation, activity),
                evidence=_since(situation, last, threshold, activity.id),
            )


def _contacts(situation: Situation, confirmations: Confirmations) -> Iterator[Finding]:
    """Contacts that can be used on the day."""
    for contact in situation.view.all(Contact, situation.dataset):
        last = confirmations.last_checked(contact.id)
        if in_force(contact.since, contact.until, situation.on) and _is_old(situation, last, STALE_CONTACT):
            role, actor = label_at(situation.view, contact.role) or Text("?", "?"), situation.name(contact.actor)
            entry = Text("Der Kontakt „{role}“ von {actor}", "The contact “{role}” of {actor}")
            if not actor:
                entry = Text("Der Kontakt „{role}“", "The contact “{role}”")
            yield Finding(
                subject=contact,
                truth=Truth.YES if last else Truth.UNKNOWN,
                message=_message(entry.fill(role=role, actor=actor), last),
                action=Text(
                    "{who} ruft an oder schreibt und trägt ein, was noch stimmt.",
                    "{who} calls or writes and enters what is still right.",
                ).fill(who=situation.coordination),
                evidence=_since(situation, last, STALE_CONTACT, contact.id),
            )


def _ties(situation: Situation, confirmations: Confirmations) -> Iterator[Finding]:
    """Ties that exist on the day: what only an older survey told, and what only documents say."""
    for tie in situation.district.ties:
        first, second = situation.view.one(Actor, tie.source), situation.view.one(Actor, tie.target)
        last = confirmations.last_told(tie.id)
        if first is not None and second is not None and _is_old(situation, last, STALE_TIE):
            entry = Text(
                f"Die Verbindung von {first.name} und {second.name}", f"The tie of {first.name} and {second.name}"
            )
            yield Finding(
                subject=first,
                other=second,
                key=tie.external_id,
                truth=Truth.YES if last else Truth.UNKNOWN,
                message=_message(entry, last),
                action=Text(
                    "{who} fragt beide, ob sie noch zusammenarbeiten.",
                    "{who} asks both whether they still work together.",
                ).fill(who=situation.coordination),
                surveyed_at=tie.told_on,
                evidence=_since(situation, last, STALE_TIE, tie.id),
            )


def _indicators(situation: Situation) -> Iterator[Finding]:
    """Indicators whose next reading should have come; unknown if there never was one or nobody said how often."""
    readings = Readings(situation.view, situation.dataset, situation.on)
    for indicator in situation.view.all(Indicator, situation.dataset):
        late, newest = readings.is_late(indicator), readings.newest(indicator)
        if late is Known.NO:
            continue
        message = Text("Für „{name}“ gibt es keinen Messwert.", "There is no reading of “{name}”.")
        none = Text("Es ist kein Messwert eingetragen.", "No reading has been entered.")
        told = (Evidence(none, (indicator.id,)),)
        if newest is not None:
            message = Text(
                "Für „{name}“ gibt es seit {period} keinen neuen Messwert.",
                "There has been no new reading of “{name}” since {period}.",
            )
            if late is Known.UNKNOWN:
                message = Text(
                    "Wie oft „{name}“ gemessen wird, ist nicht festgelegt; der neueste Messwert ist von {period}.",
                    "How often “{name}” is measured is not laid down; the newest reading is of {period}.",
                )
            came = Text("Der neueste Messwert kam am {day}.", "The newest reading came on {day}.")
            told = (Evidence(came.fill(day=day(newest.told_on)), newest.records),)
        yield Finding(
            subject=indicator,
            truth=Truth.YES if late is Known.YES else Truth.UNKNOWN,
            message=message.fill(name=indicator.name, period=newest.text if newest else ""),
            action=ask_keeper(situation, indicator, _READING),
            evidence=told,
        )


def _is_old(situation: Situation, last: date | None, threshold: Threshold) -> bool:
    """Whether more days than the threshold have gone by; also of what was never confirmed."""
    return last is None or (situation.on - last).days > situation.settings[threshold]


def _message(entry: Text, last: date | None) -> Text:
    return _NEVER.fill(entry=entry) if last is None else _CONFIRMED.fill(entry=entry, day=day(last))


def _since(situation: Situation, last: date | None, threshold: Threshold, ref: Ref) -> tuple[Evidence, ...]:
    allowed = counted(int(situation.settings[threshold]), Text("{n} Tag", "{n} day"), Text("{n} Tagen", "{n} days"))
    if last is None:
        text = Text("Ob der Eintrag stimmt, ist unbekannt.", "Whether the entry is right is unknown.")
        return (Evidence(text, (ref,)),)
    text = Text(
        "Das war vor {days} Tagen; veraltet ist es nach {allowed}.", "That was {days} days ago; stale after {allowed}."
    )
    return (Evidence(text.fill(days=number((situation.on - last).days), allowed=allowed), (ref,)),)


def _ask_whoever_answers(situation: Situation, activity: Activity) -> Text:
    asked = situation.names(dict.fromkeys(r.source for r in situation.answering(activity.id)))
    if not asked:
        return Text(
            "{who} klärt, ob der Eintrag noch stimmt.", "{who} clarifies whether the entry is still right."
        ).fill(who=situation.coordination)
    return Text(
        "{who} fragt, ob der Eintrag noch stimmt: {asked}.", "{who} asks whether the entry is still right: {asked}."
    ).fill(who=situation.coordination, asked=listed(asked))


_READING = Text("{who} fragt nach dem Wert: {keeper}.", "{who} asks for the value: {keeper}.")

STALE = Rule(
    "G14",
    Text("Veraltet", "Stale"),
    Text(
        "Seit längerem hat kein Mensch bestätigt, dass der Eintrag stimmt. Was nie bestätigt wurde, ist unbekannt.",
        "For long nobody has confirmed that the entry is right. What was never confirmed is unknown.",
    ),
    Severity.LOW,
    _stale,
)
