"""A defect of another tool that must not happen here: parts were added up by weight and not divided by the weights.

Two children at 100 with the weights 2 and 3 came to 500, and a child without a number counted as 0. Whatever is rolled
up here is a share of what is known, between 0 and 1, with what is missing told apart.
"""

import math
import random
from datetime import date

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import CellState, Summary
from graph.gaps.situation import Situation
from graph.model import Actor, Event, Indicator, Invitation, Measure, Reading, StatusReport, Target
from graph.model.states import Direction, EventState, Known, TargetPath
from graph.office.capacity import loads
from graph.office.participation import Meetings
from graph.office.readings import Readings
from graph.office.targets import Targets
from graph.picture import Picture
from graph.questions import ask, question_named
from graph.rights import OFFICE
from tests.graph.questions.random_district import ON, D, a_district
from tests.graph.small_district import Small, on, ref, refs

KNOWN = (CellState.COVERED, CellState.NOMINAL, CellState.GAP)


@pytest.mark.parametrize("seed", range(8))
def test_coverage_of_parts_is_weighted_by_their_known_cells(seed: int) -> None:
    cube = coverage(Picture(1, a_district(random.Random(seed))).seen_by(OFFICE), D, ON)
    rows = [cube.matrix().row(index) for index in range(len(cube.places))]
    weights = [sum(row.counts[state] for state in KNOWN) for row in rows]
    assert [row.coverage is None for row in rows] == [weight == 0 for weight in weights]
    whole = cube.whole.coverage
    if whole is None:
        assert not any(weights)
    else:
        shares = [(row.coverage or 0) * weight for row, weight in zip(rows, weights, strict=True)]
        assert math.isclose(whole, math.fsum(shares) / sum(weights))
        assert 0 <= whole <= 1


def test_coverage_of_nothing_known_is_no_number() -> None:
    assert Summary(()).coverage is None


@pytest.mark.parametrize("seed", range(8))
def test_turnout_is_a_share_of_what_is_known(seed: int) -> None:
    meetings = Meetings(Picture(1, a_district(random.Random(seed))).seen_by(OFFICE), D, ON)
    every = meetings.turnout(meetings.by_actor)
    parts = [meetings.turnout_of(event, meetings.by_actor) for event in meetings.events]
    assert sum(part.came for part in parts) == every.came
    assert sum(part.invited for part in parts) == every.invited
    for turnout in (every, *parts):
        assert turnout.known + turnout.unknown == turnout.invited
        assert turnout.rate is None if turnout.known == 0 else 0 <= (turnout.rate or 0) <= 1


def test_who_is_unknown_counts_as_neither() -> None:
    small = Small().actors("a", "b", "c")
    small.add(Event, "e", title="e", type="Workshop", state=EventState.HELD, date=on("2025-01-01"))
    for actor, attended in (("a", Known.YES), ("b", Known.NO), ("c", Known.UNKNOWN)):
        small.edge(Invitation, actor, "e", Event, attended=attended)
    meetings = Meetings(small.view(), "kreis", ON)
    assert meetings.overall is not None
    assert meetings.overall.rate == 0.5


@pytest.mark.parametrize(("percents", "told"), [((100.0, 100.0), 100.0), ((50.0, None), None), ((20.0, 500.0), None)])
def test_the_newest_report_tells_how_far_it_is_and_reports_are_not_added_up(
    percents: tuple[float | None, ...], told: float | None
) -> None:
    small = Small().measure("m")
    for month, percent in enumerate(percents, start=1):
        small.add(StatusReport, f"r{month}", measure=ref(Measure, "m"), date=on(f"2025-{month:02}-01"), percent=percent)
    register = question_named("reports")
    (row,) = ask(small.view(), "kreis", ON, register).rows
    assert row.cells[[column.key for column in register.columns].index("percent")] == told


def test_an_indicator_never_passes_its_target() -> None:
    small = Small().add(Indicator, "i", name="i", direction=Direction.UP)
    small.add(Reading, "w", indicator=ref(Indicator, "i"), period="2025", value=500.0)
    small.add(
        Target, "z", indicator=ref(Indicator, "i"), baseline_period="2020", baseline=0.0, target_period="2026",
        target=100.0, path=TargetPath.LINEAR,
    )  # fmt: skip
    situation = Situation(small.view(), "kreis", ON)
    (indicator,) = situation.view.all(Indicator)
    (one,) = Targets(situation.view, "kreis", Readings(situation.view, "kreis", ON)).assessments(indicator)
    assert one.progress == 1.0


def test_efforts_that_nobody_stated_are_not_zero() -> None:
    small = Small().actor("a", capacity_fte=1.0).measure("m").measure("n")
    small.responsible("a", "m", effort_fte=0.5).responsible("a", "n")
    (load,) = loads(small.view(), "kreis", date(2026, 1, 15))
    assert (load.stated, load.is_too_much, len(load.silent)) == (0.5, None, 1)
    assert load.actor == small.records[refs(Actor, ["a"])[0]]
