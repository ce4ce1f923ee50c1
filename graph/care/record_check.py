"""What is wrong with one record: with its id, its values, what it points at."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import VagueDate
from graph.language import Text
from graph.model import KINDS, Record, Ref, global_id
from graph.rows import references, targets
from graph.schema import Property, ValueType, properties
from graph.text import forbidden_character, normalise


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it has to be."""

    code: str
    subject: str
    message: Text


UNKEEPABLE = frozenset({"UNREADABLE", "WRONG_TYPE", "BROKEN_REFERENCE"})
"""The codes of records that no store can keep."""


def problems_of(record: Record, kinds: Mapping[Ref, str]) -> Iterator[Problem]:
    """What is wrong with a record; `kinds` says of which kind each record is that there is."""
    name = f"{type(record).__name__} {record.external_id}"
    if record.id != global_id(record.dataset, type(record).__name__, record.external_id):
        yield Problem("WRONG_ID", name, Text("Die Kennung passt nicht zum Eintrag.", "The id does not fit the entry."))
    for prop in properties(type(record)):
        value = getattr(record, prop.name)
        if not _fits(prop, value):
            yield _problem(
                "WRONG_TYPE", name, prop, "„{label}“ hat einen unmöglichen Wert.", "“{label}” is impossible."
            )
        elif prop.value_type is ValueType.TEXT and isinstance(value, str):
            yield from _text_problems(name, prop, value)
    for prop in references(type(record)):
        for target in targets(record, prop):
            yield from _reference_problems(name, prop, kinds.get(target))


def hindrances(record: Record, kinds: Mapping[Ref, str]) -> Iterator[Problem]:
    """What keeps a record from being written; text that is not in normal form is brought into it then."""
    return (problem for problem in problems_of(record, kinds) if problem.code != "NOT_NFC")


_TYPES: dict[ValueType, type | tuple[type, ...]] = {
    ValueType.TEXT: str,
    ValueType.INTEGER: int,
    ValueType.NUMBER: (int, float),
    ValueType.FLAG: bool,
    ValueType.DATE: date,
    ValueType.VAGUE_DATE: VagueDate,
    ValueType.TEXTS: tuple,
    ValueType.REFERENCE: str,
    ValueType.REFERENCES: tuple,
}


def _fits(prop: Property, value: Any) -> bool:
    if value is None:
        return not prop.required
    if prop.states is not None:
        return isinstance(value, prop.states)
    if not isinstance(value, _TYPES[prop.value_type]):
        return False
    if isinstance(value, bool):
        return prop.value_type is ValueType.FLAG
    if isinstance(value, tuple):
        return all(isinstance(item, str) for item in value)
    return not isinstance(value, float) or math.isfinite(value)


def _text_problems(name: str, prop: Property, value: str) -> Iterator[Problem]:
    if prop.required and not value.strip():
        yield _problem("MISSING", name, prop, "„{label}“ fehlt.", "“{label}” is missing.")
    character = forbidden_character(value)
    if character:
        de, en = "„{label}“ enthält das Zeichen {c}.", "“{label}” holds the character {c}."
        yield _problem("FORBIDDEN_CHARACTER", name, prop, de, en, c=character)
    if value != normalise(value):
        yield _problem("NOT_NFC", name, prop, "„{label}“ ist nicht in Normalform C.", "“{label}” is not in NFC.")


def _reference_problems(name: str, prop: Property, kind: str | None) -> Iterator[Problem]:
    assert prop.to is not None
    if kind is None:
        yield _problem("BROKEN_REFERENCE", name, prop, "„{label}“ verweist auf nichts.", "“{label}” points at nothing.")
    elif kind not in prop.to.kinds:
        label = KINDS[kind].meta.label if kind in KINDS else Text(kind, kind)
        yield _problem(
            "WRONG_KIND", name, prop, "„{label}“ verweist auf {kind}.", "“{label}” points at {kind}.", kind=label
        )


def _problem(code: str, name: str, prop: Property, de: str, en: str, **values: object) -> Problem:
    return Problem(code, name, Text(de, en).fill(label=prop.label, **values))
