"""Who was invited to what, where a source only says “eingeladen” of a measure."""

from collections.abc import Iterator

from graph.text import fold
from importers import words
from importers.drafts import Draft, Link
from importers.intake import Intake

_NO_INVITATIONS = frozenset({"beschluss", "gremium", "frist", "meilenstein", "redaktion", "kursbeginn", "kursende"})
_LONG_ENOUGH = 4


def event_for(intake: Intake, about: str, wording: str) -> str | None:
    """The event that people were invited to: the one whose head count names them, else the only one there is.

    Soest: “eingeladen (alle 14 Kreiskommunen)” is the event at which “Kreiskommunen” were counted. None if it can't
    be told.
    """
    events = [draft for draft in intake.of_kind("Event") if _is_about(draft, about)]
    counts = [draft for draft in intake.of_kind("Participation") if _event(draft) in {e.external_id for e in events}]
    for fits in (_names_group, _names_number):
        found = {_event(count) for count in counts if fits(count, wording)}
        if len(found) == 1:
            return found.pop()
    open_to_guests = [event for event in events if fold(str(event.values.get("type") or "")) not in _NO_INVITATIONS]
    return open_to_guests[0].external_id if len(open_to_guests) == 1 else None


def _is_about(event: Draft, about: str) -> bool:
    return any(link.key == about for link in _links(event, "measure", "plan"))


def _links(draft: Draft, *names: str) -> Iterator[Link]:
    for name in names:
        yield from draft.links.get(name, ())


def _event(count: Draft) -> str:
    links = count.links.get("event", ())
    return links[0].key if links else ""


def _names_group(count: Draft, wording: str) -> bool:
    group = fold(str(count.values.get("group") or ""))
    return len(group) >= _LONG_ENOUGH and group in fold(wording)


def _names_number(count: Draft, wording: str) -> bool:
    number = words.amount(wording).value
    return number is not None and count.values.get("invited") == number
