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
from visualise.report.blocks import Block, Prose
from visualise.report.spec import Section
from visualise.table import Cell, Column, Group, Mark, Row, Table, cell

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
    """Who is named and has not said yes, if nobody else has; nobody where that may not be told."""
    if reading.audience.hides(activity.id):
        return []
    answering = reading.situation.answering(activity.id)
    if any(r.state is ResponsibilityState.ACCEPTED for r in answering):
        return []
    return [r for r in answering if r.state in _UNDECIDED]


def section(reading: Reading) -> Section:
    """Measures by field; offers in the annex."""
    words, measures, offers = reading.words, open_measures(reading), open_offers(reading)
    every = len(reading.view.all(Measure, reading.dataset))
    aside = (
        words("measures.aside", n=len(measures), of=every) if every else words("measures.asideOffers", n=len(offers))
    )
    block: Block = Prose(sentences=(words("measures.none"),))
    if measures:
        block = _table(reading, measures, "measure-table", words("measures.caption"), words("measures.measure"))
    annex: tuple[Block, ...] = ()
    if offers:
        annex = (_table(reading, offers, "offer-table", words("offers.caption"), words("offers.offer")),)
    return Section(key="measures", aside=aside, say=say(reading), blocks=(block,), annex=annex)


def say(reading: Reading) -> str:
    """Named is not accepted: how many answers are missing, how many measures have nobody."""
    words, measures = reading.words, open_measures(reading)
    if not measures:
        offers = len(open_offers(reading))
        return words.count("measures.onlyOffers", offers) if offers else words("measures.nothing")
    if hidden := sum(reading.audience.hides(measure.id) for measure in measures):
        return words.count("public.measures", hidden)
    waiting = sum(bool(undecided(reading, m)) for m in measures)
    nobody = sum(not reading.situation.answering(m.id) for m in measures)
    if not waiting and not nobody:
        return words.count("measures.allAccepted", len(measures))
    if waiting == len(measures):
        return words.count("measures.allWaiting", waiting)
    if nobody == len(measures):
        return words.count("measures.noneNamed", nobody)
    if not waiting:
        return words("measures.onlyNobody", nobody=nobody, of=len(measures))
    rest = words.count("measures.andNobody", nobody) if nobody else ""
    return words("measures.say", waiting=waiting, of=len(measures), rest=rest)


def _table(reading: Reading, activities: Iterable[Activity], key: str, caption: str, head: str) -> Table:
    words = reading.words
    return Table(
        key=key,
        caption=caption,
        sub=words("measures.sub"),
        columns=(
            Column(label=head, width="w34"),
            Column(label=words("measures.responsible"), width="w22"),
            *(Column(label=words(f"measures.{name}")) for name in ("acceptance", "status", "confirmed", "until")),
        ),
        groups=_grouped(reading, activities),
    )


def _grouped(reading: Reading, activities: Iterable[Activity]) -> tuple[Group, ...]:
    """The activities under each of their main fields, in the order of the fields, those without one last."""
    terms = axis(reading.view, reading.dataset, "field")
    ladder = Ladder(reading.view, (term.id for term in terms))
    confirmations = Confirmations(reading.view, reading.dataset, reading.on)
    held: dict[Ref | None, list[Row]] = defaultdict(list)
    for activity in sorted(activities, key=_numbered):
        row = _row(reading, activity, confirmations)
        for field in ladder.rungs(activity.fields)[:1] or (None,):
            held[field].append(row)
    order: list[Ref | None] = [*(term.id for term in terms), None]
    return tuple(
        Group(title=reading.name(field) or reading.words("measures.noField"), rows=tuple(held[field]))
        for field in order
        if held[field]
    )


def _numbered(activity: Activity) -> tuple[str, str]:
    return (getattr(activity, "number", None) or "~", activity.title)


def _row(reading: Reading, activity: Activity, confirmations: Confirmations) -> Row:
    words, last = reading.words, confirmations.last(activity.id)
    sub = " · ".join(part for part in (getattr(activity, "number", None) or "", _where(reading, activity)) if part)
    return Row(
        cells=(
            cell(activity.title, sub=sub),
            _responsible(reading, activity),
            _acceptance(reading, activity),
            cell(reading.text(activity.status.label), glyph=_glyph(activity)),
            cell(words.short_date(last) if last else words("measures.never"), value=last),
            cell(_until(reading, activity.end)),
        ),
    )


def _responsible(reading: Reading, activity: Activity) -> Cell:
    refs = dict.fromkeys(r.source for r in reading.situation.answering(activity.id))
    marks = tuple(Mark(text=reading.name(ref), glyph=f"y-{reading.symbol(ref).key}") for ref in refs)
    if not marks and reading.audience.hides(activity.id):
        return cell(reading.words("public.cell"))
    return Cell(marks=marks) if marks else cell(reading.words("measures.open"))


def _glyph(activity: Activity) -> str:
    return "UNKNOWN" if activity.status == "UNKNOWN" else f"s-{activity.status}"


def _where(reading: Reading, activity: Activity) -> str:
    names = reading.listed(reading.names(activity.places), _MOST_PLACES)
    wide = reading.text(activity.reach.label) if activity.reach not in (None, Reach.LOCAL) else ""
    return ", ".join(part for part in (names, wide) if part)


def _acceptance(reading: Reading, activity: Activity) -> Cell:
    answering = reading.situation.answering(activity.id)
    named = reading.situation.named(activity.id)
    if any(r.state is ResponsibilityState.ACCEPTED for r in answering):
        return cell(reading.words("acceptance.accepted"), glyph="r-ACCEPTED")
    if reading.audience.hides(activity.id):
        return cell(reading.words("public.cell"), glyph="UNKNOWN")
    if any(r.state is ResponsibilityState.ASKED for r in answering):
        return cell(reading.words("acceptance.asked"), glyph="r-ASKED")
    if answering:
        return cell(reading.words("acceptance.named"), glyph="UNKNOWN")
    if any(r.state is ResponsibilityState.DECLINED for r in named):
        return cell(reading.words("acceptance.declined"), glyph="s-CANCELLED")
    return cell(reading.words("acceptance.nobody"), glyph="UNKNOWN")


def _until(reading: Reading, end: VagueDate | None) -> str:
    return reading.when(end) or reading.words("measures.noEnd")
