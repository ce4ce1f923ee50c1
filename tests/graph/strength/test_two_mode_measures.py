"""The measures of responsibilities: what counts as one, and what stands beside the density of their projection."""

from __future__ import annotations

from typing import Any

import pytest

from graph.metric import Reason
from graph.model import Offer, Place, Plan, Term
from graph.model.states import MeasureStatus, ResponsibilityState, Role
from graph.network.network import Network, network
from graph.scope import COOPERATION, RESPONSIBILITY, SHARED_MEASURES, Scope
from graph.strength.density import DENSITY
from graph.strength.two_mode import TWO_MODE_CLUSTERING, TWO_MODE_DENSITY
from tests.graph.plain_network import of
from tests.graph.small_district import ON, D, Small, on, ref


def taken(small: Small, **scope: Any) -> Network:
    return network(small.view(), Scope(D, **{"layer": RESPONSIBILITY, **scope}), ON)


def lines(found: Network) -> set[str]:
    return {f"{found.names[i]}-{found.names[j]}" for i, j in zip(found.source, found.target, strict=True)}


def district() -> Small:
    """Five actors, three measures, one offer: six responsibilities."""
    small = Small().actors(*"abcde").measure("m").measure("n").measure("o").offer("p")
    small.responsible("a", "m").responsible("b", "m", role=Role.SHARED).responsible("c", "m", role=Role.SUPPORTING)
    small.responsible("a", "n").responsible("b", "n", state=ResponsibilityState.PROPOSED)
    return small.responsible("d", "p", Offer)


def test_every_role_counts_accepted_or_only_named() -> None:
    assert TWO_MODE_DENSITY.of(taken(district())).value == 6 / 20
    assert lines(taken(district())) == {"a-b", "a-c", "b-c"}


@pytest.mark.parametrize(
    "values",
    [
        {"state": ResponsibilityState.DECLINED},
        {"state": ResponsibilityState.ENDED},
        {"until": on("2025-12-31")},
        {"since": on("2026-02-01")},
    ],
)
def test_what_was_declined_or_does_not_hold_on_the_day_counts_not(values: dict[str, Any]) -> None:
    small = district().responsible("e", "m", **values)
    assert TWO_MODE_DENSITY.of(taken(small)).value == 6 / 20
    assert "e" not in "".join(lines(taken(small)))


def test_the_same_responsibility_twice_is_one() -> None:
    assert TWO_MODE_DENSITY.of(taken(district().responsible("a", "m", key="again", role=Role.SHARED))).value == 6 / 20


def test_contributions_duties_and_what_is_finished_count_not() -> None:
    small = district().contributes("e", "m").measure("old", MeasureStatus.COMPLETED).responsible("e", "old")
    assert TWO_MODE_DENSITY.of(taken(small)).value == 6 / 20
    assert "e" not in "".join(lines(taken(small)))
    assert "a-e" in lines(taken(small, layer=SHARED_MEASURES))


def test_who_cannot_cooperate_is_no_actor_here() -> None:
    small = district().actor("council", cooperates=False).responsible("council", "m")
    assert TWO_MODE_DENSITY.of(taken(small)).value == 6 / 20


def test_a_field_and_a_plan_have_their_own_measures() -> None:
    small = Small().actors(*"abcdef").term("field", "f").measure("m", fields=["f"]).measure("n")
    small.add(Plan, "k", title="k").offer("p", fields=["f"])
    for actor in "abcde":
        small.responsible(actor, "m")
    small.responsible("f", "n").responsible("a", "n")
    assert TWO_MODE_DENSITY.of(taken(small, field=ref(Term, "f"))).value == 5 / (5 * 2)


def test_a_place_has_its_own_actors_and_all_measures() -> None:
    small = district().place("x")
    for actor in "vwxyz":
        small.actor(actor, at="x").responsible(actor, "o")
    assert TWO_MODE_DENSITY.of(taken(small, place=ref(Place, "x"))).value == 5 / 20


def test_it_is_the_same_on_every_layer() -> None:
    values = {
        formula.of(taken(district(), layer=layer)).value
        for layer in (COOPERATION, RESPONSIBILITY, SHARED_MEASURES)
        for formula in (TWO_MODE_DENSITY,)
    }
    assert values == {0.3}


def test_clustering_counts_who_shares_again() -> None:
    # a and b share m and n: one four-cycle; three-paths: edges (a,m) 1·2, (b,m) 1·2, (c,m) 0, (a,n) 1·1, (b,n) 1·1
    assert TWO_MODE_CLUSTERING.of(taken(district())).value == pytest.approx(4 * 1 / 6)


def test_the_density_of_a_projection_never_stands_alone() -> None:
    told = DENSITY.of(taken(district())).explanation
    assert "jede Maßnahme verbindet alle ihre Akteure miteinander" in told.de
    assert "Von den möglichen Zuständigkeiten gibt es 30 %." in told.de
    assert told.de.endswith("das ist keine Zusammenarbeit.")
    assert "every measure joins all of its actors" in told.en
    for layer, said in ((SHARED_MEASURES, True), (COOPERATION, False)):
        assert ("jede Maßnahme verbindet" in DENSITY.of(taken(district(), layer=layer)).explanation.de) is said


def test_a_survey_says_nothing_of_responsibilities() -> None:
    metric = DENSITY.of(taken(district().survey("abcde")))
    assert (metric.low, metric.high, metric.response_rate) == (None, None, None)


def test_no_measure_is_no_number_and_nobody_responsible_is_nothing() -> None:
    none = taken(Small().actors(*"abcde"))
    nobody = taken(Small().actors(*"abcde").measure("m"))
    assert (TWO_MODE_DENSITY.of(none).value, TWO_MODE_DENSITY.of(none).reason) == (None, Reason.NO_TIES)
    assert TWO_MODE_DENSITY.of(nobody).value == 0
    assert (TWO_MODE_CLUSTERING.of(nobody).value, TWO_MODE_CLUSTERING.of(nobody).reason) == (None, Reason.NO_TIES)
    assert TWO_MODE_DENSITY.of(of([("a", "b")], "cde")).value is None
    assert TWO_MODE_DENSITY.of(taken(Small().actors("a").measure("m"))).reason is Reason.N_TOO_SMALL
