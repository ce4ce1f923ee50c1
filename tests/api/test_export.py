"""Exports hold every record and every property as its reader may see it, and other programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx
import pytest
from defusedxml.ElementTree import parse

from api.export import COMPLETE, write
from graph.dates import VagueDate
from graph.digest import digest
from graph.errors import UnwritableOutput, WrongUse
from graph.model import EDGE_KINDS, KINDS, Record, Term
from graph.model.states import Visibility
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE
from graph.rows import record_from, targets
from graph.schema import ValueType, attribute_name, properties
from graph.store import Store, open_store
from graph.stores import SCHEMA_VERSION
from importers.run import import_path

Fill = Callable[[Store, Sequence[Record]], None]
MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def whole(one_of_every_kind: tuple[Record, ...], fill: Fill) -> Iterator[View]:
    """One of every kind, as the office sees it."""
    with open_store("sqlite::memory:") as store:
        fill(store, one_of_every_kind)
        yield Pictures(store).current().seen_by(OFFICE)


def read_json(view: View, folder: Path) -> dict[str, Any]:
    write(view, "kreis", folder / "out.json", as_of=MOMENT)
    whole: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return whole


def record_of(entry: dict[str, Any]) -> Record:
    """A record made of nothing but an entry of the file."""
    kind = KINDS[entry["kind"]]
    row: dict[str, Any] = {"id": entry["id"], "dataset": entry["dataset"], "external_id": entry["externalId"]}
    refs: dict[str, list[str]] = {}
    for prop in properties(kind):
        value = entry[prop.json_name if prop.is_end else attribute_name(kind, prop)]
        if prop.is_reference:
            refs[prop.name] = value if isinstance(value, list) else [value] if value else []
        elif prop.value_type is ValueType.VAGUE_DATE:
            parts = value or {"text": None, "earliest": None, "latest": None}
            row |= {prop.name: parts["text"]}
            row |= {f"{prop.name}_{part}": parts[part] for part in ("earliest", "latest")}
        else:
            row[prop.name] = value
    return record_from(kind, row | {"version": 1}, refs)


def test_json_holds_everything_and_its_hash_is_that_of_what_can_be_read_back(whole: View, tmp_path: Path) -> None:
    file = read_json(whole, tmp_path)
    read = [record_of(entry) for entry in (*file["nodes"], *file["edges"])]
    assert {record.id: record for record in read} == {r.id: r for kind in KINDS.values() for r in whole.all(kind)}
    assert file["meta"] == {
        "product": "geflecht", "schemaVersion": SCHEMA_VERSION, "revision": 1, "asOf": "2026-03-01T12:30:00+00:00",
        "hash": digest(read),
    }  # fmt: skip


def test_json_names_kinds_and_ends_as_the_model_does(whole: View, tmp_path: Path) -> None:
    file = read_json(whole, tmp_path)
    assert {entry["kind"] for entry in file["edges"]} == {kind.__name__ for kind in EDGE_KINDS}
    nodes = {entry["id"]: entry for entry in file["nodes"]}
    (held,) = (e for e in file["edges"] if e["kind"] == "Responsibility" and e["externalId"] == "1")
    assert (nodes[held["source"]]["kind"], nodes[held["target"]]["kind"]) == ("Actor", "Measure")
    (measure,) = (e for e in file["nodes"] if e["kind"] == "Measure" and e["externalId"] == "1")
    assert nodes[measure["measureKind"]]["kind"] == "Term"
    assert [nodes[ref]["kind"] for ref in measure["places"]] == ["Place"]
    assert measure["start"] == {"text": "ab Mitte 2022", "earliest": "2022-06-01", "latest": None}


def test_networkx_reads_the_same_from_graphml(whole: View, tmp_path: Path) -> None:
    write(whole, "kreis", tmp_path / "out.graphml")
    parse(tmp_path / "out.graphml")  # no entities, no foreign files
    read: Any = networkx.read_graphml(tmp_path / "out.graphml")
    records = {record.id: record for kind in KINDS.values() for record in whole.all(kind)}
    edges = {str(key): (str(a), str(b), data) for a, b, key, data in read.edges(keys=True, data=True)}
    assert set(read.nodes) | set(edges) == set(records)
    for ref, record in records.items():
        data = edges[ref][2] if ref in edges else read.nodes[ref]
        if ref in edges:
            assert edges[ref][:2] == tuple(getattr(record, end) for end in ("source", "target"))
        assert plain(data) == expected(record)
    assert read.graph["hash"] == digest(records.values())


def plain(data: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in data.items() if name != "id"}


def expected(record: Record) -> dict[str, str]:
    kind = type(record)
    found: dict[str, Any] = {"kind": kind.__name__, "dataset": record.dataset, "externalId": record.external_id}
    for prop in properties(kind):
        name, value = attribute_name(kind, prop), getattr(record, prop.name)
        if prop.is_end or value is None or value == ():
            continue
        if isinstance(value, VagueDate):
            parts = {"": value.text, "Earliest": value.earliest, "Latest": value.latest}
            found |= {name + end: part for end, part in parts.items() if part is not None}
        elif prop.value_type in (ValueType.TEXTS, ValueType.REFERENCES):
            found[name] = json.dumps(value, ensure_ascii=False)
        elif prop.is_reference:
            (found[name],) = targets(record, prop)
        else:
            found[name] = value
    return {name: str(value) for name, value in found.items()}


def test_a_guest_gets_nothing_that_is_not_public(district: tuple[Record, ...], fill: Fill, tmp_path: Path) -> None:
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        guest = Pictures(store).current().seen_by(GUEST)
        write(guest, "kreis", tmp_path / "out.json")
        text = (tmp_path / "out.json").read_text(encoding="utf-8")
        hidden = [r for r in district if r.external_id in {"a4", "r3", "t3", "c1"}]
        assert len(hidden) == 4
        assert not [record.external_id for record in hidden if record.id in text]
        assert "nur für das Amt" not in text
        assert json.loads(text)["meta"]["hash"] == digest(r for kind in KINDS.values() for r in guest.all(kind))


def test_a_link_to_a_hidden_record_is_left_out(district: tuple[Record, ...], fill: Fill, tmp_path: Path) -> None:
    with open_store("sqlite::memory:") as store:
        closed = [replace(r, visibility=Visibility.INTERNAL) if isinstance(r, Term) else r for r in district]
        fill(store, closed)
        guest = Pictures(store).current().seen_by(GUEST)
        measures = [entry for entry in read_json(guest, tmp_path)["nodes"] if entry["kind"] == "Measure"]
    assert [entry["fields"] for entry in measures] == [[], []]


def test_the_hash_is_the_same_on_every_store(store: Store, one_of_every_kind: tuple[Record, ...], fill: Fill) -> None:
    fill(store, one_of_every_kind)
    assert digest(store.read(tuple(KINDS.values()))[1]) == digest(one_of_every_kind)


def test_an_unknown_ending_is_refused_and_nothing_is_written(whole: View, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"out\.docx.*\.json, \.graphml"):
        write(whole, "kreis", tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(whole: View, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableOutput, match="was not written"):
        write(whole, "kreis", tmp_path / "file" / "out.json")


def test_a_failed_export_leaves_the_old_file_alone(
    whole: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.json").write_text("old")
    monkeypatch.setattr("api.export.FORMATS", {".json": full_disk})
    with pytest.raises(UnwritableOutput, match="no room left"):
        write(whole, "kreis", tmp_path / "out.json")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("out.json", "old")]


@pytest.mark.parametrize("ending", list(COMPLETE))
def test_one_of_every_kind_comes_back_from_every_format(whole: View, tmp_path: Path, ending: str) -> None:
    write(whole, "kreis", tmp_path / f"out{ending}")
    with open_store("sqlite::memory:") as store:
        result = import_path(store, tmp_path / f"out{ending}", author="test", now=MOMENT)
        assert not result.rejected
        back = store.read(tuple(KINDS.values()), ["kreis"])[1]
    assert digest(back) == digest(record for kind in KINDS.values() for record in whole.all(kind))
