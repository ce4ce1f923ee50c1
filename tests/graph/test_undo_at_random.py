"""Undoing after random commits: it puts back what was before, or changes nothing and says why."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Ref
from graph.past.undo import Undoing, undo
from graph.rights import OFFICE
from graph.store import Store, open_store
from tests.graph.random_commits import FIRST, Graph, Past, Pick, hash_of, is_whole


def take_back(past: Past, revision: int) -> Undoing:
    at = FIRST + timedelta(days=400)
    undone = undo(past.store, revision, author="Amt 50", at=at, viewer=OFFICE)
    if undone.revision is not None:
        past.took(undone.revision, set())
    return undone


def says(graph: Graph, ref: Ref) -> str | None:
    return hash_of({ref: graph[ref]}) if ref in graph else None


def touched(past: Past, revision: int) -> set[Ref]:
    (logged,) = past.store.log(after=revision - 1, until=revision)
    return {entry.id for entry in logged.entries}


def expected(past: Past, revision: int) -> Graph | None:
    """By hand, from what the graph held: the graph with that revision taken back; None where it can't be."""
    before, after, now = past.states[revision - 1], past.states[revision], past.now
    lost_before: set[Ref] = set().union(*past.erased[revision:])
    lost_after: set[Ref] = set().union(*past.erased[revision + 1 :])
    result = dict(now)
    for ref in touched(past, revision):
        if ref in before and ref in lost_before:
            return None
        if says(now, ref) == says(before, ref):
            continue
        if says(now, ref) != says(after, ref) or (ref in after and ref in lost_after):
            return None
        result.pop(ref, None)
        if ref in before:
            result[ref] = before[ref]
    return result if is_whole(result) else None


def takes_back(past: Past, revision: int) -> None:
    wanted, was = expected(past, revision), past.now
    head = past.store.head()
    undone = take_back(past, revision)
    assert (wanted is None) == bool(undone.obstacles)
    if wanted is None or hash_of(wanted) == hash_of(was):
        assert undone.revision is None
        assert past.store.head() == head
        return
    assert hash_of(past.now) == hash_of(wanted)
    if not any(past.erased[revision:]):
        again = take_back(past, len(past.states) - 1)
        assert again.obstacles == ()
        assert hash_of(past.now) == hash_of(was)


def the_last_one_comes_off(past: Past) -> None:
    revision = len(past.states) - 1
    if not past.erased[revision]:
        assert take_back(past, revision).obstacles == ()
        assert hash_of(past.now) == hash_of(past.states[revision - 1])


def picked(data: st.DataObject) -> Pick:
    return lambda below: data.draw(st.integers(0, below - 1))


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_revision_is_taken_back_as_by_hand(data: st.DataObject) -> None:
    with open_store("sqlite::memory:") as store:
        past = Past(store, picked(data)).write(data.draw(st.integers(1, 8)))
        takes_back(past, data.draw(st.integers(1, len(past.states) - 1)))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_last_revision_can_always_be_taken_back(data: st.DataObject) -> None:
    with open_store("sqlite::memory:") as store:
        the_last_one_comes_off(Past(store, picked(data)).write(data.draw(st.integers(1, 6))))


def test_on_every_store(store: Store) -> None:
    choose = random.Random(2)
    past = Past(store, choose.randrange).write(8)
    for revision in (2, 5, 7):
        takes_back(past, revision)
    the_last_one_comes_off(past)


def test_all_taken_back_one_after_the_other_leaves_nothing(store: Store) -> None:
    past = Past(store, random.Random(7).randrange).write(5, erasing=False)
    for revision in range(5, 0, -1):
        assert take_back(past, revision).obstacles == ()
        assert hash_of(past.now) == hash_of(past.states[revision - 1])
