"""What differs between two states of a record: its properties with what they held before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.dates import VagueDate
from graph.digest import digest
from graph.language import Language, Text
from graph.model import Edge, Record, Ref
from graph.model.states import State
from graph.rows import targets
from graph.schema import Property, ValueType, label_of, properties

GONE = Text("gelöscht", "erased")
"""Stands for what nobody can name any more: an entry of which nothing is kept."""

NameOf = Callable[[Ref], Text]
"""What people call the entry of an id."""

Said = str | int | float | bool | list[str] | None
"""A value as it is written in JSON: dates in ISO form, states by their code, vague dates and entries by their words."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a reference pointed at, by name, in the order of the record; `many` where there can be several."""

    names: tuple[Text, ...]
    many: bool


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """One property with its value before and after; None where it said nothing or the record was not there."""

    property: Property
    before: Any
    after: Any

    def as_dict(self, language: Language) -> dict[str, object]:
        """The same for JSON: `name`, `label`, `before`, `after`."""
        return {
            "name": self.property.json_name,
            "label": self.property.label.in_(language),
            "before": _said(self.before, language),
            "after": _said(self.after, language),
        }

    def sentence(self, language: Language) -> str:
        """The same for people: „Status: geplant → läuft“."""
        before, after = in_words(self.before, language), in_words(self.after, language)
        return f"{self.property.label.in_(language)}: {before or '–'} → {after or '–'}"


def property_changes(
    before: Record | None, after: Record | None, name_before: NameOf, name_after: NameOf
) -> tuple[PropertyChange, ...]:
    """The properties that differ, in the order of the model. With one side None, all that the other one says.

    Version and the order in which a property names other records are no content (see `graph.digest`).
    """
    known = after or before
    return tuple(_changes(type(known), before, after, name_before, name_after)) if known is not None else ()


def _changes(
    kind: type[Record], before: Record | None, after: Record | None, name_before: NameOf, name_after: NameOf
) -> Iterator[PropertyChange]:
    for prop in properties(kind):
        if _content(prop, before) != _content(prop, after):
            yield PropertyChange(prop, _value(prop, before, name_before), _value(prop, after, name_after))


def same_content(one: Record | None, other: Record | None) -> bool:
    """Whether both say the same, whatever their versions; two that are not there do."""
    if one is None or other is None:
        return one is other
    return replace(one, version=other.version) == other or digest([one]) == digest([other])


def name_of(record: Record | None, name_end: NameOf) -> Text:
    """What people call a record; an edge is called by its two ends."""
    if record is None:
        return GONE
    if isinstance(record, Edge):
        return Text("{source} – {target}", "{source} – {target}").fill(
            source=name_end(record.source), target=name_end(record.target)
        )
    return Text(label_of(record), label_of(record))


def in_words(value: Any, language: Language) -> str:
    """A value as people read it; empty where it says nothing."""
    if isinstance(value, Names):
        return "; ".join(name.in_(language) for name in value.names)
    if isinstance(value, State):
        return value.label.in_(language)
    if isinstance(value, bool):
        return (Text("ja", "yes") if value else Text("nein", "no")).in_(language)
    said = _said(value, language)
    return "; ".join(said) if isinstance(said, list) else "" if said is None else str(said)


def _said(value: Any, language: Language) -> Said:
    if isinstance(value, Names):
        names = [name.in_(language) for name in value.names]
        return names if value.many else names[0]
    if isinstance(value, VagueDate):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, State):
        return str(value)
    plain: Said = value
    return plain


def _content(prop: Property, record: Record | None) -> object:
    """What the property says, comparable; None where it says nothing."""
    if record is None:
        return None
    if prop.is_reference:
        return frozenset(targets(record, prop)) or None
    held = getattr(record, prop.name)
    return None if held == () else held


def _value(prop: Property, record: Record | None, name: NameOf) -> Any:
    if _content(prop, record) is None or record is None:
        return None
    if prop.is_reference:
        many = prop.value_type is ValueType.REFERENCES
        return Names(tuple(name(ref) for ref in targets(record, prop)), many)
    return getattr(record, prop.name)
