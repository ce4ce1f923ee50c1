"""Reads the model: what each kind is made of. Tables, constraints, headings, validation and docs come from here."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from graph.dates import VagueDate
from graph.language import Text
from graph.model import EDGE_KINDS, KINDS, NODE_KINDS, Edge, P, Record, Ref, To
from graph.model.states import State
from graph.text import fold


class ValueType(Enum):
    """What a property holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "yes/no"
    DATE = "date"
    VAGUE_DATE = "vague date"
    STATE = "state"
    TEXTS = "list of texts"
    REFERENCE = "reference"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind, as declared in the model."""

    name: str
    value_type: ValueType
    required: bool
    label: Text
    help: Text | None
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    to: To | None
    states: type[State] | None

    @property
    def json_name(self) -> str:
        """The name in JSON, GraphQL, GraphML and Neo4j."""
        return camel_case(self.name)

    @property
    def is_reference(self) -> bool:
        """Whether it points at other records."""
        return self.value_type in (ValueType.REFERENCE, ValueType.REFERENCES)

    @property
    def is_end(self) -> bool:
        """Whether it is an end of an edge."""
        return self.is_reference and self.name in ("source", "target")

    @property
    def spellings(self) -> frozenset[str]:
        """Every import heading that means this property, folded."""
        return frozenset(fold(h) for h in (*self.columns, *self.headings, *self.label, self.json_name, self.name))


_IDENTITY = {"id", "dataset", "external_id", "version"}
_PLAIN: dict[object, ValueType] = {
    str: ValueType.TEXT,
    int: ValueType.INTEGER,
    float: ValueType.NUMBER,
    bool: ValueType.FLAG,
    date: ValueType.DATE,
    VagueDate: ValueType.VAGUE_DATE,
    Ref: ValueType.REFERENCE,
}


_Answer = TypeVar("_Answer")


def per_kind(question: Callable[[type[Record]], _Answer]) -> Callable[[type[Record]], _Answer]:
    """A question about a kind, answered once: the model does not change while the program runs."""
    return cast("Callable[[type[Record]], _Answer]", cache(cast("Callable[..., Any]", question)))


def camel_case(name: str) -> str:
    """`external_id` → `externalId`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def attribute_name(kind: type[Record], prop: Property) -> str:
    """What a property is called in a file: its name in camelCase, but `measureKind` for the `kind` of a Measure.

    In files `kind` is the name of the model's kind.
    """
    if prop.json_name == "kind":
        return f"{kind.__name__[0].lower()}{kind.__name__[1:]}Kind"
    return prop.json_name


def kind_named(name: str) -> type[Record]:
    """The kind of that name; KeyError if the model has none."""
    return KINDS[name]


def is_edge(kind: type[Record]) -> bool:
    """Whether records of the kind are edges."""
    return issubclass(kind, Edge)


@per_kind
def properties(kind: type[Record]) -> tuple[Property, ...]:
    """The declared properties of a kind in their order, without id, dataset, external id and version."""
    hints = typing.get_type_hints(kind, include_extras=True)
    declared = {field.name: field for field in dataclass_fields(kind)}
    return tuple(
        _property(name, hints[name], required=_is_required(declared[name]))
        for name in declared
        if name not in _IDENTITY
    )


def property_of(kind: type[Record], name: str) -> Property:
    """The property of that name; KeyError if the kind has none."""
    return _by_name(kind)[name]


@per_kind
def _by_name(kind: type[Record]) -> Mapping[str, Property]:
    return {p.name: p for p in properties(kind)}


@cache
def kinds_with_table() -> Mapping[str, type[Record]]:
    """Import tables (file or sheet names without ending) and the kind that each holds."""
    return {kind.meta.table: kind for kind in (*NODE_KINDS, *EDGE_KINDS) if kind.meta.table}


def _is_required(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _property(name: str, hint: Any, *, required: bool) -> Property:
    base, *extras = typing.get_args(hint)
    declared = next(extra for extra in extras if isinstance(extra, P))
    to = next((extra for extra in extras if isinstance(extra, To)), None)
    value_type, states = _value_type(base)
    return Property(
        name, value_type, required, declared.label, declared.help, declared.columns, declared.headings, to, states
    )


def _value_type(hint: Any) -> tuple[ValueType, type[State] | None]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _value_type(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return (ValueType.REFERENCES if arguments[0] is Ref else ValueType.TEXTS), None
    if isinstance(hint, type) and issubclass(hint, State):
        return ValueType.STATE, hint
    return _PLAIN[hint], None


def label_of(record: Record) -> str:
    """What people recognise the record by: its name, title or label, else its external id."""
    title = record.meta.title
    return cast("str | None", getattr(record, title)) or record.external_id if title else record.external_id
