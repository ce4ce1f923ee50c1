"""The five real districts: nobody has looked or asked there, so nothing is called a gap that is only unknown."""

import json
from datetime import date
from pathlib import Path

import pytest

from graph.coverage.coverage import coverage
from graph.coverage.cube import CellState
from graph.gaps.find import find_gaps
from graph.gaps.gap import Truth
from graph.gaps.shape import gaps_as_dict
from graph.metric import Reason
from graph.picture import View
from graph.scope import ALL_LAYERS, SHARED_MEASURES
from graph.strength.profile import strengths
from graph.strength.shape import strengths_as_dict
from tests.shipped import Shipped

ON = date(2026, 1, 15)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DISTRICTS = ("kreis-coesfeld", "kreis-guetersloh", "kreis-hoexter", "kreis-soest", "landkreis-augsburg")


@pytest.fixture(scope="module", params=DISTRICTS)
def district(request: pytest.FixtureRequest, shipped: Shipped) -> tuple[View, str]:
    name: str = request.param
    return shipped.view(name), name


def test_without_an_inventory_no_cell_is_a_gap(district: tuple[View, str]) -> None:
    view, name = district
    counts = coverage(view, name, ON).whole.counts
    assert counts[CellState.GAP] == counts[CellState.NOT_REQUIRED] == 0
    assert "G1" not in {gap.rule for gap in find_gaps(view, name, ON)}


def test_without_a_survey_nobody_is_called_isolated(district: tuple[View, str]) -> None:
    view, name = district
    isolated = [gap for gap in find_gaps(view, name, ON) if gap.rule == "G8"]
    assert isolated
    assert {gap.truth for gap in isolated} == {Truth.UNKNOWN}


def test_numbers_say_that_they_rest_on_documents(district: tuple[View, str]) -> None:
    view, name = district
    (whole,) = strengths(view, name, None, "cooperation", ON)
    known = [metric for metric in whole.metrics if metric.value is not None]
    assert {metric.reason for metric in known} == {Reason.NOT_SURVEYED}
    assert {"density", "components", "isolates"} <= {metric.key for metric in known}
    assert all(metric.reason is not None for metric in whole.metrics)
    assert whole.n >= 20


def test_the_layer_of_all_is_both_others_together(district: tuple[View, str]) -> None:
    view, name = district
    lines = [strengths(view, name, None, layer, ON)[0].m for layer in (SHARED_MEASURES, ALL_LAYERS, "cooperation")]
    assert max(lines[0], lines[2]) <= lines[1] <= lines[0] + lines[2]


@pytest.mark.parametrize("by", ["field", "place", "group", "actorType"])
def test_every_answer_is_plain_json(district: tuple[View, str], by: str) -> None:
    view, name = district
    answer = strengths_as_dict(strengths(view, name, by, "cooperation", ON), "en")
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    gaps = gaps_as_dict(find_gaps(view, name, ON), "en")
    assert json.loads(json.dumps(gaps, allow_nan=False)) == gaps
