"""The store on a Neo4j server: the same graph as nodes and relationships that Cypher, Bloom and GDS can use."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Self, TypeVar

from neo4j import Driver, ManagedTransaction

from graph.care.unnamed import Named, Unnamed
from graph.changes import Changed, Commit, Head, Transaction
from graph.errors import Conflict
from graph.language import Text
from graph.log import GENESIS, Logged
from graph.model import Record, Ref
from graph.rows import Rows, records
from graph.schema import kind_named
from graph.stores import SCHEMA_VERSION
from graph.stores import neo4j_check as check
from graph.stores import neo4j_log as log
from graph.stores import neo4j_reading as reading
from graph.stores import neo4j_statements as cypher
from graph.stores.neo4j_connection import open_driver
from graph.stores.neo4j_replacing import replace
from graph.stores.neo4j_sessions import Sessions
from graph.stores.neo4j_unnamed import give_ids, unnamed
from graph.stores.neo4j_writing import write, write_keys
from graph.stores.transactions import refuse_other_form, with_both_versions
from graph.table_copy import TableCopy

_TRIES = 3

_Answer = TypeVar("_Answer")


class Neo4jStore:
    """One Neo4j database. Reads see one revision as a whole, though Neo4j itself promises less (see `_steady`)."""

    def __init__(self, driver: Driver, address: str) -> None:
        self._address = address
        self._sessions = Sessions(driver, address)
        self._prepare()

    @classmethod
    def connect(cls, address: str, secrets: str = "GEFLECHT_STORE") -> Self:
        """The store at `neo4j://…`, `bolt://…` and their encrypted forms; user and password from the environment."""
        driver = open_driver(address, secrets)
        try:
            return cls(driver, address)
        except BaseException:
            driver.close()
            raise

    @property
    def address(self) -> str:
        return self._address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._sessions.close()

    def commit(self, transaction: Transaction) -> Commit:
        mutation = transaction.mutation_id
        key = f"call {uuid.uuid4()}" if mutation is None else log.key_of(mutation)
        try:
            return self._sessions.commit(lambda tx: write(tx, transaction, key), mutation)
        except Conflict as error:
            raise with_both_versions(error, transaction, self.get) from error

    def get(self, ids: Iterable[Ref]) -> dict[Ref, Record]:
        wanted = list(dict.fromkeys(ids))
        _, records = self._steady(lambda tx: _named(tx, wanted))
        return {record.id: record for record in records}

    def read(self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None) -> tuple[int, list[Record]]:
        head, found = self.rows(kinds, datasets)
        return head.revision, [record for kind in kinds for record in records(found[kind])]

    def rows(
        self, kinds: Sequence[type[Record]], datasets: Sequence[str] | None = None
    ) -> tuple[Head, dict[type[Record], Rows]]:
        condition = cypher.ALL if datasets is None else cypher.OF_DATASETS
        parameters = {} if datasets is None else {"datasets": list(datasets)}
        return self._steady(lambda tx: {kind: reading.rows(tx, kind, condition, parameters) for kind in kinds})

    def datasets(self) -> list[str]:
        return self._read(lambda tx: [name for (name,) in tx.run(cypher.datasets()).values() if name is not None])

    def revision(self) -> int:
        return self.head().revision

    def head(self) -> Head:
        return self._read(log.head)

    def changes(self, after: int) -> list[Changed]:
        _, changes = self._steady(lambda tx: [Changed(*row) for row in tx.run(cypher.CHANGES, after=after).values()])
        return changes

    def log(self, after: int = 0, until: int | None = None, ids: Iterable[Ref] | None = None) -> Iterator[Logged]:
        newest = self._write(_head).revision  # what is up to here was committed as a whole and stays as it is
        last = newest if until is None else min(until, newest)
        read = partial(log.read, until=last, ids=None if ids is None else list(ids))
        while chunk := self._read(partial(read, after=after)):
            yield from chunk
            after = chunk[-1].number

    def revision_of(self, mutation_id: str) -> int | None:
        found = self._read(lambda tx: tx.run(cypher.REPLAY, key=log.key_of(mutation_id)).single())
        return None if found is None else int(found[0])

    def revision_at(self, at: datetime) -> int:
        found = self._read(lambda tx: tx.run(cypher.REVISION_AT, at=at.astimezone(UTC)).single(strict=True))
        return int(found[0] or 0)

    def replace(self, log: Iterable[Logged], expected: Head | None = None) -> None:
        replace(self._sessions, log, expected)

    def bookmark(self) -> str:
        return self._sessions.bookmark()

    def follow(self, bookmark: str) -> None:
        self._sessions.follow(bookmark)

    @property
    def keeps_copies(self) -> bool:
        return False  # the graph is its users': no blobs in it, and nothing of it outside the server's rights

    def copies(self, kinds: Sequence[str], scope: str, form: str) -> list[TableCopy]:
        return []

    def keep_copies(self, copies: Sequence[TableCopy]) -> bool:
        return False

    def drop_copies(self) -> None:
        pass

    def keys(self, kind: type[Record]) -> dict[Ref, tuple[str | None, str | None]]:
        return self._read(lambda tx: check.keys(tx, kind))

    def renew_keys(self, records: Sequence[Record]) -> None:
        self._write(lambda tx: write_keys(tx, records))

    def unnamed(self) -> list[Unnamed]:
        return self._read(unnamed)

    def give_ids(self, named: Sequence[Named]) -> dict[str, Text]:
        return self._sessions.commit(lambda tx: give_ids(tx, named))

    def damage(self) -> list[str]:
        """Neo4j Community tests itself only while it is stopped; what we see is what was written past Geflecht."""
        return self._read(check.faults)

    def _steady(self, work: Callable[[ManagedTransaction], _Answer]) -> tuple[Head, _Answer]:
        """What `work` reads, and the one revision at which it read all of it.

        Neo4j shows a reader what others commit in the meantime, and a commit bit by bit. A writer locks the head last,
        until its commit is done. So a reader that finds the head free and at the same revision before and after saw
        nothing half-done; when writers are too busy for that, it keeps them out.
        """
        for _ in range(_TRIES):
            before = self._write(_head)
            answer = self._read(work)
            if self._write(_head) == before:
                return before, answer
        return self._write(lambda tx: (_head(tx), work(tx)))

    def _read(self, work: Callable[[ManagedTransaction], _Answer]) -> _Answer:
        return self._sessions.read(work)

    def _write(self, work: Callable[[ManagedTransaction], _Answer]) -> _Answer:
        return self._sessions.write(work)

    def _prepare(self) -> None:
        version = self._read(_stored_version)
        if version is not None:
            refuse_other_form(self._address, version, SCHEMA_VERSION)
        self._drop_outdated_search()
        for listed, wanted in ((cypher.CONSTRAINT_NAMES, cypher.constraints()), (cypher.INDEX_NAMES, cypher.indexes())):
            self._create_missing(listed, wanted)
        if self._read(lambda tx: tx.run(cypher.MARK).values()) in ([], [[None]]):  # else somebody is replacing all
            self._write(lambda tx: tx.run(cypher.CREATE_STORE, version=SCHEMA_VERSION, hash=GENESIS).consume())

    def _drop_outdated_search(self) -> None:
        """The full-text index that an older version made knows fewer kinds, and can't be changed."""
        found = self._read(lambda tx: tx.run(cypher.SEARCHED).values())
        if any(tuple(map(set, known)) != tuple(map(set, cypher.searched())) for _, *known in found):
            self._write(lambda tx: tx.run(cypher.DROP_SEARCH).consume())

    def _create_missing(self, listed: str, wanted: dict[str, str]) -> None:
        present = {name for (name,) in self._read(lambda tx: tx.run(listed).values())}
        missing = [statement for name, statement in wanted.items() if name not in present]
        if missing:
            self._write(lambda tx: [tx.run(statement).consume() for statement in missing])


def _stored_version(tx: ManagedTransaction) -> int | None:
    found = tx.run(cypher.STORE_VERSION).single()
    return None if found is None else int(found[0])


def _head(tx: ManagedTransaction) -> Head:
    """The newest revision, once no commit is under way; nobody can commit until the transaction ends."""
    tx.run(cypher.LOCK_HEAD).consume()
    return log.head(tx)


def _named(tx: ManagedTransaction, ids: list[Ref]) -> list[Record]:
    kinds: dict[str, list[str]] = {}
    for ref, _, _, name in tx.run(cypher.kinds_of(), ids=ids).values():
        kinds.setdefault(name, []).append(ref)
    return [
        record
        for name, refs in kinds.items()
        for record in records(reading.rows(tx, kind_named(name), cypher.WITH_IDS, {"ids": refs}))
    ]
