"""What a filter is made of. The parser has checked every name and value; evaluating one can't fail."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from graph.model import Record

Operator = Literal["eq", "in", "contains", "gte", "lte", "isNull"]
Quantifier = Literal["some", "none", "every", "countGte"]
Operand = str | int | float | bool | tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """A property compared with a value in its plain form: days as ISO text, states by name, a sorted tuple for `in`."""

    name: str
    operator: Operator
    value: Operand


@dataclass(frozen=True, slots=True)
class All:
    """True if every part is: `and`, and the entries of one object."""

    parts: "tuple[Where, ...]" = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True if some part is: `or`."""

    parts: "tuple[Where, ...]" = ()


@dataclass(frozen=True, slots=True)
class Not:
    """True exactly where the part is false."""

    part: "Where"


@dataclass(frozen=True, slots=True)
class Hop:
    """Whether some, none, every or at least `count` of those at the other side of a relation are so.

    `countGte` counts each neighbour once, however many edges lead to it. Along an edge `where` speaks of the edge, and
    of the node at the other end by an `OtherEnd`.
    """

    relation: str
    quantifier: Quantifier
    where: "Where"
    count: int = 0


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """Along an edge: whether the node at the other end is so."""

    where: "Where"


@dataclass(frozen=True, slots=True)
class OfKind:
    """Where records of several kinds may stand: whether it is of this kind, and so."""

    kind: str
    where: "Where"


Where = Test | All | AnyOf | Not | Hop | OtherEnd | OfKind

EVERYTHING = All()


@dataclass(frozen=True, slots=True)
class Filter:
    """A question about the records of one kind."""

    kind: type[Record]
    where: Where = EVERYTHING

    @property
    def fingerprint(self) -> str:
        """Equal for equal filters, in every process: a cursor tells by it which question it belongs to."""
        return blake2b(f"{self.kind.__name__} {self.where!r}".encode(), digest_size=8).hexdigest()
