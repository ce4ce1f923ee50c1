"""Rows of entries that were merged since: an old key leads to the entry that stays, and old news are no news.

The file still has a row for each of the two. What such a row said before the merge has been decided by it; only what
was never said before changes the entry that stays. So a second import of the same file changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.model import Record, Redirect, Ref
from graph.redirects import end_of, leading_on, survivor
from graph.rows import references, targets
from graph.schema import ValueType
from graph.store import Store


class Merged:
    """The redirects of a dataset, and what was known of the entries on both sides of them before the merge."""

    def __init__(self, held: Mapping[Ref, Record], past: Mapping[Ref, list[Record]]) -> None:
        self._leading = leading_on(held.values())
        self._past = past
        self._held = held
        redirects = [record for record in held.values() if isinstance(record, Redirect) and end_of(record)]
        self.old: dict[str, dict[str, Redirect]] = defaultdict(dict)
        for redirect in sorted(redirects, key=lambda r: r.old_key):
            self.old[redirect.old_kind][redirect.old_key] = redirect

    def now(self, ref: Ref) -> Ref:
        """The id of the entry that stays; the id itself where nothing was merged."""
        return survivor(self._leading, ref)

    def record(self, kind: str, key: str) -> Record | None:
        """The entry that an old key leads to."""
        redirect = self.old[kind].get(key)
        return self._held.get(self.now(Ref(redirect.old_id))) if redirect is not None else None

    def news(self, ref: Ref, values: Mapping[str, Any]) -> dict[str, Any]:
        """What of these values no version of the entry before its last merge says."""
        past = [self._pointing_now(record) for record in self._past.get(ref, ())]
        return {n: value for n, value in values.items() if not any(getattr(record, n) == value for record in past)}

    def _pointing_now(self, record: Record) -> Record:
        changed: dict[str, Any] = {}
        for prop in references(type(record)):
            refs = tuple(dict.fromkeys(self.now(ref) for ref in targets(record, prop)))
            if prop.value_type is ValueType.REFERENCES:
                changed[prop.name] = refs
            elif refs:
                changed[prop.name] = refs[0]
        return replace(record, **changed)


def merged_before(store: Store, held: Mapping[Ref, Record]) -> Merged:
    """What an import has to know of the merges in a dataset; where there were none, nothing is read."""
    redirects = [record for record in held.values() if isinstance(record, Redirect)]
    if not redirects:
        return Merged(held, {})
    leading = leading_on(redirects)
    own = {redirect.id: survivor(leading, Ref(redirect.old_id)) for redirect in redirects}
    ids = {Ref(redirect.old_id) for redirect in redirects} | set(own.values())
    log = list(store.log(ids=[*own, *ids]))
    last_merge: dict[Ref, int] = {}
    for logged in log:
        last_merge |= {own[entry.id]: logged.number for entry in logged.entries if entry.id in own}
    past: dict[Ref, list[Record]] = defaultdict(list)
    for logged in log:
        for entry in logged.entries:
            record = entry.record if entry.id in ids else None
            if record is not None and logged.number < last_merge.get(entry.id, logged.number + 1):
                past[entry.id].append(record)
    return Merged(held, past)
