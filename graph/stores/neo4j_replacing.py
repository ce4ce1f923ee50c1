"""Makes a Neo4j database what a log says.

A district fits into one transaction. What is larger would not fit into the server's memory, so it comes in many. The
first of them takes the head away, so that nobody can read or write, and puts a mark; the last one brings both in order.
If it is cut off between, everybody is told to restore again (`StoreHalfReplaced`).
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import Any

from neo4j import ManagedTransaction

from graph.changes import Head
from graph.log import GENESIS, Logged
from graph.model import Ref
from graph.past.fold import Fold
from graph.stores import neo4j_log as log
from graph.stores import neo4j_statements as cypher
from graph.stores.neo4j_sessions import Sessions
from graph.stores.neo4j_writing import draw_relationships, put_new_nodes
from graph.stores.transactions import overtaken

AT_ONCE = 20_000  # entries of a log up to which all is one transaction
_BATCH = 5_000  # records or entries in one step

_Step = Callable[[ManagedTransaction], None]


def replace(sessions: Sessions, revisions: Iterable[Logged], expected: Head | None) -> None:
    """What was ours there goes, the log and its newest records come; what others put into the database stays."""
    beginning: list[Logged] = []
    room, rest = AT_ONCE, iter(revisions)
    for logged in rest:
        beginning.append(logged)
        room -= len(logged.entries)
        if room < 0:
            return _replace_in_steps(sessions, chain(beginning, rest), expected)
    return sessions.commit(partial(_replace_at_once, revisions=beginning, expected=expected))


def _replace_at_once(tx: ManagedTransaction, revisions: list[Logged], expected: Head | None) -> None:
    if _mark(tx) is None:
        _refuse_overtaken(tx, expected, to_be=revisions[-1].hash if revisions else GENESIS)
    for step in chain(_clearing(2**31), _Filling(revisions).steps()):
        step(tx)
    tx.run(cypher.SET_MARK, mark=None).consume()


def _replace_in_steps(sessions: Sessions, revisions: Iterable[Logged], expected: Head | None) -> None:
    run, number = secrets.token_hex(8), 0
    sessions.commit(partial(_begin, mark=f"{run} 0", expected=expected))
    for step in chain(_clearing(_BATCH), _Filling(revisions).steps()):
        sessions.commit(partial(_once, step=step, before=f"{run} {number}", after=f"{run} {number + 1}"))
        number += 1
    sessions.commit(partial(_once, step=_nothing, before=f"{run} {number}", after=None))


def _begin(tx: ManagedTransaction, mark: str, expected: Head | None) -> None:
    found = _mark(tx)
    if found == mark:
        return
    if found is None:
        _refuse_overtaken(tx, expected, to_be="")
    tx.run(cypher.DELETE_HEAD).consume()
    tx.run(cypher.SET_MARK, mark=mark).consume()


def _once(tx: ManagedTransaction, step: _Step, before: str, after: str | None) -> None:
    """The step with its mark, so that one whose answer got lost is not done twice."""
    found = _mark(tx)
    if found == after:
        return
    if found != before:
        raise overtaken()
    step(tx)
    tx.run(cypher.SET_MARK, mark=after).consume()


def _mark(tx: ManagedTransaction) -> str | None:
    tx.run(cypher.LOCK).consume()
    found = tx.run(cypher.MARK).single()
    return None if found is None else found[0]


def _refuse_overtaken(tx: ManagedTransaction, expected: Head | None, *, to_be: str) -> None:
    """`to_be` is the hash that is there if this was done already and the answer got lost."""
    if expected is not None and log.head(tx) != expected and log.head(tx).hash != to_be:
        raise overtaken()


def _nothing(tx: ManagedTransaction) -> None:
    pass


def _clearing(limit: int) -> Iterator[_Step]:
    """Take away what is there, so many nodes in one step."""
    for statement in cypher.delete_everything():
        step = _Clearing(statement, limit, limit)
        while step.gone == limit:
            yield step


@dataclass(slots=True)
class _Clearing:
    statement: str
    limit: int
    gone: int

    def __call__(self, tx: ManagedTransaction) -> None:
        self.gone = tx.run(self.statement, limit=self.limit).single(strict=True)[0]


@dataclass(slots=True)
class _Filling:
    """Brings a log and the records that it comes to into an empty database; the head comes last."""

    revisions: Iterable[Logged]
    fold: Fold = field(default_factory=Fold)
    head: Head = field(default_factory=lambda: Head(0, GENESIS))
    erased: list[tuple[int, tuple[Ref, ...]]] = field(default_factory=list)

    def steps(self) -> Iterator[_Step]:
        yield from self._log()
        yield self._erase
        for fill in (put_new_nodes, draw_relationships):
            records = self.fold.records()
            while batch := list(islice(records, _BATCH)):
                yield partial(fill, records=batch)
        yield self._set_head

    def _log(self) -> Iterator[_Step]:
        revisions: list[dict[str, Any]] = []
        changes: list[dict[str, Any]] = []
        for logged in self.fold.watching(self.revisions):
            self.head = Head(logged.number, logged.hash)
            if logged.erased:
                self.erased.append((logged.number, logged.erased))
            made_up = f"restored {logged.number}"
            revisions.append(
                log.revision_row(logged, log.key_of(logged.mutation_id) if logged.mutation_id else made_up)
            )
            changes += log.change_rows(logged)
            while len(revisions) + len(changes) > _BATCH:
                yield partial(_write, revisions=revisions, changes=changes[:_BATCH])
                revisions, changes = [], changes[_BATCH:]
        yield partial(_write, revisions=revisions, changes=changes)

    def _erase(self, tx: ManagedTransaction) -> None:
        for number, refs in self.erased:
            tx.run(cypher.ERASE, ids=list(refs), revision=number).consume()

    def _set_head(self, tx: ManagedTransaction) -> None:
        tx.run(cypher.PUT_HEAD, revision=self.head.revision, hash=self.head.hash).consume()


def _write(tx: ManagedTransaction, revisions: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
    tx.run(cypher.LOG_REVISIONS, rows=revisions).consume()
    tx.run(cypher.LOG_CHANGES, rows=changes).consume()
