"""Who coordinates: the integration centre by its type, and whoever has a duty to coordinate."""

from dataclasses import dataclass
from datetime import date

from graph.model import Actor, Duty, Ref, Responsibility, Term
from graph.office.actor_types import INTEGRATION_CENTRE, is_called
from graph.picture import View
from graph.text import fold
from graph.validity import answers_for

_WORD = fold("Koordin")


@dataclass(frozen=True, slots=True)
class Mandate:
    """An actor that has to coordinate, and the duties that say so."""

    actor: Ref
    duties: tuple[Duty, ...]


def centres(view: View, dataset: str) -> frozenset[Ref]:
    """The actors of the type “Kommunales Integrationszentrum”."""
    types = (term for term in view.all(Term, dataset) if is_called(term, INTEGRATION_CENTRE))
    return frozenset(actor.id for term in types for actor in view.referring(term.id, Actor, "type"))


def mandates(view: View, dataset: str, on: date) -> tuple[Mandate, ...]:
    """Those on whom the duty register lays the coordination: a duty whose title says so, in the order of their names.

    They are who holds the duty by law or contract, or, where somebody else answers for it on the day, that one too.
    """
    found: dict[Ref, list[Duty]] = {}
    for duty in view.all(Duty, dataset):
        if _WORD in fold(duty.title):
            answering = (r.source for r in view.referring(duty.id, Responsibility, "target") if answers_for(r, on))
            for actor in dict.fromkeys([*([duty.legal_holder] if duty.legal_holder else []), *answering]):
                found.setdefault(Ref(actor), []).append(duty)
    held = sorted(view.many(Actor, found), key=lambda actor: (actor.name, actor.id))
    return tuple(Mandate(actor.id, tuple(found[actor.id])) for actor in held)
