"""Questions are answered from one picture at one revision, as one viewer may see it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from graph.changes import Delete, Put, Transaction
from graph.errors import NotFound
from graph.model import Actor, Contact, Place, Record, Ref, Tie, global_id
from graph.model.states import Visibility
from graph.picture import Pictures, dataset_named
from graph.rights import GUEST, OFFICE
from graph.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite::memory:") as opened:
        yield opened


def write(store: Store, *records: Record) -> None:
    changes = tuple(Put(record) for record in records)
    store.commit(Transaction(changes, author="test", reason="test", at=datetime.now(UTC)))


def place(key: str) -> Place:
    return Place(id=global_id("d", "Place", key), dataset="d", external_id=key, name=key)


def actor(key: str, *places: Place, visibility: Visibility = Visibility.PUBLIC, note: str | None = None) -> Actor:
    return Actor(
        id=global_id("d", "Actor", key), dataset="d", external_id=key, name=key, places=tuple(p.id for p in places),
        visibility=visibility, note=note,
    )  # fmt: skip


def tie(a: Actor, b: Actor) -> Tie:
    key = f"{a.external_id}-{b.external_id}"
    return Tie(id=global_id("d", "Tie", key), dataset="d", external_id=key, source=a.id, target=b.id)


def test_lists_come_in_the_order_of_names(store: Store) -> None:
    write(store, actor("Zebra"), actor("Ähre"), actor("Mitte"))
    view = Pictures(store).current().seen_by(OFFICE)
    assert [a.name for a in view.all(Actor)] == ["Ähre", "Mitte", "Zebra"]


def test_references_are_followed_backwards(store: Store) -> None:
    town = place("Werl")
    write(store, town, actor("A", town), actor("B"), actor("C", town))
    view = Pictures(store).current().seen_by(OFFICE)
    assert [a.name for a in view.referring(town.id, Actor, "places")] == ["A", "C"]
    several = view.referring_any([town.id, Ref("nobody"), town.id], Actor, "places")
    assert [a.name for a in several] == ["A", "C", "A", "C"]


def test_what_another_process_wrote_is_seen_at_the_next_request(store: Store) -> None:
    pictures = Pictures(store)
    write(store, actor("A"))
    before = pictures.current()
    write(store, actor("B"))
    after = pictures.current()
    assert (before.revision, after.revision) == (1, 2)
    assert [a.name for a in before.seen_by(OFFICE).all(Actor)] == ["A"]
    assert [a.name for a in after.seen_by(OFFICE).all(Actor)] == ["A", "B"]


def test_what_was_deleted_is_gone_from_the_next_picture(store: Store) -> None:
    pictures = Pictures(store)
    a = actor("A")
    write(store, a, actor("B"))
    pictures.current()
    store.commit(Transaction((Delete("Actor", a.id),), author="t", reason="t", at=datetime.now(UTC)))
    assert [found.name for found in pictures.current().seen_by(OFFICE).all(Actor)] == ["B"]


def test_a_tie_to_a_hidden_actor_is_hidden_from_guests(store: Store) -> None:
    a, b, c = actor("A"), actor("B"), actor("C", visibility=Visibility.INTERNAL)
    write(store, a, b, c, tie(a, b), tie(a, c))
    picture = Pictures(store).current()
    assert len(picture.seen_by(OFFICE).all(Tie)) == 2
    assert [t.target for t in picture.seen_by(GUEST).all(Tie)] == [b.id]
    assert picture.seen_by(GUEST).get(c.id) is None


def test_guests_see_neither_contacts_nor_notes(store: Store) -> None:
    a = actor("A", note="nur nachmittags")
    contact = Contact(id=global_id("d", "Contact", "k"), dataset="d", external_id="k", actor=a.id, email="x@y.example")
    write(store, a, contact)
    guest = Pictures(store).current().seen_by(GUEST)
    assert guest.all(Contact) == ()
    assert guest.all(Actor)[0].note is None
    assert Pictures(store).current().seen_by(OFFICE).all(Actor)[0].note == "nur nachmittags"


def test_an_empty_store_says_what_to_do(store: Store) -> None:
    with pytest.raises(NotFound, match="geflecht import"):
        dataset_named(Pictures(store).current().seen_by(OFFICE), None)


def test_an_unknown_dataset_names_the_known_ones(store: Store) -> None:
    write(store, actor("A"))
    view = Pictures(store).current().seen_by(OFFICE)
    assert dataset_named(view, None) == "d"
    with pytest.raises(NotFound, match="Known: d"):
        dataset_named(view, "e")
