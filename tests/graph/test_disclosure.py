"""What may rest on something hidden is withheld; what is told is true of the whole graph and of what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import CellState, Cube
from graph.disclosure import WITHHELD, Shades, told_cube, told_gaps, told_strength, withheld
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap
from graph.metric import Reason
from graph.model import Actor, Goal, Inventory, Measure, Place, Record, Responsibility, StatusReport, Term, Tie
from graph.model.states import MeasureStatus, PlaceLevel, Reach, Visibility
from graph.picture import Picture, View
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from graph.shade import Shade, Whereabouts
from graph.strength.profile import NetworkStrength, strength
from tests.graph.small_district import ON, D, Small, on, ref

HIDDEN: dict[str, Any] = {"visibility": Visibility.INTERNAL}
PLANNED = MeasureStatus.PLANNED
WHOLE = Scope(D)
Found = tuple[str, str, str]


def district() -> Small:
    """Two towns in a district; a field and a target group; somebody looked everywhere."""
    small = Small().place("Kreis", level=PlaceLevel.DISTRICT)
    small.place("Soest", part_of="Kreis").place("Werl", part_of="Kreis")
    small.place("Nord", part_of="Werl", level=PlaceLevel.QUARTER)
    small.term("field", "Sprache", main=True).term("target_group", "Neue", main=True)
    return small.add(Inventory, "i", date=on("2025-06-30"))


def measure(small: Small, key: str, *places: str, status: MeasureStatus = PLANNED, **values: Any) -> Small:
    return small.measure(key, status, places=places, fields=["Sprache"], target_groups=["Neue"], **values)


def views(small: Small) -> tuple[View, View]:
    picture = Picture(1, small.records)
    return picture.seen_by(GUEST), picture.seen_by(OFFICE)


def shades(small: Small) -> Shades:
    return Shades(*views(small), D)


def cube(small: Small) -> Cube:
    seen, whole = views(small)
    return told_cube(coverage(seen, D, ON), coverage(whole, D, ON), shades(small).covering)


def states(small: Small) -> dict[str, CellState]:
    told = cube(small)
    return {place.name: told.at(told.fields[0].id, place.id, told.target_groups[0].id).state for place in told.places}


def gaps(small: Small) -> set[Found]:
    seen, whole = views(small)
    told = told_gaps(find_gaps(seen, D, ON), find_gaps(whole, D, ON), shades(small))
    return {named(gap) for gap in told}


def named(gap: Gap) -> Found:
    about = gap.subject or gap.cell
    assert about is not None
    return gap.rule, str(gap.truth), about.name


def network(small: Small, scope: Scope = WHOLE) -> NetworkStrength | None:
    seen, whole = views(small)
    return told_strength(strength(seen, scope, ON), strength(whole, scope, ON), shades(small))


class TestWhereSomethingIsHidden:
    def where(self, small: Small, kind: type[Record], key: str) -> set[str] | None:
        whole = views(small)[1]
        found = Whereabouts(whole, D).of(whole.get(ref(kind, key)))
        return None if found is None else {place.external_id for place in whole.many(Place, found)}

    def test_a_record_is_where_its_places_are_and_a_quarter_is_in_its_town(self) -> None:
        small = measure(district(), "m", "Nord", "Soest").actor("a", at="Werl")
        assert self.where(small, Measure, "m") == {"Werl", "Soest"}
        assert self.where(small, Actor, "a") == {"Werl"}
        assert self.where(small, Place, "Nord") == {"Werl"}

    def test_an_edge_is_where_both_its_ends_are(self) -> None:
        small = measure(district(), "m", "Soest").actor("a", at="Werl").actor("b", at="Soest").tie("a", "b")
        small.responsible("b", "m")
        assert self.where(small, Tie, "a|b") == {"Werl", "Soest"}
        assert self.where(small, Responsibility, "b|m") == {"Soest"}

    def test_what_names_no_town_belongs_to_the_whole(self) -> None:
        small = measure(district(), "w", "Soest", reach=Reach.DISTRICT).measure("m").actor("a", at="Kreis")
        small.add(Goal, "g", text="Ziel")
        of_the_whole: list[tuple[type[Record], str]] = [(Measure, "w"), (Measure, "m"), (Actor, "a"), (Goal, "g")]
        assert [self.where(small, kind, key) for kind, key in of_the_whole] == [None] * 4

    def test_a_report_is_where_its_measure_is(self) -> None:
        small = measure(district(), "m", "Soest").actor("a", at="Soest")
        small.add(StatusReport, "s", measure=ref(Measure, "m"), by=ref(Actor, "a"))
        assert self.where(small, StatusReport, "s") == {"Soest"}

    @pytest.mark.parametrize(
        ("shade", "in_soest", "in_the_whole"),
        [
            (Shade(), False, False),
            (Shade(frozenset({ref(Place, "Werl")})), False, True),
            (Shade(frozenset({ref(Place, "Soest")})), True, True),
            (Shade(everywhere=True), True, True),
        ],
    )
    def test_a_shade_falls_on_its_towns_and_on_what_belongs_to_the_whole(
        self, shade: Shade, in_soest: bool, in_the_whole: bool
    ) -> None:
        assert shade.covers(frozenset({ref(Place, "Soest")})) is in_soest
        assert shade.covers(None) is in_the_whole


class TestCells:
    def test_nothing_hidden_changes_nothing(self) -> None:
        small = measure(district(), "m", "Soest")
        assert cube(small) == coverage(views(small)[0], D, ON)
        assert states(small) == {"Soest": CellState.NOMINAL, "Werl": CellState.GAP}

    @pytest.mark.parametrize("status", [MeasureStatus.IN_PROGRESS, PLANNED, MeasureStatus.CANCELLED])
    def test_a_gap_beside_something_hidden_is_suppressed_whatever_the_hidden_does(self, status: MeasureStatus) -> None:
        small = measure(district(), "secret", "Soest", status=status, **HIDDEN)
        assert states(small) == {"Soest": CellState.SUPPRESSED, "Werl": CellState.GAP}
        assert cube(small).cells[0].inventories == ()

    def test_what_is_covered_stays_so_without_what_it_lacks(self) -> None:
        small = measure(district(), "m", "Soest", status=MeasureStatus.IN_PROGRESS)
        plain = cube(small).cells[0]
        assert plain.marks != ()
        told = cube(measure(small, "secret", "Soest", status=MeasureStatus.IN_PROGRESS, **HIDDEN)).cells[0]
        assert (told.state, told.active, told.marks) == (CellState.COVERED, plain.active, ())

    def test_an_unknown_cell_stays_unknown_whether_or_not_something_hidden_is_there(self) -> None:
        small = district()
        del small.records[next(key for key, record in small.records.items() if record.external_id == "i")]
        before = cube(small)
        assert states(small) == {"Soest": CellState.UNKNOWN, "Werl": CellState.UNKNOWN}
        assert cube(measure(small, "secret", "Soest", **HIDDEN)) == before

    def test_something_hidden_that_is_everywhere_suppresses_every_gap(self) -> None:
        small = measure(district(), "secret", reach=Reach.DISTRICT, **HIDDEN)
        assert set(states(small).values()) == {CellState.SUPPRESSED}

    def test_a_hidden_tie_is_nothing_to_a_cell(self) -> None:
        small = district().actor("a", at="Soest").actor("b", at="Soest").tie("a", "b", **HIDDEN)
        assert set(states(small).values()) == {CellState.GAP}

    def test_what_reaches_further_than_its_place_suppresses_all(self) -> None:
        small = district()
        seen, whole = (coverage(view, D, ON) for view in views(small))
        odd = replace(whole, cells=(replace(whole.cells[0], state=CellState.COVERED), *whole.cells[1:]))
        assert {cell.state for cell in told_cube(seen, odd, Shade()).cells} == {CellState.SUPPRESSED}

    def test_the_share_is_that_of_the_cells_that_are_told(self) -> None:
        small = measure(district(), "m", "Werl", status=MeasureStatus.IN_PROGRESS)
        assert cube(small).whole.coverage == 0.5
        told = cube(measure(small, "secret", "Soest", **HIDDEN)).whole
        assert (told.coverage, told.counts[CellState.SUPPRESSED]) == (1.0, 1)


class TestGaps:
    def test_a_gap_is_told_where_nothing_is_hidden(self) -> None:
        small = measure(measure(district(), "m", "Soest"), "n", "Werl").actor("a", at="Soest")
        assert {("G3", "YES", "m"), ("G3", "YES", "n")} <= gaps(small)
        told = gaps(small.responsible("a", "m", **HIDDEN))
        assert ("G3", "YES", "n") in told
        assert "m" not in {name for _, _, name in told}

    def test_a_gap_beside_something_hidden_is_withheld_though_it_is_one(self) -> None:
        small = measure(district(), "m", "Soest").actor("a", at="Soest").actor("secret", at="Soest", **HIDDEN)
        assert "m" not in {name for _, _, name in gaps(small)}

    def test_what_belongs_to_the_whole_is_withheld_where_anything_is_hidden(self) -> None:
        small = district().measure("m")
        assert ("G3", "YES", "m") in gaps(small)
        told = gaps(small.actor("secret", at="Soest", **HIDDEN))
        assert told == {("G1", "YES", f"Sprache · {town} · Neue") for town in ("Soest", "Werl")}

    def test_a_rule_that_rests_on_answers_is_withheld_as_a_whole(self) -> None:
        small = district().actor("a", at="Soest").actor("b", at="Werl")
        assert {name for rule, _, name in gaps(small) if rule == "G8"} == {"a", "b"}
        assert not [rule for rule, _, _ in gaps(small.survey(["a"])) if rule == "G8"]

    def test_of_something_hidden_nothing_is_told(self) -> None:
        small = measure(district(), "secret", "Soest", **HIDDEN)
        assert "secret" not in {name for _, _, name in gaps(small)}
        assert ("G3", "YES", "secret") in {named(gap) for gap in find_gaps(views(small)[1], D, ON)}


class TestNetworks:
    def ring(self) -> Small:
        small = district()
        for n in range(6):
            small.actor(f"a{n}", at="Soest" if n < 5 else "Werl")
        return small.ties("a0-a1", "a1-a2", "a2-a3", "a3-a4", "a4-a0")

    def test_a_network_that_is_seen_whole_is_told_as_it_is_seen(self) -> None:
        small = self.ring()
        assert network(small) == strength(views(small)[0], Scope(D), ON)

    def test_no_number_of_a_network_in_which_something_is_hidden_is_told(self) -> None:
        small = self.ring().tie("a0", "a2", **HIDDEN)
        assert network(small) is None
        seen = strength(views(small)[0], Scope(D), ON)
        told = withheld(seen)
        assert (told.n, told.m, told.members) == (6, 5, seen.members)
        for metric in told.metrics:
            assert (metric.value, metric.low, metric.high, metric.members) == (None, None, None, ())
            assert (metric.reason, metric.explanation, metric.n) == (Reason.SUPPRESSED, WITHHELD, 6)

    def test_asking_for_a_narrower_network_does_not_find_the_hidden(self) -> None:
        """Whether a number is told depends on the place alone: not on field, group, type or plan."""
        small = self.ring().term("actor_type", "Verein").actor("secret", at="Werl", types=["Verein"], **HIDDEN)
        small.term("actor_type", "Amt").actor("a6", at="Soest", types=["Amt"])
        for name in ("Verein", "Amt"):
            assert network(small, Scope(D, actor_types=(ref(Term, name),))) is None
        for town, told in (("Werl", False), ("Nord", False), ("Kreis", False), ("Soest", True)):
            assert (network(small, Scope(D, place=ref(Place, town))) is not None) is told
            assert (
                network(small, Scope(D, place=ref(Place, town), actor_types=(ref(Term, "Amt"),))) is not None
            ) is told

    def test_what_answers_say_of_the_range_is_withheld(self) -> None:
        small = self.ring().survey([f"a{n}" for n in range(5)], ["a5"])
        whole = strength(views(small)[1], Scope(D), ON)
        assert whole.response_rate is not None
        told = network(small)
        assert told is not None
        assert [m.value for m in told.metrics] == [m.value for m in whole.metrics]
        assert {(m.low, m.high, m.response_rate) for m in told.metrics} == {(None, None, None)}
        assert {m.reason for m in told.metrics if m.value is not None} == {Reason.SUPPRESSED}

    def test_without_a_survey_it_is_said_that_there_was_none(self) -> None:
        told = network(self.ring())
        assert told is not None
        assert told.metric("density").reason is Reason.NOT_SURVEYED
        assert Reason.SUPPRESSED not in {m.reason for m in told.metrics}


def test_the_day_changes_nothing_of_what_is_hidden() -> None:
    small = measure(district(), "secret", "Soest", end=on("2020-01-01"), **HIDDEN)
    assert date(2020, 1, 1) < ON
    assert states(small)["Soest"] is CellState.SUPPRESSED
