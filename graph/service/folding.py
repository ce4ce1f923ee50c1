"""Edges that say the same of the same two become one: the stronger stays, and what it does not say the other fills."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.model import Attendance, Contribution, Edge, Inquiry, Invitation, Membership, Responsibility, Tie
from graph.model.states import Known, ResponsibilityState, TieState
from graph.schema import ValueType, properties
from graph.service.combining import says_nothing

# Two edges of a kind between the same ends are one only if they agree in these; not to say anything agrees.
_AGREE_IN: dict[type[Edge], tuple[str, ...]] = {
    Responsibility: ("role", "since", "until"),
    Tie: ("layer", "fields", "directed", "since", "until"),
    Contribution: ("what", "role_text"),
    Membership: ("role", "since", "until"),
    Invitation: ("daypart",),
    Attendance: ("daypart",),
    Inquiry: (),
}
_WEAKEST_FIRST: dict[type[Edge], tuple[str, tuple[Any, ...]]] = {
    Responsibility: (
        "state",
        (
            ResponsibilityState.PROPOSED,
            ResponsibilityState.ASKED,
            ResponsibilityState.DECLINED,
            ResponsibilityState.ENDED,
            ResponsibilityState.ACCEPTED,
        ),
    ),
    Tie: ("state", (TieState.WISHED, TieState.ENDED, TieState.EXISTS)),
    Invitation: ("attended", (Known.UNKNOWN, Known.NO, Known.YES)),
}
_BELONG_TO_STATE = ("state_since", "confirmed_on", "confirmed_by_both")
"""They tell of the state beside them, so they come with it or not at all."""


@dataclass(frozen=True, slots=True)
class Folded:
    """An edge that went into another, which has stayed as `into`."""

    gone: Edge
    into: Edge


def fold(edges: Iterable[Edge], *, moved: frozenset[str]) -> Iterator[Folded]:
    """The doubles among the edges at one entry; of each pair one at least was `moved` there."""
    left: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (*_strength(e), e.id not in moved, e.id), reverse=True):
        place = next((i for i, other in enumerate(left) if _are_one(edge, other) and {edge.id, other.id} & moved), None)
        if place is None:
            left.append(edge)
        else:
            left[place] = _filled(left[place], edge)
            yield Folded(edge, left[place])


def _strength(edge: Edge) -> tuple[int, date]:
    name, order = _WEAKEST_FIRST.get(type(edge), ("", ()))
    confirmed = getattr(edge, "confirmed_on", None) or getattr(edge, "state_since", None) or date.min
    return (order.index(getattr(edge, name)) if name else 0), confirmed


def _are_one(edge: Edge, other: Edge) -> bool:
    if type(edge) is not type(other) or _ends(edge) != _ends(other):
        return False
    return all(_agree(getattr(edge, name), getattr(other, name)) for name in _AGREE_IN[type(edge)])


def _ends(edge: Edge) -> tuple[str, str]:
    ends = (edge.source, edge.target)
    both_ways = edge.meta.symmetric and not getattr(edge, "directed", False)
    return (min(ends), max(ends)) if both_ways else ends


def _agree(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return one is None or other is None or one == other


def _filled(edge: Edge, weaker: Edge) -> Edge:
    """The edge with what only the weaker one says; lists and notes hold both."""
    kept: dict[str, Any] = {}
    for prop in properties(type(edge)):
        mine, other = getattr(edge, prop.name), getattr(weaker, prop.name)
        if prop.value_type in (ValueType.TEXTS, ValueType.REFERENCES):
            kept[prop.name] = tuple(dict.fromkeys((*mine, *other)))
        elif prop.name in ("note", "wording") and mine and other and other not in mine:
            kept[prop.name] = f"{mine}\n{other}"
        elif says_nothing(mine) and (prop.name not in _BELONG_TO_STATE or _same_state(edge, weaker)):
            kept[prop.name] = other if not says_nothing(other) else mine
    return replace(edge, **kept)


def _same_state(edge: Edge, other: Edge) -> bool:
    return getattr(edge, "state", None) == getattr(other, "state", None)
