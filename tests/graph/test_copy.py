"""Copying: what the one store is, the other becomes, graph and past; from any sort to any sort, and under load."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.care.backup import back_up
from graph.care.backup_file import BackupFile
from graph.care.check import check
from graph.care.copying import copy
from graph.care.restore import restore
from graph.digest import digest
from graph.errors import StoreDamaged, StoreHalfReplaced, WrongUse
from graph.log import Logged, breaks, state
from graph.model import Actor, Contact
from graph.store import Store, open_store
from graph.stores import neo4j_replacing
from importers.run import import_path
from tests.graph.test_log import A, B, M, R, delete, new, records, write

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """A small graph with a past, in which somebody was erased."""
    contact = new(Contact, "c", person_name="Erika Mustermann")
    with open_store(f"sqlite:{tmp_path / 'source.db'}") as store:
        write(store, A, B, M, R, contact, mutation_id="eins")
        write(store, replace(A, name="Caritasverband"), delete(R), delete(contact), erase=(contact.id,))
        yield store


def same(one: Store, other: Store) -> bool:
    return (
        one.head() == other.head()
        and list(one.log()) == list(other.log())
        and sorted(records(one), key=lambda r: r.id) == sorted(records(other), key=lambda r: r.id)
    )


class TestACopy:
    def test_is_the_same_and_so_is_a_copy_of_it(self, source: Store, store: Store) -> None:
        done = copy(source, store, now=NOW)
        assert same(source, store)
        assert (done.head, done.content_hash, done.saved_to) == (source.head(), digest(records(source)), None)
        assert check(store).ok
        with open_store("sqlite::memory:") as third:
            copy(store, third, now=NOW)
            assert same(source, third)
        assert write(store, B) == 3

    def test_needs_an_empty_store_or_saves_what_is_there(self, source: Store, store: Store, tmp_path: Path) -> None:
        write(store, new(Actor, "x", name="Alt"))
        with pytest.raises(WrongUse):
            copy(source, store, now=NOW)
        before = list(store.log())
        done = copy(source, store, now=NOW, replace=True, keep=tmp_path / "kept")
        assert done.saved_to == tmp_path / "kept"
        with BackupFile(tmp_path / "kept") as kept:
            assert list(kept.log()) == before
        assert same(source, store)

    def test_onto_itself_or_its_like_is_refused(self, source: Store, store: Store) -> None:
        with pytest.raises(WrongUse):
            copy(source, source, now=NOW, replace=True)
        copy(source, store, now=NOW)
        with pytest.raises(WrongUse):
            copy(source, store, now=NOW, replace=True)
        assert same(source, store)

    def test_never_brings_an_erased_person_back(self, source: Store, store: Store, tmp_path: Path) -> None:
        copy(source, store, now=NOW)
        write(store, delete(B), erase=(B.id,))
        with pytest.raises(WrongUse) as caught:
            copy(source, store, now=NOW, replace=True, keep=tmp_path / "kept")
        assert "restore" in caught.value.message.en
        assert B.id not in store.get([B.id])

    def test_of_a_damaged_store_changes_nothing(self, source: Store, store: Store) -> None:
        write(store, B)
        first, second = source.log()
        source.replace([first, replace(second, author="x")])
        with pytest.raises(StoreDamaged):
            copy(source, store, now=NOW, replace=True)
        assert records(store) == [B]


@pytest.mark.neo4j
@pytest.mark.parametrize("name", ["kreis-lindental", "kreis-hoexter"])
def test_a_district_goes_round_by_backup_and_server_and_stays_the_same(
    name: str, tmp_path: Path, neo4j_address: str
) -> None:
    addresses = [f"sqlite:{tmp_path / n}.db" for n in "abc"]
    with open_store(addresses[0]) as store:
        import_path(store, EXAMPLES / name, author="test", now=NOW)
        back_up(store, tmp_path / "backup", now=NOW)
        first = digest(records(store))
    with open_store(addresses[1]) as restored, open_store(neo4j_address) as server, open_store(addresses[2]) as back:
        restore(restored, tmp_path / "backup", author="test", now=NOW)
        copy(restored, server, now=NOW)
        copy(server, back, now=NOW)
        assert {check(store).hash for store in (restored, server, back)} == {first}
        assert check(server).ok
        assert same(restored, back)
        assert same(restored, server)


@pytest.mark.neo4j
class TestALargeGraphOnNeo4j:
    """It does not fit into one transaction, so it comes in several."""

    @pytest.fixture(autouse=True)
    def in_small_steps(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(neo4j_replacing, "AT_ONCE", 3)
        monkeypatch.setattr(neo4j_replacing, "_BATCH", 2)

    def test_is_the_same_in_the_end(self, source: Store, neo4j_address: str, tmp_path: Path) -> None:
        with open_store(neo4j_address) as server:
            copy(source, server, now=NOW)
            assert same(source, server)
            assert check(server).ok
            write(server, new(Actor, "x", name="Neu"))
            write(source, new(Actor, "y", name="Anders"))
            copy(source, server, now=NOW, replace=True, keep=tmp_path / "kept")
            assert same(source, server)

    def test_cut_off_it_can_be_neither_read_nor_written_until_it_is_restored(
        self, source: Store, neo4j_address: str, tmp_path: Path
    ) -> None:
        back_up(source, tmp_path / "backup", now=NOW)
        with open_store(neo4j_address) as server:
            write(server, A)

            def breaking() -> Iterator[Logged]:
                yield from list(source.log())[:1]
                raise KeyboardInterrupt

            with pytest.raises(KeyboardInterrupt):
                server.replace(breaking())
            for ask in (server.head, lambda: records(server), lambda: list(server.log()), lambda: write(server, B)):
                with pytest.raises(StoreHalfReplaced):
                    ask()
        with open_store(neo4j_address) as server:
            with pytest.raises(StoreHalfReplaced):
                restore(server, tmp_path / "backup", author="a", now=NOW)
            restore(server, tmp_path / "backup", author="a", now=NOW, replace=True)
            assert digest(records(server)) == digest(records(source))
            assert check(server).ok


def pairs(number: int) -> tuple[Actor, Actor]:
    """Two records that are always written together; the second is rewritten by everybody."""
    return new(Actor, f"n{number}", name="Verein"), new(Actor, "shared", name="Verein", note=str(number))


def writing(address: str, numbers: list[int]) -> None:
    with open_store(address) as store:
        for number in numbers:
            write(store, *pairs(number))


class TestABackupUnderLoad:
    """Others write, in two processes or threads, while backups are made."""

    def look(self, path: Path) -> int:
        """The backup is one revision's state: each commit adds one record, and raises the shared one by a version."""
        with BackupFile(path) as backup, open_store("sqlite::memory:") as store:
            assert list(breaks(backup.log())) == []
            revision = backup.closing().revision
            assert digest(state(backup.log())) == backup.closing().content_hash
            restore(store, path, author="a", now=NOW)
            held = records(store)
            assert len(held) == revision + (revision > 0)
            assert all(r.version == revision for r in held if r.external_id == "shared")
            return revision

    def test_is_one_state_embedded(self, tmp_path: Path) -> None:
        address = f"sqlite:{tmp_path / 'g.db'}"
        with open_store(address) as store:
            context = multiprocessing.get_context("spawn")
            halves = [list(range(n, 160, 2)) for n in range(2)]
            processes = [context.Process(target=writing, args=(address, half)) for half in halves]
            for process in processes:
                process.start()
            seen, number = [], 0
            while any(process.is_alive() for process in processes):
                back_up(store, tmp_path / f"{number}", now=NOW)
                seen.append(self.look(tmp_path / f"{number}"))
                number += 1
            for process in processes:
                process.join()
            assert [process.exitcode for process in processes] == [0, 0]
            assert seen == sorted(seen)
            assert store.revision() == 160

    @pytest.mark.neo4j
    def test_is_one_state_on_a_server(self, neo4j_address: str, tmp_path: Path) -> None:
        with open_store(neo4j_address) as store:
            threads = [threading.Thread(target=writing, args=(neo4j_address, list(range(n, 40, 2)))) for n in range(2)]
            for thread in threads:
                thread.start()
            number = 0
            while any(thread.is_alive() for thread in threads):
                back_up(store, tmp_path / f"{number}", now=NOW)
                self.look(tmp_path / f"{number}")
                number += 1
            for thread in threads:
                thread.join()
            assert store.revision() == 40


def test_an_erasure_while_a_backup_is_made_is_in_it(store: Store, tmp_path: Path) -> None:
    """The payload is gone when the backup comes to it; so it goes on to the revision that says why."""
    contact = new(Contact, "c", person_name="Erika Mustermann")
    write(store, A)
    write(store, contact)
    read = store.log

    def overtaken(after: int = 0, until: int | None = None) -> Iterator[Logged]:
        if after == 0:
            write(store, delete(contact), erase=(contact.id,))
        return read(after, until)

    store.log = overtaken  # type: ignore[method-assign,assignment]
    assert back_up(store, tmp_path / "a", now=NOW).revision == 3
    with BackupFile(tmp_path / "a") as backup:
        assert list(breaks(backup.log())) == []


def test_stores_of_one_address_are_one(tmp_path: Path) -> None:
    with open_store(f"sqlite:{tmp_path / 'a.db'}") as one:
        write(one, A)
        with open_store(f"sqlite:{tmp_path / '..' / tmp_path.name / 'a.db'}") as other, pytest.raises(WrongUse):
            copy(one, other, now=NOW, replace=True)
        assert records(one) == [A]
