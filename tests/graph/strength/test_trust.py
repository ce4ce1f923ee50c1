"""Trust: what counts, how it is put together, and below how many it is not told."""

from __future__ import annotations

from typing import Any

import pytest

from graph.metric import Reason
from graph.model import Actor, TieReport
from graph.network.network import Network, network
from graph.picture import Picture
from graph.rights import Viewer, ViewerRole
from graph.scope import RESPONSIBILITY, Scope
from graph.strength.details import details
from graph.strength.trust import TRUST, TRUST_RECEIVED, Ratings, rating, ratings
from graph.ties import derive
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.told_waves import report, wave


def trusting(**said: tuple[int | None, int | None, int | None]) -> Small:
    """`a_b=(4, 4, None)`: what a said of b in the newest survey."""
    small = wave(Small().actors(*"abcdef"), "w", "2025-06-30", "abcdef")
    for pair, items in said.items():
        reporter, about = pair.split("_")
        report(small, "w", reporter, about, **_items(items))
    return derived(small)


def derived(small: Small) -> Small:
    small.records |= derive(D, small.records)
    return small


def _items(items: tuple[int | None, int | None, int | None]) -> dict[str, Any]:
    return dict(zip(("trust_reliable", "trust_open", "trust_mission"), items, strict=True))


def taken(small: Small, **scope: Any) -> Network:
    return network(small.view(), Scope(D, **scope), ON)


@pytest.mark.parametrize(
    ("items", "value"),
    [
        ((4, 4, 4), 1.0),
        ((1, 1, 1), 0.0),
        ((1, 2, 3), 1 / 3),
        ((4, None, 1), 0.5),
        ((4, None, None), None),
        ((None, None, None), None),
        ((4, 9, None), None),  # no answer that was on offer
    ],
)
def test_a_rating_is_the_mean_of_at_least_two_items(
    items: tuple[int | None, int | None, int | None], value: float | None
) -> None:
    small = report(Small(), "w", "a", "b", **_items(items))
    said = small.records[ref(TieReport, "w|a>b")]
    assert isinstance(said, TieReport)
    assert rating(said) == (None if value is None else pytest.approx(value))


def test_the_network_has_the_mean_of_all_ratings_and_says_of_how_many() -> None:
    small = trusting(a_b=(4, 4, 4), b_a=(1, 1, 1), c_a=(4, 4, None), d_a=(2, None, None))
    metric = TRUST.of(taken(small))
    assert metric.value == pytest.approx(2 / 3)
    assert "67 %, nach 3 Urteilen von 3 Akteuren. Zwei Seiten urteilen im Mittel um 100 %" in metric.explanation.de
    assert metric.method == "items (x-1)/3, asymmetry 1.0000"


def test_asymmetry_is_the_mean_over_pairs_that_rated_each_other() -> None:
    assert Ratings({(0, 1): 1.0, (1, 0): 0.5, (2, 3): 0.2, (3, 2): 0.2, (0, 3): 0.9}).asymmetry == pytest.approx(0.25)
    assert Ratings({(0, 1): 1.0}).asymmetry is None


def test_details_tell_of_each_pair_how_far_its_ratings_are_apart() -> None:
    small = trusting(a_b=(4, 4, 4), b_a=(2, 2, 2), c_a=(4, 4, None), a_c=(4, None, 4), d_a=(1, 1, 1))
    found = details(taken(small)).trust
    assert found is not None
    assert [([actor["name"] for actor in one["ends"]], one["asymmetry"]) for one in found] == [
        (["a", "b"], pytest.approx(2 / 3)), (["a", "c"], 0),
    ]  # fmt: skip
    assert details(taken(trusting(a_b=(4, 4, 4), b_a=(2, 2, 2)))).trust is None


def test_below_three_who_rate_nothing_is_told() -> None:
    metric = TRUST.of(taken(trusting(a_b=(4, 4, 4), b_a=(1, 1, 1))))
    assert (metric.value, metric.reason, metric.method) == (None, Reason.SUPPRESSED, None)


def test_an_actor_has_the_mean_of_at_least_three_others() -> None:
    small = trusting(b_a=(4, 4, 4), c_a=(1, 1, 1), d_a=(4, 4, 4), b_c=(4, 4, 4), d_c=(4, 4, 4))
    found = TRUST_RECEIVED.of(taken(small))
    assert [metric.value for metric in found] == [pytest.approx(2 / 3), None, None, None, None, None]
    assert {metric.reason for metric in found[1:]} == {Reason.SUPPRESSED}


def test_only_the_newest_survey_counts() -> None:
    small = trusting(a_b=(4, 4, 4), b_c=(4, 4, 4), c_d=(4, 4, 4))
    wave(small, "old", "2023-06-30", "abcdef")
    report(small, "old", "a", "b", **_items((1, 1, 1)))
    assert TRUST.of(taken(derived(small))).value == 1


def test_ratings_of_those_outside_the_network_do_not_count() -> None:
    small = trusting(a_b=(4, 4, 4), b_c=(4, 4, 4), c_d=(1, 1, 1)).term("actor_type", "t")
    found = ratings(taken(small))
    assert set(found.values) == {(0, 1), (1, 2), (2, 3)}
    del small.records[ref(Actor, "d")]
    del small.records[next(key for key, r in small.records.items() if r.external_id == "c|d|working")]
    assert set(ratings(taken(small)).values) == {(0, 1), (1, 2)}


def test_without_a_survey_and_on_a_layer_of_measures_there_is_none() -> None:
    assert TRUST.of(taken(Small().actors(*"abcde").ties("a-b"))).reason is Reason.NOT_SURVEYED
    small = trusting(a_b=(4, 4, 4), b_c=(4, 4, 4), c_d=(4, 4, 4))
    assert TRUST.of(taken(small, layer=RESPONSIBILITY)).reason is Reason.NOT_SURVEYED


@pytest.mark.parametrize("role", [ViewerRole.GUEST, ViewerRole.ADVISER, ViewerRole.MUNICIPALITY])
def test_whoever_may_not_see_the_answers_gets_no_number(role: ViewerRole) -> None:
    small = trusting(a_b=(4, 4, 4), b_c=(4, 4, 4), c_d=(4, 4, 4))
    view = Picture(1, small.records).seen_by(Viewer("x", role, datasets=frozenset({D})))
    seen = network(view, Scope(D), ON)
    assert TRUST.of(seen).value is None
    assert details(seen).trust is None
