"""Who was invited to what, where a source only says “eingeladen” of a measure."""

from graph.office.amounts import understood
from graph.text import fold
from importers.drafts import Draft
from importers.intake import Intake

_NO_INVITATIONS = frozenset({"beschluss", "gremium", "frist", "meilenstein", "redaktion", "kursbeginn", "kursende"})
_LONG_ENOUGH = 4


def event_for(intake: Intake, about: tuple[str, str], wording: str) -> str | None:
    """The event that people were invited to: the one whose head count names them, else the only one there is.

    Soest: “eingeladen (alle 14 Kreiskommunen)” is the event at which “Kreiskommunen” were counted. None if it can't
    be told.
    """
    events = {draft.external_id: draft for draft in intake.known.all("Event") if _is_about(intake, draft, about)}
    counts = [draft for draft in intake.known.all("Participation") if _event(draft) in events]
    for fits in (_names_group, _names_number):
        found = {_event(count) for count in counts if fits(count, wording)}
        if len(found) == 1:
            return found.pop()
    open_to_guests = [
        key for key, event in events.items() if fold(str(event.values.get("type"))) not in _NO_INVITATIONS
    ]
    return open_to_guests[0] if len(open_to_guests) == 1 else None


def _is_about(intake: Intake, event: Draft, about: tuple[str, str]) -> bool:
    links = [*event.links.get("measure", ()), *event.links.get("plan", ())]
    return any(intake.known.find(link.kinds, link.key) == about for link in links)


def _event(count: Draft) -> str:
    links = count.links.get("event", ())
    return links[0].key if links else ""


def _names_group(count: Draft, wording: str) -> bool:
    group = fold(str(count.values.get("group") or ""))
    return len(group) >= _LONG_ENOUGH and group in fold(wording)


def _names_number(count: Draft, wording: str) -> bool:
    named = understood(wording)
    return named is not None and count.values.get("invited") == named.value
