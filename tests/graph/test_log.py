"""The log: what every transaction leaves behind, chained so that nothing can be taken out or changed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.changes import Delete, Put, Transaction
from graph.digest import digest
from graph.errors import Conflict, Invalid
from graph.log import GENESIS, Logged, breaks, delete_entry, put_entry, state
from graph.model import KINDS, Actor, Contact, Measure, Record, Ref, Responsibility, global_id
from graph.store import Store, open_store

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)

Kind = TypeVar("Kind", bound=Record)


def new(kind: type[Kind], external_id: str, /, **values: Any) -> Kind:
    return kind(id=global_id("kreis", kind.__name__, external_id), dataset="kreis", external_id=external_id, **values)


def write(store: Store, *changes: Put | Delete | Record, **options: Any) -> int:
    made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    return store.commit(Transaction(made, author="Amt 50", reason="Prüfung", at=MOMENT, **options)).revision


def delete(record: Record) -> Delete:
    return Delete(type(record).__name__, record.id)


def records(store: Store) -> list[Record]:
    return store.read(tuple(KINDS.values()))[1]


A = new(Actor, "a", name="Caritas")
B = new(Actor, "b", name="AWO Höxter", alt_names=("Arbeiterwohlfahrt",))
M = new(Measure, "m", title="Sprachcafé")
R = new(Responsibility, "r", source=A.id, target=M.id)


class TestWhatIsLogged:
    def test_every_transaction_with_who_when_why_and_what_came_of_it(self, store: Store) -> None:
        write(store, A, M, mutation_id="eins")
        write(store, replace(A, name="Caritasverband"), delete(M))
        first, second = store.log()
        assert (first.number, first.author, first.reason, first.at) == (1, "Amt 50", "Prüfung", MOMENT)
        assert (first.mutation_id, second.mutation_id) == ("eins", None)
        assert [(e.action, e.version, e.record) for e in first.entries] == [("put", 1, A), ("put", 1, M)]
        renamed = replace(A, name="Caritasverband", version=2)
        assert [(e.action, e.version, e.record) for e in second.entries] == [("put", 2, renamed), ("delete", 1, None)]

    def test_the_state_is_the_fold_of_the_log(self, store: Store) -> None:
        write(store, A, B, M, R)
        write(store, replace(B, name="AWO"), delete(R))
        assert sorted(state(store.log()), key=lambda r: r.id) == sorted(records(store), key=lambda r: r.id)

    def test_a_part_of_it(self, store: Store) -> None:
        for name in ("eins", "zwei", "drei"):
            write(store, replace(A, name=name), B)
        assert [logged.number for logged in store.log(after=1)] == [2, 3]
        assert [logged.number for logged in store.log(until=2)] == [1, 2]
        of_a = list(store.log(ids=[A.id]))
        assert [[e.id for e in logged.entries] for logged in of_a] == [[A.id]] * 3
        assert list(store.log(ids=[Ref("nobody")])) == []

    def test_more_than_is_read_in_one_go(self, store: Store) -> None:
        for number in range(450):
            write(store, replace(A, name=f"Name {number}"))
        log = list(store.log())
        assert [logged.number for logged in log] == list(range(1, 451))
        assert [logged.number for logged in store.log(ids=[A.id])] == list(range(1, 451))
        assert list(breaks(log)) == []

    def test_a_refused_transaction_leaves_nothing(self, store: Store) -> None:
        write(store, A)
        with pytest.raises(Conflict):
            write(store, replace(A, name="x"), expected={A.id: 7})
        with pytest.raises(Invalid):
            write(store, R)
        assert len(list(store.log())) == 1

    def test_a_mutation_is_found_by_its_id(self, store: Store) -> None:
        write(store, A)
        write(store, B, mutation_id="zwei")
        assert store.revision_of("zwei") == 2
        assert store.revision_of("drei") is None
        assert write(store, replace(B, name="anders"), mutation_id="zwei") == 2
        assert store.get([B.id])[B.id] == B


class TestAConflict:
    def test_holds_both_versions(self, store: Store) -> None:
        write(store, A)
        write(store, replace(A, name="Caritas im Kreis"))
        mine = replace(A, name="Caritas e. V.")
        with pytest.raises(Conflict) as caught:
            write(store, mine, expected={A.id: 1})
        assert caught.value.theirs == replace(A, name="Caritas im Kreis", version=2)
        assert caught.value.yours == mine
        assert (caught.value.expected, caught.value.current) == (1, 2)

    def test_with_a_deletion_has_one_side_only(self, store: Store) -> None:
        write(store, A)
        write(store, delete(A))
        with pytest.raises(Conflict) as caught:
            write(store, A, expected={A.id: 1})
        assert caught.value.theirs is None
        assert caught.value.current == 0

    def test_is_also_what_came_in_between_of_a_kind_that_it_rests_on(self, store: Store) -> None:
        seen = write(store, A)
        write(store, M)
        write(store, replace(A, name="Caritas im Kreis"), rests_on=("Responsibility", "Actor"), seen=seen)
        with pytest.raises(Conflict) as caught:
            write(store, B, rests_on=("Responsibility", "Measure"), seen=seen)
        assert caught.value.record_id == M.id
        assert [logged.number for logged in store.log()] == [1, 2, 3]


class TestText:
    def test_is_written_in_normal_form_c(self, store: Store) -> None:
        write(store, new(Actor, "x", name="Ho\u0308xter", alt_names=("Lu\u0308gde",)))
        (held,) = records(store)
        assert isinstance(held, Actor)
        assert (held.name, held.alt_names) == ("Höxter", ("Lügde",))

    @pytest.mark.parametrize("name", ["a\u202eb", "a\x00b", "a\x1bb"])
    def test_with_a_control_character_is_refused(self, store: Store, name: str) -> None:
        with pytest.raises(Invalid):
            write(store, new(Actor, "x", name=name))
        assert store.revision() == 0


class TestErasing:
    def test_takes_the_earlier_payloads_and_keeps_the_chain(self, store: Store) -> None:
        contact = new(Contact, "c", email="erika@example.org", person_name="Erika Mustermann")
        write(store, contact)
        write(store, replace(contact, phone="0123"))
        write(store, replace(contact, email=None, person_name=None), erase=(contact.id,))
        log = list(store.log())
        assert list(breaks(log)) == []
        assert [entry.is_erased for logged in log for entry in logged.entries] == [True, True, False]
        assert log[2].erased == (contact.id,)
        assert "Mustermann" not in repr(log)

    def test_with_a_deletion_leaves_nothing_but_the_fact(self, store: Store) -> None:
        contact = new(Contact, "c", person_name="Erika Mustermann")
        write(store, contact)
        write(store, delete(contact), erase=(contact.id,))
        assert records(store) == []
        assert list(breaks(store.log())) == []
        assert "Mustermann" not in repr(list(store.log()))

    def test_of_a_record_that_stays_as_it_is_is_refused(self, store: Store) -> None:
        write(store, A)
        with pytest.raises(Invalid):
            write(store, B, erase=(A.id,))
        assert store.revision() == 1
        write(store, delete(A))
        assert write(store, B, erase=(A.id,)) == 3  # it is gone; only its past is forgotten

    def test_leaves_nothing_in_the_file(self, tmp_path: Any) -> None:
        with open_store(f"sqlite:{tmp_path / 'g.db'}") as store:
            contact = new(Contact, "c", person_name="Erika Mustermann")
            write(store, contact, *(new(Actor, str(n), name=f"Verein {n}") for n in range(50)))
            write(store, delete(contact), erase=(contact.id,))
            files = [path.read_bytes() for path in tmp_path.iterdir()]
        assert not any(b"Mustermann" in content for content in files)


class TestReplacing:
    def test_makes_a_store_what_the_log_says(self, store: Store) -> None:
        with open_store("sqlite::memory:") as other:
            write(other, A, B, M, R, mutation_id="eins")
            write(other, replace(A, name="Caritasverband"), delete(B))
            write(store, new(Actor, "old", name="Was vorher da war"))
            store.replace(other.log())
            assert store.head() == other.head()
            assert list(store.log()) == list(other.log())
            assert digest(records(store)) == digest(records(other))
            assert sorted(records(store), key=lambda r: r.id) == sorted(records(other), key=lambda r: r.id)
            assert store.revision_of("eins") == 1
            assert write(store, B) == 3
            assert list(breaks(store.log())) == []

    def test_with_a_log_that_does_not_hold_together_changes_nothing(self, store: Store) -> None:
        write(store, A)
        orphan = Logged(1, "a", "b", MOMENT, None, (), GENESIS, (put_entry(R),)).chained()
        with pytest.raises(Invalid):
            store.replace([orphan])
        assert records(store) == [A]


def a_log() -> list[Logged]:
    log: list[Logged] = []
    for number in range(1, 6):
        entries = (put_entry(replace(A, version=number)), delete_entry("Actor", B.id, number))
        previous = log[-1].hash if log else GENESIS
        log.append(Logged(number, "a", "b", MOMENT, None, (), previous, entries).chained())
    return log


class TestTheChain:
    def test_of_an_untouched_log_is_whole(self) -> None:
        assert list(breaks(a_log())) == []

    @given(st.data())
    def test_shows_every_revision_taken_out_put_in_or_changed(self, data: st.DataObject) -> None:
        log = a_log()
        at = data.draw(st.integers(0, len(log) - 2))  # the end can be cut off; only the head knows that
        kind = data.draw(st.sampled_from(["out", "in", "author", "time", "entry", "payload", "lost", "order"]))
        one = log[at]
        if kind == "out":
            del log[at]
        elif kind == "in":
            log.insert(at, replace(one, author="x").chained())
        elif kind == "author":
            log[at] = data.draw(st.sampled_from([replace(one, author="x"), replace(one, author="x").chained()]))
        elif kind == "time":
            log[at] = replace(one, at=datetime(2020, 1, 1, tzinfo=UTC)).chained()
        elif kind == "entry":
            log[at] = replace(one, entries=one.entries[:1]).chained()
        elif kind == "payload":
            changed = replace(one.entries[0], payload='{"id":"x"}')
            log[at] = replace(one, entries=(changed, *one.entries[1:]))
        elif kind == "lost":
            lost = replace(one.entries[0], payload=None, salt=None)
            log[at] = replace(one, entries=(lost, *one.entries[1:]))
        else:
            log[at], log[at + 1] = log[at + 1], log[at]
        assert list(breaks(log))
