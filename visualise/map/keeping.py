"""Spots that travel: where the actors of an earlier edition stand, so that a new one moves nobody without need."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import WrongUse
from graph.language import Text

_DATA = re.compile(r'<script type="application/json" id="map-data">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class KeptTile:
    """A tile as it was: where, for how many labels and dots, how many labels side by side and how far apart."""

    x: float
    y: float
    width: float
    height: float
    labelled: int
    dots: int
    lines: int
    pitch: float


@dataclass(frozen=True, slots=True)
class Kept:
    """The tile of each actor with its slots there (label and dot, -1 for none), and the tiles; all by id."""

    slots: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    tiles: Mapping[str, KeptTile] = field(default_factory=dict)

    def assigned(self, tile: str, part: int, actors: Sequence[str]) -> dict[str, int]:
        """A slot for each, among those for labels (part 1) or dots (2).

        Who is known here keeps the slot, newcomers take the first free ones in the order given.
        """
        found: dict[str, int] = {}
        taken: set[int] = set()
        for actor in actors:
            where = self.slots.get(actor)
            slot = int(where[part]) if where is not None and where[0] == tile else -1
            if slot >= 0 and slot not in taken:
                found[actor] = slot
                taken.add(slot)
        free = (slot for slot in range(len(actors) + len(taken)) if slot not in taken)
        return found | {actor: next(free) for actor in actors if actor not in found}


def kept_by(page: str) -> Kept:
    """What a page with a map (a map's or a report's file) remembers of its spots.

    Raises WrongUse where there is no map in it, or one that was not made by this project.
    """
    found = _DATA.search(page)
    try:
        data: dict[str, Any] = json.loads(found.group(1))["kept"] if found else {}
        slots = {str(actor): (str(tile), int(label), int(dot)) for actor, (tile, label, dot) in data["slots"].items()}
        tiles = {str(tile): _tile(*told) for tile, told in data["tiles"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(
            Text(
                "In der früheren Fassung ist keine Karte, nach der die neue sich richten könnte.",
                "The earlier edition has no map that the new one could follow.",
            )
        ) from error
    return Kept(slots, tiles)


def _tile(x: Any, y: Any, width: Any, height: Any, labelled: Any, dots: Any, lines: Any, pitch: Any) -> KeptTile:
    return KeptTile(float(x), float(y), float(width), float(height), int(labelled), int(dots), int(lines), float(pitch))
