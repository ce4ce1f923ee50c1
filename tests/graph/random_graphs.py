"""Random graphs and random questions about them, with all that has ever told stores and evaluators apart."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contact,
    Contribution,
    Duty,
    Event,
    Measure,
    Offer,
    Place,
    Record,
    Ref,
    Responsibility,
    StatusReport,
    Term,
    Tie,
    TieReport,
    global_id,
)
from graph.query.fields import Field, common_fields, fields
from graph.relations import Relation, kinds_of, relations
from graph.rights import GUEST, OFFICE, Viewer, ViewerRole
from graph.rows import flat, references, targets
from graph.schema import Property, ValueType, properties
from graph.text import normalise

NODES: tuple[type[Record], ...] = (Place, Term, Actor, Measure, Offer, Duty, Event, StatusReport, Contact, TieReport)
EDGES: tuple[type[Record], ...] = (Tie, Responsibility, Contribution)
TEXTS = (
    "", " ", "a", "A", "B", "z", "Höxter", "Hoexter", "HÖXTER", "Straße", "STRASSE", "ẞ", "ß", "ss", "Ärger",
    "A\u0308rger", "%", "_", "'; DROP TABLE x; --", '"', "`} ) DETACH DELETE n //", "$.a.b", "ﬁ", "🌈",
    "\uffee", "10", "9", "n.x",
)  # fmt: skip
NUMBERS = (0.0, -0.0, 1.0, 1.5, 2.0**53, 1e308, -1e308, 5e-324, 3.0)
INTEGERS = (0, 1, 2, 3, -(2**63), 2**63 - 1, 2**53, 2**53 + 1)
DAYS = (date.min, date.max, date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1))
OPERANDS = ("eq", "in", "contains", "gte", "lte")


def a_graph(chance: random.Random, *, nodes: int = 48, edges: int = 40, storable: bool = False) -> dict[Ref, Record]:
    """Some of five kinds and edges, parallel ones and loops; references that lead nowhere.

    With `storable` everything is as a store takes it.
    """
    kinds = (Actor, Measure, Term, *chance.sample(NODES, 2))
    keys: list[tuple[type[Record], str, str]] = [
        (chance.choice(kinds), chance.choice(("d", "e")), f"k{number}") for number in range(nodes)
    ]
    keys += [(chance.choice(EDGES), chance.choice(("d", "e")), f"k{number}") for number in range(edges)]
    ids: dict[type[Record], list[Ref]] = {}
    for kind, dataset, key in keys:
        ids.setdefault(kind, []).append(global_id(dataset, kind.__name__, key))
    if not storable:
        for listed in ids.values():
            listed.append(Ref("nowhere"))
    found: dict[Ref, Record] = {}
    for kind, dataset, key in keys:
        held = {prop.name: _value(chance, prop, ids) for prop in properties(kind)}
        if all(held[prop.name] is not None for prop in properties(kind) if prop.required):
            ref = global_id(dataset, kind.__name__, key)
            found[ref] = kind(id=ref, dataset=dataset, external_id=key, **held)
    return _kept(found) if storable else found


def named(record: Record) -> set[Ref]:
    """The ids that a record names."""
    return {ref for prop in references(type(record)) for ref in targets(record, prop)}


def _kept(graph: Mapping[Ref, Record]) -> dict[Ref, Record]:
    """What of a graph a store takes: no number beyond 64 bits, no reference that leads nowhere."""
    found = {ref: record for ref, record in graph.items() if not any(map(_is_large, flat(record).values()))}
    while True:
        kept = {ref: record for ref, record in found.items() if named(record) <= found.keys()}
        if len(kept) == len(found):
            return kept
        found = kept


def _is_large(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) >= 2**63


def viewers(chance: random.Random, graph: Mapping[Ref, Record]) -> tuple[Viewer, ...]:
    """Everybody, and some with a scope."""
    actors = frozenset(ref for ref, r in graph.items() if isinstance(r, Actor) and chance.random() < 0.3)
    places = frozenset(ref for ref, r in graph.items() if isinstance(r, Place) and chance.random() < 0.5)
    held = frozenset(ref for ref in graph if chance.random() < 0.1)
    return (
        OFFICE, GUEST, Viewer("o", ViewerRole.COORDINATION, datasets=frozenset({"d"})),
        Viewer("a", ViewerRole.ACTOR, actors=actors, held=held, day=date(2025, 1, 1)),
        Viewer("m", ViewerRole.MUNICIPALITY, datasets=frozenset({"e"}), places=places, nearby=held),
        Viewer("b", ViewerRole.ADVISER),
    )  # fmt: skip


def a_filter(chance: random.Random, kind: type[Record], graph: Mapping[Ref, Record], levels: int = 3) -> dict[str, Any]:
    """A random filter that is well-formed."""
    return _Questions(chance, graph).where((kind,), levels)


def an_order(chance: random.Random, kind: type[Record]) -> list[tuple[str, Any]]:
    """None, one or two keys."""
    names = [name for name, field in fields(kind).items() if field.sort_key is not None]
    return [(chance.choice(names), chance.choice(("asc", "desc"))) for _ in range(chance.choice((0, 1, 1, 2)))]


class _Questions:
    def __init__(self, chance: random.Random, graph: Mapping[Ref, Record]) -> None:
        self._chance = chance
        self._records = list(graph.values())

    def where(self, kinds: Sequence[type[Record]], levels: int, far: Sequence[type[Record]] = ()) -> dict[str, Any]:
        return dict(self._entry(tuple(kinds), levels, far) for _ in range(self._chance.choice((0, 1, 1, 1, 1, 1, 2))))

    def _entry(self, kinds: tuple[type[Record], ...], levels: int, far: Sequence[type[Record]]) -> tuple[str, Any]:
        chance, dice = self._chance, self._chance.random()
        if levels and dice < 0.15:
            parts = [self.where(kinds, levels - 1, far) for _ in range(chance.randrange(3))]
            return chance.choice(("and", "or")), parts
        if levels and dice < 0.25:
            return "not", self.where(kinds, levels - 1, far)
        if levels and far and dice < 0.5:
            return "node", self.where(far, levels - 1)
        if len(kinds) > 1 and dice < 0.7:
            kind = chance.choice(kinds)
            return kind.__name__[0].lower() + kind.__name__[1:], self.where((kind,), max(levels - 1, 0))
        if levels and len(kinds) == 1 and dice < 0.7:
            used = [r for r in relations(kinds[0]).values() if {*NODES, *EDGES} >= {*r.kinds}]
            relation = chance.choice(used)
            return relation.name, self._hop(relation, levels - 1)
        known = common_fields(kinds)
        names = _TELLING if chance.random() < 0.5 else [*known]
        field = known[chance.choice([name for name in names if name in known])]
        return field.name, self._test(field, kinds)

    def _hop(self, relation: Relation, levels: int) -> dict[str, Any]:
        chance = self._chance
        there = (relation.edge,) if relation.edge is not None else relation.kinds
        far = relation.kinds if relation.edge is not None else ()
        quantifier = chance.choice(("some", "none", "every", "countGte", "plain"))
        if quantifier == "countGte":
            return {"countGte": chance.choice((-1, 0, 1, 2, 3)), "where": self.where(there, levels, far)}
        if quantifier != "plain" or relation.prop is None:
            return {"some" if quantifier == "plain" else quantifier: self.where(there, levels, far)}
        ids = [record.id for record in chance.sample(self._records, min(3, len(self._records)))]
        if relation.prop.value_type is ValueType.REFERENCES:
            return {"contains": ids[0]}
        return chance.choice(({"isNull": True}, {"isNull": False}, {"eq": ids[0]}, {"in": ids}))

    def _test(self, field: Field, kinds: tuple[type[Record], ...]) -> dict[str, Any]:
        operator = self._chance.choice(field.operators)
        if operator == "isNull":
            return {operator: self._chance.random() < 0.5}
        if operator == "in":
            return {operator: [self._operand(field) for _ in range(self._chance.randrange(4))]}
        if operator == "contains":
            text = self._chance.choice(TEXTS)
            return {operator: text[: self._chance.randrange(1, 5)]}
        return {operator: self._operand(field)}

    def _operand(self, field: Field) -> Any:
        chance = self._chance
        if field.name in ("id", "dataset", "externalId") and self._records:
            record = chance.choice(self._records)
            return {"id": record.id, "dataset": record.dataset, "externalId": record.external_id}[field.name]
        if field.states is not None:
            return chance.choice(list(field.states)).value
        makers: dict[ValueType, Callable[[], Any]] = {
            ValueType.TEXT: lambda: chance.choice(TEXTS),
            ValueType.TEXTS: lambda: chance.choice(TEXTS),
            ValueType.INTEGER: lambda: chance.choice(INTEGERS),
            ValueType.NUMBER: lambda: chance.choice((*NUMBERS, 1, 2)),
            ValueType.FLAG: lambda: chance.random() < 0.5,
            ValueType.DATE: lambda: chance.choice(DAYS).isoformat(),
            ValueType.VAGUE_DATE: lambda: chance.choice(DAYS).isoformat(),
        }
        return makers[field.value_type]()


_TELLING = (
    "label",
    "visibility",
    "status",
    "state",
    "role",
    "externalId",
    "start",
    "amountEur",
    "level",
    "title",
    "name",
)
"""What splits a graph into halves more often than other properties do."""

_ALWAYS = {"visibility", "invented", "directed", "cooperates", "state", "status", "role", "basis", "layer"}
"""What the model gives a default."""


def _value(chance: random.Random, prop: Property, ids: Mapping[type[Record], list[Ref]]) -> Any:
    if prop.is_reference:
        there = [ref for kind in kinds_of(prop) for ref in ids.get(kind, ())]
        if prop.value_type is ValueType.REFERENCES:
            return tuple(chance.choice(there) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))) if there else ()
        return chance.choice(there) if there and (prop.required or chance.random() < 0.6) else None
    if prop.value_type is ValueType.TEXTS:
        return tuple(map(normalise, (chance.choice(TEXTS) for _ in range(chance.choice((0, 1, 2))))))
    if not prop.required and prop.name not in _ALWAYS and chance.random() < 0.4:
        return None
    if prop.states is not None:
        return chance.choice(list(prop.states))
    makers: dict[ValueType, Callable[[], Any]] = {
        ValueType.TEXT: lambda: normalise(chance.choice(TEXTS)),
        ValueType.INTEGER: lambda: chance.choice(INTEGERS),
        ValueType.NUMBER: lambda: chance.choice(NUMBERS),
        ValueType.FLAG: lambda: chance.random() < 0.5,
        ValueType.DATE: lambda: chance.choice(DAYS),
        ValueType.VAGUE_DATE: lambda: _vague(chance),
    }
    return makers[prop.value_type]()


def _vague(chance: random.Random) -> VagueDate:
    bounds = sorted(chance.sample(DAYS, 2))
    earliest, latest = (bound if chance.random() < 0.7 else None for bound in bounds)
    return chance.choice((VagueDate(chance.choice(TEXTS[2:]), earliest, latest), VagueDate.on(chance.choice(DAYS))))
