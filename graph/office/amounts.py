"""Numbers as sources word them: “mehr als 400” is a number, and it is not exactly 400."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.language import Text
from graph.model.states import State
from graph.phrases import number
from graph.text import fold


class Qualifier(State):
    """How a number is meant."""

    EXACT = "EXACT", "genau", "exactly"
    ABOUT = "ABOUT", "etwa", "about"
    OVER = "OVER", "mehr als", "more than"
    UNDER = "UNDER", "weniger als", "fewer than"


_WORDS = {
    Qualifier.OVER: ("mehr als", "über", "mindestens", "gut", "wenigstens", "more than", "over"),
    Qualifier.UNDER: (
        "weniger als", "unter", "knapp", "bis zu", "höchstens", "fast", "maximal", "fewer than", "under",
    ),
    Qualifier.ABOUT: ("etwa", "rund", "ca", "circa", "ungefähr", "zirka", "an die", "about"),
}  # fmt: skip
_PATTERNS = {
    qualifier: re.compile(r"\b(?:" + "|".join(re.escape(fold(word)) for word in words) + r")\b")
    for qualifier, words in _WORDS.items()
}
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?!\d)|\d+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and how it is meant."""

    value: int
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def is_exact(self) -> bool:
        """Whether the number is meant as it stands."""
        return self.qualifier is Qualifier.EXACT

    @property
    def words(self) -> Text:
        """„mehr als 400“, „14“."""
        if self.is_exact:
            return number(self.value)
        return Text("{how} {number}", "{how} {number}").fill(how=self.qualifier.label, number=number(self.value))


def understood(text: str) -> Amount | None:
    """“mehr als 400” → 400, OVER; None where no number is named, or two: “20 bis 25” is no single number."""
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    before = fold(text[: text.index(found[0])])
    meant = (qualifier for qualifier, pattern in _PATTERNS.items() if pattern.search(before))
    return Amount(int(found[0].replace(".", "")), next(meant, Qualifier.EXACT))


def stated(value: int | None, wording: str | None) -> Amount | None:
    """A number as it was recorded, meant as its wording says; None without a number."""
    worded = understood(wording or "")
    if value is None:
        return worded
    return Amount(value, worded.qualifier if worded else Qualifier.EXACT)


def together(amounts: Iterable[Amount]) -> Amount:
    """Their sum; of a sum with a number that is not exact nobody knows better than “about”."""
    held = list(amounts)
    if len(held) == 1:
        return held[0]
    exact = all(amount.is_exact for amount in held)
    return Amount(sum(amount.value for amount in held), Qualifier.EXACT if exact else Qualifier.ABOUT)
