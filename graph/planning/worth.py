"""What a tie between two actors would be worth: the gaps that it closes, and what it mends in the network.

In points: a gap of high severity 4, medium 2, low 1; one part of the network fewer 1; a measure or group that gets
somebody of a type that it misses ½; a stated wish 2; and up to 1 for what two have in common. The points only order
proposals; they are no measure of anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graph.gaps.find import gaps_of, pair_gap_id
from graph.gaps.gap import PAIR, Gap, Severity, Truth
from graph.gaps.rules.bottleneck import BOTTLENECK
from graph.gaps.rules.cooperation import COOPERATION
from graph.gaps.rules.isolated import ISOLATED
from graph.gaps.rules.silo import SILO
from graph.gaps.situation import Situation
from graph.model import Ref
from graph.model.states import GapState
from graph.office.town_halls import town_halls
from graph.planning.candidates import Candidate
from graph.planning.choosing import Ints, Objective

POINTS = {Severity.HIGH: 4.0, Severity.MEDIUM: 2.0, Severity.LOW: 1.0, Severity.INFORMATION: 0.0}
PART_FEWER, LACK_FILLED, WISH, COMMON = 1.0, 0.5, 2.0, 1.0

_LEFT_OPEN = frozenset({GapState.ACCEPTED, GapState.FALSE_ALARM})


@dataclass(frozen=True, eq=False)
class Worth:
    """The objective, and which gaps its items and forests stand for; None for what is none."""

    objective: Objective
    item_gap: tuple[str | None, ...]
    forest_gap: tuple[str | None, ...]


class _Items:
    """Gaps and lacks that a single tie mends, numbered as they come."""

    def __init__(self) -> None:
        self.worth: list[float] = []
        self.gap: list[str | None] = []
        self.covers: list[tuple[int, int]] = []
        self._number: dict[object, int] = {}

    def cover(self, candidate: int, key: object, worth: float, gap: str | None) -> None:
        """The candidate mends it."""
        if key not in self._number:
            self._number[key] = len(self.worth)
            self.worth.append(worth)
            self.gap.append(gap)
        self.covers.append((candidate, self._number[key]))


def mendable(situation: Situation) -> tuple[Gap, ...]:
    """The gaps of the network that ties can mend: certain ones that nobody decided to leave open."""
    gaps = gaps_of(situation, (ISOLATED, BOTTLENECK, SILO))
    return tuple(gap for gap in gaps if gap.truth is Truth.YES and gap.state not in _LEFT_OPEN)


def worth_of(situation: Situation, known: Sequence[Candidate], gaps: Sequence[Gap]) -> Worth:
    """What ties between candidates are worth; `gaps` are those of the network that they can mend."""
    index = {ref: position for position, ref in enumerate(situation.network.ids)}
    ends = np.array([[index.get(c.pair.a.id, -1), index.get(c.pair.b.id, -1)] for c in known], dtype=np.int64)
    own = _own(known)
    items = _items(situation, known, gaps)
    parts, join_worth, forest_gap = _forests(situation, gaps)
    return Worth(
        Objective(
            ends.reshape(len(known), 2), np.array(own, dtype=np.float64),
            np.array(items.covers, dtype=np.int64).reshape(len(items.covers), 2),
            np.array(items.worth, dtype=np.float64), parts, np.array(join_worth, dtype=np.float64),
        ),
        tuple(items.gap), tuple(forest_gap),
    )  # fmt: skip


def own_gap(situation: Situation, candidate: Candidate) -> str | None:
    """The id of the gap that the pair itself is; None if it only mends others."""
    pair = candidate.pair
    is_gap = pair.cells or pair.wishes or pair.steps
    return pair_gap_id(situation.dataset, COOPERATION.key, pair.a, pair.b) if is_gap else None


def _own(known: Sequence[Candidate]) -> list[float]:
    """The points for the gap that the pair itself is, for a wish, and for what the two have in common."""
    most = max((c.pair.common for c in known), default=0.0) or 1.0
    closing = POINTS[COOPERATION.severity]
    return [
        COMMON * p.common / most + (WISH if p.wishes else 0.0) + (closing if p.cells or p.wishes or p.steps else 0.0)
        for p in (candidate.pair for candidate in known)
    ]


def _items(situation: Situation, known: Sequence[Candidate], gaps: Sequence[Gap]) -> _Items:
    alone = {g.subject.id: g for g in gaps if g.rule == ISOLATED.key and g.subject}
    silos = {str(g.subject.id): g for g in gaps if g.rule == SILO.key and g.subject}
    key_of = {term: record.external_id for term in _types(known) if (record := situation.view.get(term)) is not None}
    items = _Items()
    for number, candidate in enumerate(known):
        a, b = candidate.pair.a, candidate.pair.b
        for actor in (a, b):
            if actor.id in alone:
                gap = alone[actor.id]
                items.cover(number, gap.id, POINTS[gap.severity], gap.id)
        blocks = {
            "|".join(sorted((key_of[s], key_of[t]))) for s in a.type for t in b.type if s in key_of and t in key_of
        }
        for gap in (silos[block] for block in sorted(blocks) if block in silos):
            items.cover(number, gap.id, POINTS[gap.severity], gap.id)
        for lack in candidate.lacks:
            items.cover(number, (lack.where.id, lack.type.id), LACK_FILLED, None)
    return items


def _types(known: Sequence[Candidate]) -> set[Ref]:
    return {term for c in known for actor in (c.pair.a, c.pair.b) for term in actor.type}


def _forests(situation: Situation, gaps: Sequence[Gap]) -> tuple[Ints, list[float], list[str | None]]:
    """The parts of the network, then for each bottleneck the pieces that it holds together.

    Of a bottleneck only the pieces with a town hall and the one that stays count; when all are joined without it, the
    gap is closed.
    """
    network = situation.network
    halls = town_halls(situation.view, situation.dataset)
    position = {key: i for i, key in enumerate(network.external_ids)}
    at = {ref: i for i, ref in enumerate(network.ids)}
    whole = np.empty(network.n, dtype=np.int64)
    for number, part in enumerate(nx.connected_components(network.graph)):
        whole[list(part)] = number
    rows, worth = [whole], [PART_FEWER]
    found: list[str | None] = [None]
    for gap in (g for g in gaps if g.rule == BOTTLENECK.key and g.subject):
        assert gap.subject is not None
        if gap.subject.kind == PAIR:
            first, second = (position[key] for key in gap.subject.id.split("|"))
            pieces = _sides(situation, (min(first, second), max(first, second)))
        else:
            cut = at[Ref(gap.subject.id)]
            lost = frozenset(network.separation.lost(cut))
            pieces = [
                piece
                for piece in network.separation.pieces(cut)
                if lost.isdisjoint(piece) or any(network.ids[i] in halls for i in piece)
            ]
        row = np.full(network.n, -1, dtype=np.int64)
        for number, piece in enumerate(pieces):
            row[piece] = number
        if len(pieces) > 1:
            rows.append(row)
            worth.append(POINTS[gap.severity] / (len(pieces) - 1))
            found.append(gap.id)
    return np.array(rows, dtype=np.int64).reshape(len(rows), network.n), worth, found


def _sides(situation: Situation, bridge: tuple[int, int]) -> list[list[int]]:
    separation, graph = situation.network.separation, situation.network.graph
    beyond = separation.beyond(bridge)
    rest = nx.node_connected_component(graph, bridge[0]) - set(beyond)
    return [sorted(rest), beyond]
