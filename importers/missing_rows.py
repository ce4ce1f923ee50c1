"""Where a list has holes: the places of rows that were refused, and rows whose place nobody can tell."""

from collections.abc import Collection
from dataclasses import dataclass, field

from graph.model.states import PlaceLevel
from importers import values
from importers.gazetteer import Gazetteer
from importers.intake import Intake
from importers.problems import Spot
from importers.sheets import Line, Sheet

_PLACE_COLUMN = "municipality"
_UNPLACED = "UNKNOWN_PLACE"


@dataclass(slots=True)
class Missing:
    """Place → the first row that misses there; `anywhere` is the first row whose place can't be told."""

    places: dict[str, Spot] = field(default_factory=dict)
    anywhere: Spot | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the lists are whole."""
        return not self.places and self.anywhere is None


def missing_rows(intake: Intake, tables: Collection[str]) -> Missing:
    """The rows of these tables that the import does not hold, or holds without the place that they name."""
    missing = Missing()
    gazetteer = Gazetteer(intake)
    refused = {problem.spot.in_row for problem in intake.problems}
    unplaced = {left.spot.in_row for left in intake.left_out if left.code == _UNPLACED}
    for sheet in intake.sheets:
        if sheet.name in tables:
            lines = {line.spot(): line for line in sheet.lines()}
            for spot in sorted(_of(sheet, refused | unplaced), key=lambda spot: spot.row or 0):
                places = _municipalities(intake, gazetteer, lines.get(spot)) if spot not in unplaced else ()
                for place in places:
                    missing.places.setdefault(place, spot)
                if not places and missing.anywhere is None:
                    missing.anywhere = spot
    return missing


def _of(sheet: Sheet, spots: Collection[Spot]) -> list[Spot]:
    whole = sheet.table.spot()
    return [spot for spot in spots if (spot.file, spot.sheet) == (whole.file, whole.sheet)]


def _municipalities(intake: Intake, gazetteer: Gazetteer, line: Line | None) -> tuple[str, ...]:
    """The municipalities that a row names; none if it names none, or anything beside them."""
    if line is None:
        return ()
    found = [gazetteer.find(word) for word in values.parts(line.text(_PLACE_COLUMN))]
    known = [intake.known.get("Place", place) for place in found if place is not None]
    levels = {draft.values.get("level", PlaceLevel.MUNICIPALITY) for draft in known if draft is not None}
    return tuple(place for place in found if place) if None not in found and levels == {PlaceLevel.MUNICIPALITY} else ()
