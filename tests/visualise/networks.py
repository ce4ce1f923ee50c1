"""Networks to draw, made by hand."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page

from graph.scope import COOPERATION, SHARED_MEASURES
from visualise.map.composition import compose
from visualise.map.keeping import Kept
from visualise.map.spec import ActorFact, MapSpec, PlaceFact, TieFact

TYPES = ("Kommune", "Schule", "Sportverein", "Migrantenorganisation", "Wohlfahrtsverband", "Flüchtlingsinitiative")


def drawn(
    actors: list[ActorFact],
    ties: list[TieFact],
    places: list[PlaceFact],
    *,
    invented: bool = True,
    since: str = "2023",
    earlier: Kept | None = None,
) -> MapSpec:
    """A map of these facts, with everything else as usual."""
    return compose(
        actors,
        ties,
        places,
        title="Wer arbeitet mit wem",
        district="Kreis Tal",
        district_wide="Kreisweit",
        scope="alle Felder",
        stand=date(2026, 1, 15),
        invented=invented,
        since=since,
        layers=(COOPERATION, SHARED_MEASURES) if any(tie.layer == SHARED_MEASURES for tie in ties) else (COOPERATION,),
        earlier=earlier,
    )


Facts = tuple[list[ActorFact], list[TieFact], list[PlaceFact]]


def many(actors: int, ties: int, places: int, seed: int = 7) -> MapSpec:
    """A generated network, drawn."""
    return drawn(*facts(actors, ties, places, seed))


def facts(actors: int, ties: int, places: int, seed: int = 7) -> Facts:
    """A generated network: hubs district-wide, the rest spread over the places."""
    chance = random.Random(seed)
    names = [f"Ort{number:02}" for number in range(places)]
    made = [
        ActorFact(
            id=f"a{number}",
            name=f"Akteur {number} {TYPES[number % 6]}",
            types=(TYPES[number % 6],),
            place=None if number % 9 == 0 else names[number % places],
            fields=("Sprache",) if number % 2 else ("Arbeit", "Wohnen"),
            asked=True,
        )
        for number in range(actors)
    ]
    pairs = {tuple(sorted((int(actors * chance.random() ** 2), chance.randrange(actors)))) for _ in range(ties * 2)}
    chosen = [pair for pair in sorted(pairs) if pair[0] != pair[1]][:ties]
    found = [
        TieFact(source=f"a{one}", target=f"a{other}", level=1 + (one + other) % 4, fields=("Sprache",))
        for one, other in chosen
    ]
    return made, found, [PlaceFact(id=name, name=name) for name in names]


@dataclass
class Seen:
    """A page in a browser, what it complained about and what it asked for."""

    page: Page
    complaints: list[str]
    requests: list[str]


OpenPage = Callable[..., Seen]
