"""What became of a record: every change with who, when, why, and each property before and after.

A history is as visible as the record is now, and field by field: `Action.READ_HISTORY` decides, and what the viewer may
not see is in no before and no after. A state that was hidden from them is as if it had never been written down.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from graph.errors import NotAllowed, NotFound
from graph.language import Text
from graph.log import Entry, Logged
from graph.model import KINDS, Confirmation, Edge, Record, Ref
from graph.model.states import ConfirmationWay
from graph.past.comparing import PropertyChange, property_changes
from graph.past.remembering import Memory
from graph.redirects import resolve
from graph.rights import Action, Viewer, ends, may, require
from graph.store import Store

Step = tuple[Logged, Entry]


class Became(StrEnum):
    """What happened to a record."""

    CREATED = "CREATED"
    CHANGED = "CHANGED"
    DELETED = "DELETED"


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a record. `author` and `reason` are None for those who may not read them.

    `erased`: what the record held after this change was erased since, so nobody can say what changed.
    """

    revision: int
    at: datetime
    author: str | None
    reason: str | None
    action: Became
    version: int
    properties: tuple[PropertyChange, ...]
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A human said that a version of the record is right: a fact, not a change. `by` and `function` say who."""

    on: date | None
    by: Text | None
    function: str | None
    way: ConfirmationWay | None
    version: int | None


@dataclass(frozen=True, slots=True)
class History:
    """The changes of one record, oldest first, and who confirmed it; those of its edges, where they were asked for."""

    id: Ref
    kind: type[Record]
    name: Text
    versions: tuple[Version, ...]
    confirmations: tuple[Confirmed, ...] = ()
    edges: tuple["History", ...] = ()


def history(store: Store, ref: Ref, viewer: Viewer, *, with_edges: bool = False) -> History:
    """The history of the record of that id, also of a deleted one; of the survivor, where it was merged into another.

    Raises NotFound for an id that never was or that the viewer may not see, NotAllowed where they may not read it.
    """
    memory = Memory(store, viewer)
    if not memory.last(ref).there:
        ref = resolve(store, ref)
    steps = _steps(store.log(ids=(ref,)))[ref]
    if not steps:
        raise _unknown(ref)
    found = _history(steps, viewer, memory)
    edges = _edges(store, ref, viewer, memory) if with_edges else ()
    return replace(found, confirmations=tuple(_confirmations(store, ref, memory)), edges=edges)


def _confirmations(store: Store, ref: Ref, memory: Memory) -> Iterator[Confirmed]:
    told = [c for c in store.read((Confirmation,))[1] if isinstance(c, Confirmation) and ref in (c.about, c.edge)]
    memory.learn_links(told)
    for one in sorted(told, key=lambda c: (c.confirmed_on or date.min, c.id)):
        if memory.sees(one):
            seen = memory.shown(one)
            by = memory.name(seen.by) if seen.by is not None else None
            yield Confirmed(seen.confirmed_on, by, seen.function, seen.way, seen.confirmed_version)


def _history(steps: list[Step], viewer: Viewer, memory: Memory) -> History:
    entry = steps[-1][1]
    last = memory.last(entry.id).record
    if not memory.sees(last) if last is not None else not viewer.sees_everything:
        raise _unknown(entry.id)
    require(viewer, Action.READ_HISTORY, last or KINDS[entry.kind])
    told = may(viewer, Action.READ_METADATA, last or KINDS[entry.kind])
    versions = tuple(_versions(steps, viewer, memory, told=told))
    return History(entry.id, KINDS[entry.kind], memory.name(entry.id), versions)


def _versions(steps: list[Step], viewer: Viewer, memory: Memory, *, told: bool) -> Iterator[Version]:
    states = [entry.record for _, entry in steps]
    memory.learn_links(record for record in states if record is not None)
    before: Record | None = None
    is_there = False
    for (logged, entry), after in zip(steps, states, strict=True):
        was_there, is_there = is_there, entry.action == "put"
        if (not told) if entry.is_erased else (after is not None and not _may_read(after, viewer, memory)):
            continue
        changes = () if entry.is_erased else _changes(before, after, viewer, memory)
        if changes or entry.is_erased or not is_there:
            yield Version(
                revision=logged.number,
                at=logged.at,
                author=logged.author if told else None,
                reason=logged.reason if told else None,
                action=Became.DELETED if not is_there else Became.CHANGED if was_there else Became.CREATED,
                version=entry.version,
                properties=changes,
                erased=entry.is_erased,
            )
        before = after


def _may_read(record: Record, viewer: Viewer, memory: Memory) -> bool:
    return memory.sees(record) and may(viewer, Action.READ_HISTORY, record)


def _changes(before: Record | None, after: Record | None, viewer: Viewer, memory: Memory) -> tuple[PropertyChange, ...]:
    changes = property_changes(memory.shown(before), memory.shown(after), memory.name, memory.name)
    states = [record for record in (before, after) if record is not None]
    return tuple(
        change
        for change in changes
        if all(may(viewer, Action.READ_HISTORY, state, change.property.name) for state in states)
    )


def _edges(store: Store, ref: Ref, viewer: Viewer, memory: Memory) -> tuple[History, ...]:
    steps = _steps(_touching(store.log(), ref))
    memory.learn(steps)
    found = []
    for of_edge in steps.values():
        try:
            found.append(_history(of_edge, viewer, memory))
        except (NotFound, NotAllowed):
            continue
    return tuple(sorted(found, key=lambda h: (h.versions[0].revision if h.versions else 0, h.name, h.id)))


def _touching(log: Iterable[Logged], ref: Ref) -> Iterator[Logged]:
    """The revisions with nothing but the entries of edges that begin or end at the record."""
    known: set[Ref] = set()
    for logged in log:
        for entry in logged.entries:
            if entry.id not in known and entry.payload is not None and ref in entry.payload:
                record = entry.record if issubclass(KINDS[entry.kind], Edge) else None
                if isinstance(record, Edge) and ref in ends(record):
                    known.add(entry.id)
        yield logged.of(frozenset(known))


def _steps(log: Iterable[Logged]) -> dict[Ref, list[Step]]:
    found: dict[Ref, list[Step]] = defaultdict(list)
    for logged in log:
        for entry in logged.entries:
            found[entry.id].append((logged, entry))
    return found


def _unknown(ref: Ref) -> NotFound:
    return NotFound(
        Text(f"Einen Eintrag „{ref}“ gibt es nicht und gab es nie.", f"There is no entry “{ref}” and never was.")
    )
