"""The mark of an actor: its size, its label and where that stands; and ties between marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visualise.map.choosing import Choice
from visualise.map.labels import FONT, SMALL_FONT, fitted, short_name, text_width
from visualise.map.placing import Placed, Spot
from visualise.map.spec import ActorFact, Drawn, MapActor, MapPlace, MapTie, TieFact
from visualise.shapes import symbol_for

STEPS = (4, 10)  # legend.sizes in the locale files words them
_BELOW = {1: 24, 2: 24, 3: 28}


@dataclass(frozen=True, slots=True)
class Marking:
    """What every actor's mark needs to know. `said` are names that the reader sees without them in every label."""

    choice: Choice
    degrees: Mapping[str, int]
    fields: tuple[str, ...]
    said: str
    steps: tuple[int, int] = STEPS

    def actors(self, placed: Placed) -> tuple[MapActor, ...]:
        """The actors of all tiles in reading order."""
        found: list[MapActor] = []
        for number, (tile, members) in enumerate(zip(placed.tiles, placed.members, strict=True)):
            for member in members:
                spot = placed.spots.get(member.id, Spot(number, -1, -1, 0.0, 0.0, 0.0))
                found.append(self._actor(member, len(found), tile, spot))
        return tuple(found)

    def _actor(self, fact: ActorFact, index: int, tile: MapPlace, spot: Spot) -> MapActor:
        degree, drawn = self.degrees[fact.id], self.choice.drawn[fact.id]
        step = 1 + sum((fact.count or degree) >= bound for bound in self.steps)
        label = fact.short or short_name(fact.name, self._said_by(tile))
        if drawn in (Drawn.LARGE, Drawn.LISTED):
            label = fitted(label, spot.room * (FONT / SMALL_FONT if drawn is Drawn.LISTED else 1))
        width = text_width(label) * (SMALL_FONT / FONT if drawn is Drawn.LISTED else 1)
        return MapActor(
            index=index,
            id=fact.id,
            name=fact.name,
            label=label,
            label_x=_shift(spot.x, width, tile),
            label_y=19 if drawn is Drawn.LISTED else _BELOW[step],
            type_label=fact.type_name or "".join(fact.types[:1]),
            symbol=fact.symbol or symbol_for(fact.types),
            place=spot.place,
            fields=tuple(self.fields.index(name) for name in sorted(set(fact.fields), key=self.fields.index)),
            degree=degree,
            step=step,
            x=spot.x,
            y=spot.y,
            drawn=drawn,
            core=fact.id in self.choice.core,
            isolated=bool(fact.asked) and not degree,
            unasked=not fact.asked and not degree,
            slots=(spot.slot, spot.dot),
            silent=fact.silent,
            count=fact.count,
        )

    def _said_by(self, tile: MapPlace) -> tuple[str, ...]:
        own = self.said.split()[-1] if self.said else ""
        return (self.said, f"Kreis {own}", own) if tile.district else (tile.name, self.said)


def tie_marks(
    ties: Sequence[TieFact], index: Mapping[str, int], fields: tuple[str, ...], layers: tuple[str, ...]
) -> tuple[MapTie, ...]:
    """The ties between known actors, each once, in the order of their ends."""
    number = {name: position for position, name in enumerate(fields)}
    layer = {name: position for position, name in enumerate(layers)}
    drawn = [
        MapTie(
            source=min(index[tie.source], index[tie.target]),
            target=max(index[tie.source], index[tie.target]),
            state=tie.state,
            level=tie.level,
            fields=tuple(sorted({number[name] for name in tie.fields})),
            note=tie.note,
            layer=layer[tie.layer],
            count=tie.count,
        )
        for tie in ties
        if tie.source in index and tie.target in index and tie.source != tie.target and tie.layer in layer
    ]
    drawn.sort(key=lambda tie: (tie.layer, tie.source, tie.target, tie.state, tie.level or 0, tie.fields))
    return tuple(drawn)


def _shift(x: float, width: float, tile: MapPlace) -> float:
    """How far a label moves sideways to stay inside its tile."""
    left, right = tile.x + 5 + width / 2, tile.x + tile.width - 5 - width / 2
    return round(min(max(x, left), max(left, right)) - x, 1)
