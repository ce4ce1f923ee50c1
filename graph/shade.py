"""Where in a dataset something lies that somebody may not see: by municipality at the finest, never what it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.coverage.reach import EVERYWHERE
from graph.model import Actor, Duty, Edge, Measure, Offer, Place, Record, Ref
from graph.model.states import PlaceLevel
from graph.picture import View
from graph.rollup import Ladder
from graph.rows import references, targets

_LOCATED = frozenset(kind.__name__ for kind in (Actor, Measure, Offer, Duty))

Where = frozenset[Ref] | None
"""The municipalities that something belongs to; None: to the dataset as a whole."""


@dataclass(frozen=True, slots=True)
class Shade:
    """The municipalities in which something is hidden; `everywhere` where it belongs to no municipality."""

    places: frozenset[Ref] = frozenset()
    everywhere: bool = False

    def covers(self, where: Where) -> bool:
        """Whether something hidden may bear on what belongs there. What belongs to the whole is shaded by anything."""
        return self.everywhere or (bool(self.places) if where is None else not self.places.isdisjoint(where))


class Whereabouts:
    """Tells of every record of a dataset which municipalities it belongs to."""

    def __init__(self, whole: View, dataset: str) -> None:
        self._whole = whole
        self._dataset = dataset
        towns = (place.id for place in whole.all(Place, dataset) if place.level is PlaceLevel.MUNICIPALITY)
        self._ladder = Ladder(whole, towns)

    def of(self, record: Record | None) -> Where:
        """By the places that it names; an edge by both its ends; what names none by the actors, measures … it names."""
        if record is None or getattr(record, "reach", None) in EVERYWHERE:
            return None
        if isinstance(record, Edge):
            return _together(self.of(self._whole.get(end)) for end in (record.source, record.target))
        named = [record.id] if isinstance(record, Place) else self._named(record, frozenset({"Place"}))
        if named:
            rungs = [self._ladder.rung(ref) for ref in named]
            return None if None in rungs else frozenset(rung for rung in rungs if rung is not None)
        if type(record).__name__ in _LOCATED:
            return None
        return _together(self.of(self._whole.get(ref)) for ref in self._named(record, _LOCATED))

    def of_hidden(self, seen: View, kinds: Iterable[type[Record]]) -> Shade:
        """Where something of these kinds lies that `seen` does not show."""
        places: set[Ref] = set()
        for kind in kinds:
            for record in self._whole.all(kind, self._dataset):
                if not seen.shows(record.id):
                    where = self.of(record)
                    if where is None:
                        return Shade(everywhere=True)
                    places |= where
        return Shade(frozenset(places))

    def _named(self, record: Record, kinds: frozenset[str]) -> list[Ref]:
        return [
            ref
            for prop in references(type(record))
            if prop.to is not None and kinds.issuperset(prop.to.kinds)
            for ref in targets(record, prop)
        ]


def _together(parts: Iterable[Where]) -> Where:
    found: set[Ref] = set()
    some = False
    for part in parts:
        if part is None:
            return None
        found |= part
        some = True
    return frozenset(found) if some else None
