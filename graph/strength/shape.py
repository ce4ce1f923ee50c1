"""Strength as plain values: the shape that scripts read in JSON, the same in every way out."""

from collections.abc import Iterable
from typing import Any

from graph.language import Language
from graph.metric import Metric
from graph.profile.line import Comparison, Line
from graph.scope import Scope
from graph.strength.profile import NetworkStrength


def strengths_as_dict(found: Iterable[NetworkStrength], lang: Language) -> dict[str, Any]:
    """`{networks: [{scope, name, n, m, metrics, profile?, actors?, details?}]}`."""
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
    if one.profile:
        told["profile"] = [line_as_dict(line, lang) for line in one.profile]
    if one.actors:
        told["actors"] = [
            {"id": actor.id, "name": actor.name, "metrics": [metric_as_dict(metric, lang) for metric in actor.metrics]}
            for actor in one.actors
        ]
    if one.details is not None:
        told["details"] = one.details.as_dict()
    return told


def line_as_dict(line: Line, lang: Language) -> dict[str, Any]:
    """A line of the profile; `metrics` are the keys of its numbers, `numbers` the numbers themselves."""
    return {
        "key": line.key,
        "name": line.name.in_(lang),
        "sentence": line.sentence.in_(lang),
        "indicator": line.indicator,
        "reason": str(line.reason) if line.reason else None,
        "metrics": [metric.key for metric in line.metrics],
        "numbers": [{"name": metric.name.in_(lang), **metric_as_dict(metric, lang)} for metric in line.metrics],
        "comparison": [_comparison_as_dict(one, lang) for one in line.comparison],
        "groups": [{"name": group.name.in_(lang), "n": group.n, "inCore": group.in_core} for group in line.groups],
        "members": list(line.members),
        "evidence": list(line.evidence),
    }


def _comparison_as_dict(one: Comparison, lang: Language) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "key": one.key,
        "by": one.by,
        "basis": one.basis.in_(lang),
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "now": one.now,
        "sentence": one.sentence.in_(lang),
    }


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
