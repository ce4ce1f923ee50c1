"""Strength as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Iterable
from typing import Any

from graph.language import Language
from graph.metric import Metric
from graph.scope import Scope
from graph.strength.profile import NetworkStrength


def strengths_as_dict(found: Iterable[NetworkStrength], lang: Language) -> dict[str, Any]:
    """`{networks: [{scope, name, n, m, metrics, actors?}]}`."""
    return {"networks": [strength_as_dict(one, lang) for one in found]}


def strength_as_dict(one: NetworkStrength, lang: Language) -> dict[str, Any]:
    """One network with its measures."""
    told: dict[str, Any] = {
        "scope": scope_as_dict(one.scope),
        "name": one.name.in_(lang),
        "n": one.n,
        "m": one.m,
        "metrics": [metric_as_dict(metric, lang) for metric in one.metrics],
    }
    if one.actors:
        told["actors"] = [
            {"id": actor.id, "name": actor.name, "metrics": [metric_as_dict(metric, lang) for metric in actor.metrics]}
            for actor in one.actors
        ]
    return told


def scope_as_dict(scope: Scope) -> dict[str, Any]:
    """The parts of a scope by id; null is not restricted."""
    return {
        "dataset": scope.dataset,
        "field": scope.field,
        "place": scope.place,
        "group": scope.group,
        "plan": scope.plan,
        "actorTypes": list(scope.actor_types),
        "layer": scope.layer,
    }


def metric_as_dict(metric: Metric, lang: Language) -> dict[str, Any]:
    """A `Metric` with the keys of the contract."""
    return {
        "key": metric.key,
        "value": metric.value,
        "low": metric.low,
        "high": metric.high,
        "reason": str(metric.reason) if metric.reason else None,
        "unit": metric.unit,
        "n": metric.n,
        "m": metric.m,
        "responseRate": metric.response_rate,
        "method": metric.method,
        "error": metric.error,
        "asOf": metric.as_of.isoformat() if metric.as_of else None,
        "formulaVersion": metric.formula_version,
        "explanation": metric.explanation.in_(lang),
        "by": metric.by,
    }
