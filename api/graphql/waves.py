"""Networks as one survey after the other told them, and what changed from each to the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info, On, OneDataset
from api.graphql.datasets import kept
from api.graphql.declare import declare, field
from api.graphql.following import listed, many, one
from api.graphql.network import By, ByArgument, ScopeArgument, networks, scope_of
from api.graphql.network_parts import Asked, NetworkFound
from graph.model import Ref
from graph.network.wave_change import Pair, WaveChange
from graph.network.waves import last_day
from graph.scope import COOPERATION
from graph.strength.over_time import surveys_with_change


@dataclass(frozen=True, slots=True)
class WaveTold:
    """A survey, the networks that it told, and what changed since the one before."""

    survey: Ref
    ended_on: date | None
    networks: Sequence[NetworkFound]
    change: WaveChange | None


@dataclass(frozen=True, slots=True)
class Two:
    """Two actors with a tie."""

    source: Ref
    target: Ref


def waves_root() -> StrawberryField:
    """The root field `waves`; its types are declared with it."""
    _declare()

    def resolve(
        info: Info,
        by: ByArgument = By.DATASET,
        scope: ScopeArgument = None,
        dataset: OneDataset = None,
        on: On = None,
    ) -> Any:
        context = info.context
        day, wanted = context.remember(info.path, on), scope_of(info, scope, dataset)
        known, whole = context.known, context.known is context.whole
        ties = replace(wanted, layer=COOPERATION)
        found = kept(known, ("waves", ties, day), lambda: surveys_with_change(known, ties, day))
        return context.taken(
            [
                WaveTold(
                    survey.id,
                    last_day(survey),
                    networks(info, Asked(wanted, day, survey.id), by.value),
                    change if whole else None,
                )
                for survey, change in found
            ]
        )

    return field(
        "waves", "list[Wave]", "The surveys that were over by the day, the oldest first, as each told it.", resolve
    )


def _declare() -> None:
    declare(
        "ActorPair",
        "Two actors with a tie.",
        [
            field("source", "Actor", "One of the two.", one("source")),
            field("target", "Actor", "The other.", one("target")),
        ],
        of=Two,
    )
    declare(
        "WaveChange", "What became of ties between two surveys, told on those asked in both.", _change(), of=WaveChange
    )
    declare("Wave", "A survey and the networks that it told.", _wave(), of=WaveTold)


def _wave() -> Iterator[StrawberryField]:
    yield field("survey", "Survey | None", "The survey.", one("survey"))
    yield field("ended_on", "date | None", "The last day on which it can have ended; null if nobody said.")
    yield field(
        "networks", "list[Network]", "The networks that it told; their measures have ranges.", listed("networks")
    )
    yield field(
        "change",
        "WaveChange | None",
        "What changed in the scope as a whole since the survey before; null for the first, and for those who do not "
        "see all of the dataset.",
    )


def _change() -> Iterator[StrawberryField]:
    yield field("since", "Survey | None", "The survey before.", _since)
    yield field("asked_in_both", "list[Actor]", "The actors asked in both, by name.", many("both"))
    yield field("entered", "list[Actor]", "The actors asked in the later one only.", many("entered"))
    yield field("left", "list[Actor]", "The actors asked in the earlier one only.", many("left"))
    yield field("jaccard", "float | None", "Of the ties of either survey the share in both; null without a tie.")
    yield field("low", "float | None", "The least that it can be, by what nobody said.", _end(0))
    yield field("high", "float | None", "The most that it can be.", _end(1))
    for name, meaning in (("kept", "in both"), ("born", "in the later one only"), ("gone", "in the earlier one only")):
        yield field(name, "list[ActorPair]", f"The pairs tied {meaning}.", _pairs(name))
    yield field(
        "unsure", "list[ActorPair]", "Those of `born` and `gone` of which the other survey says nothing.", _unsure
    )


def _since(root: WaveChange, info: Info) -> Any:
    return info.context.view.get(root.earlier.id)


def _end(which: int) -> Callable[..., object]:
    def resolve(root: WaveChange) -> Any:
        return root.jaccard_range[which] if root.jaccard_range is not None else None

    return resolve


def _pairs(name: str) -> Callable[..., object]:
    def resolve(root: WaveChange, info: Info) -> Any:
        return _two(info, getattr(root, name))

    return resolve


def _unsure(root: WaveChange, info: Info) -> Any:
    return _two(info, [pair for pair in (*root.born, *root.gone) if pair in root.unsure])


def _two(info: Info, pairs: Iterable[Pair]) -> Any:
    return info.context.taken([Two(*pair) for pair in pairs])
