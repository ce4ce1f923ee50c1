"""Two people changed the same entry: what each of them did, and what would come of both where they don't clash."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.errors import Conflict
from graph.language import Text
from graph.model import Record, Ref
from graph.rights import Viewer, may_see, shown
from graph.schema import properties
from graph.service.values import checked
from graph.store import Store


def changed_since(
    store: Store, viewer: Viewer, ref: Ref, expected: int, theirs: Record | None, changes: Mapping[str, object] | None
) -> Conflict:
    """The conflict of an author who saw version `expected`, with what the log still knows of that version.

    `changes` are the values that the author wanted, None for a deletion.
    """
    base = _version(store, ref, expected)
    seen = theirs if theirs is not None and may_see(viewer, theirs) else None
    values, yours, proposal = {}, None, None
    if base is not None and changes is not None:
        values = checked(type(base), changes, new=False)
        yours = replace(base, **values)
    clashing = _clashing(base, seen, values)
    if yours is not None and seen is not None and not clashing:
        proposal = replace(seen, **values)
    return Conflict(
        _GONE if theirs is None else _CHANGED,
        record_id=ref,
        expected=expected,
        current=theirs.version if theirs is not None else 0,
        yours=_for(viewer, yours),
        theirs=_for(viewer, seen),
        base=_for(viewer, base),
        proposal=_for(viewer, proposal),
        clashing=clashing,
    )


def there_already(viewer: Viewer, yours: Record, theirs: Record) -> Conflict:
    """The conflict of a new entry whose key is another's, or was, before that one was merged into `theirs`."""
    return Conflict(
        _THERE.fill(key=yours.external_id, kind=yours.meta.label),
        record_id=theirs.id,
        expected=0,
        current=theirs.version,
        yours=yours,
        theirs=_for(viewer, theirs) if may_see(viewer, theirs) else None,
    )


def _version(store: Store, ref: Ref, version: int) -> Record | None:
    """That version of the record, the newest of this number: an entry made again begins to count again."""
    entries = [entry for logged in store.log(ids=[ref]) for entry in logged.entries if entry.version == version]
    return next((entry.record for entry in reversed(entries) if entry.action == "put"), None)


def _clashing(base: Record | None, theirs: Record | None, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """The properties that both changed since, and not to the same."""
    if base is None or theirs is None:
        return ()
    names = (prop.name for prop in properties(type(base)) if prop.name in changes)
    return tuple(
        name for name in names if changes[name] != getattr(base, name) != getattr(theirs, name) != changes[name]
    )


def _for(viewer: Viewer, record: Record | None) -> Record | None:
    return None if record is None else shown(viewer, record)


_CHANGED = Text(
    "Jemand hat diesen Eintrag inzwischen geändert. Bitte beide Fassungen vergleichen.",
    "Somebody has changed this entry in the meantime. Please compare both versions.",
)
_GONE = Text("Jemand hat diesen Eintrag inzwischen gelöscht.", "Somebody has deleted this entry in the meantime.")
_THERE = Text(
    "{kind}: Die Kennung „{key}“ ist schon vergeben. Bitte eine andere wählen oder den vorhandenen Eintrag ändern.",
    "{kind}: the key “{key}” is taken already. Please choose another, or change the entry that has it.",
)
