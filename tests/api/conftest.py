"""Two graphs for the tests of everything that leaves the house: one of every kind, and a small district."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from api.app import create_app
from graph.changes import Put, Transaction
from graph.dates import VagueDate
from graph.model import (
    EDGE_KINDS,
    KINDS,
    Actor,
    Contact,
    Measure,
    Place,
    Record,
    Ref,
    Responsibility,
    Term,
    Tie,
    global_id,
)
from graph.model.states import PlaceLevel, ResponsibilityState, Role, Visibility
from graph.rights import GUEST, OFFICE, Viewer
from graph.schema import Property, ValueType, properties
from graph.store import Store, open_store

MOMENT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
K = TypeVar("K", bound=Record)
Fill = Callable[[Store, Sequence[Record]], None]


def new(kind: type[K], key: str, dataset: str = "kreis", /, **values: Any) -> K:
    return kind(id=global_id(dataset, kind.__name__, key), dataset=dataset, external_id=key, **values)


def ref(kind: type[Record], key: str, dataset: str = "kreis") -> Ref:
    return global_id(dataset, kind.__name__, key)


def a_value(prop: Property) -> Any:
    """A value that fills the property; a link points at the first of each kind that it may point at."""
    if prop.is_reference:
        assert prop.to is not None
        ids = tuple(ref(KINDS[name], "1") for name in prop.to.kinds)
        return ids if prop.value_type is ValueType.REFERENCES else ids[0]
    if prop.states is not None:
        return next(iter(prop.states))
    values: dict[ValueType, Any] = {
        ValueType.TEXT: f'{prop.name}: "Übergänge" <Schule & Beruf>\r\n\tEnde',
        ValueType.INTEGER: 7,
        ValueType.NUMBER: 2.5,
        ValueType.FLAG: False,
        ValueType.DATE: date(2024, 2, 29),
        ValueType.VAGUE_DATE: VagueDate("ab Mitte 2022", date(2022, 6, 1), None),
        ValueType.TEXTS: ("zweitens", "ers]tens,"),
    }
    return values[prop.value_type]


@pytest.fixture(scope="session")
def one_of_every_kind() -> tuple[Record, ...]:
    """Of every kind one record with a value in every property, and one with nothing but what it must have."""
    found: list[Record] = []
    for kind in KINDS.values():
        held = {prop.name: a_value(prop) for prop in properties(kind)}
        needed = {prop.name: held[prop.name] for prop in properties(kind) if prop.required}
        found += [new(kind, "1", **held), new(kind, "2", **needed)]
    return tuple(found)


@pytest.fixture(scope="session")
def district() -> tuple[Record, ...]:
    """Two towns, three public actors and a hidden one, two measures, a term; ties and responsibilities between them."""
    soest, werl = (
        new(Place, key, name=name, level=PlaceLevel.MUNICIPALITY, ags=ags)
        for key, name, ags in (("soest", "Soest", "05974040"), ("werl", "Werl", "05974052"))
    )
    language = new(Term, "sprache", scheme="field", label="Sprache", label_en="Language")
    town_hall, club, school, secret = (
        new(Actor, key, name=name, places=(place.id,), visibility=visibility, note="nur für das Amt")
        for key, name, place, visibility in (
            ("a1", "Stadt Soest", soest, Visibility.PUBLIC),
            ("a2", "Ährenverein Werl", werl, Visibility.PUBLIC),
            ("a3", "VHS", soest, Visibility.PUBLIC),
            ("a4", "Verborgen e. V.", werl, Visibility.INTERNAL),
        )
    )
    cafe, course = (
        new(Measure, key, title=title, fields=(language.id,), places=(soest.id, werl.id))
        for key, title in (("m1", "Sprachcafé"), ("m2", "Kurs"))
    )
    edges = (
        new(Responsibility, "r1", source=club.id, target=cafe.id, role=Role.LEAD, state=ResponsibilityState.ACCEPTED),
        new(Responsibility, "r2", source=school.id, target=cafe.id, role=Role.SHARED),
        new(Responsibility, "r3", source=secret.id, target=course.id),
        new(
            Responsibility, "r4", source=town_hall.id, target=course.id,
            until=VagueDate("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ),
        new(Tie, "t1", source=club.id, target=school.id, level=2.0),
        new(Tie, "t2", source=town_hall.id, target=club.id),
        new(Tie, "t3", source=club.id, target=secret.id),
    )  # fmt: skip
    mail = new(Contact, "c1", actor=club.id, email="post@beispiel.example")
    return (soest, werl, language, town_hall, club, school, secret, cafe, course, *edges, mail)


@pytest.fixture(scope="session")
def fill() -> Fill:
    """Puts records into a store in one transaction."""

    def put(store: Store, records: Sequence[Record]) -> None:
        nodes = [record for record in records if not isinstance(record, EDGE_KINDS)]
        edges = [record for record in records if isinstance(record, EDGE_KINDS)]
        changes = tuple(Put(record) for record in (*nodes, *edges))
        store.commit(Transaction(changes, author="Amt 50", reason="Test", at=MOMENT))

    return put


class Server:
    """A running server: where it is, and a client that has its address."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", ws="none", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.address, timeout=30)

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def refusal(self, query: str, **variables: object) -> tuple[str, str]:
        """Code and sentence of the one error of an answer."""
        (error,) = self.answer(query, **variables)["errors"]
        return error["extensions"]["code"], error["message"]

    def answer(self, query: str, **variables: object) -> dict[str, Any]:
        """The whole answer."""
        response = self.client.post("/graphql", json={"query": query, "variables": variables})
        answer: dict[str, Any] = response.json()
        return answer

    def close(self) -> None:
        """Stop it."""
        self.client.close()
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def serve() -> Iterator[Callable[[Starlette], Server]]:
    """Starts servers on loopback and stops them at the end."""
    running: list[Server] = []

    def start(app: Starlette) -> Server:
        running.append(Server(app))
        return running[-1]

    yield start
    for server in running:
        server.close()


@pytest.fixture(scope="module")
def guest(district: tuple[Record, ...], fill: Fill) -> Iterator[Server]:
    """The district, served to guests as on a server of one's own: the schema is closed."""
    yield from _served(district, fill, GUEST)


@pytest.fixture(scope="module")
def office(district: tuple[Record, ...], fill: Fill) -> Iterator[Server]:
    """The district, served to the office."""
    yield from _served(district, fill, OFFICE)


@pytest.fixture(scope="module")
def everything(one_of_every_kind: tuple[Record, ...], fill: Fill) -> Iterator[Server]:
    """One of every kind, served to the office."""
    yield from _served(one_of_every_kind, fill, OFFICE)


def _served(records: Sequence[Record], fill: Fill, viewer: Viewer) -> Iterator[Server]:
    with open_store("sqlite::memory:") as store:
        fill(store, records)
        server = Server(create_app(store, viewer=viewer))
        yield server
        server.close()
