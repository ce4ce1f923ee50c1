"""What joins actors to actors, as columns: ties, and work on the same measure or offer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.model import Ref, Tie
from graph.picture.column import Ints, Mask

Named = tuple[Sequence[Sequence[Ref]], NDArray[np.int64], NDArray[np.int64]]
"""Lists of ids; of each join where in them, one after the other, the record that joins stands; and its place in the
order in which records are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Joins:
    """Each joins two actors, `a` and `b` by their rows in the picture; a row is -1 where there is no such actor.

    `level` is NaN where none was stated, `layer` an index into `layers`. `named` finds the records when it is called.
    """

    a: Ints
    b: Ints
    level: NDArray[np.float64]
    layer: NDArray[np.int64]
    layers: Sequence[str]
    directed: Mask
    named: Callable[[], Named]

    @classmethod
    def of_work(cls, a: Ints, b: Ints, layer: str, named: Callable[[], Named]) -> "Joins":
        """Work on the same thing: of one layer, in both directions, of no level."""
        nothing = np.zeros(len(a), dtype=np.int64)
        return cls(a, b, np.full(len(a), np.nan), nothing, (layer,), np.zeros(len(a), dtype=np.bool_), named)

    @classmethod
    def of_ties(cls, ties: Sequence[Tie], row: Callable[[Ref], int]) -> "Joins":
        """Ties at hand; `row` finds actors."""
        layers = sorted({tie.layer for tie in ties})
        levels = [np.nan if tie.level is None else tie.level for tie in ties]
        return cls(
            np.array([row(tie.source) for tie in ties], dtype=np.int32),
            np.array([row(tie.target) for tie in ties], dtype=np.int32),
            np.array(levels, dtype=np.float64),
            np.array([layers.index(tie.layer) for tie in ties], dtype=np.int64),
            layers,
            np.array([bool(tie.directed) for tie in ties], dtype=np.bool_),
            lambda: ([[tie.id for tie in ties]], np.arange(len(ties)), np.arange(len(ties))),
        )


def pairs(group: Ints, member: Ints) -> tuple[NDArray[np.intp], Ints, Ints]:
    """Every two members of each group; `group` ascends. Returns the place of each pair's first member, and both."""
    none = np.zeros(0, dtype=np.int32)
    found = [(np.zeros(0, dtype=np.intp), none, none)]
    apart = 1
    while True:
        first = np.flatnonzero(group[:-apart] == group[apart:])
        if not len(first):
            break
        found.append((first, member[first], member[first + apart]))
        apart += 1
    place, one, other = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return place, one, other


def all_of(parts: Iterable[Joins]) -> Joins:
    """All of them, one after the other."""
    held = tuple(parts)
    layers = sorted({name for part in held for name in part.layers})
    codes = [np.array([layers.index(name) for name in p.layers], dtype=np.int64)[p.layer] for p in held if len(p.layer)]
    none = np.zeros(0, dtype=np.int64)

    def named() -> Named:
        lists: list[Sequence[Ref]] = []
        found, places, last = [none], [none], 0
        for part in held:
            ids, where, order = part.named()
            found.append(where + sum(map(len, lists)))
            places.append(order + last)
            last += int(order.max(initial=-1)) + 1
            lists += ids
        return lists, np.concatenate(found), np.concatenate(places)

    return Joins(
        np.concatenate([none.astype(np.int32), *(part.a for part in held)]),
        np.concatenate([none.astype(np.int32), *(part.b for part in held)]),
        np.concatenate([none.astype(np.float64), *(part.level for part in held)]),
        np.concatenate([none, *codes]),
        layers,
        np.concatenate([none.astype(np.bool_), *(part.directed for part in held)]),
        named,
    )
