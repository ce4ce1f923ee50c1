"""Work that takes long: ended after a while, its seat free again; what was called for is kept, but not everything."""

from __future__ import annotations

import gc
import itertools
import threading
import weakref
from collections.abc import Iterator
from datetime import date

import anyio
import pytest

from api.errors import TakesLong, TooMuch
from api.graphql.datasets import MOST_KEPT, kept
from api.graphql.jobs import MOST_AT_ONCE, Jobs
from api.graphql.jobs import MOST_KEPT as MOST_RESULTS
from graph.language import Text
from graph.network.network import Networks
from graph.picture import Picture, View
from graph.progress import going_through, stoppable
from graph.rights import OFFICE


def forever() -> Iterator[int]:
    while True:
        yield from going_through(range(10), Text("Schritte", "Steps"))


def test_work_that_takes_too_long_is_ended_and_its_seat_is_free_again() -> None:
    jobs = Jobs[int](patience=60, longest=0.05)

    async def ask() -> None:
        for number in range(2 * MOST_AT_ONCE):
            with pytest.raises(TooMuch):
                await jobs.answer(number, lambda: sum(forever()))
        assert await jobs.answer("short", lambda: 7) == 7

    anyio.run(ask)


def test_work_of_unknown_length_is_ended_too() -> None:
    """Rules and questions find one thing after the other, and nobody knows how many."""
    jobs = Jobs[int](patience=60, longest=0.05)

    async def ask() -> None:
        with pytest.raises(TooMuch):
            await jobs.answer("key", lambda: sum(stoppable(itertools.count())))
        assert await jobs.answer("short", lambda: sum(stoppable(range(1_200)))) == 719_400

    anyio.run(ask)


def test_work_that_was_ended_begins_anew_for_who_asks_again() -> None:
    jobs = Jobs[int](patience=0.01, longest=0.05)

    async def ask() -> None:
        with pytest.raises(TakesLong):
            await jobs.answer("key", lambda: sum(forever()))
        while jobs._working:
            await anyio.sleep(0.01)
        assert await jobs.answer("key", lambda: 7) == 7

    anyio.run(ask)


def test_what_fails_is_told_and_tried_anew_by_the_next_one() -> None:
    jobs, times = Jobs[int](), []

    def work() -> int:
        times.append(1)
        if len(times) == 1:
            raise ValueError
        return len(times)

    async def ask() -> None:
        with pytest.raises(ValueError):
            await jobs.answer("key", work)
        assert await jobs.answer("key", work) == 2

    anyio.run(ask)


def test_of_what_nobody_calls_for_the_oldest_is_forgotten() -> None:
    jobs, times = Jobs[int](patience=0.01), list[int]()

    async def late(number: int) -> None:
        hold = threading.Event()

        def work() -> int:
            assert hold.wait(60)
            times.append(number)
            return number

        with pytest.raises(TakesLong):
            await jobs.answer(number, work)
        hold.set()
        while times.count(number) == 0 or jobs._working:
            await anyio.sleep(0.001)

    async def ask() -> None:
        for number in range(MOST_RESULTS + 1):
            await late(number)
        assert await jobs.answer(MOST_RESULTS, lambda: -1) == MOST_RESULTS, "kept"
        assert await jobs.answer(0, lambda: -1) == -1, "forgotten, so worked out anew"

    anyio.run(ask)


def remembering() -> View:
    """A view with something kept of it that holds the view itself."""
    view = Picture(1, {}).seen_by(OFFICE)
    kept(view, "networks", lambda: Networks(view, "kreis", date(2026, 1, 15)))
    return view


def test_what_is_kept_of_a_view_goes_with_it() -> None:
    gone = weakref.ref(remembering())
    gc.collect()
    assert gone() is None


def test_what_several_ask_of_a_view_at_once_is_worked_out_once() -> None:
    view, times, hold, found = Picture(1, {}).seen_by(OFFICE), list[int](), threading.Event(), list[int]()

    def work() -> int:
        times.append(1)
        assert hold.wait(60)
        return 7

    threads = [threading.Thread(target=lambda: found.append(kept(view, "key", work))) for _ in range(5)]
    for thread in threads:
        thread.start()
    hold.set()
    for thread in threads:
        thread.join()
    assert (found, len(times)) == ([7] * 5, 1)


def test_what_was_asked_for_lately_stays() -> None:
    view, made = Picture(1, {}).seen_by(OFFICE), list[int]()

    def asked(number: int) -> None:
        kept(view, number, lambda: made.append(number))

    asked(-1)
    for number in range(2 * MOST_KEPT):
        asked(number)
        asked(-1)
    assert made == [-1, *range(2 * MOST_KEPT)]
    asked(0)
    assert made[-1] == 0, "nobody had asked for it for long"
