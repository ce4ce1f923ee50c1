"""A series of readings as a chart: a line over the years, broken where a value is missing, and the way to a target."""

from datetime import date

from graph.model import Target
from graph.model.states import TargetPath
from graph.office.periods import Period, period_of
from graph.office.readings import Point, Series
from graph.office.targets import Assessment
from graph.phrases import decimal
from visualise.charts.drawn import svg
from visualise.charts.line_chart import ChartPoint, Goal, LineChart
from visualise.charts.scale import marked_years, scale
from visualise.reading import Reading

_MONTHS = 12
_DRAWN = 1e12
"""Larger values stand in the table alone."""

_LETTERS = 14
"""What is written beside a line is not longer."""

_SLACK = 1.5
"""How much longer than usual the time between two readings may be before one is missing."""


def drawable(assessment: Assessment) -> bool:
    """Whether there is a value to draw, and none is beyond all measure."""
    values = [point.value for point in assessment.series.points if point.value is not None]
    target = assessment.target
    aimed = (target.baseline, target.target) if target is not None else ()
    return bool(values) and all(abs(value) <= _DRAWN for value in (*values, *aimed) if value is not None)


def drawing(reading: Reading, assessment: Assessment, label: str) -> str:
    """The chart of a series with its target; `label` says it in a sentence."""
    return svg(chart(reading, assessment, label), reading.words)


def chart(reading: Reading, assessment: Assessment, label: str) -> LineChart:
    """The same, described."""
    words, series = reading.words, assessment.series
    newest = next((point for point in reversed(series.points) if point.value is not None), None)
    goal = _goal(reading, assessment.target)
    return LineChart(
        label=label,
        points=_points(series),
        ticks=_ticks(series, assessment.target),
        x_title=words("chart.year"),
        y_title=series.indicator.unit or words("chart.noUnit"),
        goal=goal,
        newest=_beside(reading, newest),
    )


def _beside(reading: Reading, newest: Point | None) -> str:
    """The newest value with its period, if that is short."""
    if newest is None or newest.value is None:
        return ""
    value = number(reading, newest.value)
    told = reading.words("chart.newest", period=newest.text, value=value)
    return told if len(told) <= _LETTERS else value


def begins_at(drawn: LineChart) -> float:
    """Where the axis of values begins."""
    return scale(drawn.heights, whole=drawn.whole).bottom


def number(reading: Reading, value: float) -> str:
    """A value without its unit."""
    return reading.text(decimal(value))


def _points(series: Series) -> tuple[ChartPoint, ...]:
    ordered = sorted(series.points, key=lambda point: point.period.middle)
    before = [None, *ordered]
    return tuple(
        ChartPoint(at=_at(point.period), value=point.value, joined=was is not None and _follows(series, was, point))
        for was, point in zip(before, ordered, strict=False)
    )


def _follows(series: Series, was: Point, point: Point) -> bool:
    """Whether no reading is missing between two: they are of equal length, and no further apart than usual."""
    long, other = _months(point.period), _months(was.period)
    apart = point.period.middle - was.period.middle
    usual = max(long, series.indicator.period_months or 0) or apart
    return was.value is not None and long == other and apart <= _SLACK * usual


def _months(period: Period) -> int:
    return round((period.last - period.first).days / 30.44)


def _at(period: Period) -> float:
    return period.middle / _MONTHS


def _ticks(series: Series, target: Target | None) -> tuple[tuple[float, str], ...]:
    days = [day for point in series.points for day in (point.period.first, point.period.last)]
    for text in (target.target_period, target.baseline_period) if target is not None else ():
        period = period_of(text)
        days += [period.first, period.last] if period is not None else []
    years = [day.year for day in days] or [date.min.year]
    return tuple((year + 0.5, str(year)) for year in marked_years(min(years), max(years)))


def _goal(reading: Reading, target: Target | None) -> Goal | None:
    """The way to the target as far as it is known; None where nobody can tell when it should be reached."""
    if target is None or target.target is None:
        return None
    end, begin = period_of(target.target_period), period_of(target.baseline_period)
    if end is None:
        return None
    path = [(_at(end), target.target)]
    if begin is not None and target.baseline is not None and begin.middle < end.middle:
        if target.path is TargetPath.STEPPED:
            path.insert(0, (_at(end), target.baseline))
        if target.path is not None:
            path.insert(0, (_at(begin), target.baseline))
    return Goal(path=tuple(path), text=reading.words("chart.goal", value=number(reading, target.target)))
