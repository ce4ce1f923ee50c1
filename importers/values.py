"""A cell becomes a value of the property's type, or a sentence on what would be right."""

import re
from datetime import date

from graph.dates import VagueDate
from graph.language import Text
from graph.model.states import MeasureStatus, State
from graph.schema import Property, ValueType
from importers import dates, words

_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")

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
        return _integer(text)
    if prop.value_type is ValueType.NUMBER:
        return number(text)
    return text


def parts(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell, separated by semicolons or line breaks. A comma separates nothing."""
    return tuple(dict.fromkeys(part for raw in re.split(r"[;\n]", text) if (part := raw.strip())))


def number(text: str) -> float:
    """A number in German or plain writing: 1.234,5 and 1234.5; raises Unfit."""
    plain = text.removesuffix("%").strip().removesuffix("€").removesuffix("EUR").strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise Unfit("NOT_A_NUMBER", _NOT_A_NUMBER.fill(value=text))
    return float(plain.replace(",", "."))


def _integer(text: str) -> int:
    value = number(text)
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
