"""An entry as a viewer may see it: without the fields, the names, the numbers and the links that are not for them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from graph.model import Consent, Contact, Reading, Record, Ref
from graph.model.states import Visibility
from graph.rights.deciding import may
from graph.rights.seeing import LookUp, sees
from graph.rights.small_cells import NUMBERS, is_shut, without_numbers
from graph.rights.table import CLOSED, NAMES, Action
from graph.rights.viewer import Viewer, ViewerRole
from graph.rows import references, targets
from graph.schema import Property, ValueType, per_kind, properties
from graph.text import fold

K = TypeVar("K", bound=Record)

_PUBLIC_WORDS = frozenset(fold(word) for word in ("öffentlich", "public", "Karte", "map", "Integreat"))
_PARTNER_WORDS = frozenset(fold(word) for word in ("Partner", "partners", "für Partner"))


def shown(viewer: Viewer, record: K, look_up: LookUp | None = None) -> K:
    """The entry as the viewer may see it. It must be one that they may see.

    `look_up` finds any entry of the whole graph, hidden ones too. With it, links to what is hidden are left out, and a
    person's name is shown where a consent allows it; without it, names are left out and links stay. The numbers of a
    reading of few cases are left out either way.
    """
    if viewer.sees_everything:
        return record
    taken: dict[str, Any] = {
        prop.name: _empty(prop) for prop in _closed(type(record)) if _is_shut(viewer, record, prop)
    }
    if isinstance(record, Contact) and record.person_name is not None:
        consent = look_up(record.consent) if look_up is not None and record.consent is not None else None
        if not may_name(viewer, record, consent if isinstance(consent, Consent) else None):
            taken["person_name"] = None
    if look_up is not None:
        taken.update(_without_links(viewer, record, look_up))
    left = replace(record, **taken) if taken else record
    if isinstance(left, Reading) and is_shut(viewer, record, look_up):
        return cast("K", without_numbers(left))
    return left


def may_differ(kind: type[Record], name: str) -> bool:
    """Whether a property may be hidden from some who see the entry; links apart."""
    return name in CLOSED or (kind is Reading and name in NUMBERS)


def visible(viewer: Viewer, records: Mapping[Ref, Record]) -> dict[Ref, Record]:
    """Those of the records that the viewer sees, as they see them: the measure of what every view has to show."""
    return {
        ref: shown(viewer, record, records.get) for ref, record in records.items() if sees(viewer, record, records.get)
    }


def may_name(viewer: Viewer, contact: Contact, consent: Consent | None) -> bool:
    """Whether the viewer may see whom a contact names.

    The office sees the name that it keeps, to mend or erase it. Everybody else needs the right and a consent in force
    on their day, the scope of which says for whom: the public, partners, or the office alone (also meant by no word, or
    by one that nobody knows). The contact's own actor needs a consent in force, whatever its scope.
    """
    if not may(viewer, Action.READ, contact, "person_name"):
        return False
    if viewer.role_in(contact.dataset) is ViewerRole.COORDINATION:
        return True
    if consent is None or contact.consent != consent.id or consent.contact not in (None, contact.id):
        return False
    if viewer.day is None or not in_force(consent, viewer.day):
        return False
    return audience(consent) is not Visibility.INTERNAL or contact.actor in viewer.actors


def in_force(consent: Consent, day: date) -> bool:
    """Whether the consent is given, not over and not withdrawn on the day; one that was withdrawn never is again."""
    given = consent.given_on is not None and consent.given_on <= day
    over = consent.valid_until is not None and consent.valid_until < day
    return given and not over and consent.withdrawn_on is None


def audience(consent: Consent) -> Visibility:
    """For whom somebody agreed to be named."""
    words = frozenset(fold(word) for word in (consent.scope or "").replace(";", ",").split(","))
    if words & _PUBLIC_WORDS:
        return Visibility.PUBLIC
    return Visibility.PARTNERS if words & _PARTNER_WORDS else Visibility.INTERNAL


@per_kind
def _closed(kind: type[Record]) -> tuple[Property, ...]:
    return tuple(prop for prop in properties(kind) if prop.name in CLOSED - NAMES)


def _is_shut(viewer: Viewer, record: Record, prop: Property) -> bool:
    held = getattr(record, prop.name)
    return held is not None and held != () and not may(viewer, Action.READ, record, prop.name)


def _empty(prop: Property) -> object:
    return () if prop.value_type in (ValueType.TEXTS, ValueType.REFERENCES) else None


def _without_links(viewer: Viewer, record: Record, look_up: LookUp) -> Iterable[tuple[str, object]]:
    for prop in references(type(record)):
        if prop.is_end:
            continue
        held = targets(record, prop)
        seen = tuple(ref for ref in held if (found := look_up(ref)) is not None and sees(viewer, found, look_up))
        if seen != held:
            yield prop.name, seen if prop.value_type is ValueType.REFERENCES else None
