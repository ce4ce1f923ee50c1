"""What changed in a district: between two surveys, from one edition of the concept to the next, and since a day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.model import Actor, Measure, Offer, Plan, Responsibility
from graph.model.states import MeasureStatus, ResponsibilityState
from graph.network.wave_change import Pair, wave_change
from graph.office.plans import newest_plan
from graph.office.reporting import Reports
from graph.past.difference import Differing, difference
from graph.past.editions import Became, Fate, compare_editions
from graph.picture import View
from graph.validity import FINISHED
from visualise.reading import Reading
from visualise.report.within import lies_within

T = TypeVar("T")

_FATES = (Fate.NEW, Fate.CHANGED, Fate.MOVED, Fate.COMPLETED, Fate.DROPPED, Fate.UNKNOWN, Fate.CONTINUED)
_ANSWERS = (ResponsibilityState.DECLINED, ResponsibilityState.ENDED, ResponsibilityState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to some entries: `key` names it in the words of reports, each row is a name and how it is known."""

    key: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed since something; `key` is its anchor, `since` says since when, `changes` is never empty."""

    key: str
    since: str
    changes: tuple[Change, ...]


def all_changes(reading: Reading) -> tuple[Changes, ...]:
    """What changed between the last two surveys, between two editions of the concept, and since a day."""
    found = (_between_surveys(reading), _between_editions(reading), _since(reading))
    return tuple(one for one in found if one is not None and one.changes)


def _between_surveys(reading: Reading) -> Changes | None:
    """Ties that came and went, of the actors that were asked both times."""
    change = wave_change(reading.network) if not reading.survey_hidden else None
    if change is None:
        return None
    titles = {"earlier": change.earlier.title, "later": change.later.title}
    told = reading.words("changes.toldOnce")
    born, gone = ([pair for pair in pairs if pair not in change.unsure] for pairs in (change.born, change.gone))
    unsure = [pair for pair in (*change.born, *change.gone) if pair in change.unsure]
    found = (
        _change("bornTies", born, lambda pair: (_names(reading, pair), change.later.title)),
        _change("goneTies", gone, lambda pair: (_names(reading, pair), change.earlier.title)),
        _change("unsureTies", unsure, lambda pair: (_names(reading, pair), told)),
    )
    return Changes("changed-ties", reading.words("changes.surveys", **titles), _some(found))


def _names(reading: Reading, pair: Pair) -> str:
    return f"{reading.name(pair[0])} – {reading.name(pair[1])}"


def _between_editions(reading: Reading) -> Changes | None:
    """What became of the measures of the older concept."""
    new = newest_plan(reading.view, reading.dataset, reading.on)
    old = reading.view.one(Plan, new.supersedes if new else None)
    if new is None or old is None:
        return None
    became = [
        one for one in compare_editions(reading.view, old, new).measures if lies_within(reading, one.new or one.old)
    ]
    found = (_change(f"fate{fate}", [one for one in became if one.fate is fate], _became(reading)) for fate in _FATES)
    return Changes("changed-plan", reading.words("changes.editions", old=old.title, new=new.title), _some(found))


def _became(reading: Reading) -> Callable[[Became], tuple[str, str]]:
    def told(one: Became) -> tuple[str, str]:
        title = one.new.title if one.new else one.old.title if one.old else ""
        before = one.old.title if one.old and one.old.title != title else ""
        was = reading.words("changes.was", title=before) if before else ""
        return title, " ".join(part for part in (was, one.reason or reading.text(one.basis.label)) if part)

    return told


def _since(reading: Reading) -> Changes | None:
    """What happened since the day that was asked for; else since the last edition or survey before the newest one."""
    day, why = _day(reading)
    if day is None:
        return None
    found = [*_answers(reading, day), *_measures(reading, day)]
    if reading.since is not None and reading.audience.sees_everything:
        found += _gaps(reading, day)
    if reading.before is not None:
        found += _entries(reading, reading.before)
    return Changes("changed-since", reading.words("changes.since", day=day, why=why), _some(found))


def _day(reading: Reading) -> tuple[date | None, str]:
    """Since when, and why since then."""
    words = reading.words
    if reading.since is not None:
        return reading.since, words("changes.knownThen" if reading.before is not None else "changes.knownNow")
    found = []
    plan = newest_plan(reading.view, reading.dataset, reading.on)
    if plan is not None and plan.adopted_on is not None and plan.adopted_on.latest is not None:
        found.append((plan.adopted_on.latest, words("changes.adopted", plan=plan.title)))
    earlier = reading.earlier_wave
    if earlier is not None and earlier.ended_on is not None:
        found.append((earlier.ended_on, words("changes.surveyed", survey=earlier.survey.title)))
    return max(found, default=(None, ""))


def _answers(reading: Reading, day: date) -> Iterator[Change]:
    """Who accepted, declined or stopped since."""
    view = reading.view
    dated = [
        r for r in view.all(Responsibility, reading.dataset)
        if r.state_since and day < r.state_since <= reading.on and lies_within(reading, view.get(r.target))
    ]  # fmt: skip

    def told(one: Responsibility) -> tuple[str, str]:
        when = reading.words.short_date(one.state_since) if one.state_since else ""
        return reading.name(one.source), f"{reading.name(one.target)}, {when}"

    for state in _ANSWERS:
        yield _change(f"answer{state}", [r for r in dated if r.state is state], told)


def _measures(reading: Reading, day: date) -> Iterator[Change]:
    """What ended, began or was reported on since."""
    words, reports = reading.words, Reports(reading.view, reading.dataset, reading.on)
    measures = [m for m in reading.view.all(Measure, reading.dataset) if lies_within(reading, m)]
    over = [m for m in measures if m.status in FINISHED and m.end is not None and m.end.certainly_after(day)]
    begun = [m for m in measures if m.start and m.start.certainly_after(day) and m.start.certainly_by(reading.on)]
    told = [
        (m, report.status, on)
        for m in measures
        if (on := reports.last_on(m.id)) and on > day and (report := reports.newest(m.id))
    ]
    late = [one for one in told if one[1] is MeasureStatus.DELAYED]

    def reported(one: tuple[Measure, MeasureStatus, date]) -> tuple[str, str]:
        status = reading.text(one[1].label)
        return one[0].title, words("changes.reported", status=status, day=words.short_date(one[2]))

    yield _change("late", late, reported)
    yield _change("over", over, lambda m: (m.title, f"{reading.text(m.status.label)}, {reading.when(m.end)}"))
    yield _change("begun", [m for m in begun if m not in over], lambda m: (m.title, reading.when(m.start)))
    yield _change("reported", [one for one in told if one not in late], reported)


def _gaps(reading: Reading, day: date) -> Iterator[Change]:
    """Certain gaps that were not there then, and those that are no longer; what is unknown now is neither."""
    then = find_gaps(reading.before or reading.view, reading.dataset, day, scope=reading.scope)
    open_then, open_now = ({g.id for g in gaps if g.truth is Truth.YES} for gaps in (then, reading.gaps))
    there_now = {gap.id for gap in reading.gaps}

    def told(gap: Gap) -> tuple[str, str]:
        return reading.text(gap.message), gap.rule

    new = [gap for gap in reading.gaps if gap.id in open_now - open_then]
    yield _change("gapsOpened", new, told)
    yield _change("gapsClosed", [gap for gap in then if gap.id in open_then - there_now], told)


def _entries(reading: Reading, before: View) -> Iterator[Change]:
    """Actors, measures and offers that were entered, changed or deleted since."""
    found = difference(before, reading.view)

    def named(one: Differing) -> tuple[str, str]:
        changed = "; ".join(change.sentence(reading.language) for change in one.properties)
        return reading.text(one.name), changed or reading.text(one.record.meta.label)

    for key, differing in (("entered", found.added), ("altered", found.changed), ("deleted", found.removed)):
        held = (one for one in differing if isinstance(one.record, Actor | Measure | Offer))
        yield _change(key, [one for one in held if one.record.dataset == reading.dataset], named)


def _change(key: str, entries: Iterable[T], told: Callable[[T], tuple[str, str]]) -> Change:
    return Change(key, tuple(told(one) for one in entries))


def _some(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in found if change.rows)
