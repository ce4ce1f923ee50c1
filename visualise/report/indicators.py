"""Indicators over the years: each with its newest value, its target, how it stands, and how we know."""

from collections.abc import Iterable

from graph.gaps.scoping import record_is_within
from graph.labels import label
from graph.model import Indicator, Place, Ref, Term
from graph.model import Reading as Measured
from graph.model.states import Known
from graph.office.readings import Part, Point, Readings, Trend, value_shown
from graph.office.targets import Assessment, Standing, Targets, expected
from graph.office.units import with_unit
from graph.questions.indicators import unreadable
from visualise.reading import Reading
from visualise.report.blocks import Block, Prose
from visualise.report.figures import Figures, Plate
from visualise.report.indicator_chart import begins_at, chart, drawable, drawing, number
from visualise.report.spec import Section
from visualise.table import Cell, Column, Group, Row, Table, cell

_CHARTS = 12
_SHOWN_CHARTS = (Standing.OFF, Standing.UNKNOWN, Standing.ON)


class Told:
    """The indicators of a scope, in the order of their fields and names, with how each part of them stands."""

    def __init__(self, reading: Reading) -> None:
        self.readings = Readings(reading.view, reading.dataset, reading.on)
        targets = Targets(reading.view, reading.dataset, self.readings)
        every = reading.view.all(Indicator, reading.dataset)
        inside = [one for one in every if record_is_within(reading.situation, one, reading.scope)]
        ordered = sorted(inside, key=lambda one: reading.names(one.fields)[:1])
        self.parts = {one: targets.assessments(one) for one in ordered}

    def main(self, indicator: Indicator) -> Assessment:
        """The part that speaks for an indicator: the whole district, else the first that was measured."""
        parts = self.parts[indicator]
        whole = next((one for one in parts if one.series.part == Part()), None)
        if whole is not None and whole.series.points:
            return whole
        return next((one for one in parts if one.series.points), whole or parts[0])


def section(reading: Reading) -> Section | None:
    """Indicators as small charts with their targets, all their parts in a table; None where there is none."""
    words, told = reading.words, reading.once(Told)
    if not told.parts:
        return None
    indicators = list(told.parts)
    drawn = [one for one in indicators if drawable(told.main(one))]
    first = sorted(drawn, key=lambda one: _SHOWN_CHARTS.index(told.main(one).standing))[:_CHARTS]
    plates = tuple(_plate(reading, told, one) for one in indicators if one in first)
    blocks: list[Block] = []
    if plates:
        said = (words("indicators.someDrawn", n=len(first), of=len(drawn)),) if len(first) < len(drawn) else ()
        drawings = [chart(reading, told.main(one), "") for one in first]
        missing = ("missing",) if any(one.unknown for one in drawings) else ()
        goal = ("goal",) if any(one.goal for one in drawings) else ()
        signs = ("value", *missing, *goal)
        blocks.append(Figures(key="indicator-charts", say=said, signs=signs, plates=plates))
    blocks.append(_overview(reading, told, {one.id for one in first}))
    remarks = tuple(reading.text(remark) for remark in unreadable(told.readings))
    if remarks:
        blocks.append(Prose(sentences=remarks, small=True))
    return Section(key="indicators", aside=words("indicators.aside"), say=_say(reading, told), blocks=tuple(blocks))


def _say(reading: Reading, told: Told) -> str:
    """How many are on target, off it, and of how many nobody can tell."""
    standings = [told.main(one).standing for one in told.parts]
    if not any(told.main(one).series.points for one in told.parts):
        return reading.words.count("indicators.noneMeasured", len(standings))
    found = {key: standings.count(key) for key in Standing}
    return reading.words(
        "indicators.say",
        of=len(standings),
        on=found[Standing.ON],
        off=found[Standing.OFF],
        unknown=found[Standing.UNKNOWN],
    )


def _plate(reading: Reading, told: Told, indicator: Indicator) -> Plate:
    words, one = reading.words, told.main(indicator)
    said = _sentences(reading, told, one)
    begins = begins_at(chart(reading, one, ""))
    base = (words("chart.begins", value=number(reading, begins)),) if begins else ()
    caption = indicator.name if one.series.part == Part() else f"{indicator.name}: {_for_whom(reading, one)}"
    key = anchor(indicator)
    return Plate(
        key=key,
        over=", ".join(reading.names(indicator.fields)),
        caption=caption,
        say=" ".join((*said, *base)),
        svg=drawing(reading, one, f"{caption}: {' '.join(said)}"),
        notes=_notes(reading, indicator, one),
        table=_table(reading, told, indicator, f"{key}-values"),
    )


def anchor(indicator: Indicator) -> str:
    """Where its chart stands."""
    return "indicator-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in indicator.external_id)


def _sentences(reading: Reading, told: Told, one: Assessment) -> tuple[str, ...]:
    """Newest value, target, how it stands and why nobody can tell, which way it goes, whether a value is overdue."""
    words, newest, target = reading.words, one.series.newest, one.target
    said = []
    if newest is not None:
        said.append(words("indicators.newest", period=newest.text, value=_value(reading, one, newest)))
    if target is not None and target.target is not None:
        value = _with_unit(reading, one, target.target)
        said.append(words("indicators.target", period=target.target_period or "?", value=value))
    if one.expected is not None:
        should = _with_unit(reading, one, one.expected)
        if target is not None and target.tolerance:
            tolerance = number(reading, target.tolerance)
            should = words("indicators.tolerance", expected=should, tolerance=tolerance)
        said.append(words(f"indicators.standing.{one.standing.name}", expected=should))
    elif one.why is not None:
        why = reading.text(one.why)
        said.append(words("indicators.why", why=why) if target is not None else why)
    if one.series.trend is not Trend.UNKNOWN and one.series.before is not None:
        trend = reading.text(one.series.trend.label)
        said.append(words("indicators.trend", period=one.series.before.text, trend=trend))
    if told.readings.is_late(one.series.indicator) is Known.YES:
        said.append(words("indicators.late"))
    return tuple(said)


def _notes(reading: Reading, indicator: Indicator, one: Assessment) -> tuple[str, ...]:
    """What it is about, who keeps it, from which source and how old the newest value is."""
    words, newest = reading.words, one.series.newest
    records = [reading.view.one(Measured, ref) for ref in newest.records] if newest is not None else []
    stated = [ref for record in records if record is not None for ref in record.stated_in] or indicator.stated_in
    said = [words("indicators.goal", goal=name) for name in reading.names(indicator.goals)]
    if indicator.direction is not None:
        said.append(words("indicators.direction", direction=reading.text(indicator.direction.label)))
    keeper = reading.name(indicator.keeper)
    said.append(words("indicators.keeper", keeper=keeper) if keeper else words("indicators.noKeeper"))
    if newest is not None:
        sources = ", ".join(dict.fromkeys(reading.names(stated))) or words("indicators.noSource")
        said.append(words("indicators.source", source=sources, day=words.short_date(newest.told_on)))
    return tuple(said)


def _value(reading: Reading, one: Assessment, point: Point) -> str:
    """A value with its unit; or that it is withheld, is missing, or that sources contradict each other."""
    if point.value is not None:
        return _with_unit(reading, one, point.value)
    if point.suppressed:
        return reading.words("indicators.withheld")
    records = [reading.view.one(Measured, ref) for ref in point.records]
    values = {value for record in records if record is not None and (value := value_shown(record)) is not None}
    if not values:
        return reading.words("indicators.missing")
    told = reading.words("indicators.or").join(_with_unit(reading, one, value) for value in sorted(values))
    return reading.words("indicators.disputed", values=told)


def _with_unit(reading: Reading, one: Assessment, value: float) -> str:
    return reading.text(with_unit(value, one.series.indicator.unit))


def _for_whom(reading: Reading, one: Assessment) -> str:
    part = one.series.part
    group, place = reading.view.one(Term, part.target_group), reading.view.one(Place, part.place)
    told = [reading.text(label(group))] if group is not None else []
    return ", ".join([*told, *([place.name] if place is not None else [])]) or reading.words("indicators.all")


def _table(reading: Reading, told: Told, indicator: Indicator, key: str) -> Table:
    """Every reading of an indicator beside what the target asked for then; one group of rows for each part."""
    words, parts = reading.words, told.parts[indicator]
    heads = (("period", ""), ("value", "w22"), ("should", "w22"), ("told", "w22"))
    withheld = {point.period for one in parts for point in one.series.points if point.suppressed}
    groups = (_group(reading, one, withheld, titled=len(parts) > 1) for one in parts)
    return Table(
        key=key,
        caption=indicator.name,
        sub=words("indicators.tableSub"),
        columns=tuple(Column(label=words(f"indicators.{name}"), width=width) for name, width in heads),
        groups=tuple(group for group in groups if group.rows),
    )


def _group(reading: Reading, one: Assessment, withheld: Iterable[object], *, titled: bool) -> Group:
    target, rows = one.target, []
    for point in one.series.points:
        should = expected(target, point.period) if target is not None else None
        rows.append(
            Row(
                cells=(
                    cell(point.text),
                    _reading_cell(reading, one, point, told=point.period not in withheld),
                    _number_cell(reading, one, should),
                    cell(reading.words.short_date(point.told_on), value=point.told_on),
                )
            )
        )
    if target is not None and target.target is not None:
        period = reading.words("indicators.targetRow", period=target.target_period or "?")
        rows.append(Row(cells=(cell(period), cell(""), _number_cell(reading, one, target.target), cell(""))))
    return Group(rows=tuple(rows), title=_for_whom(reading, one) if titled else "")


def _reading_cell(reading: Reading, one: Assessment, point: Point, *, told: bool) -> Cell:
    """A value; how many cases it rests on is said only where no other part of the same period is withheld."""
    counts = {record.count for ref in point.records if (record := reading.view.one(Measured, ref)) is not None}
    count = counts.pop() if len(counts) == 1 else None
    sub = ""
    if told and count is not None and point.value is not None and count != point.value:
        sub = reading.words.count("indicators.cases", count)
    return cell(_value(reading, one, point), sub=sub, value=point.value)


def _number_cell(reading: Reading, one: Assessment, value: float | None) -> Cell:
    return cell("" if value is None else _with_unit(reading, one, value), value=value)


def _overview(reading: Reading, told: Told, drawn: set[Ref]) -> Table:
    """All parts of all indicators: the newest value, what it should be, the target, how it stands, where it goes."""
    words = reading.words
    heads = (
        ("name", "w28"),
        ("newestHead", ""),
        ("should", ""),
        ("targetHead", ""),
        ("stand", ""),
        ("development", ""),
    )
    groups: dict[str, list[Row]] = {}
    for indicator, parts in told.parts.items():
        title = ", ".join(reading.names(indicator.fields)) or words("indicators.noField")
        groups.setdefault(title, []).extend(_row(reading, one, indicator.id in drawn) for one in parts)
    return Table(
        key="indicator-table",
        caption=words("indicators.caption"),
        sub=words("indicators.captionSub"),
        columns=tuple(Column(label=words(f"indicators.{name}"), width=width) for name, width in heads),
        groups=tuple(Group(title=title, rows=tuple(rows)) for title, rows in groups.items()),
    )


def _row(reading: Reading, one: Assessment, drawn: bool) -> Row:
    words, indicator, newest, target = reading.words, one.series.indicator, one.series.newest, one.target
    trend = one.series.trend
    why = reading.text(one.why) if one.why is not None and newest is not None else ""
    return Row(
        cells=(
            cell(
                indicator.name,
                href=f"#{anchor(indicator)}" if drawn else "",
                sub="" if one.series.part == Part() else _for_whom(reading, one),
            ),
            cell(_value(reading, one, newest), sub=newest.text, value=newest.value)
            if newest is not None
            else cell(words("indicators.none")),
            _number_cell(reading, one, one.expected),
            cell(
                _with_unit(reading, one, target.target),
                sub=target.target_period or words("indicators.noPeriod"),
                value=target.target,
            )
            if target is not None and target.target is not None
            else cell(words("indicators.noTarget")),
            cell(reading.text(one.standing.label), sub=why),
            cell(reading.text(trend.label)),
        )
    )
