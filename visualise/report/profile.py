"""The profile of a network in a report: for each side one sentence, and its numbers on their scales."""

from graph.metric import Metric
from graph.phrases import percent
from graph.profile.line import Comparison, Line
from graph.profile.teller import CONCEPTS
from graph.strength.formula import ENOUGH_ANSWERS
from graph.strength.profile import NetworkStrength
from graph.strength.written import COUNTS, PLAIN, written
from visualise.reading import Reading
from visualise.report.profile_spec import Bar, MetricLine, Profile, ProfileLine

_ROUND = (0.1, 0.25, 0.5, 1.0)
_TOPS = {"meanLevel": 4.0, "robustness": 0.5, "corePeriphery": 1.0}
_OF_ANSWERS = frozenset(concept.key for concept in CONCEPTS if concept.of_answers)


def profile(reading: Reading, one: NetworkStrength, anchor: str) -> Profile:
    """The profile of a network, its lines in their order."""
    words = reading.words
    meta = [words.count("n.actors", one.n), words.count("n.ties", one.m)]
    meta.append(
        words("strength.answered", rate=reading.text(percent(one.response_rate)))
        if one.response_rate is not None
        else reading.survey_words("survey.meta")
    )
    return Profile(
        anchor=anchor,
        title=words("strength.network", name=reading.text(one.name)),
        meta=" · ".join(meta),
        lines=tuple(_line(reading, line) for line in one.profile),
    )


def _line(reading: Reading, line: Line) -> ProfileLine:
    if line.key in _OF_ANSWERS and reading.survey_hidden:
        return ProfileLine(
            key=line.key, name=reading.text(line.name), sentence=reading.survey_words("survey.aside"), numbers=()
        )
    shown = (metric for metric in line.metrics if metric.value is not None)
    return ProfileLine(
        key=line.key,
        name=reading.text(line.name),
        sentence=reading.text(line.sentence),
        numbers=tuple(_number(reading, metric, line.comparison) for metric in shown),
    )


def _number(reading: Reading, metric: Metric, comparison: tuple[Comparison, ...]) -> MetricLine:
    held_to = [one for one in comparison if (one.key, one.by) == (metric.key, metric.by)]
    ranged = metric.low is not None and metric.high is not None and metric.low != metric.high
    few = metric.response_rate is not None and metric.response_rate < ENOUGH_ANSWERS
    return MetricLine(
        key=metric.key,
        name=reading.text(metric.name),
        gloss=reading.words(f"gloss.{metric.key}"),
        value="" if few and ranged else _written(reading, metric.key, metric.value),
        range=reading.words(
            "metric.range",
            low=_written(reading, metric.key, metric.low),
            high=_written(reading, metric.key, metric.high),
        )
        if ranged
        else "",
        bar=_bar(reading, metric, held_to),
        compared=tuple(_compared(reading, one) for one in held_to),
    )


def _compared(reading: Reading, one: Comparison) -> str:
    value = _written(reading, one.key, one.value)
    if one.kind == "chance":
        return reading.words("metric.chance", value=value)
    if one.kind == "all":
        return reading.words("metric.beside", basis=reading.text(one.basis), value=value)
    now = _written(reading, one.key, one.now)
    return reading.words("metric.earlier", basis=reading.text(one.basis), value=value, now=now)


def _written(reading: Reading, key: str, value: float | None) -> str:
    return "" if value is None else reading.text(written(key, value))


def _bar(reading: Reading, metric: Metric, held_to: list[Comparison]) -> Bar | None:
    top = _top(metric)
    if metric.value is None or metric.value < 0 or top is None:
        return None
    ranged = metric.low is not None and metric.high is not None and metric.low != metric.high
    chance = next((one.value for one in held_to if one.kind == "chance"), None)
    return Bar(
        value=min(1.0, metric.value / top),
        low=max(0.0, (metric.low or 0) / top) if ranged else None,
        high=min(1.0, (metric.high or 0) / top) if ranged else None,
        chance=chance / top if chance is not None and 0 <= chance <= top else None,
        top=_written(reading, metric.key, top),
    )


def _top(metric: Metric) -> float | None:
    """Where the scale ends: the natural maximum; a density, always far from it, on the next round share."""
    if metric.key == "density":
        most = max(metric.value or 0, metric.high or 0)
        return next((top for top in _ROUND if most <= top), 1.0)
    if metric.key in _TOPS:
        return _TOPS[metric.key]
    if metric.key in COUNTS:
        return max(1, metric.m if metric.key == "bridges" else metric.n)
    return None if metric.key in PLAIN else 1.0
