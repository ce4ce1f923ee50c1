"""Taking back a revision: what it puts back, and every reason that stands in the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from graph.changes import Commit, Delete, Put, Transaction
from graph.digest import digest
from graph.errors import Conflict, Invalid, NotAllowed, NotFound
from graph.model import KINDS, Actor, Contact, Measure, Record, Responsibility, Term, global_id
from graph.model.states import Visibility
from graph.past.undo import Undoing, revision_of_import, undo
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.store import Store, open_store

K = TypeVar("K", bound=Record)
START = datetime(2025, 1, 1, 12, tzinfo=UTC)


def new(kind: type[K], key: str, dataset: str = "kreis", /, **values: Any) -> K:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


def write(store: Store, *changes: Put | Delete | Record, **options: Any) -> int:
    made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    revision = store.revision() + 1
    at = START + timedelta(days=revision)
    return store.commit(Transaction(made, f"Amt {revision}", f"Grund {revision}", at, **options)).revision


def delete(record: Record) -> Delete:
    return Delete(type(record).__name__, record.id)


def take_back(store: Store, revision: int, viewer: Viewer = OFFICE, **options: Any) -> Undoing:
    return undo(store, revision, author="Amt 50", at=START + timedelta(days=99), viewer=viewer, **options)


def content(store: Store) -> str:
    return digest(store.read(tuple(KINDS.values()))[1])


def why(undoing: Undoing) -> list[tuple[str, str, int, str]]:
    return [(o.code, o.name.de, o.revision, f"{o.author}: {o.reason}") for o in undoing.obstacles]


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store("sqlite::memory:") as store:
        yield store


A, B = (new(Actor, key, name=name) for key, name in (("a", "Caritas"), ("b", "AWO")))
M = new(Measure, "m", title="Sprachcafé")
R = new(Responsibility, "r", source=A.id, target=M.id)
SPORT = new(Term, "sport", scheme="field", label="Sport")


class TestWhatItDoes:
    def test_puts_back_removes_and_restores(self, store: Store) -> None:
        write(store, A, M, SPORT)
        before = content(store)
        write(store, replace(A, name="Caritasverband"), B, delete(SPORT), mutation_id="lauf")
        after = content(store)
        revision = revision_of_import(store, "lauf")
        undone = take_back(store, revision)
        assert undone.as_dict("de") == {
            "undone": 2, "runId": "lauf", "reason": "Grund 2", "revision": 3, "dryRun": False,
            "changed": {"Actor": 1}, "removed": {"Actor": 1}, "restored": {"Term": 1}, "obstacles": [],
        }  # fmt: skip
        assert content(store) == before
        (logged,) = store.log(after=2)
        assert (logged.author, logged.reason, logged.at) == ("Amt 50", "undo 2: Grund 2", START + timedelta(days=99))
        assert take_back(store, 3, reason="doch richtig").revision == 4
        assert content(store) == after

    def test_shows_it_in_a_dry_run_and_writes_nothing(self, memory: Store) -> None:
        write(memory, A, M)
        shown = take_back(memory, 1, dry_run=True)
        assert (shown.revision, shown.dry_run, shown.removed) == (None, True, {"Actor": 1, "Measure": 1})
        assert memory.revision() == 1

    def test_leaves_later_changes_elsewhere_alone(self, memory: Store) -> None:
        write(memory, A, M)
        write(memory, replace(A, name="Caritasverband"))
        write(memory, B, replace(M, title="Café"))
        assert take_back(memory, 2).revision == 4
        held = {record.id: record for record in memory.read((Actor, Measure))[1]}
        assert held[A.id] == replace(A, version=3)
        assert held[M.id] == replace(M, title="Café", version=2)

    def test_does_nothing_where_all_is_as_before(self, memory: Store) -> None:
        write(memory, A)
        write(memory, replace(A, name="x"))
        write(memory, A)
        undone = take_back(memory, 2)
        assert (undone.revision, undone.obstacles, memory.revision()) == (None, (), 3)

    def test_of_many_commits_at_once_one_wins(self, memory: Store) -> None:
        write(memory, A)
        write(memory, replace(A, name="x"))
        found: list[int | None] = []
        threads = [threading.Thread(target=lambda: found.append(take_back(memory, 2).revision)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(r for r in found if r is not None) == [3]
        assert len(found) == 8
        assert memory.revision() == 3


class TestAMutationId:
    def test_answers_the_first_result(self, store: Store) -> None:
        write(store, A, SPORT)
        write(store, replace(A, name="x"), delete(SPORT), B)
        first = take_back(store, 2, mutation_id="zurück")
        assert take_back(store, 2, mutation_id="zurück") == first
        assert store.revision() == 3

    def test_of_something_else_is_invalid(self, memory: Store) -> None:
        write(memory, A, mutation_id="eins")
        with pytest.raises(Invalid):
            take_back(memory, 1, mutation_id="eins")
        assert memory.revision() == 1


class TestWhatStandsInTheWay:
    def refused(self, store: Store, revision: int) -> list[tuple[str, str, int, str]]:
        head = store.head()
        undone = take_back(store, revision)
        assert undone.revision is None
        assert store.head() == head
        return why(undone)

    def test_changed_later(self, store: Store) -> None:
        write(store, A)
        write(store, replace(A, name="Caritasverband"))
        assert self.refused(store, 1) == [("CHANGED_LATER", "Caritasverband", 2, "Amt 2: Grund 2")]

    def test_deleted_later(self, memory: Store) -> None:
        write(memory, A)
        write(memory, replace(A, name="x"))
        write(memory, delete(A))
        assert self.refused(memory, 2) == [("DELETED_LATER", "x (gelöscht)", 3, "Amt 3: Grund 3")]
        assert take_back(memory, 3).obstacles == take_back(memory, 2).obstacles == ()

    def test_the_id_taken_again(self, memory: Store) -> None:
        write(memory, A)
        write(memory, delete(A))
        write(memory, replace(A, name="Andere"))
        assert self.refused(memory, 2) == [("CREATED_AGAIN", "Andere", 3, "Amt 3: Grund 3")]

    def test_needed_by_something_later(self, store: Store) -> None:
        write(store, M)
        write(store, A)
        write(store, R)
        undone = take_back(store, 2)
        assert why(undone) == [("REFERRED_TO", "Caritas", 3, "Amt 3: Grund 3")]
        assert undone.obstacles[0].message.de == (
            "Akteur „Caritas“ wird gebraucht: Mit Stand 3 verweist Zuständigkeit „Caritas – Sprachcafé“ darauf "
            "(Amt 3: Grund 3)."
        )

    def test_pointed_at_something_that_went(self, store: Store) -> None:
        write(store, A, M, R)
        write(store, delete(R))
        write(store, delete(A))
        name = "Caritas (gelöscht) – Sprachcafé (gelöscht)"
        assert self.refused(store, 2) == [("TARGET_DELETED", name, 3, "Amt 3: Grund 3")]

    def test_erased(self, store: Store) -> None:
        contact = new(Contact, "k", person_name="Erika Mustermann")
        write(store, contact)
        write(store, delete(contact), erase=(contact.id,))
        undone = take_back(store, 2)
        assert why(undone) == [("ERASED", "gelöscht", 2, "Amt 2: Grund 2")]
        assert "Mustermann" not in repr(undone)

    def test_all_of_it_is_told(self, memory: Store) -> None:
        write(memory, A, B, M)
        write(memory, replace(B, name="AWO Kreisverband"))
        write(memory, new(Responsibility, "x", source=A.id, target=M.id))
        assert [(code, name) for code, name, *_ in self.refused(memory, 1)] == [
            ("CHANGED_LATER", "AWO Kreisverband"), ("REFERRED_TO", "Caritas"), ("REFERRED_TO", "Sprachcafé"),
        ]  # fmt: skip

    def test_a_revision_that_is_not_there(self, memory: Store) -> None:
        for revision in (-1, 0, 1):
            with pytest.raises(NotFound):
                take_back(memory, revision)


class TestRights:
    def test_only_the_coordination_may(self, memory: Store) -> None:
        write(memory, A)
        actor = Viewer("a", ViewerRole.ACTOR, actors=frozenset({A.id}), day=date(2026, 1, 15))
        for viewer in (GUEST, actor, Viewer("x", ViewerRole.ADMINISTRATION)):
            for dry_run in (True, False):
                with pytest.raises(NotAllowed):
                    take_back(memory, 1, viewer, dry_run=dry_run)
        assert memory.revision() == 1

    def test_and_only_what_lies_in_their_datasets(self, memory: Store) -> None:
        write(memory, A)
        write(memory, B, new(Actor, "x", "anderswo", name="x"))
        ours = Viewer("k", ViewerRole.COORDINATION, datasets=frozenset({"kreis"}))
        with pytest.raises(NotAllowed):
            take_back(memory, 2, ours)
        assert take_back(memory, 1, ours).revision == 3

    def test_what_is_hidden_elsewhere_is_not_named(self, memory: Store) -> None:
        secret = new(Measure, "s", "anderswo", title="Schutzwohnung", visibility=Visibility.INTERNAL)
        write(memory, A)
        write(memory, secret, new(Responsibility, "s", "anderswo", source=A.id, target=secret.id))
        ours = Viewer("k", ViewerRole.COORDINATION, datasets=frozenset({"kreis"}))
        (obstacle,) = take_back(memory, 1, ours).obstacles
        assert "Schutzwohnung" not in repr(obstacle)
        assert "den Sie nicht sehen dürfen" in obstacle.message.de

    def test_nothing_is_told_of_what_they_may_not_see(self, memory: Store) -> None:
        write(memory, replace(A, visibility=Visibility.INTERNAL))
        with pytest.raises(NotFound):
            take_back(memory, 1, GUEST)


class Interrupted:
    """A store in which somebody else writes just before a commit, so many times."""

    def __init__(self, store: Store, times: int, change: Record) -> None:
        self._store, self._times, self._change = store, times, change

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def commit(self, transaction: Transaction) -> Commit:
        if self._times:
            self._times -= 1
            write(self._store, replace(self._change, note=f"{self._times}"))
        return self._store.commit(transaction)


class TestSomebodyWritingInBetween:
    def test_elsewhere_is_no_matter(self, memory: Store) -> None:
        write(memory, A, B)
        write(memory, replace(A, name="x"))
        store: Any = Interrupted(memory, 1, B)
        assert take_back(store, 2).revision == 4

    def test_something_that_stands_on_it_is_an_obstacle(self, memory: Store) -> None:
        write(memory, M)
        write(memory, A)
        store: Any = Interrupted(memory, 1, R)
        assert why(take_back(store, 2)) == [("REFERRED_TO", "Caritas", 3, "Amt 3: Grund 3")]
        assert memory.revision() == 3

    def test_the_same_entry_is_an_obstacle(self, memory: Store) -> None:
        write(memory, A)
        write(memory, replace(A, name="x"))
        store: Any = Interrupted(memory, 1, A)
        assert why(take_back(store, 2)) == [("CHANGED_LATER", "Caritas", 3, "Amt 3: Grund 3")]

    def test_without_end_is_a_conflict(self, memory: Store) -> None:
        write(memory, A)
        write(memory, replace(A, name="x"))

        class Endless(Interrupted):
            def commit(self, transaction: Transaction) -> Commit:
                write(self._store, replace(A, name="x"))
                return self._store.commit(transaction)

        store: Any = Endless(memory, 0, A)
        with pytest.raises(Conflict):
            take_back(store, 2)
