"""Which cells of field, municipality and target group are covered, and what is known of the others.

A cell is covered (something is under way), else nominal (something is open), else not required (declared), else a gap
(somebody looked and found nothing), else unknown. Sub-fields count for their field, quarters for their municipality.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product

from graph.coverage.cube import Cell, CellState, Cube, Mark
from graph.coverage.reach import districts, reaches_everybody
from graph.model import CellDecision, Inventory, Measure, Offer, Place, Plan, Ref
from graph.model.states import CellDecisionKind, PlaceLevel
from graph.office.confirmation import Confirmations
from graph.office.plans import newest_plan
from graph.picture import View
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
class _Pile:
    """Open measures and offers that count for the same cells, by their places in the list of all."""

    active: list[int] = field(default_factory=list)
    planned: list[int] = field(default_factory=list)
    accepted: bool = False
    fresh: bool = False
    confirmed: bool = False  # what runs: whether anything of it was accepted, confirmed lately, confirmed ever


_NOTHING = _Pile()


class _Count:
    def __init__(self, view: View, dataset: str, on: date, district_wide: bool, plan: Ref | None) -> None:
        self.view, self.dataset, self.on, self.district_wide, self.plan = view, dataset, on, district_wide, plan
        self.fields = axis(view, dataset, "field")
        self.groups = axis(view, dataset, "target_group")
        self.places = tuple(p for p in view.all(Place, dataset) if p.level is PlaceLevel.MUNICIPALITY)
        self.all_places = tuple(place.id for place in self.places)
        self.districts = districts(view, dataset)
        self.rungs = cache(Ladder(view, (r.id for r in (*self.fields, *self.groups, *self.places))).rungs)
        self.open: list[Ref] = []
        self.named: dict[_Key, _Pile] = defaultdict(_Pile)  # what names the place
        self.everywhere: dict[tuple[Ref, Ref], _Pile] = defaultdict(_Pile)  # by field and target group
        self.inventories: dict[_Key, list[Inventory]] = defaultdict(list)
        self.decisions: dict[_Key, Ref] = {}
        self.in_concept: set[_Key | tuple[Ref, Ref]] = set()
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
        """Put every open measure and offer where it counts; yields those that are in no cell."""
        both: tuple[Activity, ...] = (
            *self.view.all(Measure, self.dataset),
            *self.view.all(Offer, self.dataset),
        )
        for activity in both:
            if not is_open(activity, self.on) or not self._counts(activity):
                continue
            piles = self._piles(activity)
            if is_active(activity, self.on):
                self._add(piles, activity.id)
            else:
                for pile in piles:
                    pile.planned.append(len(self.open))
            if not piles:
                yield activity.id
            self.open.append(activity.id)

    def _piles(self, activity: Activity) -> list[_Pile]:
        fields, places, groups, everywhere = self._where(activity)
        piles = [self.named[key] for key in product(fields, places, groups)]
        return piles + ([self.everywhere[pair] for pair in product(fields, groups)] if everywhere else [])

    def _add(self, piles: list[_Pile], activity: Ref) -> None:
        accepted, confirmed = self.confirmations.is_accepted(activity), self.confirmations.last(activity) is not None
        fresh = self.confirmations.is_fresh(activity)
        for pile in piles:
            pile.active.append(len(self.open))
            pile.accepted, pile.fresh = pile.accepted or accepted, pile.fresh or fresh
            pile.confirmed = pile.confirmed or confirmed

    def _where(self, activity: Activity) -> tuple[tuple[Ref, ...], tuple[Ref, ...], tuple[Ref, ...], bool]:
        """The fields, named places and target groups that it counts for, and whether it counts for all places."""
        everywhere = self.district_wide and bool(self.places) and reaches_everybody(activity, self.districts)
        fields, places, groups = map(self.rungs, (activity.fields, activity.places, activity.target_groups))
        return fields, places, groups, everywhere

    def _place_concept(self, concept: Plan | None) -> None:
        if concept is not None:
            adopted = self.view.many(Measure, concept.adopts)
            for measure in (*self.view.referring(concept.id, Measure, "plan"), *adopted):
                fields, places, groups, everywhere = self._where(measure)
                self.in_concept.update(product(fields, places, groups))
                self.in_concept.update(product(fields, groups) if everywhere else ())

    def _place_inventories(self) -> None:
        for inventory in self.view.all(Inventory, self.dataset):
            if inventory_holds(inventory, self.on) and inventory.plan == self.plan:
                fields = [r.id for r in self.fields if not inventory.fields or r.id in inventory.fields]
                groups = [r.id for r in self.groups if not inventory.target_groups or r.id in inventory.target_groups]
                for key in product(fields, self._within(inventory.place), groups):
                    self.inventories[key].append(inventory)

    def _place_decisions(self) -> None:
        for decision in self.view.all(CellDecision, self.dataset):
            if decision.decision is CellDecisionKind.NOT_REQUIRED and decision_holds(decision, self.on):
                fields = [r.id for r in self.fields if r.id in decision.fields]
                groups = [r.id for r in self.groups if not decision.target_groups or r.id in decision.target_groups]
                for key in product(fields, self._within(decision.place), groups):
                    self.decisions[key] = decision.id

    def _cell(self, key: _Key, has_concept: bool) -> Cell:
        pair = (key[0], key[2])
        named, wide = self.named.get(key, _NOTHING), self.everywhere.get(pair, _NOTHING)
        inventories, decision = self.inventories.get(key, ()), self.decisions.get(key)
        active, planned = self._refs(named.active, wide.active), self._refs(named.planned, wide.planned)
        looked = [i.date.latest for i in inventories if i.date is not None and i.date.latest is not None]
        return Cell(
            *key,
            state=_state(bool(active), bool(planned), decision is not None, bool(inventories)),
            active=active,
            planned=planned,
            inventories=tuple(inventory.id for inventory in inventories),
            decision=decision,
            marks=tuple(_marks(named, wide)),
            in_concept=key in self.in_concept or pair in self.in_concept if has_concept else None,
            surveyed_on=max(looked, default=None),
        )

    def _refs(self, named: list[int], wide: list[int]) -> tuple[Ref, ...]:
        """What these are, each once, in the order of the list of all."""
        return tuple(self.open[place] for place in (sorted({*named, *wide}) if named and wide else named or wide))

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
        return newest_plan(self.view, self.dataset, self.on)

    def _is_complete(self, concept: Plan | None) -> bool:
        inventories = self.view.referring(concept.id, Inventory, "plan") if concept else ()
        return any(inventory_holds(inventory, self.on) for inventory in inventories)

    def _within(self, place: Ref | None) -> tuple[Ref, ...]:
        """The municipalities that somebody speaks of who names this place; without one, all."""
        if place is None:
            return self.all_places
        parts = downwards(self.view, place)
        return tuple(ref for ref in self.all_places if ref in parts)


def _marks(named: _Pile, wide: _Pile) -> Iterator[Mark]:
    running = bool(named.active or wide.active)
    if running and not (named.accepted or wide.accepted):
        yield Mark.NOT_ACCEPTED
    if running and not (named.fresh or wide.fresh):
        yield Mark.STALE if named.confirmed or wide.confirmed else Mark.NEVER_CONFIRMED
    shown_here, shown_wide = (named.active, wide.active) if running else (named.planned, wide.planned)
    if shown_wide and not shown_here:
        yield Mark.DISTRICT_WIDE


def _state(active: bool, planned: bool, decided: bool, looked: bool) -> CellState:
    if active:
        return CellState.COVERED
    if planned:
        return CellState.NOMINAL
    if decided:
        return CellState.NOT_REQUIRED
    return CellState.GAP if looked else CellState.UNKNOWN
