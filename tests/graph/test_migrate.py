"""Migrating: a store of form 1 becomes one of the current form, whole or not at all, and a copy of it stays."""

from __future__ import annotations

import gzip
import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import neo4j
import pytest

from graph.care.check import check
from graph.care.migration.migrate import migrate
from graph.care.migration.result import Migration
from graph.digest import digest
from graph.errors import (
    GeflechtError,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    StoreTooOld,
    StoreUnreachable,
    UnwritableOutput,
    WrongUse,
)
from graph.model import Actor, Contact, Measure, Responsibility, Tie, global_id
from graph.store import open_store
from graph.stores import SCHEMA_VERSION
from tests.graph.test_backup import no_room_after
from tests.graph.test_log import records

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
A, B, D = (global_id("kreis", "Actor", key) for key in "abd")
M = global_id("kreis", "Measure", "m")
CONTENT = "2613c124a33acac276488745627e4edbab8c634a1bb6b9469339d203335a6959"


def old_file(path: Path, more: int = 0, form: int = 1) -> str:
    """A store of an older form in that file, with so many actors more that its log does not know; its address."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"form_{form}.sql").read_text(encoding="utf-8"))
        connection.executescript("PRAGMA journal_mode = WAL")
        for number in range(100, 100 + more):
            ref = global_id("kreis", "Actor", str(number))
            connection.execute("INSERT INTO node VALUES (?, ?, 'Actor', 'kreis')", (number, ref))
            connection.execute(
                "INSERT INTO Actor (pk, id, dataset, external_id, version, visibility, invented, as_written, name, "
                "alt_names) VALUES (?, ?, 'kreis', ?, 1, 'PUBLIC', 0, '[]', 'Verein', '[]')",
                (number, ref, str(number)),
            )
        connection.commit()
    return f"sqlite:{path}"


def run_cypher(driver: neo4j.Driver, name: str) -> None:
    """Every statement of that file."""
    for statement in (DATA / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            driver.execute_query(statement)


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a store of form 1, with an unreadable change and one made past the product."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        yield old_file(tmp_path / "geflecht.db")
        return
    address: str = request.getfixturevalue("neo4j_address")
    with neo4j.GraphDatabase.driver(address) as driver:
        driver.execute_query("DROP CONSTRAINT geflecht_mutation IF EXISTS")
        run_cypher(driver, "form_1.cypher")
        yield address
        driver.execute_query("DROP CONSTRAINT geflecht_mutation IF EXISTS")  # the next to open makes it as it should be


def everything(address: str) -> list[str]:
    """All that the database holds, to compare."""
    if address.startswith("sqlite:"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:"))) as connection:
            return list(connection.iterdump())
    with neo4j.GraphDatabase.driver(address) as driver:
        nodes = driver.execute_query("MATCH (x) RETURN labels(x), properties(x)").records
        links = driver.execute_query("MATCH (a)-[x]->(b) RETURN a.id, type(x), b.id, properties(x)").records
        return sorted(map(repr, (*nodes, *links)))


def run(address: str, **options: object) -> Migration:
    return migrate(address, author="Amt 50", now=NOW, **options)  # type: ignore[arg-type]


class TestForm1:
    def test_is_refused_until_it_is_migrated(self, old: str) -> None:
        with pytest.raises(StoreTooOld) as caught:
            open_store(old)
        assert "geflecht migrate" in caught.value.message.de
        run(old)
        with open_store(old) as store:
            assert store.revision() == 6

    def test_becomes_a_chained_log(self, old: str) -> None:
        done = run(old)
        assert (done.found, done.current, done.revisions, done.records) == (1, SCHEMA_VERSION, 5, 6)
        assert done.unreadable == (M,)
        with open_store(old) as store:
            assert check(store).problems == ()
            log = list(store.log())
            assert [logged.reason for logged in log[:5]] == [f"Schritt {n}" for n in range(1, 6)]
            assert [logged.author for logged in log] == ["Amt 50"] * 6
            assert log[1].at == datetime(2025, 3, 2, 12, 30, 15, 123456, tzinfo=UTC)
            assert [logged.mutation_id for logged in log] == ["eins", None, None, None, "fünf", None]
            assert store.revision_of("fünf") == 5
            assert (log[5].reason, log[5].at, log[5].erased) == ("migration from form 1", NOW, (M,))
            versions = {(logged.number, e.id): (e.action, e.version) for logged in log for e in logged.entries}
            assert [versions[n, A] for n in (1, 2)] == [("put", 1), ("put", 2)]
            assert [versions[n, D] for n in (1, 4)] == [("put", 1), ("delete", 1)]
            assert len(log[2].entries) == 1, "a deletion of what wasn't there is no entry"

    def test_keeps_every_record_and_puts_what_the_list_did_not_know_into_the_log(self, old: str) -> None:
        run(old)
        with open_store(old) as store:
            held = {type(record): record for record in records(store) if record.id != A}
            assert set(held) == {Actor, Contact, Measure, Responsibility, Tie}
            b, m = held[Actor], held[Measure]
            assert isinstance(b, Actor)
            assert isinstance(m, Measure)
            assert (b.name, b.note, b.version) == ("AWO Höxter", "von Hand", 3)
            assert (m.title, m.version) == ("Sprachcafé am Markt", 3)
            changed = [entry.id for entry in list(store.log())[-1].entries]
            assert sorted(changed) == sorted([B, M])

    def test_is_the_same_from_both_stores(self, old: str) -> None:
        run(old)
        with open_store(old) as store:
            assert digest(records(store)) == CONTENT

    def test_is_copied_first(self, old: str) -> None:
        before = everything(old)
        done = run(old)
        assert done.saved_to is not None
        assert done.saved_to.stat().st_mode & 0o777 == 0o600
        if old.startswith("sqlite:"):
            assert done.saved_to.parent == Path(old.removeprefix("sqlite:")).parent
            assert everything(f"sqlite:{done.saved_to}") == before
        else:
            lines = gzip.decompress(done.saved_to.read_bytes()).decode().splitlines()
            assert len(lines) == 1 + len(before)
            assert any('"farbe": "blau"' in line for line in lines)

    def test_a_dry_run_says_the_same_and_writes_nothing(self, old: str) -> None:
        before, files = everything(old), sorted(Path().iterdir())
        told = run(old, dry_run=True)
        assert everything(old) == before
        assert sorted(Path().iterdir()) == files
        done = run(old)
        assert (told.revisions, told.records, told.rewritten, told.unreadable, told.saved_to) == (
            *(done.revisions, done.records, done.rewritten, done.unreadable),
            None,
        )

    def test_a_second_time_there_is_nothing_to_do(self, old: str) -> None:
        run(old)
        before = everything(old)
        again = run(old)
        assert (again.is_needed, again.saved_to) == (False, None)
        assert everything(old) == before

    def test_what_others_put_beside_it_stays(self, old: str) -> None:
        run(old)
        if not old.startswith("sqlite:"):
            assert any("'farbe': 'blau'" in line for line in everything(old))


class TestWhatGoesWrong:
    def test_where_the_copy_cannot_be_written_nothing_is_done(self, old: str, tmp_path: Path) -> None:
        before = everything(old)
        with pytest.raises(UnwritableOutput):
            run(old, keep=tmp_path / "missing" / "copy")
        with pytest.raises(UnwritableOutput), no_room_after(100_000 if old.startswith("sqlite:") else 100):
            run(old, keep=tmp_path / "copy")
        assert everything(old) == before
        assert not (tmp_path / "copy").exists()
        assert not list(tmp_path.glob(".*.part"))

    def test_a_record_that_cannot_be_read_stops_it(self, old: str) -> None:
        if old.startswith("sqlite:"):
            with closing(sqlite3.connect(old.removeprefix("sqlite:"))) as connection:
                connection.execute("UPDATE Actor SET visibility = 'x'")
                connection.commit()
        else:
            with neo4j.GraphDatabase.driver(old) as driver:
                driver.execute_query("MATCH (x:Actor) SET x.visibility = 'x'")
        before = everything(old)
        with pytest.raises(StoreDamaged):
            run(old)
        assert everything(old) == before

    def test_other_files_and_forms_are_refused(self, tmp_path: Path) -> None:
        address = old_file(tmp_path / "new.db")
        with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
            connection.execute("UPDATE meta SET value = '99'")
            connection.commit()
        before = everything(address)
        with pytest.raises(StoreTooNew):
            run(address)
        assert everything(address) == before
        (tmp_path / "text.db").write_text("Guten Tag " * 100)
        with pytest.raises(StoreDamaged):
            run(f"sqlite:{tmp_path / 'text.db'}")
        with pytest.raises(StoreUnreachable):
            run(f"sqlite:{tmp_path / 'missing.db'}")
        assert not (tmp_path / "missing.db").exists()
        with pytest.raises(WrongUse):
            run("sqlite::memory:")

    def test_while_somebody_writes_it_waits_and_then_says_so(self, tmp_path: Path) -> None:
        address = old_file(tmp_path / "g.db")
        with closing(sqlite3.connect(tmp_path / "g.db", isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusy):
                run(address)
        assert run(address).is_needed


def in_a_process(work: Callable[[], object]) -> int:
    """The id of a process that does this: it ends with 0, or with 3 for one of our errors."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except GeflechtError:
            code = 3
        finally:
            os._exit(code)
    return child


def test_killed_at_any_point_it_leaves_the_old_store_or_the_new_one(tmp_path: Path) -> None:
    address, chance = old_file(tmp_path / "g.db", more=300), random.Random(7)
    before = everything(address)
    begin = time.monotonic()
    run(old_file(tmp_path / "timed.db", more=300))
    lasts = time.monotonic() - begin
    found = set()
    for number in range(10):
        child = in_a_process(lambda number=number: run(address, keep=tmp_path / f"copy {number}"))  # type: ignore[misc]
        time.sleep(chance.uniform(0, lasts))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        try:
            with open_store(address) as store:
                assert check(store).ok
                assert store.revision() == 6
                found.add("new")
            for file in tmp_path.glob("g.db*"):
                file.unlink()
            old_file(tmp_path / "g.db", more=300)
        except StoreTooOld:
            found.add("old")
            assert everything(address) == before
    assert "old" in found
    run(address)
    with open_store(address) as store:
        assert check(store).ok


def test_of_two_at_once_one_does_it(tmp_path: Path) -> None:
    address = old_file(tmp_path / "g.db", more=300)
    children = [in_a_process(lambda: run(address)) for _ in range(2)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert 0 in codes
    assert set(codes) <= {0, 3}
    assert len(list(tmp_path.glob("g-form-1-*.db"))) == 1
    with open_store(address) as store:
        assert store.revision() == 6
        assert check(store).ok
