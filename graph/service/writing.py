"""Making and changing entries: one service for every way in, whoever asks and wherever the graph lies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from graph.errors import NotFound
from graph.keys import made_up
from graph.language import Text
from graph.model import Record, Ref, global_id
from graph.redirects import leading_on, survivor
from graph.rights import Action, Viewer, require
from graph.service.conflicts import changed_since, there_already
from graph.service.deleting import plan_removal
from graph.service.finding import NO_SUCH_ENTRY, find_deleted, sees
from graph.service.links import check_ladders, check_links
from graph.service.persons import keep_agreed_names
from graph.service.replaying import replayed
from graph.service.steps import Edit, New, Removal, Step
from graph.service.values import checked, refuse
from graph.service.work import Work, again_if_disturbed
from graph.service.written import Written, for_viewer
from graph.store import Store


def create(
    store: Store, viewer: Viewer, new: New, *, reason: str, at: datetime, mutation_id: str | None = None
) -> Written:
    """Make an entry. See `batch`; an external id that is taken is a Conflict."""
    return batch(store, viewer, [new], reason=reason, at=at, mutation_id=mutation_id)


def update(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    changes: Mapping[str, object],
    *,
    expected_version: int,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Change some values of an entry, the others stay. See `batch`."""
    step = Edit(ref, changes, expected_version)
    return batch(store, viewer, [step], reason=reason, at=at, mutation_id=mutation_id)


def delete(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    *,
    expected_version: int,
    reason: str,
    at: datetime,
    detach: bool = False,
    mutation_id: str | None = None,
) -> Written:
    """Delete an entry with the edges at it. What else refers to it keeps it, unless it is detached. See `batch`."""
    step = Removal(ref, expected_version, detach)
    return batch(store, viewer, [step], reason=reason, at=at, mutation_id=mutation_id)


def batch(
    store: Store,
    viewer: Viewer,
    steps: Sequence[Step],
    *,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Several changes with one reason, all of them or none; what changes nothing is not written.

    A mutation id that was written before answers its first result. Raises Conflict with both versions, what the author
    saw, and a proposal where the two don't clash; Invalid that names the fields; NotFound; NotAllowed; StoreError.
    """
    needs_reason(reason)
    first = replayed(store, viewer, steps, reason, mutation_id)
    if first is not None:
        return first

    def attempt(work: Work) -> Written:
        refs = plan(work, viewer, steps, at)
        commit = work.commit(author=viewer.name, reason=reason, at=at, mutation_id=mutation_id)
        if commit.replayed:  # somebody sent the same at the same time
            again = replayed(store, viewer, steps, reason, mutation_id)
            assert again is not None
            return again
        return Written(tuple(for_viewer(viewer, work.written(ref)) for ref in refs), commit.revision)

    return again_if_disturbed(store, attempt)


def plan(work: Work, viewer: Viewer, steps: Sequence[Step], at: datetime) -> list[Ref]:
    """Put the steps into the work, with all that follows from them; the ids of the entries that they are about."""
    work.look_up(step.id for step in steps if not isinstance(step, New))
    refs: list[Ref] = []
    entered: set[Ref] = set()
    for number, step in enumerate(steps):
        path = f"{number}." if len(steps) > 1 else ""
        ref = _new(work, viewer, step, path) if isinstance(step, New) else step.id
        if ref in refs:
            refuse({f"{path}id": _TWICE})
        refs.append(ref)
        if isinstance(step, Edit):
            _edit(work, viewer, step, path)
        if not isinstance(step, Removal) and "person_name" in (step.values if isinstance(step, New) else step.changes):
            entered.add(ref)
    for number, step in enumerate(steps):
        path = f"{number}." if len(steps) > 1 else ""
        if isinstance(step, Removal):
            record = as_seen(work, viewer, step.id, step.expected_version, None)
            require(viewer, Action.DELETE, record)
            plan_removal(work, record, detach=step.detach, path=path)
        else:
            _check(work, viewer, refs[number], step, path)
    check_ladders(work)
    keep_agreed_names(work, at.date(), entered)
    work.derive_ties()
    work.carry_confirmations({})
    return refs


def as_seen(work: Work, viewer: Viewer, ref: Ref, expected: int, changes: Mapping[str, object] | None) -> Record:
    """The record, if it is still at the version that the author saw. Raises NotFound, Conflict with both versions."""
    record = work.held(ref)
    if record is None:
        deleted = find_deleted(work.store, viewer, ref)
        if deleted is not None and expected and deleted.merged_into is None:
            raise changed_since(work.store, viewer, ref, expected, None, changes)
        raise NotFound(deleted.sentence if deleted is not None else NO_SUCH_ENTRY)
    if not sees(work.store, viewer, record):
        raise NotFound(NO_SUCH_ENTRY)
    if record.version != expected:
        raise changed_since(work.store, viewer, ref, expected, record, changes)
    return record


def needs_reason(reason: str) -> None:
    """Raises Invalid where nobody says why."""
    if not reason.strip():
        refuse({"reason": _WHY})


def _new(work: Work, viewer: Viewer, step: New, path: str) -> Ref:
    values = checked(step.kind, step.values, new=True, path=path)
    words = values.get(step.kind.meta.title) or step.kind.__name__
    key = made_up(str(words)) if step.external_id is None else step.external_id
    if not key.strip() or not step.dataset.strip():
        refuse({f"{path}{'externalId' if step.dataset.strip() else 'dataset'}": _NAMELESS})
    ref = global_id(step.dataset, step.kind.__name__, key)
    record = step.kind(id=ref, dataset=step.dataset, external_id=key, **values)
    require(viewer, Action.CREATE, record)
    for name in values:
        require(viewer, Action.CREATE, record, name)
    if step.external_id is not None:
        taken = work.held(ref) or work.held(survivor(leading_on(work.redirects()), ref))
        if taken is not None:
            raise there_already(viewer, record, taken)
    work.put(record)
    return ref


def _edit(work: Work, viewer: Viewer, step: Edit, path: str) -> None:
    record = as_seen(work, viewer, step.id, step.expected_version, step.changes)
    values = checked(type(record), step.changes, new=False, path=path)
    for name in values:
        require(viewer, Action.UPDATE, record, name)
    require(viewer, Action.UPDATE, record)
    work.put(replace(record, **values))


def _check(work: Work, viewer: Viewer, ref: Ref, step: New | Edit, path: str) -> None:
    record = work.get(ref)
    assert record is not None
    check_links(work, viewer, record, step.values if isinstance(step, New) else step.changes, path)


_TWICE = Text("Dieser Eintrag kommt in dieser Änderung zweimal vor.", "This entry is changed twice here.")
_WHY = Text("Bitte einen Grund angeben.", "Please give a reason.")
_NAMELESS = Text("Die Kennung und der Datensatz dürfen nicht leer sein.", "Key and dataset may not be empty.")
