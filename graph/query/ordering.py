"""The order of an answer: by some properties, what has none last in both directions, the id deciding between equals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from graph.errors import Invalid
from graph.language import Text
from graph.model import Record
from graph.query.fields import Field, fields
from graph.schema import ValueType

if TYPE_CHECKING:
    from graph.picture.column import Column, Ints, Mask
    from graph.picture.view import View

Direction = Literal["asc", "desc"]
OrderBy = Sequence[tuple[str, Direction]]

BY_NAME: OrderBy = (("label", "asc"), ("externalId", "asc"))
"""The order of lists where nobody asks for another."""

MOST_KEYS = 8


@dataclass(frozen=True, slots=True)
class Key:
    """One property to order by."""

    field: Field
    direction: Direction


def parse_order(kind: type[Record], order_by: OrderBy) -> tuple[Key, ...]:
    """The keys meant; by name where none are given. Raises Invalid."""
    known = fields(kind)
    keys = []
    for name, direction in order_by or BY_NAME:
        if direction not in ("asc", "desc"):
            raise _refused(name, "die Richtung ist asc oder desc", "the direction is asc or desc")
        field = known.get(name)
        if field is None or field.sort_key is None:
            label = kind.meta.label
            raise _refused(name, f"danach lässt sich {label.de} nicht ordnen", f"{label.en} can't be ordered by it")
        keys.append(Key(field, direction))
    if len(keys) > MOST_KEYS:
        raise _refused(keys[MOST_KEYS].field.name, f"höchstens {MOST_KEYS} sind möglich", f"{MOST_KEYS} at most")
    return tuple(keys)


def sorted_rows(view: "View", kind: type[Record], keys: tuple[Key, ...]) -> "Ints":
    """All rows of the kind's table in this order, visible or not."""
    table = view.picture.table(kind)
    if keys == parse_order(kind, BY_NAME):
        return table.order
    places = [_places(view, kind, key) for key in reversed(keys)]
    return np.lexsort((table.column("id").codes, *places)).astype(np.int32)


def values_at(view: "View", kind: type[Record], keys: tuple[Key, ...], row: int) -> list[Any]:
    """What decides where a row stands: for each key its sort key, None where there is no value; then the id."""
    found: list[Any] = []
    for key in keys:
        value = _column(view, kind, key).values[row]
        assert key.field.sort_key is not None
        found.append(None if value is None else key.field.sort_key(value))
    return [*found, view.picture.table(kind).column("id").values[row]]


def behind(view: "View", kind: type[Record], keys: tuple[Key, ...], values: Sequence[Any]) -> "Mask":
    """Which rows come after the place that these values (see `values_at`) tell; a record may have left it."""
    table = view.picture.table(kind)
    found = table.column("id").at_least(values[-1]) & ~table.column("id").among((values[-1],))
    for key, value in reversed(list(zip(keys, values, strict=False))):
        later, level = _beside(view, kind, key, value)
        found = later | (level & found)
    return found


def _beside(view: "View", kind: type[Record], key: Key, value: Any) -> "tuple[Mask, Mask]":
    """Which rows come after a value by this key, and which stand level with it."""
    ranks = _ranks(view, kind, key)
    missing = ranks.of_rows < 0
    if value is None:
        return np.zeros(len(missing), np.bool_), missing
    place, is_there = ranks.place(value)
    level = ranks.of_rows == place if is_there else np.zeros(len(missing), np.bool_)
    later = ranks.of_rows >= place + is_there if key.direction == "asc" else ranks.of_rows < place
    return later | missing, level


def _places(view: "View", kind: type[Record], key: Key) -> "Ints":
    ranks = _ranks(view, kind, key).of_rows
    forward: Ints = np.where(ranks < 0, np.iinfo(np.int32).max, ranks if key.direction == "asc" else -ranks)
    return forward


def _ranks(view: "View", kind: type[Record], key: Key) -> Any:
    assert key.field.sort_key is not None
    return _column(view, kind, key).ranks(key.field.sort_key)


def _column(view: "View", kind: type[Record], key: Key) -> "Column":
    """The column that a key goes by; a vague date by its first day."""
    if key.field.is_label:
        return view.picture.table(kind).label
    part = "_earliest" if key.field.value_type is ValueType.VAGUE_DATE else ""
    return view.column(kind, f"{key.field.column}{part}")


def _refused(name: str, de: str, en: str) -> Invalid:
    return Invalid(Text(f"Reihenfolge: „{name}“: {de}.", f"Order: “{name}”: {en}."))
