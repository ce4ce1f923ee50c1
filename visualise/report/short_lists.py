"""The three lists of a report's first page: what is missing, what has to be promised, what has changed."""

from datetime import date

from graph.model import Measure, Responsibility
from graph.model.states import ResponsibilityState
from visualise.reading import Reading
from visualise.report import changes, gaps, measures
from visualise.report.spec import Item, ShortList

LISTED = 3
"""How many points each list has."""


def lists(reading: Reading) -> tuple[ShortList, ...]:
    """What is missing, what has to be promised, what has changed; each point with what to do next."""
    return gaps.first_list(reading, LISTED), _promises(reading), _changes(reading)


def _promises(reading: Reading) -> ShortList:
    """The open measures that wait for a yes, those that have waited longest first."""
    words = reading.words
    waiting = [(measure, measures.undecided(reading, measure)) for measure in measures.open_measures(reading)]
    found = [(measure, answering) for measure, answering in waiting if answering]
    found.sort(key=lambda entry: (min((r.state_since or date.max) for r in entry[1]), entry[0].title))
    items = tuple(_promise(reading, measure, answering) for measure, answering in found[:LISTED])
    return ShortList(
        title=words("list.promises"),
        count=words("list.of", n=len(items), of=len(found)) if found else "",
        items=items,
        empty=words("list.promisesEmpty"),
    )


def _promise(reading: Reading, measure: Measure, answering: list[Responsibility]) -> Item:
    words = reading.words
    asked = [r for r in answering if r.state is ResponsibilityState.ASKED]
    meant = asked or answering
    names = reading.listed(list(dict.fromkeys(reading.names(r.source for r in meant))), 2)
    since = min((r.state_since for r in meant if r.state_since), default=None)
    how = "asked" if asked else "named"
    when = words(f"list.since.{how}", day=words.short_date(since)) if since else words(f"list.undated.{how}")
    return Item(what=measure.title, next=words(f"list.next.{how}", names=names, when=when), href="#measures")


def _changes(reading: Reading) -> ShortList:
    words, found = reading.words, changes.first_items(reading)
    items = tuple(found[:LISTED])
    return ShortList(
        title=words("list.changes"),
        count=words("list.of", n=len(items), of=len(found)) if found else "",
        items=items,
        empty=words("list.changesEmpty"),
    )
