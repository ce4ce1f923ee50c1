"""Why a gap came or went: by a change to what it rests on, after other changes, or by the passing of time."""

from collections.abc import Iterator, Mapping

from graph.gaps.gap import PAIR, Gap
from graph.gaps.situation import Situation
from graph.model import KINDS, Record, Ref, global_id
from graph.model.states import State
from graph.rows import references, targets


class Cause(State):
    """Why a gap came or went."""

    CHANGE = "CHANGE", "durch Änderung", "by a change"
    OTHER = "OTHER", "nach anderen Änderungen", "after other changes"
    TIME = "TIME", "durch Zeitablauf", "by the passing of time"


def caused(gap: Gap, changed: Mapping[int, tuple[Record, ...]], situation: Situation) -> tuple[Cause, tuple[int, ...]]:
    """The cause, and the revisions that touched what the gap is about, what it rests on, or what now fills its cell.

    `changed` holds by revision the records that it changed. Without such a revision it is time, where nothing at all
    was written; else it may be either.
    """
    if not changed:
        return Cause.TIME, ()
    rests_on = {ref for item in gap.evidence for ref in item.records}
    about = set(_subjects(gap, situation))
    filling = set(_filling(gap, situation))
    found = tuple(
        number
        for number, records in changed.items()
        if any(record.id in rests_on | about | filling or _speaks_of(record, about, gap) for record in records)
    )
    return (Cause.CHANGE, found) if found else (Cause.OTHER, ())


def _subjects(gap: Gap, situation: Situation) -> Iterator[Ref]:
    if gap.subject is None:
        return
    if gap.subject.kind != PAIR:
        yield gap.subject.id
        return
    for key in gap.subject.id.split("|"):
        yield from (global_id(situation.dataset, kind, key) for kind in KINDS)


def _filling(gap: Gap, situation: Situation) -> Iterator[Ref]:
    """What is in the cell that the gap is about, now."""
    if gap.cell is None:
        return
    key = (gap.cell.field, gap.cell.place, gap.cell.target_group)
    cell = situation.cube.get(*key)
    if cell is not None:
        yield from (*cell.active, *cell.planned, *cell.inventories)
        if cell.decision is not None:
            yield cell.decision


def _speaks_of(record: Record, about: set[Ref], gap: Gap) -> bool:
    """Whether a record points at what the gap is about: at both of a pair."""
    named = {ref for prop in references(type(record)) for ref in targets(record, prop)} & about
    return len(named) >= (2 if gap.subject is not None and gap.subject.kind == PAIR else 1)
