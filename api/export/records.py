"""What an export holds, and what its attributes are called in every format."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from api.export.measures import Measures
from graph.dates import VagueDate
from graph.digest import digest
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, Reading, Record
from graph.picture import View
from graph.rights.small_cells import is_suppressed, without_numbers
from graph.rows import references, targets
from graph.schema import Property, ValueType, attribute_name, properties
from graph.stores import SCHEMA_VERSION

PRODUCT = "geflecht"

K = TypeVar("K", bound=Record)

Value = str | int | float | bool | list[str] | dict[str, str | None] | None


@dataclass(frozen=True, slots=True)
class Extract:
    """The records of a dataset as somebody may see them, where they come from, and what was measured on them.

    The hash in `meta` is that of the records alone.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    meta: dict[str, str | int | None]
    measures: Measures = field(default_factory=Measures)


def extract(view: View, dataset: str | None, as_of: datetime | None = None) -> Extract:
    """What `view` shows of a dataset, of all without one. The hash is that of exactly these records.

    Files are handed on: the number of a reading of few cases is in none, not in those of the office either.
    """
    nodes = tuple(_whole(view, record) for kind in NODE_KINDS for record in view.all(kind, dataset))
    edges = tuple(_whole(view, record) for kind in EDGE_KINDS for record in view.all(kind, dataset))
    meta: dict[str, str | int | None] = {
        "product": PRODUCT,
        "schemaVersion": SCHEMA_VERSION,
        "revision": view.revision,
        "asOf": as_of.isoformat() if as_of is not None else None,
        "hash": digest([*nodes, *edges]),
    }
    return Extract(nodes, edges, meta)


def attributes(record: Record) -> dict[str, Value]:
    """The record's own properties by attribute name, also those that are not known; ends of edges left out."""
    kind = type(record)
    return {attribute_name(kind, prop): _value(record, prop) for prop in properties(kind) if not prop.is_end}


def _whole(view: View, record: K) -> K:
    """The record without links to what the reader may not see, and without what few cases give away."""
    kept: dict[str, Any] = {}
    for prop in references(type(record)):
        held = targets(record, prop)
        seen = tuple(ref for ref in held if view.get(ref) is not None)
        if seen != held:
            kept[prop.name] = seen if prop.value_type is ValueType.REFERENCES else None
    whole = replace(record, **kept) if kept else record
    return cast("K", without_numbers(whole)) if isinstance(whole, Reading) and is_suppressed(whole) else whole


def _value(record: Record, prop: Property) -> Value:
    value: Any = getattr(record, prop.name)
    if isinstance(value, VagueDate):
        return {"text": value.text, "earliest": day(value.earliest), "latest": day(value.latest)}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return day(value)
    if prop.value_type is ValueType.STATE and value is not None:
        return str(value)
    plain: Value = value
    return plain


def day(value: date | None) -> str | None:
    """The day as ISO text."""
    return value.isoformat() if value is not None else None
