"""What a district may set for itself: thresholds, each declared beside the rule or question that uses it."""

import math
from dataclasses import dataclass

from graph.language import Text
from graph.model import Setting
from graph.picture import View
from graph.text import fold


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number with its default, and the range within which a district may set it."""

    key: str
    label: Text
    default: float
    unit: Text
    least: float = 0.0
    most: float = math.inf


class Settings:
    """The settings of a dataset: a `Setting` whose name is the key or a label of a threshold, else the default.

    A value outside the range of a threshold does not count; the rule on contradictions names it.
    """

    def __init__(self, view: View, dataset: str) -> None:
        settings = sorted(view.all(Setting, dataset), key=lambda s: s.external_id)
        self._values = {fold(s.name): s.value for s in settings if s.value is not None}

    def __getitem__(self, threshold: Threshold) -> float:
        for name in (threshold.key, threshold.label.de, threshold.label.en):
            value = self._values.get(fold(name))
            if value is not None and threshold.least <= value <= threshold.most:
                return value
        return threshold.default
