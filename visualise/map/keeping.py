"""Spots that travel: where the actors of an earlier edition stand, so that a new one moves nobody without need."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import WrongUse
from graph.language import Text

_DATA = re.compile(r'<script type="application/json" id="map-data">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kept:
    """The slot of each actor in its tile, and how many slots each tile has, labelled and dots; all by id."""

    slots: Mapping[str, tuple[str, bool, int]] = field(default_factory=dict)
    rooms: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def rooms_of(self, tile: str, labelled: int, dots: int) -> tuple[int, int]:
        """As many slots as the tile had, or as it needs now."""
        before = self.rooms.get(tile, (0, 0))
        return max(before[0], labelled), max(before[1], dots)

    def assigned(self, tile: str, dots: bool, actors: Sequence[str]) -> dict[str, int]:
        """A slot for each: those known here keep theirs, newcomers take the first free ones in the order given."""
        found: dict[str, int] = {}
        taken: set[int] = set()
        for actor in actors:
            where = self.slots.get(actor)
            if where is not None and where[:2] == (tile, dots) and where[2] not in taken:
                found[actor] = where[2]
                taken.add(where[2])
        free = (slot for slot in range(len(actors) + len(taken)) if slot not in taken)
        return found | {actor: next(free) for actor in actors if actor not in found}


def needed(slots: Iterable[int]) -> int:
    """How many slots there must be for the highest one to exist."""
    return max(slots, default=-1) + 1


def kept_by(page: str) -> Kept:
    """What a page with a map (a map's or a report's file) remembers of its spots.

    Raises WrongUse where there is no map in it, or one that was not made by this project.
    """
    found = _DATA.search(page)
    try:
        data: dict[str, Any] = json.loads(found.group(1))["kept"] if found else {}
        slots = {str(actor): (str(tile), bool(dots), int(slot)) for actor, (tile, dots, slot) in data["slots"].items()}
        rooms = {str(tile): (int(labelled), int(dots)) for tile, (labelled, dots) in data["rooms"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(
            Text(
                "In der früheren Fassung ist keine Karte, nach der die neue sich richten könnte.",
                "The earlier edition has no map that the new one could follow.",
            )
        ) from error
    return Kept(slots, rooms)
