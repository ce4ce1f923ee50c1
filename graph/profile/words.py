"""How numbers of a profile read, and what they are compared with."""

from graph.language import Text
from graph.metric import Metric
from graph.network.null_model import Chance
from graph.network.surveyed import SurveyedDistrict
from graph.profile.line import Comparison
from graph.profile.sight import Sight
from graph.strength.formula import ENOUGH_ANSWERS, Formula, caveat
from graph.strength.written import written

NONE = Text("", "")

_SAME_DAY = Text("alle Akteure am selben Tag", "all actors on the same day")
_SAME_SURVEY = Text("alle, die in derselben Befragung gefragt wurden", "all who were asked in the same survey")
_SIZE = {
    "density": Text(" (kleinere Netze sind meist dichter)", " (smaller networks are denser, mostly)"),
    "fragmentation": Text(
        " (Wege über Akteure außerhalb zählen hier nicht)", " (paths over actors outside do not count here)"
    ),
}
"""What has to be said beside a part's number and that of all."""


def told(metric: Metric) -> Text | None:
    """The number, or what it lies between where too few answered (the range only); None where neither can be told."""
    few = metric.response_rate is not None and metric.response_rate < ENOUGH_ANSWERS
    if not few:
        return None if metric.value is None else written(metric.key, metric.value)
    if metric.low is None or metric.high is None:
        return None
    return Text("zwischen {low} und {high}", "between {low} and {high}").fill(
        low=written(metric.key, metric.low), high=written(metric.key, metric.high)
    )


def _tellable(metric: Metric) -> bool:
    """Whether the number itself may be told, not only what it lies between."""
    return metric.value is not None and told(metric) == written(metric.key, metric.value)


def without_caveat(sight: Sight, metric: Metric) -> Text:
    """The sentence of a number without what it rests on: that is said once in a profile, of its cohesion."""
    said, rest = metric.explanation, caveat(sight.network)
    return Text(said.de.removesuffix(rest.de).rstrip(), said.en.removesuffix(rest.en).rstrip())


def quoted(title: str) -> Text:
    """A title in quotation marks of the language."""
    return Text(f"„{title}“", f"“{title}”")


def earlier(sight: Sight, *measures: Formula | str) -> tuple[Comparison, ...]:
    """The measures of the network earlier and later; left out where one of the two is undefined or too few answered."""
    before = sight.before
    if before is None or not before.comparable:
        return ()
    pairs = [(_metric(before.earlier, one), _metric(before.later, one)) for one in measures]
    return tuple(
        Comparison(
            kind="earlier", key=was.key, by=was.by, name=was.name, basis=before.basis, value=was.value, now=now.value,
            sentence=Text("{name}: {was} ({basis}), dann {now}.", "{name}: {was} ({basis}), then {now}.").fill(
                name=was.name, basis=before.basis, was=written(was.key, was.value), now=written(was.key, now.value)
            ),
        )
        for was, now in pairs
        if was.value is not None and now.value is not None and _tellable(was) and _tellable(now)
    )  # fmt: skip


def beside_all(sight: Sight, *measures: Formula | str, by: str | None = None) -> tuple[Comparison, ...]:
    """Shares and normalised measures of a part beside those of all actors, both taken on the same day.

    Left out where one of the two is undefined or too few answered. What differs by size alone is said with it.
    """
    if sight.all is None:
        return ()
    basis = _SAME_SURVEY if isinstance(sight.network.district, SurveyedDistrict) else _SAME_DAY
    pairs = [(_metric(sight, one, by), _metric(sight.all, one, by)) for one in measures]
    words = Text("{name}: {now}, bei allen Akteuren {all}{note}.", "{name}: {now}, among all actors {all}{note}.")
    return tuple(
        Comparison(
            kind="all", key=mine.key, by=mine.by, name=mine.name, basis=basis, value=theirs.value, now=mine.value,
            sentence=words.fill(
                name=mine.name, now=written(mine.key, mine.value), all=written(mine.key, theirs.value),
                note=_SIZE.get(mine.key, NONE),
            ),
        )
        for mine, theirs in pairs
        if mine.value is not None and theirs.value is not None and _tellable(mine) and _tellable(theirs)
    )  # fmt: skip


def expected(metric: Metric, basis: Text, chance: Chance | float | None) -> tuple[Comparison, ...]:
    """The measure beside what chance would give; nothing where one of them is undefined."""
    if chance is None or metric.value is None or not _tellable(metric):
        return ()
    drawn = chance if isinstance(chance, Chance) else Chance(chance)
    return (
        Comparison(
            kind="chance", key=metric.key, by=metric.by, name=metric.name, basis=basis, value=drawn.mean,
            now=metric.value, low=drawn.low, high=drawn.high,
            sentence=Text("{name}: {now}, bei Zufall {mean}.", "{name}: {now}, by chance {mean}.").fill(
                name=metric.name, now=written(metric.key, metric.value), mean=written(metric.key, drawn.mean)
            ),
        ),
    )  # fmt: skip


def _metric(sight: Sight, measure: Formula | str, by: str | None = None) -> Metric:
    return sight.of(measure) if isinstance(measure, Formula) else sight.metric(measure, by)
