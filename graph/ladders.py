"""Steps up a ladder may not lead back: a term is not broader than itself, a place no part of its own quarter."""

from collections.abc import Callable

from graph.model import Record, Ref

LADDERS = (
    ("Term", "broader"),
    ("Place", "part_of"),
    ("Goal", "broader"),
    ("Plan", "supersedes"),
    ("Offer", "part_of"),
    ("Offer", "follows"),
)
"""Kind and property of each step."""


def leads_back(record: Record, look_up: Callable[[Ref], Record | None]) -> str | None:
    """The property by which steps from the record lead back to it, or None; `look_up` finds what is to be."""
    for kind, name in LADDERS:
        if type(record).__name__ == kind and _returns(record, name, look_up):
            return name
    return None


def _returns(start: Record, name: str, look_up: Callable[[Ref], Record | None]) -> bool:
    seen: set[Ref] = set()
    step: Ref | None = getattr(start, name)
    while step is not None and step not in seen:
        if step == start.id:
            return True
        seen.add(step)
        found = look_up(step)
        step = getattr(found, name, None) if found is not None else None
    return False
