"""How GraphQL types are declared where the model says what they hold: by name, so that they may name each other."""

import enum
from collections.abc import Callable, Iterable
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryOptional
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from api.graphql import types
from graph.language import Text

TYPES: dict[str, Any] = vars(types)
"""Every type by its name."""


def field(
    name: str, annotation: str, description: str, resolver: Callable[..., object] | None = None
) -> StrawberryField:
    """A field of a type that may be declared later; without a resolver, the attribute of that name."""
    return StrawberryField(
        python_name=name,
        type_annotation=StrawberryAnnotation(_closed_list(annotation) or annotation, namespace=TYPES),
        description=description,
        base_resolver=StrawberryResolver(resolver) if resolver is not None else None,
    )


def declare(
    name: str,
    description: str,
    fields: Iterable[StrawberryField],
    *,
    bases: tuple[type, ...] = (),
    of: type | None = None,
    interface: bool = False,
) -> type:
    """Declare a type. Its objects are those of class `of`, just as the picture holds them: no answer copies any."""
    body: dict[str, Any] = {declared.python_name: declared for declared in fields}
    body["__module__"] = types.__name__
    if of is not None:
        body["is_type_of"] = staticmethod(lambda found, _: isinstance(found, of))
    if interface:
        body["resolve_type"] = staticmethod(lambda found, *_: type(found).__name__)
    decorate = strawberry.interface if interface else strawberry.type
    TYPES[name] = decorate(type(name, bases, body), name=name, description=description)
    declared_type: type = TYPES[name]
    return declared_type


def declare_enum(states: type[enum.Enum], name: str | None = None) -> None:
    """Declare a closed list. What its members are called in German and English becomes their description."""
    name = name or states.__name__
    values = [
        EnumValue(member.name, member.value, description=words(label) if (label := _label(member)) else None)
        for member in states
    ]
    doc = (states.__doc__ or "").strip()
    TYPES[name] = StrawberryEnumDefinition(states, name, values, doc if _is_own(states, doc) else None)


def words(label: Text, note: Text | None = None) -> str:
    """A description: the English words, the German ones where they differ, and what there is to know."""
    named = label.en if label.en == label.de else f"{label.en} ({label.de})"
    return f"{named}. {note.en}" if note is not None else f"{named}."


def _closed_list(annotation: str) -> StrawberryOptional | None:
    """`Role | None` for a closed list that has been declared; Python can't say it of the definition itself."""
    name, separator, _ = annotation.partition(" | None")
    declared = TYPES.get(name)
    return StrawberryOptional(declared) if separator and isinstance(declared, StrawberryEnumDefinition) else None


def _label(member: enum.Enum) -> Text | None:
    label = getattr(member, "label", None)
    return label if isinstance(label, Text) else None


def _is_own(states: type[enum.Enum], doc: str) -> bool:
    return bool(doc) and not any(doc == (base.__doc__ or "").strip() for base in states.__mro__[1:])
