"""The cells of the coverage matrix: how many were checked, where their reasons stand."""

from graph.coverage.cube import CellState, Summary
from graph.model import Ref

_CHECKED = (CellState.COVERED, CellState.NOMINAL, CellState.GAP)


def checked(summary: Summary) -> int:
    """How many cells are known to be covered, only planned or empty."""
    return sum(summary.counts[state] for state in _CHECKED)


def anchor(place: Ref, field: Ref) -> str:
    """Where the reasons for a cell stand."""
    return f"c-{place[:10]}-{field[:10]}"
