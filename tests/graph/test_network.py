"""Who belongs to a network, and which lines it has."""

import math
from typing import Any

import numpy as np
import pytest

from graph.errors import WrongUse
from graph.model import Actor, Group, Measure, Place, Plan, Term
from graph.model.states import MeasureStatus, PlaceLevel, ResponsibilityState, TieState
from graph.network.network import Network, network, scope_name
from graph.scope import ALL_LAYERS, SHARED_MEASURES, Scope, parse_scope
from tests.graph.small_district import ON, D, Small, on, ref, year


def taken(small: Small, **scope: Any) -> Network:
    return network(small.view(), Scope(D, **scope), ON)


def lines(found: Network) -> set[str]:
    return {f"{found.names[i]}-{found.names[j]}" for i, j in zip(found.source, found.target, strict=True)}


def test_actors_without_a_tie_count_and_those_that_cannot_cooperate_do_not() -> None:
    small = Small().actors("a", "b", "c").actor("fund", cooperates=False).ties("a-b", "a-fund")
    found = taken(small)
    assert (found.names, found.n, found.m) == (("a", "b", "c"), 3, 1)


def test_parallel_ties_are_one_line_and_loops_are_dropped_and_counted() -> None:
    small = Small().actors("a", "b").term("field", "f")
    small.tie("a", "b").tie("b", "a", key="second", fields=["f"]).tie("a", "a", key="loop")
    found = taken(small)
    assert (found.m, found.parallel, found.loops) == (1, 1, 1)
    assert len(found.behind[0]) == 2


def test_level_is_the_mean_of_what_was_stated_and_missing_otherwise() -> None:
    small = Small().actors("a", "b", "c").tie("a", "b", level=2.0).tie("a", "b", key="x", level=3.0)
    small.tie("a", "b", key="y").tie("b", "c")
    found = taken(small)
    assert found.level[0] == 2.5
    assert math.isnan(found.level[1])
    assert found.level_stated.tolist() == [True, False]


def test_networkx_gets_names_external_ids_and_levels() -> None:
    graph = taken(Small().actors("a", "b", "c").tie("a", "b", level=4.0)).to_networkx()
    a, b = ref(Actor, "a"), ref(Actor, "b")
    assert graph.nodes[a] == {"name": "a", "externalId": "a"}
    assert graph.edges[a, b] == {"level": 4.0}
    assert len(graph) == 3


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({}, True),
        ({"state": TieState.WISHED}, False),
        ({"state": TieState.ENDED}, False),
        ({"state": TieState.ENDED, "until": on("2024-12-31")}, False),
        ({"state": TieState.ENDED, "until": on("2026-06-30")}, True),
        ({"since": on("2026-01-16")}, False),
        ({"since": on("2026-01-15")}, True),
        ({"since": year(2026)}, True),
        ({"until": on("2026-01-14")}, False),
        ({"until": on("2026-01-15")}, True),
        ({"until": year(2025)}, False),
    ],
)
def test_only_ties_that_hold_on_the_day_are_lines(values: dict[str, Any], holds: bool) -> None:
    assert taken(Small().actors("a", "b").tie("a", "b", **values)).m == holds


def test_shared_measures_are_a_layer_of_their_own() -> None:
    small = Small().actors("a", "b", "c", "d").ties("a-d").measure("m").measure("old", MeasureStatus.COMPLETED)
    small.responsible("a", "m").responsible("b", "m").contributes("c", "m").responsible("a", "old")
    small.contributes("d", "old").responsible("d", "m", state=ResponsibilityState.DECLINED)
    assert lines(taken(small)) == {"a-d"}
    assert lines(taken(small, layer=SHARED_MEASURES)) == {"a-b", "a-c", "b-c"}
    assert lines(taken(small, layer=ALL_LAYERS)) == {"a-d", "a-b", "a-c", "b-c"}
    shared = taken(small, layer=SHARED_MEASURES)
    assert set(shared.behind) == {(ref(Measure, "m"),)}


def test_a_place_holds_the_actors_in_its_parts_but_not_the_district_wide_ones() -> None:
    small = Small().place("kreis", level=PlaceLevel.DISTRICT).place("stadt", part_of="kreis")
    small.place("viertel", part_of="stadt", level=PlaceLevel.QUARTER).place("dorf", part_of="kreis")
    small.actor("a", at="stadt").actor("b", at="viertel").actor("c", at="dorf").actor("ki")
    assert taken(small, place=ref(Place, "stadt")).names == ("a", "b")
    assert taken(small, place=ref(Place, "viertel")).names == ("b",)
    assert taken(small, place=ref(Place, "kreis")).names == ("a", "b", "c", "ki")


def test_a_field_holds_whoever_has_a_tie_a_measure_or_a_group_in_it_or_below() -> None:
    small = Small().term("field", "bildung").term("field", "kurse", broader="bildung").term("field", "sport")
    small.actors(*"abcdefg").tie("a", "b", fields=["kurse"]).tie("f", "g", fields=["sport"])
    small.measure("m", fields=["bildung"]).responsible("c", "m").contributes("d", "m")
    small.group("ak", "e", fields=["kurse"])
    assert taken(small, field=ref(Term, "bildung")).names == ("a", "b", "c", "d", "e")
    assert taken(small, field=ref(Term, "kurse")).names == ("a", "b", "e")


def test_a_field_network_has_the_ties_of_the_field_and_those_of_no_field() -> None:
    small = Small().term("field", "bildung").term("field", "sport").actors("a", "b", "c")
    small.measure("m", fields=["bildung"])
    for actor in "abc":
        small.contributes(actor, "m")
    small.tie("a", "b", fields=["bildung"]).tie("b", "c").tie("a", "c", fields=["sport"])
    assert lines(taken(small, field=ref(Term, "bildung"))) == {"a-b", "b-c"}


def test_a_group_holds_its_members_of_the_day_and_its_chair() -> None:
    small = Small().actors("a", "b", "c").group("g", "a", chair=ref(Actor, "c"))
    assert taken(small, group=ref(Group, "g")).names == ("a", "c")
    ended = Small().actors("a", "b").group("g", "a", until=year(2024))
    assert taken(ended, group=ref(Group, "g")).names == ()


def test_types_include_narrower_ones_and_parts_combine_by_and() -> None:
    small = Small().term("actor_type", "kreis").term("actor_type", "amt", broader="kreis").term("actor_type", "club")
    small.place("x").actor("a", types=["kreis"]).actor("b", types=["amt"], at="x").actor("c", types=["club"], at="x")
    assert taken(small, actor_types=(ref(Term, "kreis"),)).names == ("a", "b")
    assert taken(small, actor_types=(ref(Term, "kreis"), ref(Term, "club"))).names == ("a", "b", "c")
    assert taken(small, actor_types=(ref(Term, "kreis"),), place=ref(Place, "x")).names == ("b",)


def test_a_plan_holds_whoever_takes_part_in_its_open_measures() -> None:
    small = Small().add(Plan, "p", title="Konzept").actors("a", "b", "c")
    small.measure("m", plan=ref(Plan, "p")).measure("done", MeasureStatus.COMPLETED, plan=ref(Plan, "p")).measure("x")
    small.responsible("a", "m").responsible("b", "done").responsible("c", "x")
    assert taken(small, plan=ref(Plan, "p")).names == ("a",)


def test_a_circle_of_terms_ends() -> None:
    small = Small().term("field", "a", broader="b").term("field", "b", broader="a").actor("x")
    small.measure("m", fields=["a"]).responsible("x", "m")
    assert taken(small, field=ref(Term, "b")).names == ("x",)


def test_degree_counts_neighbours() -> None:
    found = taken(Small().actors("a", "b", "c", "d").ties("a-b", "a-c"))
    assert np.array_equal(found.degree, [2, 1, 1, 0])


def scoped() -> Small:
    small = Small().term("field", "f-s", main=True).place("99001004").actors("a")
    small.add(Term, "f-w", scheme="field", label="Wohnen", label_en="Housing", alt_labels=("Wohnberatung",))
    small.add(Term, "t", scheme="actor_type", label="Verein")
    small.add(Place, "p1", name="Höxter", ags="05762020")
    return small.add(Place, "p2", name="Neuhaus").add(Place, "p3", name="Neuhaus")


@pytest.mark.parametrize(
    "pair",
    ["field=f-w", "field=Wohnen", "field=housing", "field=wohnberatung", "Feld = Wohnen", "handlungsfeld=WOHNEN"],
)
def test_scope_finds_a_field_by_id_label_or_other_word(pair: str) -> None:
    assert parse_scope(scoped().view(), D, [pair]).field == ref(Term, "f-w")


def test_scope_reads_all_keys_together() -> None:
    scope = parse_scope(
        scoped().view(), D, ["place=Hoexter", f"field={ref(Term, 'f-w')}", "actorType=Verein", "layer=all"]
    )
    wanted = Scope(D, field=ref(Term, "f-w"), place=ref(Place, "p1"), actor_types=(ref(Term, "t"),), layer=ALL_LAYERS)
    assert scope == wanted
    assert scope_name(scoped().view(), scope).en == "Housing · Höxter · Verein"
    assert scope_name(scoped().view(), Scope(D)).de == "Alle Akteure"


@pytest.mark.parametrize(
    ("pair", "part"),
    [
        ("Wohnen", "„Wohnen“ ist kein Ausschnitt"),
        ("field=", "„field=“ ist kein Ausschnitt"),
        ("colour=red", "Möglich: field, place, group, plan, actorType, layer"),
        ("field=Verein", "Handlungsfeld „Verein“ gibt es in diesem Datensatz nicht"),
        ("field=!", "Handlungsfeld „!“ gibt es in diesem Datensatz nicht"),
        ("place=Hoxtr", "Meinten Sie: Höxter?"),
        ("place=Höx", "Meinten Sie: Höxter?"),
        ("place=Neuhaus", "nicht eindeutig. Gemeint sein kann: p2, p3"),
        ("layer=money", "Es gibt keine Ebene „money“"),
    ],
)
def test_a_scope_that_cannot_be_understood_is_one_clear_sentence(pair: str, part: str) -> None:
    with pytest.raises(WrongUse) as caught:
        parse_scope(scoped().view(), D, [pair])
    assert part in caught.value.message.de
