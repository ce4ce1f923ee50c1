"""What differs between a viewer's part and the whole graph is withheld; nothing told comes from the hidden part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.cube import Cell, CellState, Cube, Mark
from graph.disclosure import WITHHELD, sees_all, told_cube, told_gaps, told_strengths
from graph.gaps.gap import Gap, Severity, Truth
from graph.language import Text
from graph.metric import Metric, Reason
from graph.model import Ref
from graph.scope import Scope
from graph.strength.profile import NetworkStrength

ON = date(2026, 1, 15)
F, P, Z = Ref("f"), Ref("p"), Ref("z")


def gap(key: str, truth: Truth, message: str = "m") -> Gap:
    return Gap(key, "G3", Severity.HIGH, truth, Text(message, message), Text("a", "a"))


@pytest.mark.parametrize(
    ("seen", "whole", "told"),
    [
        (Truth.YES, Truth.YES, True),
        (Truth.YES, Truth.UNKNOWN, False),
        (Truth.YES, None, False),
        (Truth.UNKNOWN, Truth.UNKNOWN, True),
        (Truth.UNKNOWN, Truth.YES, True),
        (Truth.UNKNOWN, None, False),
    ],
)
def test_a_gap_is_told_no_surer_than_the_whole_graph_knows_it(seen: Truth, whole: Truth | None, told: bool) -> None:
    own = gap("1", seen, "what the viewer sees")
    assert told_gaps([own], [gap("1", whole, "hidden")] if whole else []) == ([own] if told else [])


def test_a_gap_of_the_hidden_part_is_not_told() -> None:
    assert told_gaps([], [gap("1", Truth.YES)]) == []


def cube(*states: CellState) -> Cube:
    cells = tuple(
        Cell(F, Ref(f"p{n}"), Z, state, active=(Ref("m"),), marks=(Mark.STALE,)) for n, state in enumerate(states)
    )
    return Cube("d", ON, (), (), (), cells)


def test_a_cell_that_something_hidden_changes_is_unknown() -> None:
    told = told_cube(cube(CellState.GAP, CellState.COVERED), cube(CellState.COVERED, CellState.COVERED))
    assert told.cells[0] == Cell(F, Ref("p0"), Z, CellState.UNKNOWN)
    assert told.cells[1].state is CellState.COVERED
    assert told.whole.coverage == 1.0


def test_a_cell_that_the_whole_graph_lacks_is_unknown() -> None:
    assert told_cube(cube(CellState.GAP), cube()).cells[0].state is CellState.UNKNOWN


def profile(n: int, m: int, *, rate: float | None = None, reason: Reason | None = None) -> NetworkStrength:
    metric = Metric(
        "density", Text("D", "D"), 0.5, n, m, Text("s", "s"), low=0.4, high=0.6, reason=reason, members=(P,)
    )
    return NetworkStrength(Scope("d"), Text("Alle", "All"), n, m, (metric,), (P,), response_rate=rate)


@pytest.mark.parametrize("whole", [profile(5, 5), profile(6, 4), None])
def test_numbers_of_a_network_in_which_something_is_hidden_are_withheld(whole: NetworkStrength | None) -> None:
    seen = profile(5, 4)
    (told,) = told_strengths([seen], [whole] if whole else [])
    assert not sees_all(seen, whole)
    (metric,) = told.metrics
    assert (metric.value, metric.low, metric.high, metric.members) == (None, None, None, ())
    assert (metric.reason, metric.explanation, metric.key, metric.n) == (Reason.SUPPRESSED, WITHHELD, "density", 5)
    assert (told.n, told.m, told.members) == (5, 4, seen.members)


def test_a_network_that_is_seen_whole_is_told_as_it_is_seen() -> None:
    seen = profile(5, 4)
    assert told_strengths([seen], [profile(5, 4)]) == [seen]


def test_that_there_was_a_survey_is_not_denied() -> None:
    seen = profile(5, 4, reason=Reason.NOT_SURVEYED)
    (told,) = told_strengths([seen], [profile(5, 4, rate=0.8)])
    assert [(metric.value, metric.reason) for metric in told.metrics] == [(0.5, Reason.SUPPRESSED)]
    assert told_strengths([seen], [profile(5, 4)]) == [seen]


def test_networks_are_compared_scope_by_scope() -> None:
    other = replace(profile(5, 9), scope=Scope("d", place=P))
    assert told_strengths([profile(5, 4)], [other, profile(5, 4)]) == [profile(5, 4)]
