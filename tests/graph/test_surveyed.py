"""The network of one survey: who was asked in it, and the ties of which either side said yes in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.model import Survey, Term
from graph.network.network import Network, Networks
from graph.network.waves import newest_wave, wave_before, wave_of
from graph.picture import View
from graph.scope import RESPONSIBILITY, Scope
from graph.strength.density import DENSITY
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.told_waves import report, wave


def of(view: View, survey: str, **scope: Any) -> Network:
    found = view.find(Survey, D, survey)
    assert found is not None
    return Networks(view, D, ON, found).of(Scope(D, **scope))


def lines(network: Network) -> set[str]:
    return {f"{network.names[i]}-{network.names[j]}" for i, j in zip(network.source, network.target, strict=True)}


def two() -> Small:
    """a–b lasted, b–c ended, a–c came; e was asked only in the first one, f only in the second one; x never."""
    small = Small().actors(*"abcdefx")
    wave(small, "first", "2023-06-30", "abcd", "a>b", "b>c", "c>b", silent="e")
    return wave(small, "second", "2025-06-30", "abcdf", "b>a", "a>c", "f>a")


def test_its_actors_are_those_asked_whether_they_answered_or_not() -> None:
    view = two().view()
    assert of(view, "first").names == tuple("abcde")
    assert of(view, "second").names == tuple("abcdf")


def test_a_yes_of_either_side_makes_a_tie_whatever_was_said_later() -> None:
    view = two().view()
    assert lines(of(view, "first")) == {"a-b", "b-c"}
    assert lines(of(view, "second")) == {"a-b", "a-c", "a-f"}


def test_what_documents_say_is_left_out() -> None:
    small = two().tie("a", "d")
    assert "a-d" not in lines(of(small.view(), "second"))


def test_it_counts_the_day_on_which_the_survey_ended_and_who_answered() -> None:
    network = of(two().view(), "first")
    assert network.on == date(2023, 6, 30)
    assert network.response_rate == 0.8


def test_the_level_is_the_one_told_then() -> None:
    small = two()
    report(small, "first", "a", "d", level=1)
    report(small, "second", "a", "d", level=4)
    for survey, level in (("first", 1.0), ("second", 4.0)):
        network = of(small.view(), survey)
        (line,) = [i for i in range(network.m) if {network.source[i], network.target[i]} == {0, 3}]
        assert network.level[line] == level


def test_a_field_has_its_ties_and_those_of_no_field() -> None:
    small = two().term("field", "f").term("field", "g")
    report(small, "second", "d", "c", fields=(ref(Term, "f"),))
    report(small, "second", "d", "b", fields=(ref(Term, "g"),))
    network = of(small.view(), "second", field=ref(Term, "f"))
    assert (network.names, lines(network)) == (("c", "d"), {"c-d"})


def test_only_a_complete_roster_makes_silence_about_a_pair_a_no() -> None:
    complete = DENSITY.of(of(two().view(), "first"))
    assert complete.high == 0.2  # 2 of 10 pairs; who answered was shown everybody
    small = wave(Small().actors(*"abcde"), "open", "2023-06-30", "abcde", "a>b", "c!d", roster="")
    assert DENSITY.of(of(small.view(), "open")).high == 0.9  # all but c–d


def test_a_survey_without_a_day_and_one_that_asked_nobody_are_no_crash() -> None:
    small = Small().actors("a", "b").add(Survey, "when", title="w").add(Survey, "nobody", title="n")
    report(small, "when", "a", "b")
    view = small.view()
    assert (of(view, "when").names, of(view, "when").on) == (("a",), ON)
    assert (of(view, "nobody").n, of(view, "nobody").m) == (0, 0)


def test_the_one_before_is_the_newest_of_the_older_ones() -> None:
    small = wave(two(), "third", "2026-01-01", "ab")
    view = small.view()
    third = newest_wave(view, D, ON)
    assert third is not None
    second = wave_before(view, third, ON)
    assert second is not None
    first = wave_before(view, second, ON)
    assert first is not None
    assert [w.survey.external_id for w in (third, second, first)] == ["third", "second", "first"]
    assert wave_before(view, first, ON) is None
    assert wave_of(view, first.survey, ON) == first


def test_work_on_the_same_measure_is_that_of_its_day() -> None:
    small = two().measure("m")
    small.responsible("a", "m").responsible("d", "m").responsible("x", "m")
    network = of(small.view(), "second", layer=RESPONSIBILITY)
    assert lines(network) == {"a-d"}
    assert network.wave is None
