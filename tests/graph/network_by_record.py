"""Networks record by record, the way they were first written: slow and plain, to hold the columns to."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.model import Actor, Contribution, Group, Measure, Membership, Offer, Place, Plan, Ref, Responsibility, Tie
from graph.model.states import PlaceLevel
from graph.network.network import Network
from graph.network.packed import BACK, THERE, Levels
from graph.network.waves import newest_wave
from graph.picture import View
from graph.rollup import Ladder, downwards
from graph.scope import COOPERATION, PROJECTED, RESPONSIBILITY, SHARED_MEASURES, Scope, known_layer
from graph.validity import Activity, in_force, is_open, takes_part, tie_holds


class DistrictByRecord:
    """The actors of a dataset on a day, their ties, and what they work on together, record by record."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self.view = view
        self.dataset = dataset
        self.on = on

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(actor for actor in self.view.all(Actor, self.dataset) if actor.cooperates)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.view.all(Tie, self.dataset) if tie_holds(tie, self.on))

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        both: tuple[Activity, ...] = (*self.view.all(Measure, self.dataset), *self.view.all(Offer, self.dataset))
        return tuple(activity for activity in both if is_open(activity, self.on))

    @cached_property
    def partners(self) -> dict[Ref, tuple[Ref, ...]]:
        contributions = self.view.all(Contribution, self.dataset)
        return _by_target((*self._responsibilities, *contributions), self.on)

    @cached_property
    def holders(self) -> dict[Ref, tuple[Ref, ...]]:
        return _by_target(self._responsibilities, self.on)

    @property
    def _responsibilities(self) -> tuple[Responsibility, ...]:
        return self.view.all(Responsibility, self.dataset)

    def activities_in(self, scope: Scope) -> tuple[Activity, ...]:
        chosen = self.activities
        if scope.field is not None:
            fields = downwards(self.view, scope.field)
            chosen = tuple(a for a in chosen if not fields.isdisjoint(a.fields))
        if scope.plan is not None:
            adopted = frozenset(plan.adopts) if (plan := self.view.one(Plan, scope.plan)) else frozenset()
            chosen = tuple(a for a in chosen if getattr(a, "plan", None) == scope.plan or a.id in adopted)
        return chosen

    def ties_in(self, scope: Scope) -> tuple[Tie, ...]:
        if scope.field is None:
            return self.ties
        fields = downwards(self.view, scope.field)
        return tuple(tie for tie in self.ties if not tie.fields or not fields.isdisjoint(tie.fields))

    def members(self, scope: Scope) -> tuple[Actor, ...]:
        circles = list(self._circles(scope))
        return tuple(actor for actor in self.actors if all(actor.id in circle for circle in circles))

    def _circles(self, scope: Scope) -> Iterator[frozenset[Ref]]:
        if scope.field is not None:
            yield self._in_field(scope)
        if scope.place is not None:
            yield self._in_place(scope.place)
        if scope.group is not None:
            yield self._in_group(scope.group)
        if scope.plan is not None:
            yield self._working_on(self.activities_in(scope))
        if scope.actor_types:
            types = frozenset(t for chosen in scope.actor_types for t in downwards(self.view, chosen))
            yield frozenset(actor.id for actor in self.actors if not types.isdisjoint(actor.type))

    def _in_field(self, scope: Scope) -> frozenset[Ref]:
        assert scope.field is not None
        fields = downwards(self.view, scope.field)
        found = {end for tie in self.ties if not fields.isdisjoint(tie.fields) for end in (tie.source, tie.target)}
        groups = [group for group in self.view.all(Group, self.dataset) if not fields.isdisjoint(group.fields)]
        in_groups = (self._in_group(group.id) for group in groups)
        return frozenset(found).union(self._working_on(self.activities_in(scope)), *in_groups)

    def _in_place(self, place: Ref) -> frozenset[Ref]:
        parts = downwards(self.view, place)
        found = {actor.id for actor in self.actors if not parts.isdisjoint(actor.places)}
        record = self.view.one(Place, place)
        if record is not None and record.level is PlaceLevel.DISTRICT:
            found |= {actor.id for actor in self.actors if not actor.places}
        return frozenset(found)

    def _in_group(self, group: Ref) -> frozenset[Ref]:
        record = self.view.one(Group, group)
        if record is None or not in_force(record.since, record.until, self.on):
            return frozenset()
        members = self.view.referring(group, Membership, "target")
        found = {member.source for member in members if in_force(member.since, member.until, self.on)}
        return frozenset(found | ({record.chair} if record.chair else set()))

    def _working_on(self, activities: tuple[Activity, ...]) -> frozenset[Ref]:
        return frozenset(actor for activity in activities for actor in self.partners.get(activity.id, ()))


def _by_target(edges: Iterable[Responsibility | Contribution], on: date) -> dict[Ref, tuple[Ref, ...]]:
    found: dict[Ref, dict[Ref, None]] = defaultdict(dict)
    for edge in edges:
        if takes_part(edge, on):
            found[edge.target][edge.source] = None
    return {target: tuple(actors) for target, actors in found.items()}


class _Tied(NamedTuple):
    """What joins two actors: a tie, or work on the same measure."""

    a: Ref
    b: Ref
    level: float | None
    record: Ref
    layer: str
    directed: bool = False


class NetworksByRecord:
    def __init__(self, view: View, dataset: str, on: date) -> None:
        self.district = DistrictByRecord(view, dataset, on)
        self._wave = newest_wave(view, dataset, on)
        towns = (place.id for place in view.all(Place, dataset) if place.level is PlaceLevel.MUNICIPALITY)
        self._towns = Ladder(view, towns)

    def of(self, scope: Scope) -> Network:
        members = self.district.members(scope)
        index = {actor.id: position for position, actor in enumerate(members)}
        loops = 0
        lines: dict[tuple[int, int], list[_Tied]] = {}
        for tied in self._tied(scope):
            if tied.a not in index or tied.b not in index:
                continue
            i, j = sorted((index[tied.a], index[tied.b]))
            if i == j:
                loops += 1
            else:
                lines.setdefault((i, j), []).append(tied)
        ordered = sorted(lines.items())
        levels = [[tied.level for tied in line if tied.level is not None] for _, line in ordered]
        return Network(
            scope=scope,
            on=self.district.on,
            ids=tuple(actor.id for actor in members),
            external_ids=tuple(actor.external_id for actor in members),
            names=tuple(actor.name for actor in members),
            source=np.array([i for (i, _), _ in ordered], dtype=np.int32),
            target=np.array([j for (_, j), _ in ordered], dtype=np.int32),
            level=Levels.of(np.array([sum(stated) / len(stated) if stated else np.nan for stated in levels])),
            behind=tuple(tuple(tied.record for tied in line) for _, line in ordered),
            layers=_layers([{tied.layer for tied in line} for _, line in ordered]),
            groups={
                "actorType": tuple(next(iter(actor.type), None) for actor in members),
                "place": tuple(next(iter(self._towns.rungs(actor.places)), None) for actor in members),
            },
            ways=_ways([(ends, line) for ends, line in ordered], index),
            loops=loops,
            parallel=sum(len(line) - 1 for _, line in ordered),
            wave=None if scope.layer in PROJECTED else self._wave,
        )

    def _tied(self, scope: Scope) -> Iterator[_Tied]:
        layer = known_layer(scope.layer)
        if layer not in PROJECTED:
            for tie in self.district.ties_in(scope):
                yield _Tied(tie.source, tie.target, tie.level, tie.id, tie.layer, tie.directed)
        if layer != COOPERATION:
            joint = RESPONSIBILITY if layer == RESPONSIBILITY else SHARED_MEASURES
            working = self.district.holders if joint == RESPONSIBILITY else self.district.partners
            for activity in self.district.activities_in(scope):
                for a, b in itertools.combinations(working.get(activity.id, ()), 2):
                    yield _Tied(a, b, None, activity.id, joint)


def _layers(lines: Sequence[Set[str]]) -> Mapping[str, NDArray[np.bool_]]:
    names = sorted(set().union(*lines))
    return {name: np.array([name in line for line in lines], dtype=np.bool_) for name in names}


def _ways(lines: Sequence[tuple[tuple[int, int], list[_Tied]]], index: Mapping[Ref, int]) -> NDArray[np.uint8] | None:
    if not any(tied.directed for _, line in lines for tied in line):
        return None
    there = [any(index[tied.a] == i or not tied.directed for tied in line) for (i, _), line in lines]
    back = [any(index[tied.a] == j or not tied.directed for tied in line) for (_, j), line in lines]
    return np.array([THERE * a + BACK * b for a, b in zip(there, back, strict=True)], dtype=np.uint8)
