"""What only the Neo4j store has to do: be readable by hand-written Cypher, bear what others write, refuse clearly."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.changes import Commit, Delete, Put, Transaction
from graph.dates import VagueDate
from graph.errors import StoreDamaged, StoreUnreachable, WrongUse
from graph.model import (
    EDGE_KINDS,
    NODE_KINDS,
    Actor,
    Funding,
    Measure,
    Place,
    Record,
    Responsibility,
    Source,
    Term,
    Tie,
    global_id,
)
from graph.rows import references
from graph.store import Store, open_store
from graph.stores import neo4j_log, neo4j_statements, neo4j_writing
from scripts.neo4j import server

pytestmark = pytest.mark.neo4j

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def named(kind: type[Record], external_id: str, **values: Any) -> Any:
    return kind(id=global_id("kreis", kind.__name__, external_id), dataset="kreis", external_id=external_id, **values)


SPEECH = named(Term, "sprache", scheme="field", label="Sprache")
TOWN = named(Place, "stadt", name="Stadt")
OFFICE = named(Actor, "amt", name="Amt für Integration", places=(TOWN.id,), alt_names=("AfI", "Amt 50"))
CLUB = named(Actor, "verein", name="Sportverein")
PAGE = named(Source, "seite", title="Konzept, Seite 12")
COURSE = named(
    Measure,
    "kurs",
    title="Sprachkurs",
    fields=(SPEECH.id,),
    places=(TOWN.id,),
    funders=(OFFICE.id,),
    confirmed_on=date(2024, 5, 17),
    start=VagueDate("Mitte 2024", date(2024, 6, 1), date(2024, 8, 31)),
)
MONEY = named(Funding, "geld", measure=COURSE.id)
DUTY = named(
    Responsibility, "z", source=OFFICE.id, target=COURSE.id, state_since=date(2025, 1, 2), stated_in=(PAGE.id,)
)
TIE = named(Tie, "t", source=OFFICE.id, target=CLUB.id, fields=(SPEECH.id,), level=2)
TOWN_HALL = (SPEECH, TOWN, OFFICE, CLUB, PAGE, COURSE, MONEY, DUTY, TIE)


def commit(store: Store, *changes: Record | Delete) -> Commit:
    made = tuple(change if isinstance(change, Delete) else Put(change) for change in changes)
    return store.commit(Transaction(made, author="Amt 50", reason="Test", at=MOMENT))


@pytest.fixture
def store(neo4j_address: str) -> Iterator[Store]:
    with open_store(neo4j_address) as opened:
        commit(opened, *TOWN_HALL)
        yield opened


@pytest.fixture
def database(neo4j_address: str) -> Iterator[neo4j.Driver]:
    """The same database as somebody with a Cypher shell has it."""
    with neo4j.GraphDatabase.driver(neo4j_address, notifications_min_severity="OFF") as driver:
        yield driver


def rows(database: neo4j.Driver, cypher: str, **parameters: Any) -> list[list[Any]]:
    return [list(record.values()) for record in database.execute_query(cypher, parameters).records]


class TestWhatCypherSees:
    def test_kinds_are_labels_and_edges_are_relationships(self, store: Store, database: neo4j.Driver) -> None:
        found = rows(
            database,
            "MATCH (a:Actor)-[r:RESPONSIBLE_FOR]->(m:Measure)-[:IN_FIELD]->(f:Term {label: 'Sprache'}) "
            "RETURN a.name, r.role, r.state, r.stateSince, m.title",
        )
        assert found == [["Amt für Integration", "LEAD", "PROPOSED", neo4j.time.Date(2025, 1, 2), "Sprachkurs"]]

    def test_values_have_the_types_of_neo4j(self, store: Store, database: neo4j.Driver) -> None:
        (found,) = rows(
            database,
            "MATCH (m:Measure)<-[r]-(a:Actor) RETURN m.confirmedOn, m.start, m.startEarliest, m.startLatest, "
            "m.version, m.invented, a.altNames, r.statedIn",
        )
        day, words, earliest, latest, version, invented, names, sources = found
        assert [day, earliest, latest] == [neo4j.time.Date(2024, *d) for d in ((5, 17), (6, 1), (8, 31))]
        assert (words, version, invented, names, sources) == ("Mitte 2024", 1, False, ["AfI", "Amt 50"], [PAGE.id])

    def test_only_labels_of_the_model_and_of_the_log_are_used(self, store: Store, database: neo4j.Driver) -> None:
        labels = {label for (label,) in rows(database, "MATCH (n) UNWIND labels(n) AS l RETURN DISTINCT l")}
        assert {label for label in labels if not label.startswith("Geflecht")} == {
            "Term", "Place", "Actor", "Source", "Measure", "Funding"
        }  # fmt: skip
        assert rows(database, "MATCH (n) WHERE size(labels(n)) <> 1 RETURN n") == []

    def test_no_text_of_json_lies_on_what_people_ask_for(self, store: Store, database: neo4j.Driver) -> None:
        texts = rows(
            database,
            "MATCH (n) WHERE NOT head(labels(n)) STARTS WITH 'Geflecht' UNWIND keys(n) AS k "
            "WITH n[k] AS v WHERE valueType(v) STARTS WITH 'STRING' AND v =~ '^[\\\\[{].*' RETURN v",
        )
        assert texts == []

    def test_the_log_says_who_and_why(self, store: Store, database: neo4j.Driver) -> None:
        commit(store, replace(CLUB, name="Turnverein"))
        found = rows(
            database,
            "MATCH (r:GeflechtRevision {number: 2}), (c:GeflechtChange {revision: 2}) "
            "RETURN r.author, r.reason, r.at, c.kind, c.id, c.action, c.payload CONTAINS 'Turnverein'",
        )
        assert [[*row[:2], row[2].to_native(), *row[3:]] for row in found] == [
            ["Amt 50", "Test", MOMENT, "Actor", CLUB.id, "put", True]
        ]

    def test_every_kind_has_unique_ids(self, store: Store, database: neo4j.Driver) -> None:
        found = rows(database, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0], properties")
        for name in [*(k.__name__ for k in NODE_KINDS), *(k.meta.relation for k in EDGE_KINDS)]:
            assert [name, ["id"]] in found
            assert [name, ["dataset", "externalId"]] in found


class TestWhatOthersWrite:
    def test_a_relationship_drawn_by_hand_is_a_reference(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (a:Actor {name: 'Sportverein'}), (p:Place) CREATE (a)-[:LOCATED_IN]->(p)")
        club = store.get([CLUB.id])[CLUB.id]
        assert club == replace(CLUB, places=(TOWN.id,))
        commit(store, club)
        assert store.get([CLUB.id])[CLUB.id] == replace(CLUB, places=(TOWN.id,), version=2)
        commit(store, CLUB)
        assert rows(database, "MATCH (:Actor {name: 'Sportverein'})-[r:LOCATED_IN]->() RETURN r") == []

    def test_properties_and_relationships_of_their_own_stay(self, store: Store, database: neo4j.Driver) -> None:
        rows(
            database,
            "MATCH (a:Actor {name: 'Sportverein'}), (m:Measure) SET a.colour = 'red' CREATE (a)-[:LIKES]->(m)",
        )
        commit(store, replace(CLUB, name="Turnverein"), replace(COURSE, title="Kurs"))
        assert rows(database, "MATCH (a)-[:LIKES]->(m) RETURN a.colour, a.name, m.title") == [
            ["red", "Turnverein", "Kurs"]
        ]

    def test_a_node_without_id_is_reported_and_not_read(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "CREATE (:Actor {name: 'von Hand'}), (:Actor), (:Place {name: 'auch'})")
        assert len(store.read([Actor])[1]) == 2
        assert store.datasets() == ["kreis"]
        assert store.damage() == []
        assert [(one.kind, one.name) for one in store.unnamed()] == [
            ("Actor", "von Hand"),
            ("Actor", ""),
            ("Place", "auch"),
        ]

    @pytest.mark.parametrize(
        ("cypher", "word"),
        [
            ("MATCH (m:Measure) SET m.status = 'FERTIG'", "FERTIG"),
            ("MATCH (m:Measure) REMOVE m.title", "title"),
            ("MATCH (m:Measure) REMOVE m.externalId", "externalId"),
            ("MATCH (m:Measure) SET m.confirmedOn = 'gestern'", "gestern"),
            ("MATCH ()-[r:RESPONSIBLE_FOR]->() SET r.role = 'Chef'", "Chef"),
        ],
    )
    def test_a_value_that_cannot_be_is_named(
        self, store: Store, database: neo4j.Driver, cypher: str, word: str
    ) -> None:
        rows(database, cypher)
        with pytest.raises(StoreDamaged, match=word):
            store.read([Measure, Responsibility])

    def test_a_lost_head_is_said(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (h:GeflechtHead) DELETE h")
        with pytest.raises(StoreDamaged, match="GeflechtHead"):
            store.revision()


class TestWriting:
    def test_a_relationship_that_stays_is_not_drawn_anew(self, store: Store, database: neo4j.Driver) -> None:
        asked = "MATCH (:Measure)-[r]-() RETURN elementId(r) ORDER BY elementId(r)"
        before = rows(database, asked)
        commit(store, replace(COURSE, title="Kurs"), DUTY, MONEY)
        assert rows(database, asked) == before

    def test_a_retry_of_the_driver_is_no_second_commit(self, store: Store, database: neo4j.Driver) -> None:
        transaction = Transaction((Put(CLUB),), author="Amt 50", reason="Test", at=MOMENT)
        with database.session() as session:
            answers = [session.execute_write(neo4j_writing.write, transaction, "one call") for _ in range(2)]
        assert answers == [Commit(2), Commit(2)]
        assert store.get([CLUB.id])[CLUB.id].version == 2

    def test_many_batches(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(neo4j_log, "BATCH", 2)
        actors = [replace(OFFICE, id=global_id("kreis", "Actor", str(n)), external_id=str(n)) for n in range(7)]
        ties = [named(Tie, str(n), source=a.id, target=OFFICE.id, fields=(SPEECH.id,)) for n, a in enumerate(actors)]
        commit(store, *actors, *ties)
        commit(store, *actors, *ties)
        assert sum(record.version == 2 for record in store.read([Actor, Tie])[1]) == 14
        commit(store, *(Delete(type(r).__name__, r.id) for r in (*actors, *ties)))
        assert len(store.read([Actor, Tie])[1]) == 3

    def test_two_may_open_an_empty_database_at_once(self, neo4j_address: str, database: neo4j.Driver) -> None:
        for (name,) in rows(database, "SHOW CONSTRAINTS YIELD name"):
            rows(database, f"DROP CONSTRAINT {name}")
        with ThreadPoolExecutor(3) as pool:
            for opened in pool.map(open_store, [neo4j_address] * 3):
                opened.close()
        assert rows(database, "MATCH (h:GeflechtHead) RETURN h.revision") == [[0]]
        assert len(rows(database, "SHOW CONSTRAINTS YIELD name")) == len(neo4j_statements.constraints())


class TestTheWayIn:
    def test_nobody_there(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
        begun = time.monotonic()
        with pytest.raises(StoreUnreachable, match=address):
            open_store(address)
        assert time.monotonic() - begun < 5

    def test_a_server_that_goes_away(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("graph.stores.neo4j_connection.RETRY_LIMIT", 1.0)
        with server.start(tmp_path) as running:
            store = open_store(running.address)
        with pytest.raises(StoreUnreachable):
            store.revision()
        store.close()

    def test_something_else_at_the_address(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with pytest.raises(StoreUnreachable):
                open_store(f"bolt://127.0.0.1:{other.getsockname()[1]}")

    @pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
    def test_a_server_that_does_not_encrypt(self, neo4j_address: str, scheme: str) -> None:
        with pytest.raises(StoreUnreachable) as refused:
            open_store(neo4j_address.replace("bolt", scheme))
        assert "verschlüsselt" in refused.value.message.de

    @pytest.mark.parametrize("address", ["bolt://neo4j:geheim@127.0.0.1:7687", "bolt://", "neo4j:///graph"])
    def test_addresses_that_cannot_be(self, address: str) -> None:
        with pytest.raises(WrongUse) as refused:
            open_store(address)
        assert "geheim" not in str(refused.value)

    def test_a_password_from_the_environment_or_a_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "password"
        file.write_text("ein langes Kennwort\n", encoding="utf-8")
        with server.start(tmp_path / "home", password="ein langes Kennwort") as running:
            with pytest.raises(StoreUnreachable, match="GEFLECHT_STORE_PASSWORD"):
                open_store(running.address)
            monkeypatch.setenv("GEFLECHT_STORE_PASSWORD", "falsch")
            with pytest.raises(StoreUnreachable, match="GEFLECHT_STORE_PASSWORD") as refused:
                open_store(running.address)
            assert "falsch" not in refused.value.message.de
            monkeypatch.delenv("GEFLECHT_STORE_PASSWORD")
            monkeypatch.setenv("GEFLECHT_STORE_PASSWORD_FILE", str(file))
            with open_store(running.address) as store:
                assert store.revision() == 0
            with open_store(running.address.replace("bolt://", "neo4j://")) as store:
                assert commit(store, CLUB) == Commit(1)
                assert store.get([CLUB.id]) == {CLUB.id: CLUB}
            monkeypatch.setenv("GEFLECHT_STORE_USER", "jemand")
            with pytest.raises(StoreUnreachable, match="GEFLECHT_STORE_USER"):
                open_store(running.address)

    def test_a_password_file_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GEFLECHT_STORE_PASSWORD_FILE", "/nowhere/password")
        with pytest.raises(WrongUse, match="/nowhere/password"):
            open_store("bolt://127.0.0.1:1")


def test_every_relationship_of_the_model_tells_whose_it_is() -> None:
    """Two references drawn with one type between the same labels in the same direction have different names."""
    seen: dict[tuple[str, str, str, str], str] = {}
    for kind in NODE_KINDS:
        for prop in references(kind):
            assert prop.to is not None
            for label in prop.to.kinds:
                start, end = (label, kind.__name__) if prop.to.inverse else (kind.__name__, label)
                key = (start, prop.to.relation, end, prop.json_name)
                assert seen.setdefault(key, kind.__name__) == kind.__name__
    assert ("Measure", "FUNDED_BY", "Funding", "measure") in seen


def test_edges_and_references_have_types_of_their_own() -> None:
    edges = {kind.meta.relation for kind in EDGE_KINDS}
    drawn = {prop.to.relation for kind in NODE_KINDS for prop in references(kind) if prop.to is not None}
    assert len(edges) == len(EDGE_KINDS)
    assert edges & drawn == set()
