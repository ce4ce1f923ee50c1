"""The records of a store as far as they can be read, and where they are not what the log says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

from graph.care.record_check import Problem
from graph.changes import Head
from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import KINDS, Record, Ref
from graph.past.fold import Fold
from graph.rows import Rows, records
from graph.schema import property_of
from graph.store import Store
from graph.stores.transactions import keys_of

UNREADABLE = (StoreDamaged, LookupError, TypeError, ValueError, AttributeError, AssertionError)
"""What reading raises where something lies that no store of ours writes."""


@dataclass(slots=True)
class State:
    """What a store holds at one head, and what could not be read of it."""

    head: Head
    records: dict[Ref, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The kinds of which not all could be read."""


def read_state(store: Store) -> State:
    """Every record that can be read. Kinds are read together, or one by one where one of them can't be."""
    kinds = list(KINDS.values())
    try:
        head, found = store.rows(kinds)
    except StoreDamaged:
        state = State(store.head())
        for kind in kinds:
            _add_kind(store, kind, state)
        return state
    state = State(head)
    for rows in found.values():
        _add(rows, state)
    return state


def _add_kind(store: Store, kind: type[Record], state: State) -> None:
    try:
        _add(store.rows([kind])[1][kind], state)
    except StoreDamaged as error:
        state.unread.add(kind.__name__)
        state.problems.append(Problem("UNREADABLE", kind.__name__, error.message))


def _add(rows: Rows, state: State) -> None:
    try:
        state.records |= {record.id: record for record in records(rows)}
    except UNREADABLE:
        for number in range(len(rows)):
            _add_one(Rows(rows.kind, {name: [column[number]] for name, column in rows.columns.items()}), state)


def _add_one(row: Rows, state: State) -> None:
    try:
        (record,) = records(row)
        state.records[record.id] = record
    except UNREADABLE as error:
        state.unread.add(row.kind.__name__)
        state.problems.append(_unreadable(row.kind.__name__, row.columns["id"][0], error))


def salvage(store: Store, refs: Sequence[Ref], kinds: dict[Ref, str], state: State) -> None:
    """Read these records in parts, ever smaller ones where a part can't be read, and name those that can't."""
    if not refs:
        return
    try:
        state.records |= store.get(refs)
    except UNREADABLE as error:
        if len(refs) == 1:
            state.problems.append(_unreadable(kinds[refs[0]], refs[0], error))
            return
        half = len(refs) // 2
        salvage(store, refs[:half], kinds, state)
        salvage(store, refs[half:], kinds, state)


def _unreadable(kind: str, ref: object, error: BaseException) -> Problem:
    why = error.message if isinstance(error, StoreDamaged) else Text(f"{error!r}", f"{error!r}")
    return Problem(
        "UNREADABLE",
        f"{kind} {ref}",
        Text("Der Eintrag lässt sich nicht lesen: {why}", "The entry can't be read: {why}").fill(why=why),
    )


def differences(state: State, fold: Fold) -> Iterator[Problem]:
    """Where the records are not what the log folds to. What could not be read was told before."""
    unread = {problem.subject.split()[-1] for problem in state.problems}
    for ref in sorted(fold.kinds.keys() | state.records.keys()):
        here = state.records.get(ref)
        try:
            logged = fold.record(ref)
        except UNREADABLE:
            continue
        if here is None:
            if logged is not None and ref not in unread:
                de, en = "Der Eintrag fehlt; das Protokoll kennt ihn.", "The entry is missing; the log knows it."
                yield Problem("MISSING_RECORD", f"{fold.kinds[ref]} {logged.external_id}", Text(de, en))
        elif logged is None:
            de, en = "Das Protokoll kennt diesen Eintrag nicht.", "The log does not know this entry."
            yield Problem("UNLOGGED_RECORD", _name(here), Text(de, en))
        elif here != logged:
            yield _difference(here, logged)


def _difference(here: Record, logged: Record) -> Problem:
    if type(here) is not type(logged):
        parts = [Text(type(here).__name__, type(here).__name__)]
    else:
        names = [f.name for f in fields(here) if getattr(here, f.name) != getattr(logged, f.name)]
        parts = [_label(type(here), name) for name in names]
    listed = Text(", ".join(part.de for part in parts), ", ".join(part.en for part in parts))
    return Problem(
        "STATE_DIFFERS",
        _name(here),
        Text("Im Protokoll steht anderes: {parts}.", "The log says otherwise: {parts}.").fill(parts=listed),
    )


def _label(kind: type[Record], name: str) -> Text:
    try:
        return property_of(kind, name).label
    except KeyError:  # part of the identity
        return Text(name, name)


def stale_keys(store: Store, state: State) -> Iterator[Problem]:
    """The records whose stored search or sort key is not the one that their name has."""
    de, en = "Such- oder Sortierschlüssel sind veraltet.", "The search key or sort key is out of date."
    for found in with_stale_keys(store, state):
        yield found if isinstance(found, Problem) else Problem("STALE_KEY", _name(found), Text(de, en))


def with_stale_keys(store: Store, state: State) -> Iterator[Record | Problem]:
    """The same records; or a problem where keys can't be read."""
    for kind in KINDS.values():
        try:
            kept = store.keys(kind)
        except StoreDamaged as error:
            yield Problem("UNREADABLE", kind.__name__, error.message)
            continue
        for ref, keys in kept.items():
            record = state.records.get(ref)
            if record is not None and keys_of(record) != keys:
                yield record


def _name(record: Record) -> str:
    return f"{type(record).__name__} {record.external_id}"
