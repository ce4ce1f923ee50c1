"""Migrating from a form since which the model has only gained: the log stays as it is, the rest says the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import neo4j
import pytest

import graph.log
from graph.care.check import check
from graph.care.restore import restore
from graph.digest import digest
from graph.errors import StoreTooOld
from graph.log import row_of
from graph.model import Actor, Proposal, Setting, global_id
from graph.model.states import ProposalState, State
from graph.picture import Pictures
from graph.query import parse_filter
from graph.rights.viewer import OFFICE
from graph.store import open_store
from graph.stores import SCHEMA_VERSION
from tests.graph.test_log import new, records, write
from tests.graph.test_migrate import DATA, NOW, everything, old_file, run, run_cypher

CONTENT = "b3328d0e2684fcd8aac9ea276ebb66cf4140426c944c9518ceaa04c5cf5d66e3"
"""What form 2 itself said of all but the proposals, whose states have other names now."""
LOG = ("revision", "change")


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a store of form 2: four revisions, the last but one erased a person."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        yield old_file(tmp_path / "geflecht.db", form=2)
        return
    address: str = request.getfixturevalue("neo4j_address")
    with neo4j.GraphDatabase.driver(address) as driver:
        run_cypher(driver, "form_2.cypher")
    yield address


def of_log(address: str) -> list[str]:
    """All that the database holds of the log."""
    if address.startswith("sqlite:"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:"))) as connection:
            return [repr(row) for name in LOG for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")]
    return [line for line in everything(address) if "GeflechtRevision" in line or "GeflechtChange" in line]


def no_longer(address: str, kind: str, column: str) -> None:
    """Make the store one of form 2 of which the kind has no such property."""
    if address.startswith("sqlite:"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:"))) as connection:
            connection.execute(f"ALTER TABLE {kind} DROP COLUMN {column}")
            connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
            connection.commit()
        return
    with neo4j.GraphDatabase.driver(address) as driver:
        driver.execute_query(f"MATCH (x:{kind}) REMOVE x.{column}")
        driver.execute_query("MATCH (s:GeflechtStore) SET s.schemaVersion = 2")


def test_it_is_refused_first_and_the_log_stays_as_it_was(old: str) -> None:
    with pytest.raises(StoreTooOld):
        open_store(old)
    before = of_log(old)
    done = run(old)
    assert (done.found, done.current, done.revisions, done.records) == (2, SCHEMA_VERSION, 4, 11)
    assert (done.rewritten, done.unreadable) == (0, ())
    assert of_log(old) == before
    with open_store(old) as store:
        assert check(store).problems == ()
        assert (store.revision(), store.revision_of("vier")) == (4, 4)


def test_the_content_is_what_it_was(old: str) -> None:
    run(old)
    with open_store(old) as store:
        held = records(store)
        assert digest(record for record in held if not isinstance(record, Proposal)) == CONTENT
        assert {record.external_id: record.state for record in held if isinstance(record, Proposal)} == {
            "proposed": ProposalState.SUGGESTED,
            "taken_up": ProposalState.WORKING,  # it was done later
            "done": ProposalState.WORKING,
            "dismissed": ProposalState.DECLINED,
        }


def test_states_are_found_by_the_names_of_today(old: str) -> None:
    run(old)
    with open_store(old) as store:
        view = Pictures(store).current().seen_by(OFFICE)
        working = view.select(Proposal, parse_filter(Proposal, {"state": {"eq": "WORKING"}}))
        assert working.total == 2
        (first,) = store.log(until=1)
        payloads = {e.id: e.payload for e in first.entries if e.kind == "Proposal"}
        told = row_of(Proposal, payloads[global_id("kreis", "Proposal", "taken_up")] or "")
        assert told["state"] == "INVITED"


def test_what_was_gained_can_be_written(old: str) -> None:
    run(old)
    with open_store(old) as store:
        setting = new(Setting, "s", name="Wiedervorlage", value=30.0)
        write(store, setting, new(Actor, "x", name="Rat", seats=42), new(Proposal, "p", gaps=("g",)))
        assert check(store).ok
        assert setting in records(store)
    if not old.startswith("sqlite:"):
        with neo4j.GraphDatabase.driver(old) as driver:
            driver.execute_query("CALL db.awaitIndexes(60)")
            search = "CALL db.index.fulltext.queryNodes('geflecht_search', $word) YIELD node RETURN node.externalId"
            assert [row[0] for row in driver.execute_query(search, word="Wiedervorlagen").records] == ["s"]
            assert [row[0] for row in driver.execute_query(search, word="Caritasverband").records] == ["a"]


def test_it_is_copied_first_unless_it_is_only_tried_and_done_once(old: str) -> None:
    before, files = everything(old), sorted(Path().iterdir())
    told = run(old, dry_run=True)
    assert (everything(old), sorted(Path().iterdir())) == (before, files)
    done = run(old)
    assert (told.revisions, told.records, told.saved_to) == (done.revisions, done.records, None)
    assert done.saved_to is not None
    if old.startswith("sqlite:"):
        assert everything(f"sqlite:{done.saved_to}") == before
    after = everything(old)
    assert not run(old).is_needed
    assert everything(old) == after


def test_a_property_with_a_value_of_its_own_has_it_everywhere(
    lasting_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that knows nothing of `cooperates`, neither in its log nor in its graph."""
    as_today = graph.log.payload_of
    with monkeypatch.context() as older, open_store(lasting_address) as store:
        older.setattr(graph.log, "payload_of", lambda record: as_today(record).replace(',"cooperates":true', ""))
        write(store, new(Actor, "a", name="Caritas"), new(Actor, "b", name="AWO"))
    no_longer(lasting_address, "Actor", "cooperates")
    run(lasting_address, keep=tmp_path / "copy")
    with open_store(lasting_address) as store:
        assert [isinstance(record, Actor) and record.cooperates for record in records(store)] == [True, True]
        assert check(store).ok


def test_what_was_changed_past_the_product_stays_and_is_still_found(old: str) -> None:
    if old.startswith("sqlite:"):
        with closing(sqlite3.connect(old.removeprefix("sqlite:"))) as connection:
            connection.execute("UPDATE Actor SET name = 'Arbeiterwohlfahrt' WHERE external_id = 'b'")
            connection.commit()
    else:
        with neo4j.GraphDatabase.driver(old) as driver:
            driver.execute_query("MATCH (x:Actor {externalId: 'b'}) SET x.name = 'Arbeiterwohlfahrt'")
    run(old)
    with open_store(old) as store:
        assert {problem.code for problem in check(store).problems} == {"STATE_DIFFERS", "STALE_KEY"}
        assert any(isinstance(record, Actor) and record.name == "Arbeiterwohlfahrt" for record in records(store))


def test_a_migrated_file_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    open_store(f"sqlite:{tmp_path / 'new.db'}").close()
    run(old_file(tmp_path / "old.db", form=2))
    forms = []
    for name in ("new.db", "old.db"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            made = connection.execute("SELECT type, name FROM sqlite_master ORDER BY 1, 2").fetchall()
            columns = {
                (table, *column[1:])
                for type_, table in made
                if type_ == "table"
                for column in connection.execute(f'PRAGMA table_info("{table}")')
            }
            forms.append((made, columns))
    assert forms[0] == forms[1]


def test_a_backup_of_that_form_can_be_restored(lasting_address: str) -> None:
    with open_store(lasting_address) as store:
        done = restore(store, DATA / "form_2.backup", author="Amt 50", now=NOW)
        assert (done.from_revision, done.head.revision) == (4, 5)
        assert check(store).ok
        assert digest(record for record in records(store) if not isinstance(record, Proposal)) == CONTENT


@pytest.mark.parametrize("states", State.__subclasses__(), ids=lambda states: states.__name__)
def test_former_codes_are_none_of_today(states: type[State]) -> None:
    assert not set(states.former()) & set(states.__members__)
    assert all(isinstance(state, states) for state in states.former().values())


def test_every_form_has_a_step() -> None:
    from graph.stores import neo4j_migrating, sqlite_migrating

    assert set(sqlite_migrating.STEPS) == set(neo4j_migrating.STEPS) == set(range(1, SCHEMA_VERSION))
