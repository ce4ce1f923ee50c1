"""What each cell of field, municipality and target group is, and why."""

from datetime import date
from typing import Any

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import Cell, CellState, Mark
from graph.dates import VagueDate
from graph.model import CellDecision, Inventory, Measure, Offer, Place, Plan, StatusReport, Term
from graph.model.states import CellDecisionKind, MeasureStatus, PlaceLevel, PlanStatus, Reach, ResponsibilityState
from tests.graph.small_district import ON, D, Small, on, ref, refs, year

COVERED, NOMINAL, GAP, UNKNOWN, SUPPRESSED, NOT_REQUIRED = CellState
HERE: dict[str, Any] = {"fields": ["wohnen"], "places": ["werl"], "target_groups": ["alle"]}
SPRING = on("2025-04-01")


def town() -> Small:
    """One main field with a sub-field, two municipalities, one with a quarter, two main target groups."""
    small = Small().term("field", "wohnen", main=True).term("field", "wohnberatung", broader="wohnen")
    small.term("target_group", "alle", main=True).term("target_group", "ukraine", main=True)
    small.term("target_group", "kinder").place("kreis", level=PlaceLevel.DISTRICT)
    small.place("ense", part_of="kreis").place("werl", part_of="kreis")
    return small.place("westviertel", part_of="werl", level=PlaceLevel.QUARTER)


def cell(small: Small, place: str = "werl", group: str = "alle", day: date = ON, **options: Any) -> Cell:
    cube = coverage(small.view(), D, day, **options)
    return cube.at(ref(Term, "wohnen"), ref(Place, place), ref(Term, group))


def looked(small: Small, when: VagueDate | None = SPRING, place: str = "werl", **values: Any) -> Small:
    given = {"fields": ["wohnen"], "target_groups": [], **values}
    return small.add(
        Inventory, "v", place=ref(Place, place), fields=refs(Term, given["fields"]), date=when,
        target_groups=refs(Term, given["target_groups"]), plan=given.get("plan"),
    )  # fmt: skip


def declared(small: Small, until: VagueDate | None = None) -> Small:
    return small.add(
        CellDecision, "x", fields=refs(Term, ["wohnen"]), place=ref(Place, "werl"), target_groups=refs(Term, ["alle"]),
        decision=CellDecisionKind.NOT_REQUIRED, date=SPRING, until=until,
    )  # fmt: skip


def test_axes_are_main_fields_municipalities_and_main_target_groups() -> None:
    cube = coverage(town().view(), D, ON)
    assert [f.label for f in cube.fields] == ["wohnen"]
    assert [p.name for p in cube.places] == ["ense", "werl"]
    assert [g.label for g in cube.target_groups] == ["alle", "ukraine"]
    assert len(cube.cells) == 4
    assert cube.whole.counts == {COVERED: 0, NOMINAL: 0, GAP: 0, UNKNOWN: 4, SUPPRESSED: 0, NOT_REQUIRED: 0}


def test_without_main_terms_the_axes_are_the_terms_with_nothing_above_them() -> None:
    small = Small().term("field", "a").term("field", "b", broader="a").term("target_group", "z").place("p")
    assert [f.label for f in coverage(small.view(), D, ON).fields] == ["a"]


def test_a_cell_is_covered_else_nominal_else_not_required_else_gap_else_unknown() -> None:
    small = town()
    assert cell(small).state is UNKNOWN
    assert cell(looked(small)).state is GAP
    assert cell(declared(small)).state is NOT_REQUIRED
    assert cell(small.measure("m", MeasureStatus.PLANNED, **HERE)).state is NOMINAL
    assert cell(small.offer("o", **HERE)).state is COVERED


def test_a_cell_names_the_records_behind_it() -> None:
    small = declared(looked(town().measure("m", MeasureStatus.PLANNED, **HERE).offer("o", **HERE)))
    found = cell(small)
    assert (found.active, found.planned) == ((ref(Offer, "o"),), (ref(Measure, "m"),))
    assert (found.inventories, found.decision) == ((ref(Inventory, "v"),), ref(CellDecision, "x"))
    assert found.surveyed_on == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("status", "times", "state"),
    [
        (MeasureStatus.IN_PROGRESS, {}, COVERED),
        (MeasureStatus.IN_PROGRESS, {"end": year(2025)}, COVERED),  # overdue, and still under way
        (MeasureStatus.IN_PROGRESS, {"start": on("2026-02-01")}, NOMINAL),
        (MeasureStatus.DELAYED, {"start": year(2025)}, COVERED),
        (MeasureStatus.DELAYED, {"start": year(2026)}, NOMINAL),
        (MeasureStatus.DELAYED, {}, NOMINAL),
        *[(s, {}, NOMINAL) for s in (MeasureStatus.PROPOSED, MeasureStatus.PLANNED, MeasureStatus.ADOPTED)],
        *[(s, {}, NOMINAL) for s in (MeasureStatus.PAUSED, MeasureStatus.UNKNOWN)],
        *[(s, {}, UNKNOWN) for s in (MeasureStatus.COMPLETED, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED)],
    ],
)
def test_what_a_measure_does_to_its_cell(status: MeasureStatus, times: dict[str, Any], state: CellState) -> None:
    assert cell(town().measure("m", status, **HERE, **times)).state is state


@pytest.mark.parametrize(
    ("status", "times", "state"),
    [
        (MeasureStatus.IN_PROGRESS, {}, COVERED),
        (MeasureStatus.IN_PROGRESS, {"end": year(2026)}, COVERED),
        (MeasureStatus.IN_PROGRESS, {"end": on("2026-01-14")}, UNKNOWN),
        (MeasureStatus.IN_PROGRESS, {"end": on("2026-01-15")}, COVERED),
        (MeasureStatus.IN_PROGRESS, {"start": on("2026-01-16")}, NOMINAL),
        (MeasureStatus.PAUSED, {}, NOMINAL),
        (MeasureStatus.PLANNED, {}, NOMINAL),
        (MeasureStatus.DELAYED, {"start": year(2025)}, NOMINAL),
        (MeasureStatus.COMPLETED, {}, UNKNOWN),
    ],
)
def test_what_an_offer_does_to_its_cell(status: MeasureStatus, times: dict[str, Any], state: CellState) -> None:
    assert cell(town().offer("o", status, **HERE, **times)).state is state


def test_sub_fields_and_quarters_roll_up_target_groups_of_their_own_do_not() -> None:
    small = town().offer("o", fields=["wohnberatung"], places=["westviertel"], target_groups=["alle", "kinder"])
    assert cell(small).state is COVERED
    assert cell(small, group="ukraine").state is UNKNOWN


def test_what_names_no_target_group_covers_no_cell_and_is_listed() -> None:
    small = (
        town()
        .offer("o", fields=["wohnen"], places=["werl"])
        .offer("k", fields=["wohnen"], places=["werl"], target_groups=["kinder"])
    )
    cube = coverage(small.view(), D, ON)
    assert cube.whole.counts[UNKNOWN] == 4
    assert cube.unplaced == (ref(Offer, "k"), ref(Offer, "o"))


@pytest.mark.parametrize("reach", [Reach.DISTRICT, Reach.MOBILE, Reach.ONLINE, Reach.SITE])
def test_district_wide_reach_counts_everywhere_while_the_switch_is_on(reach: Reach) -> None:
    small = town().offer("o", reach=reach, **HERE)
    assert cell(small, "ense").state is COVERED
    assert cell(small, "ense").marks[-1] is Mark.DISTRICT_WIDE
    assert Mark.DISTRICT_WIDE not in cell(small, "werl").marks
    assert cell(small, "ense", count_district_wide=False).state is UNKNOWN
    assert cell(small, "werl", count_district_wide=False).state is COVERED


@pytest.mark.parametrize("reach", [Reach.LOCAL, None])
def test_any_other_reach_counts_only_where_it_is_named(reach: Reach | None) -> None:
    small = town().offer("o", reach=reach, **HERE)
    assert (cell(small, "werl").state, cell(small, "ense").state) == (COVERED, UNKNOWN)
    nowhere = town().offer("o", reach=reach, fields=["wohnen"], target_groups=["alle"])
    assert cell(nowhere).state is UNKNOWN


def test_naming_the_district_as_the_place_is_district_wide() -> None:
    small = town().offer("o", fields=["wohnen"], places=["kreis"], target_groups=["alle"])
    assert cell(small).state is COVERED
    assert cell(small, count_district_wide=False).state is UNKNOWN


@pytest.mark.parametrize(
    ("when", "values", "state"),
    [
        (SPRING, {}, GAP),
        (VagueDate("Herbst 2024", date(2024, 9, 1), date(2024, 11, 30)), {}, GAP),
        (on("2026-01-15"), {}, GAP),
        (on("2026-03-15"), {}, UNKNOWN),  # lies in the future
        (year(2026), {}, UNKNOWN),  # may lie in the future
        (None, {}, UNKNOWN),
        (SPRING, {"fields": ["wohnberatung"]}, UNKNOWN),  # a sub-field only
        (SPRING, {"target_groups": ["ukraine"]}, UNKNOWN),  # another target group only
        (SPRING, {"target_groups": ["alle"]}, GAP),
        (SPRING, {"place": "westviertel"}, UNKNOWN),  # a part only
        (SPRING, {"place": "kreis"}, GAP),
        (SPRING, {"place": "ense"}, UNKNOWN),
        (SPRING, {"fields": []}, GAP),
    ],
)
def test_an_inventory_covers_what_it_names_from_its_day_on(
    when: VagueDate | None, values: dict[str, Any], state: CellState
) -> None:
    assert cell(looked(town(), when, **values)).state is state


def test_an_inventory_does_not_expire() -> None:
    assert cell(looked(town(), on("1999-01-01"))).state is GAP


def test_a_decision_whose_time_is_up_no_longer_holds() -> None:
    small = declared(looked(town()), until=on("2025-12-31"))
    assert cell(small).state is GAP
    assert cell(small, day=date(2025, 12, 31)).state is NOT_REQUIRED
    assert cell(small, day=date(2025, 3, 31)).state is UNKNOWN


def test_nobody_accepted_is_a_mark_of_the_cover_not_a_state() -> None:
    small = town().offer("o", verified_on=date(2026, 1, 1), **HERE)
    small.actor("a").responsible("a", "o", Offer, state=ResponsibilityState.PROPOSED)
    assert (cell(small).state, cell(small).marks) == (COVERED, (Mark.NOT_ACCEPTED,))
    assert cell(small.responsible("a", "o", Offer)).marks == ()


@pytest.mark.parametrize(
    ("confirmed", "marks"),
    [
        (date(2025, 7, 19), ()),  # exactly 180 days
        (date(2025, 7, 18), (Mark.STALE,)),
        (None, (Mark.NEVER_CONFIRMED,)),
        (date(2026, 1, 16), (Mark.NEVER_CONFIRMED,)),  # nobody can know it yet
    ],
)
def test_old_confirmations_are_marked_and_missing_ones_have_a_mark_of_their_own(
    confirmed: date | None, marks: tuple[Mark, ...]
) -> None:
    small = town().actor("a").responsible("a", "m").measure("m", confirmed_on=confirmed, **HERE)
    assert cell(small).marks == marks


def test_a_status_report_confirms_a_measure() -> None:
    small = town().actor("a").responsible("a", "m").measure("m", confirmed_on=date(2024, 1, 1), **HERE)
    small.add(
        StatusReport, "r", measure=ref(Measure, "m"), date=VagueDate("2025", date(2025, 1, 1), date(2025, 12, 31))
    )
    assert cell(small).marks == ()


def concept(small: Small, **values: Any) -> Small:
    given = {"status": PlanStatus.ADOPTED, "adopted_on": VagueDate.on(date(2025, 2, 17)), **values}
    return small.add(Plan, "p", title="Konzept", **given)


def test_that_the_concept_names_no_measure_here_is_said_apart_from_the_state() -> None:
    small = concept(looked(town()))
    assert (cell(small).state, cell(small).in_concept) == (GAP, False)
    small.measure("m", MeasureStatus.COMPLETED, plan=ref(Plan, "p"), **HERE)
    assert (cell(small).state, cell(small).in_concept) == (GAP, True)
    assert cell(town()).in_concept is None
    assert cell(small, day=date(2025, 2, 16)).in_concept is None


def test_the_concept_is_the_districts_newest_one() -> None:
    small = concept(town()).add(
        Plan, "old", title="alt", status=PlanStatus.SUPERSEDED, adopted_on=VagueDate.on(date(2016, 1, 1))
    )
    small.add(
        Plan,
        "town",
        title="Werl",
        status=PlanStatus.ADOPTED,
        adopted_on=VagueDate.on(date(2025, 9, 1)),
        place=ref(Place, "werl"),
    )
    small.add(Plan, "draft", title="Entwurf", status=PlanStatus.DRAFT)
    assert coverage(small.view(), D, ON).concept == ref(Plan, "p")
    assert coverage(small.view(), D, date(2020, 1, 1)).concept == ref(Plan, "old")


def test_a_plan_recorded_as_complete_is_known_as_such_and_makes_no_gap() -> None:
    small = concept(looked(town(), plan=ref(Plan, "p"), fields=[]))
    cube = coverage(small.view(), D, ON)
    assert (cube.concept_complete, cube.whole.counts[UNKNOWN]) == (True, 4)


def test_of_one_plan_only_its_measures_and_their_offers_count() -> None:
    small = concept(looked(town(), plan=ref(Plan, "p"))).offer("other", **HERE)
    assert cell(small, plan=ref(Plan, "p")).state is GAP
    small.measure("m", MeasureStatus.PLANNED, plan=ref(Plan, "p"), **HERE)
    assert cell(small, plan=ref(Plan, "p")).state is NOMINAL
    assert cell(small.offer("o", part_of=ref(Measure, "m"), **HERE), plan=ref(Plan, "p")).state is COVERED


def test_a_matrix_sums_up_the_third_dimension() -> None:
    small = looked(town().offer("o", **HERE).measure("m", MeasureStatus.PLANNED, **HERE))
    matrix = coverage(small.view(), D, ON).matrix("place", "field")
    ense, werl = (row[0] for row in matrix.entries)
    assert (ense.state, werl.state) == (UNKNOWN, COVERED)
    assert [c.state for c in werl.cells] == [COVERED, GAP]
    assert (werl.active, werl.planned, werl.coverage) == ((ref(Offer, "o"),), (ref(Measure, "m"),), 0.5)
    assert ense.coverage is None
    assert matrix.column(0).counts == {COVERED: 1, NOMINAL: 0, GAP: 1, UNKNOWN: 2, SUPPRESSED: 0, NOT_REQUIRED: 0}
    assert matrix.row(1).counts[GAP] == 1
    other = coverage(small.view(), D, ON).matrix("targetGroup", "place")
    assert [[entry.state for entry in row] for row in other.entries] == [[UNKNOWN, COVERED], [UNKNOWN, GAP]]


def test_a_part_of_the_cube_keeps_its_cells() -> None:
    cube = coverage(town().offer("o", **HERE).view(), D, ON)
    part = cube.only(places=[ref(Place, "werl")], target_groups=[ref(Term, "alle")])
    assert [c.state for c in part.cells] == [COVERED]
    assert part.places[0].name == "werl"


def test_a_district_without_places_has_no_cells() -> None:
    cube = coverage(Small().term("field", "f").term("target_group", "z").view(), D, ON)
    assert (cube.cells, cube.whole.coverage, cube.whole.state) == ((), None, UNKNOWN)
