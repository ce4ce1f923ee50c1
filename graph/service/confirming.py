"""“Stimmt noch”: somebody says that an entry is still right: a fact of its own that changes nothing in the entry."""

from collections.abc import Mapping
from datetime import date, datetime

from graph.errors import Invalid
from graph.keys import made_up
from graph.language import Text
from graph.model import Actor, Confirmation, Edge, Record, Ref, global_id
from graph.model.states import ConfirmationWay
from graph.rights import Action, Viewer, may, may_see, require
from graph.schema import label_of, property_of
from graph.service.values import checked, refuse
from graph.service.work import Work, again_if_disturbed
from graph.service.writing import as_seen, needs_reason
from graph.service.written import Written, first_time, for_viewer, used_for_something_else
from graph.store import Store


def confirm(
    store: Store,
    viewer: Viewer,
    ref: Ref,
    *,
    expected_version: int,
    on: date,
    way: ConfirmationWay | None = None,
    by: Ref | None = None,
    function: str | None = None,
    reason: str,
    at: datetime,
    mutation_id: str | None = None,
) -> Written:
    """Record that somebody confirmed this version of an entry, a node or an edge, on a day that is not to come.

    `by` is the actor who spoke, `function` in which capacity, never a person's name. Raises Conflict if the entry has
    changed since the author saw it, Invalid, NotFound, NotAllowed and StoreError.
    """
    needs_reason(reason)
    said = {"confirmed_on": on, "way": way, "by": by, "function": function}
    first = _replayed(store, viewer, ref, said, reason, mutation_id)
    if first is not None:
        return first

    def attempt(work: Work) -> Written:
        record = as_seen(work, viewer, ref, expected_version, None)
        _check(work, viewer, record, by, on, at)
        made = _confirmation(record, checked(Confirmation, said, new=False))
        if not may(viewer, Action.CREATE, made):  # who keeps confirmations may confirm whatever they see
            require(viewer, Action.CONFIRM, record)
        work.put(made)
        work.expect(record)
        commit = work.commit(author=viewer.name, reason=reason, at=at, mutation_id=mutation_id)
        if commit.replayed:  # somebody sent the same at the same time
            again = _replayed(store, viewer, ref, said, reason, mutation_id)
            assert again is not None
            return again
        return Written((for_viewer(viewer, made),), commit.revision)

    return again_if_disturbed(store, attempt)


def _confirmation(record: Record, said: Mapping[str, object]) -> Confirmation:
    key = made_up(f"{label_of(record)} {said['confirmed_on']}")
    is_edge = isinstance(record, Edge)
    return Confirmation(
        id=global_id(record.dataset, Confirmation.__name__, key),
        dataset=record.dataset,
        external_id=key,
        visibility=record.visibility,
        invented=record.invented,
        about=None if is_edge else record.id,
        edge=record.id if is_edge else None,
        confirmed_version=record.version,
        **said,  # type: ignore[arg-type]  # checked against the model
    )


def _check(work: Work, viewer: Viewer, record: Record, by: Ref | None, on: date, at: datetime) -> None:
    to = property_of(Confirmation, "about").to
    assert to is not None
    if not isinstance(record, Edge) and type(record).__name__ not in to.kinds:
        reason = _NOT_THIS.fill(kind=record.meta.plural)
        raise Invalid(reason, {"id": reason})
    if on > at.date():
        refuse({"confirmedOn": _TO_COME})
    if by is not None:
        actor = work.held(by)
        if not isinstance(actor, Actor) or actor.dataset != record.dataset or not may_see(viewer, actor):
            refuse({"by": _NOBODY})


def _replayed(
    store: Store, viewer: Viewer, ref: Ref, said: Mapping[str, object], reason: str, mutation_id: str | None
) -> Written | None:
    logged = first_time(store, mutation_id, viewer, reason)
    if logged is None:
        return None
    made = next((r for entry in logged.entries if isinstance(r := entry.record, Confirmation)), None)
    values = checked(Confirmation, said, new=False)
    if made is None or ref not in (made.about, made.edge) or any(getattr(made, n) != v for n, v in values.items()):
        raise used_for_something_else()
    return Written((for_viewer(viewer, made),), logged.number, replayed=True)


_NOT_THIS = Text("{kind} lassen sich nicht bestätigen.", "{kind} can't be confirmed.")
_TO_COME = Text("Der Tag der Bestätigung liegt in der Zukunft.", "The day of the confirmation lies ahead.")
_NOBODY = Text("Diesen Akteur gibt es hier nicht.", "There is no such actor here.")
