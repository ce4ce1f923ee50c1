"""What can happen to the graph: records put or deleted, in one transaction with author, reason and time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from graph.model import Record, Ref


@dataclass(frozen=True, slots=True)
class Put:
    """The record as it shall be: created if its id is new, else replaced. Its `version` is set by the store."""

    record: Record


@dataclass(frozen=True, slots=True)
class Delete:
    """The record shall be gone; references to it must be gone in the same transaction."""

    kind: str
    id: Ref


Change = Put | Delete


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that happen together or not at all.

    `expected` holds, by id, the version that the author saw; a record at another version is a Conflict and nothing
    is written. The same goes for a record of one of the kinds `rests_on`, new ones included, that was written or
    deleted after the revision `seen`. A `mutation_id` that the store has seen answers the first result and writes
    nothing. `erase` names records of which the log shall forget what it held of them before this transaction.
    """

    changes: tuple[Change, ...]
    author: str
    reason: str
    at: datetime
    mutation_id: str | None = None
    expected: Mapping[Ref, int] = field(default_factory=dict)
    erase: tuple[Ref, ...] = ()
    rests_on: tuple[str, ...] = ()
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Commit:
    """What came of a transaction: the revision that it made, and whether it had been made before."""

    revision: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The newest revision of a store, and the hash that tells it from the same number of another history."""

    revision: int
    hash: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One entry of the change feed."""

    revision: int
    kind: str
    id: Ref
    action: Literal["put", "delete"]
