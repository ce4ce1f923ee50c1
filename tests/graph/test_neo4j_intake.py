"""What hand-written Cypher changed is named by a check and taken in as a transaction, or named and left alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import neo4j
import pytest

from api.cli.entry import run
from graph.care.check import check
from graph.care.intake import Intake, take_in
from graph.errors import Invalid
from graph.model import Actor, Measure, Place, Record, Ref, Responsibility, Term, Tie
from graph.model.states import MeasureStatus, Visibility
from graph.store import Store, open_store
from tests.graph.test_neo4j import CLUB, COURSE, DUTY, OFFICE, TIE, TOWN, commit, database, rows, store

__all__ = ["database", "store"]  # fixtures

pytestmark = pytest.mark.neo4j

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def codes(found: Store) -> list[str]:
    return sorted({problem.code for problem in check(found).problems})


def taken(found: Store) -> Intake:
    """What is taken in; afterwards the check finds only what was left, and a second time there is nothing to do."""
    intake = take_in(found, NOW)
    assert {problem.subject for problem in check(found).problems} == {problem.subject for problem in intake.left}
    assert take_in(found, NOW) == Intake(None, {}, {}, {}, intake.left)
    return intake


def held(found: Store, ref: Ref) -> Record:
    return found.get([ref])[ref]


class TestWhatIsTakenIn:
    def test_nothing_where_nothing_was_changed(self, store: Store) -> None:
        assert take_in(store, NOW) == Intake(None, {}, {}, {}, ())
        assert store.revision() == 1

    def test_a_changed_value(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (a:Actor {name: 'Sportverein'}) SET a.name = 'Ärmelkanal e.V.', a.volunteer = true")
        assert codes(store) == ["STALE_KEY", "STATE_DIFFERS"]
        assert taken(store) == Intake(2, {}, {"Actor": 1}, {}, ())
        assert held(store, CLUB.id) == replace(CLUB, name="Ärmelkanal e.V.", volunteer=True, version=2)
        (logged,) = store.log(after=1)
        assert (logged.author, logged.at, [entry.id for entry in logged.entries]) == ("neo4j", NOW, [CLUB.id])
        assert rows(database, "MATCH (a:Actor {id: $id}) RETURN a.displayName", id=CLUB.id) == [["Ärmelkanal e.V."]]

    def test_a_changed_edge(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH ()-[r:RESPONSIBLE_FOR]->() SET r.state = 'ACCEPTED', r.confirmedOn = date('2026-02-03')")
        assert taken(store).changed == {"Responsibility": 1}
        duty = held(store, DUTY.id)
        assert isinstance(duty, Responsibility)
        assert (duty.state.name, duty.confirmed_on, duty.version) == ("ACCEPTED", date(2026, 2, 3), 2)

    def test_a_reference_drawn_and_one_taken_away(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (a:Actor {name: 'Sportverein'}), (p:Place) CREATE (a)-[:LOCATED_IN]->(p)")
        rows(database, "MATCH (:Measure)-[r:SERVES]->() DELETE r")
        assert taken(store).changed == {"Actor": 1, "Measure": 1}
        assert held(store, CLUB.id) == replace(CLUB, places=(TOWN.id,), version=2)
        assert held(store, COURSE.id) == replace(COURSE, places=(), version=2)

    def test_text_is_brought_into_normal_form(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (p:Place) SET p.name = 'Ko\u0308ln'")
        assert "NOT_NFC" in codes(store)
        assert taken(store).left == ()
        assert held(store, TOWN.id) == replace(TOWN, name="Köln", version=2)

    def test_a_new_node_and_a_new_tie_without_ids(self, store: Store, database: neo4j.Driver) -> None:
        rows(
            database,
            "MATCH (c:Actor {name: 'Sportverein'}), (p:Place) "
            "CREATE (c)-[:COOPERATES_WITH {level: 2.0}]->(:Actor {name: 'Chor Ä'})-[:LOCATED_IN]->(p)",
        )
        found = check(store).problems
        assert [(p.code, p.subject) for p in found] == [
            ("UNNAMED_RECORD", "Actor Chor Ä"),
            ("UNNAMED_RECORD", "Tie " + found[1].subject.removeprefix("Tie ")),
        ]
        assert len(store.read([Actor])[1]) == 2  # they don't count yet
        assert taken(store) == Intake(2, {"Actor": 1, "Tie": 1}, {}, {}, ())
        (choir,) = [a for a in store.read([Actor])[1] if isinstance(a, Actor) and a.name == "Chor Ä"]
        assert choir.external_id.startswith("chor-ae-")
        assert (choir.dataset, choir.version, choir.places) == ("kreis", 1, (TOWN.id,))
        assert (choir.visibility, choir.cooperates, choir.invented) == (Visibility.PUBLIC, True, False)
        (tie,) = [t for t in store.read([Tie])[1] if isinstance(t, Tie) and t.target == choir.id]
        assert (tie.source, tie.level, tie.layer, tie.state.name) == (CLUB.id, 2.0, "working", "EXISTS")

    def test_what_is_no_longer_said_stays_as_it_was(self, store: Store, database: neo4j.Driver) -> None:
        commit(store, replace(CLUB, visibility=Visibility.INTERNAL))
        rows(database, "MATCH (a:Actor {name: 'Sportverein'}) REMOVE a.visibility SET a.volunteer = true")
        assert taken(store).changed == {"Actor": 1}
        assert held(store, CLUB.id) == replace(CLUB, visibility=Visibility.INTERNAL, volunteer=True, version=3)

    def test_a_new_node_with_a_key_and_a_dataset_of_its_own(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "CREATE (:Term {dataset: 'anderer', externalId: 'f-1', scheme: 'field', label: 'Feld'})")
        assert taken(store).added == {"Term": 1}
        (term,) = store.read([Term], ["anderer"])[1]
        assert (term.external_id, store.datasets()) == ("f-1", ["anderer", "kreis"])

    def test_what_was_deleted_with_all_its_relationships(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (a:Actor {name: 'Amt für Integration'}) DETACH DELETE a")
        assert codes(store) == ["MISSING_RECORD", "STATE_DIFFERS"]
        assert taken(store) == Intake(2, {}, {"Measure": 1}, {"Actor": 1, "Responsibility": 1, "Tie": 1}, ())
        (logged,) = store.log(after=1)
        assert {(e.id, e.version) for e in logged.entries if e.action == "delete"} == {
            (OFFICE.id, 1), (DUTY.id, 1), (TIE.id, 1)
        }  # fmt: skip

    def test_a_commit_after_it_goes_on(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (m:Measure) SET m.status = 'DELAYED'")
        taken(store)
        measure = held(store, COURSE.id)
        assert isinstance(measure, Measure)
        assert measure.status is MeasureStatus.DELAYED
        commit(store, replace(measure, title="Kurs"))
        assert held(store, COURSE.id).version == 3
        assert check(store).ok


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        ("cypher", "code"),
        [
            ("MATCH (m:Measure) SET m.status = 'FERTIG'", "UNREADABLE"),
            ("MATCH (m:Measure) REMOVE m.title", "UNREADABLE"),
            ("MATCH ()-[r:RESPONSIBLE_FOR]->() SET r.role = 'Chef'", "UNREADABLE"),
            ("MATCH (m:Measure) SET m.title = ' '", "MISSING"),
            ("MATCH (m:Measure) SET m.title = 'a\u202eb'", "FORBIDDEN_CHARACTER"),
            ("MATCH (m:Measure) SET m.externalId = 'anders'", "WRONG_ID"),
            ("MATCH ()-[r:COOPERATES_WITH]->() SET r.fields = ['nirgends']", "BROKEN_REFERENCE"),
            ("MATCH (a:Actor)-[t:COOPERATES_WITH]->() SET t.fields = [a.id]", "WRONG_KIND"),
            ("CREATE (:Actor)", "UNNAMED_RECORD"),
            ("CREATE (:Actor {name: ' '})", "UNNAMED_RECORD"),
            ("CREATE (:Measure {title: 'Kurs'})-[:IN_FIELD]->(:Term {label: 'ohne Schema'})", "UNNAMED_RECORD"),
            ("MATCH (c:Actor) CREATE (c)-[:COOPERATES_WITH]->(:Actor)", "UNNAMED_RECORD"),
            ("CREATE (:Actor {name: 'Verein', externalId: 'verein'})", "UNNAMED_RECORD"),
            ("MATCH (a:Actor {name: 'Sportverein'}) SET a.name = 'X', a.version = -3", "WRONG_VERSION"),
        ],
    )
    def test_it_is_named_and_stays_as_it_is(self, store: Store, database: neo4j.Driver, cypher: str, code: str) -> None:
        rows(database, cypher)
        rows(database, "MATCH (p:Place) SET p.name = 'Neustadt'")  # this is taken in all the same
        intake = taken(store)
        assert code in {problem.code for problem in intake.left}
        assert held(store, TOWN.id) == replace(TOWN, name="Neustadt", version=2)
        assert intake.changed["Place"] == 1

    def test_nodes_of_no_dataset_where_there_are_several(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "CREATE (:Place {dataset: 'anderer', name: 'Dorf'})")
        taken(store)
        rows(database, "CREATE (:Place {name: 'Weiler'})")
        (problem,) = taken(store).left
        assert (problem.code, problem.subject) == ("UNNAMED_RECORD", "Place Weiler")
        assert "dataset" in problem.message.de

    def test_refused_nodes_look_as_before(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "CREATE (:Measure {title: 'Kurs', status: 'FERTIG', farbe: 'rot'})")
        before = rows(database, "MATCH (m:Measure {title: 'Kurs'}) RETURN properties(m)")
        taken(store)
        assert rows(database, "MATCH (m:Measure {title: 'Kurs'}) RETURN properties(m)") == before
        assert len(store.read([Measure])[1]) == 1

    def test_nothing_is_taken_in_where_the_log_was_changed(self, store: Store, database: neo4j.Driver) -> None:
        rows(database, "MATCH (c:GeflechtChange) WITH c LIMIT 1 SET c.version = 7")
        rows(database, "MATCH (p:Place) SET p.name = 'Neustadt'")
        with pytest.raises(Invalid):
            take_in(store, NOW)
        assert store.revision() == 1


def test_an_embedded_store_is_served_too(tmp_path: Path) -> None:
    file = tmp_path / "graph.db"
    with open_store(f"sqlite:{file}") as store:
        commit(store, TOWN, OFFICE, CLUB)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE Place SET name = 'Neustadt'")
        connection.execute("DELETE FROM Actor WHERE id = ?", (CLUB.id,))
        connection.execute("DELETE FROM node WHERE id = ?", (CLUB.id,))
        connection.commit()
    with open_store(f"sqlite:{file}") as store:
        assert taken(store) == Intake(2, {}, {"Place": 1}, {"Actor": 1}, ())
        assert store.get([TOWN.id, CLUB.id]) == {TOWN.id: replace(TOWN, name="Neustadt", version=2)}
        assert isinstance(held(store, TOWN.id), Place)


def test_the_command_line_says_what_was_taken_in_and_what_was_not(
    store: Store, database: neo4j.Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(database, "MATCH (a:Actor {name: 'Sportverein'}) SET a.name = 'Turnverein'")
    rows(database, "CREATE (:Measure {title: 'Kurs', status: 'FERTIG'}), (:Actor {name: 'Chor'})")
    check_command = ["--store", store.address, "--lang", "de", "check"]
    assert run(check_command) == 1
    assert "Measure Kurs: Maßnahme ohne Kennung" in capsys.readouterr().err
    assert run([*check_command, "--accept"]) == 1
    told = capsys.readouterr().err
    assert "Übernommen (Stand 2)." in told
    assert "neu: 1 Akteur\n" in told
    assert "geändert: 1 Akteur\n" in told
    assert (
        "Measure Kurs: In Neo4j steht ein Eintrag, den Geflecht nicht lesen kann (Measure): „status“ ist „FERTIG“"
        in told
    )
    rows(database, "MATCH (m:Measure {title: 'Kurs'}) SET m.status = 'PLANNED'")
    assert run([*check_command, "--accept", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    taken_in = {"revision": 3, "added": {"Measure": 1}, "changed": {}, "deleted": {}, "renewedKeys": 0}
    assert answer["takenIn"] == taken_in
    assert answer["ok"] is True
