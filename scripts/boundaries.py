#!/usr/bin/env python3
"""Makes graph/reference/municipalities_four_districts.geojson out of boundaries that were simplified one by one.

Such boundaries overlap by a little and leave slivers open. Here every sliver goes to the municipality with which it has
the longest border in common, then all are simplified together, so that neighbours keep one and the same border. Run
once, in an environment of its own with shapely 2.1 or newer: `python scripts/boundaries.py OLD.geojson NEW.geojson`.
"""

import json
import sys
from pathlib import Path

import shapely

TOLERANCE = 0.0012  # degrees, the root of the area that coverage_simplify may take away at a corner: some 100 metres
DECIMALS = 4  # some 10 metres


def mended(shapes: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """The same shapes without overlaps, and without gaps that all sides enclose."""
    keys, outlines = list(shapes), list(shapes.values())
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([one.boundary for one in outlines])]))
    tree = shapely.STRtree(outlines)
    owned: dict[int, list[shapely.Geometry]] = {number: [] for number in range(len(keys))}
    open_faces = []
    for face in faces:
        within = tree.query(face.representative_point(), predicate="within")
        if len(within) == 1:
            owned[int(within[0])].append(face)
        else:
            open_faces.append(face)
    while open_faces:
        face = max(open_faces, key=lambda one: max(_common(one, parts) for parts in owned.values()))
        open_faces.remove(face)
        owned[max(owned, key=lambda number: _common(face, owned[number]))].append(face)
    return {keys[number]: shapely.union_all(parts) for number, parts in owned.items()}


def _common(face: shapely.Geometry, parts: list[shapely.Geometry]) -> float:
    near = [part for part in parts if part.intersects(face)]
    return sum(float(face.boundary.intersection(part.boundary).length) for part in near)


def main(old: Path, new: Path) -> None:
    """Reads a GeoJSON file whose features have `ags` and `name`, writes the mended one."""
    features = sorted(json.loads(old.read_text("utf-8"))["features"], key=lambda one: one["properties"]["ags"])
    whole = mended({one["properties"]["ags"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features})
    simple = shapely.coverage_simplify(list(whole.values()), TOLERANCE)
    found = []
    for feature, shape in zip(features, simple, strict=True):
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        ring = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in largest.exterior.coords]
        ring = [point for before, point in zip([None, *ring], ring, strict=False) if point != before]
        properties = {name: feature["properties"][name] for name in ("ags", "name")}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        found.append({"type": "Feature", "properties": properties, "geometry": geometry})
    head = {"type": "FeatureCollection", "attribution": "© GeoBasis-DE / BKG (2017), Daten verändert"}
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in found)
    new.write_text(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
