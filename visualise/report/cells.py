"""The cells of the coverage matrix: those of a scope, how many were checked, where their reasons stand."""

from graph.coverage.cube import CellState, Cube, Summary
from graph.model import Ref
from visualise.reading import Reading

_CHECKED = (CellState.COVERED, CellState.NOMINAL, CellState.GAP)


def scoped_cube(reading: Reading) -> Cube:
    """The cube of the scope: all of it, or one field's or place's part."""
    scope = reading.scope
    return reading.cube.only(
        fields=[scope.field] if scope.field else None, places=[scope.place] if scope.place else None
    )


def checked(summary: Summary) -> int:
    """How many cells are known to be covered, only planned or empty."""
    return sum(summary.counts[state] for state in _CHECKED)


def anchor(place: Ref, field: Ref) -> str:
    """Where the reasons for a cell stand."""
    return f"c-{place[:10]}-{field[:10]}"
