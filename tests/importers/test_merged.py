"""A file still has the rows of entries that were merged: importing it again makes no new one and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.digest import digest
from graph.model import Actor, Event, Measure, Membership, Record, Redirect, Ref, Responsibility, Term, Tie, global_id
from graph.rights import OFFICE
from graph.service import merge, update
from graph.store import Store, open_store
from tests.importers.district_files import EXAMPLES, NOW, District, imported, write

TABLES = {
    "actors": (
        "actor_id,name,actor_type,municipality,alt_names,capacity_fte,note\n"
        "a1,Caritas,Verein,Soest,,1,\n"
        "a2,Caritasverband,Wohlfahrtsverband,Werl,CV,2,ruft zurück\n"
        "a3,AWO,Verein,Soest,,,\n"
    ),
    "measures": (
        "measure_id,title,field,municipality\n"
        "m1,Sprachcafé,Sprache,Soest\nm2,Kurs,Spracherwerb,Werl\nm3,Sprach-Café,Sprache,Werl\n"
    ),
    "events": "event_id,title,organiser_actor_id\ne1,Fest,a2\n",
    "groups": "group_id,name,chair_actor_id\ng1,AK Sprache,a2\n",
    "memberships": "group_id,actor_id\ng1,a1\ng1,a2\n",
    "responsibilities": (
        "measure_id,actor_id,role,source_wording\n"
        "m1,a1,federführend,die Caritas\nm1,a2,federführend,der Verband\nm2,Caritasverband,federführend,\n"
        "m3,AWO,federführend,\n"
    ),
    "cooperations": (
        "actor_a,actor_b,measure_id,type\na1,a3,m1,Kooperation\na2,a3,m1,Kooperation\na1,a2,m2,Kooperation\n"
    ),
}


def ref(kind: type[Record], key: str) -> Ref:
    return global_id("k", kind.__name__, key)


def joined(store: Store, kind: type[Record], keep: str, away: str, **options: object) -> None:
    refs = (ref(kind, keep), ref(kind, away))
    expected = {found.id: found.version for found in store.get(refs).values()}
    merge(store, OFFICE, *refs, expected=expected, reason="doppelt", at=NOW, **options)  # type: ignore[arg-type]  # choose


def everything(district: District) -> str:
    return digest(district.records.values())


def is_unchanged(district: District) -> bool:
    result = district.result
    return not (sum(result.added.values()) or sum(result.changed.values()) or result.rejected)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "k", TABLES)


@pytest.mark.parametrize("choose", [{}, {"name": "away", "type": "away", "capacity_fte": "away"}])
@pytest.mark.parametrize(("keep", "away"), [("a1", "a2"), ("a2", "a1")])
def test_actors(folder: Path, keep: str, away: str, choose: dict[str, str]) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, keep, away, choose=choose)
        before = digest(District(store, "k", imported(folder, store, dry_run=True).result).records.values())
        for _ in range(2):
            again = imported(folder, store)
            assert is_unchanged(again), (again.result.added, again.result.changed, again.result.rejected)
            assert everything(again) == before
        assert set(again.all(Actor)) == {keep, "a3"}
        assert {edge.source for edge in again.all(Responsibility).values()} <= {ref(Actor, keep), ref(Actor, "a3")}
        assert len(again.all(Membership)) == 1
        assert len(again.all(Tie)) == 1


@pytest.mark.parametrize("table", ["responsibilities", "cooperations", "events", "memberships", "measures"])
def test_a_table_alone_finds_the_one_that_stays_by_key_and_by_name(tmp_path: Path, folder: Path, table: str) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, "a1", "a2")
        alone = write(tmp_path / "alone", {table: TABLES[table]})
        again = imported(alone, store, dataset="k")
        assert is_unchanged(again), (again.result.added, again.result.changed, again.result.rejected)


def test_what_the_file_says_new_changes_the_one_that_stays(tmp_path: Path, folder: Path) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, "a1", "a2")
        changed = TABLES["actors"].replace("Werl,CV,2", "Werl,CV,3")
        for _ in range(2):
            again = imported(write(tmp_path / "b", {"actors": changed}), store, dataset="k")
            assert again.one(Actor, "a1").capacity_fte == 3.0
            assert set(again.all(Actor)) == {"a1", "a3"}
        assert is_unchanged(again)


def test_where_both_rows_say_something_new_the_one_that_stays_is_right(tmp_path: Path, folder: Path) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, "a1", "a2")
        changed = TABLES["actors"].replace("Werl,CV,2", "Werl,CV,3").replace("Soest,,1", "Soest,,4")
        for _ in range(2):
            again = imported(write(tmp_path / "b", {"actors": changed}), store, dataset="k")
            assert again.one(Actor, "a1").capacity_fte == 4.0
        assert is_unchanged(again)


def test_a_row_that_names_the_old_key_makes_edges_of_the_one_that_stays(tmp_path: Path, folder: Path) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, "a1", "a2")
        more = {"responsibilities": "measure_id,actor_id,role\nm3,a2,unterstützend\n"}
        again = imported(write(tmp_path / "b", more), store, dataset="k")
        (edge,) = (e for e in again.all(Responsibility).values() if e.target == ref(Measure, "m3") and e.role != "LEAD")
        assert edge.source == ref(Actor, "a1")


@pytest.mark.parametrize(
    ("kind", "keep", "away"),
    [
        (Measure, "m1", "m3"),
        (Measure, "m3", "m1"),
        (Term, "field:Sprache", "field:Spracherwerb"),
        (Term, "field:Spracherwerb", "field:Sprache"),
        (Term, "actor_type:verein", "actor_type:wohlfahrtsverband"),
    ],
)
def test_measures_and_words(folder: Path, kind: type[Record], keep: str, away: str) -> None:
    with open_store("sqlite::memory:") as store:
        first = imported(folder, store)
        assert {keep, away} <= set(first.all(kind)), sorted(first.all(kind))
        joined(store, kind, keep, away)
        again = imported(folder, store)
        assert is_unchanged(again), (again.result.added, again.result.changed, again.result.rejected)
        assert away not in again.all(kind)


def test_several_merges_and_a_correction_by_hand(folder: Path) -> None:
    with open_store("sqlite::memory:") as store:
        imported(folder, store)
        joined(store, Actor, "a1", "a2")
        update(
            store, OFFICE, ref(Actor, "a1"), {"level": "Kreis"}, expected_version=2, reason="Anruf", at=NOW
        )  # the file has no such column
        joined(store, Actor, "a3", "a1")
        again = imported(folder, store)
        assert is_unchanged(again), (again.result.added, again.result.changed, again.result.rejected)
        assert (set(again.all(Actor)), again.one(Actor, "a3").level) == ({"a3"}, "Kreis")
        assert len([r for r in again.all(Redirect).values() if r.old_kind == "Actor"]) == 2


@pytest.mark.parametrize("name", ["kreis-soest", "kreis-lindental"])
def test_shipped_districts(name: str) -> None:
    """Any two actors of a district, and any two events."""
    with open_store("sqlite::memory:") as store:
        first = imported(EXAMPLES / name, store)
        for kind in (Actor, Event, Measure):
            one, other, *_ = sorted(first.all(kind))[3:]
            refs = (global_id(name, kind.__name__, one), global_id(name, kind.__name__, other))
            expected = {found.id: found.version for found in store.get(refs).values()}
            merge(store, OFFICE, *refs, expected=expected, reason="doppelt", at=NOW)
        again = imported(EXAMPLES / name, store)
        assert sum(again.result.added.values()) == sum(again.result.changed.values()) == 0, (
            again.result.added, again.result.changed,
        )  # fmt: skip
        assert again.result.rejected == first.result.rejected
