"""The strength of networks as one survey after the other told it, and what changed from each to the next."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.language import Language
from graph.model import Actor, Ref, Survey
from graph.network.network import networks
from graph.network.wave_change import WaveChange, change_between
from graph.network.waves import last_day, surveys_over
from graph.picture import View
from graph.scope import COOPERATION, Scope
from graph.strength.profile import NetworkStrength, strengths
from graph.strength.shape import strength_as_dict


@dataclass(frozen=True, slots=True)
class WaveStrength:
    """One survey: the networks that it told, and for the scope as a whole what changed since the one before."""

    survey: Survey
    networks: tuple[NetworkStrength, ...]
    change: WaveChange | None


def over_time(
    view: View, dataset: str, on: date, *, by: str | None = None, layer: str = COOPERATION, scope: Scope | None = None
) -> list[WaveStrength]:
    """The surveys that were over by the day, the oldest first, each with the profiles of its networks.

    Raises WrongUse as `strengths`.
    """
    return [
        WaveStrength(survey, tuple(strengths(view, dataset, by, layer, on, scope=scope, survey=survey)), change)
        for survey, change in surveys_with_change(view, scope or Scope(dataset), on)
    ]


def surveys_with_change(view: View, scope: Scope, on: date) -> list[tuple[Survey, WaveChange | None]]:
    """The surveys that were over by the day, the oldest first, each with what changed since the one before.

    Changes are of the ties in the scope, whatever its layer; the first survey has none.
    """
    surveys = surveys_over(view, scope.dataset, on)[::-1]
    ties = replace(scope, layer=COOPERATION)
    told = [networks(view, scope.dataset, on, survey).of(ties) for survey in surveys]
    changes = [None] * bool(told) + [change_between(one, other) for one, other in itertools.pairwise(told)]
    return list(zip(surveys, changes, strict=True))


def over_time_as_dict(view: View, waves: Sequence[WaveStrength], lang: Language) -> dict[str, Any]:
    """`{waves: [{survey, title, endedOn, networks, change}]}`; `change` is null for the first."""
    return {
        "waves": [
            {
                "survey": wave.survey.external_id,
                "title": wave.survey.title,
                "endedOn": day.isoformat() if (day := last_day(wave.survey)) else None,
                "networks": [strength_as_dict(one, lang) for one in wave.networks],
                "change": _change_as_dict(view, wave.change) if wave.change else None,
            }
            for wave in waves
        ]
    }


def _change_as_dict(view: View, change: WaveChange) -> dict[str, Any]:
    """Whom the two surveys asked and what became of the ties of those asked in both, by name."""

    def names(refs: Sequence[Ref]) -> list[str]:
        return [actor.name for actor in view.many(Actor, refs)]

    low, high = change.jaccard_range or (None, None)
    return {
        "since": change.earlier.external_id,
        "askedInBoth": len(change.both),
        "jaccard": {"value": change.jaccard, "low": low, "high": high},
        "kept": len(change.kept),
        "born": [names(pair) for pair in change.born],
        "gone": [names(pair) for pair in change.gone],
        "unsure": [names(pair) for pair in (*change.born, *change.gone) if pair in change.unsure],
        "entered": names(change.entered),
        "left": names(change.left),
    }
