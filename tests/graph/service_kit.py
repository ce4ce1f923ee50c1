"""What the tests of the services share: a small district, and how to write into it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

from graph.changes import Put, Transaction
from graph.digest import digest
from graph.model import KINDS, Record, Ref, global_id
from graph.rights import OFFICE
from graph.store import Store

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
WHY: dict[str, Any] = {"reason": "Prüfung", "at": NOW}
K = TypeVar("K", bound=Record)


def new(kind: type[K], key: str, /, **values: Any) -> K:
    return kind(id=global_id("kreis", kind.__name__, key), dataset="kreis", external_id=key, **values)


def ref(kind: type[Record], key: str) -> Ref:
    return global_id("kreis", kind.__name__, key)


def put(store: Store, *records: Record) -> int:
    """Write records past the services."""
    changes = tuple(Put(record) for record in records)
    return store.commit(Transaction(changes, OFFICE.name, "Anfang", NOW)).revision


def records(store: Store) -> list[Record]:
    return store.read(tuple(KINDS.values()))[1]


def content(store: Store) -> str:
    return digest(records(store))


def held(store: Store, ref: Ref, kind: type[K]) -> K:
    found = store.get([ref])[ref]
    assert isinstance(found, kind)
    return found
