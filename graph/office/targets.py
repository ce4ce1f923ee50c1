"""Where an indicator should stand on its way from baseline to target, and whether it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.language import Text
from graph.model import Indicator, Ref, Target
from graph.model.states import Direction, State, TargetPath
from graph.office.periods import Period, period_of
from graph.office.readings import Part, Point, Readings, Series
from graph.picture import View

_PRECISION = 9  # decimals; beyond them lies what computers make of 60.6


class Standing(State):
    """How an indicator stands against its target, at the period of its newest reading."""

    ON = "ON", "im Plan", "on target"
    OFF = "OFF", "neben dem Plan", "off target"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A series against its target.

    `expected` is the value that it should have had at the period of its newest reading, None where that cannot be told.
    `why` says what is missing where the standing is unknown.
    """

    series: Series
    target: Target | None
    expected: float | None
    standing: Standing
    why: Text | None = None

    @property
    def progress(self) -> float | None:
        """How much of the way from baseline to target is done: below 0 if it went back, never above 1.

        None if a value is missing, or there is no way to go.
        """
        now, target = self.series.newest, self.target
        if now is None or now.value is None or target is None or target.baseline is None or target.target is None:
            return None
        way = target.target - target.baseline
        return min(1.0, (now.value - target.baseline) / way) if way else None


class Targets:
    """The targets of a dataset, and how its indicators stand against them."""

    def __init__(self, view: View, dataset: str, readings: Readings) -> None:
        self._view, self._dataset, self._readings = view, dataset, readings

    def assessments(self, indicator: Indicator) -> tuple[Assessment, ...]:
        """Every part of an indicator that was measured or has a target; one without either if there is nothing."""
        parts = [series.part for series in self._readings.series(indicator)]
        parts += [self._readings.part(target) for target in self._of.get(indicator.id, ())]
        ordered = sorted(dict.fromkeys(parts), key=self._readings.order)
        return tuple(self._assess(indicator, part) for part in ordered or (Part(),))

    def _assess(self, indicator: Indicator, part: Part) -> Assessment:
        series = self._readings.of(indicator, part)
        target, disputed = self._in_force(indicator, part, series.newest)
        if disputed:
            return Assessment(series, target, None, Standing.UNKNOWN, _DISPUTED)
        return _assessed(series, target)

    def _in_force(self, indicator: Indicator, part: Part, newest: Point | None) -> tuple[Target | None, bool]:
        """The target that comes next at the newest reading, else the last; and whether another contradicts it."""
        held = [target for target in self._of.get(indicator.id, ()) if self._readings.part(target) == part]
        ahead = [t for t in held if newest is None or _last(t) >= newest.period.last.isoformat()]
        chosen = min(ahead, key=_order) if ahead else max(held, key=_order, default=None)
        rivals = [t for t in held if chosen is not None and _last(t) == _last(chosen) and _says(t) != _says(chosen)]
        return chosen, bool(rivals)

    @cached_property
    def _of(self) -> dict[Ref, list[Target]]:
        found: dict[Ref, list[Target]] = {}
        for target in self._view.all(Target, self._dataset):
            if target.indicator is not None:
                found.setdefault(target.indicator, []).append(target)
        return found


def expected(target: Target, at: Period) -> float | None:
    """The value that a target asks for at a period; None before the baseline and where a part is missing.

    LINEAR goes evenly from the middle of the baseline's period to the middle of the target's; STEPPED keeps the
    baseline until the target's period. From then on it is the target.
    """
    end, begin = period_of(target.target_period), period_of(target.baseline_period)
    if end is None or target.target is None:
        return None
    if at.middle >= end.middle:
        return target.target
    if begin is None or target.baseline is None or target.path is None or at.middle < begin.middle:
        return None
    if target.path is TargetPath.STEPPED:
        return target.baseline
    done = (at.middle - begin.middle) / (end.middle - begin.middle)
    return target.baseline + (target.target - target.baseline) * done


def runs_against(direction: Direction, target: Target) -> bool:
    """Whether a target is worse than its baseline; not if either is missing."""
    if target.baseline is None or target.target is None:
        return False
    return target.target < target.baseline if direction is Direction.UP else target.target > target.baseline


def _assessed(series: Series, target: Target | None) -> Assessment:
    why = _missing(series, target)
    newest = series.newest
    if why is not None or newest is None or target is None:
        return Assessment(series, target, None, Standing.UNKNOWN, why)
    wanted = expected(target, newest.period)
    if wanted is None:
        return Assessment(series, target, None, Standing.UNKNOWN, _incomplete(target))
    if newest.value is None:
        return Assessment(series, target, wanted, Standing.UNKNOWN, _WITHHELD if newest.suppressed else _NO_VALUE)
    up = series.indicator.direction is Direction.UP
    short = wanted - newest.value if up else newest.value - wanted
    off = round(short - (target.tolerance or 0), _PRECISION) > 0
    return Assessment(series, target, wanted, Standing.OFF if off else Standing.ON)


def _missing(series: Series, target: Target | None) -> Text | None:
    """What keeps anybody from telling, or None."""
    if target is None:
        return Text("Es gibt kein Ziel.", "There is no target.")
    if series.newest is None:
        return Text("Es gibt keinen Messwert.", "There is no reading.")
    begin, end = period_of(target.baseline_period), period_of(target.target_period)
    if begin is not None and end is not None and end.middle <= begin.middle:
        return Text("Das Zieljahr liegt nicht nach dem Ausgangsjahr.", "The target period is not after the baseline's.")
    direction = series.indicator.direction
    if direction is None:
        return Text("Es fehlt, ob mehr oder weniger besser ist.", "It is not said whether up or down is better.")
    if runs_against(direction, target):
        return Text("Das Ziel ist schlechter als der Ausgangswert.", "The target is worse than the baseline.")
    return None


def _incomplete(target: Target) -> Text:
    """Which part of a target is missing or cannot be read."""
    parts: Iterable[tuple[bool, Text]] = (
        (target.target is None, Text("der Zielwert", "the target value")),
        (period_of(target.target_period) is None, Text("das Zieljahr", "the target period")),
        (target.baseline is None, Text("der Ausgangswert", "the baseline")),
        (period_of(target.baseline_period) is None, Text("das Ausgangsjahr", "the baseline period")),
        (target.path is None, Text("der Weg zum Ziel", "the path")),
    )
    what = next((name for is_missing, name in parts if is_missing), None)
    if what is None:
        return Text("Der neueste Messwert liegt vor dem Ausgangsjahr.", "The newest reading precedes the baseline.")
    return Text("Es fehlt {what}.", "What is missing is {what}.").fill(what=what)


_WITHHELD = Text("Der neueste Messwert ist zurückgehalten.", "The newest reading is withheld.")
_NO_VALUE = Text(
    "Der neueste Messwert fehlt oder ist widersprüchlich.", "The newest reading is missing or contradictory."
)  # fmt: skip
_DISPUTED = Text("Zwei Ziele widersprechen einander.", "Two targets contradict each other.")


def _last(target: Target) -> str:
    period = period_of(target.target_period)
    return period.last.isoformat() if period else ""


def _order(target: Target) -> tuple[str, str]:
    return _last(target), target.external_id


def _says(target: Target) -> tuple[object, ...]:
    return target.baseline_period, target.baseline, target.target, target.path, target.tolerance
