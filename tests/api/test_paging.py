"""Pages of a list that others write to in the meantime: nothing comes twice, nothing that stayed is left out."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import WrongCursor, WrongPage
from api.graphql.paging import LARGEST_PAGE, Page, by_name, cursor, key_of, page
from graph.model import Actor, global_id

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=6)
actors = st.lists(names, max_size=30).map(
    lambda found: sorted((actor(name, str(number)) for number, name in enumerate(found)), key=by_name)
)


def actor(name: str, key: str = "") -> Actor:
    return Actor(id=global_id("d", "Actor", f"{name}{key}"), dataset="d", external_id=name + key, name=name)


def walk(before: Sequence[Actor], later: Sequence[Actor], size: int) -> list[Actor]:
    """One page of the list as it was, the rest of the list as it is later."""
    shown = page(before, by_name, size, None)
    found = list(shown.nodes)
    while shown.has_next_page or (shown.nodes and later is not before and len(found) == len(shown.nodes)):
        shown = page(later, by_name, size, shown.page_info.end_cursor)
        if not shown.nodes:
            break
        found += shown.nodes
    return found


@given(actors, st.integers(1, 7))
def test_all_pages_together_are_the_list(listed: list[Actor], size: int) -> None:
    assert walk(listed, listed, size) == listed


@given(actors, st.integers(1, 7), st.sets(st.integers(0, 29)))
def test_what_goes_meanwhile_takes_nothing_else_along(listed: list[Actor], size: int, gone: set[int]) -> None:
    later = [held for number, held in enumerate(listed) if number not in gone]
    assert walk(listed, later, size) == [*listed[:size], *(held for held in later if held not in listed[:size])]


@given(actors, actors, st.integers(1, 7))
def test_what_comes_meanwhile_pushes_nothing_out(listed: list[Actor], new: list[Actor], size: int) -> None:
    later = sorted({held.id: held for held in (*listed, *new)}.values(), key=by_name)
    found = walk(listed, later, size)
    assert len(found) == len({held.id for held in found})
    assert {held.id for held in listed} <= {held.id for held in found}


def test_equal_names_are_kept_apart_by_their_ids() -> None:
    listed = sorted((actor("Verein", str(number)) for number in range(5)), key=by_name)
    assert walk(listed, listed, 2) == listed


def test_a_page_knows_its_list() -> None:
    listed = [actor(name) for name in ("a", "b", "c")]
    shown: Page[Actor] = page(listed, by_name, 1, cursor(by_name(listed[0])))
    assert (shown.nodes, shown.total_count, shown.has_next_page, shown.has_previous_page) == (
        listed[1:2],
        3,
        True,
        True,
    )


def test_an_empty_page_has_no_cursors() -> None:
    shown: Page[Actor] = page([], by_name, 10, None)
    assert (shown.page_info.start_cursor, shown.page_info.end_cursor) == (None, None)
    assert page([actor("a")], by_name, 0, None).total_count == 1


@pytest.mark.parametrize("first", [-1, LARGEST_PAGE + 1, 10**12])
def test_a_page_has_its_limits(first: int) -> None:
    with pytest.raises(WrongPage):
        page([actor("a")], by_name, first, None)


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "ü", "=", encoded("{}"), encoded("[]"), encoded("[null]"), encoded("[[1]]"), encoded("[true]"),
     encoded("[1.5]"), encoded("[" * 50_000), encoded("[7]"), "A" * 10_000],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours_is_refused(wrong: str) -> None:
    with pytest.raises(WrongCursor) as refused:
        page([actor("a"), actor("b")], by_name, 10, wrong)
    assert len(refused.value.message.de) < 160


@given(st.lists(st.text() | st.integers(-(2**60), 2**60), min_size=1, max_size=4))
def test_a_cursor_holds_its_key(parts: list[str | int]) -> None:
    assert key_of(cursor(tuple(parts))) == tuple(parts)
