"""The days on which the ledger looks at the gaps, and what was known on each of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.log import Logged
from graph.model import Record, Ref
from graph.past.moments import HERE
from graph.picture import Picture
from graph.picture.picture import Given
from graph.store import Store

MOST = 40
"""How many days are looked at; each costs as much as finding all gaps once."""


@dataclass(frozen=True)
class Step:
    """What was known at the end of a day: the picture, and what each revision since the day before it changed.

    `changed` holds, by revision, every state that a record had before or after it.
    """

    day: date
    picture: Picture
    changed: dict[int, tuple[Record, ...]]


def chosen_days(days: Sequence[date], until: date) -> tuple[tuple[date, ...], int]:
    """The days to look at: those on which something was written, month ends between them, the last day; how many not.

    With more than `MOST` days, early ones are seen at the end of their month only; then the newest `MOST` count.
    """
    written = sorted({day for day in days if day <= until})
    if not written:
        return (), 0
    ends = [day for day in _month_ends(written[0], until) if day < until]
    single = [day for day in written if day not in ends and day != until]
    room = max(MOST - len(ends) - 1, 0)
    kept = single[max(len(single) - room, 0) :]
    found = tuple(sorted({*ends, *kept, until}))[-MOST:]
    return found, len([day for day in written if day not in found])


def _month_ends(first: date, until: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= until:
        following = (day + timedelta(days=31)).replace(day=1)
        yield following - timedelta(days=1)
        day = following


def day_of(logged: Logged) -> date:
    """The day, in Germany, on which a revision was made."""
    return logged.at.astimezone(HERE).date()


def steps(log: Iterable[Logged], dataset: str, days: Sequence[date]) -> Iterator[Step]:
    """What was known of a dataset on each of these days. The log is read once, moving forward.

    Where a clock was wrong a revision counts for the day of the one before it. What was erased since is not there.
    """
    records: dict[Ref, Record] = {}
    picture = Picture(0, Given(records))
    put: dict[Ref, Record] = {}
    gone: dict[Ref, str] = {}
    changed: dict[int, tuple[Record, ...]] = {}
    waiting, number, today = iter(log), 0, date.min
    upcoming = next(waiting, None)
    for day in days:
        while upcoming is not None and (today := max(today, day_of(upcoming))) <= day:
            touched = list(_take(upcoming, dataset, records, put, gone))
            if touched:
                changed[upcoming.number] = tuple(touched)
            number, upcoming = upcoming.number, next(waiting, None)
        picture = picture.after(number, Given(records), put, [(kind, ref) for ref, kind in gone.items()])
        yield Step(day, picture, changed)
        put, gone, changed = {}, {}, {}


def _take(
    logged: Logged, dataset: str, records: dict[Ref, Record], put: dict[Ref, Record], gone: dict[Ref, str]
) -> Iterator[Record]:
    """Bring the records up to this revision; yields what each changed one was and is."""
    for entry in logged.entries:
        before, after = records.get(entry.id), entry.record
        if after is not None and after.dataset == dataset:
            records[entry.id] = put[entry.id] = after
            gone.pop(entry.id, None)
            yield after
        elif before is not None:
            del records[entry.id]
            put.pop(entry.id, None)
            gone[entry.id] = entry.kind
        if before is not None:
            yield before


def revision_days(store: Store) -> list[date]:
    """The day of every revision, in their order."""
    found: list[date] = []
    for logged in store.log():
        found.append(max(day_of(logged), found[-1]) if found else day_of(logged))
    return found
