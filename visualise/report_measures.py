"""Measures and offers by field: who answers for them, whether they said yes, where they stand."""

from collections import defaultdict
from collections.abc import Iterable

from graph.dates import VagueDate
from graph.model import Measure, Offer, Ref, Responsibility
from graph.model.states import Reach, ResponsibilityState
from graph.office.confirmation import Confirmations
from graph.rollup import Ladder, axis
from graph.validity import Activity, is_open
from visualise.reading import Reading
from visualise.report_spec import MeasureGroup, MeasureRow, Named, Section, State

_UNDECIDED = (ResponsibilityState.PROPOSED, ResponsibilityState.ASKED)
_MOST_PLACES = 4


def open_measures(reading: Reading) -> list[Measure]:
    """The measures of the scope that are not finished."""
    inside = {activity.id for activity in reading.situation.district.activities_in(reading.scope)}
    return [m for m in reading.view.all(Measure, reading.dataset) if m.id in inside and is_open(m, reading.on)]


def open_offers(reading: Reading) -> list[Offer]:
    """The offers of the scope that have not ended."""
    inside = {activity.id for activity in reading.situation.district.activities_in(reading.scope)}
    return [o for o in reading.view.all(Offer, reading.dataset) if o.id in inside and is_open(o, reading.on)]


def undecided(reading: Reading, activity: Activity) -> list[Responsibility]:
    """Who is named and has not said yes, if nobody else has."""
    answering = reading.situation.answering(activity.id)
    if any(r.state is ResponsibilityState.ACCEPTED for r in answering):
        return []
    return [r for r in answering if r.state in _UNDECIDED]


def grouped(reading: Reading, activities: Iterable[Activity]) -> tuple[MeasureGroup, ...]:
    """The activities under each of their main fields, in the order of the fields, those without one last."""
    terms = axis(reading.view, reading.dataset, "field")
    ladder = Ladder(reading.view, (term.id for term in terms))
    confirmations = Confirmations(reading.view, reading.dataset, reading.on)
    held: dict[Ref | None, list[MeasureRow]] = defaultdict(list)
    for activity in sorted(activities, key=_numbered):
        row = _row(reading, activity, confirmations)
        for field in ladder.rungs(activity.fields)[:1] or (None,):
            held[field].append(row)
    order: list[Ref | None] = [*(term.id for term in terms), None]
    return tuple(
        MeasureGroup(field=reading.name(field) or reading.words("measures.noField"), rows=tuple(held[field]))
        for field in order
        if held[field]
    )


def section(reading: Reading) -> Section:
    """Named is not accepted: how many answers are missing, how many measures have nobody."""
    words, measures = reading.words, open_measures(reading)
    offers = open_offers(reading)
    every = len(reading.view.all(Measure, reading.dataset))
    aside = (
        words("measures.aside", n=len(measures), of=every) if every else words("measures.asideOffers", n=len(offers))
    )
    if not measures:
        return Section(aside=aside, say=words.count("measures.onlyOffers", len(offers)))
    waiting = sum(bool(undecided(reading, m)) for m in measures)
    nobody = sum(not reading.situation.answering(m.id) for m in measures)
    if not waiting and not nobody:
        return Section(aside=aside, say=words.count("measures.allAccepted", len(measures)))
    return Section(aside=aside, say=words("measures.say", waiting=waiting, of=len(measures), nobody=nobody))


def _numbered(activity: Activity) -> tuple[str, str]:
    return (getattr(activity, "number", None) or "~", activity.title)


def _row(reading: Reading, activity: Activity, confirmations: Confirmations) -> MeasureRow:
    last = confirmations.last(activity.id)
    answering = reading.situation.answering(activity.id)
    refs = dict.fromkeys(r.source for r in answering)
    return MeasureRow(
        title=activity.title,
        sub=" · ".join(part for part in (getattr(activity, "number", None) or "", _where(reading, activity)) if part),
        responsible=tuple(Named(name=reading.name(ref), symbol=reading.symbol(ref).key) for ref in refs),
        acceptance=_acceptance(reading, activity),
        status=State(glyph=_glyph(activity), word=reading.text(activity.status.label)),
        confirmed=reading.words.short_date(last) if last else reading.words("measures.never"),
        until=_until(reading, activity.end),
    )


def _glyph(activity: Activity) -> str:
    return "UNKNOWN" if activity.status == "UNKNOWN" else f"s-{activity.status}"


def _where(reading: Reading, activity: Activity) -> str:
    names = reading.listed(reading.names(activity.places), _MOST_PLACES)
    wide = reading.text(activity.reach.label) if activity.reach not in (None, Reach.LOCAL) else ""
    return ", ".join(part for part in (names, wide) if part)


def _acceptance(reading: Reading, activity: Activity) -> State:
    answering = reading.situation.answering(activity.id)
    named = reading.situation.named(activity.id)
    if any(r.state is ResponsibilityState.ACCEPTED for r in answering):
        return State(glyph="r-ACCEPTED", word=reading.words("acceptance.accepted"))
    if any(r.state is ResponsibilityState.ASKED for r in answering):
        return State(glyph="r-ASKED", word=reading.words("acceptance.asked"))
    if answering:
        return State(glyph="UNKNOWN", word=reading.words("acceptance.named"))
    if any(r.state is ResponsibilityState.DECLINED for r in named):
        return State(glyph="s-CANCELLED", word=reading.words("acceptance.declined"))
    return State(glyph="UNKNOWN", word=reading.words("acceptance.nobody"))


def _until(reading: Reading, end: VagueDate | None) -> str:
    return reading.when(end) or reading.words("measures.noEnd")
