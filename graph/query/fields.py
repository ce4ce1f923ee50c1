"""What of a record can be compared and sorted by: its properties, its identity, and what it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.model import Record
from graph.model.states import State
from graph.query.values import Operator
from graph.schema import ValueType, per_kind, properties
from graph.text import sort_key

_EXACT: tuple[Operator, ...] = ("eq", "in")
_RANGE: tuple[Operator, ...] = ("eq", "in", "gte", "lte", "isNull")
OPERATORS: Mapping[ValueType, tuple[Operator, ...]] = {
    ValueType.TEXT: ("eq", "in", "contains", "isNull"),
    ValueType.INTEGER: _RANGE,
    ValueType.NUMBER: _RANGE,
    ValueType.FLAG: ("eq", "in", "isNull"),
    ValueType.DATE: _RANGE,
    ValueType.VAGUE_DATE: (*_RANGE, "contains"),
    ValueType.STATE: ("eq", "in", "isNull"),
    ValueType.TEXTS: ("contains", "in"),
}
"""For each type what it can be asked. Free text has no range: no two stores and readers would agree on its order."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something of a record by its name outside, and the column of a picture's table that holds it.

    `label` is what people recognise the record by (`graph.schema.label_of`); its range goes by the sort key.
    """

    name: str
    column: str
    value_type: ValueType
    operators: tuple[Operator, ...]
    states: type[State] | None = None

    @property
    def is_label(self) -> bool:
        """Whether it is the label, which is in no column of its own."""
        return self.column == ""

    @property
    def sort_key(self) -> Callable[[Any], Any] | None:
        """By what lists are ordered: the text's key, the state's place in its list, or the value; None: by nothing."""
        if self.name in _IDENTIFIERS:
            return same
        if self.value_type is ValueType.STATE:
            assert self.states is not None
            return _place_in_list(self.states)
        if self.value_type is ValueType.TEXT:
            return sort_key
        return None if self.value_type is ValueType.TEXTS else same


@cache
def _place_in_list(states: type[State]) -> Callable[[Any], int]:
    """Where a state stands among its list; the same function for the same list."""
    return list(states.__members__).index


def same(value: Any) -> Any:
    """The value as it is."""
    return value


_IDENTIFIERS = {"id", "dataset", "externalId"}
_IDENTITY = (
    Field("id", "id", ValueType.TEXT, _EXACT),
    Field("dataset", "dataset", ValueType.TEXT, (*_EXACT, "contains")),
    Field("externalId", "external_id", ValueType.TEXT, (*_EXACT, "contains")),
    Field("version", "version", ValueType.INTEGER, (*_EXACT, "gte", "lte")),
    Field("label", "", ValueType.TEXT, (*_EXACT, "contains", "gte", "lte")),
)


@per_kind
def fields(kind: type[Record]) -> Mapping[str, Field]:
    """Everything of a kind that can be compared, by name."""
    found = {field.name: field for field in _IDENTITY}
    for prop in properties(kind):
        if not prop.is_reference and prop.json_name not in found:
            operators = OPERATORS[prop.value_type]
            found[prop.json_name] = Field(prop.json_name, prop.name, prop.value_type, operators, prop.states)
    return found


def common_fields(kinds: tuple[type[Record], ...]) -> Mapping[str, Field]:
    """What all these kinds have alike."""
    first, *others = (fields(kind) for kind in kinds)
    return {name: field for name, field in first.items() if all(other.get(name) == field for other in others)}
