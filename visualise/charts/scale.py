"""The axis of a chart: round steps, from zero where that does not press the line flat."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_STEPS = (1, 2, 2.5, 5, 10)
_INTERVALS = 4


@dataclass(frozen=True)
class Scale:
    """An axis from `bottom` to `top` in even steps."""

    bottom: float
    top: float
    step: float

    @cached_property
    def ticks(self) -> tuple[float, ...]:
        """Where it is marked."""
        count = round((self.top - self.bottom) / self.step)
        return tuple(round(self.bottom + self.step * n, 12) + 0.0 for n in range(count + 1))

    @property
    def decimals(self) -> int:
        """How many decimals its marks need."""
        needed = (n for n in range(10) if math.isclose(round(self.step, n), self.step, rel_tol=1e-9))
        return next(needed, 10)


def scale(heights: Sequence[float], *, whole: bool = False) -> Scale:
    """The axis on which these heights fit.

    It begins at zero unless everything lies in the upper half above zero; then at a round number below everything.
    `whole` allows whole steps only.
    """
    least, most = min(heights, default=0.0), max(heights, default=0.0)
    bottom = least if least < 0 or 2 * least > most else 0.0
    top = max(most, 0.0) if bottom <= 0 else most
    step = _round_step((top - bottom) / _INTERVALS or abs(top) / _INTERVALS or 1 / _INTERVALS)
    if whole:
        step = max(1.0, math.ceil(step))
    low, high = math.floor(bottom / step) * step, math.ceil(top / step) * step
    if 0 < low == least:  # a line on the axis would look like nothing
        low -= step
    return Scale(low, high if high > low else low + step, step)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def marked_years(first: int, last: int, most: int = 6) -> range:
    """The years to mark between two, both included: every one, or every second, fifth, tenth … so that few are."""
    steps = (step * 10**power for power in range(6) for step in (1, 2, 5))
    every = next(step for step in steps if (last - first) // step < most)
    return range(first, last + 1, every)
