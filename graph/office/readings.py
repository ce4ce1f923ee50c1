"""What was measured: the readings of an indicator in the order of their periods, and which way they go.

A value that rests on fewer than five cases is never shown and counts as unknown (`graph.rights.small_cells`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.coverage.reach import districts
from graph.dates import months_before
from graph.model import Indicator, Reading, Ref, Target
from graph.model.states import Direction, Known, State
from graph.office.periods import Period, period_of
from graph.picture import View
from graph.rights.small_cells import is_suppressed
from graph.schema import label_of
from graph.text import sort_key


class Trend(State):
    """Which way an indicator goes: the newest reading against the one before."""

    BETTER = "BETTER", "besser", "better"
    SAME = "SAME", "gleich", "the same"
    WORSE = "WORSE", "schlechter", "worse"
    UNKNOWN = "UNKNOWN", "unbekannt", "unknown"


def value_shown(reading: Reading) -> float | None:
    """Its value as anybody may see it; None where it is withheld or missing."""
    return None if is_suppressed(reading) else reading.value


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of one period; `value` is None where it is withheld, missing, or sources disagree."""

    text: str
    period: Period
    value: float | None
    suppressed: bool
    told_on: date
    records: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Whom and where a number is about: None for all, and for the whole district."""

    target_group: Ref | None = None
    place: Ref | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of an indicator for one part; the oldest period first."""

    indicator: Indicator
    part: Part
    points: tuple[Point, ...]

    @property
    def newest(self) -> Point | None:
        """The newest period of which anything is known."""
        return self.points[-1] if self.points else None

    @property
    def before(self) -> Point | None:
        """The one before the newest."""
        return self.points[-2] if len(self.points) > 1 else None

    @property
    def trend(self) -> Trend:
        """The newest reading against the one before; unknown without either value, or if nobody said what is better."""
        now, then = (point.value if point else None for point in (self.newest, self.before))
        if now is None or then is None:
            return Trend.UNKNOWN
        if now == then:
            return Trend.SAME
        if self.indicator.direction is None:
            return Trend.UNKNOWN
        return Trend.BETTER if (now > then) == (self.indicator.direction is Direction.UP) else Trend.WORSE


class Readings:
    """The indicators of a dataset with what was measured and published by a day."""

    def __init__(self, view: View, dataset: str, on: date) -> None:
        self._view, self._dataset, self._on = view, dataset, on

    def series(self, indicator: Indicator) -> tuple[Series, ...]:
        """The series of an indicator: that of the whole district and of all first, then by place and target group."""
        return self._series.get(indicator.id, ())

    def of(self, indicator: Indicator, part: Part) -> Series:
        """One series; without points where nothing was measured."""
        found = (series for series in self.series(indicator) if series.part == part)
        return next(found, Series(indicator, part, ()))

    def part(self, record: Reading | Target) -> Part:
        """Whom and where it is about. The one district of a dataset is the whole, whether or not it is named."""
        place = None if record.place == self._whole else record.place
        return Part(record.target_group, place)

    def newest(self, indicator: Indicator) -> Point | None:
        """The newest of all its readings, of whomever and wherever."""
        newest = [series.newest for series in self.series(indicator) if series.newest is not None]
        return max(newest, key=lambda point: (point.told_on, point.period.last), default=None)

    def is_late(self, indicator: Indicator) -> Known:
        """Whether a new reading is overdue: more than the indicator's period has gone by since the newest came.

        It came when it was published, else at the end of its period. Unknown without a reading or a period.
        """
        newest, months = self.newest(indicator), indicator.period_months
        if newest is None or months is None or months <= 0:
            return Known.UNKNOWN
        return Known.YES if newest.told_on < months_before(self._on, months) else Known.NO

    @cached_property
    def unreadable(self) -> tuple[Reading, ...]:
        """Readings whose period cannot be placed; they count nowhere."""
        return tuple(r for r in self._published if r.indicator is not None and period_of(r.period) is None)

    @cached_property
    def _published(self) -> tuple[Reading, ...]:
        everything = self._view.all(Reading, self._dataset)
        return tuple(r for r in everything if r.published_on is None or r.published_on <= self._on)

    @cached_property
    def _whole(self) -> Ref | None:
        found = districts(self._view, self._dataset)
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _series(self) -> Mapping[Ref, tuple[Series, ...]]:
        held: dict[tuple[Ref, Part], dict[Period, list[Reading]]] = defaultdict(lambda: defaultdict(list))
        for reading in self._published:
            period = period_of(reading.period)
            if reading.indicator is not None and period is not None and period.first <= self._on:
                held[reading.indicator, self.part(reading)][period].append(reading)
        found: dict[Ref, list[Series]] = defaultdict(list)
        for indicator, part in sorted(held, key=lambda key: self.order(key[1])):
            record = self._view.one(Indicator, indicator)
            if record is not None:
                by_period = sorted(held[indicator, part].items(), key=lambda item: (item[0].last, item[0].first))
                points = tuple(_point(period, readings) for period, readings in by_period)
                found[indicator].append(Series(record, part, points))
        return {indicator: tuple(series) for indicator, series in found.items()}

    def order(self, part: Part) -> tuple[tuple[str, str], ...]:
        """What parts are sorted by: the whole district first, there all first, then by names."""
        return tuple(self._name(ref) for ref in (part.place, part.target_group))

    def _name(self, ref: Ref | None) -> tuple[str, str]:
        record = self._view.get(ref) if ref is not None else None
        return sort_key(label_of(record)) if record is not None else "", ref or ""


def _point(period: Period, readings: Iterable[Reading]) -> Point:
    """The reading of a period: the one published last; if several were, and differ, nobody knows the value."""
    dated = [(reading.published_on or period.last, reading) for reading in readings]
    told_on = max(day for day, _ in dated)
    last = sorted((r for day, r in dated if day == told_on), key=lambda reading: reading.external_id)
    values = {value_shown(reading) for reading in last}
    return Point(
        text=last[0].period or "",
        period=period,
        value=values.pop() if len(values) == 1 else None,
        suppressed=any(is_suppressed(reading) for reading in last),
        told_on=told_on,
        records=tuple(reading.id for reading in last),
    )
