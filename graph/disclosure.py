"""What of an analysis may be told to somebody who does not see everything.

Answers are worked out twice: on what the viewer sees, and on the whole graph. Only what the viewer's part says is ever
told, so nothing hidden gets out; and only where the whole graph says the same, so nothing false is told either. What
differs is withheld: no gap where something hidden fills it, an unknown cell, a number without a value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.cube import Cell, CellState, Cube
from graph.gaps.gap import Gap, Truth
from graph.language import Text
from graph.metric import Metric, Reason
from graph.scope import Scope
from graph.strength.profile import NetworkStrength

WITHHELD = Text(
    "Nicht alles in diesem Netz ist öffentlich, deshalb steht hier keine Zahl.",
    "Not everything in this network is public, so there is no number here.",
)


def told_gaps(seen: Iterable[Gap], whole: Iterable[Gap]) -> list[Gap]:
    """The gaps in the viewer's part that are gaps of the whole graph as well, and no surer here than there."""
    certain = {gap.id: gap.truth is Truth.YES for gap in whole}
    return [gap for gap in seen if gap.id in certain and (gap.truth is Truth.UNKNOWN or certain[gap.id])]


def told_cube(seen: Cube, whole: Cube) -> Cube:
    """The viewer's cube; a cell that the whole graph has in another state is unknown."""
    states = {_key(cell): cell.state for cell in whole.cells}
    cells = tuple(cell if states.get(_key(cell)) is cell.state else _unknown(cell) for cell in seen.cells)
    return replace(seen, cells=cells)


def told_strengths(seen: Iterable[NetworkStrength], whole: Sequence[NetworkStrength]) -> list[NetworkStrength]:
    """The viewer's networks; the numbers of those in which something is hidden are withheld."""
    all_of_it = {profile.scope: profile for profile in whole}
    return [_told_strength(profile, all_of_it) for profile in seen]


def sees_all(seen: NetworkStrength, whole: NetworkStrength | None) -> bool:
    """Whether a network hides nothing: a part with as many actors and lines as the whole is the whole."""
    return whole is not None and (seen.n, seen.m) == (whole.n, whole.m)


def _told_strength(seen: NetworkStrength, whole: dict[Scope, NetworkStrength]) -> NetworkStrength:
    other = whole.get(seen.scope)
    if not sees_all(seen, other):
        return replace(seen, metrics=tuple(_withheld(metric) for metric in seen.metrics))
    surveyed = other is not None and other.response_rate is not None and seen.response_rate is None
    return replace(seen, metrics=tuple(_without_range(m) for m in seen.metrics)) if surveyed else seen


def _without_range(metric: Metric) -> Metric:
    """There was a survey, but what it says about the range of the number is for the office."""
    return replace(metric, reason=Reason.SUPPRESSED) if metric.reason is Reason.NOT_SURVEYED else metric


def _withheld(metric: Metric) -> Metric:
    return replace(metric, value=None, low=None, high=None, members=(), reason=Reason.SUPPRESSED, explanation=WITHHELD)


def _unknown(cell: Cell) -> Cell:
    return Cell(cell.field, cell.place, cell.target_group, CellState.UNKNOWN)


def _key(cell: Cell) -> tuple[str, str, str]:
    return cell.field, cell.place, cell.target_group
