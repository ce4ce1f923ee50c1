"""The matrix of actors or of groups: the same network as the map, told pair by pair."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.model import Place, Ref, Term
from graph.picture import Pictures
from graph.rights import GUEST, OFFICE
from graph.rights.viewer import Viewer
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from visualise.map.actor_matrix import MOST_ACTORS, actor_matrix
from visualise.map.actor_matrix_spec import ActorMatrix, GroupMatrix
from visualise.map.network_map import map_spec, network_map
from visualise.map.spec import TIED, MapSpec
from visualise.reading import Reading

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ON = date(2026, 1, 15)
Opener = Callable[..., Reading]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opener]:
    """Reads a folder as a dataset, in German; what was read once is kept."""
    kept: dict[tuple[Path, str], Reading] = {}
    with ExitStack() as stores:

        def read(folder: Path, viewer: Viewer = OFFICE) -> Reading:
            key = (folder, repr(viewer))
            if key not in kept:
                store = stores.enter_context(open_store("sqlite::memory:"))
                import_path(store, folder, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
                kept[key] = Reading(Pictures(store).current().seen_by(viewer), Scope(folder.name), ON, "de")
            return kept[key]

        yield read


def drawn(reading: Reading) -> tuple[MapSpec, ActorMatrix]:
    spec = map_spec(reading)
    matrix = actor_matrix(reading, spec)
    assert matrix is not None
    return spec, matrix


def part(reading: Reading, **scope: Ref) -> Reading:
    return Reading(reading.view, Scope(reading.dataset, **scope), ON, "de")  # type: ignore[arg-type]


def town(reading: Reading, name: str) -> Ref:
    return next(place.id for place in reading.view.all(Place, reading.dataset) if place.name == name)


def tied_pairs(spec: MapSpec) -> set[frozenset[int]]:
    return {frozenset((tie.source, tie.target)) for tie in spec.ties if tie.state in TIED and not tie.layer}


def test_the_cells_of_actors_are_the_ties_of_the_map(opened: Opener) -> None:
    reading = opened(EXAMPLES / "kreis-lindental")
    spec, matrix = drawn(part(reading, place=town(reading, "Eschenfurt")))
    cells = {(a, b): cell for a, line in enumerate(matrix.actors) for b, cell in enumerate(line.cells)}
    assert {frozenset(at) for at, cell in cells.items() if cell.style[0] == "t"} == tied_pairs(spec)
    for tie in spec.ties:
        if tie.state in TIED and not tie.layer:
            assert cells[tie.source, tie.target].short == (str(tie.level) if tie.level else "•")
    assert all(cell == cells[b, a] for (a, b), cell in cells.items())
    assert {a for (a, b), cell in cells.items() if cell.style == "self"} == set(range(len(spec.actors)))
    assert matrix.has("wished")
    assert matrix.has_new


def test_a_pair_is_only_without_a_tie_where_a_side_said_so(opened: Opener) -> None:
    reading = opened(EXAMPLES / "kreis-lindental")
    wave = reading.wave
    assert wave is not None
    found = set()
    for place in ("Ahornsleben", "Weidenkoog", "Quittenrode"):
        spec, matrix = drawn(part(reading, place=town(reading, place)))
        for line, actor in zip(matrix.actors, spec.actors, strict=True):
            for cell, other in zip(line.cells, spec.actors, strict=True):
                if cell.style in ("none", "unknown"):
                    found.add(cell.style)
                    assert wave.knows(Ref(actor.id), Ref(other.id)) == (cell.style == "none")
    assert found == {"none", "unknown"}


def test_nothing_is_known_of_pairs_where_nobody_was_asked(opened: Opener) -> None:
    _, matrix = drawn(opened(EXAMPLES / "kreis-soest"))
    assert {cell.style for line in matrix.actors for cell in line.cells} == {"t0", "unknown", "self"}
    assert "Niemand wurde befragt" in " ".join(matrix.notes)


def test_actors_stand_by_place_then_type_and_each_place_is_named_once(opened: Opener) -> None:
    spec, matrix = drawn(opened(EXAMPLES / "kreis-soest"))
    order = [(actor.place, actor.symbol.order) for actor in spec.actors]
    assert order == sorted(order)
    begins = [line for line in matrix.actors if line.place_rows]
    assert sum(line.place_rows for line in begins) == len(matrix.actors)
    assert len({line.place for line in begins}) == len(begins)


@pytest.mark.parametrize("name", ["kreis-lindental", "landkreis-augsburg"])
def test_groups_count_the_ties_of_the_map(opened: Opener, name: str) -> None:
    spec, matrix = drawn(opened(EXAMPLES / name))
    assert len(spec.actors) > MOST_ACTORS
    for groups in matrix.groups:
        by_type = groups.key == "matrix-types"
        group = [a.symbol.label("de") if by_type else spec.places[a.place].name for a in spec.actors]
        names = [line.name for line in groups.lines]
        counted = dict.fromkeys(((a, b) for a in names for b in names), 0)
        for one, other in map(tuple, tied_pairs(spec)):
            for at in {(group[one], group[other]), (group[other], group[one])}:
                counted[at] += 1
        assert shown(groups) == counted
        sizes = [group.count(name) for name in names]
        assert [int(line.size.split()[0]) for line in groups.lines] == sizes


def shown(groups: GroupMatrix) -> dict[tuple[str, str], int]:
    return {
        (line.name, other.name): int(cell.ties) if cell.ties.isdigit() else 0
        for line in groups.lines
        for cell, other in zip(line.cells, groups.lines, strict=True)
    }


def test_tables_of_groups_say_what_the_cells_show(opened: Opener) -> None:
    _, matrix = drawn(opened(EXAMPLES / "kreis-lindental"))
    assert [table.key for table in matrix.tables] == ["matrix-types", "matrix-places"]
    for groups, table in zip(matrix.groups, matrix.tables, strict=True):
        for line, row in zip(groups.lines, table.rows, strict=True):
            assert [one.text for one in row.cells[1:]] == [cell.words for cell in line.cells]
            assert all(cell.words.startswith(cell.ties) for cell in line.cells if cell.ties.isdigit())


def test_unknown_pairs_are_counted_once(opened: Opener) -> None:
    reading = opened(EXAMPLES / "kreis-lindental")
    _, matrix = drawn(reading)
    wave, network = reading.wave, reading.network
    assert wave is not None
    tied = set(zip(network.source.tolist(), network.target.tolist(), strict=True))
    n = network.n
    unknown = sum(
        (a, b) not in tied and not wave.knows(network.ids[a], network.ids[b]) for a in range(n) for b in range(a + 1, n)
    )
    for groups in matrix.groups:
        words = [
            line.cells[k].words for number, line in enumerate(groups.lines) for k in range(number, len(groups.lines))
        ]
        told = [int(part.split()[0]) for said in words for part in said.split(", ")[1:]]
        dark = [
            int(line.cells[k].possible.split()[-1])
            for number, line in enumerate(groups.lines)
            for k in range(number, len(groups.lines))
            if line.cells[k].style == "UNKNOWN"
        ]
        assert sum(told) + sum(dark) == unknown


def test_a_guest_is_told_that_the_survey_is_not_to_be_seen(opened: Opener) -> None:
    _, matrix = drawn(opened(EXAMPLES / "kreis-lindental", GUEST))
    assert "hier nicht zu sehen" in " ".join(matrix.notes)


ACTORS = "actor_id,name,type,municipality\n"
LONG = "Sehrlangername" * 34


def folder_of(folder: Path, names: list[str], ties: str = "") -> Path:
    folder.mkdir()
    lines = "".join(f'a{number},"{name}",Verein,\n' for number, name in enumerate(names))
    (folder / "actors.csv").write_text(ACTORS + lines, encoding="utf-8")
    if ties:
        (folder / "ties.csv").write_text(ties, encoding="utf-8")
    return folder


def test_no_tie_and_one_actor_and_none(opened: Opener, tmp_path: Path) -> None:
    _, matrix = drawn(opened(folder_of(tmp_path / "stumm", ["Aue", "Bach", "Tal"])))
    assert {cell.style for line in matrix.actors for cell in line.cells} == {"unknown", "self"}
    one = opened(folder_of(tmp_path / "einer", ["Allein"]))
    assert actor_matrix(one, map_spec(one)) is None
    assert 'id="actormatrix"' not in network_map(one.view, dataset="einer", lang="de", on=ON)


def test_names_that_are_long_or_foreign_or_hostile_stay_names(opened: Opener, tmp_path: Path) -> None:
    names = [LONG, "جمعية السلام", "</script><img src=x onerror=alert(1)>", "e\u0301\u0302\u0303" * 40]
    reading = opened(folder_of(tmp_path / "namen", names))
    _, matrix = drawn(reading)
    assert all(len(line.label) < 60 for line in matrix.actors if line.name != names[3])
    html = network_map(reading.view, dataset="namen", lang="de", on=ON)
    assert "<img" not in html
    assert f'aria-label="{LONG}"' in html


def test_the_map_leads_to_the_matrix_and_back(opened: Opener) -> None:
    reading = opened(EXAMPLES / "kreis-soest")
    html = network_map(reading.view, dataset="kreis-soest", lang="de", on=ON)
    assert 'href="#actormatrix"' in html
    assert 'id="actormatrix"' in html
    assert html.index('id="actormatrix"') < html.index('href="#main">Karte')


def test_fields_narrow_the_matrix_as_they_narrow_the_map(opened: Opener) -> None:
    reading = opened(EXAMPLES / "kreis-lindental")
    field = next(t.id for t in reading.view.all(Term, reading.dataset) if t.label == "Wohnen und Zusammenleben")
    spec, matrix = drawn(part(reading, field=field))
    assert len(matrix.actors) == len(spec.actors) < MOST_ACTORS
