"""Official facts that ship with the product: districts, municipalities with key, population, centre and boundary."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_MUNICIPALITY_FILES = ("municipalities.csv", "municipalities_landkreis_augsburg.csv")
_COMPLETE_LAND = "05"  # of North Rhine-Westphalia all districts are known
BOUNDARIES_ATTRIBUTION = "© GeoBasis-DE / BKG (2017), Daten verändert"
MUNICIPALITIES_ATTRIBUTION = "Destatis, Gemeindeverzeichnis GV100AD, 30.11.2023 (dl-de/by-2-0)"


@dataclass(frozen=True, slots=True)
class District:
    """A district or a city that belongs to none. `key` has five digits.

    `population` and `municipality_count` are None where not listed.
    """

    key: str
    name: str
    population: int | None
    is_city: bool
    municipality_count: int | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a district. `ags` has eight digits; `lat` and `lon` are the centre, in degrees.

    `is_town` says whether it may call itself Stadt; a market town (Markt) may not.
    """

    ags: str
    name: str
    district: str
    population: int
    lat: float
    lon: float
    is_town: bool


@cache
def districts() -> Mapping[str, District]:
    """All districts and district-free cities that we know, by key: those of NRW, and those with municipalities here."""
    known = {row["kreis_key"]: District(row["kreis_key"], row["kreis"], None, False) for row in _municipality_rows()}
    for row in _rows("nrw_kreise.csv"):
        is_city = row["type"] == "Kreisfreie Stadt"
        name = row["seat"] if is_city else _district_name(row["name"])
        known[row["key"]] = District(row["key"], name, int(row["population"]), is_city, int(row["municipalities"]))
    return known


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The inhabited municipalities of the districts that we hold them for, by AGS."""
    return {
        row["ags"]: Municipality(
            row["ags"],
            row["name"],
            row["kreis_key"],
            int(row["population"]),
            float(row["lat"]),
            float(row["lon"]),
            "Stadt" in row["type"],
        )
        for row in _municipality_rows()
        if int(row["population"]) > 0
    }


def municipalities_of(key: str) -> tuple[Municipality, ...]:
    """The municipalities of a district in the order of their keys; empty where the reference data hold none."""
    return tuple(town for _, town in sorted(municipalities().items()) if town.district == key)


def is_official(key: str) -> bool | None:
    """Whether a municipality or district has that key, as far as the reference data hold them; None: they can't tell.

    A key has five digits (a district) or eight (a municipality); those of two or three are of a Land or its regions.
    """
    if not (key.isascii() and key.isdigit() and len(key) in (2, 3, 5, 8)):
        return False
    if len(key) < 5:
        return None
    district = districts().get(key[:5])
    if district is None:
        return False if key[:2] == _COMPLETE_LAND else None
    known = {row["ags"] for row in _municipality_rows() if row["kreis_key"] == district.key}
    if len(key) == 5 or (district.is_city and key[5:] == "000"):
        return True
    return key in known if known else None


@cache
def boundaries() -> Mapping[str, Any]:
    """Simplified boundaries as GeoJSON geometry by AGS, of the four NRW districts. Name BOUNDARIES_ATTRIBUTION."""
    text = (files("graph.reference") / "municipalities_four_districts.geojson").read_text(encoding="utf-8")
    return {feature["properties"]["ags"]: feature["geometry"] for feature in json.loads(text)["features"]}


def _district_name(name: str) -> str:
    return name if "kreis" in name.casefold() or "region" in name.casefold() else f"Kreis {name}"


@cache
def _municipality_rows() -> list[dict[str, str]]:
    return [row for name in _MUNICIPALITY_FILES for row in _rows(name)]


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("graph.reference") / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
