"""Too many actors for one picture: the groups that stand for them, and the ties between groups.

Of the ways to group (place and type, place, type) the one is taken that makes most groups without making more than 60.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.language import Language
from visualise.map.choosing import SHOWN_AT_FIRST, TIES_AT_FIRST
from visualise.map.placing import DISTRICT
from visualise.map.spec import TIED, ActorFact, PlaceFact, TieFact, TieState
from visualise.shapes import Symbol, symbol_for

PLACE_TYPE, PLACE, TYPE = "placeType", "place", "type"

GROUP = Symbol("group", "Gruppe von Akteuren", "Group of actors", "circle", True, -1)
"""The mark of a group whose actors are of several types."""

_ROUND: tuple[int, ...] = tuple(digit * int(10**power) for power in range(7) for digit in (1, 2, 3, 5))


@dataclass(frozen=True, slots=True)
class Groups:
    """Actors in groups: each group as a mark to draw, its members, the group of each actor, and the tiles it needs."""

    by: str
    facts: tuple[ActorFact, ...]
    members: Mapping[str, tuple[ActorFact, ...]]
    of_actor: Mapping[str, str]
    tiles: tuple[PlaceFact, ...]


def group(actors: Sequence[ActorFact], tiles: Sequence[PlaceFact], language: Language) -> Groups:
    """The actors in at most 60 groups."""
    known = {tile.id for tile in tiles}

    def place_of(actor: ActorFact) -> str:
        return actor.place if actor.place in known and actor.place is not None else DISTRICT

    def type_of(actor: ActorFact) -> str:
        return symbol_for(actor.types).key

    ways: dict[str, Callable[[ActorFact], tuple[str, str]]] = {
        PLACE_TYPE: lambda actor: (place_of(actor), type_of(actor)),
        PLACE: lambda actor: (place_of(actor), ""),
        TYPE: lambda actor: (DISTRICT, type_of(actor)),
    }
    sizes = {by: len({way(actor) for actor in actors}) for by, way in ways.items()}
    by = max((by for by in ways if sizes[by] <= SHOWN_AT_FIRST), key=lambda by: sizes[by])
    members: dict[str, list[ActorFact]] = defaultdict(list)
    keys: dict[str, tuple[str, str]] = {}
    for actor in actors:
        key = ways[by](actor)
        name = f"group {key[0]} {key[1]}"
        members[name].append(actor)
        keys[name] = key
    names = {tile.id: tile.name for tile in tiles}
    facts = tuple(_mark(by, name, keys[name], members[name], names, language) for name in members)
    used = tiles if by != TYPE else (PlaceFact(id=DISTRICT, name=names.get(DISTRICT, ""), district=True),)
    return Groups(
        by,
        facts,
        {name: tuple(found) for name, found in members.items()},
        {actor.id: name for name, found in members.items() for actor in found},
        tuple(used),
    )


def ties_between(ties: Sequence[TieFact], group_of: Mapping[str, str]) -> list[TieFact]:
    """The ties of all members of two groups as one line for each layer and state; new ties count as existing."""
    counts: Counter[tuple[str, str, str, TieState]] = Counter()
    fields: dict[tuple[str, str, str, TieState], set[str]] = defaultdict(set)
    for tie in ties:
        if tie.source not in group_of or tie.target not in group_of or tie.state is TieState.UNKNOWN:
            continue
        one, other = sorted((group_of[tie.source], group_of[tie.target]))
        if one != other:
            key = (one, other, tie.layer, TieState.EXISTS if tie.state in TIED else tie.state)
            counts[key] += 1
            fields[key].update(tie.fields)
    return [
        TieFact(
            source=one, target=other, state=state, layer=layer, count=n, fields=tuple(fields[one, other, layer, state])
        )
        for (one, other, layer, state), n in counts.items()
    ]


def steps_of(lines: Sequence[TieFact], layer: str) -> tuple[int, int, int, int]:
    """From how many ties a line between groups is drawn at each of the four widths.

    Round numbers, which a few ties more do not change: at most half of the lines, and no more than a first view can
    hold, have the third width or more, a sixth the fourth.
    """
    counts = [line.count for line in lines if line.state in TIED and line.layer == layer]
    third = _least(counts, 3, min(TIES_AT_FIRST, len(counts) // 2))
    fourth = _least(counts, third + 1, len(counts) // 6)
    return 1, max(step for step in (2, *_ROUND) if step <= (third + 1) // 2), third, fourth


def _least(counts: Sequence[int], start: int, most: int) -> int:
    """The least round number, from `start` on, that at most so many counts reach."""
    return next(step for step in _ROUND if step >= start and sum(count >= step for count in counts) <= most)


def _mark(
    by: str,
    name: str,
    key: tuple[str, str],
    members: Sequence[ActorFact],
    places: Mapping[str, str],
    language: Language,
) -> ActorFact:
    symbol = symbol_for(members[0].types) if by != PLACE else GROUP
    kind, where = symbol.label(language), places.get(key[0], "")
    full = {PLACE_TYPE: f"{where} · {kind}", PLACE: where, TYPE: kind}[by]
    return ActorFact(
        id=name,
        name=full,
        types=members[0].types if by != PLACE else (),
        type_name=kind,
        place=key[0] or None,
        fields=tuple({field for member in members for field in member.fields}),
        short=f"{full if by != PLACE_TYPE else kind} ({len(members)})",
        symbol=symbol,
        count=len(members),
    )
