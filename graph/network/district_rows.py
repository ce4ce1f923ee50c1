"""A district as rows of the picture's tables: who belongs to it and what joins them, without a record for each.

What holds on a day is decided by `graph.validity`, asked once for each combination of values.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from graph.model import (
    Actor,
    Contribution,
    Group,
    Measure,
    Membership,
    Offer,
    Place,
    Plan,
    Record,
    Ref,
    Responsibility,
    Tie,
)
from graph.model.states import PlaceLevel
from graph.network.joins import Joins, Named, pairs
from graph.picture import View
from graph.picture.alike import vague, where
from graph.picture.column import Ints, Mask
from graph.rollup import downwards
from graph.scope import RESPONSIBILITY, SHARED_MEASURES, Scope
from graph.validity import Activity, in_force, is_open, takes_part, tie_holds

ACTIVITIES: tuple[type[Activity], ...] = (Measure, Offer)
"""The kinds of what actors work on together."""

EDGES: tuple[type[Responsibility | Contribution], ...] = (Responsibility, Contribution)
"""The edges by which actors work on them."""

_IN_FORCE = (*vague("since"), *vague("until"))
_LASTING = ("state", *_IN_FORCE)
_OPEN: dict[type[Activity], tuple[str, ...]] = {
    Measure: ("status", "status_text", *vague("end")),
    Offer: ("status", *vague("end")),
}
_TAKES_PART: dict[type[Responsibility | Contribution], tuple[str, ...]] = {Responsibility: _LASTING, Contribution: ()}


class DistrictRows:
    """The rows of a dataset that count on a day, by kind."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self.view = view
        self.dataset = dataset
        self.on = on

    @cached_property
    def actors(self) -> Ints:
        """The actors that can cooperate, in the order of names."""
        rows = where(self.view, Actor, self.seen(Actor), ("cooperates",), lambda actor: bool(actor.cooperates))
        return self.in_order(Actor, rows)

    @cached_property
    def ties(self) -> Ints:
        """The ties that hold on the day."""
        return where(self.view, Tie, self.seen(Tie), _LASTING, lambda tie: tie_holds(tie, self.on))

    @cached_property
    def activities(self) -> dict[type[Activity], Ints]:
        """The measures and offers that are open on the day."""
        return {
            kind: where(self.view, kind, self.seen(kind), _OPEN[kind], lambda activity: is_open(activity, self.on))
            for kind in ACTIVITIES
        }

    @cached_property
    def taking_part(self) -> dict[type[Responsibility | Contribution], Ints]:
        """The edges by which actors work on something on the day."""
        return {
            kind: where(self.view, kind, self.seen(kind), names, lambda edge: takes_part(edge, self.on))
            for kind, names in _TAKES_PART.items()
        }

    def ends(self, kind: type[Record], rows: Ints, name: str, target: type[Record]) -> Ints:
        """For each row the row that it names by a property; -1 where that is of another kind."""
        owners, found = self.view.picture.pairs(kind, name, target)
        held = np.full(len(self.view.picture.table(kind)), -1, dtype=np.int32)
        held[owners] = found
        return held[rows]

    def partners(
        self, kind: type[Activity], edges: Iterable[type[Responsibility | Contribution]] = EDGES
    ) -> tuple[Ints, Ints]:
        """Who works on the activities of a kind: rows of activities and of actors, each pair once, sorted."""
        size = max(1, len(self.view.picture.table(Actor)))
        keys = [np.zeros(0, dtype=np.int64)]
        for edge in edges:
            rows = self.taking_part[edge]
            activity = self.ends(edge, rows, "target", kind).astype(np.int64)
            actor = self.ends(edge, rows, "source", Actor)
            keys.append((activity * size + actor)[(activity >= 0) & (actor >= 0)])
        both = np.unique(np.concatenate(keys))
        return (both // size).astype(np.int32), (both % size).astype(np.int32)

    def activities_in(self, scope: Scope) -> dict[type[Activity], Ints]:
        """The open measures and offers in the scope's field and plan."""
        chosen = dict(self.activities)
        view = self.view
        if scope.field is not None:
            fields = downwards(view, scope.field)
            for kind, rows in chosen.items():
                chosen[kind] = where(view, kind, rows, ("fields",), lambda a: not fields.isdisjoint(a.fields))
        if scope.plan is not None:
            adopted = frozenset(plan.adopts) if (plan := view.one(Plan, scope.plan)) else frozenset()
            chosen[Measure] = where(
                view, Measure, chosen[Measure], ("id", "plan"), lambda m: m.plan == scope.plan or m.id in adopted
            )
            chosen[Offer] = where(view, Offer, chosen[Offer], ("id",), lambda offer: offer.id in adopted)
        return chosen

    def ties_in(self, scope: Scope) -> Ints:
        """The ties in the scope's field or a sub-field, and those of which nobody said a field."""
        if scope.field is None:
            return self.ties
        fields = downwards(self.view, scope.field)
        return where(
            self.view, Tie, self.ties, ("fields",), lambda tie: not tie.fields or not fields.isdisjoint(tie.fields)
        )

    def tied_in(self, fields: Set[Ref]) -> Ints:
        """The ends of the ties of which somebody said one of the fields."""
        tied = where(self.view, Tie, self.ties, ("fields",), lambda tie: not fields.isdisjoint(tie.fields))
        return np.concatenate([self.ends(Tie, tied, end, Actor) for end in ("source", "target")])

    def joins_by_ties(self, scope: Scope) -> Joins:
        """The ties in the scope."""
        view, rows = self.view, self.ties_in(scope)
        layer = view.column(Tie, "layer")
        return Joins(
            self.ends(Tie, rows, "source", Actor),
            self.ends(Tie, rows, "target", Actor),
            self._levels[rows],
            layer.codes[rows].astype(np.int64),
            layer.vocabulary,
            view.column(Tie, "directed").among((True,))[rows],
            lambda: self._named_in_order(Tie, rows),
        )

    def joins_by_work(self, scope: Scope) -> Iterator[Joins]:
        """Work on the same measure or offer in the scope; on the layer of responsibility, answering for it together."""
        joint = RESPONSIBILITY if scope.layer == RESPONSIBILITY else SHARED_MEASURES
        for kind, rows in self.activities_in(scope).items():
            activity, actor = self.partners(kind, EDGES[:1] if joint == RESPONSIBILITY else EDGES)
            inside = self._mask(kind, rows)[activity]
            activity, actor = activity[inside], actor[inside]
            place, one, other = pairs(activity, actor)
            yield Joins.of_work(one, other, joint, partial(self._named_in_order, kind, activity[place]))

    def members(self, scope: Scope) -> Ints:
        """The actors that belong to the scope's network, in the order of names."""
        inside = np.ones(len(self.view.picture.table(Actor)), dtype=np.bool_)
        for circle in self._circles(scope):
            inside &= circle
        return self.actors[inside[self.actors]]

    def in_order(self, kind: type[Record], rows: Ints) -> Ints:
        """The rows in the order of lists: by name, see `graph.picture.table`."""
        order = self.view.picture.table(kind).order
        return order[self._mask(kind, rows)[order]]

    def _circles(self, scope: Scope) -> Iterator[Mask]:
        view = self.view
        if scope.field is not None:
            yield self._in_field(scope)
        if scope.place is not None:
            yield self._in_place(scope.place)
        if scope.group is not None:
            yield self._in_group(scope.group)
        if scope.plan is not None:
            yield self._working_on(self.activities_in(scope))
        if scope.actor_types:
            types = frozenset(t for chosen in scope.actor_types for t in downwards(view, chosen))
            of_type = where(view, Actor, self.actors, ("type",), lambda actor: not types.isdisjoint(actor.type))
            yield self._mask(Actor, of_type)

    def _in_field(self, scope: Scope) -> Mask:
        assert scope.field is not None
        fields = downwards(self.view, scope.field)
        found = self._mask(Actor, self.tied_in(fields))
        for group in self.view.all(Group, self.dataset):
            if not fields.isdisjoint(group.fields):
                found |= self._in_group(group.id)
        return found | self._working_on(self.activities_in(scope))

    def _in_place(self, place: Ref) -> Mask:
        parts = downwards(self.view, place)
        record = self.view.one(Place, place)
        is_district = record is not None and record.level is PlaceLevel.DISTRICT
        located = where(
            self.view, Actor, self.actors, ("places",),
            lambda actor: not parts.isdisjoint(actor.places) or (is_district and not actor.places),
        )  # fmt: skip
        return self._mask(Actor, located)

    def _in_group(self, group: Ref) -> Mask:
        record = self.view.one(Group, group)
        if record is None or not in_force(record.since, record.until, self.on):
            return self._named(())
        members = self.view.referring(group, Membership, "target")
        found = [member.source for member in members if in_force(member.since, member.until, self.on)]
        return self._named([*found, record.chair] if record.chair else found)

    def _working_on(self, activities: dict[type[Activity], Ints]) -> Mask:
        found = self._named(())
        for kind, rows in activities.items():
            activity, actor = self.partners(kind)
            found[actor[self._mask(kind, rows)[activity]]] = True
        return found

    def _named(self, actors: Iterable[Ref]) -> Mask:
        position = self.view.picture.table(Actor).position
        return self._mask(Actor, np.array([row for ref in actors if (row := position.get(ref)) is not None], np.int32))

    @cached_property
    def _levels(self) -> NDArray[np.float64]:
        held = self.view.column(Tie, "level").values
        return np.array([np.nan if level is None else level for level in held], dtype=np.float64)

    def _named_in_order(self, kind: type[Record], rows: Ints) -> Named:
        table = self.view.picture.table(kind)
        place = np.empty(len(table), dtype=np.int64)
        place[table.order] = np.arange(len(table))
        return [table.column("id").values], rows.astype(np.int64), place[rows]

    def seen(self, kind: type[Record]) -> Ints:
        """The rows of the dataset that may be seen."""
        here = self.view.picture.table(kind).column("dataset").among((self.dataset,))
        return np.flatnonzero(self.view.mask_of(kind) & here).astype(np.int32)

    def _mask(self, kind: type[Record], rows: Ints) -> Mask:
        mask = np.zeros(len(self.view.picture.table(kind)), dtype=np.bool_)
        mask[rows] = True
        return mask
