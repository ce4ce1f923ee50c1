"""The strength of a network as a profile of measures: never one grade, never a ranking."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from graph.language import Text
from graph.metric import Metric
from graph.model import Ref, Survey
from graph.network.network import Network, networks, scope_name
from graph.picture import View
from graph.profile.line import Line
from graph.profile.teller import Teller
from graph.progress import going_through
from graph.scope import Scope
from graph.strength import all_actor_formulas, all_formulas
from graph.strength.details import Details, details
from graph.strength.parts import parts_of

NETWORKS, MEASURES = Text("Netze", "Networks"), Text("Maße", "Measures")
"""What is gone through, see `graph.progress`."""


@dataclass(frozen=True, slots=True)
class ActorStrength:
    """The measures of one actor within a network, in fixed order."""

    id: Ref
    name: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class NetworkStrength:
    """How strong one network is: its name, its actors and lines counted, its measures in fixed order.

    `profile` tells it in lines, `details` what no single number tells, where that was asked for.
    """

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
    profile: tuple[Line, ...] = ()
    details: Details | None = None

    def metric(self, key: str, by: str | None = None) -> Metric:
        """The measure of that key and grouping; KeyError if the profile has none."""
        return {(metric.key, metric.by): metric for metric in self.metrics}[key, by]


def strength(view: View, scope: Scope, on: date, *, keys: Collection[str] | None = None) -> NetworkStrength:
    """The profile of one network on a day; with `keys` only of these measures."""
    return measured(view, networks(view, scope.dataset, on).of(scope), keys=keys)


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
    teller: Teller | None = None,
    detailed: bool = False,
) -> list[NetworkStrength]:
    """The profiles of the networks that a dataset has by field, place, group or type of actors, in order of names.

    Without `by`, or by "dataset", one profile: everything in the scope. With `actors`, the measures of every actor as
    well; with `keys` only these measures of the networks. With `survey` the networks that this survey told: the actors
    asked and the ties of which either side said yes in it. With `teller` the profile in lines as well; `detailed` asks
    for what no single number tells. Raises WrongUse for another `by`.
    """
    whole = replace(scope or Scope(dataset), layer=layer)
    taken = networks(view, dataset, on, survey)
    parts = list(parts_of(view, whole, by or "dataset", taken))
    return [
        measured(view, taken.of(part), actors=actors, keys=keys, teller=teller, detailed=detailed)
        for part in going_through(parts, NETWORKS)
    ]


def measured(
    view: View,
    network: Network,
    *,
    actors: bool = False,
    keys: Collection[str] | None = None,
    teller: Teller | None = None,
    detailed: bool = False,
) -> NetworkStrength:
    """The measures of a network, all of them or those of `keys`; see `strengths`."""
    formulas = [formula for formula in all_formulas() if keys is None or formula.key in keys]
    metrics = tuple(formula.of(network) for formula in going_through(formulas, MEASURES))
    return NetworkStrength(
        scope=network.scope,
        name=scope_name(view, network.scope),
        n=network.n,
        m=network.m,
        metrics=metrics,
        members=network.ids,
        loops=network.loops,
        parallel=network.parallel,
        response_rate=network.response_rate,
        actors=_of_actors(network) if actors else (),
        profile=teller.lines(network, metrics) if teller is not None else (),
        details=details(network) if detailed else None,
    )


def _of_actors(network: Network) -> tuple[ActorStrength, ...]:
    columns = [formula.of(network) for formula in going_through(all_actor_formulas(), MEASURES)]
    return tuple(
        ActorStrength(ref, name, tuple(column[i] for column in columns))
        for i, (ref, name) in enumerate(zip(network.ids, network.names, strict=True))
    )
