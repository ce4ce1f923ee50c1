"""Who mediates between whom: Gould and Fernandez' five roles on open two-paths.

Ties are undirected: each open pair of partners counts once, so that a gatekeeper is a representative as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from graph.adjacency import Ints
from graph.language import Text
from graph.metric import Reason
from graph.network import Network
from graph.phrases import number
from graph.strength.actor_formula import ActorFormula, Values
from graph.strength.formula import Formula, Outcome
from graph.strength.grouping import BY, Grouping, grouping, lacking
from graph.two_paths import TwoPaths, open_two_paths

PERMUTATIONS = 500
TESTED_UP_TO = 1_000_000
"""Open two-paths up to which random labels are tried."""

_SEED = 7

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its name, what it does, and when it is played, by the groups of the one between and of the two others."""

    key: str
    name: Text
    does: Text
    is_played: Callable[[Ints, Ints, Ints], Flags]


def _is_coordinator(v: Ints, a: Ints, b: Ints) -> Flags:
    return np.asarray((v == a) & (v == b))


def _is_itinerant(v: Ints, a: Ints, b: Ints) -> Flags:
    return np.asarray((a == b) & (v != a))


def _is_gatekeeper(v: Ints, a: Ints, b: Ints) -> Flags:
    return np.asarray((v == a) != (v == b))


def _is_liaison(v: Ints, a: Ints, b: Ints) -> Flags:
    return np.asarray((v != a) & (v != b) & (a != b))


ROLES = (
    Role(
        "brokerageCoordinator", Text("Vermittlung in der eigenen Gruppe", "Coordinator"),
        Text("zwischen zweien der eigenen Gruppe", "between two of the own group"), _is_coordinator,
    ),
    Role(
        "brokerageItinerant", Text("Vermittlung in fremder Gruppe", "Itinerant broker"),
        Text("zwischen zweien einer anderen Gruppe", "between two of one other group"), _is_itinerant,
    ),
    Role(
        "brokerageGatekeeper", Text("Türöffner in die eigene Gruppe", "Gatekeeper"),
        Text("zwischen der eigenen und einer anderen Gruppe", "between the own group and another"), _is_gatekeeper,
    ),
    Role(
        "brokerageRepresentative", Text("Vertretung der eigenen Gruppe", "Representative"),
        Text("zwischen der eigenen und einer anderen Gruppe", "between the own group and another"), _is_gatekeeper,
    ),
    Role(
        "brokerageLiaison", Text("Brücke zwischen Gruppen", "Liaison"),
        Text("zwischen zwei anderen Gruppen", "between two other groups"), _is_liaison,
    ),
)  # fmt: skip


def brokerage(role: Role, by: str, network: Network) -> Outcome:
    """How many open two-paths are mediated in the role (Gould & Fernandez 1989), from 0 up.

    Beside it what random labels give: the mean by the sizes of the groups, exactly, and z over 500 seeded permutations.
    Actors without a group are left out.
    """
    found = grouping(network, by)
    lack = lacking(network, found, by)
    if lack is not None:
        return lack
    paths = _grouped(network.once(two_paths), found)
    played = int(_played(role, paths, found.code).sum())
    expected = len(paths.middle) * _chance(role, found)
    sentence = Text(
        "{n}-mal vermittelt jemand {does} ({by}); bei zufälliger Verteilung wären es {expected}.",
        "Somebody mediates {does} ({by}) {n} times; by chance it would be {expected}.",
    ).fill(n=number(played), does=role.does, by=BY[by], expected=number(round(expected)))
    return Outcome(value=played, explanation=sentence, method=_method(role, paths, found, played, expected))


def actor_brokerage(role: Role, by: str, network: Network) -> Values:
    """How many open two-paths the actor mediates in the role; undefined for an actor without a group."""
    found = grouping(network, by)
    paths = _grouped(network.once(two_paths), found)
    counts = np.bincount(paths.middle[_played(role, paths, found.code)], minlength=network.n)
    values = [int(count) if code >= 0 else None for count, code in zip(counts, found.code, strict=True)]
    return Values(values=values, reason=Reason.GROUP_MISSING)


def two_paths(network: Network) -> TwoPaths:
    """All open two-paths of a network, worked out once."""
    parts = list(open_two_paths(network.adjacency))
    none = np.zeros(0, dtype=np.int64)
    if not parts:
        return TwoPaths(none, none, none)
    return TwoPaths(*(np.concatenate([getattr(p, end) for p in parts]) for end in ("middle", "one", "other")))


def _grouped(paths: TwoPaths, found: Grouping) -> TwoPaths:
    """Those of which all three have a group."""
    ends = (paths.middle, paths.one, paths.other)
    known = np.logical_and.reduce([found.code[end] >= 0 for end in ends])
    return TwoPaths(*(end[known] for end in ends))


def _played(role: Role, paths: TwoPaths, code: Ints) -> Flags:
    return role.is_played(code[paths.middle], code[paths.one], code[paths.other])


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


def _method(role: Role, paths: TwoPaths, found: Grouping, played: int, expected: float) -> str:
    if len(paths.middle) > TESTED_UP_TO:
        return f"expected {expected:.1f}, exact; no permutations above {TESTED_UP_TO} two-paths"
    random, grouped = np.random.default_rng(_SEED), np.flatnonzero(found.code >= 0)
    counts = []
    for _ in range(PERMUTATIONS):
        code = found.code.copy()
        code[grouped] = random.permutation(found.code[grouped])
        counts.append(int(_played(role, paths, code).sum()))
    spread = float(np.std(counts, ddof=1))
    z = f"z {(played - expected) / spread:.2f}" if spread > 0 else "z undefined"
    return f"expected {expected:.1f}, {z} of {PERMUTATIONS} permutations, seed {_SEED}"


def _actor_formula(role: Role, by: str) -> ActorFormula:
    meaning = Text("Wie oft der Akteur vermittelt {does}.", "How often the actor mediates {does}.").fill(does=role.does)
    return ActorFormula(role.key, role.name, meaning, partial(actor_brokerage, role, by), by=by)


BROKERAGE = tuple(Formula(role.key, role.name, partial(brokerage, role, by), by=by) for role in ROLES for by in BY)
ACTOR_BROKERAGE = tuple(_actor_formula(role, by) for role in ROLES for by in BY)
