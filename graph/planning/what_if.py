"""What would change if somebody dropped out, money ended or two began to work together: before and after, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from graph.coverage.cube import Cell, CellState
from graph.gaps.find import gaps_of
from graph.gaps.gap import Gap, Truth
from graph.gaps.rules import all_rules
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Record, Ref
from graph.network.network import Networks
from graph.network.served_cells import ServedCells
from graph.office.town_halls import town_halls
from graph.planning.altered import Changes, altered
from graph.planning.effect import Effect
from graph.planning.what_if_words import sentences
from graph.scope import Scope
from graph.strength import all_formulas

MEASURES = (
    "density", "degreeCentralization", "harmonicMean", "components", "isolates", "fragmentation", "cutPoints",
    "bridges", "robustness",
)  # fmt: skip
"""The measures of the network that are told before and after."""

_ALTERNATES = 3


@dataclass(frozen=True, slots=True)
class Orphan:
    """A measure or offer that would come to a halt, and who could take over, those who work on it already first."""

    record: Record
    alternates: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change.

    `orphaned` would have nobody to lead them, `unfunded` no money. `lost` and `won` are cells that would not be covered
    any more, or newly; `cut_off` and `reached` town halls that would leave or join the largest part of the network;
    `opened` and `closed` gaps, of those that are certain, of which there are so many before and after. What an actor
    that drops out was lacking goes with it. `sentences` say it all in plain words.
    """

    changes: Changes
    effects: tuple[Effect, ...]
    orphaned: tuple[Orphan, ...]
    unfunded: tuple[Orphan, ...]
    lost: tuple[Cell, ...]
    won: tuple[Cell, ...]
    cut_off: tuple[Ref, ...]
    reached: tuple[Ref, ...]
    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    gaps_before: int
    gaps_after: int
    sentences: tuple[Text, ...]


def what_if(situation: Situation, changes: Changes, scope: Scope | None = None) -> WhatIf:
    """The district as it is against the district after the changes, on the same day; network measures of a scope."""
    made = altered(situation.view, situation.dataset, situation.on, changes)
    after = Situation(made.view, situation.dataset, situation.on)
    wanted = scope or Scope(situation.dataset)
    before_cells = {_key(cell): cell for cell in situation.cube.cells}
    lost = tuple(cell for cell in after.cube.cells if _was(before_cells, cell) and not _is_covered(cell))
    won = tuple(cell for cell in after.cube.cells if _is_covered(cell) and not _was(before_cells, cell))
    halls_before, halls_after = (_in_largest_part(one) for one in (situation, after))
    left = town_halls(made.view, situation.dataset)
    gaps_before, gaps_after = ({gap.id: gap for gap in _certain(one)} for one in (situation, after))
    orphans = _orphans(situation, dict.fromkeys((*made.orphaned, *made.unfunded)), changes)
    found = WhatIf(
        changes=changes,
        effects=tuple(_effects(situation, after, wanted)),
        orphaned=tuple(orphans[ref] for ref in made.orphaned),
        unfunded=tuple(orphans[ref] for ref in made.unfunded),
        lost=lost,
        won=won,
        cut_off=tuple(sorted((halls_before - halls_after) & left)),
        reached=tuple(sorted(halls_after - halls_before)),
        opened=tuple(gap for ref, gap in gaps_after.items() if ref not in gaps_before),
        closed=tuple(gap for ref, gap in gaps_before.items() if ref not in gaps_after),
        gaps_before=len(gaps_before),
        gaps_after=len(gaps_after),
        sentences=(),
    )
    return replace(found, sentences=tuple(sentences(situation, found)))


def _effects(before: Situation, after: Situation, scope: Scope) -> Iterator[Effect]:
    whole = scope == Scope(before.dataset)
    networks = [one.network if whole else Networks(one.view, one.dataset, one.on).of(scope) for one in (before, after)]
    for formula in all_formulas():
        if formula.key in MEASURES:
            first, second = (formula.of(network) for network in networks)
            yield Effect(formula.key, formula.name, first.value, second.value)


def _orphans(situation: Situation, refs: Mapping[Ref, object], changes: Changes) -> dict[Ref, Orphan]:
    """Each with who takes part in it already, then who serves the same cells, most of them first."""
    if not refs:
        return {}
    members = {actor.id for actor in situation.district.actors} - set(changes.remove)
    shared: dict[Ref, Counter[Ref]] = {ref: Counter() for ref in refs}
    for held in ServedCells.of(situation).by_cell.values():
        for ref in refs.keys() & {ref for work in held.values() for ref in work}:
            shared[ref].update(held.keys())
    found = {}
    for ref in refs:
        record = situation.view.get(ref)
        assert record is not None
        partners = situation.district.partners.get(ref, ())
        others = [actor for _, actor in sorted((-count, actor) for actor, count in shared[ref].items())]
        able = [actor for actor in dict.fromkeys((*partners, *others)) if actor in members]
        found[ref] = Orphan(record, tuple(able[:_ALTERNATES]))
    return found


def _in_largest_part(situation: Situation) -> frozenset[Ref]:
    """The town halls in the largest part of the network."""
    network = situation.network
    halls = town_halls(situation.view, situation.dataset)
    largest = max(nx.connected_components(network.graph), key=len, default=set())
    return frozenset(network.ids[i] for i in largest if network.ids[i] in halls)


def _certain(situation: Situation) -> Iterator[Gap]:
    return (gap for gap in gaps_of(situation, all_rules()) if gap.truth is Truth.YES)


def _key(cell: Cell) -> tuple[Ref, Ref, Ref]:
    return cell.field, cell.place, cell.target_group


def _is_covered(cell: Cell | None) -> bool:
    return cell is not None and cell.state is CellState.COVERED


def _was(before: dict[tuple[Ref, Ref, Ref], Cell], cell: Cell) -> bool:
    return _is_covered(before.get(_key(cell)))
