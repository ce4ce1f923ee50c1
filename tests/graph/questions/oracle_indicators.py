"""What the gap rules on indicators should find."""

from datetime import date

from graph.model import Indicator, Reading, Target
from tests.graph.questions.facts import Facts, months_before
from tests.graph.questions.oracle_coverage import Found
from tests.graph.questions.oracle_taking_part import readings


def g12(facts: Facts) -> Found:
    """Indicators whose newest reading is worse than expected by more than the tolerance."""
    found: Found = set()
    for target in facts.all(Target):
        indicator = facts.one(Indicator, target.indicator)
        if indicator is None or indicator.direction is None:
            continue
        values = readings(facts, indicator, target.target_group, target.place)
        expected = _expected(target, values[-1][0]) if values else None
        value = values[-1][1] if values else None
        if expected is None or value is None or _turned_round(target, indicator):
            continue
        worse = expected - value if indicator.direction == "UP" else value - expected
        if worse > (target.tolerance or 0) + 1e-9:
            found.add((frozenset((indicator.id,)), "YES"))
    return found


def _turned_round(target: Target, indicator: Indicator) -> bool:
    """Whether a target lies on the wrong side of its baseline, or not after it."""
    if target.baseline_period and target.target_period and target.target_period <= target.baseline_period:
        return True
    if target.target is None or target.baseline is None:
        return False
    return target.target < target.baseline if indicator.direction == "UP" else target.target > target.baseline


def _expected(target: Target, year: int) -> float | None:
    if target.target is None or target.target_period is None:
        return None
    first, last = int(target.baseline_period or 0), int(target.target_period)
    if year >= last:
        return target.target
    if target.baseline is None or target.path is None or year < first:
        return None
    if target.path == "STEPPED":
        return target.baseline
    return target.baseline + (target.target - target.baseline) * (year - first) / (last - first)


def is_late(facts: Facts, indicator: Indicator) -> bool:
    """Whether its newest year was told longer ago than readings come: when published, else at its end.

    Of several target groups and places the one that was told last counts.
    """
    told: dict[tuple[str | None, str | None], tuple[int, date]] = {}
    for r in facts.all(Reading):
        if r.indicator == indicator.id and r.period and (r.published_on is None or r.published_on <= facts.on):
            came = int(r.period), r.published_on or date(int(r.period), 12, 31)
            told[r.target_group, r.place] = max(came, told.get((r.target_group, r.place), came))
    days = [day for _, day in told.values()]
    months = indicator.period_months
    return bool(days) and months is not None and max(days) < months_before(facts.on, months)
