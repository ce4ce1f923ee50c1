"""One line of a network's profile: what it says in a sentence, the numbers it rests on, and what they are held to."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from graph.language import Text
from graph.metric import Metric, Reason
from graph.model import Record, Ref
from graph.profile.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A number beside another: `now` stands against `value`, which is that of `basis`.

    `kind` is "earlier" (the same network at an earlier survey or day; `now` then is taken in the same way, so from the
    newer survey), "chance" (`basis` names the null model; `low` and `high` are the extremes of its draws) or "all" (a
    network of a field, place, group, plan or type beside all actors of the dataset, on the same day and layer).
    """

    kind: str
    key: str
    by: str | None = None
    name: Text
    basis: Text
    value: float
    now: float
    low: float | None = None
    high: float | None = None
    sentence: Text


@dataclass(frozen=True, slots=True)
class GroupShare:
    """Of a group of actors how many there are, and how many of them are in the core."""

    name: Text
    n: int
    in_core: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one side of a network; never a grade.

    `metrics` are its numbers, `members` the actors behind it, `evidence` duties, measures, places and ties. `indicator`
    is a short word where the evidence points to something (the governance mode); `reason` says why nothing can be told.
    """

    sentence: Text
    metrics: tuple[Metric, ...] = ()
    comparison: tuple[Comparison, ...] = ()
    members: tuple[Ref, ...] = ()
    evidence: tuple[Ref, ...] = ()
    groups: tuple[GroupShare, ...] = ()
    indicator: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Told):
    """The same with its key and its name: one line of the profile."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Concept:
    """A line of the profile: its key, its name, how it is told.

    `rests_on` are kinds of records beside those that networks rest on; `of_answers` says that it rests on what actors
    answered in surveys. Both decide who may be told (`graph.disclosure`).
    """

    key: str
    name: Text
    tell: Callable[[Sight], Told]
    rests_on: tuple[type[Record], ...] = ()
    of_answers: bool = False

    def of(self, sight: Sight) -> Line:
        """The line of one network."""
        told = self.tell(sight)
        return Line(key=self.key, name=self.name, **{one.name: getattr(told, one.name) for one in fields(told)})
