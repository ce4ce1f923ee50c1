"""What of a graph a viewer sees: entries they may see whose subjects they may see as well."""

from collections.abc import Callable

from graph.model import EDGE_KINDS, KINDS, Edge, Record, Ref
from graph.rights.deciding import may_see
from graph.rights.viewer import Viewer
from graph.schema import property_of

LookUp = Callable[[Ref], Record | None]

_ABOUT: dict[str, tuple[str, ...]] = {
    "Contact": ("actor",),
    "Consent": ("contact",),
    "TieReport": ("reporter", "about"),
    "TieEvidence": ("actor_a", "actor_b", "measure", "event"),
    "StatusReport": ("measure",),
    "Funding": ("measure",),
    "Deadline": ("measure", "plan"),
    "Claim": ("about", "actor"),
    "Rating": ("measure", "offer", "event"),
    "Participation": ("event",),
    "Paper": ("measure", "plan"),
    "Consultation": ("paper",),
    "Statement": ("place", "plan"),
    "Reading": ("indicator", "target_group", "place"),
    "Target": ("indicator", "target_group", "place"),
    "PlanChange": ("old_measure", "new_measure"),
    "Proposal": ("actors", "measure"),
    "Inventory": ("place", "plan"),
    "CellDecision": ("place",),
    "GapDecision": ("measure",),
    "Confirmation": ("about", "edge"),
    "Redirect": ("leads_to", "edge"),
}


def about(kind: type[Record]) -> tuple[str, ...]:
    """The properties that name what an entry of the kind is about: both ends of an edge, the actors of a piece of
    evidence, the measure of a status report.

    Whoever may not see one of these may not see the entry, for its wording would give the hidden away.
    """
    return ("source", "target") if issubclass(kind, Edge) else _ABOUT.get(kind.__name__, ())


def subjects(record: Record) -> tuple[Ref, ...]:
    """The ids of what the entry is about."""
    found: list[Ref] = []
    for name in about(type(record)):
        held = getattr(record, name)
        found += held if isinstance(held, tuple) else [held] if held is not None else []
    return tuple(found)


def seeing_order() -> tuple[type[Record], ...]:
    """All kinds, each after those that its entries can be about: one way through settles who is visible."""
    order: dict[type[Record], None] = {}

    def put(kind: type[Record]) -> None:
        if kind not in order:
            for name in about(kind):
                to = property_of(kind, name).to
                for other in (KINDS[other] for other in to.kinds) if to is not None else EDGE_KINDS:
                    put(other)
            order[kind] = None

    for kind in KINDS.values():
        put(kind)
    return tuple(order)


def sees(viewer: Viewer, record: Record, look_up: LookUp) -> bool:
    """Whether the viewer sees the entry: they may see it and all that it is about.

    `look_up` finds any entry of the whole graph, hidden ones too.
    """
    if not may_see(viewer, record):
        return False
    if viewer.sees_everything and not isinstance(record, Edge):
        return True
    found = (look_up(ref) for ref in subjects(record))
    return all(subject is not None and sees(viewer, subject, look_up) for subject in found)
