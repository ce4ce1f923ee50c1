"""Filters from plain values: what GraphQL, the command line and Python code hand in, checked name by name."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from graph.model import Record
from graph.query.fields import Field, common_fields
from graph.query.operands import operand, refused
from graph.query.values import (
    EVERYTHING,
    All,
    AnyOf,
    Filter,
    Hop,
    Not,
    OfKind,
    Operator,
    OtherEnd,
    Quantifier,
    Test,
    Where,
)
from graph.relations import Relation, relations
from graph.schema import ValueType

LEVELS_OUTSIDE = 4
LEVELS = 8
MOST_BOOLEAN_LEVELS = 32
MOST_CONDITIONS = 200

_QUANTIFIERS: tuple[Quantifier, ...] = ("some", "none", "every", "countGte")
Kinds = tuple[type[Record], ...]


def parse_filter(kind: type[Record], data: Mapping[str, Any] | None, *, levels: int = LEVELS) -> Filter:
    """The filter that was written for a kind; None asks nothing. `levels` of relations may stand within each other.

    Raises Invalid with one sentence that names the place.
    """
    return Filter(kind, EVERYTHING if data is None else _Parser(levels).where((kind,), data, (), 0, 0))


def parse_along(relation: Relation, data: Mapping[str, Any] | None) -> Where:
    """What is asked of the steps of a relation: of the records at the other side, or of edges and their `node`."""
    return EVERYTHING if data is None else _Parser(LEVELS).step(relation, data, (), 1, 0)


class _Parser:
    def __init__(self, levels: int) -> None:
        self._levels = levels
        self._conditions = 0

    def where(
        self, kinds: Kinds, data: Any, path: tuple[str, ...], level: int, depth: int, far: Kinds | None = None
    ) -> Where:
        """One object of conditions on records of these kinds; `far` are those at the other end of an edge."""
        if not isinstance(data, Mapping):
            raise refused(_named(path), "erwartet ein Objekt mit Bedingungen", "expects an object of conditions")
        parts: list[Where] = []
        for key, value in data.items():
            self._count(path)
            parts += self._entry(kinds, str(key), value, (*path, str(key)), level, depth, far)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def step(self, relation: Relation, data: Any, path: tuple[str, ...], level: int, depth: int) -> Where:
        """Conditions on the steps of a relation."""
        if relation.edge is not None:
            return self.where((relation.edge,), data, path, level, depth, far=relation.kinds)
        return self.where(relation.kinds, data, path, level, depth)

    def _entry(
        self, kinds: Kinds, key: str, value: Any, path: tuple[str, ...], level: int, depth: int, far: Kinds | None
    ) -> Iterator[Where]:
        if key in ("and", "or", "not"):
            if depth == MOST_BOOLEAN_LEVELS:
                raise _too_much(
                    path, f"mehr als {depth} Ebenen aus and, or und not", f"more than {depth} levels of and, or and not"
                )
            yield self._boolean(kinds, key, value, path, level, depth + 1, far)
        elif key == "node" and far is not None:
            yield OtherEnd(self.where(far, value, path, level, depth))
        elif len(kinds) > 1 and key in (names := {_narrow(kind): kind for kind in kinds}):
            yield OfKind(names[key].__name__, self.where((names[key],), value, path, level, depth))
        elif key in (known := common_fields(kinds)):
            yield from self._tests(known[key], value, path)
        elif len(kinds) == 1 and key in relations(kinds[0]):
            yield from self._hops(relations(kinds[0])[key], value, path, level, depth)
        else:
            raise _unknown(kinds, key, path, far)

    def _boolean(
        self, kinds: Kinds, key: str, value: Any, path: tuple[str, ...], level: int, depth: int, far: Kinds | None
    ) -> Where:
        if key == "not":
            return Not(self.where(kinds, value, path, level, depth, far))
        if not isinstance(value, list | tuple):
            raise refused(_named(path), "erwartet eine Liste von Objekten", "expects a list of objects")
        parts = []
        for part in value:
            self._count(path)
            parts.append(self.where(kinds, part, path, level, depth, far))
        return All(tuple(parts)) if key == "and" else AnyOf(tuple(parts))

    def _tests(self, field: Field, value: Any, path: tuple[str, ...]) -> Iterator[Where]:
        for name, given in _items(value, path):
            operator = _chosen(name, field.operators, path)
            yield Test(field.name, operator, operand(field, operator, given, _named((*path, name))))

    def _hops(self, relation: Relation, value: Any, path: tuple[str, ...], level: int, depth: int) -> Iterator[Where]:
        items = dict(_items(value, path))
        counted = items.pop("where", None)
        if counted is not None and "countGte" not in items:
            raise refused(_named((*path, "where")), "gehört zu countGte", "belongs to countGte")
        for name, given in items.items():
            at = (*path, name)
            if name in _shorthand(relation):
                yield self._named_directly(relation, name, given, at)
                continue
            quantifier = _chosen(name, (*_QUANTIFIERS, *_shorthand(relation)), path)
            if level == self._levels:
                raise _too_much(
                    at, f"mehr als {level} Beziehungen ineinander", f"more than {level} relations within each other"
                )
            if quantifier == "countGte":
                where = self.step(relation, {} if counted is None else counted, (*path, "where"), level + 1, depth)
                count = operand(_COUNT, "eq", given, _named(at))
                yield Hop(relation.name, quantifier, where, int(count) if isinstance(count, int) else 0)
            else:
                yield Hop(relation.name, quantifier, self.step(relation, given, at, level + 1, depth))

    def _named_directly(self, relation: Relation, name: str, given: Any, path: tuple[str, ...]) -> Where:
        """A reference compared with ids, or asked whether it is there."""
        if name == "isNull":
            return Hop(relation.name, "none" if operand(_ID, "isNull", given, _named(path)) else "some", EVERYTHING)
        operator: Operator = "in" if name == "in" else "eq"
        return Hop(relation.name, "some", Test("id", operator, operand(_ID, operator, given, _named(path))))

    def _count(self, path: tuple[str, ...]) -> None:
        self._conditions += 1
        if self._conditions > MOST_CONDITIONS:
            raise _too_much(path, f"mehr als {MOST_CONDITIONS} Bedingungen", f"more than {MOST_CONDITIONS} conditions")


_ID = Field("id", "id", ValueType.TEXT, ())
_COUNT = Field("countGte", "", ValueType.INTEGER, ())


def _shorthand(relation: Relation) -> tuple[Operator, ...]:
    if relation.prop is None:
        return ()
    return ("contains",) if relation.prop.value_type is ValueType.REFERENCES else ("eq", "in", "isNull")


def _items(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise refused(_named(path), "erwartet ein Objekt", "expects an object")
    return ((str(name), given) for name, given in value.items())


def _chosen(name: str, known: Sequence[Any], path: tuple[str, ...]) -> Any:
    if name not in known:
        listed = ", ".join(known)
        raise refused(_named((*path, name)), f"gibt es nicht; möglich sind {listed}", f"does not exist; use {listed}")
    return name


def _narrow(kind: type[Record]) -> str:
    return kind.__name__[0].lower() + kind.__name__[1:]


def _unknown(kinds: Kinds, key: str, path: tuple[str, ...], far: Kinds | None) -> Exception:
    known = {*common_fields(kinds), "and", "or", "not", *(() if far is None else ("node",))}
    known |= set(relations(kinds[0])) if len(kinds) == 1 else {_narrow(kind) for kind in kinds}
    near = get_close_matches(key, sorted(known), 1)
    de = f"gibt es bei {' / '.join(kind.meta.label.de for kind in kinds)} nicht"
    en = f"does not exist on {' / '.join(kind.meta.label.en for kind in kinds)}"
    if near:
        de, en = f"{de}; gemeint ist vielleicht {near[0]}", f"{en}; maybe {near[0]} is meant"
    return refused(_named(path), de, en)


def _too_much(path: tuple[str, ...], de: str, en: str) -> Exception:
    return refused(_named(path), f"geht zu weit: {de}", f"goes too far: {en}")


def _named(path: tuple[str, ...]) -> str:
    return ".".join(name if len(name) <= 60 else f"{name[:60]}…" for name in path) or "{}"
