"""How strong networks are: one family of measures per file. A new file with a `Formula` in it is a new measure."""

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

from graph.strength.actor_formula import ActorFormula
from graph.strength.formula import Formula

F = TypeVar("F", Formula, ActorFormula)

_ORDER = (
    "density", "degreeCentralization", "inDegreeCentralization", "outDegreeCentralization",
    "betweennessCentralization", "closenessCentralization", "harmonicMean", "reciprocityArc", "reciprocityTie",
    "reciprocityDyadic", "transitivity", "averageClustering", "components", "isolates", "fragmentation",
    "distanceFragmentation", "cutPoints", "bridges", "keyPlayers", "maxCore", "corePeriphery", "eiIndex",
    "attributeAssortativity", "degreeAssortativity", "meanLevel", "trust", "multiplexity", "robustness",
    "robustnessStatic", "nodeConnectivity", "edgeConnectivity", "meanDistance", "diameter", "twoModeDensity",
    "twoModeClustering", "brokerageCoordinator", "brokerageItinerant", "brokerageGatekeeper",
    "brokerageRepresentative", "brokerageLiaison", "jaccard", "qap", "degree", "strength", "betweenness", "harmonic",
    "pageRank", "core", "constraint", "effectiveSize", "efficiency", "localClustering",
)  # fmt: skip


@cache
def all_formulas() -> tuple[Formula, ...]:
    """Every measure of networks, in the order in which they are told."""
    return _found(Formula)


@cache
def all_actor_formulas() -> tuple[ActorFormula, ...]:
    """Every measure of actors, in the order in which they are told."""
    return _found(ActorFormula)


def _found(kind: type[F]) -> tuple[F, ...]:
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    named = [value for module in modules for value in vars(module).values()]
    each = [one for value in named for one in (value if isinstance(value, tuple) else (value,))]
    held = {(one.key, one.by): one for one in each if isinstance(one, kind)}
    return tuple(sorted(held.values(), key=lambda one: (_place(one.key), one.key, one.by or "")))


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)
