"""Levels, kinds of tie, and the strength of ties by our formula."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.metric import Reason
from graph.model import Place, Survey, Term, TieReport
from graph.model.states import Frequency, TieAnswer
from graph.network.network import Network, Networks, network
from graph.network.tie_strength import TieStrength, tie_strengths
from graph.scope import ALL_LAYERS, Scope
from graph.strength.levels import MEAN_LEVEL, MULTIPLEXITY, STRENGTH
from tests.graph.plain_network import of
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.told_waves import report, wave


def taken(small: Small, **scope: Any) -> Network:
    return network(small.view(), Scope(D, **scope), ON)


def parts(network: Network) -> tuple[TieStrength | None, ...]:
    found = tie_strengths(network)
    told = tuple(found[line] for line in range(network.m))
    assert [None if np.isnan(value) else value for value in found.values] == [one and one.value for one in told]
    return told


def strengths(small: Small) -> list[float | int | None]:
    return [metric.value for metric in STRENGTH.of(taken(small))]


@pytest.mark.parametrize(
    ("level", "confirmed", "often", "formal", "value"),
    [
        (1.0, False, False, False, 0.5),
        (1.0, True, False, False, 1.0),
        (2.0, True, True, False, 2.5),
        (3.0, False, False, True, 2.0),
        (2.5, False, True, True, 2.25),
        (4.0, True, True, True, 5.0),
    ],
)
def test_the_formula(level: float, confirmed: bool, often: bool, formal: bool, value: float) -> None:
    assert TieStrength(level, confirmed, often, formal).value == value


def test_each_part_comes_from_what_was_said() -> None:
    small = Small().actors(*"abcde")
    wave(small, "w", "2025-06-30", "abcde")
    report(small, "w", "a", "b", frequency=Frequency.WEEKLY)
    report(small, "w", "b", "a", frequency=Frequency.YEARLY)
    report(small, "w", "c", "b", frequency=Frequency.MONTHLY)
    told = tuple(ref(TieReport, key) for key in ("w|a>b", "w|b>a"))
    small.tie("a", "b", level=3.0, confirmed_by_both=True, formal=False, reports=told)
    small.tie("b", "c", level=2.0, confirmed_by_both=None, formal=True, reports=(ref(TieReport, "w|c>b"),))
    small.tie("c", "d", level=4.0, confirmed_by_both=False)
    small.tie("d", "e")
    found = taken(small)
    assert parts(found) == (
        TieStrength(3.0, confirmed=True, often=True, formal=False),
        TieStrength(2.0, confirmed=False, often=False, formal=True),
        TieStrength(4.0, confirmed=False, often=False, formal=False),
        None,
    )
    assert [metric.value for metric in STRENGTH.of(found)] == [3.5, 5.0, 3.5, 2.0, None]
    assert STRENGTH.of(found)[4].reason is Reason.NOT_SURVEYED


def test_how_often_is_what_the_newest_survey_told() -> None:
    small = Small().actors(*"abcde")
    for year, often in (("2023", Frequency.WEEKLY), ("2025", Frequency.MONTHLY)):
        wave(small, year, f"{year}-06-30", "abcde")
        report(small, year, "a", "b", frequency=often)
    told = (ref(TieReport, "2023|a>b"), ref(TieReport, "2025|a>b"))
    (found,) = parts(taken(small.tie("a", "b", level=2.0, reports=told)))
    assert found is not None
    assert not found.often


def test_who_says_no_says_nothing_of_how_often() -> None:
    small = wave(Small().actors(*"abcde"), "w", "2025-06-30", "abcde")
    report(small, "w", "a", "b")
    report(small, "w", "b", "a", TieAnswer.NO, frequency=Frequency.WEEKLY)
    told = (ref(TieReport, "w|a>b"), ref(TieReport, "w|b>a"))
    (found,) = parts(taken(small.tie("a", "b", level=2.0, reports=told)))
    assert found is not None
    assert not found.often


def test_a_survey_has_the_strengths_that_it_told() -> None:
    small = Small().actors(*"abcde")
    for year, often, level in (("2023", Frequency.WEEKLY, 2), ("2025", Frequency.MONTHLY, 4)):
        wave(small, year, f"{year}-06-30", "abcde")
        report(small, year, "a", "b", frequency=often, level=level)
        report(small, year, "b", "a", formal=True)
        report(small, year, "b", "c", level=1)
    view = small.view()
    first, second = (Networks(view, D, ON, view.find(Survey, D, year)).of(Scope(D)) for year in ("2023", "2025"))
    assert parts(first) == (
        TieStrength(2.0, confirmed=True, often=True, formal=True),
        TieStrength(1.0, confirmed=False, often=False, formal=False),
    )
    assert parts(second)[0] == TieStrength(4.0, confirmed=True, often=False, formal=True)


def test_ties_to_those_outside_and_of_other_fields_are_not_in_it() -> None:
    small = Small().place("p").term("field", "f").term("field", "g")
    for key in "abcde":
        small.actor(key, at="p")
    small.actor("x").tie("a", "x", level=4.0, formal=True).tie("a", "a", key="loop", level=4.0, formal=True)
    small.tie("a", "b", level=2.0, fields=["f"]).tie("a", "b", key="g", level=4.0, formal=True, fields=["g"])
    inside = taken(small, place=ref(Place, "p"))
    assert parts(inside) == (TieStrength(3.0, confirmed=False, often=False, formal=True),)
    assert parts(taken(small, field=ref(Term, "f"))) == (TieStrength(2.0, confirmed=False, often=False, formal=False),)


def test_several_ties_of_a_pair_are_one_with_the_best_of_each() -> None:
    small = Small().actors(*"abcde").tie("a", "b", level=2.0, confirmed_by_both=True)
    small.tie("a", "b", key="agreed", layer="formal", level=4.0, formal=True)
    assert strengths(small)[:2] == [3.5, 3.5]  # level 3, confirmed, formal


def test_no_tie_is_no_strength_and_no_level_is_unknown() -> None:
    assert strengths(Small().actors(*"abcde").tie("a", "b")) == [None, None, 0, 0, 0]


def test_the_mean_level_is_that_of_the_levels_stated() -> None:
    small = Small().actors(*"abcde").tie("a", "b", level=2.0).tie("b", "c", level=3.5).tie("c", "d")
    metric = MEAN_LEVEL.of(taken(small))
    assert metric.value == 2.75
    assert "Stufe 2,8 von 4, am nächsten bei „Abstimmung“. Bei 1 Verbindung" in metric.explanation.de


def test_a_level_that_nobody_stated_is_no_number() -> None:
    none, untold = Small().actors(*"abcde"), Small().actors(*"abcde").tie("a", "b")
    assert (MEAN_LEVEL.of(taken(none)).value, MEAN_LEVEL.of(taken(none)).reason) == (None, Reason.NO_TIES)
    assert (MEAN_LEVEL.of(taken(untold)).value, MEAN_LEVEL.of(taken(untold)).reason) == (None, Reason.NOT_SURVEYED)


@pytest.mark.parametrize(
    ("level", "word"),
    [(1, "Kenntnis"), (1.4, "Kenntnis"), (4, "gemeinsames Handeln"), (-7, "Kenntnis"), (9, "gemeinsames Handeln")],
)
def test_the_word_is_the_nearest_level(level: float, word: str) -> None:
    metric = MEAN_LEVEL.of(taken(Small().actors(*"abcde").tie("a", "b", level=level)))
    assert f"„{word}“" in metric.explanation.de


def test_multiplexity_counts_the_layers_of_each_pair() -> None:
    small = Small().actors(*"abcde").ties("a-b", "b-c").tie("a", "b", key="f", layer="formal")
    small.tie("c", "d", key="f2", layer="formal").tie("a", "b", key="twice")
    metric = MULTIPLEXITY.of(taken(small))
    assert metric.value == pytest.approx(4 / 3)
    assert metric.method == "Jaccard: formal/working 0.3333"
    assert metric.explanation.de.startswith("1 von 3 Paaren ist auf mehr als eine Art verbunden, das sind 33 %.")


def test_shared_work_is_a_layer_of_its_own() -> None:
    small = Small().actors(*"abcde").ties("a-b").measure("m").contributes("a", "m").contributes("b", "m")
    metric = MULTIPLEXITY.of(taken(small, layer=ALL_LAYERS))
    assert (metric.value, metric.method) == (2.0, "Jaccard: sharedMeasures/working 1.0000")


def test_one_layer_is_one_and_no_tie_none() -> None:
    assert MULTIPLEXITY.of(taken(Small().actors(*"abcde").ties("a-b"))).value == 1
    assert MULTIPLEXITY.of(taken(Small().actors(*"abcde"))).reason is Reason.NO_TIES
    assert MULTIPLEXITY.of(of([("a", "b")], "cde")).value == 1


def test_a_tie_of_pairs_alone_has_no_strength() -> None:
    assert parts(of([("a", "b")])) == (None,)
