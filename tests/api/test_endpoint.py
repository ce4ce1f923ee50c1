"""The way in takes questions as JSON by POST and nothing else; faults are told by a reference, never by their text."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from api.app import create_app
from graph.errors import StoreUnreachable
from graph.language import Text
from graph.model import Record
from graph.store import Store, open_store

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]
ASK = '{"query": "{ revision }"}'
JSON = {"content-type": "application/json"}


def post(server: Server, body: str | bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    response = server.client.post("/graphql", content=body, headers={**JSON, **given})
    return response.status_code, response.json()


def test_a_question_is_answered(guest: Server) -> None:
    assert post(guest, ASK) == (200, {"data": {"revision": 1}})
    assert post(guest, ASK, content_type="application/json; charset=utf-8")[0] == 200


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", ""],
)
def test_whatever_a_form_of_another_page_can_send_is_refused(guest: Server, kind: str) -> None:
    status, answer = post(guest, ASK, content_type=kind)
    assert status == 415
    assert answer["errors"][0]["message"] == "Bitte als application/json senden."


def test_get_answers_no_question(guest: Server) -> None:
    response = guest.client.get("/graphql", params={"query": "{ revision }"}, headers={"accept": "text/html"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_other_methods_are_refused(guest: Server, method: str) -> None:
    response = guest.client.request(method, "/graphql", content=ASK, headers=JSON)
    assert response.status_code == 405
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "body",
    ["", "x", "null", '"text"', "7", "[]", "[" + ASK + "]", "{}", '{"query": null}', '{"query": ""}', '{"query": 7}',
     '{"query": "{ revision }", "variables": []}', '{"query": "{ revision }", "variables": "{}"}',
     '{"query": "{ revision }", "operationName": 7}', '{"query": "{ revision }", "variables": {"a": NaN}}',
     "[" * 100_000, '{"variables": ' + '{"a":' * 100_000, b"\xff\xfe{}", b'{"query": "\xff"}'],
)  # fmt: skip
def test_what_is_no_question_is_refused_in_one_sentence(guest: Server, body: str | bytes) -> None:
    status, answer = post(guest, body)
    assert status == 400
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_REQUEST"]
    assert len(answer["errors"][0]["message"]) < 100


def test_a_body_has_its_limit_with_and_without_a_length(guest: Server) -> None:
    large = json.dumps({"query": "{ revision }", "variables": {"x": "a" * (1024 * 1024)}}).encode()
    assert post(guest, large)[0] == 413
    response = guest.client.post("/graphql", content=iter([large[:9], large[9:]]), headers=JSON)
    assert response.status_code == 413
    just_under = json.dumps({"query": "{ revision }", "variables": {"x": "a" * (1024 * 1024 - 100)}}).encode()
    assert post(guest, just_under)[0] == 200


def test_answers_come_in_the_form_that_is_asked_for(guest: Server) -> None:
    strict = {"accept": "application/graphql-response+json"}
    wrong = '{"query": "{ nothing }"}'
    assert post(guest, wrong)[0] == 200
    assert post(guest, wrong, **strict)[0] == 400
    assert post(guest, ASK, **strict)[0] == 200
    response = guest.client.post("/graphql", content=ASK, headers={**JSON, **strict})
    assert response.headers["content-type"] == "application/graphql-response+json; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED", "Cannot query field 'nothing' on type 'Query'."),
        ("{ actor(id: 1) }", "GRAPHQL_VALIDATION_FAILED", "must have a selection of subfields"),
        ("{ revision", "GRAPHQL_PARSE_FAILED", "Syntax Error: Expected Name, found <EOF>."),
        ('{ actors(on: "2024-13-01") { totalCount } }', "GRAPHQL_VALIDATION_FAILED", "2024-13-01"),
        ("query ($n: Int!) { actors(first: $n) { totalCount } }", "BAD_USER_INPUT", "'$n' has invalid value"),
        ("mutation { x }", "GRAPHQL_VALIDATION_FAILED", "mutation"),
        ("subscription { x }", "GRAPHQL_VALIDATION_FAILED", "subscription"),
        ("query a { revision } query b { revision }", "WRONG_USE", "operationName"),
        ("fragment F on Query { revision }", "WRONG_USE", "operationName"),
        ("{ ...F } fragment F on Query { ...F }", "TOO_MUCH", "enthält sich selbst"),
        ("{ " + "revision " * 2100 + "}", "GRAPHQL_PARSE_FAILED", "tokens"),
        ("{ " * 5000, "GRAPHQL_PARSE_FAILED", ""),
        ("{ revision " + "@include(if: true) " * 500 + "}", "GRAPHQL_PARSE_FAILED", "tokens"),
    ],
)
def test_what_the_asker_can_put_right_is_said(guest: Server, query: str, code: str, message: str) -> None:
    said = guest.refusal(query)
    assert said[0] == code
    assert message in said[1]


def test_a_closed_schema_gives_no_hints(guest: Server, district: tuple[Record, ...], fill: Fill, serve: Any) -> None:
    for query in ("{ __schema { types { name } } }", '{ __type(name: "Actor") { name } }'):
        errors = guest.answer(query)["errors"]
        assert all("introspection has been disabled" in error["message"] for error in errors)
    assert guest.ask("{ __typename }") == {"__typename": "Query"}
    assert "Did you mean" not in guest.refusal("{ actorz { totalCount } }")[1]
    assert "Did you mean" not in guest.refusal("{ actors(frist: 3) { totalCount } }")[1]
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        open_one = serve(create_app(store, introspection=True))
        assert len(open_one.ask("{ __schema { types { name } } }")["__schema"]["types"]) > 100
        assert "Did you mean 'actor'" in open_one.refusal("{ actorz { totalCount } }")[1]


def test_a_hundred_thousand_errors_make_no_long_answer(guest: Server) -> None:
    _, answer = post(guest, json.dumps({"query": "{ " + " ".join(f"x{i}" for i in range(1500)) + " }"}))
    assert len(answer["errors"]) <= 21
    assert len(json.dumps(answer)) < 8_000


def test_unusual_text_comes_and_goes_unharmed(guest: Server) -> None:
    query = r'{"query": "query ($i: ID!) { actor(id: $i) { name } }", "variables": {"i": "\ud800"}}'
    assert post(guest, query) == (200, {"data": {"actor": None}})
    status, answer = post(guest, r'{"query": "{ revision }", "operationName": "a\r\nSet-Cookie: b\ud800"}')
    assert (status, answer["errors"][0]["extensions"]["code"]) == (200, "WRONG_USE")


class Broken:
    """A store that answers until it is told to break."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.error: Exception | None = None

    def __getattr__(self, name: str) -> Any:
        if self.error is not None:
            raise self.error
        return getattr(self._store, name)


def test_a_fault_is_told_by_a_reference_and_logged_once(
    district: tuple[Record, ...], fill: Fill, serve: Any, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def burst(*_: object) -> None:
        raise RuntimeError("neo4j://anna:geheim@10.0.0.7 said no")

    with open_store("sqlite::memory:") as store:
        fill(store, district)
        server = serve(create_app(store))
        monkeypatch.setattr("graph.picture.View.get", burst)
        with caplog.at_level(logging.ERROR, "geflecht.api"):
            answer = server.answer("{ actors { nodes { places { name } } } }")
    assert answer["data"] is None
    assert "geheim" not in json.dumps(answer)
    references = {error["extensions"]["reference"] for error in answer["errors"]}
    assert len(references) == 1
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"INTERNAL"}
    assert [references.copy().pop() in record.getMessage() for record in caplog.records] == [True] * len(caplog.records)
    assert 1 <= len(caplog.records) <= 3
    assert "RuntimeError: neo4j://" in caplog.text


def test_a_store_that_is_gone_is_said_and_health_knows(district: tuple[Record, ...], fill: Fill, serve: Any) -> None:
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        broken: Any = Broken(store)
        server = serve(create_app(broken))
        assert server.client.get("/health/ready").json() == {"status": "ready", "revision": 1}
        broken.error = StoreUnreachable(Text("Der Speicher ist weg.", "The store is gone."))
        status, answer = post(server, ASK)
        assert (status, answer["errors"][0]["extensions"]["code"]) == (503, "STORE_UNREACHABLE")
        ready = server.client.get("/health/ready")
        assert (ready.status_code, ready.json()) == (503, {"status": "down", "code": "STORE_UNREACHABLE"})
        assert server.client.get("/health/live").json() == {"status": "live"}
        start = server.client.get("/")
        assert (start.status_code, start.text) == (503, "Der Speicher ist weg.")


def test_an_attack_writes_nothing_to_the_log(guest: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for query in (
            "{ nothing }",
            "{ " * 500,
            "{ actors(first: 999) { totalCount } }",
            "{ __schema { types { name } } }",
        ):
            guest.answer(query)
    assert [record for record in caplog.records if record.name.startswith(("strawberry", "geflecht"))] == []


@pytest.mark.parametrize(
    "query",
    [
        "{ " + "viewer { name } " * 400 + "}",
        "{ " + "actors(first: 1) { totalCount } " * 200 + "}",
        '{ actor(id: """' + "\n  x" * 200_000 + '""") { name } }',
        "{ __schema { " + " ".join(f"a{i}: types {{ name }}" for i in range(200)) + " } }",
        "{ " + " ".join(f"...F{i}" for i in range(180)) + " } "
        + " ".join(f"fragment F{i} on Query {{ revision }}" for i in range(180)),
    ],
    ids=["repeated", "repeated arguments", "long text", "introspection", "fragments"],
)  # fmt: skip
def test_what_is_dear_to_validate_is_refused_at_once(guest: Server, query: str) -> None:
    start = time.process_time()
    assert guest.refusal(query)[0] in {"TOO_MUCH", "GRAPHQL_PARSE_FAILED"}
    assert time.process_time() - start < 1


@pytest.mark.parametrize("n", [24, 100])
def test_doubling_fragments_are_refused_at_once(guest: Server, n: int) -> None:
    parts = [f"fragment F{i} on Query {{ a: viewer {{ name }} ...F{i + 1} ...F{i + 1} }}" for i in range(n)]
    query = " ".join(["{ ...F0 }", *parts, f"fragment F{n} on Query {{ revision }}"])
    start = time.process_time()
    assert guest.refusal(query)[0] == "TOO_MUCH"
    assert time.process_time() - start < 1


def test_long_plain_lists_are_stopped_while_they_are_read(
    district: tuple[Record, ...], fill: Fill, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.graphql.context.MOST_OBJECTS", 8)
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        server = serve(create_app(store))
        code, message = server.refusal(
            "{ measures { nodes { places { id } fields { measures { nodes { places { id } } } } } } }"
        )
    assert code == "TOO_MUCH"
    assert "über 8 Einträge" in message


def test_a_question_that_takes_too_long_is_stopped(
    district: tuple[Record, ...], fill: Fill, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.graphql.context.LONGEST_SECONDS", -1.0)
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        assert serve(create_app(store)).refusal("{ measures { totalCount } }")[0] == "TOO_MUCH"
