"""The plain GraphQL types: one for each kind of the model, with the fields that the model declares."""

from collections.abc import Callable, Iterator
from typing import Any

from strawberry.types.field import StrawberryField

from api.graphql.declare import TYPES, declare, declare_enum, field, words
from api.graphql.following import many, one
from graph.dates import VagueDate
from graph.model import KINDS, Record
from graph.schema import Property, ValueType, label_of, properties

_SCALARS = {
    ValueType.TEXT: "str",
    ValueType.INTEGER: "int",
    ValueType.NUMBER: "float",
    ValueType.FLAG: "bool",
    ValueType.DATE: "date",
    ValueType.VAGUE_DATE: "VagueDate",
    ValueType.TEXTS: "list[str]",
}


def declare_kinds(inverse: Callable[[type[Record]], Iterator[StrawberryField]]) -> None:
    """Declare the types of all kinds; `inverse` says what else leads away from a kind."""
    _declare_shared()
    for kind in KINDS.values():
        declare(
            kind.__name__,
            f"{(kind.__doc__ or '').strip()} {words(kind.meta.label)}",
            [*_identity(), *own_fields(kind), *inverse(kind)],
            bases=(TYPES["Record"],),
            of=kind,
        )


def own_fields(kind: type[Record]) -> Iterator[StrawberryField]:
    """The fields that the model declares for a kind. Ends of edges are there for whoever sees the edge."""
    for prop in properties(kind):
        description = words(prop.label, prop.help)
        if prop.states is not None and prop.states.__name__ not in TYPES:
            declare_enum(prop.states)
        yield field(prop.name, _annotation(kind, prop), description, _resolver(prop))


def _declare_shared() -> None:
    declare(
        "VagueDate",
        "A wording on time, and the first and last day that it can mean; null where it sets no bound.",
        [
            field("text", "str", "The wording of the source."),
            field("earliest", "date | None", "The first day that it can mean."),
            field("latest", "date | None", "The last day that it can mean."),
        ],
        of=VagueDate,
    )
    declare("Node", "Anything with an id.", [_id()], interface=True)
    declare(
        "Record",
        "What every entry of the graph has, whatever its kind.",
        [*_identity(), *own_fields(Record)],
        bases=(TYPES["Node"],),
        interface=True,
    )


def _identity() -> Iterator[StrawberryField]:
    yield _id()
    yield field("dataset", "str", "The dataset that it belongs to, usually one district.")
    yield field("external_id", "str", "The id that its dataset gives it; unique only there and within its kind.")
    yield field("version", "int", "How often it was written; tell it when you change the entry.")
    if_none = "Name, title or label; the external id of what has none."
    yield field("label", "str", f"What people recognise it by. {if_none}", lambda root: label_of(_record(root)))


def _id() -> StrawberryField:
    return field("id", "ID", "Opaque id, equal on every store and in every backup.")


def _record(root: Any) -> Record:
    found: Record = getattr(root, "record", root)
    return found


def _annotation(kind: type[Record], prop: Property) -> str:
    if prop.is_reference:
        assert prop.to is not None
        target = prop.to.kinds[0] if len(prop.to.kinds) == 1 else "Record"
        if prop.value_type is ValueType.REFERENCES:
            return f"list[{target}]"
        return target if prop.is_end else f"{target} | None"
    name = prop.states.__name__ if prop.states is not None else _SCALARS[prop.value_type]
    return name if _always_there(kind, prop) else f"{name} | None"


def _always_there(kind: type[Record], prop: Property) -> bool:
    default = kind.__dataclass_fields__[prop.name].default
    return prop.required or prop.value_type is ValueType.TEXTS or default is not None


def _resolver(prop: Property) -> Callable[..., object] | None:
    if not prop.is_reference:
        return None
    return many(prop.name) if prop.value_type is ValueType.REFERENCES else one(prop.name)
