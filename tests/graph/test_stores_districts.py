"""The shipped districts on both stores: the same records, the same answers, and nothing new the second time.

The Cypher of the papers is run on them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import neo4j
import pytest

from graph.care.check import check
from graph.changes import Put, Transaction
from graph.digest import digest
from graph.gaps.find import find_gaps
from graph.model import KINDS
from graph.picture import Pictures
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import Store, open_store
from graph.strength.profile import strength
from importers.run import import_path

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DISTRICTS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
EVERY_KIND = tuple(KINDS.values())


def cypher_of(paper: str) -> list[str]:
    """The Cypher statements that a paper shows."""
    blocks = re.findall(r"```cypher\n(.*?)```", (ROOT / paper).read_text(encoding="utf-8"), re.DOTALL)
    return [statement for block in blocks for statement in block.split(";") if statement.strip()]


@pytest.fixture(scope="module")
def filled(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """An embedded store with every shipped district, and a Neo4j store after the same commits."""
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    with (
        open_store(f"sqlite:{tmp_path_factory.mktemp('store') / 'graph.db'}") as sqlite,
        open_store(neo4j_url) as server,
    ):
        for name in DISTRICTS:
            import_path(sqlite, EXAMPLES / name, author="test", now=NOW)
        for logged in sqlite.log():
            put = tuple(Put(record) for entry in logged.entries if (record := entry.record) is not None)
            assert len(put) == len(logged.entries), "a first import deletes nothing"
            server.commit(Transaction(put, logged.author, logged.reason, logged.at, logged.mutation_id))
        yield sqlite, server


def test_both_hold_the_same_records(filled: tuple[Store, Store]) -> None:
    """Also in the same order and at the same versions."""
    sqlite, server = filled
    assert sqlite.datasets() == server.datasets() == DISTRICTS
    assert sqlite.read(EVERY_KIND) == server.read(EVERY_KIND)
    assert sqlite.changes(0) == server.changes(0)


@pytest.mark.parametrize("name", DISTRICTS)
def test_both_answer_alike(filled: tuple[Store, Store], name: str) -> None:
    on = date(2026, 1, 15)
    views = [Pictures(store, [name]).current().seen_by(OFFICE) for store in filled]
    assert digest(filled[0].read(EVERY_KIND, [name])[1]) == digest(filled[1].read(EVERY_KIND, [name])[1])
    assert find_gaps(views[0], name, on) == find_gaps(views[1], name, on)
    assert strength(views[0], Scope(name), on) == strength(views[1], Scope(name), on)


@pytest.mark.parametrize("text", ["Kreis", "hoexter", "beratung fluchtlnge", "05974", "ver", "a-1", "Integratoin", "ß"])
def test_both_find_the_same_in_the_same_order(filled: tuple[Store, Store], text: str) -> None:
    found = [Pictures(store).current().seen_by(OFFICE).search(text, first=200) for store in filled]
    assert found[0] == found[1]
    assert found[0] != ()


def test_a_second_import_changes_nothing(filled: tuple[Store, Store]) -> None:
    for store in filled:
        before = store.revision()
        for name in DISTRICTS:
            again = import_path(store, EXAMPLES / name, author="test", now=NOW)
            assert (again.added, again.changed) == ({}, {})
        assert store.revision() == before


def test_both_are_found_whole(filled: tuple[Store, Store]) -> None:
    found = [check(store) for store in filled]
    assert [result.problems for result in found] == [(), ()]
    assert found[0].hash == found[1].hash


@pytest.mark.parametrize("statement", [*cypher_of("README.md"), *cypher_of("docs/neo4j.md")])
def test_the_cypher_of_the_papers_answers(filled: tuple[Store, Store], neo4j_url: str, statement: str) -> None:
    with neo4j.GraphDatabase.driver(neo4j_url, notifications_min_severity="OFF") as driver:
        assert driver.execute_query(statement).records != []


def test_the_numbers_of_the_papers_are_true(filled: tuple[Store, Store], neo4j_url: str) -> None:
    reach, between = cypher_of("docs/neo4j.md")[:2]
    with neo4j.GraphDatabase.driver(neo4j_url, notifications_min_severity="OFF") as driver:
        places = {record["field"]: record["places"] for record in driver.execute_query(reach).records}
        pairs = [record["pairs"] for record in driver.execute_query(between).records]
    assert places["Teilhabe und Engagement"] == ["Kornlinden"]
    assert len(places["Arbeit und Ausbildung"]) == 8
    assert pairs[:2] == [760, 255]
