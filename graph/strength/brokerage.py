"""Who mediates between whom: Gould and Fernandez' five roles on open two-paths.

Ties are undirected: each open pair of partners counts once, so that a gatekeeper is a representative as well.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from graph.kernels.roles import play, tally
from graph.kernels.triangles import corners
from graph.language import Text
from graph.metric import Reason
from graph.network.adjacency import Ints, adjacency
from graph.network.network import Network
from graph.phrases import number
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.clustering import triangles
from graph.strength.formula import Formula, Outcome
from graph.strength.grouping import BY, SEED, Grouping, grouping, lacking, shuffled

TRIED = 100
"""Random distributions of the groups that z is taken from."""

_HELD = ("brokerageCoordinator", "brokerageItinerant", "brokerageGatekeeper", "brokerageLiaison")


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, and what it does. `held` says where it is counted: a representative is a gatekeeper."""

    key: str
    name: Text
    does: Text

    @property
    def held(self) -> int:
        return _HELD.index(self.key.replace("Representative", "Gatekeeper"))


ROLES = (
    Role(
        "brokerageCoordinator", Text("Vermittlung in der eigenen Gruppe", "Coordinator"),
        Text("zwischen zweien der eigenen Gruppe", "between two of the own group"),
    ),
    Role(
        "brokerageItinerant", Text("Vermittlung in fremder Gruppe", "Itinerant broker"),
        Text("zwischen zweien einer anderen Gruppe", "between two of one other group"),
    ),
    Role(
        "brokerageGatekeeper", Text("Türöffner in die eigene Gruppe", "Gatekeeper"),
        Text("zwischen der eigenen und einer anderen Gruppe", "between the own group and another"),
    ),
    Role(
        "brokerageRepresentative", Text("Vertretung der eigenen Gruppe", "Representative"),
        Text("zwischen der eigenen und einer anderen Gruppe", "between the own group and another"),
    ),
    Role(
        "brokerageLiaison", Text("Brücke zwischen Gruppen", "Liaison"),
        Text("zwischen zwei anderen Gruppen", "between two other groups"),
    ),
)  # fmt: skip


def brokerage(role: Role, by: str, network: Network) -> Outcome:
    """How many open two-paths are mediated in the role (Gould & Fernandez 1989), from 0 up.

    Beside it what random labels give: the mean by the sizes of the groups, exactly, and z over 100 seeded permutations.
    Actors without a group are left out.
    """
    found = grouping(network, by)
    lack = lacking(network, found, by)
    if lack is not None:
        return lack
    played, paths = (int(n) for n in _totals(network, by)[[role.held, -1]])
    expected = paths * _chance(role, found)
    sentence = Text(
        "{n}-mal vermittelt jemand {does} ({by}); bei zufälliger Verteilung wären es {expected}.",
        "Somebody mediates {does} ({by}) {n} times; by chance it would be {expected}.",
    ).fill(n=number(played), does=role.does, by=BY[by], expected=number(round(expected)))
    return Outcome(value=played, explanation=sentence, method=_method(network, role, by, played, expected))


def actor_brokerage(role: Role, by: str, network: Network) -> Values:
    """How many open two-paths the actor mediates in the role; undefined for an actor without a group."""
    code = grouping(network, by).code
    counts = _played(network, by)[role.held]
    values = [count if group >= 0 else None for count, group in zip(counts.tolist(), code.tolist(), strict=True)]
    return Values(values=values, reason=Reason.GROUP_MISSING)


def _played(network: Network, by: str) -> NDArray[np.int64]:
    """How often each actor plays each role, a row for each of `_HELD`."""
    return network.once(_PLAYED[by])


def _totals(network: Network, by: str) -> NDArray[np.int64]:
    """How often each role is played, and all together."""
    each = _played(network, by).sum(axis=1)
    return np.append(each, each.sum())


def _count(network: Network, code: Ints, groups: int) -> NDArray[np.int64]:
    counts = np.zeros((len(_HELD), network.n), dtype=np.int64)
    rows, number = network.adjacency, np.zeros(max(groups, 1), dtype=np.int64)
    play(rows.start, rows.neighbour, network.once(_corners), code, number, *counts)
    return counts


def _corners(network: Network) -> NDArray[np.uint32]:
    """The three actors of each triangle."""
    found = np.zeros(int(network.once(triangles).sum()) + 3, dtype=np.uint32)
    corners(network.adjacency.start, network.adjacency.neighbour, np.zeros(network.n, dtype=np.int64), found)
    return found[:-3]


def _chance(role: Role, found: Grouping) -> float:
    """How likely three actors drawn at random stand in the role."""
    n, size = float(found.size.sum()), found.size.astype(float)
    if n < 3:
        return 0.0
    triples = n * (n - 1) * (n - 2)
    same = float((size * (size - 1) * (size - 2)).sum()) / triples
    pair = float((size * (size - 1) * (n - size)).sum()) / triples  # one given pair in a group, the third outside
    chances = {"brokerageCoordinator": same, "brokerageItinerant": pair, "brokerageLiaison": 1 - same - 3 * pair}
    return chances.get(role.key, 2 * pair)


def _method(network: Network, role: Role, by: str, played: int, expected: float) -> str:
    spread = float(np.std(network.once(_TRIED[by])[role.held], ddof=1))
    z = f"z {(played - expected) / spread:.2f}" if spread > 0 else "z undefined"
    return f"expected {expected:.1f}, {z} of {TRIED} permutations, seed {SEED}"


def _try(by: str, network: Network) -> NDArray[np.int64]:
    """How often each role is played by chance, a column for each try."""
    found, rows, triads = grouping(network, by), network.adjacency, network.once(_corners)
    if found.missing:
        row = np.cumsum(found.code >= 0) - 1
        rows = adjacency(int(found.size.sum()), row[found.source], row[found.target])
        inside = triads.reshape(-1, 3)
        triads = row[inside[(found.code[inside] >= 0).all(axis=1)]].astype(np.uint32).reshape(-1)
    labels = shuffled(network, by)[:, :TRIED].astype(np.uint16).reshape(-1)
    tried = np.zeros(TRIED * len(_HELD), dtype=np.int64)
    tally(rows.start, rows.neighbour, triads, labels, TRIED, np.zeros(TRIED * len(found.size), np.int32), tried)
    return tried.reshape(len(_HELD), TRIED)


def _play(by: str, network: Network) -> NDArray[np.int64]:
    found = grouping(network, by)
    return _count(network, found.code, len(found.size))


_PLAYED = {by: partial(_play, by) for by in BY}
_TRIED = {by: partial(_try, by) for by in BY}


def _actor_formula(role: Role, by: str) -> ActorFormula:
    meaning = Text("Wie oft der Akteur vermittelt {does}.", "How often the actor mediates {does}.").fill(does=role.does)
    return ActorFormula(role.key, role.name, meaning, partial(actor_brokerage, role, by), by=by, fragile=True)


BROKERAGE = tuple(
    Formula(role.key, role.name, partial(brokerage, role, by), by=by, fragile=True) for role in ROLES for by in BY
)
ACTOR_BROKERAGE = tuple(_actor_formula(role, by) for role in ROLES for by in BY)
