"""Who is shown at first, how large, and from which level on ties are: a first view stays readable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from visualise.map.keeping import Kept
from visualise.map.spec import TIED, ActorFact, Drawn, MapActor, MapTie, TieFact
from visualise.shapes import symbol_for

SHOWN_AT_FIRST = 60
LISTED = 240
GROUPED_ABOVE = 1000
TIES_AT_FIRST = 110


@dataclass(frozen=True, slots=True)
class Choice:
    """How each actor (by id) is drawn, and who is shown at first: from how many ties, and whether all town halls."""

    drawn: Mapping[str, Drawn]
    core: frozenset[str]
    core_degree: int | None = None
    town_halls: bool = True

    @property
    def dots(self) -> bool:
        """Whether there are too many for all names."""
        return Drawn.DOT in self.drawn.values()

    def number(self, actors: Iterable[ActorFact], *kinds: Drawn) -> int:
        """How many of the actors are drawn in one of these ways."""
        return sum(self.drawn[actor.id] in kinds for actor in actors)


def degrees_of(actors: Sequence[ActorFact], ties: Sequence[TieFact], layer: str) -> dict[str, int]:
    """With how many others each actor is tied on a layer."""
    neighbours: dict[str, set[str]] = {actor.id: set() for actor in actors}
    for tie in ties:
        if tie.state in TIED and tie.layer == layer and tie.source != tie.target:
            neighbours[tie.source].add(tie.target)
            neighbours[tie.target].add(tie.source)
    return {actor: len(others) for actor, others in neighbours.items()}


def choose(actors: Sequence[ActorFact], degrees: Mapping[str, int], kept: Kept) -> Choice:
    """Everybody up to 60 actors; beyond: those with most ties, town halls, and those who were asked and have none.

    The others have their names below them up to 240 actors, and some more where they had them in the earlier edition.

    Where town halls and isolated actors alone would fill a third of the map, they are treated like everybody.
    """
    if len(actors) <= SHOWN_AT_FIRST:
        return all_of(actors)
    isolated = _few(actor.id for actor in actors if actor.asked and not degrees[actor.id])
    halls = _few(actor.id for actor in actors if symbol_for(actor.types).key == "townHall")
    threshold, core = next(
        (degree, core)
        for degree in range(1, len(actors) + 1)
        if len(core := isolated | halls | {actor for actor, n in degrees.items() if n >= degree}) <= SHOWN_AT_FIRST
    )
    had_names = bool(kept.tiles) and not any(tile.dots for tile in kept.tiles.values())
    small = Drawn.LISTED if len(actors) <= (LISTED + LISTED // 4 if had_names else LISTED) else Drawn.DOT
    drawn = {actor: Drawn.LARGE if actor in core else small for actor in degrees}
    return Choice(drawn, core, threshold, bool(halls))


def all_of(actors: Sequence[ActorFact]) -> Choice:
    """Everybody at once, as large as there is room; what one picture can't hold stands in the table only."""
    kind = Drawn.LARGE if len(actors) <= SHOWN_AT_FIRST else Drawn.LISTED if len(actors) <= LISTED else Drawn.DOT
    drawn = {actor.id: kind if n < GROUPED_ABOVE else Drawn.TABLE_ONLY for n, actor in enumerate(actors)}
    return Choice(drawn, frozenset(drawn))


def first_level(ties: Sequence[MapTie], actors: Sequence[MapActor]) -> int:
    """The level from which ties are shown at first, so that the picture stays readable; 1 for all."""
    drawn = [
        tie.level or 1
        for tie in ties
        if tie.state in TIED and not tie.layer and actors[tie.source].core and actors[tie.target].core
    ]
    counts = {level: sum(stated >= level for stated in drawn) for level in (1, 2, 3, 4)}
    return next((level for level, n in counts.items() if n <= TIES_AT_FIRST), 4) if counts[2] else 1


def _few(actors: Iterable[str]) -> frozenset[str]:
    found = frozenset(actors)
    return found if len(found) <= SHOWN_AT_FIRST // 3 else frozenset()
