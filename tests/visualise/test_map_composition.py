"""Who is shown at first, how large, and what a mark means."""

from graph.scope import SHARED_MEASURES
from tests.visualise.networks import drawn
from visualise.map.spec import ActorFact, Drawn, MapSpec, PlaceFact, TieFact, TieState


def test_degree_counts_actors_with_an_existing_tie(small_map: MapSpec) -> None:
    assert {actor.id: actor.degree for actor in small_map.actors} == {
        "ki": 2, "r1": 1, "r2": 1, "sv": 0, "fi": 0, "qq": 0
    }  # fmt: skip


def test_two_ties_of_the_same_pair_are_one_neighbour() -> None:
    actors = [ActorFact(id=name, name=name, types=()) for name in "ab"]
    ties = [TieFact(source="a", target="b", fields=("Sprache",)), TieFact(source="b", target="a", fields=("Arbeit",))]
    assert [actor.degree for actor in drawn(actors, ties, []).actors] == [1, 1]


def test_asked_without_a_tie_is_isolated_and_not_asked_is_unknown(small_map: MapSpec) -> None:
    assert {actor.id for actor in small_map.isolated} == {"sv", "fi"}
    assert {actor.id for actor in small_map.actors if actor.unasked} == {"qq"}


def test_reading_order_is_district_then_places_by_name_town_hall_first(small_map: MapSpec) -> None:
    assert [actor.id for actor in small_map.actors] == ["ki", "r1", "sv", "r2", "fi", "qq"]
    assert [place.name for place in small_map.places] == ["Kreisweit", "Aue", "Bach"]


def test_a_place_without_actors_has_its_tile() -> None:
    spec = drawn(
        [ActorFact(id="a", name="a", types=(), place="p")],
        [],
        [PlaceFact(id="p", name="P"), PlaceFact(id="q", name="Q")],
    )
    assert [(place.name, place.actors) for place in spec.places] == [("P", 1), ("Q", 0)]


def test_a_small_network_is_shown_whole(small_map: MapSpec) -> None:
    assert small_map.core_degree is None
    assert all(actor.core and actor.drawn == Drawn.LARGE for actor in small_map.actors)


def test_a_larger_network_starts_with_at_most_sixty_actors(district_map: MapSpec) -> None:
    assert district_map.core_degree is not None
    assert 20 < district_map.shown_first <= 60
    shown = [actor for actor in district_map.actors if actor.core]
    assert all(a.degree >= district_map.core_degree or a.isolated or a.symbol.key == "townHall" for a in shown)
    assert {actor.drawn for actor in district_map.actors} == {Drawn.LARGE, Drawn.LISTED}


def test_a_dense_network_starts_with_its_closest_ties(district_map: MapSpec) -> None:
    core = {actor.index for actor in district_map.actors if actor.core}
    at_first = [
        tie for tie in district_map.ties
        if {tie.source, tie.target} <= core and (tie.level or 0) >= district_map.first_level
    ]  # fmt: skip
    assert district_map.first_level > 1
    assert len(at_first) <= 110


def test_the_order_of_the_input_changes_nothing() -> None:
    actors = [ActorFact(id=f"a{n}", name=f"Verein {n}", types=("Verein",), place="p") for n in range(9)]
    ties = [TieFact(source="a1", target="a2", level=2), TieFact(source="a3", target="a0", state=TieState.WISHED)]
    places = [PlaceFact(id="p", name="P"), PlaceFact(id="q", name="Q")]
    assert drawn(actors, ties, places) == drawn(actors[::-1], ties[::-1], places[::-1])


def test_another_layer_makes_nobody_larger_and_no_tie_of_it_is_counted() -> None:
    actors = [ActorFact(id=name, name=name, types=()) for name in "abc"]
    ties = [TieFact(source="a", target="b"), TieFact(source="b", target="c", layer=SHARED_MEASURES)]
    spec = drawn(actors, ties, [])
    assert spec.layers == ("cooperation", SHARED_MEASURES)
    assert [actor.degree for actor in spec.actors] == [1, 1, 0]
    assert spec.number_of(TieState.EXISTS) == 1
