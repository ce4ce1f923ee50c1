"""What the product exports, it reads back to the identical graph: same records, same hash."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import networkx
import pytest

from api.export import COMPLETE, write
from graph.digest import digest
from graph.errors import UnreadableInput
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.store import open_store
from tests.importers.district_files import EXAMPLES, District, imported

ENDINGS = list(COMPLETE)


@pytest.fixture(scope="module")
def lindental() -> District:
    return imported(EXAMPLES / "kreis-lindental")


@pytest.fixture(scope="module")
def soest() -> District:
    return imported(EXAMPLES / "kreis-soest")


def view(district: District) -> View:
    return Pictures(district.store).current().seen_by(OFFICE)


def exported(district: District, folder: Path, ending: str) -> Path:
    path = folder / f"out{ending}"
    write(view(district), district.result.dataset, path, as_of=datetime(2026, 3, 1, tzinfo=UTC))
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_district_comes_back_whole(lindental: District, tmp_path: Path, ending: str) -> None:
    path = exported(lindental, tmp_path, ending)
    back = imported(path)
    assert back.result.dataset == lindental.result.dataset
    assert digest(back.records.values()) == digest(lindental.records.values())
    again = imported(path, back.store).result
    assert (again.written, again.added, again.changed) == (False, {}, {})
    assert not again.rejected
    assert not again.left_out


def test_another_dataset_has_the_same_graph_under_its_own_ids(soest: District, tmp_path: Path) -> None:
    copy = imported(exported(soest, tmp_path, ".graphml"), dataset="kopie")
    assert not copy.records.keys() & soest.records.keys()
    tables = imported(EXAMPLES / "kreis-soest", dataset="kopie")
    assert digest(copy.records.values()) == digest(tables.records.values())


def test_a_changed_file_shows_the_difference(soest: District, tmp_path: Path) -> None:
    path = exported(soest, tmp_path, ".json")
    with open_store("sqlite::memory:") as store:
        imported(path, store)
        renamed = path.read_text(encoding="utf-8").replace('"name": "', '"name": "Neu ')
        path.write_text(renamed, encoding="utf-8")
        changed = imported(path, store).result
        assert changed.written
        assert not changed.added
        assert sum(changed.changed.values()) > 0


def test_networkx_reads_gexf_with_names_and_attributes(soest: District, tmp_path: Path) -> None:
    read = networkx.read_gexf(exported(soest, tmp_path, ".gexf"), version="1.3")
    assert set(read.nodes) | {data["id"] for *_, data in read.edges(data=True)} == set(soest.records)
    for ref, told in read.nodes(data=True):
        assert told["kind"] == type(soest.records[ref]).__name__
        assert told["externalId"] == soest.records[ref].external_id


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('"nodes"', '"knots"', "kein Export von Geflecht"),
        ('"kind": "Actor"', '"kind": "Aktor"', "beschädigt"),
        ('"source": "', '"source": "x', "verweist auf"),
        ('"name": "', '"name": 5, "n": "', "beschädigt"),
        ('"invented": false', '"invented": "vielleicht"', "beschädigt"),
        ('"externalId": "', '"externalId": null, "n": "', "beschädigt"),
        ("{", "[", "kein Export von Geflecht"),
    ],
)
def test_a_damaged_export_is_refused_with_one_sentence(
    soest: District, tmp_path: Path, before: str, after: str, reason: str
) -> None:
    path = exported(soest, tmp_path, ".json")
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with open_store("sqlite::memory:") as store:
        with pytest.raises(UnreadableInput) as told:
            imported(path, store)
        assert reason in told.value.message.de
        assert store.revision() == 0
