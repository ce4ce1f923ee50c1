"""A line over time, described: what is drawn, not how. `visualise.charts.drawn` makes the drawing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """What is known at one time.

    `value` None: nobody can or may tell it; drawn as a question mark, or as its range alone where `low` and `high`
    bound it. `joined` says whether the line comes here from the point before: not across what is missing. `text`
    stands beside it.
    """

    at: float
    value: float | None
    low: float | None = None
    high: float | None = None
    joined: bool = True
    text: str = ""

    @property
    def ranged(self) -> bool:
        """Whether there is a range to draw."""
        return self.low is not None and self.high is not None and self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target with the way there: corners of the line from the baseline, the target itself last."""

    path: tuple[tuple[float, float], ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """One line over time, in the reader's words.

    `label` says in a sentence what it shows, for those who hear it. `x_title` and `y_title` name the axes, the latter
    with the unit. `ticks` mark times on the axis. `newest` is written at the height of the last value. `share` values
    are shares of 1, written as percent. `thin` links what was asked at some times only. `from_zero` keeps zero on the
    axis, whatever the values.
    """

    label: str
    points: tuple[ChartPoint, ...]
    ticks: tuple[tuple[float, str], ...]
    x_title: str
    y_title: str
    goal: Goal | None = None
    newest: str = ""
    share: bool = False
    thin: bool = False
    from_zero: bool = False

    @property
    def last(self) -> ChartPoint | None:
        """The last point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def heights(self) -> tuple[float, ...]:
        """Every height that has to fit on the axis."""
        found = [h for p in self.points for h in (p.value, p.low, p.high) if h is not None]
        found += [height for _, height in (self.goal.path if self.goal else ())]
        return (*found, 0.0) if self.from_zero else tuple(found)

    @property
    def unknown(self) -> bool:
        """Whether something is drawn as unknown."""
        return any(point.value is None and not point.ranged for point in self.points)

    @property
    def whole(self) -> bool:
        """Whether it shows whole numbers only."""
        return all(float(height).is_integer() for height in self.heights)
