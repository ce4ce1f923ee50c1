"""The graph as it was known: at every revision what was read then, without what was erased since."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import Delete, Put, Transaction
from graph.dates import VagueDate
from graph.errors import NotFound, WrongUse
from graph.model import KINDS, Actor, Consent, Contact, Measure, Offer, Record, Ref, Responsibility, Tie, global_id
from graph.model.states import ResponsibilityState, TieState, Visibility
from graph.past.as_of import Past as Known
from graph.past.as_of import Pasts, as_of
from graph.past.moments import end_of, moment_named, revision_at
from graph.picture import Pictures, View
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.store import Store, open_store
from graph.validity import responsibility_holds, tie_holds
from tests.graph.random_commits import FIRST, Past, hash_of
from tests.graph.test_stores import BARE, FULL

K = TypeVar("K", bound=Record)


def new(kind: type[K], key: str, dataset: str = "kreis", /, **values: Any) -> K:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


def write(store: Store, *changes: Put | Delete | Record, at: datetime = FIRST, erase: tuple[Ref, ...] = ()) -> int:
    made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    return store.commit(Transaction(made, author="Amt 50", reason="Prüfung", at=at, erase=erase)).revision


def delete(record: Record) -> Delete:
    return Delete(type(record).__name__, record.id)


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store("sqlite::memory:") as store:
        yield store


def now(store: Store) -> View:
    return Pictures(store).current().seen_by(OFFICE.on(date(2026, 1, 15)))


def everything(view: View) -> dict[Ref, Record]:
    return {record.id: record for kind in KINDS.values() for record in view.all(kind)}


A, B, C = (new(Actor, key, name=key) for key in "abc")
M = new(Measure, "m", title="Sprachcafé")


def is_as_it_was(past: Past) -> None:
    for revision, state in enumerate(past.states):
        erased = set().union(*past.erased[revision + 1 :])
        left = {ref: record for ref, record in state.items() if ref not in erased}
        known = as_of(past.store, revision)
        assert dict(known.records) == left
        assert known.gone == len(state) - len(left)
        seen = everything(known.picture.seen_by(OFFICE))
        edges = {ref for ref, r in left.items() if isinstance(r, Tie | Responsibility)}
        assert seen.keys() | edges == left.keys(), "an edge with an erased end is not seen"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_it_is_what_was_read_then(data: st.DataObject) -> None:
    with open_store("sqlite::memory:") as store:
        is_as_it_was(Past(store, lambda n: data.draw(st.integers(0, n - 1))).write(data.draw(st.integers(1, 8))))


def test_it_is_what_was_read_then_on_every_store(store: Store) -> None:
    past = Past(store, random.Random(11).randrange).write(8)
    assert any(past.erased)
    is_as_it_was(past)


def test_its_columns_are_those_that_the_store_hands_out(store: Store) -> None:
    write(store, *FULL, *BARE)
    _, rows = store.rows(tuple(KINDS.values()))
    kept = as_of(store, 1).kept
    for kind, held in rows.items():
        assert kept.rows(kind).columns == held.columns


class TestAMoment:
    @pytest.fixture
    def dated(self, store: Store) -> Store:
        for day, name in ((1, "eins"), (2, "zwei"), (3, "drei")):
            write(store, replace(A, name=name), at=datetime(2025, 7, day, 22, 30, tzinfo=UTC))  # 00:30 of the next day
        return store

    def test_finds_its_revision(self, dated: Store) -> None:
        found = {
            text: revision_at(dated, moment_named(text))
            for text in (
                "2025-07-01", "2025-07-02", "2025-07-03", "2025-07-04", "2026-01-01", "2025-07-02T00:30",
                "2025-07-02T00:29:59", "2025-07-01T22:30Z", "2", "0", "3",
            )
        }  # fmt: skip
        assert found == {
            "2025-07-01": 0, "2025-07-02": 1, "2025-07-03": 2, "2025-07-04": 3, "2026-01-01": 3, "2025-07-02T00:30": 1,
            "2025-07-02T00:29:59": 0, "2025-07-01T22:30Z": 1, "2": 2, "0": 0, "3": 3,
        }  # fmt: skip

    def test_still_to_come_is_not_found(self, dated: Store) -> None:
        with pytest.raises(NotFound) as caught:
            as_of(dated, 4)
        assert caught.value.message.de == "Den Stand 4 gibt es noch nicht; der neueste ist 3."

    @pytest.mark.parametrize("text", ["gestern", "", "2025-13-01", "17.02.2025", "-1", "1.5", "0001-01-01T00:00+14:00"])
    def test_that_is_none_is_wrong_use(self, text: str) -> None:
        with pytest.raises(WrongUse):
            moment_named(text)

    def test_of_a_day_is_its_last_instant_in_germany(self) -> None:
        assert end_of(date(2025, 2, 17)) == datetime(2025, 2, 17, 22, 59, 59, 999999, tzinfo=UTC)
        assert end_of(date(2025, 3, 30)) == datetime(2025, 3, 30, 21, 59, 59, 999999, tzinfo=UTC)  # clocks go forward
        assert end_of(date.max) > end_of(date(9999, 12, 30))
        assert end_of(datetime(2025, 7, 1, 12)) == datetime(2025, 7, 1, 10, tzinfo=UTC)
        assert end_of(datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=5)))) == datetime(
            2025, 7, 1, 7, tzinfo=UTC
        )

    def test_survives_a_clock_that_was_wrong(self, memory: Store) -> None:
        for name, year in (("a", 2025), ("b", 2031), ("c", 2026)):
            write(memory, new(Actor, name, name=name), at=datetime(year, 1, 1, tzinfo=UTC))
        assert revision_at(memory, date(2025, 6, 1)) == 1
        assert revision_at(memory, date(2026, 6, 1)) == 3


def test_only_the_datasets_asked_for(memory: Store) -> None:
    x = new(Actor, "x", "anderswo", name="x")
    write(memory, A, x)
    known = as_of(memory, 1, ["anderswo"])
    assert set(known.records) == {x.id}
    view = known.seen_by(now(memory))
    assert (view.get(A.id), view.get(x.id), view.datasets) == (None, x, ("anderswo",))


def test_what_was_known_and_what_held_are_two_questions(memory: Store) -> None:
    """„Stand 17.02.2025“: what the office knew that day, of what held on it."""
    day = date(2025, 2, 17)
    until_march = VagueDate("März 2025", date(2025, 3, 1), date(2025, 3, 31))
    from_april = VagueDate("April 2025", date(2025, 4, 1), date(2025, 4, 30))
    early = new(Responsibility, "1", source=A.id, target=M.id, state=ResponsibilityState.ACCEPTED)
    late = new(Responsibility, "2", source=B.id, target=M.id, state=ResponsibilityState.ACCEPTED, since=from_april)
    tie = new(Tie, "t", source=A.id, target=B.id)
    write(memory, A, B, C, M, early, late, tie, at=datetime(2025, 2, 10, tzinfo=UTC))
    write(
        memory,
        replace(early, state=ResponsibilityState.ENDED, until=until_march),
        new(Responsibility, "3", source=C.id, target=M.id, state=ResponsibilityState.ACCEPTED),
        replace(tie, state=TieState.ENDED),
        at=datetime(2025, 5, 2, tzinfo=UTC),
    )
    then, today = as_of(memory, day).seen_by(now(memory)), now(memory)

    def answering(view: View, on: date) -> set[str]:
        return {r.external_id for r in view.all(Responsibility) if responsibility_holds(r, on)}

    assert answering(then, day) == {"1"}
    assert answering(today, day) == {"1", "3"}
    assert answering(then, date(2025, 6, 1)) == {"1", "2"}
    assert answering(today, date(2025, 6, 1)) == {"2", "3"}
    assert [[tie_holds(t, day) for t in view.all(Tie)] for view in (then, today)] == [[True], [False]]


class TestRights:
    def test_what_is_hidden_today_is_hidden_in_the_past(self, memory: Store) -> None:
        write(memory, A, B)
        write(memory, replace(A, visibility=Visibility.INTERNAL), delete(B))
        guest = Pictures(memory).current().seen_by(GUEST)
        assert everything(as_of(memory, 1).seen_by(guest)) == {}
        assert everything(as_of(memory, 1).seen_by(now(memory))).keys() == {A.id, B.id}

    def test_what_was_hidden_then_is_not_seen_by_those_who_see_it_today(self, memory: Store) -> None:
        write(memory, replace(A, visibility=Visibility.INTERNAL), B)
        write(memory, A)
        guest = Pictures(memory).current().seen_by(GUEST)
        assert everything(as_of(memory, 1).seen_by(guest)).keys() == {B.id}
        assert everything(as_of(memory, 2).seen_by(guest)).keys() == {A.id, B.id}

    def test_no_name_of_a_person_who_withdrew_the_consent(self, memory: Store) -> None:
        contact = new(Contact, "k", actor=A.id, person_name="Erika Mustermann")
        consent = new(Consent, "e", contact=contact.id, given_on=date(2024, 1, 1))
        write(memory, A, replace(contact, consent=consent.id), consent)
        theirs = Viewer("a", ViewerRole.ACTOR, actors=frozenset({A.id}), day=date(2026, 1, 15))

        def names() -> list[str | None]:
            today = Pictures(memory).current().seen_by(theirs)
            return [seen.person_name for seen in as_of(memory, 1).seen_by(today).all(Contact)]

        assert names() == ["Erika Mustermann"]
        write(memory, replace(consent, withdrawn_on=date(2025, 6, 1)))
        assert names() == [None]


class TestWhatWasErased:
    def test_is_not_in_the_past_and_is_counted(self, store: Store) -> None:
        contact = new(Contact, "k", email="erika@example.org")
        offer = new(Offer, "o", title="Beratung", contact=contact.id)
        write(store, contact, offer)
        assert as_of(store, 1).gone == 0
        write(store, replace(offer, contact=None), delete(contact), erase=(contact.id,))
        then = as_of(store, 1)
        assert (set(then.records), then.gone) == ({offer.id}, 1)
        view = then.seen_by(now(store))
        assert view.all(Contact) == ()
        assert [o.title for o in view.all(Offer)] == ["Beratung"]
        assert view.one(Contact, contact.id) is None
        assert "erika" not in repr(then)

    def test_leaves_edges_out_that_lost_an_end(self, memory: Store) -> None:
        tie = new(Tie, "t", source=A.id, target=B.id)
        write(memory, A, B, tie)
        write(memory, delete(tie), delete(B), erase=(B.id,))
        view = as_of(memory, 1).seen_by(now(memory))
        assert (view.all(Actor), view.all(Tie)) == ((A,), ())
        assert view.referring(A.id, Tie, "source") == ()


class TestKeeping:
    def test_gives_the_same_state_without_reading_again(self, memory: Store) -> None:
        write(memory, A)
        write(memory, B)
        pasts = Pasts(memory)
        first = pasts.as_of(1)
        write(memory, C)
        assert pasts.as_of(1) is first
        assert pasts.as_of(FIRST).revision == 3

    def test_forgets_what_was_erased(self, memory: Store) -> None:
        contact = new(Contact, "k", email="erika@example.org")
        write(memory, A, contact)
        pasts = Pasts(memory)
        assert contact.id in pasts.as_of(1).records
        write(memory, replace(contact, email=None), erase=(contact.id,))
        assert contact.id not in pasts.as_of(1).records

    def test_forgets_another_history(self, memory: Store) -> None:
        write(memory, A)
        pasts = Pasts(memory)
        assert pasts.as_of(1).records.keys() == {A.id}
        with open_store("sqlite::memory:") as other:
            write(other, B)
            memory.replace(other.log())
        assert pasts.as_of(1).records.keys() == {B.id}

    def test_makes_one_at_a_time_for_many_threads(self, memory: Store) -> None:
        for key in range(6):
            write(memory, new(Actor, str(key), name=str(key)))
        pasts, found = Pasts(memory), list[Known]()
        threads = [threading.Thread(target=lambda n=n: found.append(pasts.as_of(1 + n % 4))) for n in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(len(known.records) for known in found) == sorted(1 + n % 4 for n in range(24))
        assert len({id(known.records) for known in found if known.revision == 4}) == 1


def test_equal_on_both_stores_by_hash(store: Store) -> None:
    past = Past(store, random.Random(3).randrange).write(5, erasing=False)
    assert [hash_of(as_of(store, n).records) for n in range(6)] == [hash_of(state) for state in past.states]
