"""One measure of every actor of a network: its key, its name, how it is computed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.language import Text
from graph.metric import Metric, Reason
from graph.network import Network
from graph.strength.formula import SMALLEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """One number for each actor in the order of the network; None where it is undefined, by `reason`.

    `method` and `error` are said where the numbers were sampled.
    """

    values: Sequence[float | int | None]
    reason: Reason = Reason.NO_TIES
    method: str | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class ActorFormula:
    """A measure of actors. `meaning` is one sentence on what the number says and by what it is normalised."""

    key: str
    name: Text
    meaning: Text
    compute: Callable[[Network], Values]
    by: str | None = None
    unit: str | None = None

    def of(self, network: Network) -> list[Metric]:
        """The measure of every actor, in the order of the network; a small network has none."""
        small = network.n < SMALLEST
        found = Values(values=[None] * network.n, reason=Reason.N_TOO_SMALL) if small else self.compute(network)
        return [
            Metric(
                key=self.key,
                name=self.name,
                value=value,
                n=network.n,
                m=network.m,
                explanation=self.meaning,
                reason=found.reason if value is None else None,
                unit=self.unit,
                response_rate=network.response_rate,
                method=found.method,
                error=found.error,
                as_of=network.on,
                by=self.by,
            )
            for value in found.values
        ]
