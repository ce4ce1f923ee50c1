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

from graph.model import Actor, Contribution, Ref, Responsibility, Tie
from graph.network.district_rows import ACTIVITIES, EDGES, DistrictRows
from graph.picture import View
from graph.picture.column import Ints
from graph.scope import Scope
from graph.validity import Activity


class District:
    """The actors of a dataset on a day, their ties, and what they work on together. Read once, asked often.

    `rows` has the same as rows of the picture, for those who look at columns.
    """

    def __init__(self, view: View, dataset: str, on: date, rows: DistrictRows | None = None) -> None:
        self.view = view
        self.dataset = dataset
        self.on = on
        self.rows = rows or DistrictRows(view, dataset, on)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """All actors that can cooperate."""
        return tuple(self.view.records(Actor, self.rows.actors.tolist()))

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """The ties that hold on the day."""
        return self._ties(self.rows.ties)

    @cached_property
    def tied(self) -> frozenset[frozenset[Ref]]:
        """The pairs with a tie on the day, in whatever field and layer."""
        return frozenset(frozenset((tie.source, tie.target)) for tie in self.ties)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The measures and offers that are open on the day."""
        return tuple(self._activities(self.rows.activities))

    @cached_property
    def partners(self) -> dict[Ref, tuple[Ref, ...]]:
        """For each measure and offer, the actors that take part in it, in whatever role, each once."""
        return self._by_target(EDGES)

    @cached_property
    def holders(self) -> dict[Ref, tuple[Ref, ...]]:
        """For each measure and offer, the actors that are responsible for it, in whatever role, each once."""
        return self._by_target((Responsibility,))

    def activities_in(self, scope: Scope) -> tuple[Activity, ...]:
        """The open measures and offers in the scope's field and plan."""
        return tuple(self._activities(self.rows.activities_in(scope)))

    def ties_in(self, scope: Scope) -> tuple[Tie, ...]:
        """The ties in the scope's field or a sub-field, and those of which nobody said a field."""
        return self._ties(self.rows.ties_in(scope))

    def members(self, scope: Scope) -> tuple[Actor, ...]:
        """The actors that belong to the scope's network, in the order of their names."""
        return tuple(self.view.records(Actor, self.rows.members(scope).tolist()))

    def _by_target(self, kinds: Iterable[type[Responsibility | Contribution]]) -> dict[Ref, tuple[Ref, ...]]:
        found: dict[Ref, dict[Ref, None]] = defaultdict(dict)
        for kind in kinds:
            table = self.view.picture.table(kind)
            sources, targets = table.column("source").values, table.column("target").values
            for row in self.rows.in_order(kind, self.rows.taking_part[kind]).tolist():
                found[targets[row]][sources[row]] = None
        return {target: tuple(actors) for target, actors in found.items()}

    def _ties(self, rows: Ints) -> tuple[Tie, ...]:
        return tuple(self.view.records(Tie, self.rows.in_order(Tie, rows).tolist()))

    def _activities(self, rows: dict[type[Activity], Ints]) -> Iterator[Activity]:
        for kind in ACTIVITIES:
            yield from self.view.records(kind, self.rows.in_order(kind, rows[kind]).tolist())
