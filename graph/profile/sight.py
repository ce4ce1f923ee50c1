"""What a profile looks at: one network with its measures, and the same network earlier."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.language import Text
from graph.metric import Metric
from graph.network.network import Network
from graph.strength import all_formulas
from graph.strength.formula import ENOUGH_ANSWERS, Formula

COMPARABLE = 0.5
"""The share of the larger of two networks that has to belong to both; the threshold is ours."""


class Sight:
    """A network whose measures are worked out when they are first asked for, each once.

    Without `answers` it has been taken without the survey that there may have been.
    """

    def __init__(self, network: Network, measured: Iterable[Metric] = (), *, answers: bool = True) -> None:
        self.network = network
        self.answers = answers
        self.before: Before | None = None
        self.all: Sight | None = None
        """All actors of the dataset, where the network is only a part of them."""

        self._known = {(metric.key, metric.by): metric for metric in measured}

    @property
    def few_answers(self) -> bool:
        """Whether so few answered that only ranges may be told."""
        rate = self.network.response_rate
        return rate is not None and rate < ENOUGH_ANSWERS

    def metric(self, key: str, by: str | None = None) -> Metric:
        """A measure of the network. Raises KeyError for one that there is not."""
        if (key, by) not in self._known:
            self._known[key, by] = _formulas()[key, by].of(self.network)
        return self._known[key, by]

    def of(self, formula: Formula) -> Metric:
        """A measure that only the profile tells."""
        if (formula.key, formula.by) not in self._known:
            self._known[formula.key, formula.by] = formula.of(self.network)
        return self._known[formula.key, formula.by]


@dataclass(frozen=True)
class Before:
    """The same network earlier, and the newer one that it can be held to, both taken in the same way.

    Of two surveys both are the networks that the surveys told; of an earlier day the newer one is the network itself.
    `both` counts the actors that belong to both.
    """

    basis: Text
    earlier: Sight
    later: Sight
    both: int

    @property
    def comparable(self) -> bool:
        """Whether at least half of each of the two belongs to both; else their numbers are of different networks."""
        most = max(self.earlier.network.n, self.later.network.n)
        return self.both >= COMPARABLE * most > 0


@cache
def _formulas() -> dict[tuple[str, str | None], Formula]:
    return {(formula.key, formula.by): formula for formula in all_formulas()}
