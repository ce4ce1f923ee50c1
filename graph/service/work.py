"""What one transaction is going to write, over what the store held when it was planned."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from graph import ties
from graph.changes import Change, Commit, Delete, Put, Transaction
from graph.errors import Conflict, Invalid
from graph.model import KINDS, Confirmation, Record, Redirect, Ref
from graph.office.confirmation import carried_over
from graph.rows import references, targets
from graph.schema import ValueType
from graph.store import Store

_TRIES = 5

Answer = TypeVar("Answer")
K = TypeVar("K", bound=Record)


class Work:
    """Records as they are held, and as they shall be. Every record that is written must be as it was read here."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.seen = store.revision()
        self.erased: set[Ref] = set()
        self._held: dict[Ref, Record | None] = {}
        self._changed: dict[Ref, Record | None] = {}
        self._expected: dict[Ref, int] = {}
        self._rests_on: set[str] = set()
        self._read: dict[tuple[str, type[Record]], list[Ref]] = {}

    def look_up(self, refs: Iterable[Ref]) -> None:
        """Read these records in one go."""
        wanted = [ref for ref in dict.fromkeys(refs) if ref not in self._held]
        found = self.store.get(wanted) if wanted else {}
        self._held |= {ref: found.get(ref) for ref in wanted}

    def held(self, ref: Ref) -> Record | None:
        """The record as the store has it."""
        if ref not in self._held:
            self.look_up([ref])
        return self._held[ref]

    def get(self, ref: Ref) -> Record | None:
        """The record as it shall be."""
        return self._changed[ref] if ref in self._changed else self.held(ref)

    def everything(self, dataset: str) -> dict[Ref, Record]:
        """All records of a dataset as they shall be."""
        return {record.id: record for record in self.all(dataset, *KINDS.values())}

    def all(self, dataset: str, *kinds: type[K]) -> list[K]:
        """The records of some kinds of a dataset as they shall be."""
        unread = tuple(kind for kind in kinds if (dataset, kind) not in self._read)
        self._read |= {(dataset, kind): [] for kind in unread}
        for record in self.store.read(unread, [dataset])[1] if unread else ():
            self._held.setdefault(record.id, record)
            self._read[dataset, type(record)].append(record.id)
        ids = dict.fromkeys((*(ref for kind in kinds for ref in self._read[dataset, kind]), *self._changed))
        found = (self.get(ref) for ref in ids)
        return [record for record in found if isinstance(record, kinds) and record.dataset == dataset]

    def redirects(self) -> list[Record]:
        """All redirects as the store has them."""
        return self.store.read((Redirect,))[1]

    def put(self, record: Record) -> None:
        """The record shall be so."""
        self._changed[record.id] = record

    def delete(self, record: Record) -> None:
        """The record shall be gone."""
        self._changed[record.id] = None

    def erase(self, ref: Ref) -> None:
        """The log shall forget what it holds of the record up to now."""
        self._changed.setdefault(ref, self.held(ref))
        self.erased.add(ref)

    @property
    def changes(self) -> Mapping[Ref, Record | None]:
        """What differs from the store: the record as it shall be, None where it shall be gone."""
        return {ref: record for ref, record in self._changed.items() if record != self.held(ref) or ref in self.erased}

    def written(self, ref: Ref) -> Record | None:
        """The record as it is once the work is committed."""
        record, held = self.get(ref), self.held(ref)
        if record is None or ref not in self.changes:
            return record
        return replace(record, version=held.version + 1 if held is not None else 1)

    def derive_ties(self) -> None:
        """Ties follow the reports and evidence that change here."""
        both = [record for ref in self.changes for record in (self.held(ref), self.get(ref)) if record is not None]
        for dataset in sorted({record.dataset for record in both if ties.speaks_of_ties(record)}):
            put, gone = ties.difference(dataset, self.everything(dataset))
            for tie in put.values():
                self.put(tie)
            for tie in gone:
                self.delete_edge(tie)

    def carry_confirmations(self, renamed: Mapping[Ref, Ref]) -> None:
        """Confirmations hold on for what stays the same in substance; `renamed` are ids that became others."""
        after = {ref: record for ref, record in self.changes.items() if record is not None}
        before = {ref: pointing(held, renamed) for ref in after if (held := self.held(ref)) is not None}
        for dataset in sorted({record.dataset for record in before.values()}):
            for one in list(carried_over(self.all(dataset, Confirmation), before, after)):
                self.put(one)

    def expect(self, record: Record) -> None:
        """Write only if this record, too, is still as it was read here."""
        self._expected[record.id] = record.version

    def rest_on(self, kinds: Iterable[type[Record]]) -> None:
        """Write only if no record of these kinds was written meanwhile, not even a new one."""
        self._rests_on.update(kind.__name__ for kind in kinds)

    def delete_edge(self, edge: Record) -> None:
        """The edge shall be gone, and with it what only speaks of it."""
        self.delete(edge)
        for confirmation in self.all(edge.dataset, Confirmation):
            if confirmation.edge == edge.id:
                self.delete(confirmation)
        for redirect in self.all(edge.dataset, Redirect):
            if redirect.edge == edge.id:
                self.delete(redirect)

    def commit(self, *, author: str, reason: str, at: datetime, mutation_id: str | None) -> Commit:
        """Write it, unless nothing differs. Raises Conflict where a record is no longer as it was read here."""
        changes = self.changes
        if not changes:
            return Commit(self.seen)
        listed: list[Change] = []
        for ref, record in changes.items():
            held = self.held(ref)
            if record is not None:
                listed.append(Put(record))
            elif held is not None:
                listed.append(Delete(type(held).__name__, ref))
        expected = {ref: held.version if (held := self.held(ref)) is not None else 0 for ref in changes}
        expected |= self._expected
        erased, basis = tuple(sorted(self.erased)), tuple(sorted(self._rests_on))
        return self.store.commit(
            Transaction(tuple(listed), author, reason, at, mutation_id, expected, erased, basis, self.seen)
        )


def again_if_disturbed(store: Store, attempt: Callable[[Work], Answer]) -> Answer:
    """Plan and write, once more where somebody else's write came in between: the plan then sees it.

    What the author has to decide about is raised by the plan itself.
    """
    for _ in range(_TRIES - 1):
        work = Work(store)
        try:
            return attempt(work)
        except (Conflict, Invalid):
            if store.revision() == work.seen:
                raise
    return attempt(Work(store))


def pointing(record: Record, renamed: Mapping[Ref, Ref]) -> Record:
    """The record with ids that it names replaced by others, each named once."""
    changed: dict[str, Any] = {}
    for prop in references(type(record)):
        held = targets(record, prop)
        if any(ref in renamed for ref in held):
            refs = tuple(dict.fromkeys(renamed.get(ref, ref) for ref in held))
            changed[prop.name] = refs if prop.value_type is ValueType.REFERENCES else refs[0]
    return replace(record, **changed) if changed else record
