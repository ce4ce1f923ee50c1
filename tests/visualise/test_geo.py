"""The municipalities as maps: whole boundaries, the colours of the cube, tables that say the same, bad input."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from graph import reference
from graph.coverage.cube import CellState
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from visualise.geo.block import geo
from visualise.geo.coverage_map import places_by_fields, prevailing
from visualise.geo.layout import Town, lay_out
from visualise.geo.outlines import outlines
from visualise.geo.spec import GeoSpec
from visualise.geo.ties_map import town_ties
from visualise.reading import Reading
from visualise.wording import wording

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ON = date(2026, 1, 15)
FOUR = {"kreis-coesfeld": "05558", "kreis-guetersloh": "05754", "kreis-hoexter": "05762", "kreis-soest": "05974"}
DISTRICTS = (*FOUR, "kreis-lindental", "landkreis-augsburg")

Point = tuple[float, float]


Opener = Callable[[Path], Reading]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opener]:
    """Reads a folder as a dataset of its own, in German."""
    with ExitStack() as stores:

        def read(folder: Path) -> Reading:
            store = stores.enter_context(open_store("sqlite::memory:"))
            import_path(store, folder, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
            return Reading(Pictures(store).current().seen_by(OFFICE), Scope(folder.name), ON, "de")

        yield read


@pytest.fixture(scope="module")
def readings(opened: Opener) -> dict[str, Reading]:
    """Every shipped district."""
    return {name: opened(EXAMPLES / name) for name in DISTRICTS}


@pytest.fixture(scope="module")
def maps(readings: dict[str, Reading]) -> dict[str, GeoSpec]:
    """The maps of every shipped district."""
    found = {name: geo(reading) for name, reading in readings.items()}
    return {name: spec for name, spec in found.items() if spec is not None}


def folder_of(folder: Path, **files: str) -> Path:
    """A folder of tables."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rings() -> dict[str, list[Point]]:
    return {key: [(x, y) for x, y in shape["coordinates"][0]] for key, shape in reference.boundaries().items()}


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def outer(shapes: list[list[Point]]) -> list[list[Point]]:
    """The rings that the borders form which only one of the shapes has."""
    borders = [frozenset(one) for ring in shapes for one in pairwise(ring)]
    single = {border for border in borders if borders.count(border) == 1}
    assert all(borders.count(border) <= 2 for border in borders)
    after: dict[Point, set[Point]] = {}
    for border in single:
        one, other = tuple(border)
        after.setdefault(one, set()).add(other)
        after.setdefault(other, set()).add(one)
    found = []
    while after:
        start = at = next(iter(after))
        ring = [start]
        while after.get(at):
            step = after[at].pop()
            after[step].discard(at)
            ring.append(step)
            at = step
        after = {point: others for point, others in after.items() if others}
        found.append(ring)
    return found


@pytest.mark.parametrize("key", FOUR.values())
def test_neighbours_share_one_border_and_leave_no_gap(key: str) -> None:
    shapes = [ring for ags, ring in rings().items() if ags.startswith(key)]
    (around,) = outer(shapes)
    assert around[0] == around[-1]
    assert area(around) == pytest.approx(sum(map(area, shapes)), rel=1e-9)


def test_every_boundary_is_a_closed_ring_that_does_not_cross_itself() -> None:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    for ring in rings().values():
        assert ring[0] == ring[-1]
        assert len(set(ring)) == len(ring) - 1
        for (a, b), (c, d) in combinations(pairwise(ring), 2):
            apart = max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0])
            assert apart or not (side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0)


def test_the_boundaries_lie_where_the_municipalities_do() -> None:
    for key, ring in rings().items():
        town = reference.municipalities()[key]
        assert min(x for x, _ in ring) < town.lon < max(x for x, _ in ring)
        assert min(y for _, y in ring) < town.lat < max(y for _, y in ring)


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    square = {"type": "Polygon", "coordinates": [[[8, 60], [9, 60], [9, 61], [8, 61], [8, 60]]]}
    _, width, height = outlines([square], 1000, 1000)
    assert (round(width), round(height)) == (492, 1000)


@pytest.mark.parametrize("name", FOUR)
def test_every_municipality_of_the_four_districts_has_its_boundary(maps: dict[str, GeoSpec], name: str) -> None:
    spec = maps[name]
    assert len(spec.places) == len(reference.municipalities_of(FOUR[name]))
    assert not any(area.tile for area in spec.layout.areas)
    assert len({area.path for area in spec.layout.areas}) == len(spec.places)
    assert any("© GeoBasis-DE / BKG (2017), Daten verändert" in note for note in spec.notes)


@pytest.mark.parametrize("name", ["kreis-lindental", "landkreis-augsburg"])
def test_districts_without_boundaries_are_tiles_by_name_and_name_no_owner(maps: dict[str, GeoSpec], name: str) -> None:
    spec = maps[name]
    assert all(area.tile for area in spec.layout.areas)
    assert "Kachel" in spec.say
    assert list(spec.places) == [term.name for term in sorted_places(spec)]
    assert not any("GeoBasis" in note for note in spec.notes)


def sorted_places(spec: GeoSpec) -> list[Town]:
    """The tiles in the order in which they are read."""
    order = sorted(range(len(spec.places)), key=lambda n: (spec.layout.areas[n].y, spec.layout.areas[n].x))
    return [Town(name=spec.places[number], boundary=None) for number in order]


@pytest.mark.parametrize("name", DISTRICTS)
def test_colours_are_the_states_of_the_cube(maps: dict[str, GeoSpec], readings: dict[str, Reading], name: str) -> None:
    spec, matrix = maps[name], places_by_fields(readings[name])
    if name == "kreis-hoexter":  # its concept was read without target groups
        assert {shade.style for shade in spec.overview.shades} == {"UNKNOWN"}
        return
    for number, shade in enumerate(spec.overview.shades):
        counts = matrix.row(number).counts
        assert counts[prevailing(matrix.row(number))] == max(counts.values()) == counts[CellState[shade.style]]
        assert bool(shade.hole) == bool(counts[CellState.GAP])
    titles = [readings[name].name(field.id) for field in matrix.columns]
    for picture in spec.fields:
        column = titles.index(picture.title)
        assert [shade.style for shade in picture.shades] == [row[column].state for row in matrix.entries]
    drawn = {picture.title for picture in spec.fields}
    for column, title in enumerate(titles):
        known = any(cell.state is not CellState.UNKNOWN for cell in matrix.column(column).cells)
        assert known == (title in drawn)
        assert known or title in " ".join(spec.unmapped)


@pytest.mark.parametrize("name", DISTRICTS)
def test_the_tables_say_what_the_maps_show(maps: dict[str, GeoSpec], name: str) -> None:
    spec = maps[name]
    if name == "kreis-hoexter":
        assert not spec.twins
        return
    rows = {row.cells[0].text: row for row in spec.twins[0].rows}
    columns = [column.label for column in spec.twins[0].columns]
    words = wording("de")
    assert list(rows) == list(spec.places)
    for picture in spec.fields:
        for place, shade in zip(spec.places, picture.shades, strict=True):
            column = columns.index(words(f"state.{shade.style}"))
            assert picture.title in rows[place].cells[column].text or shade.style == "UNKNOWN"
    for picture in spec.ties:
        held = {row.cells[0].text: row for row in spec.twins[-1].rows}
        column = -2 if picture.key == "geo-across" else -1
        assert [held[place].cells[column].text for place in spec.places] == [s.said[0] for s in picture.shades]


def test_ties_are_counted_as_a_walk_over_them_counts_them(readings: dict[str, Reading]) -> None:
    reading = readings["kreis-lindental"]
    network = reading.network
    towns = network.groups["place"]
    places = sorted({town for town in towns if town})
    found = town_ties(network, reading.wave, places)
    pairs = [(towns[a], towns[b]) for a, b in zip(network.source.tolist(), network.target.tolist(), strict=True)]
    for place in places:
        assert found[place].across == sum((place in pair) and pair[0] != pair[1] for pair in pairs)
        assert found[place].inside == pairs.count((place, place))
        assert found[place].actors == towns.count(place)
    assert sum(one.across for one in found.values()) > 0


def test_words_stand_inside_their_area_or_a_line_leads_there(maps: dict[str, GeoSpec]) -> None:
    outside = {
        place for spec in maps.values() for place, a in zip(spec.places, spec.layout.areas, strict=True) if a.leader
    }
    assert "Wickede (Ruhr)" in outside
    for spec in maps.values():
        for one, other in combinations(spec.layout.areas, 2):
            assert abs(one.x - other.x) > 10 or abs(one.y - other.y) > 15


PLACES = """place_id,name,kind,ags,part_of
k,Kreis Mischung,Kreis,,
a,Soest,Kommune,05974040,k
b,Werl,Kommune,05974052,k
c,Nirgendwo,Kommune,05974999,k
d,Ohne Schlüssel,Kommune,,k
e,Noch ein Soest,Kommune,05974040,k
f,{long},Kommune,,k
g,مدينة السلام,Kommune,,k
"""
TERMS = "term_id,scheme,label\nf1,field,Sprache\nt1,target_group,Kinder\n"
LONG = "Sehrlangername" * 35


def test_places_without_boundary_stand_below_the_map_and_none_is_missing(opened: Opener, tmp_path: Path) -> None:
    reading = opened(folder_of(tmp_path / "mischung", places=PLACES.format(long=LONG), terms=TERMS))
    spec = geo(reading)
    assert spec is not None
    by_name = dict(zip(spec.places, spec.layout.areas, strict=True))
    assert sorted(by_name) == sorted(
        ["Soest", "Werl", "Nirgendwo", "Ohne Schlüssel", "Noch ein Soest", LONG, "مدينة السلام"]
    )
    assert sorted(name for name, area in by_name.items() if not area.tile) in (
        ["Soest", "Werl"],
        ["Noch ein Soest", "Werl"],
    )
    assert spec.layout.tiles_from is not None
    assert all(area.y > spec.layout.tiles_from for area in by_name.values() if area.tile)
    assert by_name[LONG].name[0].endswith("…")
    assert len(by_name[LONG].name[0]) < 40
    assert not spec.ties
    assert any("Karte der Verbindungen fehlt" in note for note in spec.notes)
    assert {shade.style for shade in spec.overview.shades} == {"UNKNOWN"}


def test_one_place_and_none(opened: Opener, tmp_path: Path) -> None:
    one = geo(opened(folder_of(tmp_path / "eins", places="place_id,name,kind\na,Allein,Kommune\n", terms=TERMS)))
    assert one is not None
    assert len(one.layout.areas) == 1
    assert geo(opened(folder_of(tmp_path / "keine", terms=TERMS))) is None


def test_a_picture_without_towns_is_never_asked_for_and_one_town_fills_it() -> None:
    ring = next(iter(reference.boundaries().values()))
    layout = lay_out([Town(name="A", boundary=ring, said=("4 von 6",), tag="2 Lücken")])
    assert layout.areas[0].name == ("A",)
    assert layout.tiles_from is None
    assert 0 < layout.areas[0].x < layout.width


def test_both_languages_render(readings: dict[str, Reading]) -> None:
    for language in ("de", "en"):
        reading = Reading(readings["kreis-soest"].view, Scope("kreis-soest"), ON, "de" if language == "de" else "en")
        spec = geo(reading)
        assert spec is not None
        assert all(picture.legend or picture in spec.fields for picture in spec.pictures)
        assert all(shade.label for picture in spec.pictures for shade in picture.shades)
