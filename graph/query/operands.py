"""The value that a property is compared with: of its declared type, or refused before anything is asked."""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from graph.errors import Invalid
from graph.language import Text
from graph.query.fields import Field
from graph.query.values import Operand, Operator
from graph.schema import ValueType
from graph.text import forbidden_character, normalise

MOST_VALUES = 10_000
_INT64 = 2**63


def operand(field: Field, operator: Operator, value: Any, path: str) -> Operand:
    """The value in its plain form. Raises Invalid, naming the path."""
    if operator == "isNull":
        return _flag(value, path)
    if operator == "in":
        if not isinstance(value, list | tuple):
            raise refused(path, "erwartet eine Liste", "expects a list")
        if len(value) > MOST_VALUES:
            raise refused(path, f"nimmt höchstens {MOST_VALUES} Werte", f"takes {MOST_VALUES} values at most")
        return tuple(sorted({_single(field, one, path) for one in value}))
    if operator == "contains":
        return _text(value, path)
    return _single(field, value, path)


def refused(path: str, de: str, en: str) -> Invalid:
    """What is wrong with a filter, and where."""
    return Invalid(Text(f"Filter: „{path}“ {de}.", f"Filter: “{path}” {en}."))


def _single(field: Field, value: Any, path: str) -> str | int | float | bool:
    if value is None:
        raise refused(path, "hat keinen Wert; gefragt wird danach mit isNull", "has no value; ask for that by isNull")
    if field.states is not None:
        return _state(field, value, path)
    return _CHECKS[field.value_type](value, path)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise refused(path, "erwartet einen Text", "expects a text")
    character = forbidden_character(value)
    if character is not None:
        raise refused(path, f"enthält das Zeichen {character}", f"holds the character {character}")
    return normalise(value)


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise refused(path, "erwartet true oder false", "expects true or false")
    return value


def _integer(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refused(path, "erwartet eine ganze Zahl", "expects a whole number")
    if not -_INT64 <= value < _INT64:
        raise refused(path, "ist größer, als ein Speicher halten kann", "is greater than a store can hold")
    return value


def _number(value: Any, path: str) -> float:
    if isinstance(value, float) and math.isfinite(value):
        return value + 0.0  # -0.0 is 0.0
    if isinstance(value, float | bool) or not isinstance(value, int):
        raise refused(path, "erwartet eine endliche Zahl", "expects a finite number")
    return float(_integer(value, path))


def _day(value: Any, path: str) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and len(value) == len("2025-02-17"):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise refused(path, "erwartet einen Tag wie 2025-02-17", "expects a day such as 2025-02-17")


def _state(field: Field, value: Any, path: str) -> str:
    assert field.states is not None
    names = list(field.states.__members__)
    if not isinstance(value, str) or str(value) not in names:
        listed = ", ".join(names)
        raise refused(path, f"kennt nur {listed}", f"knows only {listed}")
    return str(value)


_CHECKS: dict[ValueType, Callable[[Any, str], str | int | float | bool]] = {
    ValueType.TEXT: _text,
    ValueType.TEXTS: _text,
    ValueType.INTEGER: _integer,
    ValueType.NUMBER: _number,
    ValueType.FLAG: _flag,
    ValueType.DATE: _day,
    ValueType.VAGUE_DATE: _day,
}
