"""Profiles of networks: by what, on which layer, what a survey says about them, and the shape scripts read."""

import json

import pytest

from graph.errors import WrongUse
from graph.metric import Reason
from graph.model import Place, Term
from graph.model.states import PlaceLevel
from graph.scope import COOPERATION, SHARED_MEASURES, Scope
from graph.strength import all_formulas
from graph.strength.profile import NetworkStrength, strength, strengths
from graph.strength.shape import strengths_as_dict
from tests.graph.small_district import ON, D, Small, ref, year


def by(small: Small, what: str | None, layer: str = COOPERATION) -> list[NetworkStrength]:
    return strengths(small.view(), D, what, layer, ON)


def test_without_a_choice_there_is_one_network_of_everybody() -> None:
    (whole,) = by(Small().actors(*"abcde").ties("a-b"), None)
    assert (whole.name.de, whole.n, whole.m) == ("Alle Akteure", 5, 1)
    assert [metric.key for metric in whole.metrics] == [formula.key for formula in all_formulas()]


def test_places_are_the_municipalities_each_with_its_own_network() -> None:
    small = Small().place("kreis", level=PlaceLevel.DISTRICT).place("werl", part_of="kreis").place("ense")
    small.place("ausserhalb", level=PlaceLevel.OUTSIDE).actors("a", "b", at="werl").actor("c", at="ense").ties("a-b")
    assert [(one.name.de, one.n, one.m) for one in by(small, "place")] == [("ense", 1, 0), ("werl", 2, 1)]


def test_fields_are_the_main_ones() -> None:
    small = Small().term("field", "sprache", main=True).term("field", "kurse", broader="sprache").term("field", "x")
    assert [one.name.de for one in by(small, "field")] == ["sprache"]
    plain = Small().term("field", "sprache").term("field", "kurse", broader="sprache")
    assert [one.name.de for one in by(plain, "field")] == ["sprache"]


def test_groups_are_those_that_exist_on_the_day_and_types_those_that_somebody_has() -> None:
    small = Small().actor("a", types=["verein"]).term("actor_type", "verein").term("actor_type", "schule")
    small.group("jetzt", "a").group("frueher", "a", until=year(2024))
    assert [one.name.de for one in by(small, "group")] == ["jetzt"]
    assert [one.name.de for one in by(small, "actorType")] == ["verein"]


def test_a_scope_and_a_choice_combine() -> None:
    small = (
        Small()
        .term("field", "f")
        .place("x")
        .place("y")
        .actor("a", at="x")
        .actor("b", at="y")
        .tie("a", "b", fields=["f"])
    )
    scope = Scope(D, place=ref(Place, "x"))
    found = strengths(small.view(), D, "field", COOPERATION, ON, scope=scope)
    assert [(one.scope.field, one.scope.place, one.n) for one in found] == [(ref(Term, "f"), ref(Place, "x"), 1)]
    assert [one.scope for one in strengths(small.view(), D, "place", COOPERATION, ON, scope=scope)] == [scope]


def test_another_choice_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(WrongUse) as caught:
        by(Small(), "colour")
    assert caught.value.message.de == (
        "Netzwerke nach „colour“ gibt es nicht. Möglich: dataset, field, place, group, actorType."
    )


def test_without_a_survey_a_number_says_that_it_rests_on_documents() -> None:
    density = strength(Small().actors(*"abcde").ties("a-b").view(), Scope(D), ON).metric("density")
    assert (density.value, density.low, density.high) == (0.1, None, None)
    assert (density.response_rate, density.reason) == (None, Reason.NOT_SURVEYED)
    assert density.explanation.de.endswith("Gezählt sind nur dokumentierte Beziehungen.")


def test_with_a_survey_the_range_counts_every_pair_that_nobody_spoke_of() -> None:
    small = Small().actors(*"abcde").ties("a-b").survey(answered="abc", silent="d")
    profile = strength(small.view(), Scope(D), ON)
    density = profile.metric("density")
    # told: the 3 pairs of a, b, c and those of each with d; not told: d-e, a-e, b-e, c-e
    assert (density.value, density.low, density.high) == (0.1, 0.1, 0.5)
    assert (density.response_rate, density.reason) == (0.75, None)
    assert "Über 4 Paare ist nichts bekannt." in density.explanation.de


def test_a_tie_outside_the_survey_is_known_and_widens_no_range() -> None:
    small = Small().actors(*"abcde").ties("d-e").survey(answered="abc", silent="d")
    density = strength(small.view(), Scope(D), ON).metric("density")
    assert (density.low, density.high) == (0.1, 0.4)


def test_isolated_actors_of_whom_not_all_is_known_are_not_certain() -> None:
    small = Small().actors(*"abcde").ties("a-b").survey(answered="abcd", silent="e")
    isolates = strength(small.view(), Scope(D), ON).metric("isolates")
    assert (isolates.value, isolates.low, isolates.high) == (3, 3, 3)
    small = Small().actors(*"abcde").ties("a-b").survey(answered="abc", silent="de")
    isolates = strength(small.view(), Scope(D), ON).metric("isolates")
    assert (isolates.value, isolates.low, isolates.high) == (3, 1, 3)
    small = Small().actors(*"abcde").ties("a-b").survey(answered="abc", silent="d")
    isolates = strength(small.view(), Scope(D), ON).metric("isolates")
    assert (isolates.value, isolates.low, isolates.high) == (3, 0, 3)  # nobody asked e, who may work with c
    assert "Von 3 davon ist nicht alles bekannt." in isolates.explanation.de


def test_few_answers_are_said() -> None:
    small = Small().actors(*"abcde").ties("a-b").survey(answered="ab", silent="cde")
    components = strength(small.view(), Scope(D), ON).metric("components")
    assert components.explanation.de.endswith("Nur 40 % der Befragten haben geantwortet.")


def test_a_survey_that_is_not_over_is_not_used() -> None:
    small = Small().actors(*"abcde").survey(answered="abcde", day="2026-01-16")
    assert strength(small.view(), Scope(D), ON).response_rate is None


def test_shared_measures_are_never_called_cooperation() -> None:
    small = Small().actors(*"abcde").measure("m").contributes("a", "m").contributes("b", "m")
    (shared,) = by(small, None, SHARED_MEASURES)
    assert shared.m == 1
    assert shared.metric("density").explanation.en.endswith("Working on the same measure counts as well.")


def test_the_shape_is_the_contract() -> None:
    found = by(Small().actors(*"abcde").ties("a-b"), None)
    answer = json.loads(json.dumps(strengths_as_dict(found, "en")))
    (network,) = answer["networks"]
    assert set(network) == {"scope", "name", "n", "m", "metrics"}
    assert network["scope"] == {
        "dataset": D, "field": None, "place": None, "group": None, "plan": None, "actorTypes": [],
        "layer": "cooperation",
    }  # fmt: skip
    density = network["metrics"][0]
    assert density == {
        "key": "density", "value": 0.1, "low": None, "high": None, "reason": "NOT_SURVEYED", "unit": None, "n": 5,
        "m": 1, "responseRate": None, "method": None, "error": None, "asOf": "2026-01-15", "formulaVersion": "1",
        "explanation": "Of 10 possible ties 1 exists, which is 10%. Only documented relations are counted.", "by": None,
    }  # fmt: skip
