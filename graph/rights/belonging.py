"""What is whose: the properties through which an entry belongs to an actor or lies in a place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from graph import model as m
from graph.model import Record, Ref
from graph.model.states import ResponsibilityState, Role
from graph.rights.table import OWN, TERRITORY, Extent
from graph.rights.viewer import Viewer
from graph.rows import targets
from graph.schema import property_of
from graph.validity import in_force

K = TypeVar("K", bound=Record)

_OWN_BY: dict[type[Record], tuple[str, ...]] = {
    m.Actor: ("places",),
    m.Place: ("part_of",),
    m.Group: ("actor", "place"),
    m.Contact: ("actor", "place"),
    m.Consent: ("contact",),
    m.Plan: ("place",),
    m.Measure: ("places",),
    m.Offer: ("places",),
    m.Duty: ("legal_holder", "places"),
    m.Need: ("places",),
    m.Event: ("organiser", "places"),
    m.Statement: ("place",),
    m.Inventory: ("place",),
    m.CellDecision: ("place",),
    m.StatusReport: ("measure",),
    m.Funding: ("measure",),
    m.Deadline: ("measure",),
    m.TieReport: ("reporter",),
    m.TieEvidence: ("actor_a", "actor_b"),
    m.Tie: ("source", "target"),
    m.Responsibility: ("source",),
    m.Contribution: ("source",),
    m.Membership: ("source",),
    m.Invitation: ("source",),
    m.Attendance: ("source",),
    m.Inquiry: ("source",),
}


class Readable(Protocol):
    """What `at_home` looks things up in; a view of everything is one."""

    def all(self, kind: type[K], dataset: str | None = None) -> tuple[K, ...]: ...

    def referring(self, ref: Ref, kind: type[K], property_name: str) -> tuple[K, ...]: ...


def own_by(kind: type[Record]) -> tuple[str, ...]:
    """The properties through which an entry of the kind belongs to somebody or lies in a territory.

    An entry is the viewer's if its own id, or one that it names by these, is among `ids_of(viewer, …)`. A property by
    which anybody could make an entry theirs (who reported it, who checked it) is not among them.
    """
    return _OWN_BY.get(kind, ())


@lru_cache(maxsize=256)
def ids_of(viewer: Viewer, extent: Extent) -> frozenset[Ref]:
    """The ids that make an entry the viewer's, as far as a right reaches over own things or the territory."""
    own = viewer.actors | viewer.held
    if extent & TERRITORY == TERRITORY:
        return own | viewer.places | viewer.nearby
    return own if extent & OWN else frozenset()


def belongs(record: Record, ids: frozenset[Ref]) -> bool:
    """Whether the entry is one of these, or belongs to one of them."""
    if not ids:
        return False
    if record.id in ids:
        return True
    kind = type(record)
    return any(not ids.isdisjoint(targets(record, property_of(kind, name))) for name in own_by(kind))


def at_home(viewer: Viewer, whole: Readable) -> Viewer:
    """The viewer with `places`, `held` and `nearby` as the graph has them; to be asked again at each revision.

    Official keys become places, places take their parts in. An actor holds its contacts and what it answers for; what
    lies in the territory is the actors there with what they hold, and the measures and offers there.
    """
    named = (place.id for place in whole.all(m.Place) if place.ags is not None and place.ags in viewer.ags)
    places = frozenset(_with_parts(whole, (*viewer.places, *named)))
    held = frozenset(_held(whole, viewer.actors, viewer.day))
    residents = frozenset(actor.id for place in places for actor in whole.referring(place, m.Actor, "places"))
    there = {a.id for place in places for kind in (m.Measure, m.Offer) for a in whole.referring(place, kind, "places")}
    nearby = frozenset({*residents, *_held(whole, residents, viewer.day), *there, *_contacts(whole, places, "place")})
    return replace(viewer, places=places, held=held, nearby=nearby)


def _with_parts(whole: Readable, places: Iterable[Ref]) -> set[Ref]:
    found: set[Ref] = set()
    waiting = list(places)
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += [place.id for place in whole.referring(step, m.Place, "part_of")]
    return found


def _held(whole: Readable, actors: Iterable[Ref], day: date | None) -> Iterator[Ref]:
    """What actors have agreed to answer for, or have to do by law, and their contacts."""
    for actor in actors:
        for answering in whole.referring(actor, m.Responsibility, "source"):
            agreed = answering.state is ResponsibilityState.ACCEPTED and answering.role is not Role.SUPPORTING
            if agreed and (day is None or in_force(answering.since, answering.until, day)):
                yield answering.target
        yield from (duty.id for duty in whole.referring(actor, m.Duty, "legal_holder"))
        yield from _contacts(whole, (actor,), "actor")


def _contacts(whole: Readable, refs: Iterable[Ref], name: str) -> Iterator[Ref]:
    return (contact.id for ref in refs for contact in whole.referring(ref, m.Contact, name))
