"""Sources that say different things of the same property: status, dates, numbers.

Who leads a measure, an offer or a duty is left to the rule on contradicting responsibility. Who else takes part is a
list, and so is whatever one source names several of; lists of different sources do not contradict each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from graph.contradictions.contradiction import Contradiction
from graph.dates import VagueDate
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Claim, Duty, Measure, Offer, Record, Source
from graph.model.states import State
from graph.office.claims import LEAD_WORDS, agree, is_number
from graph.phrases import day, joined, listed, when
from graph.schema import Property, ValueType, label_of, properties
from graph.text import fold


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each subject and property of which the values can't all be true."""
    for (_, key), claims in _by_property(situation).items():
        said = _values(claims)
        if all(agree(one, other) for one, other in combinations(said, 2)) or _is_list(claims):
            continue
        subject = situation.view.get(claims[0].about or "") or claims[0]
        yield Contradiction(
            subject=subject,
            key=key,
            message=Text(
                "Die Angaben zu „{property}“ bei „{subject}“ widersprechen sich: {values}.",
                "What is said of “{property}” of “{subject}” contradicts itself: {values}.",
            ).fill(
                property=prop.label if (prop := _property(subject, claims[0].property or "")) else claims[0].property,
                subject=label_of(subject),
                values=listed(_in_words(value) for value in said),
            ),
            sides=(*(_side(situation, claim) for claim in claims), *_recorded(subject, claims[0])),
        )


def _by_property(situation: Situation) -> dict[tuple[str, str], list[Claim]]:
    """The claims made by the day, by what they are about and which property; in the order of their dates."""
    held: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    actors = {fold(actor.name) for actor in situation.view.all(Actor, situation.dataset)}
    claims = sorted(situation.view.all(Claim, situation.dataset), key=lambda c: (_first_day(c.date), c.external_id))
    for claim in claims:
        subject = situation.view.get(claim.about or "")
        about = claim.about or fold(claim.subject or "")
        if not (about and claim.property and claim.value) or _is_to_come(claim, situation.on):
            continue
        if fold(claim.property) in LEAD_WORDS:
            if not isinstance(subject, Measure | Offer | Duty):
                held[about, "lead"].append(claim)
            continue
        prop = _property(subject, claim.property)
        many = prop is not None and prop.value_type in (ValueType.REFERENCES, ValueType.TEXTS)
        if not many and claim.actor is None and fold(claim.value) not in actors:
            held[about, prop.name if prop else fold(claim.property)].append(claim)
    return held


def _is_to_come(claim: Claim, on: date) -> bool:
    return claim.date is not None and claim.date.certainly_after(on)


def _first_day(said: VagueDate | None) -> date:
    return said.earliest if said is not None and said.earliest is not None else date.min


def _property(subject: Record | None, word: str) -> Property | None:
    if subject is None:
        return None
    return next((p for p in properties(type(subject)) if fold(word) in p.spellings), None)


def _values(claims: Sequence[Claim]) -> list[str]:
    by_word = {fold(claim.value or "") or claim.value: claim.value or "" for claim in claims}
    return list(by_word.values())


def _is_list(claims: Sequence[Claim]) -> bool:
    """Whether one source names several that are no numbers."""
    by_source: dict[object, set[str]] = defaultdict(set)
    for claim in claims:
        for source in claim.stated_in or (claim.id,):
            by_source[source].add(fold(claim.value or ""))
    numbers = all(is_number(claim.value or "") for claim in claims)
    return not numbers and any(len(values) > 1 for values in by_source.values())


def _side(situation: Situation, claim: Claim) -> Evidence:
    sources = situation.view.many(Source, claim.stated_in)
    names = " / ".join(source.title for source in sources)
    said = Text(f"„{names}“" if names else "Ohne Quelle", f"“{names}”" if names else "Without a source")
    if claim.date is not None:
        said = Text("{said} ({when})", "{said} ({when})").fill(said=said, when=when(claim.date))
    told = Text("{said}: {value}.", "{said}: {value}.").fill(said=said, value=_in_words(claim.value or ""))
    quote = Text(f"Wörtlich: „{claim.quote}“", f"In its words: “{claim.quote}”") if claim.quote else Text("", "")
    return Evidence(joined(told, quote), (*(source.id for source in sources), claim.id))


def _recorded(subject: Record, claim: Claim) -> Iterator[Evidence]:
    """What the entry itself holds."""
    prop = _property(subject, claim.property or "")
    value = _readable(getattr(subject, prop.name)) if prop is not None else None
    if value is not None:
        yield Evidence(Text("Eingetragen ist: {value}.", "Recorded is: {value}.").fill(value=value), (subject.id,))


def _in_words(value: str) -> Text:
    """What a source says, word for word; an ISO date as a day."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return Text(value, value)


def _readable(value: Any) -> Text | None:
    if isinstance(value, State):
        return value.label
    if isinstance(value, VagueDate):
        return when(value)
    if isinstance(value, date):
        return day(value)
    return Text(str(value), str(value)) if isinstance(value, str | int | float) else None
