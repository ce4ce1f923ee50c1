"""Takes in what was changed past the product, by hand-written Cypher for instance: as a transaction like any other.

Taken in is what the model allows: values that were changed, nodes and edges that were created, with or without an id,
and what was deleted. The rest stays as it is and is named; it has to be corrected where it was written.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from graph.care.check import survey
from graph.care.copies_check import wrong_copies
from graph.care.record_check import Problem, hindrances
from graph.care.state_check import State, read_state, with_stale_keys
from graph.care.unnamed import Named, Unnamed, completed
from graph.changes import Change, Delete, Put, Transaction
from graph.errors import Conflict, Invalid, StoreBusy
from graph.keys import made_up
from graph.language import Text
from graph.model import KINDS, Record, Ref, global_id
from graph.past.fold import Fold
from graph.store import Store

AUTHOR, REASON = "neo4j", "changed past Geflecht"
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in: how many records of each kind were new, changed or gone, and what had to stay outside.

    `revision` is the one that was made; None if there was nothing to take in. `renewed` records got the search and sort
    keys of their names, which are no part of the log.
    """

    revision: int | None
    added: Mapping[str, int]
    changed: Mapping[str, int]
    deleted: Mapping[str, int]
    left: tuple[Problem, ...]
    renewed: int = 0


def take_in(store: Store, now: datetime) -> Intake:
    """Make the log say what the store holds. Raises Invalid where the log itself was changed: it can't be told then."""
    left = _name(store)
    for _ in range(_TRIES):
        state, past = survey(store)
        if past.problems:
            raise _no_log()
        plan = _plan(state, past.fold)
        left_now = (*left, *state.problems, *plan.left)
        if any(wrong_copies(store, state, past.fold)):
            store.drop_copies()
        if not plan.changes:
            return Intake(None, {}, {}, {}, left_now, _renew_keys(store, state))
        transaction = Transaction(tuple(plan.changes), AUTHOR, REASON, now, expected=plan.expected)
        try:
            revision = store.commit(transaction).revision
        except Conflict:
            continue  # somebody was faster: look again
        return Intake(revision, *plan.counts(past.fold), left=left_now, renewed=_renew_keys(store, read_state(store)))
    raise StoreBusy(
        Text(
            "Während der Übernahme wurde immer wieder geschrieben; bitte noch einmal versuchen.",
            "Others kept writing during the intake; please try again.",
        )
    )


def _renew_keys(store: Store, state: State) -> int:
    stale = [record for record in with_stale_keys(store, state) if isinstance(record, Record)]
    if stale:
        store.renew_keys(stale)
    return len(stale)


@dataclass(slots=True)
class _Plan:
    changes: list[Change] = field(default_factory=list)
    expected: dict[Ref, int] = field(default_factory=dict)
    left: list[Problem] = field(default_factory=list)

    def counts(self, fold: Fold) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Added, changed, deleted, by kind."""
        put = [change.record for change in self.changes if isinstance(change, Put)]
        return (
            _count(type(record).__name__ for record in put if record.id not in fold.kinds),
            _count(type(record).__name__ for record in put if record.id in fold.kinds),
            _count(change.kind for change in self.changes if isinstance(change, Delete)),
        )


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _plan(state: State, fold: Fold) -> _Plan:
    plan = _Plan()
    unread = {problem.subject.split()[-1] for problem in state.problems}
    present = {ref: type(record).__name__ for ref, record in state.records.items()}
    present |= {ref: kind for ref, kind in fold.kinds.items() if ref in unread}
    for ref, kind in sorted(fold.kinds.items()):
        if ref not in present:
            plan.changes.append(Delete(kind, ref))
            plan.expected[ref] = 0
    for ref, record in sorted(state.records.items()):
        logged = fold.record(ref)
        if record != logged:
            whole = completed(record, logged)
            found = list(hindrances(whole, present))
            if logged is not None and record.version < logged.version:
                found.append(_old_version(record, logged.version))
            plan.left += found
            if not found:
                plan.changes.append(Put(whole))
                plan.expected[ref] = record.version
    return plan


def _name(store: Store) -> list[Problem]:
    """Give an id to what has none; answers what can't be given one."""
    found = {one.place: one for one in store.unnamed()}
    if not found:
        return []
    known = store.datasets()
    only = known[0] if len(known) == 1 else None
    named = {place: _identity(one, one.dataset or only or "") for place, one in found.items() if one.dataset or only}
    taken = store.get(one.id for one in named.values())
    refused = store.give_ids([one for one in named.values() if one.id not in taken])
    problems = []
    for place, one in found.items():
        if place not in named:
            problems.append(_problem(one, "{kind} ohne „dataset“.", "{kind} without “dataset”."))
        elif named[place].id in taken:
            problems.append(_problem(one, "„externalId“ ist schon vergeben.", "“externalId” is taken already."))
        elif place in refused:
            problems.append(Problem("UNNAMED_RECORD", one.subject, refused[place]))
    return problems


def _identity(one: Unnamed, dataset: str) -> Named:
    external_id = one.external_id or made_up(one.name or one.kind)
    return Named(one.place, one.kind, global_id(dataset, one.kind, external_id), dataset, external_id)


def _problem(one: Unnamed, de: str, en: str) -> Problem:
    label = KINDS[one.kind].meta.label
    return Problem("UNNAMED_RECORD", one.subject, Text(de, en).fill(kind=label))


def _old_version(record: Record, logged: int) -> Problem:
    text = Text("„version“ ist kleiner als im Protokoll ({n}).", "“version” is less than in the log ({n}).")
    return Problem("WRONG_VERSION", f"{type(record).__name__} {record.external_id}", text.fill(n=logged))


def _no_log() -> Invalid:
    return Invalid(
        Text(
            "Auch das Protokoll wurde geändert; woran der Graph zu messen wäre, steht nicht mehr fest. "
            "Bitte eine Sicherung einspielen.",
            "The log was changed too; there is nothing left to measure the graph by. Please restore a backup.",
        )
    )
