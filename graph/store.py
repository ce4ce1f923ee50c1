"""The one thing that a store has to be able to do: persist. It interprets nothing; questions go to the picture."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, Self

from graph.changes import Changed, Commit, Transaction
from graph.errors import StoreUnreachable, WrongUse
from graph.language import Text
from graph.model import Record, Ref

DEFAULT_STORE = "sqlite:data/geflecht.db"


class Store(Protocol):
    """A place where the graph is kept. Every method may raise StoreUnreachable or StoreDamaged."""

    @property
    def address(self) -> str:
        """The address without any secret, for messages."""

    def commit(self, transaction: Transaction) -> Commit:
        """Write all of it or nothing; raises Conflict, and Invalid where a reference points at nothing."""

    def get(self, ids: Iterable[Ref]) -> dict[Ref, Record]:
        """The records of these ids; an id that does not exist is left out."""

    def read(self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None) -> tuple[int, list[Record]]:
        """All records of these kinds (of these datasets, or of all), and the one revision at which they were read."""

    def datasets(self) -> list[str]:
        """The names of the datasets that hold anything, sorted."""

    def revision(self) -> int:
        """The number of commits so far; 0 for an empty store."""

    def changes(self, after: int) -> list[Changed]:
        """What was put or deleted since that revision, in order."""

    def damage(self) -> list[str]:
        """What the engine itself finds wrong with what it keeps; empty if nothing."""

    def close(self) -> None:
        """Give back what is held open."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def open_store(url: str | None = None, *, create: bool = True) -> Store:
    """The store at an address: `sqlite:PATH`, `sqlite::memory:`, `neo4j://…`, `neo4j+s://…`, `bolt://…`, `bolt+s://…`.

    Without one, GEFLECHT_STORE or `sqlite:data/geflecht.db` below the current folder. Tables, constraints and
    indexes are created on opening. With `create` False an embedded store that isn't there is StoreUnreachable.
    """
    address = url or os.environ.get("GEFLECHT_STORE") or DEFAULT_STORE
    scheme = address.split(":", 1)[0]
    if scheme == "sqlite":
        from graph.stores.sqlite import SqliteStore

        path = address.removeprefix("sqlite:")
        if not create and path != ":memory:" and not Path(path).exists():
            raise StoreUnreachable(
                Text(
                    f"Unter {address} liegt kein Speicher. Bitte zuerst etwas einlesen oder --store prüfen.",
                    f"There is no store at {address}. Please import something first, or check --store.",
                )
            )
        return SqliteStore(None if path == ":memory:" else Path(path))
    if scheme in ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"):
        from graph.stores.neo4j import Neo4jStore

        return Neo4jStore.connect(address)
    raise WrongUse(
        Text(
            f"Die Adresse „{address}“ ist kein Speicher. Möglich sind sqlite:PFAD, sqlite::memory:, neo4j://… und bolt://….",
            f"The address “{address}” is no store. Use sqlite:PATH, sqlite::memory:, neo4j://… or bolt://….",
        )
    )
