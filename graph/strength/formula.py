"""One measure of strength: its key, its name, how it is computed, and what has to be said beside every number."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.language import Text
from graph.metric import Metric, Reason
from graph.model import Ref
from graph.network.network import Network
from graph.phrases import joined, listed, number, percent
from graph.scope import COOPERATION, RESPONSIBILITY
from graph.strength.written import written

SMALLEST = 5
"""With fewer actors a network gets a list of its members and no number."""

ENOUGH_ANSWERS = 0.7
"""Below this response rate only the range is told in sentences and reports; the threshold is ours."""

ENOUGH_FOR_PATHS = 0.5
"""Below this response rate nothing is said of who lies between others and what falls apart; the threshold is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a formula says of one network: a value or the reason why there is none, and one plain sentence."""

    value: float | int | None
    explanation: Text
    low: float | None = None
    high: float | None = None
    reason: Reason | None = None
    members: tuple[Ref, ...] = ()
    method: str | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure of networks. `compute` is asked only for networks that are large enough.

    `by` names what the actors are grouped by where the measure depends on it: actorType or place. `of_answers` says
    that it rests on what actors answered in surveys, which is not for everybody; `fragile` that it says who lies
    between others, which misleads with few answers (Smith & Moody 2013). `ranged` says that `low` and `high` are what
    it could be if more were known of the ties; `of_ties` is false of what no answer on ties bears on.
    """

    key: str
    name: Text
    compute: Callable[[Network], Outcome]
    by: str | None = None
    unit: str | None = None
    of_answers: bool = False
    fragile: bool = False
    ranged: bool = False
    of_ties: bool = True

    def of(self, network: Network) -> Metric:
        """The measure of one network, with everything that has to stand beside a number.

        With few answers the sentence tells the range only, and no other range than that of what is not known is given.
        """
        return network.once(self._of)

    def _of(self, network: Network) -> Metric:
        rate = network.response_rate
        small = network.n < SMALLEST
        if small:
            outcome = _too_small(network.n)
        elif self.fragile and too_few_for_paths(network):
            outcome = _too_few_answers()
        else:
            outcome = self.compute(network)
            if self.of_ties and outcome.value is not None and rate is not None and rate < ENOUGH_ANSWERS:
                outcome = self._range_only(network, outcome)
        unasked = None if network.response_rate is not None else Reason.NOT_SURVEYED
        return Metric(
            key=self.key,
            name=self.name,
            value=outcome.value,
            n=network.n,
            m=network.m,
            explanation=outcome.explanation if small else joined(outcome.explanation, caveat(network)),
            low=outcome.low,
            high=outcome.high,
            reason=outcome.reason or unasked,
            response_rate=network.response_rate,
            as_of=network.on,
            members=outcome.members,
            method=outcome.method,
            error=outcome.error,
            unit=self.unit,
            by=self.by,
        )

    def _range_only(self, network: Network, outcome: Outcome) -> Outcome:
        """What may be told with few answers: a range, or who it is about as far as is known, and no number."""
        low, high = (outcome.low, outcome.high) if self.ranged else (None, None)
        words, values = _NO_NUMBER, {}
        if low is not None and high is not None:
            words, values = _BETWEEN, {"low": written(self.key, low), "high": written(self.key, high)}
        elif self.fragile and outcome.members:
            name = dict(zip(network.ids, network.names, strict=True))
            words, values = _AS_FAR, {"names": listed(name[ref] for ref in outcome.members)}
        return replace(outcome, low=low, high=high, explanation=words.fill(name=self.name, **values))


def too_few_for_paths(network: Network) -> bool:
    """Whether so few answered that nothing may be said of who lies between others."""
    rate = network.response_rate
    return rate is not None and rate < ENOUGH_FOR_PATHS


_BETWEEN = Text("{name}: zwischen {low} und {high}.", "{name}: between {low} and {high}.")
_AS_FAR = Text("{name}, soweit bekannt: {names}.", "{name}, as far as is known: {names}.")
_NO_NUMBER = Text("{name}: Für eine Zahl haben zu wenige geantwortet.", "{name}: too few have answered for a number.")


def _too_small(n: int) -> Outcome:
    return Outcome(
        value=None,
        reason=Reason.N_TOO_SMALL,
        explanation=Text(
            "Für eine Zahl sind es zu wenige Akteure: {n} von mindestens {least}.",
            "Too few actors for a number: {n} of at least {least}.",
        ).fill(n=number(n), least=SMALLEST),
    )


def _too_few_answers() -> Outcome:
    return Outcome(
        value=None,
        reason=Reason.FEW_ANSWERS,
        explanation=Text(
            "Wer wen verbindet, lässt sich aus so wenigen Antworten nicht sagen.",
            "Who joins whom cannot be told from so few answers.",
        ),
    )


def caveat(network: Network) -> Text:
    """What has to be said beside every number of a network: on what its ties rest; empty for an answered survey."""
    if network.scope.layer == RESPONSIBILITY:
        return Text(
            "Verbunden ist hier, wer für dieselbe Maßnahme zuständig ist; das ist keine Zusammenarbeit.",
            "Joined here are those who are responsible for the same measure, which is not cooperation.",
        )
    if network.scope.layer != COOPERATION:
        return Text(
            "Gezählt ist auch, wer an derselben Maßnahme arbeitet.", "Working on the same measure counts as well."
        )
    rate = network.response_rate
    if rate is None:
        return Text("Gezählt sind nur dokumentierte Beziehungen.", "Only documented relations are counted.")
    if rate < ENOUGH_ANSWERS:
        return Text("Nur {rate} der Befragten haben geantwortet.", "Only {rate} of those asked have answered.").fill(
            rate=percent(rate)
        )
    return Text("", "")
