"""What taking back a revision takes: the changes that put back what was before, and what stands in the way.

Only the log is asked, from the revision on. What it created can only be pointed at by what was written since, and what
it let go of is still there unless it was deleted since: the store keeps every reference whole.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.changes import Change, Delete, Put
from graph.log import Entry, Logged, last_entries
from graph.model import KINDS, Record, Ref
from graph.rows import references, targets
from graph.schema import ValueType, per_kind
from graph.store import Store


class Blocked(StrEnum):
    """Why a record can't be put back."""

    CHANGED_LATER = "CHANGED_LATER"
    DELETED_LATER = "DELETED_LATER"
    CREATED_AGAIN = "CREATED_AGAIN"
    REFERRED_TO = "REFERRED_TO"
    TARGET_DELETED = "TARGET_DELETED"
    ERASED = "ERASED"


@dataclass(frozen=True, slots=True)
class Block:
    """A record that can't be put back, the later revision that stands in the way, and the other record concerned."""

    why: Blocked
    entry: Entry
    later: Logged
    other: Entry | None = None


@dataclass(slots=True)
class Plan:
    """The changes that take back `undone`, as the log was at revision `seen`; or what keeps them from being made.

    `subjects` is what the revision was about: records, or their kinds where they were erased.
    """

    undone: Logged
    seen: int
    subjects: list[Record | type[Record]] = field(default_factory=list)
    put: dict[Ref, Record] = field(default_factory=dict)
    delete: dict[Ref, Entry] = field(default_factory=dict)
    versions: dict[Ref, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that is written."""
        gone = (Delete(entry.kind, ref) for ref, entry in self.delete.items())
        return (*(Put(record) for record in self.put.values()), *gone)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many records of each kind get their earlier state, go again, and come back."""
        there = Counter(type(r).__name__ for ref, r in self.put.items() if self.versions[ref])
        back = Counter(type(r).__name__ for ref, r in self.put.items() if not self.versions[ref])
        gone = Counter(entry.kind for entry in self.delete.values())
        return {"changed": dict(there), "removed": dict(gone), "restored": dict(back)}


Newest = Mapping[Ref, tuple[Logged, Entry]]
"""Of every record changed by the undone revision or since: its newest entry and the revision that this came with."""


def plan(store: Store, undone: Logged) -> Plan:
    """How to take back a revision."""
    newest: dict[Ref, tuple[Logged, Entry]] = {}
    erasing: dict[Ref, Logged] = {}
    seen = undone.number
    for logged in (undone, *store.log(after=undone.number)):
        newest |= {entry.id: (logged, entry) for entry in logged.entries}
        erasing |= dict.fromkeys(logged.erased, logged)
        seen = logged.number
    ids = [entry.id for entry in undone.entries]
    before = last_entries(store.log(until=undone.number - 1, ids=ids)) if undone.number > 1 else {}
    made = Plan(undone, seen)
    for entry in undone.entries:
        was = before.get(entry.id)
        _put_back(made, was, entry, newest, erasing)
        known = made.put.get(entry.id) or entry.record or (was.record if was is not None else None)
        made.subjects.append(known or KINDS[entry.kind])
    made.blocks += _referred_to(made, newest)
    made.blocks += _pointing_at_nothing(made, newest)
    return made


def _put_back(made: Plan, before: Entry | None, after: Entry, newest: Newest, erasing: Mapping[Ref, Logged]) -> None:
    """Decide about one record: leave it, put it back, remove it, or say why that can't be done."""
    ref = after.id
    later, now = newest[ref]
    if _same(before, now):
        return  # it is as it was already
    if now is not after and not _same(after, now):
        made.blocks.append(Block(_change_since(after, now), now, later))
    elif before is not None and before.is_erased:
        made.blocks.append(Block(Blocked.ERASED, before, erasing.get(ref, made.undone)))
    else:
        made.versions[ref] = now.version if now.action == "put" else 0
        record = before.record if before is not None else None
        if record is None:
            made.delete[ref] = now
        else:
            made.put[ref] = record


def _same(one: Entry | None, other: Entry | None) -> bool:
    """Whether both say that there is no record, or that it holds the same; what was erased is the same as nothing."""
    states = [entry for entry in (one, other) if entry is not None and entry.action == "put"]
    if len(states) != 2:
        return not states
    said = [_said(entry.kind, entry.payload) for entry in states if entry.payload is not None]
    return len(said) == 2 and said[0] == said[1]


def _said(kind: str, payload: str) -> dict[str, object]:
    """What a payload says: neither its version nor the order of its references is content (see `graph.digest`)."""
    said: dict[str, object] = json.loads(payload)
    del said["version"]
    return said | {name: frozenset(said[name]) for name in _lists_of_references(KINDS[kind]) if name in said}  # type: ignore[call-overload]  # lists


@per_kind
def _lists_of_references(kind: type[Record]) -> tuple[str, ...]:
    return tuple(prop.name for prop in references(kind) if prop.value_type is ValueType.REFERENCES)


def _change_since(after: Entry, now: Entry) -> Blocked:
    if now.action == "delete":
        return Blocked.DELETED_LATER
    return Blocked.CREATED_AGAIN if after.action == "delete" else Blocked.CHANGED_LATER


def _referred_to(made: Plan, newest: Newest) -> Iterator[Block]:
    """What would be removed, and is pointed at by something written since."""
    for later, entry in newest.values() if made.delete else ():
        if later is made.undone or entry.id in made.put or entry.id in made.delete:
            continue
        record = entry.record
        gone = [made.delete[to] for to in _links(record) if to in made.delete] if record is not None else []
        yield from (Block(Blocked.REFERRED_TO, target, later, entry) for target in gone)


def _pointing_at_nothing(made: Plan, newest: Newest) -> Iterator[Block]:
    """What would be put back, and pointed at something that was deleted since."""
    for ref, record in made.put.items():
        for to in _links(record):
            if to in newest and to not in made.put and newest[to][1].action == "delete":
                later, target = newest[to]
                yield Block(Blocked.TARGET_DELETED, newest[ref][1], later, target)


def _links(record: Record) -> Iterable[Ref]:
    return dict.fromkeys(to for prop in references(type(record)) for to in targets(record, prop))
