"""At most two analyses at once, and nobody who asks for a list waits for them."""

from __future__ import annotations

import json
import threading
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.graphql import endpoint
from api.graphql.endpoint import MOST_ANALYSES, Endpoint, Question
from graph.language import Language
from graph.picture import Pictures
from graph.rights import GUEST
from graph.store import Store

ANALYSIS, PLAIN = "{ networks { n } }", "{ revision }"


class Counting(Endpoint):
    """Holds every analysis back until it is let go, and counts."""

    def __init__(self, store: Store) -> None:
        super().__init__(Pictures(store), GUEST, introspection=False)
        self.let_go = threading.Event()
        self.now = self.most = 0
        self._lock = threading.Lock()

    def answer_to(self, question: Question, language: Language) -> tuple[int, dict[str, Any]]:
        if question.query != ANALYSIS:
            return super().answer_to(question, language)
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        assert self.let_go.wait(60)
        with self._lock:
            self.now -= 1
        return 200, {"data": None}


async def asked(counting: Counting, answers: list[tuple[str, int]], query: str) -> None:
    app = Starlette(routes=[Route("/graphql", counting.answer, methods=["POST"])])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        body, kind = json.dumps({"query": query}), {"content-type": "application/json"}
        answer = await client.post("/graphql", content=body, headers=kind)
        answers.append((query, answer.status_code))


@pytest.mark.parametrize("at_once", [5])
def test_two_analyses_at_once_and_a_plain_question_beside_them(store: Store, at_once: int) -> None:
    counting, answers = Counting(store), list[tuple[str, int]]()

    async def everybody() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(at_once):
                group.start_soon(asked, counting, answers, ANALYSIS)
            while counting.now < MOST_ANALYSES:
                await anyio.sleep(0.01)
            await asked(counting, answers, PLAIN)
            assert answers == [(PLAIN, 200)], "answered while two analyses run and the others wait"
            counting.let_go.set()

    anyio.run(everybody)
    assert answers[1:] == [(ANALYSIS, 200)] * at_once
    assert counting.most == MOST_ANALYSES


def test_who_waits_too_long_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "PATIENCE", 0.05)
    counting, answers = Counting(store), list[tuple[str, int]]()

    async def everybody() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(MOST_ANALYSES + 1):
                group.start_soon(asked, counting, answers, ANALYSIS)
            while not answers:
                await anyio.sleep(0.01)
            counting.let_go.set()

    anyio.run(everybody)
    assert sorted(status for _, status in answers) == [200, 200, 503]
