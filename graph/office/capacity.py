"""How much of its capacity an actor has given away: the effort of what it accepted against what it says it has.

Both are full-time equivalents. What nobody stated is unknown, never 0.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.model import Actor, Duty, Measure, Offer, Record, Ref, Responsibility
from graph.picture import View
from graph.validity import is_open, says_yes

_ROUNDING = 1e-9  # full-time equivalents: sums of shares such as .1 + .2 are compared as people wrote them


@dataclass(frozen=True, slots=True)
class Load:
    """What an actor accepted. `stated` is the sum of the efforts that are known, `silent` are those without one."""

    actor: Actor
    accepted: tuple[Responsibility, ...]
    stated: float
    silent: tuple[Responsibility, ...]

    @property
    def is_too_much(self) -> bool | None:
        """Whether the effort exceeds the capacity; None where a number is missing that decides it."""
        capacity = self.actor.capacity_fte
        if capacity is None:
            return None
        if self.stated > capacity + _ROUNDING:
            return True
        return None if self.silent else False


def loads(view: View, dataset: str, on: date) -> Iterator[Load]:
    """The load of every actor that accepted something which is open, in whatever role, in the order of the actors."""
    accepted: dict[Ref, list[Responsibility]] = defaultdict(list)
    for one in view.all(Responsibility, dataset):
        if says_yes(one, on) and _takes_effort(view.get(one.target), on):
            accepted[one.source].append(one)
    for actor in view.all(Actor, dataset):
        if actor.id in accepted:
            roles = accepted[actor.id]
            stated = _sum(one.effort_fte for one in roles if one.effort_fte is not None)
            yield Load(actor, tuple(roles), stated, tuple(one for one in roles if one.effort_fte is None))


def _sum(efforts: Iterable[float]) -> float:
    """The sum; infinite where somebody entered what no number can hold."""
    try:
        return math.fsum(efforts)
    except OverflowError:
        return math.inf


def _takes_effort(target: Record | None, on: date) -> bool:
    return isinstance(target, Duty) or (isinstance(target, Measure | Offer) and is_open(target, on))
