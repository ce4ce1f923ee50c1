"""How many of those invited came: what is known of it, what is not, and how sure the share is."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.language import Text
from graph.model.states import Known
from graph.office.amounts import Amount
from graph.office.wilson import wilson_interval
from graph.phrases import percent


@dataclass(frozen=True, slots=True)
class Turnout:
    """What became of a number of invitations."""

    invited: int = 0
    came: int = 0
    stayed_away: int = 0

    @classmethod
    def of(cls, answers: Iterable[Known]) -> "Turnout":
        """Counts what is known of each invitation."""
        held = list(answers)
        return cls(len(held), held.count(Known.YES), held.count(Known.NO))

    @property
    def known(self) -> int:
        """The invitations of which it is known whether somebody came."""
        return self.came + self.stayed_away

    @property
    def unknown(self) -> int:
        """The invitations of which nobody knows it."""
        return self.invited - self.known

    @property
    def rate(self) -> float | None:
        """The share that came of those of which it is known, 0 to 1; None if it is known of none."""
        return self.came / self.known if self.known else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the rate; None where the rate is."""
        return wilson_interval(self.came, self.known)


@dataclass(frozen=True, slots=True)
class Overall:
    """How many of those invited came, counted in one way: `of` invitations, or of people where only heads were counted.

    `rate` is 0 to 1 and only as exact as the two numbers.
    """

    came: Amount
    of: Amount
    rate: float
    by_head: bool

    @property
    def is_exact(self) -> bool:
        """Whether both numbers are meant as they stand."""
        return self.came.is_exact and self.of.is_exact

    @property
    def sentence(self) -> Text:
        """„Insgesamt kamen etwa 140 von mehr als 400 Eingeladenen, also etwa 35 %.“"""
        text = Text(
            "Insgesamt: {came} von {of} Einladungen angenommen, {rate}.",
            "Overall: {came} of {of} invitations taken up, {rate}.",
        )
        if self.by_head:
            text = Text(
                "Insgesamt kamen {came} von {of} Eingeladenen, {rate}.",
                "Overall {came} of {of} people invited came, {rate}.",
            )
        rate = percent(self.rate)
        if not self.is_exact:
            rate = Text("also etwa {rate}", "so about {rate}").fill(rate=rate)
        return text.fill(came=self.came.words, of=self.of.words, rate=rate)
