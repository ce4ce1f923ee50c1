"""Decisions about gaps and cells, and inventories taken by hand: entries that the next look at the gaps counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import CellState
from graph.errors import Invalid, NotAllowed, NotFound
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap
from graph.model import (
    Actor,
    CellDecision,
    GapDecision,
    Inventory,
    Measure,
    Place,
    Ref,
    Responsibility,
    Source,
    Term,
    Tie,
)
from graph.model.states import GapState, PlaceLevel, ResponsibilityState, Role, TieState
from graph.picture import Pictures
from graph.rights import GUEST, OFFICE
from graph.service import Cells, Decided, decide_cells, decide_gap, take_inventory
from graph.store import Store, open_store
from tests.graph.service_kit import NOW, new, put, ref

DAY = date(2026, 2, 20)
HERE: dict[str, Any] = {"on": DAY, "at": NOW}
FIELD, SUB, GROUP = ref(Term, "wohnen"), ref(Term, "beratung"), ref(Term, "alle")


@pytest.fixture
def district(store: Store) -> Store:
    return filled(store)


@pytest.fixture
def memory() -> Iterator[Store]:
    """One store is enough for what is refused before anything is written."""
    with open_store("sqlite::memory:") as store:
        yield filled(store)


def filled(store: Store) -> Store:
    put(
        store,
        new(Place, "werl", name="Werl", level=PlaceLevel.MUNICIPALITY),
        new(Place, "mitte", name="Mitte", level=PlaceLevel.QUARTER, part_of=ref(Place, "werl")),
        new(Term, "wohnen", scheme="field", label="Wohnen", main=True),
        new(Term, "beratung", scheme="field", label="Beratung", broader=FIELD),
        new(Term, "alle", scheme="target_group", label="Alle", main=True),
        new(Actor, "a", name="Caritas"),
        new(Actor, "b", name="VHS"),
        new(Tie, "a|b", source=ref(Actor, "a"), target=ref(Actor, "b"), state=TieState.WISHED),
        new(Measure, "m", title="Sprachcafé"),
        new(Source, "s", title="Protokoll"),
    )
    return store


def gaps(store: Store, day: date = DAY) -> list[Gap]:
    return find_gaps(Pictures(store).current().seen_by(OFFICE), "kreis", day)


def nobody(store: Store, day: date = DAY) -> Gap:
    return next(gap for gap in gaps(store, day) if gap.rule == "G3")


def state(store: Store, day: date = DAY) -> CellState:
    cube = coverage(Pictures(store).current().seen_by(OFFICE), "kreis", day)
    return cube.at(FIELD, ref(Place, "werl"), GROUP).state


def decide(store: Store, gap: str, state: GapState, *, viewer: Any = OFFICE, **values: Any) -> GapDecision:
    made = decide_gap(store, viewer, "kreis", gap, Decided(state, **values), **HERE).record
    assert isinstance(made, GapDecision)
    return made


class TestGaps:
    def test_a_decision_is_the_state_of_the_gap_from_its_day_on(self, district: Store) -> None:
        made = decide(district, nobody(district).id, GapState.ACKNOWLEDGED, by=ref(Actor, "a"))
        assert (made.rule, made.subject, made.by) == ("G3", "m", ref(Actor, "a"))
        assert nobody(district).state is GapState.ACKNOWLEDGED
        assert nobody(district, date(2026, 2, 19)).state is GapState.OPEN

    def test_a_gap_may_be_named_by_rule_and_subject(self, district: Store) -> None:
        decide(district, "g3: M ", GapState.FALSE_ALARM)
        assert nobody(district).state is GapState.FALSE_ALARM

    def test_the_later_decision_of_a_day_counts(self, district: Store) -> None:
        decide(district, "G3:m", GapState.PLANNED, measure=ref(Measure, "m"))
        decide_gap(
            district, OFFICE, "kreis", "G3:m", Decided(GapState.OPEN), on=date(2026, 2, 21), at=NOW
        )  # fmt: skip
        assert nobody(district, date(2026, 2, 21)).state is GapState.OPEN

    def test_accepted_holds_until_its_review(self, memory: Store) -> None:
        decide(memory, "G3:m", GapState.ACCEPTED, reason="bewusst", review_on=date(2026, 6, 1))
        assert nobody(memory, date(2026, 5, 31)).state is GapState.ACCEPTED
        assert nobody(memory, date(2026, 6, 1)).state is GapState.OPEN

    def test_a_wished_tie_is_what_is_planned_too(self, district: Store) -> None:
        assert decide(district, "G3:m", GapState.PLANNED, tie=ref(Tie, "a|b")).edge == ref(Tie, "a|b")

    @pytest.mark.parametrize(
        ("state", "values", "field"),
        [
            (GapState.PLANNED, {}, "measure"),
            (GapState.PLANNED, {"measure": ref(Actor, "a")}, "measure"),
            (GapState.PLANNED, {"measure": ref(Measure, "none")}, "measure"),
            (GapState.PLANNED, {"tie": ref(Tie, "none")}, "edge"),
            (GapState.ACCEPTED, {"review_on": date(2026, 6, 1)}, "reason"),
            (GapState.ACCEPTED, {"reason": "bewusst"}, "reviewOn"),
            (GapState.ACKNOWLEDGED, {"review_on": DAY}, "reviewOn"),
            (GapState.CLOSED, {}, "state"),
        ],
    )
    def test_a_decision_needs_what_makes_it_one(
        self, memory: Store, state: GapState, values: dict[str, Any], field: str
    ) -> None:
        revision = memory.revision()
        with pytest.raises(Invalid) as refused:
            decide(memory, "G3:m", state, **values)
        assert list(refused.value.fields) == [field]
        assert memory.revision() == revision

    @pytest.mark.parametrize("gap", ["G99:m", "G3:none", "000000000000000000000000"])
    def test_an_unknown_rule_or_gap_is_not_found(self, memory: Store, gap: str) -> None:
        with pytest.raises(NotFound):
            decide(memory, gap, GapState.ACKNOWLEDGED)

    def test_a_day_that_lies_ahead_is_refused(self, memory: Store) -> None:
        with pytest.raises(Invalid):
            decide_gap(memory, OFFICE, "kreis", "G3:m", Decided(GapState.ACKNOWLEDGED), on=date(2026, 3, 2), at=NOW)

    def test_whoever_may_not_write_may_not_decide(self, memory: Store) -> None:
        with pytest.raises(NotAllowed):
            decide(memory, "G3:m", GapState.ACKNOWLEDGED, viewer=replace(GUEST, name="gast"))

    def test_the_same_again_is_one_decision(self, district: Store) -> None:
        def once() -> Ref:
            decided = Decided(GapState.ACKNOWLEDGED)
            done = decide_gap(district, OFFICE, "kreis", "G3:m", decided, **HERE, mutation_id="x")
            assert done.record is not None
            return done.record.id

        made = once()
        lead = {"role": Role.LEAD, "state": ResponsibilityState.ACCEPTED}
        put(district, new(Responsibility, "r", source=ref(Actor, "a"), target=ref(Measure, "m"), **lead))
        assert once() == made, "also when the gap has been closed since"


class TestCells:
    def test_a_cell_is_not_required_from_the_day_on_until_its_end(self, district: Store) -> None:
        cells = Cells([FIELD], ref(Place, "werl"), [GROUP])
        made = decide_cells(
            district, OFFICE, "kreis", cells, reason="niemand betroffen", until=date(2026, 12, 31), **HERE
        ).record
        assert isinstance(made, CellDecision)
        days = [date(2026, 2, 19), DAY, date(2026, 12, 31), date(2027, 1, 1)]
        assert [state(district, day) for day in days] == [
            CellState.UNKNOWN, CellState.NOT_REQUIRED, CellState.NOT_REQUIRED, CellState.UNKNOWN,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("cells", "fields"),
        [
            (Cells([SUB], ref(Place, "werl")), ["fields"]),
            (Cells([]), ["fields"]),
            (Cells([FIELD], ref(Place, "mitte")), ["place"]),
            (Cells([FIELD], ref(Place, "werl"), [SUB]), ["targetGroups"]),
        ],
    )
    def test_only_cells_of_the_cube_can_be_decided(self, memory: Store, cells: Cells, fields: list[str]) -> None:
        with pytest.raises(Invalid) as refused:
            decide_cells(memory, OFFICE, "kreis", cells, reason="egal", **HERE)
        assert list(refused.value.fields) == fields

    def test_it_needs_a_reason_and_an_end_after_its_beginning(self, memory: Store) -> None:
        with pytest.raises(Invalid):
            decide_cells(memory, OFFICE, "kreis", Cells([FIELD]), reason=" ", **HERE)
        with pytest.raises(Invalid):
            decide_cells(memory, OFFICE, "kreis", Cells([FIELD]), reason="x", until=date(2026, 2, 19), **HERE)


class TestInventories:
    def test_an_inventory_by_hand_makes_an_unknown_cell_a_gap(self, district: Store) -> None:
        assert state(district) is CellState.UNKNOWN
        cells, source = Cells([FIELD], ref(Place, "werl")), ref(Source, "s")
        made = take_inventory(district, OFFICE, "kreis", cells, by=ref(Actor, "a"), source=source, **HERE).record
        assert isinstance(made, Inventory)
        assert (made.by, made.stated_in) == (ref(Actor, "a"), (source,))
        assert state(district) is CellState.GAP
        assert state(district, date(2026, 2, 19)) is CellState.UNKNOWN
        assert [gap.surveyed_at for gap in gaps(district) if gap.rule == "G1"] == [DAY]

    def test_whoever_names_nothing_listed_everything(self, district: Store) -> None:
        take_inventory(district, OFFICE, "kreis", Cells([]), **HERE)
        assert state(district) is CellState.GAP

    def test_nobody_has_looked_in_the_future(self, memory: Store) -> None:
        with pytest.raises(Invalid):
            take_inventory(memory, OFFICE, "kreis", Cells([FIELD]), on=date(2026, 3, 2), at=NOW)
