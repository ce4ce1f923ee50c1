"""Dates as sources give them: often vague, so a wording and the days it can mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VagueDate:
    """A wording on time and the earliest and latest day that it can mean.

    `earliest` and `latest` are inclusive; None means that the wording sets no bound on that side.
    Comparisons are true only if they are true for every day the wording allows.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def on(cls, day: date) -> "VagueDate":
        """The exact day."""
        return cls(day.isoformat(), day, day)

    def certainly_before(self, day: date) -> bool:
        """Whether the whole interval lies before `day`."""
        return self.latest is not None and self.latest < day

    def certainly_by(self, day: date) -> bool:
        """Whether the whole interval lies on or before `day`."""
        return self.latest is not None and self.latest <= day

    def certainly_after(self, day: date) -> bool:
        """Whether the whole interval lies after `day`."""
        return self.earliest is not None and self.earliest > day

    def certainly_from(self, day: date) -> bool:
        """Whether the whole interval lies on or after `day`."""
        return self.earliest is not None and self.earliest >= day


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; where that month is shorter, its last day."""
    month = day.year * 12 + day.month - 1 - months
    year, number = divmod(month, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months > 0 else date.max
    return date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def months_after(day: date, months: int) -> date:
    """The same day some months later; where that month is shorter, its last day."""
    return months_before(day, -months)


def days_after(day: date, days: float) -> date:
    """The day so many days later, or earlier if below 0; the last or the first day of all where there is none."""
    number = day.toordinal() + days
    return date.fromordinal(int(min(max(number, 1), date.max.toordinal())))
