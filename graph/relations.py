"""What leads from one kind to another, by the names that filters and GraphQL use.

Forward, a relation is a reference property (`fields` of Measure) or an end of an edge. Backward it is the list of
those that name the record: under a name of its own where people ask for it (`graph.inverse`), else under the name of
kind and property (`planChangesByOldMeasure`). An edge is a relation of each kind that may stand at one of its ends, to
the other end, and can be asked for what it says itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.errors import Invalid
from graph.inverse import INVERSE
from graph.language import Text
from graph.model import EDGE_KINDS, KINDS, Edge, Record
from graph.schema import Property, camel_case, is_edge, per_kind, properties, property_of


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation `name` of the kind `owner`, to records of `kinds`.

    `properties` are those of the owner, or with `inverse` those of the other side; along an `edge` they are the ends at
    which the owner may stand. `prop` is the reference property that a forward relation is.
    """

    owner: type[Record]
    name: str
    kinds: tuple[type[Record], ...]
    properties: tuple[str, ...]
    inverse: bool = False
    edge: type[Edge] | None = None

    @property
    def prop(self) -> Property | None:
        """The property that the owner declares; None for what leads to it and for edges."""
        return None if self.inverse or self.edge is not None else property_of(self.owner, self.properties[0])


def plural(kind: type[Record]) -> str:
    """What a list of the kind is called: `statusReports`, `duties`, `surveys`."""
    name = kind.__name__[0].lower() + kind.__name__[1:]
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"


@per_kind
def relations(kind: type[Record]) -> Mapping[str, Relation]:
    """Every relation of a kind, by name."""
    return {relation.name: relation for relation in (*_forward(kind), *_along_edges(kind), *_backward(kind))}


def relation_named(kind: type[Record], name: str) -> Relation:
    """The relation of that name. Raises Invalid."""
    found = relations(kind).get(name)
    if found is None:
        raise Invalid(
            Text(
                f"„{name}“ ist keine Beziehung von {kind.meta.label.de}.",
                f"“{name}” is no relation of {kind.meta.label.en}.",
            )
        )
    return found


def kinds_of(prop: Property) -> tuple[type[Record], ...]:
    """The kinds that a reference may name."""
    return () if prop.to is None else tuple(KINDS[name] for name in prop.to.kinds)


def ends_of(edge: type[Edge], kind: type[Record]) -> tuple[str, ...]:
    """The ends of an edge at which records of the kind may stand."""
    return tuple(end for end in ("source", "target") if kind in kinds_of(property_of(edge, end)))


def _forward(kind: type[Record]) -> Iterator[Relation]:
    for prop in properties(kind):
        if prop.is_reference:
            yield Relation(kind, prop.json_name, kinds_of(prop), (prop.name,))


def _along_edges(kind: type[Record]) -> Iterator[Relation]:
    other = {"source": "target", "target": "source"}
    for edge in EDGE_KINDS:
        ends = ends_of(edge, kind)
        if ends:
            yield Relation(kind, plural(edge), kinds_of(property_of(edge, other[ends[0]])), ends, edge=edge)


def _backward(kind: type[Record]) -> Iterator[Relation]:
    named = [inverse for inverse in INVERSE if inverse.owner == kind.__name__]
    for inverse in named:
        yield Relation(kind, camel_case(inverse.name), (inverse.kind,), inverse.properties, inverse=True)
    alone = {(inverse.kind, inverse.properties) for inverse in named}
    for other in KINDS.values():
        for prop in properties(other):
            is_end = prop.is_end and is_edge(other)
            if kind in kinds_of(prop) and not is_end and (other, (prop.name,)) not in alone:
                name = f"{plural(other)}By{prop.json_name[0].upper()}{prop.json_name[1:]}"
                yield Relation(kind, name, (other,), (prop.name,), inverse=True)
