"""Whether a store is whole: its engine, its log, every record, and that they say the same.

It reads everything, and names what can't be read instead of failing on it. Who can write to the database can cut off
the end of the log and take the graph back with it: no look from inside shows that, only a backup kept elsewhere does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.care.backup_file import BackupFile
from graph.care.copies_check import wrong_copies
from graph.care.log_check import Past, read_past
from graph.care.record_check import Problem, problems_of
from graph.care.state_check import State, differences, read_state, salvage, stale_keys
from graph.digest import digest
from graph.errors import StoreDamaged
from graph.language import Text
from graph.model import KINDS
from graph.store import Store

__all__ = ["CheckResult", "Look", "Problem", "check"]

_TRIES = 3


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, and the revision and content hash that it holds for."""

    problems: tuple[Problem, ...]
    revision: int
    hash: str

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


Look = Callable[[Store, State, Past], Iterator[Problem]]


def check(store: Store, against: Path | None = None) -> CheckResult:
    """Read everything and look at it; with `against` also whether the store goes on from that backup.

    Others may write meanwhile: what was found is told only if it was so at one revision, or again and again.
    """
    for _ in range(_TRIES):
        result = _check(store, against)
        if result.ok or store.head().revision == result.revision:
            break
    return result


def survey(store: Store) -> tuple[State, Past]:
    """What the store holds and what its log says, each as far as it can be read."""
    state = read_state(store)
    past = read_past(store, state.head)
    lacking = [ref for ref, kind in past.fold.kinds.items() if kind in state.unread and ref not in state.records]
    salvage(store, lacking, past.fold.kinds, state)
    return state, past


def _check(store: Store, against: Path | None) -> CheckResult:
    state, past = survey(store)
    found = [problem for look in LOOKS for problem in look(store, state, past)]
    if against is not None:
        found += _since(store, past, against)
    return CheckResult(tuple(found), state.head.revision, digest(state.records.values()))


def _engine(store: Store, state: State, past: Past) -> Iterator[Problem]:
    try:
        said = store.damage()
    except StoreDamaged as error:
        yield Problem("DAMAGED", store.address, error.message)
        return
    for line in said:
        yield Problem("DAMAGED", store.address, Text(f"Der Speicher meldet: {line}", f"The store reports: {line}"))


def _unread(store: Store, state: State, past: Past) -> Iterator[Problem]:
    yield from state.problems
    yield from past.problems


def _records(store: Store, state: State, past: Past) -> Iterator[Problem]:
    kinds = past.fold.kinds if state.unread else {}
    kinds = kinds | {ref: type(record).__name__ for ref, record in state.records.items()}
    for _, record in sorted(state.records.items()):
        yield from problems_of(record, kinds)


def _unlike_the_log(store: Store, state: State, past: Past) -> Iterator[Problem]:
    return differences(state, past.fold)


def _unnamed(store: Store, state: State, past: Past) -> Iterator[Problem]:
    for one in store.unnamed():
        text = Text(
            "{kind} ohne Kennung, von Hand angelegt; zählt erst nach der Übernahme (check --accept).",
            "{kind} without an id, created by hand; counts only after it was taken in (check --accept).",
        )
        yield Problem("UNNAMED_RECORD", one.subject, text.fill(kind=KINDS[one.kind].meta.label))


def _keys(store: Store, state: State, past: Past) -> Iterator[Problem]:
    return stale_keys(store, state)


def _copies(store: Store, state: State, past: Past) -> Iterator[Problem]:
    return wrong_copies(store, state, past.fold)


LOOKS: tuple[Look, ...] = (_engine, _unread, _records, _unlike_the_log, _unnamed, _keys, _copies)
"""Everything that is looked at, in this order. A further look is one more function here."""


def _since(store: Store, past: Past, against: Path) -> Iterator[Problem]:
    """Whether the revision that a backup ends with is part of this store's log."""
    with BackupFile(against) as backup:
        closing = backup.closing()
    if closing.revision and past.hashes.get(closing.revision) != closing.head:
        yield Problem(
            "OTHER_HISTORY",
            str(closing.revision),
            Text(
                f"Stand {closing.revision} der Sicherung {against} ist nicht im Protokoll: Sein Ende wurde "
                "abgeschnitten, oder eine andere Sicherung eingespielt.",
                f"Revision {closing.revision} of the backup {against} is not in the log: its end was cut off, "
                "or another backup was restored.",
            ),
        )
