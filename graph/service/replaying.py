"""The same change sent a second time: it is answered from the log, if it is the same."""

from collections.abc import Sequence

from graph.log import Entry
from graph.model import Record, Ref, global_id
from graph.rights import Viewer
from graph.service.steps import Edit, New, Removal, Step
from graph.service.values import checked
from graph.service.written import Written, as_of, first_time, for_viewer, used_for_something_else
from graph.store import Store


def replayed(
    store: Store, viewer: Viewer, steps: Sequence[Step], reason: str, mutation_id: str | None
) -> Written | None:
    """The first result of this mutation; None if it was never written. Raises Invalid if that was something else.

    Where what was written has been erased since, nobody can tell whether it was the same; then it counts as the same.
    """
    logged = first_time(store, mutation_id, viewer, reason)
    if logged is None:
        return None
    known = as_of(store, logged.number, [step.id for step in steps if not isinstance(step, New)])
    made = {entry.id: entry for entry in logged.entries}
    entries = [_made(made, step) if isinstance(step, New) else known.get(step.id) for step in steps]
    if not all(_is_it(step, entry) for step, entry in zip(steps, entries, strict=True)):
        raise used_for_something_else()
    found = tuple(for_viewer(viewer, entry.record if entry is not None else None) for entry in entries)
    return Written(found, logged.number, replayed=True)


def _made(made: dict[Ref, Entry], step: New) -> Entry | None:
    """The entry of the record that the step made; by what it holds, if its id was made up."""
    if step.external_id is not None:
        return made.get(global_id(step.dataset, step.kind.__name__, step.external_id))
    new = (e for e in made.values() if e.kind == step.kind.__name__ and e.version == 1 and e.action == "put")
    return next((entry for entry in new if _is_it(step, entry)), None)


def _is_it(step: Step, entry: Entry | None) -> bool:
    if entry is None:
        return False
    if isinstance(step, Removal):
        return entry.action == "delete"
    if entry.action != "put":
        return False
    record = entry.record
    if record is None:
        return True
    if isinstance(step, New):
        return record.dataset == step.dataset and _holds(record, step.kind, step)
    return entry.version in (step.expected_version, step.expected_version + 1) and _holds(record, type(record), step)


def _holds(record: Record, kind: type[Record], step: New | Edit) -> bool:
    """Whether the record says what the step says."""
    if type(record) is not kind:
        return False
    new = isinstance(step, New)
    values = checked(kind, step.values if isinstance(step, New) else step.changes, new=new)
    return all(getattr(record, name) == value for name, value in values.items())
