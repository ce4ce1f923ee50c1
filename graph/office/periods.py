"""Periods of which something is measured, as tables write them: 2025, 2025-Q3, 1. Halbjahr 2025, 2024/25."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

_SCHOOL_YEAR_BEGINS = 8
"""The month in which a school year begins: § 7 (1) SchulG NRW, 1 August."""

_PARTS = {"q": 3, "quartal": 3, "quarter": 3, "h": 6, "hj": 6, "halbjahr": 6, "half": 6}
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TWO_YEARS = re.compile(r"(\d{4})/(\d{2}|\d{4})")
_PART = re.compile(r"(?:(?P<before>[a-z]+)\.? ?)?(?P<number>\d)(?:\.? ?(?P<after>[a-z]+))?")
_NOISE = re.compile(r"^(?:schuljahr|kita-?jahr|kindergartenjahr|jahr|stand|school year|year)\b\.? *")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def middle(self) -> float:
        """Where its middle lies, in months; years are of equal length here, and so are the months of a year."""
        return (_months(self.first, 0) + _months(self.last, 1)) / 2


def _months(day: date, after: int) -> float:
    return day.year * 12 + day.month - 1 + (day.day - 1 + after) / monthrange(day.year, day.month)[1]


@cache
def period_of(text: str | None) -> Period | None:
    """The days that a wording means; None where it names no period that can be placed."""
    key = _NOISE.sub("", " ".join((text or "").casefold().split()))
    try:
        return _day(key) or _month(key) or _part(key) or _two_years(key) or _year(key)
    except ValueError:  # 2025-13, year 0
        return None


def _day(key: str) -> Period | None:
    found = _DAY.fullmatch(key)
    if found is None:
        return None
    year, month, day, *german = found.groups()
    only = date(int(year), int(month), int(day)) if year else date(*(int(part) for part in reversed(german)))
    return Period(only, only)


def _month(key: str) -> Period | None:
    found = _MONTH.fullmatch(key)
    if found is None:
        return None
    year, month, other_month, other_year = found.groups()
    return _span(int(year or other_year), int(month or other_month), 1)


def _part(key: str) -> Period | None:
    year = _YEAR.search(key)
    part = _PART.fullmatch(key.replace(year[0], "", 1).strip(" -/")) if year else None
    if year is None or part is None:
        return None
    months, number = _PARTS.get(part["before"] or part["after"] or ""), int(part["number"])
    if months is None or not 1 <= number <= 12 // months:
        return None
    return _span(int(year[0]), (number - 1) * months + 1, months)


def _two_years(key: str) -> Period | None:
    found = _TWO_YEARS.fullmatch(key)
    if found is None:
        return None
    year = int(found[1])
    follows = int(found[2]) in (year + 1, (year + 1) % 100)
    return _span(year, _SCHOOL_YEAR_BEGINS, 12) if follows else None


def _year(key: str) -> Period | None:
    found = _YEAR.fullmatch(key)
    return _span(int(found[1]), 1, 12) if found else None


def _span(year: int, month: int, months: int) -> Period:
    years, last = divmod(month - 1 + months - 1, 12)
    end = date(year + years, last + 1, monthrange(year + years, last + 1)[1])
    return Period(date(year, month, 1), end)
