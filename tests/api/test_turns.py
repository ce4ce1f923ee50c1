"""At most two analyses at once, each once however many ask, and nobody who asks for a list waits for them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.graphql.endpoint import Answer, Endpoint, Question
from api.graphql.jobs import MOST_AT_ONCE, MOST_WAITING, Jobs
from graph.language import Language
from graph.picture import Picture, Pictures
from graph.rights import GUEST
from graph.store import Store

PLAIN = "{ revision }"
DONE: Answer = (200, {"data": None})


def analysis(number: int) -> str:
    """A question that nobody else asks."""
    return f"{{ n{number}: networks {{ n }} }}"


class Noting(Jobs[Answer]):
    """Counts who asks."""

    asked = 0

    async def answer(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        self.asked += 1
        return await super().answer(key, work)


class Counting(Endpoint):
    """Holds every analysis back until it is let go, and counts."""

    def __init__(self, store: Store, *, patience: float = 60) -> None:
        self.jobs = Noting(patience=patience)
        super().__init__(Pictures(store), GUEST, introspection=False, jobs=self.jobs)
        self.let_go = threading.Event()
        self.now = self.most = 0
        self.done: list[str] = []
        self._lock = threading.Lock()

    def answer_to(self, question: Question, language: Language, picture: Picture, **given: Any) -> Answer:
        if question.query == PLAIN:
            return super().answer_to(question, language, picture, **given)
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        assert self.let_go.wait(60)
        with self._lock:
            self.now -= 1
            self.done.append(question.query)
        return DONE


async def asked(counting: Counting, query: str) -> httpx.Response:
    app = Starlette(routes=[Route("/graphql", counting.answer, methods=["POST"])])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        kind = {"content-type": "application/json"}
        return await client.post("/graphql", content=json.dumps({"query": query}), headers=kind)


async def told(counting: Counting, answers: list[tuple[str, int]], query: str) -> None:
    answers.append((query, (await asked(counting, query)).status_code))


async def until_at_work(counting: Counting) -> None:
    while counting.now < MOST_AT_ONCE:
        await anyio.sleep(0.01)


def code_of(answer: httpx.Response) -> str:
    code: str = answer.json()["errors"][0]["extensions"]["code"]
    return code


@pytest.mark.parametrize("at_once", [5])
def test_two_analyses_at_once_and_a_plain_question_beside_them(store: Store, at_once: int) -> None:
    counting, answers = Counting(store), list[tuple[str, int]]()

    async def everybody() -> None:
        async with anyio.create_task_group() as group:
            for number in range(at_once):
                group.start_soon(told, counting, answers, analysis(number))
            await until_at_work(counting)
            await told(counting, answers, PLAIN)
            assert answers == [(PLAIN, 200)], "answered while two analyses run and the others wait"
            counting.let_go.set()

    anyio.run(everybody)
    assert sorted(answers[1:]) == [(analysis(number), 200) for number in range(at_once)]
    assert counting.most == MOST_AT_ONCE


def test_who_waits_too_long_is_told_and_finds_the_answer_when_asking_again(store: Store) -> None:
    counting = Counting(store, patience=0.05)

    async def everybody() -> tuple[httpx.Response, ...]:
        late = await asked(counting, analysis(1))
        still = await asked(counting, analysis(1))
        counting.let_go.set()
        while not counting.done:
            await anyio.sleep(0.01)
        return late, still, await asked(counting, analysis(1)), await asked(counting, analysis(1))

    late, still, *after = anyio.run(everybody)
    for answer in (late, still):
        assert (answer.status_code, code_of(answer)) == (503, "TIMEOUT")
        assert int(answer.headers["retry-after"]) > 0
    assert [answer.status_code for answer in after] == [200, 200]
    assert counting.done == [analysis(1)], "worked out once, for all four"


def test_many_who_ask_the_same_are_answered_by_one_piece_of_work(store: Store) -> None:
    counting, answers = Counting(store), list[tuple[str, int]]()

    async def everybody() -> None:
        async with anyio.create_task_group() as group:
            for query in (*[analysis(1)] * 6, analysis(2)):
                group.start_soon(told, counting, answers, query)
            while counting.jobs.asked < 7:
                await anyio.sleep(0.01)
            counting.let_go.set()

    anyio.run(everybody)
    assert [status for _, status in answers] == [200] * 7
    assert sorted(counting.done) == [analysis(1), analysis(2)]


def test_when_too_much_waits_the_next_one_is_sent_away_at_once(store: Store) -> None:
    counting, answers = Counting(store), list[tuple[str, int]]()

    async def everybody() -> httpx.Response:
        async with anyio.create_task_group() as group:
            for number in range(MOST_AT_ONCE + MOST_WAITING):
                group.start_soon(told, counting, answers, analysis(number))
            while counting.jobs.asked < MOST_AT_ONCE + MOST_WAITING:
                await anyio.sleep(0.01)
            sent_away = await asked(counting, analysis(1000))
            assert answers == []
            counting.let_go.set()
        return sent_away

    sent_away = anyio.run(everybody)
    assert (sent_away.status_code, code_of(sent_away)) == (503, "BUSY")
    assert [status for _, status in answers] == [200] * (MOST_AT_ONCE + MOST_WAITING)
