"""Builds the smallest district that shows a fact: `Small().actors("a", "b").tie("a", "b").view()`."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contribution,
    Edge,
    Group,
    Inquiry,
    Measure,
    Membership,
    Offer,
    Place,
    Record,
    Ref,
    Responsibility,
    Survey,
    Term,
    Tie,
    global_id,
)
from graph.model.states import MeasureStatus, PlaceLevel, ResponsibilityState, Role
from graph.picture import Picture, View
from graph.rights import OFFICE

ON = date(2026, 1, 15)
"""The day on which the tests look."""

D = "kreis"


def ref(kind: type[Record], key: str) -> Ref:
    return global_id(D, kind.__name__, key)


def refs(kind: type[Record], keys: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(ref(kind, key) for key in keys)


def year(number: int) -> VagueDate:
    return VagueDate(str(number), date(number, 1, 1), date(number, 12, 31))


def on(text: str) -> VagueDate:
    return VagueDate.on(date.fromisoformat(text))


class Small:
    """Records by hand; every method adds one and returns the builder. References are given by external id."""

    def __init__(self) -> None:
        self.records: dict[Ref, Record] = {}

    def view(self) -> View:
        return Picture(1, self.records).seen_by(OFFICE)

    def add(self, kind: type[Record], key: str, **values: Any) -> Self:
        identity = ref(kind, key)
        self.records[identity] = kind(id=identity, dataset=D, external_id=key, **values)
        return self

    def actors(self, *keys: str, **values: Any) -> Self:
        for key in keys:
            self.actor(key, **values)
        return self

    def actor(self, key: str, *, at: str | None = None, types: Iterable[str] = (), **values: Any) -> Self:
        places = refs(Place, [at]) if at else ()
        return self.add(Actor, key, **{"name": key, "places": places, "type": refs(Term, types), **values})

    def place(self, key: str, *, part_of: str | None = None, level: PlaceLevel = PlaceLevel.MUNICIPALITY) -> Self:
        return self.add(Place, key, name=key, level=level, part_of=ref(Place, part_of) if part_of else None)

    def term(self, scheme: str, key: str, *, broader: str | None = None, main: bool | None = None) -> Self:
        above = ref(Term, broader) if broader else None
        return self.add(Term, key, scheme=scheme, label=key, broader=above, main=main)

    def measure(self, key: str, status: MeasureStatus = MeasureStatus.IN_PROGRESS, **values: Any) -> Self:
        return self.add(Measure, key, **{"title": key, "status": status, **_pointing(values)})

    def offer(self, key: str, status: MeasureStatus = MeasureStatus.IN_PROGRESS, **values: Any) -> Self:
        return self.add(Offer, key, **{"title": key, "status": status, **_pointing(values)})

    def group(self, key: str, *members: str, fields: Iterable[str] = (), **values: Any) -> Self:
        self.add(Group, key, **{"name": key, "fields": refs(Term, fields), **values})
        for member in members:
            self.edge(Membership, member, key, Group)
        return self

    def tie(self, a: str, b: str, key: str = "", *, fields: Iterable[str] = (), **values: Any) -> Self:
        return self.edge(Tie, a, b, Actor, key=key, fields=refs(Term, fields), **values)

    def ties(self, *pairs: str) -> Self:
        """Ties written as "a-b"."""
        for pair in pairs:
            a, b = pair.split("-")
            self.tie(a, b)
        return self

    def responsible(
        self,
        actor: str,
        target: str,
        kind: type[Record] = Measure,
        *,
        role: Role = Role.LEAD,
        state: ResponsibilityState = ResponsibilityState.ACCEPTED,
        **values: Any,
    ) -> Self:
        return self.edge(Responsibility, actor, target, kind, role=role, state=state, **values)

    def contributes(self, actor: str, target: str, kind: type[Record] = Measure) -> Self:
        return self.edge(Contribution, actor, target, kind)

    def survey(self, answered: Iterable[str], silent: Iterable[str] = (), *, day: str = "2025-06-30") -> Self:
        self.add(Survey, "w", title="Befragung", end=on(day), roster="COMPLETE")
        for key in answered:
            self.edge(Inquiry, key, "w", Survey, responded_on=date.fromisoformat(day))
        for key in silent:
            self.edge(Inquiry, key, "w", Survey)
        return self

    def edge(
        self, kind: type[Edge], actor: str, target: str, ends: type[Record], *, key: str = "", **values: Any
    ) -> Self:
        name = key or f"{actor}|{target}"
        return self.add(kind, name, source=ref(Actor, actor), target=ref(ends, target), **values)


def _pointing(values: dict[str, Any]) -> dict[str, Any]:
    """`fields`, `places` and `target_groups` given by external id."""
    kinds: dict[str, type[Record]] = {"fields": Term, "places": Place, "target_groups": Term}
    return {name: refs(kinds[name], value) if name in kinds else value for name, value in values.items()}
