"""What is told of a network's strength: each measure worked out when it is asked for, and only what they may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.graphql.context import Context
from api.graphql.datasets import kept, shades_of
from api.graphql.network_parts import NetworkFound, network_of, networks_of
from api.graphql.paging import Key
from graph.disclosure import told_strength, withheld
from graph.errors import WrongUse
from graph.language import Text
from graph.metric import Metric
from graph.model import Ref
from graph.picture import View
from graph.profile.line import Line
from graph.profile.teller import Teller
from graph.scope import Scope
from graph.strength import all_actor_formulas, all_formulas
from graph.strength.parts import parts_of
from graph.strength.profile import NetworkStrength, measured

_ALWAYS = frozenset({"components", "bridges"})
"""The measures by which it is decided whether the viewer sees all of a network."""


@dataclass(frozen=True, slots=True)
class ActorMeasured:
    """An actor of a network by its position in it."""

    network: NetworkFound
    position: int
    actor: Ref

    @property
    def key(self) -> Key:
        """Its place among the actors of the network, who come in the order of their names."""
        return (self.position, self.actor)


def found_by(context: Context, scope: Scope, by: str, on: date) -> list[tuple[NetworkStrength, bool]]:
    """The networks of a scope without their measures, and of each whether the viewer sees all of it."""
    scopes = parts_of(context.known, scope, by, networks_of(context.known, scope.dataset, on))
    found = []
    for part in scopes:
        told = _told(context, part, on, _ALWAYS)
        seen = told or withheld(_seen(context.known, part, on, _ALWAYS))
        found.append((replace(seen, metrics=()), told is not None))
    return found


def metrics_of(context: Context, scope: Scope, on: date, keys: Iterable[str] | None) -> list[Metric]:
    """The measures of a network in fixed order, all or those of the keys. Raises WrongUse for a key that none has."""
    known = dict.fromkeys(formula.key for formula in all_formulas())
    wanted = _chosen(known, keys)
    found: list[Metric] = []
    for key in known:
        if key in wanted:
            context.spend(1)
            alone = frozenset({key})
            told = _told(context, scope, on, alone) or withheld(_seen(context.known, scope, on, alone))
            found += told.metrics
    return found


def lines_of(context: Context, scope: Scope, on: date) -> list[Line]:
    """The profile of a network in lines."""

    def told_by(view: View, *, answers: bool) -> NetworkStrength:
        def tell() -> NetworkStrength:
            teller = kept(
                view, ("teller", scope.dataset, on, answers), lambda: Teller(view, scope.dataset, on, answers=answers)
            )
            return measured(view, network_of(view, scope, on), keys=(), teller=teller)

        return kept(view, ("profile", scope, on, answers), tell)

    context.spend(1)
    if context.known is context.whole:
        return list(told_by(context.whole, answers=True).profile)
    shades = shades_of(context.known, context.whole, scope.dataset)
    seen = told_by(context.known, answers=not shades.answers)
    return list((told_strength(seen, told_by(context.whole, answers=True), shades) or withheld(seen)).profile)


def actor_metrics(context: Context, scope: Scope, on: date, position: int, keys: Iterable[str] | None) -> list[Metric]:
    """The measures of one actor; of somebody who does not see everything all are withheld."""
    formulas = all_actor_formulas()
    wanted = _chosen(dict.fromkeys(formula.key for formula in formulas), keys)
    network = network_of(context.known, scope, on)
    column = kept(context.known, ("actors measured", scope, on), dict[tuple[str, str | None], Sequence[Metric]])
    found = []
    for formula in formulas:
        if formula.key in wanted:
            context.spend(1)
            if (formula.key, formula.by) not in column:
                column[formula.key, formula.by] = formula.of(network)
            found.append(column[formula.key, formula.by][position])
    if context.known is context.whole:
        return found
    empty = NetworkStrength(scope, Text("", ""), network.n, network.m, tuple(found), network.ids)
    return list(withheld(empty).metrics)


def _told(context: Context, scope: Scope, on: date, keys: frozenset[str]) -> NetworkStrength | None:
    seen = _seen(context.known, scope, on, keys)
    if context.known is context.whole:
        return seen
    shades = shades_of(context.known, context.whole, scope.dataset)
    return told_strength(seen, _seen(context.whole, scope, on, keys), shades)


def _seen(view: View, scope: Scope, on: date, keys: frozenset[str]) -> NetworkStrength:
    done = kept(view, ("measured", scope, on), dict[frozenset[str], NetworkStrength])
    if keys not in done:
        done[keys] = measured(view, network_of(view, scope, on), keys=keys)
    return done[keys]


def _chosen(known: Iterable[str], keys: Iterable[str] | None) -> frozenset[str]:
    there = frozenset(known)
    wanted = there if keys is None else frozenset(keys)
    for key in sorted(wanted - there):
        choices = ", ".join(known)
        raise WrongUse(
            Text(f"Ein Maß „{key}“ gibt es nicht. Möglich: {choices}.", f"No measure “{key}”. Choices: {choices}.")
        )
    return wanted
