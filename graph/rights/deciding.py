"""The one answer to "may they?", for every way in and out."""

from functools import cache

from graph.errors import NotAllowed, NotFound
from graph.language import Text
from graph.model import KINDS, Measure, Record, Ref
from graph.model.states import Visibility
from graph.rights.belonging import belongs, ids_of
from graph.rights.table import CLASS_OF, CLOSED, EVERY, KNOWN, NO, TABLE, Action, Extent
from graph.rights.viewer import Grant, Viewer, ViewerRole

WHOLE_STORE = "*"
"""Stands for all datasets and what belongs to none of them, such as accounts and backups."""

_UNSEEN = frozenset({Action.CREATE, Action.READ_METADATA, Action.INVITE, Action.MANAGE_USERS, Action.BACKUP})
_LOCKED = frozenset({Action.CREATE, Action.DELETE})


def may(
    viewer: Viewer,
    action: Action,
    about: Record | type[Record] | str,
    field: str | None = None,
    *,
    locked: bool = False,
) -> bool:
    """Whether the viewer may do it: with an entry (or one of its fields), with entries of a kind, or in a dataset.

    Of a kind or a dataset the answer is whether there can be an entry with which they may. What they may not read they
    may not change either. `locked`: the plan that a measure belongs to is closed to changes of what it holds.
    """
    if field is not None and field not in KNOWN:
        return False
    if isinstance(about, str):
        role = _role_at(viewer, about)
        return any(_can_be(role, viewer.grants, action, kind, field) for kind in EVERY)
    if isinstance(about, type):
        return _can_be(viewer.acting_role, viewer.grants, action, about, field)
    kind = type(about)
    if locked and _is_fixed(action, kind, field):
        return False
    extent = granted(viewer.role_in(about.dataset), viewer.grants, action, kind.__name__, field)
    return _reaches(viewer, extent, about) and (action in _UNSEEN or _may_read(viewer, about, field))


def _can_be(role: ViewerRole, grants: frozenset[Grant], action: Action, kind: type[Record], field: str | None) -> bool:
    """Whether there can be an entry of the kind with which the role may do it."""
    needed = [(action, field)]
    if action not in _UNSEEN:
        needed += [(Action.READ, None), (Action.READ, field if field in CLOSED else None)]
    return all(granted(role, grants, each, kind.__name__, of) for each, of in needed)


def _may_read(viewer: Viewer, record: Record, field: str | None) -> bool:
    if not may_see(viewer, record):
        return False
    return field not in CLOSED or _reaches(viewer, _reading(viewer, type(record), record.dataset, field), record)


def may_see(viewer: Viewer, record: Record) -> bool:
    """Whether the viewer may see the record by itself; an edge needs its ends as well.

    A function of the viewer and this one record: its class is in `open_classes`, or it belongs to one of `own_ids` by
    its id or by what `own_by` names.
    """
    kind, dataset = type(record), record.dataset
    return record.visibility in open_classes(viewer, kind, dataset) or belongs(record, own_ids(viewer, kind, dataset))


def open_classes(viewer: Viewer, kind: type[Record], dataset: str | None = None) -> frozenset[Visibility]:
    """The classes of this kind that are open to the viewer, in a dataset or wherever their scope reaches."""
    return _classes(_reading(viewer, kind, dataset))


def own_ids(viewer: Viewer, kind: type[Record], dataset: str | None = None) -> frozenset[Ref]:
    """The ids that make entries of this kind visible whatever their class; see `own_by`."""
    return ids_of(viewer, _reading(viewer, kind, dataset))


def require(
    viewer: Viewer,
    action: Action,
    about: Record | type[Record] | str,
    field: str | None = None,
    *,
    locked: bool = False,
) -> None:
    """Raises NotAllowed where they may not; NotFound about an entry that they may not even see.

    The sentences say what was asked, never what is there. An edge with an end that they may not see has to be looked up
    in their view before: there it is not found.
    """
    if may(viewer, action, about, field, locked=locked):
        return
    if isinstance(about, Record) and action is not Action.CREATE and not may_see(viewer, about):
        raise NotFound(NO_SUCH_ENTRY)
    if locked and may(viewer, action, about, field):
        raise NotAllowed(
            Text(
                "Das Konzept ist abgeschlossen; seine Maßnahmen lassen sich nicht mehr ändern.",
                "The plan is closed; its measures can no longer be changed.",
            )
        )
    raise NotAllowed(_sentence(viewer, action, about))


NO_SUCH_ENTRY = Text("Diesen Eintrag gibt es nicht.", "There is no such entry.")


def _sentence(viewer: Viewer, action: Action, about: Record | type[Record] | str) -> Text:
    role = viewer.acting_role.label
    if isinstance(about, str):
        return Text("Als {role} dürfen Sie das nicht: {what}.", "As {role} you may not do this: {what}.").fill(
            role=role, what=action.label
        )
    kind = about if isinstance(about, type) else type(about)
    return Text(
        "Als {role} dürfen Sie das hier nicht: {what} ({kind}).", "As {role} you may not do this here: {what} ({kind})."
    ).fill(role=role, what=action.label, kind=kind.meta.label)


def _role_at(viewer: Viewer, dataset: str) -> ViewerRole:
    if dataset != WHOLE_STORE:
        return viewer.role_in(dataset)
    return viewer.acting_role if viewer.datasets is None else ViewerRole.GUEST


def _reading(viewer: Viewer, kind: type[Record], dataset: str | None, field: str | None = None) -> Extent:
    role = viewer.acting_role if dataset is None else viewer.role_in(dataset)
    return granted(role, viewer.grants, Action.READ, kind.__name__, field)


@cache
def granted(role: ViewerRole, grants: frozenset[Grant], action: Action, kind: str, field: str | None) -> Extent:
    """How far the rows that speak of it let the role go, all together."""
    found = NO
    for row in TABLE:
        speaks = action in row.actions and KINDS[kind] in row.kinds and row.is_about(field)
        if speaks and (row.grant is None or row.grant in grants):
            found |= row.extent[role]
    return found


@cache
def _classes(extent: Extent) -> frozenset[Visibility]:
    return frozenset(visibility for visibility, flag in CLASS_OF.items() if flag & extent)


def _reaches(viewer: Viewer, extent: Extent, record: Record) -> bool:
    if CLASS_OF[record.visibility] & extent:
        return True
    return belongs(record, ids_of(viewer, extent))


def _is_fixed(action: Action, kind: type[Record], field: str | None) -> bool:
    """Whether a closed plan forbids it: making, retitling and deleting its measures."""
    return kind is Measure and (action in _LOCKED or (action is Action.UPDATE and field == "title"))
