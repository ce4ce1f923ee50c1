"""Work that may take long: a few pieces at once, each once however many ask for it, ended after a while.

Whoever has waited long enough is told to ask again; the work goes on meanwhile, and what it comes to is kept for them.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

import anyio

from api.errors import Busy, TakesLong, TooMuch
from graph.language import Text
from graph.progress import watched_by

MOST_AT_ONCE = 2
MOST_WAITING = 20
MOST_KEPT = 16

PATIENCE = 20.0
"""Seconds that somebody waits for an answer before they are told to ask again."""

LONGEST = 300.0
"""Seconds of work after which it is ended, the time left out in which others had the processor."""

A = TypeVar("A")

_LATER = Text(
    "Das dauert länger; es wird weiter daran gearbeitet. Bitte in einer Minute noch einmal genau so fragen.",
    "This takes longer; it is still being worked on. Please ask exactly the same again in a minute.",
)
_BUSY = Text(
    "Es wird schon viel anderes ausgewertet. Bitte später noch einmal fragen.",
    "Many other things are being worked out already. Please ask again later.",
)
_ENDED = Text(
    "Das dauert zu lange. Bitte weniger auf einmal fragen, oder später noch einmal.",
    "This takes too long. Please ask for less at a time, or again later.",
)


@dataclass(eq=False, slots=True)
class _Job(Generic[A]):
    key: Hashable
    work: Callable[[], A]
    result: "Future[A]" = field(default_factory=Future)
    is_awaited: bool = False
    """Whether somebody was told to come back for it."""

    is_ended: bool = False
    """Whether it took too long."""


class Jobs(Generic[A]):
    """The pieces of work that wait, are being done, or are done and still to be called for, by key."""

    def __init__(self, *, patience: float = PATIENCE, longest: float = LONGEST) -> None:
        self._patience, self._longest = patience, longest
        self._lock = threading.Lock()
        self._jobs: dict[Hashable, _Job[A]] = {}
        self._waiting: deque[_Job[A]] = deque()
        self._kept: deque[_Job[A]] = deque()
        self._working = 0

    async def answer(self, key: Hashable, work: Callable[[], A]) -> A:
        """What the work comes to. Raises TakesLong when it is not done in time, Busy when too much waits already."""
        job = self._job(key, work)
        with anyio.move_on_after(self._patience):
            return await asyncio.shield(asyncio.wrap_future(job.result))
        with self._lock:
            if not job.result.done():
                job.is_awaited = True
                raise TakesLong(_LATER)
        return job.result.result()

    def _job(self, key: Hashable, work: Callable[[], A]) -> _Job[A]:
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                if len(self._waiting) >= MOST_WAITING:
                    raise Busy(_BUSY)
                job = self._jobs[key] = _Job(key, work)
                self._waiting.append(job)
                self._begin()
            return job

    def _begin(self) -> None:
        while self._waiting and self._working < MOST_AT_ONCE:
            self._working += 1
            threading.Thread(target=self._do, args=(self._waiting.popleft(),), name="analysis", daemon=True).start()

    def _do(self, job: _Job[A]) -> None:
        until = time.thread_time() + self._longest

        def watch(*_: object) -> None:
            if time.thread_time() > until:
                job.is_ended = True
                raise TooMuch(_ENDED)

        answer, error = None, None
        try:
            with watched_by(watch):
                answer = job.work()
        except BaseException as failed:
            error = failed
        with self._lock:
            self._working -= 1
            self._put_away(job)
            if error is not None:
                job.result.set_exception(error)
            else:
                job.result.set_result(cast("A", answer))
            self._begin()

    def _put_away(self, job: _Job[A]) -> None:
        """Keep what somebody will come back for; of too much of it, the oldest goes.

        Work that was ended is not kept: who asks again begins behind the others, with what has been found by then.
        """
        if job.is_ended or not job.is_awaited:
            del self._jobs[job.key]
            return
        self._kept.append(job)
        if len(self._kept) > MOST_KEPT:
            del self._jobs[self._kept.popleft().key]
