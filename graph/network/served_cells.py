"""Who serves which cell of field, municipality and target group, and how much two actors have in common there."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Place, Ref
from graph.model.states import PlaceLevel
from graph.rollup import Ladder, axis
from graph.validity import is_active

CellRef = tuple[Ref, Ref, Ref]
"""Field, municipality, target group."""


class ServedCells:
    """The cells that actors serve by the active measures and offers that they lead or share.

    Only the places that these name count; what is district-wide by its reach alone serves no cell here. Actors that
    cannot cooperate are left out.
    """

    def __init__(
        self, served: Mapping[CellRef, Mapping[Ref, Iterable[Ref]]], names: Mapping[Ref, Text] | None = None
    ) -> None:
        self._names = names or {}
        self.by_cell = {
            cell: {actor: tuple(work) for actor, work in sorted(held.items())} for cell, held in sorted(served.items())
        }
        """For each cell the actors that serve it, each with the measures and offers by which it does."""

    @classmethod
    def of(cls, situation: Situation) -> "ServedCells":
        """The cells served in a dataset on a day."""
        view, actors = situation.view, {actor.id for actor in situation.district.actors}
        places = (p for p in view.all(Place, situation.dataset) if p.level is PlaceLevel.MUNICIPALITY)
        axes = (axis(view, situation.dataset, scheme) for scheme in ("field", "target_group"))
        names = {record.id: label(record) for record in chain(places, *axes)}
        ladder = Ladder(view, names)
        served: dict[CellRef, dict[Ref, dict[Ref, None]]] = defaultdict(lambda: defaultdict(dict))
        for activity in situation.district.activities:
            holders = [r.source for r in situation.answering(activity.id) if r.source in actors]
            if holders and is_active(activity, situation.on):
                named = (activity.fields, activity.places, activity.target_groups)
                for field, place, group in product(*(ladder.rungs(refs) for refs in named)):
                    for holder in holders:
                        served[field, place, group][holder][activity.id] = None
        return cls(served, names)

    @cached_property
    def by_actor(self) -> dict[Ref, tuple[CellRef, ...]]:
        """The cells of each actor that serves any."""
        found: dict[Ref, list[CellRef]] = defaultdict(list)
        for cell, held in self.by_cell.items():
            for actor in held:
                found[actor].append(cell)
        return {actor: tuple(cells) for actor, cells in found.items()}

    def shared(self, a: Ref, b: Ref) -> tuple[CellRef, ...]:
        """The cells that both serve."""
        others = frozenset(self.by_actor.get(b, ()))
        return tuple(cell for cell in self.by_actor.get(a, ()) if cell in others)

    def name(self, cell: CellRef) -> Text:
        """Field, municipality and target group by name."""
        names = [self._names.get(part, Text(part, part)) for part in cell]
        return Text(" · ".join(name.de for name in names), " · ".join(name.en for name in names))

    def work(self, cells: Iterable[CellRef], *actors: Ref) -> tuple[Ref, ...]:
        """The measures and offers by which these actors serve these cells, each once."""
        return tuple(dict.fromkeys(ref for cell in cells for a in actors for ref in self.by_cell[cell].get(a, ())))

    @cached_property
    def common(self) -> dict[tuple[Ref, Ref], float]:
        """For every two actors that share a cell (the smaller id first) how much they have in common.

        Σ 1 / ln |Γ(z)| over the cells z that they share, Γ(z) being all who serve the cell (Adamic and Adar 2003). A
        cell counts the more, the fewer serve it; a shared one is served by at least two, so ln > 0.
        """
        actors = sorted(self.by_actor)
        index = {actor: position for position, actor in enumerate(actors)}
        codes: list[NDArray[np.int64]] = []
        weights: list[NDArray[np.float64]] = []
        for held in self.by_cell.values():
            if len(held) > 1:
                here = np.array([index[actor] for actor in held], dtype=np.int64)
                first, second = np.triu_indices(len(here), k=1)
                codes.append(here[first] * len(actors) + here[second])
                weights.append(np.full(len(first), 1 / math.log(len(held))))
        if not codes:
            return {}
        pairs, at = np.unique(np.concatenate(codes), return_inverse=True)
        scores = np.bincount(at, weights=np.concatenate(weights))
        ends = zip(*(part.tolist() for part in np.divmod(pairs, len(actors))), strict=True)
        return {(actors[i], actors[j]): score for (i, j), score in zip(ends, scores.tolist(), strict=True)}
