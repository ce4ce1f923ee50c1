"""The history of a record: who changed what, when and why, as far as the reader may know it today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.changes import Delete, Put, Transaction
from graph.dates import VagueDate
from graph.errors import NotAllowed, NotFound
from graph.model import (
    Actor,
    Confirmation,
    Contact,
    Measure,
    Offer,
    Place,
    Record,
    Redirect,
    Ref,
    Responsibility,
    Term,
    Tie,
    global_id,
)
from graph.model.states import ConfirmationWay, MeasureStatus, ResponsibilityState, Visibility
from graph.past.history import History, history
from graph.past.history_shape import history_as_dict, history_rows
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.store import Store, open_store
from tests.graph.random_commits import Past, hash_of

K = TypeVar("K", bound=Record)
START = datetime(2025, 1, 1, 11, tzinfo=UTC)


def new(kind: type[K], key: str, /, **values: Any) -> K:
    return kind(id=global_id("kreis", kind.__name__, key), dataset="kreis", external_id=key, **values)


def write(store: Store, *changes: Put | Delete | Record, author: str = "Amt 50", erase: tuple[Ref, ...] = ()) -> int:
    made = tuple(Put(change) if isinstance(change, Record) else change for change in changes)
    revision = store.revision() + 1
    at = START + timedelta(days=revision)
    return store.commit(Transaction(made, author, f"Grund {revision}", at, erase=erase)).revision


def delete(record: Record) -> Delete:
    return Delete(type(record).__name__, record.id)


def said(found: History) -> list[tuple[int, str, dict[str, tuple[object, object]]]]:
    """Revision, action and properties of each change."""
    return [
        (c["revision"], c["action"], {p["name"]: (p["before"], p["after"]) for p in c["properties"]})
        for c in history_as_dict(found, "de")["changes"]
    ]


@pytest.fixture
def memory() -> Iterator[Store]:
    with open_store("sqlite::memory:") as store:
        yield store


WERL = new(Place, "werl", name="Werl")
SPORT = new(Term, "sport", scheme="field", label="Sport")
CLUB = new(Actor, "club", name="Verein", places=(WERL.id,))
SCHOOL = new(Actor, "school", name="VHS")
CAFE = new(Measure, "cafe", title="Sprachcafé", status=MeasureStatus.PLANNED)
FIRST_OF_CAFE = {"visibility": (None, "PUBLIC"), "invented": (None, False)}


class TestEveryChange:
    def test_says_who_when_why_and_what(self, store: Store) -> None:
        write(store, SPORT, CAFE)
        later = replace(CAFE, status=MeasureStatus.IN_PROGRESS, fields=(SPORT.id,), confirmed_on=date(2025, 5, 1))
        write(store, replace(later, start=VagueDate("Frühjahr", date(2025, 3, 1), date(2025, 5, 31))), author="VHS")
        write(store, delete(CAFE), author="Amt 51")
        found = history(store, CAFE.id, OFFICE)
        assert [(v.revision, v.author, v.reason, v.at, v.version) for v in found.versions] == [
            (1, "Amt 50", "Grund 1", START + timedelta(days=1), 1),
            (2, "VHS", "Grund 2", START + timedelta(days=2), 2),
            (3, "Amt 51", "Grund 3", START + timedelta(days=3), 2),
        ]
        changed = {
            "fields": (None, ["Sport"]),
            "start": (None, "Frühjahr"),
            "status": ("PLANNED", "IN_PROGRESS"),
            "confirmedOn": (None, "2025-05-01"),
        }
        created = {**FIRST_OF_CAFE, "title": (None, "Sprachcafé"), "status": (None, "PLANNED")}
        was = {name: (after, None) for name, (_, after) in {**created, **changed}.items()}
        assert said(found) == [(1, "CREATED", created), (2, "CHANGED", changed), (3, "DELETED", was)]
        assert (found.kind, found.name.de) == (Measure, "Sprachcafé (gelöscht)")

    def test_that_changed_nothing_is_none(self, memory: Store) -> None:
        write(memory, CLUB, WERL, SCHOOL)
        write(memory, CLUB)
        write(memory, SCHOOL)
        assert [v.revision for v in history(memory, CLUB.id, OFFICE).versions] == [1]

    def test_after_a_deletion_begins_anew(self, memory: Store) -> None:
        write(memory, SCHOOL)
        write(memory, delete(SCHOOL))
        write(memory, SCHOOL)
        assert [(n, action) for n, action, _ in said(history(memory, SCHOOL.id, OFFICE))] == [
            (1, "CREATED"), (2, "DELETED"), (3, "CREATED"),
        ]  # fmt: skip

    def test_names_what_it_points_at_as_it_is_called_now(self, store: Store) -> None:
        write(store, WERL, SPORT, CLUB, replace(CAFE, fields=(SPORT.id,)))
        write(store, replace(CLUB, places=()), CAFE, delete(SPORT))
        write(store, replace(WERL, name="Stadt Werl"))
        assert said(history(store, CLUB.id, OFFICE))[1][2] == {"places": (["Stadt Werl"], None)}
        assert said(history(store, CAFE.id, OFFICE))[1][2] == {"fields": (["Sport (gelöscht)"], None)}

    def test_of_an_id_that_never_was_is_not_found(self, memory: Store) -> None:
        with pytest.raises(NotFound) as caught:
            history(memory, Ref("nobody"), OFFICE)
        assert caught.value.message.de == "Einen Eintrag „nobody“ gibt es nicht und gab es nie."


class TestErased:
    def test_states_are_facts_without_content(self, store: Store) -> None:
        contact = new(Contact, "c", person_name="Erika Mustermann", email="e@example.org")
        write(store, contact)
        write(store, replace(contact, person_name=None, email=None, phone="02921"), erase=(contact.id,))
        found = history(store, contact.id, OFFICE)
        assert [(v.erased, v.revision) for v in found.versions] == [(True, 1), (False, 2)]
        assert said(found)[0] == (1, "CREATED", {})
        assert said(found)[1][1] == "CHANGED"
        assert "Mustermann" not in repr(found)
        assert next(row[-1] for row in history_rows(found, "de")) == "Inhalt endgültig gelöscht"

    def test_and_deleted_leaves_the_fact_to_those_who_see_everything(self, memory: Store) -> None:
        contact = new(Contact, "c", actor=SCHOOL.id, person_name="Erika Mustermann")
        write(memory, SCHOOL, contact)
        write(memory, delete(contact), erase=(contact.id,))
        found = history(memory, contact.id, OFFICE)
        assert [(v.action, v.erased) for v in found.versions] == [("CREATED", True), ("DELETED", False)]
        assert found.name.de == "gelöscht"
        elsewhere = Viewer("x", ViewerRole.COORDINATION, datasets=frozenset({"anderswo"}))
        with pytest.raises(NotFound):
            history(memory, contact.id, elsewhere)

    def test_targets_are_called_erased(self, memory: Store) -> None:
        contact = new(Contact, "c", person_name="Erika Mustermann")
        offer = new(Offer, "o", title="Beratung", contact=contact.id)
        write(memory, contact, offer)
        write(memory, replace(offer, contact=None), delete(contact), erase=(contact.id,))
        assert said(history(memory, offer.id, OFFICE))[1][2] == {"contact": ("gelöscht", None)}


OF_CLUB = Viewer("Verein", ViewerRole.ACTOR, actors=frozenset({CLUB.id}), day=date(2026, 1, 15))


class TestRights:
    def test_a_guest_reads_none(self, memory: Store) -> None:
        write(memory, WERL, CLUB)
        with pytest.raises(NotAllowed):
            history(memory, CLUB.id, GUEST)

    def test_what_is_hidden_now_has_none_though_it_was_public(self, memory: Store) -> None:
        write(memory, WERL, CLUB, SCHOOL)
        write(memory, replace(SCHOOL, visibility=Visibility.INTERNAL))
        for viewer in (GUEST, OF_CLUB):
            with pytest.raises(NotFound):
                history(memory, SCHOOL.id, viewer)
        assert len(history(memory, SCHOOL.id, OFFICE).versions) == 2

    def test_an_actor_reads_their_own_without_notes_and_without_who_and_why(self, memory: Store) -> None:
        write(memory, WERL, replace(CLUB, note="schwierig"))
        write(memory, replace(CLUB, note="sehr schwierig"))
        write(memory, replace(CLUB, name="Verein e. V.", note="geht so"))
        found = history(memory, CLUB.id, OF_CLUB)
        assert [(v.revision, v.author, v.reason) for v in found.versions] == [(1, None, None), (3, None, None)]
        assert said(found)[1][2] == {"name": ("Verein", "Verein e. V.")}
        assert "schwierig" not in repr(found)
        assert said(history(memory, CLUB.id, OFFICE))[1][2] == {"note": ("schwierig", "sehr schwierig")}

    def test_what_was_hidden_then_is_as_if_never_written(self, memory: Store) -> None:
        secret = replace(CAFE, visibility=Visibility.INTERNAL)
        mine = Viewer("K", ViewerRole.MUNICIPALITY, places=frozenset({WERL.id}), day=date(2026, 1, 15))
        write(memory, WERL, replace(secret, title="Geheim"))
        write(memory, replace(CAFE, title="Öffentlich", places=(WERL.id,)))
        write(memory, replace(secret, title="Wieder geheim"))
        write(memory, replace(CAFE, title="Offen", places=(WERL.id,)))
        found = history(memory, CAFE.id, mine)
        assert [(v.revision, v.action) for v in found.versions] == [(2, "CHANGED"), (4, "CHANGED")]
        assert said(found)[1][2] == {"title": ("Öffentlich", "Offen")}
        assert "eheim" not in repr(found)

    def test_hidden_targets_are_left_out(self, memory: Store) -> None:
        hidden = new(Place, "h", name="Schutzwohnung", visibility=Visibility.INTERNAL)
        write(memory, WERL, hidden, CLUB)
        write(memory, replace(CLUB, places=(WERL.id, hidden.id)))
        write(memory, replace(CLUB, places=(hidden.id,)))
        found = history(memory, CLUB.id, OF_CLUB)
        assert [v.revision for v in found.versions] == [1, 3]
        assert "Schutzwohnung" not in repr(found)

    def test_an_edge_needs_both_ends(self, memory: Store) -> None:
        tie = new(Tie, "t", source=CLUB.id, target=SCHOOL.id)
        write(memory, WERL, CLUB, SCHOOL, tie)
        assert history(memory, tie.id, OF_CLUB).name.de == "Verein – VHS"
        write(memory, replace(SCHOOL, visibility=Visibility.INTERNAL))
        with pytest.raises(NotFound):
            history(memory, tie.id, OF_CLUB)
        assert history(memory, CLUB.id, OF_CLUB, with_edges=True).edges == ()
        assert len(history(memory, CLUB.id, OFFICE, with_edges=True).edges) == 1


class TestEdges:
    def test_come_and_go(self, store: Store) -> None:
        role = new(Responsibility, "r", source=CLUB.id, target=CAFE.id)
        tie = new(Tie, "t", source=SCHOOL.id, target=CLUB.id)
        other = new(Tie, "o", source=SCHOOL.id, target=SCHOOL.id)
        write(store, WERL, CLUB, SCHOOL, CAFE, role, other)
        write(store, tie, replace(role, state=ResponsibilityState.ACCEPTED))
        write(store, delete(tie))
        found = history(store, CLUB.id, OFFICE, with_edges=True)
        assert [(e.kind, e.name.de, [(v.revision, v.action) for v in e.versions]) for e in found.edges] == [
            (Responsibility, "Verein – Sprachcafé", [(1, "CREATED"), (2, "CHANGED")]),
            (Tie, "VHS – Verein (gelöscht)", [(2, "CREATED"), (3, "DELETED")]),
        ]
        assert history(store, CLUB.id, OFFICE).edges == ()


def test_confirmations_stand_beside_the_changes(memory: Store) -> None:
    told = new(
        Confirmation, "1", about=CAFE.id, by=SCHOOL.id, confirmed_on=date(2025, 4, 1), function="Leitung",
        way=ConfirmationWay.PHONE, confirmed_version=1,
    )  # fmt: skip
    write(memory, SCHOOL, CAFE)
    write(memory, new(Confirmation, "2", about=SCHOOL.id), told)
    found = history_as_dict(history(memory, CAFE.id, OFFICE), "de")
    assert [change["revision"] for change in found["changes"]] == [1]
    assert found["confirmations"] == [
        {"on": "2025-04-01", "by": "VHS", "function": "Leitung", "way": "PHONE", "version": 1}
    ]


def test_a_double_leads_to_what_it_went_into(memory: Store) -> None:
    double = new(Actor, "double", name="V. H. S.")
    lead = new(Redirect, "x", old_id=double.id, old_kind="Actor", old_key="double", leads_to=SCHOOL.id)
    write(memory, SCHOOL, double)
    write(memory, delete(double), lead)
    assert history(memory, double.id, OFFICE).id == SCHOOL.id


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_lists_the_revisions_in_which_something_changed(data: st.DataObject) -> None:
    with open_store("sqlite::memory:") as store:
        past = Past(store, lambda n: data.draw(st.integers(0, n - 1))).write(data.draw(st.integers(1, 8)))
        erased = set().union(*past.erased)
        for ref in {ref for state in past.states for ref in state} - erased:
            held = [hash_of({ref: state[ref]}) if ref in state else None for state in past.states]
            changed = [n for n in range(1, len(held)) if held[n] != held[n - 1]]
            assert [version.revision for version in history(store, ref, OFFICE).versions] == changed
