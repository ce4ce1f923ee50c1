"""The one thing that a store has to be able to do: persist. It interprets nothing; questions go to the picture."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from graph.care.unnamed import Named, Unnamed
from graph.changes import Changed, Commit, Head, Transaction
from graph.errors import StoreUnreachable, WrongUse
from graph.language import Text
from graph.log import Logged
from graph.model import Record, Ref
from graph.rows import Rows
from graph.table_copy import TableCopy

DEFAULT_STORE = "sqlite:data/geflecht.db"


class Store(Protocol):
    """A place where the graph is kept. Every method may raise StoreUnreachable or StoreDamaged."""

    @property
    def address(self) -> str:
        """The address without any secret, for messages."""

    def commit(self, transaction: Transaction) -> Commit:
        """Write all of it or nothing.

        Raises Conflict, and Invalid for a value that can't be kept or a reference that points at nothing. Text is
        written in normal form C. A mutation id that was written before answers its first result.
        """

    def get(self, ids: Iterable[Ref]) -> dict[Ref, Record]:
        """The records of these ids; an id that does not exist is left out."""

    def read(self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None) -> tuple[int, list[Record]]:
        """All records of these kinds (of these datasets, or of all), and the one revision at which they were read."""

    def rows(
        self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None
    ) -> tuple[Head, dict[type[Record], Rows]]:
        """The same as columns of plain values, equal from every store; the head tells the one revision of them all."""

    def datasets(self) -> list[str]:
        """The names of the datasets that hold anything, sorted."""

    def revision(self) -> int:
        """The number of commits so far; 0 for an empty store."""

    def head(self) -> Head:
        """The newest revision and its hash. A restored store may be at a revision that it was at before, with other
        content; its hash differs."""

    def changes(self, after: int) -> list[Changed]:
        """What was put or deleted since that revision, in order."""

    def log(self, after: int = 0, until: int | None = None, ids: Iterable[Ref] | None = None) -> Iterator[Logged]:
        """The log from the revision after `after` to `until` (default: the newest), oldest first.

        With `ids` only the revisions that changed one of these records, with the entries of these alone.
        """

    def revision_of(self, mutation_id: str) -> int | None:
        """The revision that a mutation made; None if it was never written. Asked after an answer that got lost."""

    def revision_at(self, at: datetime) -> int:
        """The newest revision that was made by then, by its own word; 0 if none was. `at` has a time zone."""

    def replace(self, log: Iterable[Logged], expected: Head | None = None) -> None:
        """Make the store what this log says, hashes and versions included: all of it or nothing.

        What was there before is gone. The log must be whole and sound (see `graph.log.breaks`). With `expected`, only
        if the store's head is still that; else StoreBusy.
        """

    def bookmark(self) -> str:
        """An opaque text that stands for all that was written and read here; see `follow`."""

    def follow(self, bookmark: str) -> None:
        """See from now on at least what the store had seen that gave this bookmark, perhaps in another process.

        Makes a difference only where several servers keep the same graph. Raises WrongUse for what is no bookmark.
        """

    @property
    def keeps_copies(self) -> bool:
        """Whether tables of the picture can be kept beside the rows."""

    def copies(self, kinds: Sequence[str], scope: str, form: str) -> list[TableCopy]:
        """The copies of these tables that are kept in that form; whether they are sound and true is not looked at."""

    def keep_copies(self, copies: Sequence[TableCopy]) -> bool:
        """Keep these copies in place of those there were; whether that was done.

        Not where nothing can be kept, somebody else is writing, a copy is not of this log, or something was erased
        since. Every transaction that erases, and `replace`, leave no copy behind.
        """

    def drop_copies(self) -> None:
        """Leave no copy behind."""

    def keys(self, kind: type[Record]) -> dict[Ref, tuple[str | None, str | None]]:
        """By id the search key and sort key that lie with each record of a kind; edges, which have none, may lack."""

    def renew_keys(self, records: Sequence[Record]) -> None:
        """Keep the search key and sort key of these nodes as their names have them; they are no part of the log."""

    def unnamed(self) -> list[Unnamed]:
        """What was written past the product and has no id: it is no record yet."""

    def give_ids(self, named: Sequence[Named]) -> dict[str, Text]:
        """Make records of what had no id, at version 0 and not in the log; by place, why that can't be for others."""

    def damage(self) -> list[str]:
        """What the engine itself finds wrong with what it keeps; empty if nothing."""

    def close(self) -> None:
        """Give back what is held open."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def address_of(url: str | None) -> str:
    """The address that is meant: the one named, that of GEFLECHT_STORE, or the default one."""
    return url or os.environ.get("GEFLECHT_STORE") or DEFAULT_STORE


def open_store(url: str | None = None, *, create: bool = True, secrets: str = "GEFLECHT_STORE") -> Store:
    """The store at an address: `sqlite:PATH`, `sqlite::memory:`, `neo4j://…`, `neo4j+s://…`, `bolt://…`, `bolt+s://…`.

    Without one, GEFLECHT_STORE or `sqlite:data/geflecht.db` below the current folder. Tables, constraints and
    indexes are created on opening. With `create` False an embedded store that isn't there is StoreUnreachable. User and
    password come from the variables of the environment whose names begin with `secrets`.
    """
    address = address_of(url)
    scheme = address.split(":", 1)[0]
    if scheme == "sqlite":
        from graph.stores.sqlite import SqliteStore

        path = address.removeprefix("sqlite:")
        if not create and path != ":memory:" and _is_missing(path):
            raise StoreUnreachable(
                Text(
                    f"Unter {address} liegt kein Speicher. Bitte zuerst etwas einlesen oder --store prüfen.",
                    f"There is no store at {address}. Please import something first, or check --store.",
                )
            )
        return SqliteStore(None if path == ":memory:" else Path(path))
    if scheme in ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"):
        from graph.stores.neo4j import Neo4jStore

        return Neo4jStore.connect(address, secrets)
    raise WrongUse(
        Text(
            f"Die Adresse „{address}“ ist kein Speicher. Möglich sind sqlite:PFAD, sqlite::memory:, neo4j://… und bolt://….",
            f"The address “{address}” is no store. Use sqlite:PATH, sqlite::memory:, neo4j://… or bolt://….",
        )
    )


def _is_missing(path: str) -> bool:
    try:
        Path(path).stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # opening it says why
    return False
