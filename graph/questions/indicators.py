"""Indicators: which get worse, what acts on them, and how each stands against its target."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from graph.gaps.gap import Truth
from graph.gaps.situation import Situation
from graph.labels import label
from graph.language import Text
from graph.model import Indicator, Measure, Place, Ref, Term
from graph.model.states import Known, MeasureStatus, State
from graph.office.readings import Point, Readings, Series, Trend
from graph.office.targets import Assessment, Targets
from graph.questions.question import Column, Found, Question, Row, Value
from graph.questions.wording import in_one_cell

_INDICATOR = Column("indicator", Text("Indikator", "Indicator"))
_GROUP = Column("targetGroup", Text("Zielgruppe", "Target group"))
PLACE = Column("place", Text("Ort", "Place"))
_KEEPER = Column("keeper", Text("Geführt von", "Kept by"))
_TREND = Column("trend", Text("Entwicklung", "Trend"))
_DROPPED = (MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED)
_DIGITS = 4
_ALL = Text("alle", "all")
_EVERYWHERE = Text("ganzer Kreis", "whole district")


class Shown(State):
    """Whether a reading can be shown."""

    SHOWN = "SHOWN", "gezeigt", "shown"
    SUPPRESSED = "SUPPRESSED", "zurückgehalten", "withheld"
    MISSING = "MISSING", "fehlt", "missing"


def _worsening(situation: Situation, _: Mapping[str, Any]) -> Iterator[Row]:
    """Indicators that get worse for anybody, and those that no measure acts on; unknown where no trend can be told."""
    readings = Readings(situation.view, situation.dataset, situation.on)
    acting = _acting(situation)
    for indicator in situation.view.all(Indicator, situation.dataset):
        series, measures = readings.series(indicator), acting.get(indicator.id, [])
        worse = [one for one in series if one.trend is Trend.WORSE]
        known = any(one.trend is not Trend.UNKNOWN for one in series)
        if worse or not measures or not known:
            told = worse or list(series[:1])
            cells = (
                told[0].trend if told else Trend.UNKNOWN,
                in_one_cell(_part(situation, one) for one in worse),
                *(_values(told[0]) if told else (None, None, None, None)),
                in_one_cell(_with_status(measure) for measure in measures),
                not measures,
                situation.name(indicator.keeper) or None,
            )
            refs = [ref for one in told for point in (one.newest, one.before) if point for ref in point.records]
            truth = Truth.YES if worse or not measures else Truth.UNKNOWN
            yield Row((indicator,), cells, truth, (*refs, *(measure.id for measure in measures)))


def _acting(situation: Situation) -> dict[Ref, list[Measure]]:
    """The measures that name an indicator and were not dropped."""
    found: dict[Ref, list[Measure]] = defaultdict(list)
    for measure in situation.view.all(Measure, situation.dataset):
        if measure.status not in _DROPPED:
            for indicator in measure.indicators:
                found[indicator].append(measure)
    return found


def _with_status(measure: Measure) -> Text:
    return Text("{title} ({status})", "{title} ({status})").fill(title=measure.title, status=measure.status.label)


def for_whom(situation: Situation, series: Series) -> Text:
    """The target group of a series, or „alle“."""
    group = situation.view.one(Term, series.part.target_group)
    return label(group) if group is not None else _ALL


def where(situation: Situation, series: Series) -> Text:
    """The place of a series, or „ganzer Kreis“."""
    place = situation.view.one(Place, series.part.place)
    return Text(place.name, place.name) if place is not None else _EVERYWHERE


def _part(situation: Situation, series: Series) -> Text:
    """The target group of a series, with the place where it is not of the whole district."""
    told = Text("{group}, {place}", "{group}, {place}")
    group = for_whom(situation, series)
    return group if series.part.place is None else told.fill(group=group, place=where(situation, series))


def _values(series: Series) -> tuple[Value, ...]:
    """The value before and the newest, each with its period."""
    return tuple(cell for point in (series.before, series.newest) for cell in _value(point))


def _value(point: Point | None) -> tuple[Value, Value]:
    return (point.text, point.value) if point is not None else (None, None)


def _register(situation: Situation, _: Mapping[str, Any]) -> Found:
    """One row for each indicator, target group and place."""
    readings = Readings(situation.view, situation.dataset, situation.on)
    targets = Targets(situation.view, situation.dataset, readings)
    rows = [
        _row(situation, readings, assessment)
        for indicator in situation.view.all(Indicator, situation.dataset)
        for assessment in targets.assessments(indicator)
    ]
    return Found(tuple(rows), unreadable(readings))


def _row(situation: Situation, readings: Readings, assessment: Assessment) -> Row:
    series, target = assessment.series, assessment.target
    indicator, newest = series.indicator, series.newest
    late = readings.is_late(indicator)
    wanted = assessment.expected
    progress = assessment.progress
    cells: tuple[Value, ...] = (
        for_whom(situation, series),
        where(situation, series),
        indicator.unit,
        indicator.direction,
        *((target.baseline_period, target.baseline) if target else (None, None)),
        *((target.target_period, target.target, target.path, target.tolerance) if target else (None,) * 4),
        *_value(newest),
        is_shown(newest),
        round(wanted, _DIGITS) if wanted is not None else None,
        assessment.standing,
        assessment.why,
        round(progress, _DIGITS) if progress is not None else None,
        series.trend,
        late,
        newest.text if newest is not None and late is Known.YES else None,
        situation.name(indicator.keeper) or None,
    )
    evidence = (*(newest.records if newest else ()), *((target.id,) if target else ()))
    return Row((indicator,), cells, evidence=evidence)


def is_shown(newest: Point | None) -> Shown | None:
    """Whether a reading can be shown; None if there is none."""
    if newest is None:
        return None
    if newest.suppressed:
        return Shown.SUPPRESSED
    return Shown.MISSING if newest.value is None else Shown.SHOWN


def unreadable(readings: Readings) -> tuple[Text, ...]:
    """Says that there are readings that count nowhere."""
    number = len(readings.unreadable)
    told = Text(
        f"Messwerte ohne lesbaren Zeitraum, die nirgends zählen: {number}.",
        f"Readings without a period that can be read, which count nowhere: {number}.",
    )
    return (told,) if number else ()


WORSENING = Question(
    key="q19",
    text=Text(
        "Welche Indikatoren verschlechtern sich, welche Maßnahmen wirken darauf, und welche Indikatoren hat niemand im "
        "Blick?",
        "Which indicators worsen, which measures act on them, which have none?",
    ),
    about=(_INDICATOR,),
    columns=(
        _TREND,
        Column("worseFor", Text("Schlechter für", "Worse for")),
        Column("periodBefore", Text("Zeitraum davor", "Period before")),
        Column("before", Text("Wert davor", "Value before")),
        Column("period", Text("Neuester Zeitraum", "Newest period")),
        Column("value", Text("Neuester Wert", "Newest value")),
        Column("measures", Text("Maßnahmen, die darauf wirken", "Measures that act on it")),
        Column("nobodyActs", Text("Keine Maßnahme wirkt darauf", "No measure acts on it")),
        _KEEPER,
    ),
    find=_worsening,
)
INDICATORS = Question(
    key="indicators",
    text=Text("Wo stehen die Indikatoren auf dem Weg zu ihren Zielen?", "Where do the indicators stand on their way?"),
    about=(_INDICATOR,),
    columns=(
        _GROUP,
        PLACE,
        Column("unit", Text("Einheit", "Unit")),
        Column("direction", Text("Richtung", "Direction")),
        Column("baselinePeriod", Text("Ausgangsjahr", "Baseline period")),
        Column("baseline", Text("Ausgangswert", "Baseline")),
        Column("targetPeriod", Text("Zieljahr", "Target period")),
        Column("target", Text("Zielwert", "Target")),
        Column("path", Text("Weg", "Path")),
        Column("tolerance", Text("Toleranz", "Tolerance")),
        Column("period", Text("Neuester Zeitraum", "Newest period")),
        Column("value", Text("Neuester Wert", "Newest value")),
        Column("shown", Text("Messwert", "Reading")),
        Column("expected", Text("Erwartet", "Expected")),
        Column("standing", Text("Stand", "Standing")),
        Column("why", Text("Warum unbekannt", "Why unknown")),
        Column("progress", Text("Anteil am Weg zum Ziel", "Share of the way to the target")),
        _TREND,
        Column("late", Text("Neuer Messwert überfällig", "New reading overdue")),
        Column("noDataSince", Text("Keine Daten seit", "No data since")),
        _KEEPER,
    ),
    find=_register,
)
