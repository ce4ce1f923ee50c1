"""The municipalities as a block of a report: maps of coverage and of ties, and the tables that say the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph import reference
from graph.model import Place
from visualise.geo.coverage_map import by_field, coverage_table, overview
from visualise.geo.layout import Town, lay_out
from visualise.geo.spec import GeoSpec
from visualise.geo.ties_map import pictures, ties_table, town_ties
from visualise.reading import Reading


def geo(reading: Reading) -> GeoSpec | None:
    """The maps of the municipalities of a scope; None without a municipality."""
    words, cube = reading.words, reading.cube
    if not cube.places:
        return None
    large = overview(reading)
    fields, unmapped = by_field(reading) if cube.cells else ((), ())
    ties = town_ties(reading.network, reading.wave, [place.id for place in cube.places])
    by_ties = pictures(reading, ties)
    names = tuple(reading.name(place.id) for place in cube.places)
    boundaries = _boundaries(cube.places)
    layout = lay_out(
        [
            Town(name=name, boundary=boundary, said=shade.said, tag=shade.hole)
            for name, boundary, shade in zip(names, boundaries, large.shades, strict=True)
        ]
    )
    notes = [] if by_ties else [words("geo.noTies")]
    if not all(area.tile for area in layout.areas):
        notes.append(words("geo.licence"))
    twins = [coverage_table(reading)] if cube.cells else []
    return GeoSpec(
        caption=words("geo.caption"),
        say=_say(reading, boundaries),
        layout=layout,
        places=names,
        overview=large,
        fields=fields,
        ties=by_ties,
        twins=(*twins, *((ties_table(reading, ties),) if by_ties else ())),
        unmapped=unmapped,
        tiles=words("geo.tiles"),
        notes=tuple(notes),
    )


def _boundaries(places: Sequence[Place]) -> list[Mapping[str, Any] | None]:
    """The boundary of each place; None where its key is missing, unknown, or that of a place before it."""
    known = reference.boundaries()
    found: list[Mapping[str, Any] | None] = []
    taken: set[str] = set()
    for place in places:
        key = (place.ags or "").strip()
        found.append(known.get(key) if key not in taken else None)
        taken.add(key)
    return found


def _say(reading: Reading, boundaries: Sequence[Mapping[str, Any] | None]) -> str:
    """Which places have no boundary, in one sentence; nothing where all have."""
    bare = boundaries.count(None)
    if not bare:
        return ""
    if bare == len(boundaries):
        return reading.words("geo.allTiles")
    return reading.words.count("geo.someTiles", bare, of=len(boundaries))
