"""What a filter means, in plain Python over plain records: slow, and nothing shared with the code that it judges."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from graph.dates import VagueDate
from graph.model import KINDS, Record
from graph.relations import Relation, relations
from graph.rights import Viewer, visible
from graph.rows import targets
from graph.schema import label_of, properties, property_of
from graph.text import fold, normalise, sort_key

Step = tuple[Record, Record | None]
Other = tuple[Record, bool] | None
OTHER = {"source": "target", "target": "source"}


class Oracle:
    """The records that a viewer sees, and questions about them."""

    def __init__(self, records: Mapping[Any, Record], viewer: Viewer) -> None:
        self.seen = visible(viewer, records)

    def answer(self, kind: type[Record], where: Mapping[str, Any]) -> set[str]:
        return {ref for ref, record in self.seen.items() if type(record) is kind and self.holds(record, where)}

    def ordered(self, kind: type[Record], where: Mapping[str, Any], order: Sequence[tuple[str, str]]) -> list[str]:
        rows = [self.seen[ref] for ref in sorted(self.answer(kind, where))]  # type: ignore[index]  # ids are texts
        for name, direction in reversed(order or [("label", "asc"), ("externalId", "asc")]):
            there = [row for row in rows if _sort_value(row, name) is not None]
            there.sort(key=lambda row, name=name: _sort_value(row, name), reverse=direction == "desc")  # type: ignore[misc]
            rows = there + [row for row in rows if _sort_value(row, name) is None]
        return [row.id for row in rows]

    def holds(self, record: Record, where: Mapping[str, Any], mixed: bool = False, other: Other = None) -> bool:
        """`mixed`: the record stands where several kinds may; `other`: the node at the other end and the same of it."""
        return all(self._entry(record, key, value, mixed, other) for key, value in where.items())

    def steps(self, record: Record, relation: Relation) -> list[Step]:
        if relation.edge is not None:
            found: dict[str, Step] = {}
            for edge in self.seen.values():
                for end in relation.properties if type(edge) is relation.edge else ():
                    if getattr(edge, end) == record.id:
                        found.setdefault(edge.id, (self.seen[getattr(edge, OTHER[end])], edge))
            return [step for step in found.values() if type(step[0]) in relation.kinds]
        if relation.inverse:
            near = [r for r in self.seen.values() if type(r) in relation.kinds]
            return [(r, None) for r in near if any(record.id in _refs(r, name) for name in relation.properties)]
        ids = dict.fromkeys(_refs(record, relation.properties[0]))
        return [(self.seen[ref], None) for ref in ids if ref in self.seen]  # type: ignore[index]  # ids are texts

    def _entry(self, record: Record, key: str, value: Any, mixed: bool, other: Other) -> bool:
        if key in ("and", "or"):
            return {"and": all, "or": any}[key](self.holds(record, part, mixed, other) for part in value)
        if key == "not":
            return not self.holds(record, value, mixed, other)
        if key == "node" and other is not None:
            return self.holds(other[0], value, other[1])
        kind = key[0].upper() + key[1:]
        if mixed and kind in KINDS:
            return type(record) is KINDS[kind] and self.holds(record, value)
        relation = relations(type(record)).get(key)
        if relation is not None and not mixed:
            return self._relation(self.steps(record, relation), value, len(relation.kinds) > 1)
        return all(_compare(_value(record, key), operator, wanted) for operator, wanted in value.items())

    def _relation(self, steps: list[Step], value: Mapping[str, Any], mixed: bool) -> bool:
        def those(where: Mapping[str, Any]) -> list[Step]:
            return [
                (node, edge)
                for node, edge in steps
                if (self.holds(node, where, mixed) if edge is None else self.holds(edge, where, False, (node, mixed)))
            ]

        answers: dict[str, Callable[[Any], bool]] = {
            "some": lambda where: bool(those(where)),
            "none": lambda where: not those(where),
            "every": lambda where: len(those(where)) == len(steps),
            "countGte": lambda count: len({node.id for node, _ in those(value.get("where") or {})}) >= count,
            "isNull": lambda wanted: (not steps) is wanted,
            "eq": lambda ref: any(node.id == ref for node, _ in steps),
            "in": lambda refs: any(node.id in refs for node, _ in steps),
            "contains": lambda ref: any(node.id == ref for node, _ in steps),
        }
        return all(answers[name](given) for name, given in value.items() if name != "where")


def _refs(record: Record, name: str) -> tuple[str, ...]:
    return targets(record, property_of(type(record), name))


def _value(record: Record, name: str) -> Any:
    own = {prop.json_name: prop.name for prop in properties(type(record))}
    if name == "label":
        return _Label(label_of(record))
    return getattr(record, own.get(name, {"externalId": "external_id"}.get(name, name)))


def _compare(value: Any, operator: str, wanted: Any) -> bool:
    if operator == "isNull":
        return (value is None) is wanted
    if value is None:
        return False
    if operator == "in":
        values = value if isinstance(value, tuple) else (value,)
        return any(_compare(one, "eq", each) for one in values for each in wanted)
    if operator == "contains":
        if isinstance(value, tuple):
            return fold(wanted) in [fold(text) for text in value]
        return fold(wanted) in fold(value.text if isinstance(value, VagueDate) else str(value))
    if isinstance(value, VagueDate):
        day = date.fromisoformat(wanted)
        return {"eq": (day, day) == (value.earliest, value.latest), "gte": value.certainly_from(day),
                "lte": value.certainly_by(day)}[operator]  # fmt: skip
    if isinstance(value, date):
        value, wanted = value, date.fromisoformat(wanted)
    elif isinstance(value, _Label) and operator != "eq":
        value, wanted = sort_key(value), sort_key(normalise(wanted))
    elif isinstance(wanted, str):
        wanted = normalise(wanted)
    return bool({"eq": value == wanted, "gte": operator == "gte" and value >= wanted,
                 "lte": operator == "lte" and value <= wanted}[operator])  # fmt: skip


def _sort_value(record: Record, name: str) -> Any:
    value = _value(record, name)
    if isinstance(value, VagueDate):
        return value.earliest
    if isinstance(value, Enum):
        return list(type(value)).index(value)
    return sort_key(value) if isinstance(value, str) and name not in ("id", "dataset", "externalId") else value


class _Label(str):
    __slots__ = ()
