"""What people enter, held against the model: every value has its type, nothing that is needed is missing."""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from datetime import date, datetime
from typing import Any

from graph.dates import VagueDate
from graph.errors import Invalid
from graph.language import Text
from graph.model import Record, Ref
from graph.schema import Property, ValueType, properties
from graph.text import forbidden_character, normalise

_LARGEST = 2**63


class _Unfit(Exception):
    def __init__(self, reason: Text) -> None:
        self.reason = reason


def checked(kind: type[Record], values: Mapping[str, object], *, new: bool, path: str = "") -> dict[str, Any]:
    """The values as the record holds them: text in normal form C, states as states, an empty text as nothing.

    `new` asks for everything that the kind needs. Raises Invalid that names every field which does not fit; `path`
    stands before their names.
    """
    known = {prop.name: prop for prop in properties(kind)}
    fields: dict[str, Text] = {}
    fitting: dict[str, Any] = {}
    for name, value in values.items():
        prop = known.get(name)
        if prop is None:
            fields[path + name] = _UNKNOWN.fill(name=name, kind=kind.meta.label)
            continue
        try:
            fitting[name] = _fitting(kind, prop, value)
        except _Unfit as unfit:
            fields[path + prop.json_name] = unfit.reason
    if new:
        missing = (prop for prop in known.values() if prop.required and prop.name not in values)
        fields |= {path + prop.json_name: _MISSING.fill(label=prop.label) for prop in missing}
    refuse(fields)
    return fitting


def refuse(fields: Mapping[str, Text]) -> None:
    """Raises Invalid if anything is wrong with any field."""
    if fields:
        raise Invalid(Text(" ".join(t.de for t in fields.values()), " ".join(t.en for t in fields.values())), fields)


def _fitting(kind: type[Record], prop: Property, value: object) -> Any:
    if isinstance(value, str) and prop.value_type is not ValueType.STATE and not value.strip():
        value = None
    if value is None:
        return _nothing(kind, prop)
    return _FITS[prop.value_type](prop, value)


def _nothing(kind: type[Record], prop: Property) -> object:
    """What the property is when nothing is entered; a property that is never empty needs a value."""
    default = kind.__dataclass_fields__[prop.name].default
    if default is MISSING or default not in (None, ()):
        raise _Unfit(_MISSING.fill(label=prop.label))
    return default


def _text(prop: Property, value: object) -> str:
    if not isinstance(value, str):
        raise _Unfit(_NOT_TEXT.fill(label=prop.label))
    character = forbidden_character(value)
    if character is not None:
        raise _Unfit(_FORBIDDEN.fill(label=prop.label, character=character))
    return normalise(value)


def _texts(prop: Property, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit(_NOT_LIST.fill(label=prop.label))
    return tuple(text for one in value if (text := _text(prop, one)).strip())


def _integer(prop: Property, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _LARGEST:
        raise _Unfit(_NOT_INTEGER.fill(label=prop.label))
    return value


def _number(prop: Property, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _Unfit(_NOT_NUMBER.fill(label=prop.label))
    if not math.isfinite(value) or abs(value) >= _LARGEST:
        raise _Unfit(_NOT_NUMBER.fill(label=prop.label))
    return float(value)


def _flag(prop: Property, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Unfit(_NOT_FLAG.fill(label=prop.label))
    return value


def _day(prop: Property, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _Unfit(_NOT_DAY.fill(label=prop.label))
    return value


def _vague(prop: Property, value: object) -> VagueDate:
    if not isinstance(value, VagueDate):
        raise _Unfit(_NOT_DAY.fill(label=prop.label))
    if value.earliest is not None and value.latest is not None and value.latest < value.earliest:
        raise _Unfit(_BACKWARDS.fill(label=prop.label))
    return VagueDate(_text(prop, value.text), value.earliest, value.latest)


def _state(prop: Property, value: object) -> object:
    assert prop.states is not None
    found = prop.states.__members__.get(value) if isinstance(value, str) else None
    if found is None:
        raise _Unfit(_NOT_STATE.fill(label=prop.label, states=", ".join(prop.states.__members__)))
    return found


def _reference(prop: Property, value: object) -> Ref:
    if not isinstance(value, str):
        raise _Unfit(_NOT_REFERENCE.fill(label=prop.label))
    return Ref(value)


def _references(prop: Property, value: object) -> tuple[Ref, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit(_NOT_LIST.fill(label=prop.label))
    return tuple(dict.fromkeys(_reference(prop, one) for one in value))


_FITS: dict[ValueType, Callable[[Property, object], Any]] = {
    ValueType.TEXT: _text,
    ValueType.TEXTS: _texts,
    ValueType.INTEGER: _integer,
    ValueType.NUMBER: _number,
    ValueType.FLAG: _flag,
    ValueType.DATE: _day,
    ValueType.VAGUE_DATE: _vague,
    ValueType.STATE: _state,
    ValueType.REFERENCE: _reference,
    ValueType.REFERENCES: _references,
}

_UNKNOWN = Text("„{name}“ gibt es bei {kind} nicht.", "There is no “{name}” in {kind}.")
_MISSING = Text("„{label}“ fehlt.", "“{label}” is missing.")
_NOT_TEXT = Text("„{label}“ ist ein Text.", "“{label}” is a text.")
_FORBIDDEN = Text("„{label}“ enthält das Steuerzeichen {character}.", "“{label}” holds the character {character}.")
_NOT_LIST = Text("„{label}“ ist eine Liste.", "“{label}” is a list.")
_NOT_INTEGER = Text("„{label}“ ist eine ganze Zahl.", "“{label}” is a whole number.")
_NOT_NUMBER = Text("„{label}“ ist eine Zahl.", "“{label}” is a number.")
_NOT_FLAG = Text("„{label}“ ist ja oder nein.", "“{label}” is yes or no.")
_NOT_DAY = Text("„{label}“ ist ein Datum.", "“{label}” is a date.")
_BACKWARDS = Text("„{label}“ endet, bevor es beginnt.", "“{label}” ends before it begins.")
_NOT_STATE = Text("„{label}“ ist eines von: {states}.", "“{label}” is one of: {states}.")
_NOT_REFERENCE = Text("„{label}“ verweist auf eine Kennung.", "“{label}” refers to an id.")
