"""The first page of a report: facts about it, three sentences to read aloud, three short lists."""

from datetime import date

from graph.coverage.cube import CellState, Cube
from graph.model import Actor, Measure, Offer, StatusReport
from graph.model.states import MeasureStatus
from visualise.map.network_map import map_spec
from visualise.map.spec import TieState
from visualise.reading import Reading
from visualise.report import coverage, gaps, holders, measures, strength
from visualise.report.spec import Fact, Item, ShortList

_LISTED = 3
_RECENT_DAYS = 180


def facts(reading: Reading, stand: str, result_hash: str) -> tuple[Fact, ...]:
    """As of when, about what, on what basis; the checksum of what it was computed from."""
    words, cube = reading.words, reading.once(coverage.scoped_cube)
    scope = [
        words.count("n.places", len(cube.places)),
        words.count("n.fields", len(cube.fields)),
        words.count("n.targetGroups", len(cube.target_groups)),
    ]
    held = [
        words.count("n.actors", len(reading.view.all(Actor, reading.dataset))),
        words.count("n.measures", len(reading.view.all(Measure, reading.dataset))),
        words.count("n.offers", len(reading.view.all(Offer, reading.dataset))),
    ]
    found = [
        Fact(label=words("fact.stand"), value=words.date(reading.on)),
        Fact(label=words("fact.scope"), value=", ".join(scope)),
        Fact(label=words("fact.data"), value=", ".join(held)),
        Fact(label=words("fact.basis"), value=_basis(reading, cube)),
    ]
    if stand:
        found.append(Fact(label=words("fact.made"), value=stand))
    if result_hash:
        found.append(Fact(label=words("fact.hash"), value=result_hash[:16]))
    return tuple(found)


def sentences(reading: Reading) -> tuple[str, ...]:
    """Three sentences: what is there and missing, who has promised, who holds it together."""
    return _coverage(reading), measures.say(reading), _network(reading)


def lists(reading: Reading) -> tuple[ShortList, ...]:
    """What is missing, what has to be promised, what has changed."""
    return gaps.first_list(reading), _promises(reading), _changes(reading)


def _basis(reading: Reading, cube: Cube) -> str:
    """The concept in force and the newest survey."""
    wave = reading.wave
    names = [reading.name(cube.concept), wave.survey.title if wave else ""]
    return reading.words.listing([name for name in names if name]) or reading.words("fact.noBasis")


def _coverage(reading: Reading) -> str:
    words, cube = reading.words, reading.once(coverage.scoped_cube)
    n = cube.whole.counts
    checked = coverage.checked(cube.whole)
    if not checked:
        return coverage.say(reading)
    gap, planned = n[CellState.GAP], n[CellState.NOMINAL]
    rest = words("opening.missing", gap=gap, planned=planned) if gap or planned else ""
    said = words("opening.checked", checked=checked, of=len(cube.cells), covered=n[CellState.COVERED], rest=rest)
    return f"{said} {words.count('opening.unknown', n[CellState.UNKNOWN])}"


def _network(reading: Reading) -> str:
    words, one = reading.words, reading.whole
    if one.m == 0:
        return words("strength.none")
    said = words("opening.network", ties=words.count("n.bareTies", one.m), actors=words.count("n.actors", one.n))
    return f"{said} {strength.loose(reading) or holders.dependence(reading)}"


def _promises(reading: Reading) -> ShortList:
    words = reading.words
    waiting = [(measure, measures.undecided(reading, measure)) for measure in measures.open_measures(reading)]
    found = [(measure, answering) for measure, answering in waiting if answering]
    found.sort(key=lambda entry: (min((r.state_since or date.max) for r in entry[1]), entry[0].title))
    items = []
    for measure, answering in found[:_LISTED]:
        names = reading.listed(list(dict.fromkeys(reading.names(r.source for r in answering))), 2)
        since = min((r.state_since for r in answering if r.state_since), default=None)
        asked = words("list.askedOn", day=words.short_date(since)) if since else words("list.neverAsked")
        items.append(Item(what=measure.title, next=words("list.answers", names=names, asked=asked), href="#measures"))
    return ShortList(
        title=words("list.promises"),
        count=words("list.of", n=len(items), of=len(found)) if found else "",
        items=tuple(items),
        empty=words("list.promisesEmpty"),
    )


def _changes(reading: Reading) -> ShortList:
    words, drawn, items = reading.words, reading.once(map_spec), []
    new, ended = drawn.number_of(TieState.NEW), drawn.number_of(TieState.ENDED)
    if drawn.since:
        items.append(
            Item(what=words.count("list.newTies", new), next=words("list.since", since=drawn.since), href="#ties")
        )
        items.append(Item(what=words.count("list.endedTies", ended), next=words("list.checkEnded"), href="#ties"))
    items += _reports(reading)[: _LISTED - len(items)]
    return ShortList(title=words("list.changes"), count="", items=tuple(items), empty=words("list.changesEmpty"))


def _reports(reading: Reading) -> list[Item]:
    """The newest status reports of the last half year."""
    words = reading.words
    dated = [
        (report.date.latest, report)
        for report in reading.view.all(StatusReport, reading.dataset)
        if report.date and report.date.latest and 0 <= (reading.on - report.date.latest).days <= _RECENT_DAYS
    ]
    dated.sort(key=lambda entry: (entry[0], entry[1].external_id), reverse=True)
    return [
        Item(
            what=reading.name(report.measure),
            next=words("list.reported", status=_status(reading, report.status), day=words.short_date(day)),
            href="#measures",
        )
        for day, report in dated
        if report.measure
    ]


def _status(reading: Reading, status: MeasureStatus) -> str:
    return reading.text(status.label)
