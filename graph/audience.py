"""Whom an analysis is told to: worked out on what they see and on the whole graph, told by `graph.disclosure`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.coverage.cube import Cube
from graph.disclosure import Shades, told_answer, told_cube, told_gaps, told_strength, withheld
from graph.gaps.gap import Gap
from graph.model import Record
from graph.picture import View
from graph.questions.question import Answer
from graph.strength.profile import NetworkStrength


@dataclass(frozen=True)
class Audience:
    """Readers of one dataset who see `seen` of the `whole` graph; the same view twice for those who see everything.

    Each method takes what works an analysis out on a view, and gives back what may be told of it.
    """

    seen: View
    whole: View
    dataset: str

    @property
    def sees_everything(self) -> bool:
        """Whether nothing has to be held back."""
        return self.seen is self.whole

    @cached_property
    def shades(self) -> Shades:
        """Where something is hidden from them."""
        return Shades(self.seen, self.whole, self.dataset)

    def hides(self, ref: str) -> bool:
        """Whether something hidden may bear on what is missing of a record that they see."""
        return not self.sees_everything and self.shades.over(ref)

    def clear(self, kinds: Iterable[type[Record]]) -> bool:
        """Whether nothing of these kinds is hidden from them."""
        return self.sees_everything or self.shades.clear(kinds)

    def gaps(self, find: Callable[[View], list[Gap]]) -> list[Gap]:
        """Gaps, those left out on which something hidden may bear."""
        seen = find(self.seen)
        return seen if self.sees_everything else told_gaps(seen, find(self.whole), self.shades)

    def cube(self, count: Callable[[View], Cube]) -> Cube:
        """A coverage cube with cells suppressed on which something hidden may bear."""
        seen = count(self.seen)
        return seen if self.sees_everything else told_cube(seen, count(self.whole), self.shades.covering)

    def answer(self, ask: Callable[[View], Answer]) -> Answer:
        """The answer to a question, rows left out on which something hidden may bear."""
        seen = ask(self.seen)
        return seen if self.sees_everything else told_answer(seen, ask(self.whole), self.shades)

    def strengths(self, measure: Callable[[View, bool], list[NetworkStrength]]) -> list[NetworkStrength]:
        """The strength of networks, numbers withheld where something hidden may bear on them.

        `measure` is told besides the view whether it may speak of answers in surveys.
        """
        if self.sees_everything:
            return measure(self.seen, True)
        theirs = {one.scope: one for one in measure(self.whole, True)}
        found = measure(self.seen, not self.shades.answers)
        return [told_strength(one, theirs.get(one.scope), self.shades) or withheld(one) for one in found]
