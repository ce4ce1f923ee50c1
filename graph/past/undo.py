"""Takes back one revision, a change or a whole import, by a new transaction that puts back what was before.

Where others have built on it since, nothing is written and every reason is told. Undoing is a revision like any other,
so it can be undone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph.changes import Transaction
from graph.errors import Conflict, Invalid, NotFound
from graph.language import Language, Text
from graph.log import Logged
from graph.past.undo_obstacles import Obstacle, obstacles
from graph.past.undo_plan import Plan, plan
from graph.rights import Action, Viewer, require
from graph.service.written import used_for_something_else
from graph.store import Store

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Undoing:
    """What came of taking back a revision, or would come of it.

    `revision` is the one that was made; None if nothing was written: for a dry run, because of obstacles, or because
    everything is as it was before. By kind, `changed` counts what gets its earlier state, `removed` what goes again,
    `restored` what comes back.
    """

    undone: Logged
    revision: int | None
    dry_run: bool
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    restored: Mapping[str, int]
    obstacles: tuple[Obstacle, ...] = ()

    def as_dict(self, language: Language) -> dict[str, Any]:
        """The same for JSON."""
        return {
            "undone": self.undone.number,
            "runId": self.undone.mutation_id,
            "reason": self.undone.reason,
            "revision": self.revision,
            "dryRun": self.dry_run,
            "changed": self.changed,
            "removed": self.removed,
            "restored": self.restored,
            "obstacles": [obstacle.as_dict(language) for obstacle in self.obstacles],
        }


def undo(
    store: Store,
    revision: int,
    *,
    author: str,
    at: datetime,
    viewer: Viewer,
    reason: str | None = None,
    dry_run: bool = False,
    mutation_id: str | None = None,
) -> Undoing:
    """Take back a revision, or with `dry_run` say what that would do.

    A mutation id that was written before answers what it wrote. Raises NotFound for a revision that isn't there or is
    about something that the viewer may not see, NotAllowed where they may not undo, Conflict if others never stop
    writing in between, Invalid for a mutation id that was used for something else.
    """
    undone = _logged(store, revision)
    why = reason or f"undo {revision}: {undone.reason}"
    made = store.revision_of(mutation_id) if mutation_id is not None else None
    if made is not None:
        return _first_answer(undone, _logged(store, made), author, why)
    for tries_left in reversed(range(_TRIES)):
        planned = plan(store, undone)
        for subject in planned.subjects:
            require(viewer, Action.UNDO, subject)
        changes = planned.changes
        if dry_run or planned.blocks or not changes:
            return _answer(store, viewer, planned, None, dry_run=dry_run)
        transaction = Transaction(changes, author, why, at, mutation_id, planned.versions)
        try:
            return _answer(store, viewer, planned, store.commit(transaction).revision)
        except (Conflict, Invalid):
            if not tries_left or store.revision() == planned.seen:
                raise
    raise AssertionError("the last try returns or raises")


def revision_of_import(store: Store, run_id: str) -> int:
    """The revision that an import made. Raises NotFound for a run that wrote nothing here."""
    revision = store.revision_of(run_id)
    if revision is None:
        raise NotFound(
            Text(
                f"Ein Einlesen „{run_id}“ hat in diesem Speicher nichts geschrieben.",
                f"An import “{run_id}” has written nothing in this store.",
            )
        )
    return revision


def _logged(store: Store, revision: int) -> Logged:
    newest = store.revision()
    if not 0 < revision <= newest:
        raise NotFound(
            Text(
                f"Den Stand {revision} gibt es nicht; der neueste ist {newest}.",
                f"There is no revision {revision}; the newest is {newest}.",
            )
        )
    return next(store.log(after=revision - 1, until=revision))


def _answer(store: Store, viewer: Viewer, planned: Plan, revision: int | None, *, dry_run: bool = False) -> Undoing:
    found = obstacles(store, viewer, planned.blocks) if planned.blocks else ()
    return Undoing(planned.undone, revision, dry_run, **planned.counts, obstacles=found)


def _first_answer(undone: Logged, made: Logged, author: str, reason: str) -> Undoing:
    """What was answered when this was written; a record at its first version had come back."""
    if (made.author, made.reason) != (author, reason):
        raise used_for_something_else()
    return Undoing(
        undone,
        made.number,
        dry_run=False,
        changed=Counter(e.kind for e in made.entries if e.action == "put" and e.version > 1),
        removed=Counter(e.kind for e in made.entries if e.action == "delete"),
        restored=Counter(e.kind for e in made.entries if e.action == "put" and e.version == 1),
    )
