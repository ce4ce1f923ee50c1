"""What a network is taken apart into when somebody asks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import networkx as nx

from api.graphql.datasets import kept
from api.graphql.paging import Key
from graph.language import Text
from graph.model import Ref, Survey
from graph.network.collaboration import Between, collaboration
from graph.network.network import Network, Networks
from graph.picture import View
from graph.scope import Scope
from graph.strength.cut_points import detached, fallen_off
from graph.strength.formula import too_few_for_paths
from graph.strength.profile import NetworkStrength
from graph.text import sort_key


@dataclass(frozen=True, slots=True)
class Asked:
    """Which network is meant: that of a scope on a day, or as a survey told it."""

    scope: Scope
    on: date
    survey: Ref | None = None

    def surveyed_in(self, view: View) -> Survey | None:
        """The survey, where one is meant."""
        return view.one(Survey, self.survey) if self.survey is not None else None


def networks_of(view: View, asked: Asked) -> Networks:
    """What networks of a dataset are taken from, read once."""
    dataset, on = asked.scope.dataset, asked.on
    key = ("networks", dataset, on, asked.survey)
    return kept(view, key, lambda: Networks(view, dataset, on, asked.surveyed_in(view)))


def network_of(view: View, asked: Asked) -> Network:
    """The network that is meant, taken once."""
    return kept(view, ("network", asked), lambda: networks_of(view, asked).of(asked.scope))


@dataclass(frozen=True, slots=True)
class Line:
    """Two actors that are joined; `key` is its place among the lines of the network."""

    source: Ref
    target: Ref
    level: float | None
    rests_on: tuple[Ref, ...]
    key: Key


@dataclass(frozen=True, slots=True)
class Part:
    """Actors that reach each other."""

    members: tuple[Ref, ...]

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class CutPoint:
    """An actor by its position in a network, and how many are cut off without it."""

    network: Network
    position: int
    size: int

    @property
    def actor(self) -> Ref:
        """The actor."""
        return self.network.ids[self.position]

    @property
    def members(self) -> tuple[Ref, ...]:
        """Those who are cut off from the largest rest."""
        return tuple(self.network.ids[i] for i in fallen_off(self.network, self.position))


class NetworkFound:
    """A network with its measures; its lines are looked up when they are asked for."""

    def __init__(self, view: View, profile: NetworkStrength, asked: Asked, *, complete: bool) -> None:
        self._view = view
        self._profile = profile
        self.asked = asked
        self.on, self.survey = asked.on, asked.survey
        self.complete = complete
        self.scope = asked.scope
        self.dataset = profile.scope.dataset
        self.name: Text = profile.name
        self.n, self.m = profile.n, profile.m
        self.members = profile.members
        self.response_rate = profile.response_rate

    @cached_property
    def lines(self) -> list[Line]:
        """The lines by the names of their actors."""
        return [self._line(i) for i in range(self._network.m)]

    @cached_property
    def components(self) -> list[Part]:
        """The parts without a path between them, the largest first."""
        parts = sorted(nx.connected_components(self._network.graph), key=lambda part: (-len(part), min(part)))
        return [Part(self._ids(sorted(part))) for part in parts]

    @property
    def few_answers(self) -> bool:
        """Whether so few answered that nothing may be said of who lies between others."""
        return too_few_for_paths(self._network)

    @cached_property
    def cut_points(self) -> list[CutPoint]:
        """The actors without whom others are cut off, the gravest first."""
        cuts = sorted(detached(self._network).items(), key=lambda found: (-found[1], found[0]))
        return [CutPoint(self._network, position, size) for position, size in cuts]

    @cached_property
    def bridges(self) -> list[Line]:
        """The lines that are the only way to somebody."""
        pairs = cast("Iterator[tuple[int, int]]", nx.bridges(self._network.graph))  # the stubs say less
        found = {frozenset(pair) for pair in pairs}
        ends = zip(self._network.source.tolist(), self._network.target.tolist(), strict=True)
        return [self._line(i) for i, pair in enumerate(ends) if frozenset(pair) in found]

    def collaboration(self, by: str) -> list[Between]:
        """The ties between groups by "actorType" or "place", each pair of groups once; those without a tie too."""
        return list(collaboration(self._network, by).cells.values())

    @cached_property
    def _network(self) -> Network:
        return network_of(self._view, self.asked)

    def _ids(self, positions: Sequence[int]) -> tuple[Ref, ...]:
        return tuple(self._network.ids[position] for position in positions)

    def _line(self, i: int) -> Line:
        taken = self._network
        source, target = int(taken.source[i]), int(taken.target[i])
        level = float(taken.level[i]) if taken.level_stated[i] else None
        key = [part for end in (source, target) for part in (sort_key(taken.names[end]), taken.external_ids[end])]
        return Line(taken.ids[source], taken.ids[target], level, taken.behind[i], tuple(key))
