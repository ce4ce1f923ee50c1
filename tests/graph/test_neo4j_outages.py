"""Connections that break, servers that go away and come back: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import neo4j
import pytest

from graph.changes import Commit, Put, Transaction
from graph.errors import CommitUnknown, Conflict, StoreBusy, StoreUnreachable, WrongUse
from graph.model import Actor, Record, global_id
from graph.store import Store, open_store
from graph.stores import neo4j_connection, neo4j_sessions
from scripts.neo4j import outages
from tests.graph.bolt_proxy import Cut, Proxy

pytestmark = pytest.mark.neo4j

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
BOTH_CUTS = pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])


def actor(key: str, name: str = "Verein") -> Actor:
    return Actor(id=global_id("kreis", "Actor", key), dataset="kreis", external_id=key, name=name)


CLUB = actor("verein")


def change(*records: Record, mutation_id: str | None = None, **more: object) -> Transaction:
    puts = tuple(Put(record) for record in records)
    return Transaction(puts, author="test", reason="Test", at=MOMENT, mutation_id=mutation_id, **more)  # type: ignore[arg-type]  # expected


@pytest.fixture
def proxy(neo4j_address: str) -> Iterator[Proxy]:
    opened = Proxy(neo4j_address)
    yield opened
    opened.close()


@pytest.fixture
def store(proxy: Proxy) -> Iterator[Store]:
    """An empty store whose connection can be cut."""
    with open_store(proxy.address) as opened:
        yield opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_connection, "RETRY_LIMIT", 0.5)


class TestAnAnswerThatGetsLost:
    @BOTH_CUTS
    @pytest.mark.parametrize("mutation_id", ["m-1", None])
    def test_the_commit_is_made_once_and_succeeds(
        self, store: Store, proxy: Proxy, cut: Cut, mutation_id: str | None
    ) -> None:
        proxy.cut = cut
        assert store.commit(change(CLUB, mutation_id=mutation_id)).revision == 1
        assert proxy.was_cut.is_set()
        assert [logged.number for logged in store.log()] == [1]
        assert store.get([CLUB.id]) == {CLUB.id: CLUB}  # at version 1

    @BOTH_CUTS
    def test_what_cannot_be_told_is_said_and_can_be_asked_again(
        self, impatient: None, neo4j_address: str, proxy: Proxy, cut: Cut
    ) -> None:
        with open_store(proxy.address) as store:
            proxy.cut, proxy.down_after_cut = cut, True
            with pytest.raises(CommitUnknown) as unknown:
                store.commit(change(CLUB, mutation_id="m-1"))
            assert "m-1" in unknown.value.message.de
            assert unknown.value.mutation_id == "m-1"
            with open_store(neo4j_address) as another:
                assert another.revision_of("m-1") == (1 if cut is Cut.AFTER else None)
            proxy.is_down = False
            assert store.commit(change(CLUB, mutation_id="m-1")) == Commit(1, replayed=cut is Cut.AFTER)
            assert [logged.number for logged in store.log()] == [1]
            assert store.get([CLUB.id]) == {CLUB.id: CLUB}

    def test_the_second_look_meets_the_change_of_another(self, store: Store, neo4j_address: str, proxy: Proxy) -> None:
        """The first attempt never arrived; another was faster. That is a conflict, no success and no doubt."""
        store.commit(change(CLUB))
        with open_store(neo4j_address) as another:
            proxy.cut, proxy.down_after_cut = Cut.BEFORE, True

            def overtake() -> None:
                proxy.was_cut.wait(30)
                another.commit(change(replace(CLUB, name="Turnverein")))
                proxy.is_down = False

            thread = threading.Thread(target=overtake)
            thread.start()
            with pytest.raises(Conflict):
                store.commit(change(replace(CLUB, name="Sportverein"), expected={CLUB.id: 1}))
            thread.join()
            assert another.get([CLUB.id])[CLUB.id].version == 2

    def test_a_server_that_was_not_even_reached_leaves_no_doubt(
        self, impatient: None, proxy: Proxy, neo4j_address: str
    ) -> None:
        with open_store(proxy.address) as store, open_store(neo4j_address) as another:
            proxy.is_down = True
            proxy.cut_all()
            with pytest.raises(StoreUnreachable):
                store.commit(change(CLUB))
            assert another.revision() == 0


class TestConnectionsThatBreak:
    def test_a_read_goes_on_over_a_new_connection(self, store: Store, proxy: Proxy) -> None:
        store.commit(change(*(actor(str(n)) for n in range(500))))
        proxy.cut_all()
        assert len(store.read([Actor])[1]) == 500

    def test_a_read_without_a_server_says_so_and_the_next_one_works(self, impatient: None, proxy: Proxy) -> None:
        with open_store(proxy.address) as store:
            store.commit(change(CLUB))
            proxy.is_down = True
            proxy.cut_all()
            with pytest.raises(StoreUnreachable, match=proxy.address):
                store.read([Actor])
            proxy.is_down = False
            assert len(store.read([Actor])[1]) == 1


def wait_until_blocked(driver: neo4j.Driver) -> None:
    for _ in range(300):
        found = driver.execute_query("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
        if found.records:
            return
        time.sleep(0.1)
    raise AssertionError


class TestOthersInTheWay:
    def test_a_deadlock_is_tried_again(
        self, store: Store, proxy: Proxy, neo4j_address: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Somebody holds our record in a Cypher shell and waits for the store's lock, which our commit holds."""
        store.commit(change(CLUB, *(actor(str(n)) for n in range(100))))  # who holds fewer locks has to give way
        proxy.hold_at = b"SET x += row.properties"  # our commit has the lock and is about to change the record
        with neo4j.GraphDatabase.driver(neo4j_address) as driver, ThreadPoolExecutor(2) as pool:
            with driver.session() as shell:
                by_hand = shell.begin_transaction()
                by_hand.run("MATCH (a:Actor) SET a.colour = 'red'").consume()
                ours = pool.submit(store.commit, change(replace(CLUB, name="Turnverein")))
                assert proxy.is_held.wait(30)
                theirs = pool.submit(lambda: by_hand.run("MATCH (s:GeflechtStore) SET s.locked = true").consume())
                wait_until_blocked(driver)
                proxy.release.set()
                theirs.result(30)
                by_hand.commit()
            assert ours.result(30) == Commit(2)
            assert any("will be retried" in r.message and "Deadlock" in r.message for r in caplog.records)
        assert store.get([CLUB.id])[CLUB.id] == replace(CLUB, name="Turnverein", version=2)

    def test_a_writer_that_holds_the_store_too_long_is_named(
        self, store: Store, neo4j_address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(neo4j_sessions, "WRITE_LIMIT", 1.0)
        with neo4j.GraphDatabase.driver(neo4j_address) as driver, driver.session() as shell:
            by_hand = shell.begin_transaction()
            by_hand.run("MATCH (s:GeflechtStore) SET s.touched = true").consume()
            with pytest.raises(StoreBusy):
                store.commit(change(CLUB))
            by_hand.rollback()
        assert store.commit(change(CLUB)) == Commit(1)


class TestBookmarks:
    def test_one_process_sees_what_another_has_written(self, lasting_address: str) -> None:
        """On a single server, and in a file, that is so anyway."""
        with open_store(lasting_address) as one, open_store(lasting_address) as other:
            one.commit(change(CLUB))
            other.follow(one.bookmark())
            assert other.revision() == 1

    def test_it_is_passed_along(self, proxy: Proxy, neo4j_address: str) -> None:
        with open_store(neo4j_address) as one, open_store(proxy.address) as other:
            one.commit(change(CLUB))
            mark = one.bookmark()
            assert mark.encode() not in proxy.sent
            other.follow(mark)
            assert mark.encode() in proxy.sent
            proxy.sent.clear()
            other.revision()
            assert mark.encode() in proxy.sent

    @pytest.mark.parametrize("wrong", ["hello", "FB:x y", "FB:kcwQ, DROP"])
    def test_what_is_none_is_refused(self, store: Store, wrong: str) -> None:
        with pytest.raises(WrongUse):
            store.follow(wrong)
        assert store.revision() == 0

    def test_one_that_looks_right_is_refused_by_the_server(self, store: Store) -> None:
        with pytest.raises(WrongUse):
            store.follow("FB:kcwQ0KSl")
        assert store.revision() == 0


def test_nothing_is_lost_or_doubled_while_the_server_is_killed_and_stopped(impatient: None, tmp_path: Path) -> None:
    """A short form of `scripts/neo4j/outages.py`. The writers give up early, so that they are told every sort of no."""
    outcome = outages.run(tmp_path, restarts=2, writers=8, pause=1.0)
    assert outcome.differences == []
    assert outcome.acknowledged > 8
    assert outcome.answers.total() > 0
