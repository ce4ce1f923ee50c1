"""The editions of the concept: which one of the district holds on a day."""

from datetime import date

from graph.model import Place, Plan
from graph.model.states import PlaceLevel, PlanStatus
from graph.picture import View


def newest_plan(view: View, dataset: str, on: date) -> Plan | None:
    """The district's newest plan that had been adopted by the day; None without one."""
    adopted = [plan for plan in view.all(Plan, dataset) if _is_of_district(view, plan) and is_adopted(plan, on)]
    return max(adopted, key=lambda plan: (adopted_by(plan), plan.external_id), default=None)


def is_adopted(plan: Plan, on: date) -> bool:
    """Whether a plan had been adopted by the day; one that was superseded later had been, too."""
    if plan.adopted_on is not None:
        return plan.adopted_on.certainly_by(on) and plan.status in (PlanStatus.ADOPTED, PlanStatus.SUPERSEDED)
    return plan.status is PlanStatus.ADOPTED


def adopted_by(plan: Plan) -> date:
    """The last day on which it can have been adopted; the first day of all where nothing is known."""
    return plan.adopted_on.latest if plan.adopted_on is not None and plan.adopted_on.latest else date.min


def _is_of_district(view: View, plan: Plan) -> bool:
    place = view.one(Place, plan.place)
    return place is None or place.level is PlaceLevel.DISTRICT
