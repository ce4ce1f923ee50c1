"""A generated district, written as a folder of CSV like the ones that offices send. The same every time."""

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

_FIELDS = ("Sprache", "Arbeit", "Wohnen", "Gesundheit", "Sport", "Ehrenamt")
_GROUPS = ("Eingewanderte", "Schutzsuchende seit 2015", "Schutzsuchende aus der Ukraine")
_TYPES = ("Verein", "Wohlfahrtsverband", "Schule", "Bildungsträger", "Ehrenamtsinitiative", "Migrantenorganisation")
_STATUS = ("laufend", "geplant", "beschlossen", "abgeschlossen")
_PLACES = 14


def make_district(
    folder: Path, *, actors: int = 1500, measures: int = 3000, edges: int = 20000, seed: int = 1
) -> dict[str, int]:
    """Write the district; two fifths of the edges are cooperations, the rest responsibilities and contributions.

    Returns the number of rows by table.
    """
    chance = random.Random(seed)  # noqa: S311 a seeded generator, no secret
    folder.mkdir(parents=True, exist_ok=True)
    places = [f"Musterort {n:02d}" for n in range(1, _PLACES + 1)]
    ties = edges * 2 // 5
    answered = (edges - ties) // 2
    source = "erzeugt für Messungen"
    ids = [f"a{n}" for n in range(actors)]
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]] = {
        "actors": (
            ("actor_id", "name", "actor_type", "municipality", "level", "source", "source_date", "note"),
            [
                (f"k{n}", f"Stadt {place}", "Kommune", place, "Gemeinde", source, "", f"AGS 99{n:06d}")
                for n, place in enumerate(places)
            ]
            + [
                (key, f"Akteur {n}", chance.choice(_TYPES), chance.choice(places), "", source, "", "")
                for n, key in enumerate(ids[_PLACES:])
            ],
        ),
        "measures": (
            ("measure_id", "title", "kind", "field", "target_group", "start", "status", "municipality", "source"),
            [
                (
                    f"m{n}", f"Vorhaben {n}", chance.choice(("Maßnahme", "Projekt", "Angebot")), chance.choice(_FIELDS),
                    chance.choice(_GROUPS), chance.choice(("2024", "2024-05", "Herbst 2025")), chance.choice(_STATUS),
                    chance.choice(places), source,
                )
                for n in range(measures)
            ],
        ),
        "responsibilities": (
            ("measure_id", "actor_id", "role", "source_wording", "source"),
            _pairs(chance, measures, ids[_PLACES:], "zuständig", answered),
        ),
        "contributions": (
            ("contribution_id", "measure_id", "actor_id", "what", "source"),
            [
                (f"b{n}", measure, actor, "Mitarbeit", source)
                for n, (measure, actor, *_) in enumerate(
                    _pairs(chance, measures, ids[_PLACES:], "", edges - ties - answered)
                )
            ],
        ),
        "cooperations": (
            ("actor_a", "actor_b", "measure_id", "type", "directed", "source_wording", "source"),
            _ties(chance, ids[_PLACES:], ties),
        ),
    }  # fmt: skip
    counts = {}
    for name, (heading, rows) in tables.items():
        listed = list(rows)
        counts[name] = len(listed)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(heading)
            writer.writerows(listed)
    return counts


def _pairs(
    chance: random.Random, measures: int, actors: Sequence[str], role: str, wanted: int
) -> list[tuple[str, str, str, str, str]]:
    found: dict[tuple[str, str], None] = {}
    while len(found) < wanted:
        found[f"m{chance.randrange(measures)}", chance.choice(actors)] = None
    return [(measure, actor, role, "", "erzeugt für Messungen") for measure, actor in found]


def _ties(chance: random.Random, actors: Sequence[str], wanted: int) -> list[tuple[str, str, str, str, str, str, str]]:
    """Pairs that prefer a few well-connected actors, as real districts do."""
    found: dict[tuple[str, str], None] = {}
    while len(found) < wanted:
        a = actors[min(int(chance.paretovariate(0.6)) - 1, len(actors) - 1)]
        b = chance.choice(actors)
        if a != b:
            found[min(a, b), max(a, b)] = None
    return [(a, b, "", "Kooperation", "0", "arbeiten zusammen", "erzeugt für Messungen") for a, b in found]
