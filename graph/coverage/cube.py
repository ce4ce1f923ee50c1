"""The coverage cube: for each field, municipality and target group, whether anything is there, and how we know."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from graph.model import Place, Ref, Term
from graph.model.states import State

Axis = Literal["field", "place", "targetGroup"]


class CellState(State):
    """What a cell is. Unknown is neither fine nor a gap; suppressed: not everything there may be seen."""

    COVERED = "COVERED", "gedeckt", "covered"
    NOMINAL = "NOMINAL", "nur geplant", "only planned"
    GAP = "GAP", "Lücke", "gap"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"
    SUPPRESSED = "SUPPRESSED", "zurückgehalten", "withheld"
    NOT_REQUIRED = "NOT_REQUIRED", "nicht nötig", "not required"


class Mark(State):
    """What has to be said beside a cell that is covered or only planned; no state of its own."""

    NOT_ACCEPTED = "NOT_ACCEPTED", "Zusage fehlt", "not accepted"
    STALE = "STALE", "lange nicht bestätigt", "not confirmed for long"
    NEVER_CONFIRMED = "NEVER_CONFIRMED", "nie bestätigt", "never confirmed"
    DISTRICT_WIDE = "DISTRICT_WIDE", "nur kreisweit", "district-wide only"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field, municipality and target group.

    `active` and `planned` name the measures and offers there (under way; open, but not under way), `inventories` who
    looked when, `decision` the decision in force, `surveyed_on` the newest day on which somebody looked.
    `in_concept` tells whether the concept names a measure here, a fact about the plan and not about the district; None
    without a concept.
    """

    field: Ref
    place: Ref
    target_group: Ref
    state: CellState
    active: tuple[Ref, ...] = ()
    planned: tuple[Ref, ...] = ()
    inventories: tuple[Ref, ...] = ()
    decision: Ref | None = None
    marks: tuple[Mark, ...] = ()
    in_concept: bool | None = None
    surveyed_on: date | None = None


@dataclass(frozen=True)
class Summary:
    """Several cells together, with every state counted."""

    cells: tuple[Cell, ...]

    @cached_property
    def counts(self) -> Mapping[CellState, int]:
        """How many cells are in each state; every state has an entry."""
        found = Counter(cell.state for cell in self.cells)
        return {state: found[state] for state in CellState}

    @cached_property
    def state(self) -> CellState:
        """The state to draw for all together: the first that any of them is in, in the order of the states."""
        return next((state for state in CellState if self.counts[state]), CellState.UNKNOWN)

    @cached_property
    def coverage(self) -> float | None:
        """Covered cells as a share of those that are covered, nominal or a gap, 0 to 1; None if there are none.

        Always to be shown with the count of unknown cells.
        """
        known = sum(self.counts[state] for state in (CellState.COVERED, CellState.NOMINAL, CellState.GAP))
        return self.counts[CellState.COVERED] / known if known else None

    @cached_property
    def active(self) -> tuple[Ref, ...]:
        """The measures and offers under way in any of the cells, each once."""
        return tuple(dict.fromkeys(ref for cell in self.cells for ref in cell.active))

    @cached_property
    def planned(self) -> tuple[Ref, ...]:
        """The open ones that are not under way in any of the cells, each once."""
        return tuple(dict.fromkeys(ref for cell in self.cells for ref in cell.planned))


@dataclass(frozen=True)
class Matrix:
    """Two dimensions of a cube; each entry sums up the third. `entries[row][column]` follow the axes."""

    rows: tuple[Term | Place, ...]
    columns: tuple[Term | Place, ...]
    entries: tuple[tuple[Summary, ...], ...]

    def row(self, index: int) -> Summary:
        """All cells of a row."""
        return _together(self.entries[index])

    def column(self, index: int) -> Summary:
        """All cells of a column."""
        return _together(entries[index] for entries in self.entries)


@dataclass(frozen=True)
class Cube:
    """All cells of a dataset on a day, in the order of the axes: field, municipality, target group.

    `concept` is the plan that `in_concept` speaks of, `concept_complete` whether it was recorded as a whole. `unplaced`
    are open measures and offers in no cell, since they name no field, place or target group of the axes.
    """

    dataset: str
    on: date
    fields: tuple[Term, ...]
    places: tuple[Place, ...]
    target_groups: tuple[Term, ...]
    cells: tuple[Cell, ...]
    district_wide_counts: bool = True
    concept: Ref | None = None
    concept_complete: bool = False
    unplaced: tuple[Ref, ...] = ()

    @cached_property
    def whole(self) -> Summary:
        """All cells together."""
        return Summary(self.cells)

    def at(self, field: Ref, place: Ref, target_group: Ref) -> Cell:
        """The cell; KeyError if one of the three is not on its axis."""
        return self._by_key[field, place, target_group]

    def get(self, field: Ref, place: Ref, target_group: Ref) -> Cell | None:
        """The cell; None if one of the three is not on its axis."""
        return self._by_key.get((field, place, target_group))

    def matrix(self, rows: Axis = "place", columns: Axis = "field") -> Matrix:
        """Two dimensions with the third summed up."""
        held: dict[tuple[Ref, Ref], list[Cell]] = {}
        for cell in self.cells:
            held.setdefault((_part(cell, rows), _part(cell, columns)), []).append(cell)
        across, down = self._axis(rows), self._axis(columns)
        entries = tuple(tuple(Summary(tuple(held.get((r.id, c.id), ()))) for c in down) for r in across)
        return Matrix(across, down, entries)

    def only(
        self,
        fields: Collection[Ref] | None = None,
        places: Collection[Ref] | None = None,
        target_groups: Collection[Ref] | None = None,
    ) -> "Cube":
        """The same cube with fewer entries on its axes; None leaves an axis as it is."""
        kept_fields = tuple(term for term in self.fields if fields is None or term.id in fields)
        kept_places = tuple(place for place in self.places if places is None or place.id in places)
        kept_groups = tuple(t for t in self.target_groups if target_groups is None or t.id in target_groups)
        cells = tuple(self.at(f.id, p.id, g.id) for f in kept_fields for p in kept_places for g in kept_groups)
        return Cube(
            self.dataset, self.on, kept_fields, kept_places, kept_groups, cells,
            self.district_wide_counts, self.concept, self.concept_complete, self.unplaced,
        )  # fmt: skip

    @cached_property
    def _by_key(self) -> Mapping[tuple[Ref, Ref, Ref], Cell]:
        return {(cell.field, cell.place, cell.target_group): cell for cell in self.cells}

    def _axis(self, axis: Axis) -> tuple[Term | Place, ...]:
        axes: dict[Axis, tuple[Term | Place, ...]] = {
            "field": self.fields,
            "place": self.places,
            "targetGroup": self.target_groups,
        }
        return axes[axis]


def _part(cell: Cell, axis: Axis) -> Ref:
    return {"field": cell.field, "place": cell.place, "targetGroup": cell.target_group}[axis]


def _together(summaries: Iterable[Summary]) -> Summary:
    return Summary(tuple(cell for summary in summaries for cell in summary.cells))
