"""Whether the network grew stronger: its measures from survey to survey, with the range that missing answers leave."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from graph.metric import Metric
from graph.network.network import Network, networks
from graph.network.wave_change import WaveChange, change_between
from graph.network.waves import Wave, last_day, surveys_over
from graph.phrases import percent
from graph.scope import COOPERATION
from graph.strength.formula import ENOUGH_ANSWERS, SMALLEST
from graph.strength.profile import NetworkStrength, measured
from graph.strength.written import COUNTS, written
from visualise.charts.drawn import svg
from visualise.charts.line_chart import ChartPoint, LineChart
from visualise.reading import Reading
from visualise.report.blocks import Block
from visualise.report.figures import Figures, Plate
from visualise.table import Cell, Column, Group, Row, Table, cell

DRAWN = ("density", "isolates", "transitivity")
TABLED = (*DRAWN, "cutPoints")
"""The measures of which there is a chart, and those in the table."""

_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Told:
    """One survey with the network that it told, and what changed since the one before."""

    wave: Wave
    network: NetworkStrength
    change: WaveChange | None

    @property
    def rate(self) -> float:
        """The share of those asked in the network who answered, 0 where nobody was asked."""
        return self.network.response_rate or 0.0

    @property
    def day(self) -> date:
        """The day on which it was over."""
        return last_day(self.wave.survey) or date.min

    def bounds(self, key: str) -> tuple[float | None, float | None, float | None]:
        """Value, low and high of a measure: of few answers the range only, of none nothing."""
        metric: Metric = self.network.metric(key)
        value = metric.value if self.rate >= ENOUGH_ANSWERS else None
        return (value, metric.low, metric.high) if self.rate else (None, None, None)


def blocks(reading: Reading) -> tuple[Block, ...]:
    """The answer in sentences, a chart for each measure, and the table; nothing with fewer than two surveys to see."""
    told = waves(reading)
    if len(told) < 2:
        return ()
    words = reading.words
    plates = tuple(
        Plate(
            key=f"waves-{key}",
            caption=reading.text(told[-1].network.metric(key).name),
            say=words(f"waves.gloss.{key}"),
            svg=svg(_chart(reading, told, key), words),
        )
        for key in DRAWN
        if any(height is not None for one in told for height in one.bounds(key))
    )
    bounds = [one.bounds(key) for one in told for key in DRAWN]
    ranged = any(low is not None and low != high for _, low, high in bounds)
    unknown = any(value is None and low is None for value, low, _ in bounds)
    signs = ("thin", *(("range",) if ranged else ()), *(("missing",) if unknown else ()))
    heading = words("waves.heading")
    return (
        Figures(
            key="waves",
            heading=heading,
            say=_say(reading, told),
            signs=signs,
            plates=plates,
            table=_table(reading, told),
        ),
    )


def waves(reading: Reading) -> tuple[Told, ...]:
    """Every survey that was over by the day, the oldest first; none where the viewer may not see who was asked."""
    if reading.wave is None:
        return ()
    scope = replace(reading.scope, layer=COOPERATION)
    found: list[Told] = []
    before: Network | None = None
    for survey in reversed(surveys_over(reading.view, reading.dataset, reading.on)):
        network = networks(reading.view, reading.dataset, reading.on, survey).of(scope)
        if network.wave is None or not network.wave.asked:
            continue
        change = change_between(before, network) if before is not None else None
        found.append(Told(network.wave, measured(reading.view, network, keys=TABLED), change))
        before = network
    return tuple(found)


def _say(reading: Reading, told: tuple[Told, ...]) -> tuple[str, ...]:
    """Whether the ties of those asked both times became more, and how far that can be trusted."""
    words, was, now = reading.words, told[-2], told[-1]
    change = now.change
    earlier, later = was.wave.survey.title, now.wave.survey.title
    few = [one for one in (was, now) if one.rate < ENOUGH_ANSWERS]
    if few:
        one = few[-1]
        rate, needed = (reading.text(percent(share)) for share in (one.rate, ENOUGH_ANSWERS))
        return (
            words("waves.silent", survey=one.wave.survey.title)
            if not one.rate
            else words("waves.few", survey=one.wave.survey.title, rate=rate, needed=needed),
        )
    if change is None or len(change.both) < SMALLEST:
        return (words("waves.others", earlier=earlier, later=later),)
    born, gone = len(change.born), len(change.gone)
    answer = "more" if born > gone else "fewer" if born < gone else "same"
    open_ones = len(change.unsure) + change.hidden + change.hidden_twice
    return (
        words(f"waves.{answer}", earlier=earlier),
        words("waves.ties", n=len(change.both), kept=len(change.kept), born=born, gone=gone),
        words.count("waves.open", open_ones) if open_ones else words("waves.nothingOpen"),
    )


def _chart(reading: Reading, told: tuple[Told, ...], key: str) -> LineChart:
    words, share = reading.words, key not in COUNTS
    names = _names(told)
    points, said = [], []
    for number, one in enumerate(told):
        value, low, high = one.bounds(key)
        text = _written(reading, key, value, low, high)
        before = told[number - 1].bounds(key)[0] if number else None
        points.append(
            ChartPoint(
                at=_at(one.day), value=value, low=low, high=high, joined=before is not None,
                text=_written(reading, key, value, None, None) if value is not None else text,
            )
        )  # fmt: skip
        said.append(f"{names[number]}: {text or words('waves.unknown')}")
    name = reading.text(told[-1].network.metric(key).name)
    return LineChart(
        label=f"{name}. {'; '.join(said)}.",
        points=tuple(points),
        ticks=tuple(zip((_at(one.day) for one in told), names, strict=True)),
        x_title=words("waves.survey"),
        y_title=words("waves.share" if share else "waves.count"),
        share=share,
        thin=True,
        from_zero=True,
    )


def _names(told: tuple[Told, ...]) -> list[str]:
    """What the surveys are called on the axis: their years, with the month where a year has two."""
    times = Counter(one.day.year for one in told)
    return [str(one.day.year) if times[one.day.year] == 1 else f"{one.day.month}/{one.day.year}" for one in told]


def _at(day: date) -> float:
    return day.toordinal() / _DAYS


def _written(reading: Reading, key: str, value: float | None, low: float | None, high: float | None) -> str:
    """`3,0 % (3,0 % bis 10 %)`; the range alone where there is no value; empty where there is neither."""
    parts = [reading.text(written(key, one)) for one in (value, low, high) if one is not None]
    if low is None or high is None or low == high:
        return parts[0] if value is not None else ""
    ends = reading.words("waves.range", low=parts[-2], high=parts[-1])
    return f"{parts[0]} ({ends})" if value is not None else ends


def _table(reading: Reading, told: tuple[Told, ...]) -> Table:
    words = reading.words
    heads = [reading.text(told[-1].network.metric(key).name) for key in TABLED]
    columns = (words("waves.survey"), words("waves.answered"), words("waves.tiesHead"), *heads)
    rows = tuple(
        Row(
            cells=(
                cell(one.wave.survey.title, sub=words.date(one.day)),
                _answers(reading, one),
                cell(words.number(one.network.m), value=one.network.m) if one.rate else cell(words("waves.unknown")),
                *(_cell(reading, one, key) for key in TABLED),
            )
        )
        for one in told
    )
    return Table(
        key="waves-table",
        caption=words("waves.caption"),
        sub=words("waves.sub"),
        columns=tuple(Column(label=label, number=number > 0) for number, label in enumerate(columns)),
        groups=(Group(rows=rows),),
    )


def _answers(reading: Reading, one: Told) -> Cell:
    """How many answered of how many who were asked, and their share."""
    members = frozenset(one.network.members)
    answered, asked = one.wave.answered & members, one.wave.asked & members
    told = reading.words("waves.of", n=len(answered), of=len(asked))
    return cell(told, sub=reading.text(percent(one.rate)), value=len(answered))


def _cell(reading: Reading, one: Told, key: str) -> Cell:
    value, low, high = one.bounds(key)
    ends = _written(reading, key, None, low, high)
    if value is None:
        return cell(ends or reading.words("waves.unknown"))
    return cell(_written(reading, key, value, None, None), sub=ends, value=value)
