"""The actors of a district on a day: which of them belong to a network, and what joins them.

Only actors that can cooperate are counted; those without a tie are too. Within a dataset an actor belongs to

- a field: if it has a tie there, takes part in an open measure or offer there, or sits in a group of the field;
- a place: if it is located in the place or a part of it; the district itself has its district-wide actors as well;
- a group: if it is a member or the chair on the day;
- a plan: if it takes part in one of its open measures;
- a type of actors: if it is of this or a narrower type.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from graph.model import Actor, Contribution, Group, Measure, Membership, Offer, Place, Plan, Ref, Responsibility, Tie
from graph.model.states import PlaceLevel
from graph.picture import View
from graph.rollup import downwards
from graph.scope import Scope
from graph.validity import Activity, in_force, is_open, takes_part, tie_holds


class District:
    """The actors of a dataset on a day, their ties, and what they work on together. Read once, asked often."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self.view = view
        self.dataset = dataset
        self.on = on

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors that can cooperate."""
        return tuple(actor for actor in self.view.all(Actor, self.dataset) if actor.cooperates)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties that hold on the day."""
        return tuple(tie for tie in self.view.all(Tie, self.dataset) if tie_holds(tie, self.on))

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The measures and offers that are open on the day."""
        both: tuple[Activity, ...] = (*self.view.all(Measure, self.dataset), *self.view.all(Offer, self.dataset))
        return tuple(activity for activity in both if is_open(activity, self.on))

    @cached_property
    def partners(self) -> dict[Ref, tuple[Ref, ...]]:
        """For each measure and offer, the actors that take part in it, in whatever role, each once."""
        contributions = self.view.all(Contribution, self.dataset)
        return _by_target((*self._responsibilities, *contributions), self.on)

    @cached_property
    def holders(self) -> dict[Ref, tuple[Ref, ...]]:
        """For each measure and offer, the actors that are responsible for it, in whatever role, each once."""
        return _by_target(self._responsibilities, self.on)

    @property
    def _responsibilities(self) -> tuple[Responsibility, ...]:
        return self.view.all(Responsibility, self.dataset)

    def activities_in(self, scope: Scope) -> tuple[Activity, ...]:
        """The open measures and offers in the scope's field and plan."""
        chosen = self.activities
        if scope.field is not None:
            fields = downwards(self.view, scope.field)
            chosen = tuple(a for a in chosen if not fields.isdisjoint(a.fields))
        if scope.plan is not None:
            adopted = frozenset(plan.adopts) if (plan := self.view.one(Plan, scope.plan)) else frozenset()
            chosen = tuple(a for a in chosen if getattr(a, "plan", None) == scope.plan or a.id in adopted)
        return chosen

    def ties_in(self, scope: Scope) -> tuple[Tie, ...]:
        """The ties in the scope's field or a sub-field, and those of which nobody said a field."""
        if scope.field is None:
            return self.ties
        fields = downwards(self.view, scope.field)
        return tuple(tie for tie in self.ties if not tie.fields or not fields.isdisjoint(tie.fields))

    def members(self, scope: Scope) -> tuple[Actor, ...]:
        """The actors that belong to the scope's network, in the order of their names."""
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
