"""Too many actors for one picture: at most 60 groups stand for them, and nothing gets lost on the way."""

from collections import Counter

import pytest

from tests.visualise.networks import TYPES, drawn, many
from visualise.map import page as map_page
from visualise.map import picture as svg
from visualise.map.grouping import PLACE, PLACE_TYPE, TYPE
from visualise.map.spec import TIED, ActorFact, Drawn, MapSpec, PlaceFact, TieFact, TieState
from visualise.map.tables import group_table, map_tables
from visualise.wording import wording


@pytest.fixture(scope="module")
def grouped() -> MapSpec:
    """1,500 actors and 8,000 ties in 47 places."""
    return many(1500, 8000, 47)


def spread(actors: int, places: int, types: int) -> MapSpec:
    """Actors spread evenly over places and types."""
    return drawn(
        [
            ActorFact(id=f"a{n}", name=f"A{n}", types=(TYPES[n % types],), place=f"p{n % places}" if places else None)
            for n in range(actors)
        ],
        [TieFact(source=f"a{n}", target=f"a{n + 1}") for n in range(0, actors - 1, 2)],
        [PlaceFact(id=f"p{n}", name=f"P{n}") for n in range(places)],
    )


@pytest.mark.parametrize(
    ("places", "types", "by", "groups"),
    [(7, 5, PLACE_TYPE, 35), (47, 6, PLACE, 47), (100, 6, TYPE, 6), (0, 6, PLACE_TYPE, 6), (1, 1, PLACE_TYPE, 1)],
)
def test_the_way_to_group_makes_most_groups_but_never_more_than_sixty(
    places: int, types: int, by: str, groups: int
) -> None:
    found = spread(1400, places, types).grouped
    assert found is not None
    assert (found.by, len(found.overview.actors)) == (by, groups)


def test_a_thousand_actors_are_one_picture_and_one_more_is_not() -> None:
    assert spread(1000, 5, 4).grouped is None
    assert spread(1001, 5, 4).grouped is not None


def test_every_actor_is_in_one_group_and_has_a_spot_of_its_own_there(grouped: MapSpec) -> None:
    assert grouped.grouped is not None
    assert [mark.count for mark in grouped.grouped.overview.actors] == [
        Counter(actor.group for actor in grouped.actors)[n] for n in range(len(grouped.grouped.overview.actors))
    ]
    assert len({(actor.group, actor.x, actor.y) for actor in grouped.actors}) == 1500
    for actor in grouped.actors:
        tile = grouped.grouped.scenes[actor.group].tiles[0]
        assert tile.x < actor.x < tile.x + tile.width
        assert tile.y < actor.y < tile.y + tile.height


def test_lines_between_groups_count_the_ties_between_their_actors(grouped: MapSpec) -> None:
    assert grouped.grouped is not None
    counted: Counter[tuple[int, int]] = Counter()
    for tie in grouped.ties:
        ends = sorted((grouped.actors[tie.source].group, grouped.actors[tie.target].group))
        counted[ends[0], ends[1]] += ends[0] != ends[1]
    assert {(line.source, line.target): line.count for line in grouped.grouped.overview.ties} == {
        pair: n for pair, n in counted.items() if n
    }


def test_the_first_view_of_groups_stays_readable(grouped: MapSpec) -> None:
    assert grouped.grouped is not None
    shown = [line for line in grouped.grouped.overview.ties if (line.level or 0) >= grouped.first_level]
    assert 0 < len(shown) <= 110
    assert list(grouped.grouped.steps) == sorted(set(grouped.grouped.steps))


def test_wished_ties_stay_apart_and_ties_inside_a_group_are_no_line() -> None:
    actors = [ActorFact(id=f"a{n}", name=f"A{n}", types=(), place=f"p{n % 2}") for n in range(1200)]
    ties = [
        TieFact(source="a0", target="a1"),
        TieFact(source="a2", target="a3", state=TieState.NEW),
        TieFact(source="a0", target="a3", state=TieState.WISHED),
        TieFact(source="a0", target="a2"),
    ]
    spec = drawn(actors, ties, [PlaceFact(id="p0", name="P"), PlaceFact(id="p1", name="Q")])
    assert spec.grouped is not None
    assert {(line.state, line.count) for line in spec.grouped.overview.ties} == {
        (TieState.EXISTS, 2),
        (TieState.WISHED, 1),
    }
    row = next(group_table(spec, wording("de")).rows)
    assert [cell.value for cell in row.cells[1:4]] == [600, 1, 2]


def test_the_tables_of_a_grouped_map_hold_every_group_actor_and_tie(grouped: MapSpec) -> None:
    tables = {table.key: table for table in map_tables(grouped, wording("en"))}
    assert (tables["groups"].size, tables["actors"].size, tables["ties"].size) == (47 + 1, 1500, len(grouped.ties))
    inside, outside = (
        sum(int(row.cells[column].text.replace(",", "")) for row in tables["groups"].rows) for column in (2, 3)
    )
    assert inside + outside // 2 == sum(tie.state in TIED for tie in grouped.ties)


def test_without_a_script_each_group_leads_to_its_row_and_that_to_its_actors(grouped: MapSpec) -> None:
    page = map_page.page(grouped, "de")
    assert grouped.grouped is not None
    overview = page.split('class="overview"')[1].split("</svg>")[0]
    for mark in grouped.grouped.overview.actors:
        assert f'href="#g-{mark.index}"' in overview
        assert f'<tr id="g-{mark.index}">' in page
        first = next(actor.index for actor in grouped.actors if actor.group == mark.index)
        assert f'<tr id="a-{first}">' in page
    assert overview.count("<a class=") == len(grouped.grouped.overview.actors)


def test_a_group_of_more_than_a_thousand_says_who_stands_in_the_table_only() -> None:
    spec = spread(1300, 1, 1)
    assert sum(actor.drawn is Drawn.TABLE_ONLY for actor in spec.actors) == 300
    assert "300 Akteure stehen nur in der Tabelle." in map_page.page(spec, "de")
    assert sum(table.size for table in map_tables(spec, wording("de")) if table.key == "actors") == 1300


def test_the_picture_of_a_grouped_network_says_so(grouped: MapSpec) -> None:
    picture = svg.picture(grouped, "en")
    assert "48 groups of 1,500 actors in all." in picture
    assert len(picture) < 200_000
