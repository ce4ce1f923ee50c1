"""GraphQL over HTTP: 100 measures with field, place and responsible actors, of a generated district.

    .venv/bin/python -m benchmarks.graphql

Beside it, in the same run and on the same server: the same answer by plain Strawberry over objects that lie ready.
Prints requests per second, the ratio, and how often the store was called for 10 and for 100 measures.
"""

import json
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import strawberry
import uvicorn
from strawberry.asgi import GraphQL
from strawberry.tools import create_type

from api.app import create_app
from benchmarks.district import make_district
from graph.model import Actor, Measure, Place, Responsibility, Term
from graph.picture import Pictures
from graph.rights import GUEST
from graph.store import Store, open_store
from importers.run import import_path

QUERY = """query ($first: Int!) { measures(first: $first) { nodes { title fields { label } places { name }
  responsibilities { edges { role state node { name } } } } } }"""
SECONDS = 3.0
CLIENTS = 4
ROUNDS = 5


class Counting:
    """A store, and how often it was called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += 1
        return getattr(self._store, name)


def main() -> None:
    """Measure and print."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream, unless somebody replaced it
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:{folder}/district.db"
        _fill(Path(folder), address)
        with _Served(_ours, address) as ours, _Served(_plain, address) as plain:
            first, second = (httpx.post(server.url, json=_question(100), timeout=60).json() for server in (ours, plain))
            assert first == second, "both have to say the same"
            print(f"answer: {len(json.dumps(first)) / 1000:.0f} kB, {_edges(first)} responsibilities")
            rounds = [(_measured(ours), _measured(plain)) for _ in range(ROUNDS)]
        _tell("requests per second", [(one.rate, other.rate) for one, other in rounds])
        _tell("requests per second of processor time", [(1 / one.cost, 1 / other.cost) for one, other in rounds])
        print(f"store calls: {_calls(address)}")


def _fill(folder: Path, address: str) -> None:
    rows = make_district(folder / "district")
    with open_store(address) as store:
        import_path(store, folder / "district", dataset="district", author="benchmark", now=datetime.now(UTC))
        print(f"district: {rows['actors']} actors, {rows['measures']} measures")


def _question(first: int) -> dict[str, Any]:
    return {"query": QUERY, "variables": {"first": first}}


def _edges(answer: dict[str, Any]) -> int:
    return sum(len(node["responsibilities"]["edges"]) for node in answer["data"]["measures"]["nodes"])


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests per second, and what one of them costs the server in seconds of processor time."""

    rate: float
    cost: float


def _measured(server: "_Served") -> Measured:
    """A few clients that ask one after the other, for a few seconds."""
    end = time.monotonic() + SECONDS

    def ask() -> int:
        done = 0
        with httpx.Client(timeout=60) as client:
            while time.monotonic() < end:
                client.post(server.url, json=_question(100)).raise_for_status()
                done += 1
        return done

    start, used = time.monotonic(), server.processor_time()
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = sum(future.result() for future in [pool.submit(ask) for _ in range(CLIENTS)])
    return Measured(done / (time.monotonic() - start), (server.processor_time() - used) / done)


def _tell(what: str, rounds: list[tuple[float, float]]) -> None:
    ours, plain = (statistics.median(found) for found in zip(*rounds, strict=True))
    ratios = sorted(one / other for one, other in rounds)
    print(f"{what}: ours {ours:.1f}, plain Strawberry {plain:.1f}")
    print(f"  ratio {statistics.median(ratios):.2f} (rounds {ratios[0]:.2f} to {ratios[-1]:.2f})")


def _calls(address: str) -> str:
    found = {}
    with open_store(address) as store:
        counting: Any = Counting(store)
        app = create_app(counting)
        found = {rows: _count(app, counting, rows) for rows in (10, 100)}
    return ", ".join(f"{sum(calls.values())} for {rows} measures" for rows, calls in found.items())


def _count(app: Any, counting: Counting, rows: int) -> Counter[str]:
    import anyio

    async def ask() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            await client.post("/graphql", json=_question(rows))
            counting.calls.clear()
            answer = (await client.post("/graphql", json=_question(rows))).json()
            assert len(answer["data"]["measures"]["nodes"]) == rows

    anyio.run(ask)
    return counting.calls.copy()


class _Served:
    """An app in a process of its own, on a free port of this machine."""

    def __init__(self, make: Callable[[str], Any], address: str) -> None:
        self._here, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_run, args=(make, address, there), daemon=True)

    def __enter__(self) -> "_Served":
        self._process.start()
        self.url = f"http://127.0.0.1:{self._here.recv()}/graphql"
        return self

    def processor_time(self) -> float:
        """Seconds of processor time that the process has used so far."""
        self._here.send(None)
        used: float = self._here.recv()
        return used

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _run(make: Callable[[str], Any], address: str, told: Connection) -> None:
    import socket

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make(address), log_level="warning", ws="none", lifespan="off")
    told.send(listening.getsockname()[1])
    threading.Thread(target=_tell_time, args=(told,), daemon=True).start()
    uvicorn.Server(config).run(sockets=[listening])


def _tell_time(asked: Connection) -> None:
    while True:
        asked.recv()
        asked.send(time.process_time())


def _ours(address: str) -> Any:
    return create_app(open_store(address))


def _plain(address: str) -> Any:
    """Strawberry as its guide shows it: types with fields, objects made beforehand, nothing else."""
    term = create_type("Term", [strawberry.field(name="label", graphql_type=str)])
    place = create_type("Place", [strawberry.field(name="name", graphql_type=str)])
    actor = create_type("Actor", [strawberry.field(name="name", graphql_type=str)])
    edge = create_type(
        "Edge",
        [
            strawberry.field(name="role", graphql_type=str),
            strawberry.field(name="state", graphql_type=str),
            strawberry.field(name="node", graphql_type=actor),
        ],
    )
    edges = create_type("Edges", [strawberry.field(name="edges", graphql_type=list[edge])])  # type: ignore[valid-type]  # made here
    measure = create_type(
        "Measure",
        [
            strawberry.field(name="title", graphql_type=str),
            strawberry.field(name="fields", graphql_type=list[term]),  # type: ignore[valid-type]  # made here
            strawberry.field(name="places", graphql_type=list[place]),  # type: ignore[valid-type]  # made here
            strawberry.field(name="responsibilities", graphql_type=edges),
        ],
    )
    measures = create_type("Measures", [strawberry.field(name="nodes", graphql_type=list[measure])])  # type: ignore[valid-type]  # made here
    with open_store(address) as store:
        view = Pictures(store).current().seen_by(GUEST)
    terms = {record.id: term(label=record.label) for record in view.all(Term)}
    places = {record.id: place(name=record.name) for record in view.all(Place)}
    actors = {record.id: actor(name=record.name) for record in view.all(Actor)}

    def made(record: Measure) -> Any:
        held = [
            edge(role=str(r.role), state=str(r.state), node=actors[r.source])
            for r in sorted(
                view.referring(record.id, Responsibility, "target"),
                key=lambda r: (_name(view, r), r.id),
            )
        ]
        return measure(
            title=record.title,
            fields=[terms[ref] for ref in record.fields],
            places=[places[ref] for ref in record.places],
            responsibilities=edges(edges=held),
        )

    ready = [made(record) for record in view.all(Measure)[:100]]

    def answer(first: int) -> Any:
        return measures(nodes=ready[:first])

    query = create_type("Query", [strawberry.field(name="measures", resolver=answer, graphql_type=measures)])
    return GraphQL(strawberry.Schema(query=query))


def _name(view: Any, responsibility: Responsibility) -> tuple[str, str]:
    from graph.text import sort_key

    actor = view.get(responsibility.source)
    return sort_key(actor.name), actor.external_id


if __name__ == "__main__":
    main()
