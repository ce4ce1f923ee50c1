"""Two entries that are the same thing become one: which value stays where both say something."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from graph.language import Text
from graph.model import Actor, Record, Ref, Term
from graph.model.states import State, Visibility
from graph.schema import Property, ValueType, properties
from graph.service.values import refuse

Choice = Literal["keep", "away"]
K = TypeVar("K", bound=Record)

ALSO_CALLED: dict[type[Record], tuple[str, str]] = {Actor: ("name", "alt_names"), Term: ("label", "alt_labels")}
"""Kinds that keep further names: the property of the name, and that of the others."""

_CLOSED_FIRST = (Visibility.INTERNAL, Visibility.PARTNERS, Visibility.PUBLIC)
_LISTS = (ValueType.TEXTS, ValueType.REFERENCES)


@dataclass(frozen=True, slots=True)
class Difference:
    """A property of which the two say different things, and whose value stays."""

    by: Property
    keep: Any
    away: Any
    taken: Choice


def combined(keep: K, away: K, choose: Mapping[str, Choice]) -> tuple[K, tuple[Difference, ...]]:
    """The entry that comes of both, and what they differ in. `choose` names properties whose value is one side's.

    Where nothing is chosen: lists hold what either says; what one does not say the other fills; notes stand one below
    the other; the closer visibility holds, since nothing hidden may come to light by a merge; else `keep` is right. The
    name that goes stays as a further name. References between the two are gone. Raises Invalid for a choice that isn't.
    """
    _check(type(keep), choose)
    values: dict[str, Any] = {}
    differences: list[Difference] = []
    for prop in properties(type(keep)):
        mine, other = getattr(keep, prop.name), getattr(away, prop.name)
        chosen = choose.get(prop.name)
        values[prop.name] = _value(prop, mine, other, chosen)
        if mine != other and not says_nothing(mine) and not says_nothing(other) and _is_one_or_the_other(prop, chosen):
            taken: Choice = "keep" if values[prop.name] == mine else "away"
            differences.append(Difference(prop, mine, other, taken))
    _keep_names(keep, away, values, choose)
    return _without_themselves(replace(keep, **values), {keep.id, away.id}), tuple(differences)


def says_nothing(value: object) -> bool:
    """Whether a property tells nothing: empty, or a state that is called unknown."""
    return value is None or value == () or (isinstance(value, State) and value.name == "UNKNOWN")


def _value(prop: Property, mine: Any, other: Any, chosen: Choice | None) -> Any:
    if chosen is not None:
        return mine if chosen == "keep" else other
    if prop.value_type in _LISTS:
        return tuple(dict.fromkeys((*mine, *other)))
    if says_nothing(mine):
        return mine if says_nothing(other) else other
    if prop.name == "visibility":
        return min(mine, other, key=_CLOSED_FIRST.index)
    if prop.name == "note" and other is not None and other not in mine:
        return f"{mine}\n{other}"
    return mine


def _is_one_or_the_other(prop: Property, chosen: Choice | None) -> bool:
    return chosen is not None or (prop.value_type not in _LISTS and prop.name != "note")


def _keep_names(keep: Record, away: Record, values: dict[str, Any], choose: Mapping[str, Choice]) -> None:
    called = ALSO_CALLED.get(type(keep))
    if called is None:
        return
    name, others = called
    both = (getattr(keep, name), getattr(away, name))
    further = (*values[others], *both) if others not in choose else values[others]
    values[others] = tuple(word for word in dict.fromkeys(further) if word != values[name])


def _without_themselves(record: K, ids: set[Ref]) -> K:
    gone: dict[str, Any] = {}
    for prop in properties(type(record)):
        value = getattr(record, prop.name)
        if prop.value_type is ValueType.REFERENCE and value in ids:
            gone[prop.name] = None
        elif prop.value_type is ValueType.REFERENCES and ids & set(value):
            gone[prop.name] = tuple(ref for ref in value if ref not in ids)
    return replace(record, **gone)


def _check(kind: type[Record], choose: Mapping[str, Choice]) -> None:
    known = {prop.name for prop in properties(kind)}
    fields = {f"choose.{name}": _NO_PROPERTY.fill(name=name) for name in choose if name not in known}
    fields |= {f"choose.{name}": _NO_CHOICE for name, side in choose.items() if side not in ("keep", "away")}
    refuse(fields)


_NO_PROPERTY = Text("„{name}“ gibt es hier nicht.", "There is no “{name}” here.")
_NO_CHOICE = Text("Möglich sind keep und away.", "Use keep or away.")
