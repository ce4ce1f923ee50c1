"""Random districts with everything in them that may not be: what people write, and what no store would take."""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from graph.dates import VagueDate
from graph.model import Record, Ref
from graph.relations import kinds_of
from graph.schema import Property, ValueType, properties
from tests.graph.questions.random_district import a_district

_TEXTS = ("", " ", "{who}", "{", "}", "{0}", "%s", "<b>", "‮", "x" * 3000, "007", "\n", "ẞ|;", "q|p")
_DAYS = (date.min, date.max, date(2026, 1, 15), date(2024, 2, 29), date(1900, 1, 1))
_NUMBERS = (0.0, -1.0, -0.0, 1e308, 5e-324, -1e308)
_INTEGERS = (0, -1, 1, 2**63 - 1, -(2**63))
_PERIODS = ("", "?", "0000", "9999", "2025/26", "2026-99", "Herbst", "-1")


def a_spoiled_district(chance: random.Random, share: float = 0.03) -> dict[Ref, Record]:
    """A random district in which some properties hold something else: also references that lead in circles or nowhere.

    The ids and the datasets of records stay as they are.
    """
    records = a_district(chance)
    of_kind: dict[type[Record], list[Ref]] = defaultdict(list)
    for ref, record in records.items():
        of_kind[type(record)].append(ref)
    return {ref: _spoiled(chance, record, of_kind, share) for ref, record in records.items()}


def _spoiled(chance: random.Random, record: Record, of_kind: Mapping[type[Record], list[Ref]], share: float) -> Record:
    changed: dict[str, Any] = {}
    for prop in properties(type(record)):
        if chance.random() < share:
            changed[prop.name] = _value(chance, record, prop, of_kind)
    return replace(record, **{name: value for name, value in changed.items() if value is not _KEEP})


_KEEP = object()


def _value(chance: random.Random, record: Record, prop: Property, of_kind: Mapping[type[Record], list[Ref]]) -> Any:
    if prop.is_reference:
        near = [ref for kind in kinds_of(prop) for ref in of_kind[kind]]
        refs = [Ref("nowhere"), *(chance.sample(near, min(3, len(near))))]
        if type(record) in kinds_of(prop):
            refs.append(record.id)
        if prop.value_type is ValueType.REFERENCES:
            return tuple(chance.sample(refs, chance.randrange(len(refs))))
        return chance.choice([*refs, *(() if prop.required else (None,))])
    if prop.states is not None:
        return chance.choice([*prop.states, *(() if prop.required or _has_default(record, prop) else (None,))])
    if not prop.required and not _has_default(record, prop) and chance.random() < 0.2:
        return None
    makers: dict[ValueType, Callable[[], Any]] = {
        ValueType.TEXT: lambda: chance.choice(_PERIODS if "period" in prop.name else _TEXTS),
        ValueType.TEXTS: lambda: tuple(chance.sample(_TEXTS, 2)),
        ValueType.INTEGER: lambda: chance.choice(_INTEGERS),
        ValueType.NUMBER: lambda: chance.choice(_NUMBERS),
        ValueType.FLAG: lambda: chance.random() < 0.5,
        ValueType.DATE: lambda: chance.choice(_DAYS),
        ValueType.VAGUE_DATE: lambda: _vague(chance),
    }
    maker = makers.get(prop.value_type)
    return maker() if maker is not None else _KEEP


def _has_default(record: Record, prop: Property) -> bool:
    """Whether the model gives it a value, so that it is never empty."""
    held = type(record).__dataclass_fields__[prop.name].default
    return held is not None and held != () and not (isinstance(held, float) and math.isnan(held))


def _vague(chance: random.Random) -> VagueDate:
    first, second = chance.choice((*_DAYS, None)), chance.choice((*_DAYS, None))
    return VagueDate(chance.choice(_TEXTS), first, second)
