"""A cell becomes a value of the property's type, or a sentence on what would be right."""

import re
from datetime import date
from typing import TypeVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.states import MeasureStatus, State
from graph.schema import Property, ValueType
from importers import dates, words

_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")

_TOO_LARGE = 1e15
_IN_THOUSANDS = frozenset({"amount_eur"})
# What a number may be, by the name of its property.
_RANGES: dict[str, tuple[float | None, float | None]] = {
    **dict.fromkeys(("level", "trust_reliable", "trust_open", "trust_mission"), (1, 4)),
    **dict.fromkeys(("votes_yes", "votes_no", "votes_abstain", "votes_biased"), (0, None)),
    **dict.fromkeys(
        ("population", "capacity_fte", "effort_fte", "count", "invited", "attended", "amount_eur"), (0, None)
    ),
    "percent": (0, 100),
    "period_months": (1, 1200),
    "lat": (-90, 90),
    "lon": (-180, 180),
}

Value = str | int | float | bool | date | VagueDate | State | tuple[str, ...]


class Unfit(Exception):
    """The cell does not fit its property: a stable code, and what would be right."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.code = code
        self.reason = reason


def parse(prop: Property, text: str) -> Value:
    """The value of a filled cell; raises Unfit."""
    if prop.value_type is ValueType.VAGUE_DATE:
        return dates.parse(text)
    if prop.value_type is ValueType.TEXTS:
        return parts(text)
    if prop.value_type is ValueType.STATE:
        assert prop.states is not None
        return _state(prop.states, text)
    if prop.value_type is ValueType.FLAG:
        return _flag(text)
    if prop.value_type is ValueType.DATE:
        return _day(text)
    if prop.value_type is ValueType.INTEGER:
        meant = words.level(text) if prop.name == "level" else None
        return _within(prop.name, _integer(text) if meant is None else meant)
    if prop.value_type is ValueType.NUMBER:
        return _within(prop.name, number(text, points_group=prop.name in _IN_THOUSANDS))
    return text


N = TypeVar("N", int, float)


def _within(name: str, value: N) -> N:
    if not abs(value) < _TOO_LARGE:
        raise Unfit("OUT_OF_RANGE", Text("Die Zahl ist zu groß.", "The number is too large."))
    low, high = _RANGES.get(name, (None, None))
    if (low is not None and value < low) or (high is not None and value > high):
        raise Unfit("OUT_OF_RANGE", _range_words(value, low, high))
    return value


def _range_words(value: float, low: float | None, high: float | None) -> Text:
    if high is None:
        return Text(f"{value:g} ist kleiner als {low:g}.", f"{value:g} is less than {low:g}.")
    return Text(
        f"{value:g} liegt nicht zwischen {low:g} und {high:g}.", f"{value:g} does not lie between {low:g} and {high:g}."
    )


def parts(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell, separated by semicolons or line breaks. A comma separates nothing."""
    return tuple(dict.fromkeys(part for raw in re.split(r"[;\n]", text) if (part := raw.strip())))


def number(text: str, *, points_group: bool = False) -> float:
    """A number in German or plain writing: 1.234,5 and 1234.5; raises Unfit.

    One point before three digits says nothing by itself: 131.000 euros are many, 51.500 degrees are not. It groups
    only where `points_group` says that the numbers are large.
    """
    plain = text.removesuffix("%").strip().removesuffix("€").removesuffix("EUR").strip()
    if _THOUSANDS.fullmatch(plain) and (points_group or plain.count(".") > 1 or "," in plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise Unfit("NOT_A_NUMBER", _NOT_A_NUMBER.fill(value=text))
    return float(plain.replace(",", "."))


def _integer(text: str) -> int:
    value = _within("", number(text, points_group=True))
    if not value.is_integer():
        raise Unfit("NOT_A_WHOLE_NUMBER", _NOT_WHOLE.fill(value=text))
    return int(value)


def _state(kind: type[State], text: str) -> State:
    found = words.status(text) if kind is MeasureStatus else words.state(kind, text)
    if found is None:
        raise Unfit("UNKNOWN_WORD", _UNKNOWN_WORD.fill(value=text, words=", ".join(words.state_words(kind))))
    return found


def _flag(text: str) -> bool:
    found = words.flag(text)
    if found is None:
        raise Unfit("NOT_YES_OR_NO", _NOT_YES_OR_NO.fill(value=text))
    return found


def _day(text: str) -> date:
    found = dates.parse_day(text)
    if found is None:
        raise Unfit("NOT_A_DAY", _NOT_A_DAY.fill(value=text))
    return found


_NOT_A_NUMBER = Text("„{value}“ ist keine Zahl.", "“{value}” is no number.")
_NOT_WHOLE = Text("„{value}“ ist keine ganze Zahl.", "“{value}” is no whole number.")
_UNKNOWN_WORD = Text("„{value}“ ist nicht bekannt. Möglich: {words}.", "“{value}” is not known. Possible: {words}.")
_NOT_YES_OR_NO = Text(
    "„{value}“ ist weder ja noch nein. Möglich: ja, nein.", "“{value}” is neither yes nor no. Possible: yes, no."
)
_NOT_A_DAY = Text(
    "„{value}“ ist kein Tag. Richtig ist zum Beispiel 2025-09-01 oder 01.09.2025.",
    "“{value}” is no day. Right is for example 2025-09-01 or 01.09.2025.",
)
