"""The way in: a question as JSON by POST, and nothing else. Answered in a thread, so that others can go on asking."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError

from api.errors import Busy, TakesLong
from api.graphql.context import Context
from api.graphql.faults import told
from api.graphql.guard import UNNAMED
from api.graphql.jobs import LONGEST, Jobs
from api.graphql.limits import PRICES
from api.graphql.schema import schema
from api.language import language_of
from graph.errors import StoreError, WrongUse
from graph.language import Language, Text
from graph.picture import Picture, Pictures
from graph.rights import Viewer

LARGEST_BODY = 1024 * 1024
MOST_AT_ONCE = 4
"""Questions answered at the same time; Python computes one at a time anyway, and the others wait their turn."""

AGAIN = 30
"""Seconds after which it is worth asking again, where an answer takes long or others are worked out."""

_ANALYSIS = re.compile(rf"\b({'|'.join(name for name in PRICES if not name.startswith('__'))})\b")
"""Questions that name a root field that has to work something out: the others shall not wait for them."""

_PLAIN, _STRICT = "application/json", "application/graphql-response+json"

_NO_JSON = Text("Das ist kein JSON, das wir lesen können.", "This is no JSON that we can read.")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    query: str
    variables: Mapping[str, Any] | None
    operation: str | None


class Refused(Exception):
    """The request is none that we answer: its status, and why."""

    def __init__(self, status: int, why: Text) -> None:
        super().__init__(why.en)
        self.status, self.why = status, why


Answer = tuple[int, dict[str, Any]]
"""The status and what is sent."""


class Endpoint:
    """Answers questions on the newest picture, which is taken once for each, as `viewer` may see it."""

    def __init__(
        self, pictures: Pictures, viewer: Viewer, *, introspection: bool, jobs: Jobs[Answer] | None = None
    ) -> None:
        self.pictures = pictures
        self._viewer = viewer
        self._introspection = introspection
        self._turns = anyio.CapacityLimiter(MOST_AT_ONCE)
        self._jobs = jobs or Jobs()

    async def answer(self, request: Request) -> Response:
        """The answer to one request."""
        language = language_of(request)
        strict = _STRICT in request.headers.get("accept", "")
        try:
            question = _question(await _body(request))
            status, answer = await self._answer(question, language)
        except Refused as refused:
            return _response(refused.status, _PLAIN, _error(refused.why.in_(language), "BAD_REQUEST"))
        except (Busy, TakesLong) as later:
            return _response(503, _PLAIN, _error(later.in_(language), later.code), {"Retry-After": str(AGAIN)})
        except StoreError as error:
            return _response(503, _STRICT if strict else _PLAIN, _error(error.in_(language), error.code))
        return _response(status if strict else 200, _STRICT if strict else _PLAIN, answer)

    async def _answer(self, question: Question, language: Language) -> Answer:
        """In its turn; an analysis as a piece of work of its own, one for all who ask the same of the same revision."""
        picture = await anyio.to_thread.run_sync(self.pictures.current, limiter=self._turns)
        if _ANALYSIS.search(question.query) is None:
            return await anyio.to_thread.run_sync(self.answer_to, question, language, picture, limiter=self._turns)
        variables = json.dumps(question.variables, sort_keys=True)
        key = (picture, question.query, variables, question.operation, language, date.today())
        return await self._jobs.answer(key, lambda: self.answer_to(question, language, picture, seconds=LONGEST))

    def answer_to(
        self, question: Question, language: Language, picture: Picture, *, seconds: float | None = None
    ) -> Answer:
        """Status and answer, worked out here and now, in so many seconds of work at most."""
        context = Context(
            picture,
            self._viewer,
            language=language,
            introspection=self._introspection,
            operation=question.operation,
            seconds=seconds,
        )
        variables = dict(question.variables) if question.variables is not None else None
        try:
            result = schema().execute_sync(
                question.query, variables, context_value=context, operation_name=question.operation
            )
        except CannotGetOperationTypeError:
            return 400, _error(UNNAMED.in_(language), WrongUse.code)
        if not result.errors:
            return 200, {"data": result.data}
        errors = told(result.errors, language, answering=context.answering)
        if not context.answering:
            return 400, {"errors": errors}
        return 200, {"errors": errors, "data": result.data}


async def _body(request: Request) -> bytes:
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != _PLAIN:
        raise Refused(415, Text("Bitte als application/json senden.", "Please send application/json."))
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise Refused(413, Text("Die Anfrage ist größer als 1 MiB.", "The request is larger than 1 MiB."))
    except ClientDisconnect as gone:
        raise Refused(400, Text("Die Anfrage kam nicht ganz an.", "The request did not arrive whole.")) from gone
    return bytes(body)


def _question(body: bytes) -> Question:
    try:
        asked = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(
            400, Text("Das ist kein JSON, das wir lesen können.", "This is no JSON that we can read.")
        ) from error
    if isinstance(asked, list):
        raise Refused(400, Text("Bitte eine Frage auf einmal.", "Please ask one question at a time."))
    query, variables, operation = (
        (asked.get(key) for key in ("query", "variables", "operationName")) if isinstance(asked, dict) else (None,) * 3
    )
    if not isinstance(query, str) or not query.strip():
        raise Refused(400, Text("Es fehlt „query“ mit der Frage.", "“query” with the question is missing."))
    if not isinstance(variables, dict | None) or not isinstance(operation, str | None):
        raise Refused(
            400,
            Text(
                "„variables“ ist ein Objekt und „operationName“ ein Text.",
                "“variables” is an object and “operationName” a text.",
            ),
        )
    return Question(query, variables, operation)


def _no_number(word: str) -> object:
    raise ValueError(word)


def _error(message: str, code: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def _response(status: int, kind: str, answer: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(text.encode(errors="replace"), status, headers, media_type=f"{kind}; charset=utf-8")
