"""Checking: what somebody changed past the product is named, in the log and in the records; nothing makes it fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import neo4j
import pytest

from graph.care.backup import back_up
from graph.care.check import CheckResult, check
from graph.care.intake import take_in
from graph.care.restore import restore
from graph.digest import digest
from graph.model import Actor, Contact, Measure, Tie
from graph.store import open_store
from tests.graph.test_log import A, B, M, R, delete, new, records, write

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
C = new(Contact, "c", person_name="Erika Mustermann", actor=A.id)
T = new(Tie, "t", source=A.id, target=B.id)

Tamper = Callable[[str, str], None]


@pytest.fixture
def address(lasting_address: str) -> str:
    """A store with a past: two revisions, and a third that erased a person."""
    with open_store(lasting_address) as store:
        write(store, A, B, M, R, C, T, mutation_id="eins")
        write(store, replace(A, name="Caritasverband"), delete(R))
        write(store, replace(C, person_name=None), erase=(C.id,))
        write(store, replace(B, name="AWO"))
    return lasting_address


@pytest.fixture
def tamper(address: str) -> Tamper:
    """Changes the store past the product, in the words of its database."""

    def change(sql: str, cypher: str) -> None:
        if address.startswith("sqlite:"):
            with closing(sqlite3.connect(address.removeprefix("sqlite:"), isolation_level=None)) as connection:
                connection.executescript(sql)
        else:
            with neo4j.GraphDatabase.driver(address, notifications_min_severity="OFF") as driver:
                for statement in cypher.split(";"):
                    driver.execute_query(statement)

    return change


def look(address: str, against: Path | None = None) -> CheckResult:
    with open_store(address) as store:
        return check(store, against)


def test_a_store_that_nobody_touched_is_in_order(address: str) -> None:
    result = look(address)
    assert result.problems == ()
    with open_store(address) as store:
        assert (result.revision, result.hash) == (4, digest(records(store)))


CHANGE = "MATCH (c:GeflechtChange {revision: 2, position: 0})"
REVISION = "MATCH (r:GeflechtRevision {number: 2})"


def entry(sql: str, cypher: str, code: str) -> tuple[str, str, str]:
    """The first entry of revision 2, changed like this."""
    return f"UPDATE change SET {sql} WHERE position = 7", f"{CHANGE} {cypher}", code


def revision(sql: str, cypher: str, code: str) -> tuple[str, str, str]:
    """Revision 2, changed like this."""
    return f"UPDATE revision SET {sql} WHERE number = 2", f"{REVISION} {cypher}", code


def put_in(number: int, code: str) -> tuple[str, str, str]:
    """One more entry of that revision."""
    return (
        "INSERT INTO change (revision, kind, id, action, version, digest) "
        f"VALUES ({number}, 'Actor', 'x', 'delete', 1, 'x')",
        f"CREATE (c:GeflechtChange {{revision: {number}, position: 9}}) "
        "SET c += {kind: 'Actor', id: 'x', action: 'delete', version: 1, digest: 'x'}",
        code,
    )


IN_THE_LOG: dict[str, tuple[str, str, str | None]] = {
    "an entry taken out": ("DELETE FROM change WHERE position = 7", f"{CHANGE} DELETE c", "CHANGED_REVISION"),
    "an entry put in": put_in(2, "CHANGED_REVISION"),
    "an entry of no revision": put_in(9, "DAMAGED"),
    "an entry altered": entry("version = 7", "SET c.version = 7", "CHANGED_REVISION"),
    "two entries swapped": entry("position = 99", "SET c.position = 99", "CHANGED_REVISION"),
    "a payload altered": entry(
        "payload = replace(payload, 'Caritas', 'AWO')",
        "SET c.payload = replace(c.payload, 'Caritas', 'AWO')",
        "CHANGED_PAYLOAD",
    ),
    "a payload taken away": entry("payload = NULL, salt = NULL", "REMOVE c.payload, c.salt", "LOST_PAYLOAD"),
    "a payload that is no JSON": entry("payload = 'x'", "SET c.payload = 'x'", "UNREADABLE_LOG"),
    "a digest altered": entry("digest = 'x'", "SET c.digest = 'x'", "CHANGED_PAYLOAD"),
    "an author altered": revision("author = 'x'", "SET r.author = 'x'", "CHANGED_REVISION"),
    "a moment that is none": revision("at = 'x'", "SET r.at = 'x'", "UNREADABLE_LOG"),
    "a hash altered": revision("hash = 'x'", "SET r.hash = 'x'", "BROKEN_CHAIN"),
    "a revision taken out": (
        "DELETE FROM change WHERE revision = 2; DELETE FROM revision WHERE number = 2",
        f"{REVISION} DELETE r; MATCH (c:GeflechtChange {{revision: 2}}) DELETE c",
        "MISSING_REVISION",
    ),
    "the end cut off": (
        "DELETE FROM change WHERE revision = 4; DELETE FROM revision WHERE number = 4",
        "MATCH (r:GeflechtRevision {number: 4}) DELETE r; MATCH (c:GeflechtChange {revision: 4}) DELETE c",
        None,
    ),
    "the head moved back": (
        "DELETE FROM change WHERE revision = 4; DELETE FROM revision WHERE number = 4",
        "MATCH (r:GeflechtRevision {number: 3}), (h:GeflechtHead) SET h.revision = 3, h.hash = r.hash",
        "STATE_DIFFERS",
    ),
    "a revision below the first": (
        "INSERT INTO revision SELECT -1, author, reason, at, NULL, erased, previous, hash FROM revision LIMIT 1",
        f"{REVISION} CREATE (x:GeflechtRevision {{number: -1, key: 'x'}}) "
        "SET x += {author: 'a', reason: 'b', at: r.at, erased: [], previous: r.previous, hash: r.hash}",
        "MISSING_REVISION",
    ),
    "what was erased denied": (
        "UPDATE revision SET erased = '[]' WHERE number = 3",
        "MATCH (r:GeflechtRevision {number: 3}) SET r.erased = []",
        "LOST_PAYLOAD",
    ),
}


@pytest.mark.parametrize("what", IN_THE_LOG)
def test_whatever_is_changed_in_the_log_is_noticed(address: str, tamper: Tamper, what: str) -> None:
    sql, cypher, code = IN_THE_LOG[what]
    tamper(sql, cypher)
    result = look(address)
    assert not result.ok
    assert code is None or code in {problem.code for problem in result.problems}
    assert all(problem.message.de and problem.subject for problem in result.problems)


AN_ACTOR = "MATCH (x:Actor {externalId: 'b'})"


def actor(sql: str, cypher: str, *found: str) -> tuple[str, str, tuple[str, ...]]:
    """One actor, changed like this, and what is found: code, subject, a word of the message."""
    return f"UPDATE Actor SET {sql} WHERE external_id = 'b'", f"{AN_ACTOR} {cypher}", found


IN_THE_RECORDS = {
    "a name changed": actor("name = 'x'", "SET x.name = 'x'", "STATE_DIFFERS", "Actor b", "Name"),
    "a version raised": actor("version = 9", "SET x.version = 9", "STATE_DIFFERS", "Actor b", "version"),
    "an edge taken out": (
        "DELETE FROM reference WHERE owner = (SELECT pk FROM Tie);DELETE FROM node WHERE kind = 'Tie';DELETE FROM Tie",
        "MATCH ()-[x:COOPERATES_WITH]->() DELETE x",
        ("MISSING_RECORD", "Tie t", ""),
    ),
    "a state that is none": actor("visibility = 'x'", "SET x.visibility = 'x'", "UNREADABLE", B.id, ""),
    "a name that is none": actor("name = ''", "SET x.name = ''", "MISSING", "Actor b", "Name"),
    "a name in parts": actor("name = 'o' || char(776)", "SET x.name = 'o\u0308'", "NOT_NFC", "Actor b", "Name"),
    "a control character": actor(
        "name = 'a' || char(7)", "SET x.name = 'a\u0007'", "FORBIDDEN_CHARACTER", "Actor b", "U+0007"
    ),
    "an id of another": actor("external_id = 'z'", "SET x.externalId = 'z'", "WRONG_ID", "Actor z", ""),
    "a search key out of date": actor("search_key = 'x'", "SET x.searchKey = 'x'", "STALE_KEY", "Actor b", ""),
    "a sort key missing": actor("sort_key = NULL", "REMOVE x.sortKey", "STALE_KEY", "Actor b", ""),
    "a reference to another kind": (
        "UPDATE reference SET target = (SELECT pk FROM Measure) WHERE property = 'actor'",
        "MATCH (:Contact)-[r:CONTACT_OF]->() DELETE r WITH 1 AS x MATCH (c:Contact), (m:Measure) "
        "CREATE (c)-[:CONTACT_OF {property: 'actor', position: 0}]->(m)",
        ("WRONG_KIND", "Contact c", "Akteur"),
    ),
}


@pytest.mark.parametrize("what", IN_THE_RECORDS)
def test_whatever_is_changed_in_the_records_is_named(address: str, tamper: Tamper, what: str) -> None:
    sql, cypher, (code, subject, said) = IN_THE_RECORDS[what]
    tamper(sql, cypher)
    found = look(address).problems
    assert any((p.code == code and subject in p.subject and said in p.message.de) for p in found), found


@pytest.mark.parametrize("what", ["a search key out of date", "a sort key missing"])
def test_stale_keys_are_renewed_without_a_revision(address: str, tamper: Tamper, what: str) -> None:
    sql, cypher, _ = IN_THE_RECORDS[what]
    tamper(sql, cypher)
    with open_store(address) as store:
        before = store.head()
        done = take_in(store, NOW)
        assert (done.revision, done.renewed, done.left) == (None, 1, ())
        assert store.head() == before
        assert check(store).ok
        assert take_in(store, NOW).renewed == 0


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM node WHERE kind = 'Measure'",
        "UPDATE node SET id = 'x' WHERE kind = 'Measure'",
        "UPDATE node SET dataset = 'x' WHERE kind = 'Measure'",
        "UPDATE node SET kind = 'Offer' WHERE kind = 'Measure'",
        "UPDATE node SET kind = 'Alien' WHERE kind = 'Measure'",
        "UPDATE reference SET property = 'alien' WHERE property = 'actor'",
        "UPDATE reference SET target = 77 WHERE property = 'actor'",
        "DELETE FROM reference WHERE property = 'source'",
        "DROP TABLE Offer",
        "ALTER TABLE Actor DROP COLUMN note",
        "DROP TABLE change",
        "UPDATE revision SET erased = 'x'",
        "UPDATE revision SET number = number + 1000",
    ],
)
def test_tables_that_disagree_are_findings(tmp_path: Path, sql: str) -> None:
    address = f"sqlite:{tmp_path / 'g.db'}"
    with open_store(address) as store:
        write(store, A, B, M, C, T)
    with closing(sqlite3.connect(tmp_path / "g.db")) as connection:
        connection.execute(sql)
        connection.commit()
    assert not look(address).ok


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (r:GeflechtRevision {number: 1}) SET r.key = 'x'",
        "MATCH (r:GeflechtRevision {number: 1}) REMOVE r.author",
        "MATCH (r:GeflechtRevision {number: 1}) SET r.erased = 'x'",
        "MATCH (r:GeflechtRevision {number: 1}) SET r.author = date('2020-01-01')",
        "MATCH (c:GeflechtChange {revision: 1, position: 0}) REMOVE c.id",
        "MATCH (c:GeflechtChange {revision: 1, position: 0}) SET c.payload = 7",
        "CREATE (:GeflechtRevision {number: 77, key: 'x'})",
        "CREATE (:GeflechtStore {name: 'second'})",
        "MATCH (x:Measure) SET x.title = 7",
        "MATCH (x:Measure) REMOVE x.title",
        "MATCH ()-[x:COOPERATES_WITH]->() SET x.level = 'much'",
    ],
)
def test_nodes_that_no_store_writes_are_findings(neo4j_address: str, cypher: str) -> None:
    with open_store(neo4j_address) as store:
        write(store, A, B, M, C, T, mutation_id="eins")
    with neo4j.GraphDatabase.driver(neo4j_address) as driver:
        driver.execute_query(cypher)
    assert not look(neo4j_address).ok


def test_one_entry_that_cannot_be_read_does_not_hide_the_others(address: str, tamper: Tamper) -> None:
    tamper("UPDATE Actor SET name = 'x' WHERE external_id = 'b'", f"{AN_ACTOR} SET x.name = 'x'")
    tamper(
        "UPDATE Actor SET visibility = 'x' WHERE external_id = 'a'",
        "MATCH (x:Actor {externalId: 'a'}) SET x.visibility = 'x'",
    )
    found = {(problem.code, problem.subject) for problem in look(address).problems}
    assert ("UNREADABLE", f"Actor {A.id}") in found
    assert ("STATE_DIFFERS", "Actor b") in found
    assert not any(subject.startswith("Measure") for _, subject in found)


class TestAgainstABackup:
    def test_it_sees_that_the_end_was_cut_off_with_the_graph(
        self, address: str, tamper: Tamper, tmp_path: Path
    ) -> None:
        """From inside nothing is wrong then: the log and the graph agree."""
        with open_store(address) as store:
            back_up(store, tmp_path / "backup", now=NOW)
        assert look(address, tmp_path / "backup").ok
        tamper(
            "DELETE FROM change WHERE revision = 4; DELETE FROM revision WHERE number = 4;"
            "UPDATE Actor SET name = 'AWO Höxter', version = 1, search_key = 'awo hoexter' WHERE external_id = 'b'",
            "MATCH (r:GeflechtRevision {number: 4}) DELETE r; MATCH (c:GeflechtChange {revision: 4}) DELETE c;"
            "MATCH (r:GeflechtRevision {number: 3}), (h:GeflechtHead) SET h.revision = 3, h.hash = r.hash;"
            f"{AN_ACTOR} SET x.name = 'AWO Höxter', x.version = 1, x.searchKey = 'awo hoexter'",
        )
        assert {problem.code for problem in look(address).problems} <= {"STALE_KEY"}
        (found,) = [p for p in look(address, tmp_path / "backup").problems if p.code != "STALE_KEY"]
        assert (found.code, found.subject) == ("OTHER_HISTORY", "4")

    def test_it_goes_on_from_older_ones_also_after_a_restore(self, address: str, tmp_path: Path) -> None:
        with open_store(address) as store:
            back_up(store, tmp_path / "old", now=NOW)
            write(store, new(Measure, "n", title="Neu"))
            back_up(store, tmp_path / "new", now=NOW)
            restore(store, tmp_path / "old", author="a", now=NOW, replace=True, keep=tmp_path / "kept")
        assert look(address, tmp_path / "old").ok
        assert not look(address, tmp_path / "new").ok


def test_others_may_write_while_it_looks(address: str) -> None:
    """What a look saw in the middle of somebody's writing is no finding."""
    with open_store(address) as store, open_store(address) as other:
        rows, written = store.rows, iter(range(100))

        def written_to(*arguments: object) -> object:
            read = rows(*arguments)  # type: ignore[arg-type]
            if next(written) < 2:
                write(other, new(Actor, "neu", name="Neu"))
            return read

        store.rows = written_to  # type: ignore[method-assign,assignment]
        assert check(store).ok
