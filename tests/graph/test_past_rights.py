"""Nothing of the past gets to those who may not see it today, or might not then: random pasts, few rights."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import NotAllowed, NotFound
from graph.model import KINDS, global_id
from graph.past.as_of import as_of
from graph.past.difference import difference
from graph.past.history import history
from graph.past.history_shape import history_as_dict, history_rows
from graph.picture import Pictures
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.store import open_store
from tests.graph.random_commits import NOTE, SECRET, Past, Pick

THEIR_OWN = global_id("kreis", "Actor", "0")
READER = Viewer("Akteur 0", ViewerRole.ACTOR, actors=frozenset({THEIR_OWN}), day=date(2026, 1, 15))
FORBIDDEN = re.compile(f"{SECRET} [1-9]|{NOTE}|Frau")


def all_that_is_told(past: Past, viewer: Viewer) -> Iterator[str]:
    for ref in sorted({ref for state in past.states for ref in state}):
        try:
            found = history(past.store, ref, viewer, with_edges=True)
        except (NotFound, NotAllowed):
            continue
        yield repr(history_as_dict(found, "de"))
        yield repr(list(history_rows(found, "en")))
    now = Pictures(past.store).current().seen_by(viewer)
    views = [as_of(past.store, revision).seen_by(now) for revision in range(len(past.states))]
    for view in views:
        yield repr([view.all(kind) for kind in KINDS.values()])
        yield repr(difference(view, now).as_dict("de"))
        yield repr(list(difference(views[0], view).rows("de")))


def told_to_readers(pick: Pick, commits: int) -> tuple[list[str], list[str]]:
    """What the two readers are told of a random past, and what the office is."""
    with open_store("sqlite::memory:") as store:
        past = Past(store, pick).write(commits)
        return [text for viewer in (READER, GUEST) for text in all_that_is_told(past, viewer)], list(
            all_that_is_told(past, OFFICE)
        )


def leaks(told: list[str]) -> list[str]:
    return [text for text in told if FORBIDDEN.search(text)]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_nothing_hidden_is_told(data: st.DataObject) -> None:
    told, _ = told_to_readers(lambda n: data.draw(st.integers(0, n - 1)), data.draw(st.integers(1, 5)))
    assert leaks(told) == []


def test_nothing_hidden_is_told_of_longer_pasts_in_which_there_is_something_to_tell() -> None:
    told, told_to_office = [], []
    for seed in (1, 2):
        few, all_of_it = told_to_readers(random.Random(seed).randrange, 15)
        told += few
        told_to_office += all_of_it
    assert leaks(told) == []
    assert leaks(told_to_office) != []
    for word in ("CREATED", "CHANGED", "DELETED", "Tie", "Responsibility"):
        assert any(word in text for text in told), word
