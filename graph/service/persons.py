"""A person's name stands in a contact only with a consent in force; when that ends, it goes from the past as well."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from graph.keys import made_up
from graph.language import Text
from graph.model import Consent, Contact, Ref, global_id
from graph.rights.showing import in_force
from graph.service.mentions import name_parts
from graph.service.repointing import repoint
from graph.service.values import refuse
from graph.service.work import Work
from graph.text import fold


def keep_agreed_names(work: Work, on: date, entered: Collection[Ref]) -> None:
    """Take the names out of contacts whose consent does not hold, and out of the log.

    Raises Invalid if such a name was `entered` just now.
    """
    for contact in list(_contacts(work)):
        if contact.person_name is None or _has_consent(work, contact, on):
            continue
        if contact.id in entered:
            refuse({"personName": _NO_CONSENT})
        forget_person(work, contact, keep=("email", "phone"))


def forget_person(work: Work, contact: Contact, keep: Collection[str] = ()) -> None:
    """Put the contact without its person into the work, and let the log forget what it held of it.

    `keep` may name `email` and `phone` where these are the function's; an address that holds a part of the name goes
    anyway. A contact whose key names the person is made anew under another, and all that named it names the new one.
    """
    name = contact.person_name or ""
    email = contact.email if "email" in keep and not names(name, contact.email) else None
    phone = contact.phone if "phone" in keep else None
    bare = replace(contact, person_name=None, email=email, phone=phone, note=None, as_written=())
    work.put(bare)
    work.erase(contact.id)
    key = contact.external_id
    if names(name, key) or (email is None and contact.email and fold(contact.email) in fold(key)):
        new_key = made_up(Contact.meta.label.de)
        ref = global_id(contact.dataset, Contact.__name__, new_key)
        anew = replace(bare, id=ref, external_id=new_key, version=1)
        work.put(anew)
        repoint(work, contact, anew)
        work.delete(contact)


def names(person: str, text: str | None) -> bool:
    """Whether a mail address or a key holds a part of a person's name."""
    held = fold(text or "")
    return any(part in held for part in name_parts(person))


def _contacts(work: Work) -> Iterator[Contact]:
    """The contacts that change, and those whose consent does."""
    found: dict[Ref, Contact] = {}
    for ref in work.changes:
        for record in (work.get(ref), work.held(ref)):
            if isinstance(record, Contact):
                found[ref] = record
            elif isinstance(record, Consent):
                of_it = work.all(record.dataset, Contact)
                found |= {contact.id: contact for contact in of_it if contact.consent == record.id}
    return (contact for ref in found if isinstance(contact := work.get(ref), Contact))


def _has_consent(work: Work, contact: Contact, on: date) -> bool:
    consent = work.get(contact.consent) if contact.consent is not None else None
    if not isinstance(consent, Consent) or consent.contact not in (None, contact.id):
        return False
    return in_force(consent, on)


_NO_CONSENT = Text(
    "Der Name einer Person wird nur mit einer geltenden Einwilligung gespeichert.",
    "A person's name is stored only with a consent in force.",
)
