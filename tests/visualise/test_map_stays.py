"""Places keep their place: what a new edition, another wave or more ties may move, and what not."""

import pytest

from graph.errors import WrongUse
from tests.visualise.networks import Facts, drawn, facts
from visualise.map import page as map_page
from visualise.map.keeping import kept_by
from visualise.map.spec import ActorFact, Drawn, MapSpec, PlaceFact, TieFact

Spots = dict[str, tuple[int, float, float]]


def spots(spec: MapSpec) -> Spots:
    """Where every drawn actor stands: in which group, and at which spot."""
    return {a.id: (a.group if spec.grouped else -1, a.x, a.y) for a in spec.actors if a.drawn != Drawn.TABLE_ONLY}


def share_moved(one: MapSpec, other: MapSpec) -> float:
    """The share of the actors on both maps that do not stand where they stood."""
    before, after = spots(one), spots(other)
    both = before.keys() & after.keys()
    return sum(before[actor] != after[actor] for actor in both) / len(both)


def with_newcomers(known: Facts, share: float) -> Facts:
    """So many more actors, spread over the places, each tied to somebody."""
    actors, ties, places = known
    new = [
        ActorFact(id=f"new{n}", name=f"{chr(65 + n % 26)}eu {n}", types=("Schule",), place=places[n % len(places)].id)
        for n in range(round(len(actors) * share))
    ]
    more = [TieFact(source=actor.id, target=actors[n].id, level=2) for n, actor in enumerate(new)]
    return [*actors, *new], [*ties, *more], places


@pytest.mark.parametrize(("actors", "ties"), [(60, 150), (110, 300), (1500, 8000)])
def test_ties_move_nobody(actors: int, ties: int) -> None:
    one, known, places = facts(actors, ties, 13)
    assert share_moved(drawn(one, known, places), drawn(one, known[: ties // 2], places)) == 0


@pytest.mark.parametrize(("actors", "ties"), [(60, 150), (110, 300), (235, 600), (600, 1800), (1500, 8000)])
def test_newcomers_move_nobody_who_stood_on_the_earlier_map(actors: int, ties: int) -> None:
    known = facts(actors, ties, 13)
    earlier = drawn(*known)
    later = drawn(*with_newcomers(known, 0.05), earlier=kept_by(map_page.page(earlier, "de")))
    assert len(later.actors) == len(earlier.actors) + round(actors * 0.05)
    assert share_moved(earlier, later) <= 0.02
    assert len(set(spots(later).values())) == len(later.actors)


def test_more_newcomers_than_there_is_room_for_push_apart_without_an_overlap() -> None:
    known = facts(110, 300, 13)
    earlier = drawn(*known)
    later = drawn(*with_newcomers(known, 0.8), earlier=kept_by(map_page.page(earlier, "de")))
    assert len(set(spots(later).values())) == len(later.actors)
    for actor in later.actors:
        tile = later.places[actor.place]
        assert tile.x < actor.x < tile.x + tile.width
        assert tile.y < actor.y < tile.y + tile.height
    for number, one in enumerate(later.places):
        for other in later.places[number + 1 :]:
            beside = one.x + one.width <= other.x + 0.2 or other.x + other.width <= one.x + 0.2
            assert beside or one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2


def test_who_left_leaves_a_gap_that_the_next_one_takes() -> None:
    actors = [ActorFact(id=f"a{n}", name=f"A{n}", types=(), place="p") for n in range(6)]
    places = [PlaceFact(id="p", name="P"), PlaceFact(id="q", name="Q")]
    first = drawn(actors, [], places)
    without = drawn(actors[1:], [], places, earlier=kept_by(map_page.page(first, "de")))
    assert share_moved(first, without) == 0
    new = ActorFact(id="zz", name="ZZ", types=(), place="p")
    later = drawn([*actors[1:], new], [], places, earlier=kept_by(map_page.page(without, "de")))
    assert spots(later)["zz"] == spots(first)["a0"]


def test_a_new_place_comes_at_the_end() -> None:
    known = facts(60, 150, 12)
    earlier = drawn(*known)
    place, actor = PlaceFact(id="new", name="Aaa"), ActorFact(id="n", name="N", types=(), place="new")
    more = ([*known[0], actor], known[1], [*known[2], place])
    later = drawn(*more, earlier=kept_by(map_page.page(earlier, "de")))
    assert share_moved(earlier, later) == 0
    assert spots(later)["n"][2] > earlier.height


def test_the_map_of_another_part_does_not_inherit_holes() -> None:
    whole = drawn(*facts(110, 300, 13))
    actors = [actor for actor in facts(110, 300, 13)[0] if actor.place == "Ort03"]
    part = drawn(actors, [], [PlaceFact(id="Ort03", name="Ort03")], earlier=kept_by(map_page.page(whole, "de")))
    assert part.places[0].x == part.places[0].y == 0


def test_an_edition_like_itself_is_the_same() -> None:
    known = facts(110, 300, 13)
    page = map_page.page(drawn(*known), "de")
    assert map_page.page(drawn(*known, earlier=kept_by(page)), "de") == page


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>kein Bericht</p>",
        '<script type="application/json" id="map-data">{</script>',
        '<script type="application/json" id="map-data">{"kept":{"slots":{"a":[1]},"tiles":{}}}</script>',
        '<script type="application/json" id="map-data">[]</script>',
    ],
)
def test_a_page_without_a_map_is_refused(page: str) -> None:
    with pytest.raises(WrongUse):
        kept_by(page)
