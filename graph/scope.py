"""Which part of the graph is meant: a dataset, and within it a field, place, group, plan or kinds of actor."""

from dataclasses import dataclass

from graph.model import Ref

COOPERATION = "cooperation"
RESPONSIBILITY = "responsibility"
ALL_LAYERS = "all"
SHARED_MEASURES = "sharedMeasures"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the graph; what is None is not restricted. All parts combine by "and"."""

    dataset: str
    field: Ref | None = None
    place: Ref | None = None
    group: Ref | None = None
    plan: Ref | None = None
    actor_types: tuple[Ref, ...] = ()
    layer: str = COOPERATION
