"""German dates as sources write them, such as “Mitte 2022 bis Ende 2024”: the wording and what it can mean."""

import re
from datetime import date, timedelta
from functools import lru_cache

from graph.dates import VagueDate
from graph.text import fold
from importers.dates.days import Span, exact, one
from importers.dates.words import words

_DAY = timedelta(days=1)
_DASH = re.compile(r"\s+[-–—]\s*|\s*[–—]\s+|(?<=[\w.])[–—](?=\w)")
_AND_AFTER = re.compile(r"(\d{4})\s*ff\.?")
_COMMENT = re.compile(r"\s*[,;(].*$", re.DOTALL)


def parse(text: str) -> VagueDate:
    """The wording with its earliest and latest day; both None where the words are not understood.

    A bound that the words leave open stays None: “vor 2024-12-16” has no earliest day, “ab 2023” no latest.
    """
    span = _understood(text)
    return VagueDate(text, span.earliest, span.latest) if span else VagueDate(text)


def parse_day(text: str) -> date | None:
    """The one day that the text names, or None if it names none or more than one."""
    span = _understood(text)
    return span.earliest if span and span.earliest == span.latest else None


def period(text: str) -> tuple[VagueDate | None, VagueDate | None]:
    """Start and end that a wording such as “Mitte 2022 bis Ende 2024” names, each with its own words.

    “ab 2023” has no end, “bis Ende 2022” no start, “2025” is both; (None, None) where it names neither.
    """
    text = _AND_AFTER.sub(r"ab \1", " ".join(text.split()))
    span = _understood(text)
    if span is None:
        return None, None
    for phrases, is_start in ((words().until, False), (words().since, True)):
        rest = _after_any(text, phrases)
        if rest and (day := one(rest)):
            named = VagueDate(rest, day.earliest, day.latest)
            return (named, None) if is_start else (None, named)
    if found := _range(text):
        return found
    return (None, None) if None in (span.earliest, span.latest) else (parse(text), parse(text))


@lru_cache(maxsize=4096)
def _understood(text: str) -> Span | None:
    text = _AND_AFTER.sub(r"ab \1", " ".join(text.split()))
    words()  # a fault in the list of words may not look like a date that nobody understands
    try:
        span = _statement(text) or _without_comment(text)
    except (ValueError, OverflowError):  # a day that no calendar has
        return None
    if span is None or (span.earliest and span.latest and span.earliest > span.latest):
        return None
    return span


def _without_comment(text: str) -> Span | None:
    """The date before a comma or bracket, if what follows is words only: “2016, nach der Sitzung”."""
    short = _COMMENT.sub("", text)
    return None if short == text or re.search(r"\d", text[len(short) :]) else _statement(short)


def _statement(text: str) -> Span | None:
    """A date with a word in front (vor, ab, bis …), a range, or a date alone."""
    if rest := _after_any(text, words().before):
        span = one(rest)
        return Span(None, span.earliest - _DAY) if span and span.earliest else None
    if rest := _after_any(text, words().after):
        span = one(rest)
        return Span(span.latest + _DAY, None) if span and span.latest else None
    if rest := _after_any(text, words().until):
        span = one(rest)
        return Span(None, span.latest) if span else None
    if found := _range(text):
        start, end = found
        return Span(start.earliest, end.latest if end else None)
    if rest := _after_any(text, words().since):
        span = one(rest)
        return Span(span.earliest, None) if span else None
    return one(text)


def _range(text: str) -> tuple[VagueDate, VagueDate | None] | None:
    for left, right in _splits(text):
        left = _after_any(left, words().since) or left
        start = one(left) or _borrowing(left, right)
        if start is None:
            continue
        if fold(right) in words().open_end:
            return VagueDate(left, start.earliest, start.latest), None
        if end := one(right):
            return VagueDate(left, start.earliest, start.latest), VagueDate(right, end.earliest, end.latest)
    return None


def _splits(text: str) -> list[tuple[str, str]]:
    """The ways to read the text as a range: at a dash, or at a word such as “bis”."""
    found = [(text[: m.start()], text[m.end() :]) for m in _DASH.finditer(text)]
    if m := re.fullmatch(r"(\d{4})\s*[-/]\s*(\d{4})", text):
        found.append((m[1], m[2]))
    if m := re.fullmatch(r"(\d{1,2}\.(?:\d{1,2}\.)?(?:\d{4})?)-(\d{1,2}\.\d{1,2}\.\d{4})", text):
        found.append((m[1], m[2]))
    if m := re.fullmatch(r"([^/]*[^\W\d_][^/]*?)\s?/\s?([^/]*[^\W\d_][^/]*)", text):
        found.append((m[1], m[2]))
    for phrase in sorted(words().range, key=len, reverse=True):
        left, middle, right = text.partition(f" {phrase} ")
        if middle and (phrase != "und" or fold(left).startswith("zwischen ")):
            found.append((left[9:] if phrase == "und" else left, right))
    return found


def _borrowing(left: str, right: str) -> Span | None:
    """The start of “März bis Juni 2025” or “12. bis 14.09.2025”, which leaves year or month to the end."""
    year = re.search(r"\d{4}", right)
    if year is None:
        return None
    if m := re.fullmatch(r"(\d{1,2})\.", left):
        end = one(right)
        return exact(end.latest.year, end.latest.month, int(m[1])) if end and end.latest else None
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.", left):
        return one(left + year[0])
    return None if re.search(r"\d{4}", left) else one(f"{left} {year[0]}")


def _after_any(text: str, phrases: tuple[str, ...]) -> str | None:
    """What follows the first of the phrases that opens the text, or None."""
    parts = text.split()
    for phrase in phrases:
        count = len(phrase.split())
        if len(parts) > count and fold(" ".join(parts[:count])) == phrase:
            return " ".join(parts[count:])
    return None
