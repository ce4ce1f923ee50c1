"""Actors at the edge of the network, and who works on the same elsewhere: second ways where there is none in place."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.gaps.gap import PAIR, Gap
from graph.gaps.rules.bottleneck import BOTTLENECK
from graph.gaps.rules.isolated import ISOLATED
from graph.gaps.situation import Situation
from graph.model import Ref
from graph.network.served_cells import ServedCells

MOST = 5
"""How many partners elsewhere are considered for each actor at the edge."""

Work = tuple[Ref, Ref]
"""A field and a target group."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An actor at the edge, and one who works in the same fields for the same people in another place."""

    actor: Ref
    other: Ref
    work: tuple[Work, ...]


def at_the_edge(situation: Situation, gaps: Iterable[Gap]) -> frozenset[Ref]:
    """Who has no tie at all, and who would fall off with a town hall if one actor or tie dropped out."""
    network = situation.network
    at = {ref: i for i, ref in enumerate(network.ids)}
    by_key = {key: i for i, key in enumerate(network.external_ids)}
    found: set[Ref] = set()
    for gap in gaps:
        if gap.subject is None:
            continue
        if gap.rule == ISOLATED.key:
            found.add(gap.subject.id)
        elif gap.rule == BOTTLENECK.key and gap.subject.kind == PAIR:
            first, second = sorted(by_key[key] for key in gap.subject.id.split("|"))
            found.update(network.ids[i] for i in network.separation.beyond((first, second)))
        elif gap.rule == BOTTLENECK.key:
            found.update(network.ids[i] for i in network.separation.lost(at[gap.subject.id]))
    return frozenset(found)


def alike(served: ServedCells, edge: Iterable[Ref]) -> Iterator[Alike]:
    """For each actor at the edge those with most in common by field and target group, wherever they are.

    Ordered by Σ 1 / ln |Γ(z)| over what both work on, as for cells.
    """
    doing: dict[Work, dict[Ref, None]] = defaultdict(dict)
    work_of: dict[Ref, dict[Work, None]] = defaultdict(dict)
    for (field, _, group), held in served.by_cell.items():
        for actor in held:
            doing[field, group][actor] = None
            work_of[actor][field, group] = None
    for actor in sorted(edge):
        common: dict[Ref, float] = defaultdict(float)
        for work in work_of.get(actor, ()):
            for other in doing[work]:
                if other != actor:
                    common[other] += 1 / math.log(len(doing[work]))
        for other in sorted(common, key=lambda ref: (-round(common[ref], 9), ref))[:MOST]:
            yield Alike(actor, other, tuple(work for work in work_of[actor] if work in work_of[other]))
