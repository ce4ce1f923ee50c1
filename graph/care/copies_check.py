"""Whether the copies of the picture's tables say what the log says; people are answered from them."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graph.care.record_check import Problem
from graph.care.state_check import UNREADABLE, State
from graph.language import Text
from graph.model import KINDS, Record, Ref
from graph.past.fold import Fold
from graph.picture.copies import copied
from graph.picture.table import Table
from graph.store import Store


def wrong_copies(store: Store, state: State, fold: Fold) -> Iterator[Problem]:
    """A problem for each copy that would be taken and says otherwise. One that is damaged is not taken, nor told."""
    if not store.keeps_copies:
        return
    for datasets in (None, *([name] for name in sorted({record.dataset for record in state.records.values()}))):
        expected = _by_kind(state, datasets)
        for kind, table in copied(store, list(KINDS.values()), state.head, datasets).items():
            if not _says(table, expected.get(kind, {}), fold):
                text = Text(
                    "Die Kopie von {kind} im Speicher sagt anderes als das Protokoll; --accept verwirft sie.",
                    "The copy of {kind} in the store says otherwise than the log; --accept drops it.",
                )
                yield Problem("COPY_DIFFERS", kind.__name__, text.fill(kind=kind.meta.label))


def _by_kind(state: State, datasets: Sequence[str] | None) -> dict[type[Record], dict[Ref, Record]]:
    found: dict[type[Record], dict[Ref, Record]] = {}
    for ref, record in state.records.items():
        if datasets is None or record.dataset in datasets:
            found.setdefault(type(record), {})[ref] = record
    return found


def _says(table: Table, expected: Mapping[Ref, Record], fold: Fold) -> bool:
    """Whether the copy has what the records or, where they were changed past the product, the log has."""
    try:
        held = {record.id: record for record in table.records(np.flatnonzero(table.alive).tolist())}
        different = [ref for ref in held.keys() | expected.keys() if held.get(ref) != expected.get(ref)]
        return all(held.get(ref) == fold.record(ref) for ref in different)
    except UNREADABLE:
        return False
