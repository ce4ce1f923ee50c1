"""One measure of every actor of a network: its key, its name, how it is computed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from graph.language import Text
from graph.metric import Metric, Reason
from graph.network.network import Network
from graph.strength.formula import SMALLEST, too_few_for_paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """One number for each actor in the order of the network; None where it is undefined, by `reason`.

    `reasons` tells the reason of each actor where they differ. `method` and `error` are said where the numbers were
    sampled.
    """

    values: Sequence[float | int | None]
    reason: Reason = Reason.NO_TIES
    reasons: Sequence[Reason] | None = None
    method: str | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class ActorFormula:
    """A measure of actors. `meaning` is one sentence on what the number says and by what it is normalised.

    `fragile` says that it tells who lies between others, which misleads with few answers.
    """

    key: str
    name: Text
    meaning: Text
    compute: Callable[[Network], Values]
    by: str | None = None
    unit: str | None = None
    fragile: bool = False

    def of(self, network: Network) -> "ActorMetrics":
        """The measure of every actor, in the order of the network; a small network has none.

        With few answers nobody's place between others is told.
        """
        if network.n < SMALLEST:
            found = Values(values=[None] * network.n, reason=Reason.N_TOO_SMALL)
        elif self.fragile and too_few_for_paths(network):
            found = Values(values=[None] * network.n, reason=Reason.FEW_ANSWERS)
        else:
            found = self.compute(network)
        return ActorMetrics(self, network, found)


class ActorMetrics(Sequence[Metric]):
    """One measure of all actors of a network; each is put into words when somebody looks at it."""

    def __init__(self, formula: ActorFormula, network: Network, found: Values) -> None:
        self._formula, self._network, self._found = formula, network, found

    def __len__(self) -> int:
        return len(self._found.values)

    @overload
    def __getitem__(self, actor: int) -> Metric: ...
    @overload
    def __getitem__(self, actor: slice) -> Sequence[Metric]: ...
    def __getitem__(self, actor: int | slice) -> Metric | Sequence[Metric]:
        if isinstance(actor, slice):
            return [self[i] for i in range(*actor.indices(len(self)))]
        formula, network, found = self._formula, self._network, self._found
        value = found.values[actor]
        return Metric(
            key=formula.key,
            name=formula.name,
            value=value,
            n=network.n,
            m=network.m,
            explanation=formula.meaning,
            reason=(found.reasons[actor] if found.reasons else found.reason) if value is None else None,
            unit=formula.unit,
            response_rate=network.response_rate,
            method=found.method,
            error=found.error,
            as_of=network.on,
            by=formula.by,
        )
