"""Which cells of field, municipality and target group are covered, and what is known of the others.

A cell is covered (something is under way), else nominal (something is open), else not required (declared), else a gap
(somebody looked and found nothing), else unknown. Sub-fields count for their field, quarters for their municipality.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from graph.confirmation import Confirmations
from graph.cube import Cell, CellState, Cube, Mark
from graph.dates import VagueDate
from graph.model import CellDecision, Inventory, Measure, Offer, Place, Plan, Ref
from graph.model.states import CellDecisionKind, PlaceLevel, PlanStatus
from graph.picture import View
from graph.reach import is_district, is_district_wide
from graph.rollup import Ladder, axis, downwards
from graph.validity import Activity, decision_holds, inventory_holds, is_active, is_open

_Key = tuple[Ref, Ref, Ref]


def coverage(view: View, dataset: str, on: date, *, count_district_wide: bool = True, plan: Ref | None = None) -> Cube:
    """The cube of a dataset on a day.

    `count_district_wide` counts district-wide measures for every municipality (marked). With a `plan`, only its
    measures and their offers count, and only an inventory of that plan tells a gap.
    """
    return _Count(view, dataset, on, count_district_wide, plan).cube()


@dataclass(slots=True)
class _Held:
    """What is known of one cell while counting."""

    here: dict[Ref, bool] = field(default_factory=dict)  # measures and offers, and whether one names the place
    inventories: list[Inventory] = field(default_factory=list)
    decision: Ref | None = None
    in_concept: bool = False


class _Count:
    def __init__(self, view: View, dataset: str, on: date, district_wide: bool, plan: Ref | None) -> None:
        self.view, self.dataset, self.on, self.district_wide, self.plan = view, dataset, on, district_wide, plan
        self.fields = axis(view, dataset, "field")
        self.groups = axis(view, dataset, "target_group")
        self.places = tuple(p for p in view.all(Place, dataset) if p.level is PlaceLevel.MUNICIPALITY)
        self.all_places = tuple(place.id for place in self.places)
        self.ladder = Ladder(view, (r.id for r in (*self.fields, *self.groups, *self.places)))
        self.held: dict[_Key, _Held] = defaultdict(_Held)
        self.active: set[Ref] = set()
        self.confirmations = Confirmations(view, dataset, on)

    def cube(self) -> Cube:
        concept = self._concept()
        unplaced = tuple(self._place_activities())
        self._place_concept(concept)
        self._place_inventories()
        self._place_decisions()
        axes = ([r.id for r in self.fields], self.all_places, [r.id for r in self.groups])
        cells = tuple(self._cell(key, concept is not None) for key in product(*axes))
        return Cube(
            self.dataset, self.on, self.fields, self.places, self.groups, cells, self.district_wide,
            concept.id if concept else None, self._is_complete(concept), unplaced,
        )  # fmt: skip

    def _place_activities(self) -> Iterator[Ref]:
        """Put every open measure and offer into its cells; yields those that are in none."""
        both: tuple[Activity, ...] = (
            *self.view.all(Measure, self.dataset),
            *self.view.all(Offer, self.dataset),
        )
        for activity in both:
            if not is_open(activity, self.on) or not self._counts(activity):
                continue
            if is_active(activity, self.on):
                self.active.add(activity.id)
            placed = False
            for key, names_place in self._cells_of(activity):
                self.held[key].here[activity.id] = names_place
                placed = True
            if not placed:
                yield activity.id

    def _place_concept(self, concept: Plan | None) -> None:
        if concept is not None:
            adopted = self.view.many(Measure, concept.adopts)
            for measure in (*self.view.referring(concept.id, Measure, "plan"), *adopted):
                for key, _ in self._cells_of(measure):
                    self.held[key].in_concept = True

    def _place_inventories(self) -> None:
        for inventory in self.view.all(Inventory, self.dataset):
            if inventory_holds(inventory, self.on) and inventory.plan == self.plan:
                fields = [r.id for r in self.fields if not inventory.fields or r.id in inventory.fields]
                groups = [r.id for r in self.groups if not inventory.target_groups or r.id in inventory.target_groups]
                for key in product(fields, self._within(inventory.place), groups):
                    self.held[key].inventories.append(inventory)

    def _place_decisions(self) -> None:
        for decision in self.view.all(CellDecision, self.dataset):
            if decision.decision is CellDecisionKind.NOT_REQUIRED and decision_holds(decision, self.on):
                fields = [r.id for r in self.fields if r.id in decision.fields]
                groups = [r.id for r in self.groups if not decision.target_groups or r.id in decision.target_groups]
                for key in product(fields, self._within(decision.place), groups):
                    self.held[key].decision = decision.id

    def _cells_of(self, activity: Activity) -> Iterator[tuple[_Key, bool]]:
        """The cells that it counts for, and whether it names the place of each."""
        named = self.ladder.rungs(activity.places)
        everywhere = self.district_wide and is_district_wide(self.view, activity)
        places = dict.fromkeys(self.all_places, False) if everywhere else {}
        places |= dict.fromkeys(named, True)
        fields, groups = self.ladder.rungs(activity.fields), self.ladder.rungs(activity.target_groups)
        for f, (place, names_place), group in product(fields, places.items(), groups):
            yield (f, place, group), names_place

    def _cell(self, key: _Key, has_concept: bool) -> Cell:
        held = self.held.get(key)
        if held is None:
            return Cell(*key, CellState.UNKNOWN, in_concept=False if has_concept else None)
        active = tuple(ref for ref in held.here if ref in self.active)
        looked = [i.date.latest for i in held.inventories if i.date is not None and i.date.latest is not None]
        return Cell(
            *key,
            state=_state(held, active),
            active=active,
            planned=tuple(ref for ref in held.here if ref not in self.active),
            inventories=tuple(inventory.id for inventory in held.inventories),
            decision=held.decision,
            marks=tuple(self._marks(held, active)),
            in_concept=held.in_concept if has_concept else None,
            surveyed_on=max(looked, default=None),
        )

    def _marks(self, held: _Held, active: Iterable[Ref]) -> Iterator[Mark]:
        running = list(active)
        if running and not any(self.confirmations.is_accepted(ref) for ref in running):
            yield Mark.NOT_ACCEPTED
        if running and not any(self.confirmations.is_fresh(ref) for ref in running):
            once = any(self.confirmations.last(ref) for ref in running)
            yield Mark.STALE if once else Mark.NEVER_CONFIRMED
        shown = running or list(held.here)
        if shown and not any(held.here[ref] for ref in shown):
            yield Mark.DISTRICT_WIDE

    def _counts(self, activity: Activity) -> bool:
        if self.plan is None:
            return True
        plan = self.view.one(Plan, self.plan)
        of_plan = {self.plan, *(plan.adopts if plan else ())}
        measure = activity if isinstance(activity, Measure) else self.view.one(Measure, activity.part_of)
        return measure is not None and (measure.id in of_plan or measure.plan in of_plan)

    def _concept(self) -> Plan | None:
        """The plan asked for, else the district's newest one that was adopted by the day."""
        if self.plan is not None:
            return self.view.one(Plan, self.plan)
        adopted = [plan for plan in self.view.all(Plan, self.dataset) if self._is_adopted(plan)]
        return max(adopted, key=lambda plan: (_latest(plan.adopted_on), plan.external_id), default=None)

    def _is_adopted(self, plan: Plan) -> bool:
        if plan.place is not None and not is_district(self.view, plan.place):
            return False
        if plan.adopted_on is not None:
            return plan.adopted_on.certainly_by(self.on) and plan.status in (PlanStatus.ADOPTED, PlanStatus.SUPERSEDED)
        return plan.status is PlanStatus.ADOPTED

    def _is_complete(self, concept: Plan | None) -> bool:
        inventories = self.view.referring(concept.id, Inventory, "plan") if concept else ()
        return any(inventory_holds(inventory, self.on) for inventory in inventories)

    def _within(self, place: Ref | None) -> tuple[Ref, ...]:
        """The municipalities that somebody speaks of who names this place; without one, all."""
        if place is None:
            return self.all_places
        parts = downwards(self.view, place)
        return tuple(ref for ref in self.all_places if ref in parts)


def _latest(day: VagueDate | None) -> date:
    return day.latest if day is not None and day.latest is not None else date.min


def _state(held: _Held, active: tuple[Ref, ...]) -> CellState:
    if active:
        return CellState.COVERED
    if held.here:
        return CellState.NOMINAL
    if held.decision is not None:
        return CellState.NOT_REQUIRED
    return CellState.GAP if held.inventories else CellState.UNKNOWN
