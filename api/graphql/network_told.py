"""What is told of a network's strength: each measure worked out when it is asked for, and only what they may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.graphql.context import Context
from api.graphql.datasets import audience_of, kept
from api.graphql.network_parts import Asked, NetworkFound, network_of, networks_of
from api.graphql.paging import Key
from graph.disclosure import Shades, told_strength, withheld
from graph.errors import WrongUse
from graph.language import Text
from graph.metric import Metric
from graph.model import Ref
from graph.picture import View
from graph.profile.line import Line
from graph.profile.teller import Teller
from graph.progress import going_through
from graph.strength import all_actor_formulas, all_formulas
from graph.strength.parts import parts_of
from graph.strength.profile import NETWORKS, NetworkStrength, measured

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


def found_by(context: Context, asked: Asked, by: str) -> list[NetworkFound]:
    """The networks of a scope without their measures, and of each whether the viewer sees all of it."""
    parts = parts_of(context.known, asked.scope, by, networks_of(context.known, asked))
    found = []
    for part in going_through(list(parts), NETWORKS):
        one = replace(asked, scope=part)
        told = _told(context, one, _ALWAYS)
        seen = told or withheld(_seen(context.known, one, _ALWAYS))
        found.append(NetworkFound(context.known, replace(seen, metrics=()), one, complete=told is not None))
    return found


def metrics_of(context: Context, asked: Asked, keys: Iterable[str] | None) -> list[Metric]:
    """The measures of a network in fixed order, all or those of the keys. Raises WrongUse for a key that none has."""
    known = dict.fromkeys(formula.key for formula in all_formulas())
    wanted = _chosen(known, keys)
    found: list[Metric] = []
    for key in known:
        if key in wanted:
            context.spend(1)
            alone = frozenset({key})
            told = _told(context, asked, alone) or withheld(_seen(context.known, asked, alone))
            found += told.metrics
    return found


def lines_of(context: Context, asked: Asked, since: date | None) -> list[Line]:
    """The profile of a network in lines, held to the day `since`, else to the survey before."""

    def told_by(view: View, *, answers: bool) -> NetworkStrength:
        def teller() -> Teller:
            dataset, survey = asked.scope.dataset, asked.surveyed_in(view)
            return Teller(view, dataset, asked.on, survey=survey, since=since, answers=answers)

        def tell() -> NetworkStrength:
            key = ("teller", asked.scope.dataset, asked.on, asked.survey, since, answers)
            return measured(view, network_of(view, asked), keys=(), teller=kept(view, key, teller))

        return kept(view, ("profile", asked, since, answers), tell)

    context.spend(1)
    if context.known is context.whole:
        return list(told_by(context.whole, answers=True).profile)
    shades = audience_of(context.known, context.whole, asked.scope.dataset).shades
    seen = told_by(context.known, answers=not shades.answers)
    if _rests_on_hidden_answers(asked, shades):
        return list(withheld(seen).profile)
    return list((told_strength(seen, told_by(context.whole, answers=True), shades) or withheld(seen)).profile)


def actor_metrics(context: Context, asked: Asked, position: int, keys: Iterable[str] | None) -> list[Metric]:
    """The measures of one actor; of somebody who does not see everything all are withheld."""
    formulas = all_actor_formulas()
    wanted = _chosen(dict.fromkeys(formula.key for formula in formulas), keys)
    network = network_of(context.known, asked)
    column = kept(context.known, ("actors measured", asked), dict[tuple[str, str | None], Sequence[Metric]])
    found = []
    for formula in formulas:
        if formula.key in wanted:
            context.spend(1)
            if (formula.key, formula.by) not in column:
                column[formula.key, formula.by] = formula.of(network)
            found.append(column[formula.key, formula.by][position])
    if context.known is context.whole:
        return found
    empty = NetworkStrength(asked.scope, Text("", ""), network.n, network.m, tuple(found), network.ids)
    return list(withheld(empty).metrics)


def _told(context: Context, asked: Asked, keys: frozenset[str]) -> NetworkStrength | None:
    seen = _seen(context.known, asked, keys)
    if context.known is context.whole:
        return seen
    shades = audience_of(context.known, context.whole, asked.scope.dataset).shades
    if _rests_on_hidden_answers(asked, shades):
        return None
    return told_strength(seen, _seen(context.whole, asked, keys), shades)


def _rests_on_hidden_answers(asked: Asked, shades: Shades) -> bool:
    """Whether all that could be told of it is what actors answered, and the viewer does not see all answers."""
    return asked.survey is not None and shades.answers


def _seen(view: View, asked: Asked, keys: frozenset[str]) -> NetworkStrength:
    done = kept(view, ("measured", asked), dict[frozenset[str], NetworkStrength])
    if keys not in done:
        done[keys] = measured(view, network_of(view, asked), keys=keys)
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
