"""External ids stay short, and the same however often they are cut."""

from datetime import UTC, datetime
from pathlib import Path

from graph.keys import short
from graph.model import Actor, Place
from graph.store import open_store
from importers.run import import_path

LONG = "Ü" * 500


def test_a_cut_key_stays_as_it_is() -> None:
    once = short(LONG)
    assert short(once) == once
    assert short(f"{LONG}!") != once
    assert short("ä\n" * 200) == short(short("ä\n" * 200))


def test_a_place_with_a_long_name_is_found_by_every_row(tmp_path: Path) -> None:
    (tmp_path / "Akteure.csv").write_text(f"Name;Kommune\nVerein;{LONG}\nAmt;{LONG}\n", "utf-8")
    with open_store("sqlite::memory:") as store:
        import_path(store, tmp_path, dataset="probe", author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        places, actors = (store.read((kind,), ["probe"])[1] for kind in (Place, Actor))
    (place,) = (record for record in places if isinstance(record, Place))
    assert place.name == LONG
    assert [record.places for record in actors if isinstance(record, Actor)] == [(place.id,)] * 2
