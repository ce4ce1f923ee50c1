"""One date of any exactness: a day, a month, a season, a part of a year, a quarter, a school year, a decade."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.text import fold
from importers.dates.words import words

_DAY = timedelta(days=1)
_ROMAN = ("i", "ii", "iii", "iv")
_BEFORE_YEARS = frozenset({"winter", "quartal", "halbjahr", "q1", "q2", "q3", "q4"})


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a wording can mean, both ends inclusive; None where it sets no bound."""

    earliest: date | None
    latest: date | None


def one(text: str) -> Span | None:
    """The days that one date means, or None if it is not understood. May raise ValueError for a day no calendar has.

    “ca. 2024” may be a year earlier or later, “ca. Mai 2024” a month: as much as the date itself takes.
    """
    parts = [part for part in text.replace(",", " ").split() if fold(part) not in words().empty]
    if parts and fold(parts[0]) in words().about:
        span = _plain(parts[1:])
        return _widened(span) if span else None
    return _plain(parts)


def _plain(parts: Sequence[str]) -> Span | None:
    return _digits(" ".join(parts)) or _worded(_spelt_out(fold(" ".join(parts))))


def _spelt_out(key: str) -> str:
    """The folded text with short forms in full: “sj 2023 24”, “iii quartal 2024”, “1 hj 2024”, “mai 24”."""
    key = re.sub(r"^sj\b", "schuljahr", key)
    key = re.sub(r"\bhj\b", "halbjahr", key)
    if m := re.fullmatch(r"(i|ii|iii|iv)(?: (quartal|halbjahr))? (\d{4})", key):
        key = f"{_ROMAN.index(m[1]) + 1} {m[2] or 'quartal'} {m[3]}"
    m = re.fullmatch(r"((?:\d{1,2} )?([a-z]+|q[1-4])) (\d{2})", key)
    if m and (m[2] in _BEFORE_YEARS or m[2] in words().months or m[2] in words().spans):
        key = f"{m[1]} {_full_year(m[3])}"
    return key


def _widened(span: Span) -> Span | None:
    """The span with as much again before and after it: whole months count as months, else days."""
    first, last = span.earliest, span.latest
    if first is None or last is None:
        return None
    if first.day == 1 and (last + _DAY).day == 1:
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        begin, end = first.year * 12 + first.month - 1 - count, last.year * 12 + last.month - 1 + count
        return Span(date(begin // 12, begin % 12 + 1, 1), _last_day(end // 12, end % 12 + 1))
    length = last - first + _DAY
    return Span(first - length, last + length)


def _digits(text: str) -> Span | None:
    """Dates written in digits only."""
    if m := re.fullmatch(
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", text
    ):
        return exact(int(m[1]), int(m[2]), int(m[3]))
    if m := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", text):
        return exact(_full_year(m[3]), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{4})[-/.](0?[1-9]|1[0-2])", text):
        return _months(int(m[1]), int(m[2]), int(m[2]))
    if m := re.fullmatch(r"(0?[1-9]|1[0-2])\s?[/.-]\s?(\d{4})", text):
        return _months(int(m[2]), int(m[1]), int(m[1]))
    if m := re.fullmatch(r"(0?[1-9]|1[0-2])\s?/\s?(\d{2})", text):
        if int(m[2]) == int(m[1]) + 1:  # 11/12 may as well be two years
            return None
        return _months(_full_year(m[2]), int(m[1]), int(m[1]))
    if m := re.fullmatch(r"(\d{4})\s?[/-]\s?(\d{2})", text):
        return Span(date(int(m[1]), 1, 1), date(_second_year(m[1], m[2]), 12, 31))
    if re.fullmatch(r"(19|20|21)\d{2}", text):
        return _months(int(text), 1, 12)
    return None


def _worded(key: str) -> Span | None:
    """Dates with the name of a month, a season, a part of the year, a quarter, a school year, a decade."""
    known = words()
    if m := re.fullmatch(r"(?:(\d{1,2}) )?([a-z]+) (\d{4})", key):
        name, year = m[2], int(m[3])
        if m[1] and name in known.months:
            return exact(year, known.months[name], int(m[1]))
        if m[1]:
            return _period(key)
        if name in known.months:
            return _months(year, known.months[name], known.months[name])
        if name in known.spans:
            return _months(year, *known.spans[name])
        if name == "winter":
            return Span(date(year, 1, 1), _last_day(year + 1, 2))
        if name == "schuljahr":
            return Span(date(year, 8, 1), date(year + 1, 7, 31))
    if m := re.fullmatch(r"([a-z]+) ([a-z]+) (\d{4})", key):
        return _part_of_month(m[1], m[2], int(m[3]))
    return _period(key)


def _part_of_month(part: str, name: str, year: int) -> Span | None:
    """“Ende Mai 2013”: days 1–10, 11–20 and 21 to the last."""
    known = words()
    if name not in known.months or part not in known.parts:
        return None
    month = known.months[name]
    first, last = {1: (1, 10), 5: (11, 20), 9: (21, _last_day(year, month).day)}[known.parts[part][0]]
    return Span(date(year, month, first), date(year, month, last))


def _period(key: str) -> Span | None:
    """Quarters, half-years, weeks, winters, school years and decades, in the folded text."""
    if m := re.fullmatch(r"(?:q([1-4]) (\d{4})|([1-4]) quartal (\d{4})|(\d{4}) q([1-4]))", key):
        quarter, year = int(m[1] or m[3] or m[6]), int(m[2] or m[4] or m[5])
        return _months(year, quarter * 3 - 2, quarter * 3)
    if m := re.fullmatch(r"(1|2|erstes|zweites|erste|zweite) (?:halbjahr|jahreshalfte) (\d{4})", key):
        return _months(int(m[2]), *((1, 6) if m[1] in ("1", "erstes", "erste") else (7, 12)))
    if m := re.fullmatch(r"(?:kw|kalenderwoche) (\d{1,2}) (\d{4})", key):
        monday = date.fromisocalendar(int(m[2]), int(m[1]), 1)
        return Span(monday, monday + 6 * _DAY)
    if m := re.fullmatch(r"(winter|schuljahr) (\d{4}) (\d{2}|\d{4})", key):
        first, second = int(m[2]), _second_year(m[2], m[3])
        if second != first + 1:
            return None
        return (
            Span(date(first, 12, 1), _last_day(second, 2))
            if m[1] == "winter"
            else Span(date(first, 8, 1), date(second, 7, 31))
        )
    if m := re.fullmatch(r"(?:([a-z]+) )?(\d{3})0er(?: jahren?)?", key):
        return _decade(m[1], int(m[2]) * 10)
    return None


def _decade(part: str | None, first: int) -> Span | None:
    """Beginning, middle and end of a decade: years 0–3, 4–6 and 7–9."""
    parts = words().parts
    if part is None:
        return Span(date(first, 1, 1), date(first + 9, 12, 31))
    if part not in parts:
        return None
    begin, end = {1: (0, 3), 5: (4, 6), 9: (7, 9)}[parts[part][0]]
    return Span(date(first + begin, 1, 1), date(first + end, 12, 31))


def exact(year: int, month: int, day: int) -> Span:
    exact = date(year, month, day)
    return Span(exact, exact)


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), _last_day(year, last))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _full_year(digits: str) -> int:
    """Two digits mean this century up to 69, the last one from 70 on."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _second_year(first: str, second: str) -> int:
    return int(second) if len(second) == 4 else int(first[:2] + second)
