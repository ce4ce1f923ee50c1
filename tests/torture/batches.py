"""What the workloads write, and how they tell whether it is all there.

Batch n puts a few actors of its own, a tie between two of them, and one actor that all batches share: its note holds
the number of the batch, its version the number of batches. So a batch that is half there, or there twice, shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.care.check import check
from graph.changes import Commit, Put, Transaction
from graph.errors import StoreError
from graph.model import Actor, Record, Tie, global_id
from graph.store import Store, open_store
from tests.torture.figures import Figures

DATASET = "batches"
SIZE = 5
WRONG = ("lost", "half", "doubled", "unreadable")
_MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def batch(number: int, *, text: int = 20) -> tuple[Record, ...]:
    """The records of a batch; `text` is the length of a note in each, so that batches fill pages as differently."""
    actors = [_actor(f"{number}-{n}", note="ä" * text) for n in range(SIZE - 1)]
    tie = Tie(
        id=global_id(DATASET, "Tie", str(number)),
        dataset=DATASET,
        external_id=str(number),
        source=actors[0].id,
        target=actors[1].id,
    )
    return (*actors, tie, _actor("shared", note=str(number)))


def write(store: Store, number: int, *, text: int = 20) -> Commit:
    """Write a batch; the same batch written again is recognised by its mutation id."""
    changes = tuple(Put(record) for record in batch(number, text=text))
    return store.commit(
        Transaction(changes, author="torture", reason="batch", at=_MOMENT, mutation_id=f"batch {number}")
    )


def _actor(key: str, note: str) -> Actor:
    return Actor(id=global_id(DATASET, "Actor", key), dataset=DATASET, external_id=key, name=f"Verein {key}", note=note)


@dataclass(frozen=True)
class Seen:
    """What a store holds of the batches: how many records of each, in what versions, and the shared one."""

    records: Counter[int]
    rewritten: int
    shared: Actor | None

    @classmethod
    def of(cls, records: Iterable[Record]) -> Seen:
        present: Counter[int] = Counter()
        rewritten, shared = 0, None
        for record in records:
            if record.external_id == "shared":
                assert isinstance(record, Actor)
                shared = record
            else:
                present[int(record.external_id.split("-")[0])] += 1
                rewritten += record.version != 1
        return cls(present, rewritten, shared)

    def judge(self, figures: Figures, acknowledged: Collection[int], under_way: Collection[int] = ()) -> None:
        """Count what is missing, half there or there twice. What was `under_way` may be there or not, but whole."""
        present = {number for number, count in self.records.items() if count == SIZE}
        for number in sorted(set(acknowledged) - present):
            figures.fault("lost", f"batch {number}")
        for number in sorted(self.records.keys() - present):
            figures.fault("half", f"batch {number}: {self.records[number]} records")
        for number in sorted(present - set(acknowledged) - set(under_way)):
            figures.fault("half", f"batch {number} was never sent")
        written = 0 if self.shared is None else self.shared.version
        if self.rewritten or written > len(self.records):
            figures.fault("doubled", f"{self.rewritten} records rewritten, {written} of {len(self.records)} batches")
        elif written < len(present):
            figures.fault("half", f"the shared actor counts {written} batches of {len(present)}")


def look(store: Store) -> Seen:
    """What the store holds of the batches."""
    return Seen.of(store.read((Actor, Tie), [DATASET])[1])


def inspect(address: str, figures: Figures, acknowledged: Collection[int], under_way: Collection[int] = ()) -> None:
    """Open the store and judge it: everything acknowledged is there, nothing half or twice, and `check` is content."""
    try:
        with open_store(address) as store:
            look(store).judge(figures, acknowledged, under_way)
            for problem in check(store).problems:
                figures.fault("unreadable", problem.message.en)
    except StoreError as error:
        figures.fault("unreadable", error)
