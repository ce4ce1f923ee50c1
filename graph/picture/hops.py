"""The steps that a relation can take, as pairs of positions: the graph's edges, seen from one side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph.model import Record
from graph.picture.column import Column, Ints, Mask
from graph.schema import ValueType, property_of

if TYPE_CHECKING:
    from graph.picture.picture import Picture
    from graph.relations import Relation


@dataclass(frozen=True, slots=True)
class Hops:
    """Steps from `near` to `far`, sorted by both. `edge` is the position of the edge that a step goes along, if any.

    Positions at the far side count on through the tables of its kinds, one behind the other.
    """

    near: Ints
    far: Ints
    edge: Ints | None

    def starts(self, chosen: Mask, size: int) -> Mask:
        """Which of the positions at the near side (there are `size`) have a chosen step."""
        found = np.zeros(size, np.bool_)
        found[self.near[chosen]] = True
        return found

    def neighbours(self, chosen: Mask, size: int) -> NDArray[np.intp]:
        """How many records the chosen steps of each near position lead to; parallel edges lead to one."""
        near, far = self.near[chosen], self.far[chosen]
        return np.bincount(near[_first_of_run(near, far)], minlength=size)


def pairs(picture: "Picture", kind: type[Record], name: str, target: type[Record]) -> tuple[Ints, Ints]:
    """Positions of the records of a kind, and of those of the target kind that they name by a property."""
    column, place = picture.table(kind).column(name), picture.table(target).position
    if property_of(kind, name).value_type is ValueType.REFERENCES:
        owners = np.repeat(np.arange(len(column.values)), _lengths(column))
        found = _places(place, chain.from_iterable(column.values), len(owners))
    else:
        owners = np.arange(len(column.values))
        found = _places(place, column.values, len(owners))
    there = found >= 0
    return owners[there].astype(np.int32), found[there]


def hops(picture: "Picture", relation: "Relation") -> Hops:
    """All steps of a relation. A reference named twice is one step; parallel edges are several, a loop is one."""
    near, far, edge = (np.concatenate(parts) for parts in zip(*_steps(picture, relation), strict=True))
    size = sum(len(picture.table(kind)) for kind in relation.kinds)
    order = np.argsort(near.astype(np.int64) * size + far, kind="stable")
    near, far, edge = near[order], far[order], edge[order]
    if relation.edge is not None:
        return Hops(near, far, edge)
    first = _first_of_run(near, far)
    return Hops(near[first], far[first], None)


def _first_of_run(near: Ints, far: Ints) -> Mask:
    """Where a step differs from the one before it, in sorted steps."""
    first = np.ones(len(near), np.bool_)
    first[1:] = (near[1:] != near[:-1]) | (far[1:] != far[:-1])
    return first


def _steps(picture: "Picture", relation: "Relation") -> Iterable[tuple[Ints, Ints, Ints]]:
    nothing = np.empty(0, np.int32)
    yield nothing, nothing, nothing
    offset = 0
    for kind in relation.kinds:
        for name in relation.properties:
            if relation.edge is not None:
                yield from _along(picture, relation, name, kind, offset)
            elif relation.inverse:
                owner, target = picture.pairs(kind, name, relation.owner)
                yield target, owner + np.int32(offset), owner
            else:
                owner, target = picture.pairs(relation.owner, name, kind)
                yield owner, target + np.int32(offset), owner
        offset += len(picture.table(kind))


def _along(
    picture: "Picture", relation: "Relation", end: str, kind: type[Record], offset: int
) -> Iterable[tuple[Ints, Ints, Ints]]:
    """The edges that leave by an end and arrive at a kind."""
    assert relation.edge is not None
    other = {"source": "target", "target": "source"}[end]
    at = np.full(len(picture.table(relation.edge)), -1, np.int32)
    edge, near = picture.pairs(relation.edge, end, relation.owner)
    at[edge] = near
    edge, far = picture.pairs(relation.edge, other, kind)
    near = at[edge]
    used = near >= 0
    if end != relation.properties[0] and kind is relation.owner:
        used &= near != far  # a loop was taken from its first end
    yield near[used], far[used] + np.int32(offset), edge[used]


def _lengths(column: Column) -> NDArray[np.int64]:
    return np.fromiter(map(len, column.values), np.int64, len(column.values))


def _places(place: Any, refs: Iterable[Any], number: int) -> Ints:
    return np.fromiter(map(place.get, refs, repeat(-1)), np.int32, number)
