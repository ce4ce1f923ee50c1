"""The start page, reports, and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app, may_show_graphiql
from api.language import liked_best
from graph.model import Actor, Place, Record, global_id
from graph.model.states import PlaceLevel
from graph.store import Store, open_store

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]


def new(kind: Any, key: str, dataset: str, **values: Any) -> Any:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


@pytest.fixture
def districts(fill: Fill, serve: Any, tmp_path: Path) -> Iterator[Server]:
    """Two real districts and the invented one; one of them has a report."""
    names = {"kreis-b": "Kreis B <b>", "kreis-a": "Kreis A", "kreis-lindental": "Kreis Lindental"}
    records = [new(Place, "k", key, name=name, level=PlaceLevel.DISTRICT) for key, name in names.items()]
    records += [new(Actor, "a", key, name="Verein", invented=key == "kreis-lindental") for key in names]
    (tmp_path / "kreis-lindental.html").write_text("<!doctype html><title>Bericht</title>", encoding="utf-8")
    (tmp_path.parent / "secret.html").write_text("geheim")
    with open_store("sqlite::memory:") as store:
        fill(store, [record for record in records if isinstance(record, Record)])
        yield serve(create_app(store, reports=tmp_path, graphiql=True))


def test_the_start_page_names_every_district_lindental_first(districts: Server) -> None:
    page = districts.client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    places = [page.text.index(name) for name in ("Kreis Lindental", "Kreis A", "Kreis B &lt;b&gt;")]
    assert places == sorted(places)
    assert page.text.count("erfunden") == 1
    assert "1 Akteur, 0 Maßnahmen, 0 Angebote" in page.text
    assert 'href="/reports/kreis-lindental.html"' in page.text
    assert page.text.count("noch kein Bericht") == 2
    assert 'href="/graphql"' in page.text
    assert "http://" not in page.text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "https://" not in page.text


def test_the_start_page_speaks_the_readers_language(districts: Server) -> None:
    for address, header, expected in (("/", "en-US", "en"), ("/?lang=en", "de", "en"), ("/?lang=xx", "de", "de")):
        page = districts.client.get(address, headers={"accept-language": header})
        assert page.headers["content-language"] == expected
        assert f'<html lang="{expected}">' in page.text
    assert "1 actor, 0 measures, 0 offers" in districts.client.get("/?lang=en").text


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "de"), ("en", "en"), ("de", "de"), ("fr,en;q=0.3", "en"), ("en;q=0.4,de;q=0.5", "de"), ("en;q=0", "de"),
        ("en;q=x", "de"), ("EN-gb", "en"), (",;=,", "de"), ("fr", "de"),
    ],
)  # fmt: skip
def test_the_language_liked_best_is_found(header: str, expected: str) -> None:
    assert liked_best(header) == expected


def test_an_empty_store_says_what_to_do(serve: Any) -> None:
    with open_store("sqlite::memory:") as store:
        assert "geflecht import ORDNER" in serve(create_app(store)).client.get("/").text


def test_reports_are_served_and_nothing_else_of_the_disk(districts: Server) -> None:
    assert "<title>Bericht" in districts.client.get("/reports/kreis-lindental.html").text
    for way in ("/reports/../secret.html", "/reports/%2e%2e/secret.html", "/reports/", "/reports/..%2fsecret.html"):
        response = districts.client.get(way)
        assert response.status_code == 404
        assert "geheim" not in response.text


@pytest.mark.parametrize(
    "way",
    ["/", "/graphql", "/health/live", "/health/ready", "/static/icon.svg", "/style/base.css", "/nowhere",
     "/reports/kreis-lindental.html", "/reports/none.html"],
)  # fmt: skip
def test_every_answer_says_what_may_run(districts: Server, way: str) -> None:
    headers = districts.client.get(way).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert ("default-src 'none'" if way.startswith("/reports") else "default-src 'self'") in policy
    assert "unsafe-inline" not in policy or way.startswith("/reports")
    assert "http:" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_fault_is_no_page_full_of_code(districts: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> None:
        raise RuntimeError("neo4j://anna:geheim@10.0.0.7")

    monkeypatch.setattr("api.app.start_page", burst)
    response = districts.client.get("/")
    assert (response.status_code, response.text) == (500, "Das war unser Fehler. Er steht im Protokoll des Servers.")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_strangers_get_no_graphiql(serve: Any, district: tuple[Record, ...], fill: Fill) -> None:
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        server = serve(create_app(store))
        assert server.client.get("/graphql").status_code == 405
        assert 'href="/graphql"' not in server.client.get("/").text


@pytest.mark.parametrize(
    ("host", "public", "shown"),
    [("127.0.0.1", None, True), ("::1", None, True), ("localhost", "0", True), ("127.0.0.1", "1", False),
     ("0.0.0.0", None, False), ("192.168.1.4", None, False)],
)  # fmt: skip
def test_only_a_server_of_ones_own_shows_its_schema(
    monkeypatch: pytest.MonkeyPatch, host: str, public: str | None, shown: bool
) -> None:
    monkeypatch.delenv("GEFLECHT_PUBLIC", raising=False)
    if public is not None:
        monkeypatch.setenv("GEFLECHT_PUBLIC", public)
    assert may_show_graphiql(host) is shown


def test_hidden_records_are_not_even_counted(serve: Any, district: tuple[Record, ...], fill: Fill) -> None:
    with open_store("sqlite::memory:") as store:
        fill(store, [replace(record) for record in district])
        assert "3 Akteure, 2 Maßnahmen" in serve(create_app(store)).client.get("/").text


def test_graphiql_reads_the_schema_from_a_file_and_the_endpoint_stays_closed(districts: Server) -> None:
    schema = districts.client.get("/graphql/schema.json").json()
    assert "Actor" in {kind["name"] for kind in schema["__schema"]["types"]}
    answer = districts.client.post("/graphql", json={"query": "{ __schema { queryType { name } } }"}).json()
    assert answer.get("data") is None
    assert answer["errors"]
