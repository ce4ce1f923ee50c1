"""What changed between two heads of a store, as a picture takes it in."""

from collections.abc import Mapping, Sequence

from graph.changes import Head
from graph.log import Entry, last_entries
from graph.model import Record, Ref
from graph.store import Store

_RELOAD_AFTER = 1000  # changes: more are read anew faster than they are applied

Put = dict[Ref, Record]
Gone = list[tuple[str, Ref]]


def changes_since(store: Store, before: Head, head: Head, datasets: Sequence[str] | None) -> tuple[Put, Gone] | None:
    """What of these datasets was put between two heads, and what was deleted, by the name of its kind.

    None where reading anew is better, or needed because `before` is no part of the log that leads to `head`.
    """
    last = _last_entries(store, before, head)
    if last is None:
        return None
    put = {ref: record for ref, entry in last.items() if (record := held(entry, datasets)) is not None}
    return put, [(entry.kind, ref) for ref, entry in last.items() if ref not in put]


def held(entry: Entry | None, datasets: Sequence[str] | None) -> Record | None:
    """The record after an entry, if it is of these datasets."""
    record = None if entry is None else entry.record
    return record if record is not None and (datasets is None or record.dataset in datasets) else None


def _last_entries(store: Store, before: Head, head: Head) -> Mapping[Ref, Entry] | None:
    if head.revision <= before.revision or len(store.changes(before.revision)) > _RELOAD_AFTER:
        return None
    log = list(store.log(after=before.revision, until=head.revision))
    if not log or log[0].previous != before.hash or log[-1].hash != head.hash:
        return None  # the store was replaced by another history
    return last_entries(log)
