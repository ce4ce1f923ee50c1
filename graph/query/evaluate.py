"""A filter over a picture, a set at a time: a mask for each kind, one scatter for each relation.

Work grows with the number of hops times the edges, whatever the degrees. What the viewer may not see is left out at
both ends and on the edge of every hop.
"""

import json
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.model import KINDS, Record
from graph.query.fields import Field, fields
from graph.query.values import All, AnyOf, Hop, Not, OfKind, OtherEnd, Test, Where
from graph.relations import Relation, relations
from graph.schema import ValueType
from graph.text import fold, sort_key

if TYPE_CHECKING:
    from graph.picture.column import Column, Mask
    from graph.picture.hops import Hops
    from graph.picture.view import View

Kinds = tuple[type[Record], ...]


def matching(view: "View", kinds: Kinds, where: Where) -> "Mask":
    """Which rows of these kinds (one behind the other) the filter is true for, visible or not."""
    match where:
        case All() | AnyOf() | Not():
            return _combined(where, _rows(view, kinds), lambda part: matching(view, kinds, part))
        case OfKind(name, inner):
            found = np.zeros(_rows(view, kinds), np.bool_)
            start = 0
            for kind in kinds:
                size = _rows(view, (kind,))
                if kind is KINDS[name]:
                    found[start : start + size] = matching(view, (kind,), inner)
                start += size
            return found
        case Test():
            return _joined([_tested(view, kind, where) for kind in kinds])
        case Hop():
            return _joined([_hopped(view, kind, where) for kind in kinds])
        case OtherEnd():
            raise AssertionError("an other end has to stand along an edge")


def steps_that(view: "View", relation: Relation, hops: "Hops", where: Where) -> "Mask":
    """Which steps of a relation are visible at the far side and on the edge, and so."""
    far = _joined([view.mask_of(kind) for kind in relation.kinds])
    seen: Mask = far[hops.far]
    if relation.edge is not None:
        seen = seen & view.mask_of(relation.edge)[hops.edge]
    return seen if where == All() else seen & _of_steps(view, relation, hops, where)


def _of_steps(view: "View", relation: Relation, hops: "Hops", where: Where) -> "Mask":
    if relation.edge is None:
        return _at(matching(view, relation.kinds, where), hops.far)
    match where:
        case All() | AnyOf() | Not():
            return _combined(where, len(hops.near), lambda part: _of_steps(view, relation, hops, part))
        case OtherEnd(inner):
            return _at(matching(view, relation.kinds, inner), hops.far)
    return _at(matching(view, (relation.edge,), where), hops.edge)


def _combined(where: All | AnyOf | Not, size: int, evaluate: "Callable[[Where], Mask]") -> "Mask":
    if isinstance(where, Not):
        return ~evaluate(where.part)
    every = isinstance(where, All)
    found = np.full(size, every)
    for part in where.parts:
        if every:
            found &= evaluate(part)
        else:
            found |= evaluate(part)
    return found


def _hopped(view: "View", kind: type[Record], hop: Hop) -> "Mask":
    relation = relations(kind)[hop.relation]
    size = _rows(view, (kind,))
    if hop.quantifier == "countGte" and hop.count <= 0:
        return np.ones(size, np.bool_)
    hops = view.picture.hops(relation)
    if hop.quantifier == "every":
        broken = steps_that(view, relation, hops, Not(hop.where))
        return ~hops.starts(broken, size)
    chosen = steps_that(view, relation, hops, hop.where)
    if hop.quantifier == "countGte":
        enough: Mask = hops.neighbours(chosen, size) >= hop.count
        return enough
    some = hops.starts(chosen, size)
    return some if hop.quantifier == "some" else ~some


def _tested(view: "View", kind: type[Record], test: Test) -> "Mask":
    field = fields(kind)[test.name]
    column = view.picture.table(kind).label if field.is_label else view.column(kind, field.column)
    if test.operator == "isNull":
        missing = column.missing()
        return missing if test.value else ~missing
    if test.operator == "contains":
        return _containing(field, column, str(test.value))
    if field.value_type is ValueType.TEXTS:
        wanted = set(_several(test.value))
        return column.where(lambda texts: not wanted.isdisjoint(json.loads(texts)))
    if field.value_type is ValueType.VAGUE_DATE:
        return _vague(view, kind, field, test)
    if test.operator in ("eq", "in"):
        return column.among(_several(test.value))
    if field.is_label:
        return _in_range(column, test)
    return column.at_least(test.value) if test.operator == "gte" else column.at_most(test.value)


def _containing(field: Field, column: "Column", text: str) -> "Mask":
    """Texts by the search key, which forgives case and umlauts; of a list one whole element has to be it."""
    key = fold(text)
    if field.value_type is ValueType.TEXTS:
        return column.where_key(_folded_list, lambda keys: key in keys)
    return column.where_key(fold, lambda held: key in held)


def _folded_list(texts: str) -> list[str]:
    return [fold(text) for text in json.loads(texts)]


def _vague(view: "View", kind: type[Record], field: Field, test: Test) -> "Mask":
    """A vague date is compared as a whole: true only if it is true for every day that the wording allows."""
    earliest, latest = (view.column(kind, f"{field.column}_{part}") for part in ("earliest", "latest"))
    if test.operator == "gte":
        return earliest.at_least(test.value)
    if test.operator == "lte":
        return latest.at_most(test.value)
    one_day = np.fromiter(map(operator.eq, earliest.values, latest.values), np.bool_, len(earliest.values))
    return earliest.among(_several(test.value)) & one_day


def _in_range(label: "Column", test: Test) -> "Mask":
    ranks = label.ranks(sort_key)
    place, is_there = ranks.place(sort_key(str(test.value)))
    found: Mask = ranks.of_rows >= place if test.operator == "gte" else ranks.of_rows < place + is_there
    return found


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _rows(view: "View", kinds: Kinds) -> int:
    return sum(len(view.picture.table(kind)) for kind in kinds)


def _joined(masks: "list[Mask]") -> "Mask":
    return masks[0] if len(masks) == 1 else np.concatenate(masks)


def _at(mask: "Mask", positions: Any) -> "Mask":
    found: Mask = mask[positions]
    return found
