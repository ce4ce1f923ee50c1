"""A generated network of stakeholders as a map takes it."""

from benchmarks.stakeholders import stakeholders
from visualise.map.spec import ActorFact, PlaceFact, TieFact

TYPES = (
    "Kommune", "Schule", "Sportverein", "Migrantenorganisation", "Wohlfahrtsverband", "Flüchtlingsinitiative",
    "Bildungsträger", "Unternehmen", "Krankenhaus", "Kreisverwaltung",
)  # fmt: skip
Facts = tuple[list[ActorFact], list[TieFact], list[PlaceFact]]


def facts(actors: int, ties: int, places: int, seed: int = 7) -> Facts:
    """So many actors, ties and places; one actor in nine works district-wide."""
    made = stakeholders(actors, ties, places, seed)
    named = [
        ActorFact(
            id=f"a{number}",
            name=f"Akteur {number}",
            types=(TYPES[kind],),
            place=None if number % 9 == 0 else f"p{town:03}",
            fields=("Sprache",) if number % 2 else ("Arbeit", "Wohnen"),
            asked=True,
        )
        for number, (kind, town) in enumerate(zip(made.kind.tolist(), made.town.tolist(), strict=True))
    ]
    joined = [
        TieFact(source=f"a{one}", target=f"a{other}", level=level, fields=("Sprache",))
        for one, other, level in zip(made.source.tolist(), made.target.tolist(), made.level.tolist(), strict=True)
    ]
    return named, joined, [PlaceFact(id=f"p{town:03}", name=f"Ort {town:03}") for town in range(places)]
