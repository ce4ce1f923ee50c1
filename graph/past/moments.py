"""Moments of the past: a day, a time or a revision, and the revision that was the newest one then."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.errors import NotFound, WrongUse
from graph.language import Text
from graph.store import Store

HERE = ZoneInfo("Europe/Berlin")
"""The clock by which days begin and end for the people who use this."""

Moment = date | datetime | int
"""A day means its end, a time without zone that of Berlin; a number is a revision."""


def moment_named(text: str) -> Moment:
    """The moment written as `2025-02-17`, `2025-02-17T18:00` or the number of a revision. Raises WrongUse."""
    written = text.strip()
    try:
        if re.fullmatch(r"[0-9]{1,18}", written):
            return int(written)
        is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written)
        moment = date.fromisoformat(written) if is_day else datetime.fromisoformat(written)
        end_of(moment)
        return moment
    except (ValueError, OverflowError) as error:
        raise WrongUse(
            Text(
                f"„{text}“ ist kein Zeitpunkt. Möglich sind 2025-02-17, 2025-02-17T18:00 oder die Nummer eines Stands.",
                f"“{text}” is no moment. Use 2025-02-17, 2025-02-17T18:00 or the number of a revision.",
            )
        ) from error


def end_of(moment: date | datetime) -> datetime:
    """The last instant that belongs to it: the end of the day in Germany, or the time itself."""
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=HERE)).astimezone(UTC)
    if moment == date.max:
        return datetime.max.replace(tzinfo=UTC)
    midnight = datetime.combine(moment + timedelta(days=1), time(), HERE)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def revision_at(store: Store, moment: Moment) -> int:
    """The newest revision that had been made by then; 0 before the first. Raises NotFound for one still to come.

    Where a clock was wrong, times of revisions do not grow; the newest one that says it was made by then counts.
    """
    if isinstance(moment, int):
        newest = store.revision()
        if moment > newest:
            raise NotFound(
                Text(
                    f"Den Stand {moment} gibt es noch nicht; der neueste ist {newest}.",
                    f"There is no revision {moment} yet; the newest is {newest}.",
                )
            )
        return moment
    return store.revision_at(end_of(moment))
