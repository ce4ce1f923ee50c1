"""A person's right to be forgotten (Art. 17 GDPR): out of the entry as it stands, and out of what the log held of it.

The chain of the log stays whole: it proves that nothing else was taken out. That something was erased, when, by whom
and why, stays as well; whom it was about does not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from graph.errors import Invalid
from graph.language import Text
from graph.model import Consent, Contact, Record, Ref
from graph.rights import Action, Viewer, require
from graph.service.deleting import hanging, plan_removal
from graph.service.mentions import name_parts
from graph.service.persons import forget_person
from graph.service.proof import Erased, erasing
from graph.service.steps import Edit
from graph.service.values import refuse
from graph.service.work import Work
from graph.service.writing import as_seen, needs_reason, plan
from graph.store import Store
from graph.text import fold


def erase(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    *,
    expected_version: int,
    whole: bool = False,
    keep: Collection[str] = (),
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Erased:
    """Erase the person from a contact, or from the contact of a consent; the function stays, the consent is withdrawn.

    `keep` may name `email` and `phone` where these are the function's. `whole` deletes contact and consents. The reason
    stays in the log, so it may not name the person. Raises Conflict, Invalid, NotFound, NotAllowed and StoreError.
    """
    needs_reason(reason)

    def work_out(work: Work) -> set[str]:
        record = as_seen(work, viewer, ref, expected_version, None)
        contacts = _contacts(work, record)
        consents = _consents(work, record, contacts)
        for personal in (*contacts, *consents):
            require(viewer, Action.ERASE, personal)
        persons = _persons(store, contacts)
        if any(part in fold(reason).split() for person in persons for part in name_parts(person)):
            refuse({"reason": _NO_NAMES})
        for consent in consents:
            _end(work, consent, at.date(), whole=whole)
        for contact in contacts:
            if whole:
                _delete(work, contact)
            else:
                forget_person(work, contact, keep)
        return persons

    return erasing(store, viewer, work_out, ref, reason=reason, at=at, mutation_id=mutation_id)


def forget(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    changes: Mapping[str, object],
    *,
    expected_version: int,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Erased:
    """Change an entry, such as a note that named somebody, and let the log forget what it held of it before."""
    needs_reason(reason)

    def work_out(work: Work) -> set[str]:
        require(viewer, Action.ERASE, as_seen(work, viewer, ref, expected_version, changes))
        plan(work, viewer, [Edit(ref, changes, expected_version)], at)
        work.erase(ref)
        return set()

    return erasing(store, viewer, work_out, ref, reason=reason, at=at, mutation_id=mutation_id)


def _contacts(work: Work, record: Record) -> list[Contact]:
    if isinstance(record, Contact):
        return [record]
    if isinstance(record, Consent):
        every = work.all(record.dataset, Contact)
        return [contact for contact in every if contact.consent == record.id or contact.id == record.contact]
    reason = _NOT_PERSONAL.fill(kind=record.meta.plural)
    raise Invalid(reason, {"id": reason})


def _consents(work: Work, record: Record, contacts: Iterable[Contact]) -> list[Consent]:
    """All consents that speak of the person: of these contacts, and the one that was asked about."""
    of = {contact.id for contact in contacts}
    named = {contact.consent for contact in contacts} | {record.id}
    return [c for c in work.all(record.dataset, Consent) if c.contact in of or c.id in named]


def _persons(store: Store, contacts: Iterable[Contact]) -> set[str]:
    """All names that these contacts ever had."""
    log = store.log(ids=[contact.id for contact in contacts])
    held = (entry.record for logged in log for entry in logged.entries)
    return {record.person_name for record in held if isinstance(record, Contact) and record.person_name}


def _end(work: Work, consent: Consent, on: date, *, whole: bool) -> None:
    if whole:
        _delete(work, consent)
        return
    work.put(replace(consent, withdrawn_on=consent.withdrawn_on or on, note=None, as_written=()))
    work.erase(consent.id)


def _delete(work: Work, record: Record) -> None:
    """Delete the entry and what speaks of it, and have all of that forgotten."""
    now = work.get(record.id)
    assert now is not None
    for along in hanging(now, work.everything(now.dataset).values()).goes_along:
        work.erase(along.id)
    plan_removal(work, now, detach=True)
    work.erase(record.id)


_NO_NAMES = Text(
    "Der Grund bleibt im Protokoll; er darf die Person nicht nennen.",
    "The reason stays in the log; it may not name the person.",
)
_NOT_PERSONAL = Text(
    "{kind} sind keine Personendaten. Ein Name in einem Text lässt sich ändern und dabei aus dem Verlauf tilgen.",
    "{kind} are no personal data. A name in a text can be changed, and erased from the history with it.",
)
