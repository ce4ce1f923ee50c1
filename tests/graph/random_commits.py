"""Random sequences of commits that a store accepts, and what the graph held after each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.changes import Change, Delete, Put, Transaction
from graph.digest import digest
from graph.model import KINDS, Actor, Contact, Measure, Record, Ref, Responsibility, Term, Tie, global_id
from graph.model.states import Visibility
from graph.rows import references, targets
from graph.store import Store

Pick = Callable[[int], int]
"""Chooses a number below another: Hypothesis, or a seeded generator."""

Graph = Mapping[Ref, Record]

FIRST = datetime(2025, 1, 1, 12, tzinfo=UTC)
SECRET, NOTE = "Geheim", "Notiz"
"""What the names of hidden actors begin with, and what notes do."""

WORDS = ("Caritas", "AWO", "Höxter", "Sprachcafé", "e. V.", "")


def links(record: Record) -> set[Ref]:
    return {ref for prop in references(type(record)) for ref in targets(record, prop)}


def is_whole(graph: Graph) -> bool:
    return all(graph.keys() >= links(record) for record in graph.values())


def hash_of(graph: Graph) -> str:
    return digest(graph.values())


@dataclass
class Past:
    """A store with a random past. `states[n]` is the graph after revision n, `erased[n]` what it erased."""

    store: Store
    pick: Pick
    states: list[dict[Ref, Record]] = field(default_factory=lambda: [{}])
    erased: list[set[Ref]] = field(default_factory=lambda: [set()])

    @property
    def now(self) -> dict[Ref, Record]:
        return self.states[-1]

    def write(self, commits: int, *, erasing: bool = True) -> Past:
        """Make that many random commits."""
        for _ in range(commits):
            self.commit(*self._changes(erasing=erasing))
        return self

    def commit(self, changes: tuple[Change, ...], erase: tuple[Ref, ...] = ()) -> None:
        number = len(self.states)
        at = FIRST + timedelta(days=number)
        transaction = Transaction(changes, f"Amt {number}", f"Grund {number}", at, f"run {number}", erase=erase)
        assert self.store.commit(transaction).revision == number
        self.took(number, set(erase))

    def took(self, revision: int, erased: set[Ref]) -> None:
        """Read what the store holds now; it was just written."""
        found, held = self.store.read(tuple(KINDS.values()))
        assert found == revision == len(self.states)
        self.states.append({record.id: record for record in held})
        self.erased.append(erased)

    def _changes(self, *, erasing: bool) -> tuple[tuple[Change, ...], tuple[Ref, ...]]:
        graph, erase = dict(self.now), list[Ref]()
        touched: dict[Ref, str] = {}
        for _ in range(1 + self.pick(4)):
            if graph and not self.pick(3):
                self._delete(graph, touched)
                continue
            record = self._record(graph)
            graph[record.id] = record
            touched[record.id] = type(record).__name__
        contacts = [ref for ref, record in self.now.items() if isinstance(record, Contact)]
        if erasing and contacts and not self.pick(4):
            ref = sorted(contacts)[self.pick(len(contacts))]
            held = graph.get(ref)
            if isinstance(held, Contact):
                graph[ref] = replace(held, person_name=None, phone=None)
            touched[ref] = "Contact"
            erase.append(ref)
        changes = tuple(
            Put(graph[ref]) if ref in graph else Delete(kind, ref)
            for ref, kind in touched.items()
            if ref in graph or ref in self.now
        )
        return changes, tuple(erase)

    def _delete(self, graph: dict[Ref, Record], touched: dict[Ref, str]) -> None:
        """Remove a record and whatever points at it."""
        waiting = [sorted(graph)[self.pick(len(graph))]]
        while waiting:
            ref = waiting.pop()
            gone = graph.pop(ref, None)
            if gone is not None:
                touched[ref] = type(gone).__name__
                waiting += [other for other, record in graph.items() if ref in links(record)]

    def _record(self, graph: Graph) -> Record:
        is_empty = not {Actor, Measure} <= {type(record) for record in graph.values()}
        kind = (Actor, Measure, Term, Contact, Tie, Responsibility)[self.pick(4 if is_empty else 6)]
        key = f"{self.pick(4)}"
        same: dict[str, Any] = {"id": global_id("kreis", kind.__name__, key), "dataset": "kreis", "external_id": key}
        word = WORDS[self.pick(len(WORDS))]
        actors, measures, terms = (
            sorted(ref for ref, record in graph.items() if isinstance(record, of)) for of in (Actor, Measure, Term)
        )

        def one(refs: list[Ref]) -> Ref:
            return refs[self.pick(len(refs))]

        def some(refs: list[Ref]) -> tuple[Ref, ...]:
            return tuple(dict.fromkeys(one(refs) for _ in range(self.pick(3)))) if refs else ()

        if kind is Actor:
            if self.pick(2):
                return Actor(**same, name=f"{SECRET} {key}", type=some(terms), visibility=Visibility.INTERNAL)
            return Actor(**same, name=word, type=some(terms))
        if kind is Term:
            return Term(**same, scheme="field", label=word, broader=one(terms) if terms and self.pick(2) else None)
        if kind is Measure:
            return Measure(**same, title=word, fields=some(terms), note=word and f"{NOTE} {word}")
        if kind is Contact:
            actor = one(actors) if actors and self.pick(2) else None
            return Contact(**same, actor=actor, person_name=f"Frau {word}", phone=word or None)
        if kind is Tie:
            return Tie(**same, source=one(actors), target=one(actors), fields=some(terms))
        return Responsibility(**same, source=one(actors), target=one(measures), role_text=word)
