"""What lasted between two surveys: on those asked in both, with ranges for what nobody said, by brute force."""

from __future__ import annotations

from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from graph.metric import Reason
from graph.model import Place, Survey
from graph.network.network import Network, Networks, network
from graph.network.wave_change import WaveChange, wave_change
from graph.picture import View
from graph.scope import RESPONSIBILITY, Scope
from graph.strength.over_time import over_time, over_time_as_dict
from graph.strength.stability import JACCARD, QAP, jaccard
from graph.ties import derive
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.told_waves import wave


def taken(small: Small, **scope: Any) -> Network:
    small.records |= derive(D, small.records)
    return network(small.view(), Scope(D, **scope), ON)


def change(small: Small, **scope: Any) -> WaveChange:
    found = wave_change(taken(small, **scope))
    assert found is not None
    return found


def names(view: View, pairs: Any) -> list[str]:
    return ["-".join(record.name for ref in pair if (record := view.get(ref))) for pair in pairs]  # type: ignore[attr-defined]  # actors


def two() -> Small:
    """Asked in both: a to e. a–b lasted, b–c went, a–c and d–e came; x and y are asked in one only."""
    small = Small().actors(*"abcdexy")
    wave(small, "first", "2023-06-30", "abcdex", "a>b", "b>c", "x>a")
    return wave(small, "second", "2025-06-30", "abcdey", "b>a", "a>c", "d>e", "y>b")


def test_only_those_asked_in_both_are_compared() -> None:
    small = two()
    found = change(small)
    view = small.view()
    assert names(view, found.kept) == ["a-b"]
    assert names(view, found.born) == ["a-c", "d-e"]
    assert names(view, found.gone) == ["b-c"]
    assert names(view, [found.entered, found.left]) == ["y", "x"]
    assert (found.jaccard, found.jaccard_range, found.unsure) == (0.25, (0.25, 0.25), frozenset())


def test_the_sentence_names_the_surveys_and_warns_of_little() -> None:
    metric = JACCARD.of(taken(two()))
    assert metric.value == 0.25
    assert metric.explanation.de == (
        "Von den Verbindungen der 5 Akteure, die „first“ und „second“ gefragt haben, blieben 25 % (1); neu: 2, "
        "weggefallen: 1. Das ist so wenig, dass sich die beiden Befragungen kaum vergleichen lassen (unter 30 %)."
    )


def test_a_network_compared_with_itself_is_stable() -> None:
    small = Small().actors(*"abcdef")
    for key, day in (("first", "2023-06-30"), ("second", "2025-06-30")):
        wave(small, key, day, "abcdef", "a>b", "b>c", "c>d", "b>d", "d>e")
    found = taken(small)
    assert (JACCARD.of(found).value, JACCARD.of(found).low, JACCARD.of(found).high) == (1, 1, 1)
    assert QAP.of(found).value == pytest.approx(1)
    assert "kaum" not in JACCARD.of(found).explanation.de


def test_a_survey_of_its_own_is_compared_with_the_one_before() -> None:
    small = wave(two(), "third", "2025-12-01", "abcde", "a>b")
    view = small.view()
    by_survey = {
        key: JACCARD.of(Networks(view, D, ON, view.find(Survey, D, key)).of(Scope(D)))
        for key in ("first", "second", "third")
    }
    assert {key: metric.value for key, metric in by_survey.items()} == {"first": None, "second": 0.25, "third": 1 / 3}
    assert by_survey["first"].reason is Reason.NOT_SURVEYED
    assert JACCARD.of(taken(small)).value == 1 / 3


def test_whoever_was_silent_widens_the_range_and_makes_a_change_unsure() -> None:
    small = Small().actors(*"abcde")
    wave(small, "first", "2023-06-30", "abcde", "a>b", "c>d")
    wave(small, "second", "2025-06-30", "abc", "a>b", silent="de")
    wave(small, "old", "2020-06-30", "abcde")
    found = change(small)
    assert (found.jaccard, len(found.gone), found.unsure) == (0.5, 1, frozenset())  # c answered, and named nobody
    small = Small().actors(*"abcde")
    wave(small, "first", "2023-06-30", "abcde", "a>b", "d>e")
    wave(small, "second", "2025-06-30", "abc", "a>b", silent="de")
    found = change(small)
    assert (found.jaccard, found.jaccard_range, found.unsure) == (0.5, (0.5, 1.0), frozenset(found.gone))
    assert "Bei 1 davon weiß niemand, ob sie sich geändert hat." in jaccard(taken(small)).explanation.de
    assert JACCARD.of(taken(small)).explanation.de.startswith("Beständigkeit: zwischen 50 % und 100 %.")


def by_brute_force(small: Small, both: str) -> tuple[float, float]:
    """The least and largest index over everything that those who were silent may have said of each other."""
    found = change(small)
    kept = {frozenset(names(small.view(), [pair])[0].split("-")) for pair in found.kept}
    born = {frozenset(names(small.view(), [pair])[0].split("-")) for pair in found.born}
    gone = {frozenset(names(small.view(), [pair])[0].split("-")) for pair in found.gone}
    view = small.view()
    waves = [Networks(view, D, ON, view.find(Survey, D, key)).of(Scope(D)).wave for key in ("first", "second")]
    choices: list[list[tuple[bool, bool]]] = []
    for pair in map(frozenset, combinations(both, 2)):
        told = (pair in kept | gone, pair in kept | born)
        refs = [
            record.id for record in small.records.values() if record.external_id in pair and record.id in found.both
        ]
        open_ = [not tied and one is not None and not one.knows(*refs) for tied, one in zip(told, waves, strict=True)]
        choices.append([(a, b) for a in {told[0], open_[0] or told[0]} for b in {told[1], open_[1] or told[1]}])
    values = []
    for chosen in product(*choices):
        either = sum(a or b for a, b in chosen)
        if either:
            values.append(sum(a and b for a, b in chosen) / either)
    return min(values), max(values)


@pytest.mark.parametrize("seed", range(12))
def test_the_range_is_that_of_everything_that_can_have_been(seed: int) -> None:
    chance = Random(seed)
    small = Small().actors(*"abcd")
    for key, day in (("first", "2023-06-30"), ("second", "2025-06-30")):
        silent = chance.sample("abcd", chance.choice((0, 2, 3)))
        answered = [actor for actor in "abcd" if actor not in silent]
        pairs = [f"{a}{chance.choice('>>!')}{b}" for a in answered for b in "abcd" if a < b and chance.random() < 0.5]
        pairs += [">".join(silent[:2])] * (bool(silent) and chance.random() < 0.3)
        wave(small, key, day, answered, *pairs, silent=silent, roster=chance.choice(("COMPLETE", "")))
    found = change(small)
    if found.jaccard is not None:
        assert found.jaccard_range == pytest.approx(by_brute_force(small, "abcd"))


@pytest.mark.parametrize("formula", [JACCARD, QAP], ids=lambda formula: formula.key)
def test_what_cannot_be_compared_says_why(formula: Any) -> None:
    never = taken(Small().actors(*"abcde").ties("a-b"))
    once = taken(wave(Small().actors(*"abcde"), "first", "2023-06-30", "abcde", "a>b"))
    for small in (never, once):
        assert (formula.of(small).value, formula.of(small).reason) == (None, Reason.NOT_SURVEYED)
    others = wave(Small().actors(*"abcdexyz"), "first", "2023-06-30", "abcde", "a>b")
    wave(others, "second", "2025-06-30", "xyz", "x>y")
    assert (formula.of(taken(others)).value, formula.of(taken(others)).reason) == (None, Reason.GROUP_MISSING)
    assert formula.of(taken(two(), layer=RESPONSIBILITY)).reason is Reason.NOT_SURVEYED


def test_no_tie_in_either_and_in_one() -> None:
    none = wave(Small().actors(*"abcde"), "first", "2023-06-30", "abcde")
    wave(none, "second", "2025-06-30", "abcde")
    assert JACCARD.of(taken(none)).reason is Reason.NO_TIES
    assert QAP.of(taken(none)).reason is Reason.NO_VARIANCE
    wave(none, "third", "2025-12-01", "abcde", "a>b")
    assert JACCARD.of(taken(none)).value == 0
    assert QAP.of(taken(none)).reason is Reason.NO_VARIANCE


def test_a_place_compares_its_own() -> None:
    small = two().place("p")
    for key in "abc":
        small.actor(key, at="p")
    found = change(small, place=ref(Place, "p"))
    assert (len(found.both), found.jaccard) == (3, 1 / 3)


def test_over_time_the_surveys_come_in_their_order_each_with_its_change() -> None:
    small = two()
    taken(small)
    waves = over_time(small.view(), D, ON)
    told = over_time_as_dict(small.view(), waves, "de")["waves"]
    assert [(one["survey"], one["endedOn"]) for one in told] == [("first", "2023-06-30"), ("second", "2025-06-30")]
    assert [one["networks"][0]["n"] for one in told] == [6, 6]
    assert told[0]["change"] is None
    assert told[1]["change"]["born"] == [["a", "c"], ["d", "e"]]
    assert (told[1]["change"]["entered"], told[1]["change"]["left"]) == (["y"], ["x"])


def test_without_a_survey_there_is_nothing_to_follow() -> None:
    assert over_time(Small().actors("a").view(), D, ON) == []
