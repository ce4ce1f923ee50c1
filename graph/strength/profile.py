"""The strength of a network as a profile of measures: never one grade, never a ranking."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from graph.errors import WrongUse
from graph.language import Text
from graph.metric import Metric
from graph.model import Group, Place, Ref, Survey, Term
from graph.model.states import PlaceLevel
from graph.network import Network, Networks, scope_name
from graph.picture import View
from graph.rollup import axis
from graph.scope import Scope
from graph.strength import all_actor_formulas, all_formulas
from graph.validity import in_force

BY = ("dataset", "field", "place", "group", "actorType")


@dataclass(frozen=True, slots=True)
class ActorStrength:
    """The measures of one actor within a network, in fixed order."""

    id: Ref
    name: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class NetworkStrength:
    """How strong one network is: its name, its actors and lines counted, its measures in fixed order."""

    scope: Scope
    name: Text
    n: int
    m: int
    metrics: tuple[Metric, ...]
    members: tuple[Ref, ...]
    loops: int = 0
    parallel: int = 0
    response_rate: float | None = None
    actors: tuple[ActorStrength, ...] = ()

    def metric(self, key: str, by: str | None = None) -> Metric:
        """The measure of that key and grouping; KeyError if the profile has none."""
        return {(metric.key, metric.by): metric for metric in self.metrics}[key, by]


def strength(view: View, scope: Scope, on: date, *, keys: Collection[str] | None = None) -> NetworkStrength:
    """The profile of one network on a day; with `keys` only of these measures."""
    return _profile(view, Networks(view, scope.dataset, on).of(scope), keys=keys)


def strengths(
    view: View,
    dataset: str,
    by: str | None,
    layer: str,
    on: date,
    *,
    scope: Scope | None = None,
    actors: bool = False,
    keys: Collection[str] | None = None,
    survey: Survey | None = None,
) -> list[NetworkStrength]:
    """The profiles of the networks that a dataset has by field, place, group or type of actors, in order of names.

    Without `by`, or by "dataset", one profile: everything in the scope. With `actors`, the measures of every actor as
    well; with `keys` only these measures of the networks. With `survey` the networks that this survey told: the actors
    asked and the ties of which either side said yes in it. Raises WrongUse for another `by`.
    """
    whole = replace(scope or Scope(dataset), layer=layer)
    networks = Networks(view, dataset, on, survey)
    parts = _parts(view, whole, by or "dataset", networks)
    return [_profile(view, networks.of(part), actors=actors, keys=keys) for part in parts]


def _profile(
    view: View, network: Network, *, actors: bool = False, keys: Collection[str] | None = None
) -> NetworkStrength:
    formulas = [formula for formula in all_formulas() if keys is None or formula.key in keys]
    return NetworkStrength(
        scope=network.scope,
        name=scope_name(view, network.scope),
        n=network.n,
        m=network.m,
        metrics=tuple(formula.of(network) for formula in formulas),
        members=network.ids,
        loops=network.loops,
        parallel=network.parallel,
        response_rate=network.response_rate,
        actors=_of_actors(network) if actors else (),
    )


def _of_actors(network: Network) -> tuple[ActorStrength, ...]:
    columns = [formula.of(network) for formula in all_actor_formulas()]
    return tuple(
        ActorStrength(ref, name, tuple(column[i] for column in columns))
        for i, (ref, name) in enumerate(zip(network.ids, network.names, strict=True))
    )


def _parts(view: View, whole: Scope, by: str, networks: Networks) -> Iterator[Scope]:
    """The scopes to look at; where the whole is one field, place, group or type already, itself."""
    dataset = whole.dataset
    if by == "field" and whole.field is None:
        yield from (replace(whole, field=term.id) for term in axis(view, dataset, "field"))
    elif by == "place" and whole.place is None:
        places = (place for place in view.all(Place, dataset) if place.level is PlaceLevel.MUNICIPALITY)
        yield from (replace(whole, place=place.id) for place in places)
    elif by == "group" and whole.group is None:
        groups = (g for g in view.all(Group, dataset) if in_force(g.since, g.until, networks.district.on))
        yield from (replace(whole, group=group.id) for group in groups)
    elif by == "actorType" and not whole.actor_types:
        types = (term for term in view.all(Term, dataset) if term.scheme == "actor_type")
        parts = (replace(whole, actor_types=(term.id,)) for term in types)
        yield from (part for part in parts if networks.district.members(part))
    elif by in BY:
        yield whole
    else:
        choices = ", ".join(BY)
        raise WrongUse(
            Text(
                f"Netzwerke nach „{by}“ gibt es nicht. Möglich: {choices}.",
                f"There are no networks by “{by}”. Choices: {choices}.",
            )
        )
