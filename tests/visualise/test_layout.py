"""Tiles and marks lie apart, inside the map, in a stable order, the district in the middle."""

from itertools import combinations

import pytest

from visualise.map.layout import WIDTH, Contents, Tile, dot_slots, pitch, room, slots, tiles


def overlap(one: Tile, other: Tile) -> bool:
    apart = one.x + one.width <= other.x + 0.2 or other.x + other.width <= one.x + 0.2
    above = one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2
    return not (apart or above)


DISTRICT = [Contents(90, 15, 5, district=True), *(Contents(100, 1 + n % 7, n % 4) for n in range(13))]


def test_nothing_overlaps_and_everything_is_inside() -> None:
    placed, height = tiles(DISTRICT)
    assert not any(overlap(one, other) for one, other in combinations(placed, 2))
    assert all(tile.x >= 0 and tile.x + tile.width <= WIDTH + 0.3 for tile in placed)
    assert max(tile.y + tile.height for tile in placed) == pytest.approx(height, abs=0.3)


def test_the_district_lies_in_the_middle() -> None:
    placed, height = tiles(DISTRICT)
    district = placed[0]
    assert WIDTH / 4 < district.x + district.width / 2 < WIDTH * 3 / 4
    assert district.y <= height / 2 <= district.y + district.height


def test_marks_lie_in_their_tile_and_apart() -> None:
    placed, _ = tiles(DISTRICT)
    for tile, contents in zip(placed, DISTRICT, strict=True):
        apart = pitch(tile, contents)
        spots = slots(tile, contents, apart) + dot_slots(tile, contents, apart)
        assert len(spots) == contents.labelled + contents.dots
        assert all(tile.x < x < tile.x + tile.width and tile.y < y < tile.y + tile.height for x, y in spots)
        assert all(abs(x - u) + abs(y - v) >= 16 for (x, y), (u, v) in combinations(spots, 2))


def test_the_same_counts_give_the_same_places() -> None:
    assert tiles(DISTRICT) == tiles(list(DISTRICT))


def test_a_district_of_one_place_a_district_without_places_and_no_district() -> None:
    assert len(tiles([Contents(80, 3)])[0]) == 1
    assert len(tiles([Contents(80, 40, district=True)])[0]) == 1
    assert len(tiles([Contents(80, 900, 900, district=True), Contents(80, 1)])[0]) == 2
    assert tiles([]) == ((), 0.0)


def test_fifty_places_and_a_thousand_actors_stay_one_picture() -> None:
    contents = [Contents(90, 30, 300, district=True), *(Contents(110, 1, 14) for _ in range(50))]
    placed, height = tiles(contents)
    assert not any(overlap(one, other) for one, other in combinations(placed, 2))
    assert height < 2 * WIDTH


def test_there_is_always_a_slot_to_spare_and_never_half_a_tile_of_them() -> None:
    assert room(0) == 0
    assert all(number < room(number) <= number * 1.6 + 2 for number in range(1, 400))
    assert [room(number) for number in range(1, 400)] == sorted(room(number) for number in range(1, 400))
