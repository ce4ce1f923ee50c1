"""What holds on a day: which ties and responsibilities, what is still open, what is under way.

Dates are often vague. Something is over only when every day that the wording allows is over, and has not begun only
when every such day lies ahead; where the sources say nothing, the recorded state decides.
"""

from datetime import date

from graph.dates import VagueDate
from graph.model import CellDecision, Contribution, Inventory, Measure, Offer, Responsibility, Tie
from graph.model.states import MeasureStatus, ResponsibilityState, Role, TieState

Activity = Measure | Offer
"""What can cover a cell and what people take part in."""

FINISHED = frozenset({MeasureStatus.COMPLETED, MeasureStatus.CANCELLED, MeasureStatus.SUPERSEDED})


def in_force(since: VagueDate | None, until: VagueDate | None, on: date) -> bool:
    """Whether the time from `since` to `until`, both included, may enclose the day."""
    begun = since is None or not since.certainly_after(on)
    over = until is not None and until.certainly_before(on)
    return begun and not over


def tie_holds(tie: Tie, on: date) -> bool:
    """Whether the two cooperate on the day. A tie that ended later held before; a wished one never does."""
    if tie.state is TieState.ENDED:
        return in_force(tie.since, tie.until, on) and _ends_later(tie.until, on)
    return tie.state is TieState.EXISTS and in_force(tie.since, tie.until, on)


def responsibility_holds(responsibility: Responsibility, on: date) -> bool:
    """Whether the actor stands for it on the day, accepted or only named: neither declined nor ended."""
    if responsibility.state is ResponsibilityState.DECLINED:
        return False
    if responsibility.state is ResponsibilityState.ENDED and not _ends_later(responsibility.until, on):
        return False
    return in_force(responsibility.since, responsibility.until, on)


def answers_for(responsibility: Responsibility, on: date) -> bool:
    """Whether the actor is the one to ask on the day: lead or shared, neither declined nor ended."""
    return responsibility.role is not Role.SUPPORTING and responsibility_holds(responsibility, on)


def says_yes(responsibility: Responsibility, on: date) -> bool:
    """Whether the actor, in whatever role, stands for it on the day and has accepted."""
    accepted = responsibility.state in (ResponsibilityState.ACCEPTED, ResponsibilityState.ENDED)
    return accepted and responsibility_holds(responsibility, on)


def has_accepted(responsibility: Responsibility, on: date) -> bool:
    """Whether somebody who answers for it has said yes."""
    return responsibility.role is not Role.SUPPORTING and says_yes(responsibility, on)


def takes_part(edge: Responsibility | Contribution, on: date) -> bool:
    """Whether the actor works on it on the day, in whatever role."""
    return isinstance(edge, Contribution) or responsibility_holds(edge, on)


def is_open(activity: Activity, on: date) -> bool:
    """A measure that is not completed, cancelled or superseded; an offer that has not certainly ended either.

    A measure that its source calls limited to a time (“befristet bis Ende 2022”) is over with that time as well; any
    other measure past its end is overdue and open.
    """
    if activity.status in FINISHED:
        return False
    return not ((isinstance(activity, Offer) or _is_for_a_time(activity)) and is_past(activity.end, on))


def _is_for_a_time(measure: Measure) -> bool:
    return (measure.status_text or "").casefold().startswith("befristet")


def is_active(activity: Activity, on: date) -> bool:
    """Whether it is under way: in progress and begun, or a delayed measure after its start.

    A measure in progress past its end is overdue and still active, unless it was for a limited time.
    """
    if not is_open(activity, on):
        return False
    if activity.status is MeasureStatus.IN_PROGRESS:
        return activity.start is None or not activity.start.certainly_after(on)
    delayed = isinstance(activity, Measure) and activity.status is MeasureStatus.DELAYED
    return delayed and activity.start is not None and activity.start.certainly_by(on)


def is_past(wording: VagueDate | None, on: date) -> bool:
    """Whether the whole of a vague date lies before the day."""
    return wording is not None and wording.certainly_before(on)


def inventory_holds(inventory: Inventory, on: date) -> bool:
    """Whether somebody had looked by the day. It does not expire; without a date nobody knows when, so it does not."""
    return inventory.date is not None and inventory.date.certainly_by(on)


def decision_holds(decision: CellDecision, on: date) -> bool:
    """Whether a decision on a cell is in force on the day."""
    return in_force(decision.date, decision.until, on)


def _ends_later(until: VagueDate | None, on: date) -> bool:
    return until is not None and until.certainly_from(on)
