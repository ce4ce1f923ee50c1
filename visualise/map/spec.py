"""What is drawn on a network map: frozen values without a store, a picture size or a file format in them.

`ActorFact`, `TieFact` and `PlaceFact` are what the caller knows; `composition.compose` places them. Both the printable
overview (picture.py) and the explorable map (page.py) draw the same `MapSpec`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.scope import COOPERATION
from visualise.map.keeping import KeptTile
from visualise.shapes import Symbol

FEW_NEW = 25
FEW_MISSING = 12


class TieState(StrEnum):
    """How a tie is drawn."""

    EXISTS = "exists"
    NEW = "new"  # exists, and did not when the network was last asked
    WISHED = "wished"
    ENDED = "ended"
    MISSING = "missing"  # known not to exist, though the two have a reason to know each other
    UNKNOWN = "unknown"  # a reason, and nobody answered: listed, never drawn


TIED = (TieState.EXISTS, TieState.NEW)
"""The states in which two actors are tied."""


class Drawn(StrEnum):
    """How much room an actor gets."""

    LARGE = "large"  # a mark with its name below
    LISTED = "listed"  # a small mark with its name in small print below
    DOT = "dot"  # a small mark, its name on demand
    TABLE_ONLY = "tableOnly"  # beyond the drawing limit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact:
    """A municipality with a tile of its own; `district` marks the tile for actors that work district-wide."""

    id: str
    name: str
    district: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFact:
    """An actor as the caller knows it.

    `types` is the type's label and those of the broader types, `type_name` what the reader is told (default: the type);
    `place` None means district-wide; `asked` whether the actor answered a survey (None: there was none), which decides
    whether one without ties is isolated or unknown; `silent` whether it was asked and did not answer; `short` is its
    label, made from the name if empty. A group of actors has a `symbol` of its own where its actors share none, and
    says by `count` how many they are.
    """

    id: str
    name: str
    types: tuple[str, ...]
    place: str | None = None
    fields: tuple[str, ...] = ()
    asked: bool | None = None
    silent: bool = False
    type_name: str = ""
    short: str = ""
    symbol: Symbol | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFact:
    """What is known between two actors; `level` 1 to 4 as stated, None where nobody stated one.

    `layer` is what joins them (a layer of `graph.scope`); between groups, `count` is the number of ties.
    """

    source: str
    target: str
    state: TieState = TieState.EXISTS
    level: int | None = None
    fields: tuple[str, ...] = ()
    note: str = ""
    layer: str = COOPERATION
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A tile, in map units (1 unit = 1 CSS pixel at the map's natural width); `kept` is what the next edition needs."""

    id: str
    name: str
    district: bool
    x: float
    y: float
    width: float
    height: float
    actors: int
    shown_first: int
    kept: KeptTile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapActor:
    """A drawn actor.

    `degree` counts the actors tied to it on the first layer (EXISTS or NEW); `step` 1 to 3 is the size; `core` whether
    it is shown at first; `slots` number its spots in the tile, for label and dot; `label_x` and `label_y` lead from the
    mark to its name; `isolated` whether it was asked and has no tie, `unasked` whether it has none and nobody asked,
    `silent` whether it was asked and did not answer; `index` is its place in reading order and names its table row.
    `group` is the group that it stands in where the map is grouped, and x and y are spots in the opened group. A mark
    that stands for a group says by `count` of how many actors.
    """

    index: int
    id: str
    name: str
    label: str
    label_x: float
    label_y: float
    type_label: str
    symbol: Symbol
    place: int
    fields: tuple[int, ...]
    degree: int
    step: int
    x: float
    y: float
    drawn: Drawn
    core: bool
    isolated: bool
    unasked: bool
    slots: tuple[int, int] = (-1, -1)
    silent: bool = False
    group: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTie:
    """A drawn tie; `source` and `target` are indices of actors, `fields` of `MapSpec.fields`, `layer` of its layers.

    Between groups, `count` is the number of ties and `level` a step of it.
    """

    source: int
    target: int
    state: TieState
    level: int | None
    fields: tuple[int, ...]
    note: str
    layer: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The inside of a group: its tile, and the tile and marks of the other groups (their index and spot)."""

    tiles: tuple[MapPlace, ...]
    others: tuple[tuple[int, float, float], ...]
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A network of more actors than one picture can hold: the map of its groups, and the inside of each.

    `by` names what makes a group ("placeType", "place" or "type"); `steps` are the numbers of ties from which a line
    between groups is drawn wider.
    """

    by: str
    overview: "MapSpec"
    scenes: tuple[Scene, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """One network map: what is drawn and what is said about it.

    `since` words the comparison of new and ended ties ("2023"), empty where there is none. `core_degree` is the number
    of ties from which an actor is shown at first, None if all are; `town_halls` whether these are shown in any case;
    `first_level` the level from which existing ties are shown at first (1: all). `layers` are the kinds of ties, that
    of the scope first. `grouped` is what is drawn instead where there are too many actors for one picture.
    """

    title: str
    district: str
    scope: str
    stand: date
    invented: bool
    width: float
    height: float
    places: tuple[MapPlace, ...]
    actors: tuple[MapActor, ...]
    ties: tuple[MapTie, ...]
    fields: tuple[str, ...]
    since: str
    core_degree: int | None
    town_halls: bool
    first_level: int
    notes: tuple[str, ...] = ()
    layers: tuple[str, ...] = (COOPERATION,)
    grouped: Grouped | None = None

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols in use, in the order of the legend."""
        return tuple(sorted({actor.symbol for actor in self.actors}, key=lambda symbol: symbol.order))

    @property
    def left_out(self) -> int:
        """How many actors stand in the table only."""
        return sum(actor.drawn == Drawn.TABLE_ONLY for actor in self.actors)

    def draws(self, tie: MapTie) -> bool:
        """Whether both ends of a tie are drawn."""
        ends = (self.actors[tie.source].drawn, self.actors[tie.target].drawn)
        return tie.state is not TieState.UNKNOWN and Drawn.TABLE_ONLY not in ends

    @property
    def shown_first(self) -> int:
        """How many actors the map shows when it is opened."""
        return sum(actor.core for actor in self.actors)

    @property
    def isolated(self) -> tuple[MapActor, ...]:
        """Those who were asked and have no tie."""
        return tuple(actor for actor in self.actors if actor.isolated)

    @property
    def few_new(self) -> bool:
        """Whether new ties are few enough to stand out from the others."""
        return self.number_of(TieState.NEW) <= FEW_NEW

    @property
    def few_missing(self) -> bool:
        """Whether missing ties are few enough to be shown at first."""
        return self.number_of(TieState.MISSING) <= FEW_MISSING

    @property
    def silent(self) -> tuple[MapActor, ...]:
        """Those who were asked and did not answer."""
        return tuple(actor for actor in self.actors if actor.silent)

    def has(self, state: str) -> bool:
        """Whether any tie is drawn in this state."""
        return any(tie.state == state for tie in self.ties)

    def number_of(self, *states: TieState) -> int:
        """How many ties of the first layer are in one of the states."""
        return sum(tie.state in states and not tie.layer for tie in self.ties)

    @property
    def levels(self) -> tuple[int | None, ...]:
        """The levels of existing ties in use on the first layer, None (not stated) last."""
        found = {tie.level for tie in self.ties if tie.state in TIED and not tie.layer}
        stated = sorted(level for level in found if level is not None)
        return (*stated, None) if None in found else tuple(stated)
