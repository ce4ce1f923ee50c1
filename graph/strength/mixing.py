"""Whether ties stay within groups: E-I index and assortativity."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Ints
from graph.network.network import Network
from graph.phrases import number, percent
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome
from graph.strength.grouping import BY, PERMUTATIONS, SEED, Grouping, grouping, lacking, shuffled

_AT_ONCE = 255  # ties: so many can be counted in a byte, and together they stay in the processor's memory


@dataclass(frozen=True, slots=True)
class Mixing:
    """The E-I index (E - I) / (E + I), -1 to 1, E `external` ties between groups and I `internal` ones.

    `expected` is that of the complete graph of the same groups, `p` the share of random distributions of the groups on
    the actors in which it is as low or lower.
    """

    value: float
    expected: float
    p: float
    external: int
    internal: int


def ei_index(by: str, network: Network) -> Outcome:
    """(E - I) / (E + I), E ties between groups, I within (Krackhardt & Stern 1988): -1 all within, 1 all between.

    The sentence says what a random distribution of the actors on the groups gives: the index of the complete graph with
    the same group sizes; `method` in how many of 200 seeded permutations the index was as low or lower.
    """
    found = grouping(network, by)
    lack = lacking(network, found, by)
    if lack is not None:
        return lack
    index = mixing(network, by)
    assert index is not None
    sentence = Text(
        "{between} von {m} Verbindungen gehen über die Grenzen der Gruppen ({by}); bei Zufall wären es {share}.",
        "{between} of {m} ties cross the borders of the groups ({by}); by chance it would be {share}.",
    ).fill(between=number(index.external), m=number(found.m), by=BY[by], share=percent((index.expected + 1) / 2))
    return Outcome(
        value=index.value,
        explanation=sentence,
        method=f"expected {index.expected:.4f}, p {index.p:.4f} of {PERMUTATIONS} permutations as low, seed {SEED}",
    )


def mixing(network: Network, by: str) -> Mixing | None:
    """The E-I index with what chance makes of it; None with fewer than two groups, or no tie between grouped actors."""
    found = grouping(network, by)
    if len(found.size) < 2 or found.m == 0:
        return None
    external = int((found.code[found.source] != found.code[found.target]).sum())
    lower = int(np.count_nonzero(_between(network, found, by) <= external))
    p = (lower + 1) / (PERMUTATIONS + 1)
    return Mixing(2 * external / found.m - 1, _expected(found), p, external, found.m - external)


def attribute_assortativity(by: str, network: Network) -> Outcome:
    """(Σ e_ii - Σ a_i b_i) / (1 - Σ a_i b_i), e the shares of tie ends (Newman 2003): 1 all within, 0 chance.

    Undefined where all ties have their ends in one group.
    """
    found = grouping(network, by)
    lack = lacking(network, found, by)
    if lack is not None:
        return lack
    k = len(found.size)
    shares = np.zeros((k, k))
    np.add.at(shares, (found.code[found.source], found.code[found.target]), 1)
    shares = (shares + shares.T) / (2 * found.m)
    chance = float((shares.sum(axis=0) * shares.sum(axis=1)).sum())
    if chance == 1:
        one = Text("Alle Verbindungen liegen in einer Gruppe.", "All ties lie in one group.")
        return Outcome(value=None, reason=Reason.NO_VARIANCE, explanation=one)
    value = (float(np.trace(shares)) - chance) / (1 - chance)
    words = (
        Text(
            "Akteure verbinden sich eher mit ihrer eigenen Gruppe ({by}) als mit anderen.",
            "Actors rather join with their own group ({by}) than with others.",
        )
        if value > 0
        else Text(
            "Akteure verbinden sich eher mit anderen Gruppen ({by}) als mit ihrer eigenen.",
            "Actors rather join with other groups ({by}) than with their own.",
        )
    )
    return Outcome(value=value, explanation=words.fill(by=BY[by]))


def degree_assortativity(network: Network) -> Outcome:
    """Pearson's r of the degrees at both ends of the ties (Newman 2003), -1 to 1; undefined if all are alike."""
    if network.m == 0:
        return Outcome(
            value=None, reason=Reason.NO_TIES, explanation=Text("Es gibt keine Verbindung.", "There is no tie.")
        )
    ends = network.degree[np.concatenate((network.source, network.target))].astype(float)
    others = network.degree[np.concatenate((network.target, network.source))].astype(float)
    if np.ptp(ends) == 0:
        alike = Text(
            "Alle verbundenen Akteure haben gleich viele Partner.",
            "All joined actors have the same number of partners.",
        )
        return Outcome(value=None, reason=Reason.NO_VARIANCE, explanation=alike)
    value = float(np.corrcoef(ends, others)[0, 1])
    words = (
        Text(
            "Gut verbundene Akteure arbeiten eher mit schlecht verbundenen.",
            "Well connected actors rather work with badly connected ones.",
        )
        if value < 0
        else Text(
            "Gut verbundene Akteure arbeiten eher unter sich.", "Well connected actors rather work among themselves."
        )
    )
    return Outcome(value=value, explanation=words)


def actor_ei_index(by: str, network: Network) -> Values:
    """The E-I index of the actor's own ties, -1 to 1; undefined without a group or a tie to somebody with one."""
    found = grouping(network, by)
    between = found.code[found.source] != found.code[found.target]
    ends = np.concatenate((found.source, found.target))
    external = np.bincount(ends, weights=np.concatenate((between, between)), minlength=network.n)
    ties = np.bincount(ends, minlength=network.n)
    values = [float(2 * e / t - 1) if t else None for e, t in zip(external, ties, strict=True)]
    return Values(values=values, reasons=[Reason.GROUP_MISSING if d else Reason.NO_TIES for d in network.degree])


def expected_ei_index(network: Network, by: str) -> float | None:
    """The E-I index of the complete graph with the same groups; None where it has fewer than two."""
    found = grouping(network, by)
    return _expected(found) if len(found.size) >= 2 else None


def _expected(found: Grouping) -> float:
    """The index of the complete graph on the grouped actors."""
    n = int(found.size.sum())
    inside = float((found.size * (found.size - 1)).sum())
    return 1 - 2 * inside / (n * (n - 1))


def _between(network: Network, found: Grouping, by: str) -> Ints:
    """How many ties run between groups, for each random distribution of the groups."""
    labels = shuffled(network, by)
    row = np.cumsum(found.code >= 0) - 1
    source, target = row[found.source], row[found.target]
    total = np.zeros(labels.shape[1], dtype=np.int64)
    for first in range(0, found.m, _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        differs = labels[source[part]] != labels[target[part]]
        total += np.add.reduce(differs.view(np.uint8), axis=0, dtype=np.uint8)
    return total


_EI, _MIX = Text("Über Grenzen hinweg", "E-I index"), Text("Gleich und Gleich", "Attribute assortativity")
EI_BY_TYPE = Formula("eiIndex", _EI, partial(ei_index, "actorType"), by="actorType")
EI_BY_PLACE = Formula("eiIndex", _EI, partial(ei_index, "place"), by="place")
ASSORTATIVITY_BY_TYPE = Formula(
    "attributeAssortativity", _MIX, partial(attribute_assortativity, "actorType"), by="actorType"
)
ASSORTATIVITY_BY_PLACE = Formula("attributeAssortativity", _MIX, partial(attribute_assortativity, "place"), by="place")
DEGREE_ASSORTATIVITY = Formula(
    "degreeAssortativity", Text("Große mit Großen", "Degree assortativity"), degree_assortativity
)
_MEANING = Text(
    "-1: alle Partner sind aus der eigenen Gruppe, 1: alle aus anderen; leer ohne Gruppe oder Verbindung.",
    "-1: all partners are of the own group, 1: all of others; null without a group or a tie.",
)
ACTOR_EI_BY_TYPE = ActorFormula("eiIndex", _EI, _MEANING, partial(actor_ei_index, "actorType"), by="actorType")
ACTOR_EI_BY_PLACE = ActorFormula("eiIndex", _EI, _MEANING, partial(actor_ei_index, "place"), by="place")
