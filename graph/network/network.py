"""A network: the actors of one scope and the lines between them, as arrays, on one layer and one day.

Lines are simple and undirected: parallel ties between two actors are one line, loops are dropped; both are counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.language import Text
from graph.model import Actor, Group, Place, Plan, Ref, Survey, Term
from graph.model.states import PlaceLevel
from graph.network import network_exports, packed
from graph.network.adjacency import Adjacency, adjacency
from graph.network.district import District
from graph.network.district_rows import DistrictRows
from graph.network.joins import Joins, all_of
from graph.network.lines import lines
from graph.network.packed import Levels
from graph.network.separation import Separation
from graph.network.surveyed import SurveyedDistrict
from graph.network.waves import Wave, newest_wave, wave_of
from graph.picture import View
from graph.picture.alike import answers
from graph.picture.column import Ints as Rows
from graph.picture.recent import recent
from graph.rollup import Ladder
from graph.scope import COOPERATION, PROJECTED, Scope, known_layer

T = TypeVar("T")

_SMALL, _MOST_KEPT = 3_000, 40  # networks of so many actors are kept, and so many of them


@dataclass(frozen=True, eq=False)
class Network:
    """Actors in the order of their names, and the lines between them by index into that order.

    `level` is the mean of the levels stated (1 to 4), NaN where nobody stated one. `behind` names, for each line,
    the ties, measures and offers that it rests on; `layers` says of each layer which lines are on it. `wave` is the
    newest survey by the day, or the one that the network is taken from; None without one, and where no survey can tell
    anything of the lines. `district` is what the network was taken from, None for one of plain pairs.

    `groups` holds for each actor its group by "actorType" (the first that it names) and by "place" (its municipality);
    None for an actor that has none. Where a tie is directed, the network is: `ways` then has the directions of each
    line (`graph.network.packed`), an undirected tie having both; None for an undirected network.

    A line takes about 30 bytes, `source` and `target` having 32 bits: take 64 before you multiply.
    """

    scope: Scope
    on: date
    ids: tuple[Ref, ...]
    external_ids: tuple[str, ...]
    names: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    level: Levels
    behind: Sequence[tuple[Ref, ...]]
    layers: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    groups: Mapping[str, tuple[Ref | None, ...]] = field(default_factory=dict)
    ways: NDArray[np.uint8] | None = None
    loops: int = 0
    parallel: int = 0
    wave: Wave | None = None
    district: District | None = field(default=None, repr=False)
    _kept: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, work: "Callable[[Network], T]") -> T:
        """What a function says of this network, worked out when it is first asked for."""
        if work not in self._kept:
            self._kept[work] = work(self)
        return cast("T", self._kept[work])

    @cached_property
    def adjacency(self) -> Adjacency:
        """The same as rows of neighbours."""
        return adjacency(self.n, self.source, self.target)

    @property
    def n(self) -> int:
        """Actors, those without a tie included."""
        return len(self.ids)

    @property
    def m(self) -> int:
        """Lines: pairs of actors that are joined."""
        return len(self.source)

    @cached_property
    def level_stated(self) -> NDArray[np.bool_]:
        """Of each line whether somebody stated a level."""
        return self.level.stated

    @property
    def arcs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """The pairs (from, to) by index, each once, an undirected tie as both; None for an undirected network."""
        return None if self.ways is None else packed.arcs(self.source, self.target, self.ways, self.n)

    @cached_property
    def degree(self) -> NDArray[np.int64]:
        """For each actor, with how many others it is joined."""
        return self.adjacency.degree

    @cached_property
    def response_rate(self) -> float | None:
        """The share of the actors asked in the newest survey that answered, 0 to 1; None if none of them was asked."""
        return self.wave.rate(frozenset(self.ids)) if self.wave else None

    @cached_property
    def graph(self) -> "nx.Graph[int]":
        """The same as a networkx graph over indices; for reading only."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.n))
        graph.add_edges_from(zip(self.source.tolist(), self.target.tolist(), strict=True))
        return graph

    @cached_property
    def separation(self) -> Separation:
        """What falls apart when an actor or a line drops out."""
        return Separation(self.adjacency)

    def to_networkx(self) -> "nx.Graph[Ref]":
        """As a networkx graph over ids, see `graph.network.network_exports`."""
        return network_exports.to_networkx(self)

    def to_igraph(self) -> Any:
        """As an igraph graph. Raises WrongUse where igraph is not installed."""
        return network_exports.to_igraph(self)

    def to_polars(self) -> tuple[Any, Any]:
        """As two polars frames, actors and ties. Raises WrongUse where polars is not installed."""
        return network_exports.to_polars(self)


class Networks:
    """Takes networks of a dataset from a view, as they are on a day or as a survey told; reads once what they share."""

    def __init__(self, view: View, dataset: str, on: date, survey: Survey | None = None) -> None:
        if survey is None:
            self.district, self._wave = District(view, dataset, on), newest_wave(view, dataset, on)
        else:
            self._wave = wave_of(view, survey, on)
            self.district = SurveyedDistrict(view, self._wave, on)
        towns = (place.id for place in view.all(Place, dataset) if place.level is PlaceLevel.MUNICIPALITY)
        self._towns = Ladder(view, towns)
        self._taken: dict[Scope, Network] = {}

    def of(self, scope: Scope) -> Network:
        """The network of a scope; of small ones the same again to whoever asks soon."""
        found = self._taken.pop(scope, None) or self._of(scope)
        if found.n <= _SMALL:
            self._taken[scope] = found
        while len(self._taken) > _MOST_KEPT:
            self._taken.pop(next(iter(self._taken)), None)
        return found

    def _of(self, scope: Scope) -> Network:
        rows, view = self.district.rows, self.district.view
        members, table = rows.members(scope), view.picture.table(Actor)
        index = np.full(len(table) + 1, -1, dtype=np.int64)  # the last one stands for no actor
        index[members] = np.arange(len(members))
        joined = lines(all_of(_joins(rows, scope)), index, len(members))
        ids, external_ids, names = (
            tuple([held[row] for row in members.tolist()])
            for held in (view.column(Actor, name).values for name in ("id", "external_id", "name"))
        )
        return Network(
            scope=scope,
            on=self.district.on,
            ids=ids,
            external_ids=external_ids,
            names=names,
            source=joined.source,
            target=joined.target,
            level=joined.level,
            behind=joined.behind,
            layers=joined.layers,
            groups={
                "actorType": _each(view, members, "type", lambda actor: next(iter(actor.type), None)),
                "place": _each(view, members, "places", lambda a: next(iter(self._towns.rungs(a.places)), None)),
            },
            ways=joined.ways,
            loops=joined.loops,
            parallel=joined.parallel,
            wave=None if scope.layer in PROJECTED else self._wave,
            district=self.district,
        )


def _joins(rows: DistrictRows, scope: Scope) -> Iterator[Joins]:
    layer = known_layer(scope.layer)
    if layer not in PROJECTED:
        yield rows.joins_by_ties(scope)
    if layer != COOPERATION:
        yield from rows.joins_by_work(scope)


def _each(view: View, members: Rows, name: str, group: Callable[[Actor], Ref | None]) -> tuple[Ref | None, ...]:
    found, which = answers(view, Actor, members, (name,), group)
    return tuple([found[answer] for answer in which.tolist()])


def networks(view: View, dataset: str, on: date, survey: Survey | None = None) -> Networks:
    """What networks of a dataset are taken from; the same again to whoever asks the same view soon."""
    key = (dataset, on, survey.id if survey is not None else None)
    return recent(view, "networks", key, lambda: Networks(view, dataset, on, survey))


def network(view: View, scope: Scope, on: date) -> Network:
    """The network of one scope on a day."""
    return networks(view, scope.dataset, on).of(scope)


def scope_name(view: View, scope: Scope) -> Text:
    """What the network of a scope is called: its parts, or „Alle Akteure“."""
    parts = [view.get(ref) for ref in (scope.field, scope.place, scope.group, scope.plan, *scope.actor_types) if ref]
    names = [_name(part) for part in parts if isinstance(part, Term | Place | Group | Plan)]
    if not names:
        return Text("Alle Akteure", "All actors")
    return Text(" · ".join(name.de for name in names), " · ".join(name.en for name in names))


def _name(record: Term | Place | Group | Plan) -> Text:
    if isinstance(record, Term):
        return Text(record.label, record.label_en or record.label)
    name = record.title if isinstance(record, Plan) else record.name
    return Text(name, name)
