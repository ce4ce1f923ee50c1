"""Network measures for files of other programs: numbers of actors as their attributes, and what they rest on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.language import Language
from graph.metric import Metric
from graph.model import Ref
from graph.picture import View
from graph.scope import COOPERATION
from graph.strength import all_actor_formulas
from graph.strength.profile import NetworkStrength, strengths
from graph.strength.shape import strength_as_dict

_KEPT_BACK = frozenset({"trust"})


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured. `of_actor` holds numbers by attribute name, undefined ones left out; `stated` says of what.

    `stated` has two JSON texts for the graph as a whole: `measures`, for each dataset its whole network with its
    metrics, and `actorMeasures`, for each attribute of actors what it means, by which formula, of which network, when.
    """

    of_actor: dict[Ref, dict[str, float | int]] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)


def measured(view: View, dataset: str | None, on: date, language: Language) -> Measures:
    """The measures of the cooperation network of a dataset on a day, without one those of each by itself.

    Files are handed on: they tell nothing of trust.
    """
    names = [dataset] if dataset is not None else view.datasets
    networks = {name: strengths(view, name, None, COOPERATION, on, actors=True)[0] for name in names}
    of_actor = {
        actor.id: {
            _attribute(metric): metric.value
            for metric in actor.metrics
            if metric.value is not None and metric.key not in _KEPT_BACK
        }
        for one in networks.values()
        for actor in one.actors
    }
    whole = {
        name: strength_as_dict(replace(one, actors=(), metrics=tuple(_handed_on(one))), language)
        for name, one in networks.items()
    }
    meant = {name: _meant(one, on, language) for name, one in networks.items()}
    stated = {"measures": _text(whole), "actorMeasures": _text(meant)}
    return Measures(of_actor, stated)


def attributes_of_actors() -> frozenset[str]:
    """What the attributes are called: `betweenness`, `eiIndexPlace`."""
    return frozenset(_named(one.key, one.by) for one in all_actor_formulas() if one.key not in _KEPT_BACK)


def _handed_on(one: NetworkStrength) -> Iterable[Metric]:
    return (metric for metric in one.metrics if metric.key not in _KEPT_BACK)


def _meant(one: NetworkStrength, on: date, language: Language) -> list[dict[str, Any]]:
    if not one.actors:
        return []
    shared = {"layer": one.scope.layer, "asOf": on.isoformat(), "n": one.n, "m": one.m}
    return [
        {
            "attribute": _attribute(metric),
            "name": formula.name.in_(language),
            "meaning": formula.meaning.in_(language),
            **shared,
            "responseRate": metric.response_rate,
            "method": metric.method,
            "error": metric.error,
            "formulaVersion": metric.formula_version,
        }
        for formula, metric in zip(all_actor_formulas(), one.actors[0].metrics, strict=True)
        if metric.key not in _KEPT_BACK
    ]


def _attribute(metric: Metric) -> str:
    return _named(metric.key, metric.by)


def _named(key: str, by: str | None) -> str:
    return key + (by[0].upper() + by[1:] if by else "")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
