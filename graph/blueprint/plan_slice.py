"""A municipality's own slice of the district's plan: what to start from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.coverage.reach import is_district_wide, names_place
from graph.errors import NotFound
from graph.gaps.find import find_gaps
from graph.gaps.gap import Gap, Truth
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Measure, Need, Place, Plan, Responsibility
from graph.office.needs import Raised, needs
from graph.office.plans import newest_plan
from graph.picture import View
from graph.rollup import downwards
from graph.scope import Scope
from graph.validity import is_open


@dataclass(frozen=True, slots=True)
class SliceMeasure:
    """An open measure of the plan for a place: one that names it, or one for everybody; and who answers for it."""

    measure: Measure
    names_place: bool
    responsible: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class PlanSlice:
    """What a plan holds for a place, the needs raised there that no measure meets, and the gaps there."""

    place: Place
    plan: Plan
    measures: tuple[SliceMeasure, ...]
    needs: tuple[Raised, ...]
    gaps: tuple[Gap, ...]


def plan_slice(view: View, dataset: str, on: date, place: Place, plan: Plan | None = None) -> PlanSlice:
    """The slice of a plan; without one, of the district's newest that was adopted. Raises NotFound where there is none.

    Measures that name the place come first; gaps are those that are known, in the order of the rules.
    """
    chosen = plan or newest_plan(view, dataset, on)
    if chosen is None:
        raise NotFound(Text("Ein beschlossenes Konzept ist nicht verzeichnet.", "No adopted plan is recorded."))
    situation = Situation(view, dataset, on)
    measures = sorted(_measures(situation, chosen, place), key=lambda one: not one.names_place)
    raised = (one for one in needs(situation) if _is_raised_in(view, one, place) and not one.measures)
    gaps = (gap for gap in find_gaps(view, dataset, on, scope=Scope(dataset, place=place.id)) if gap.truth is Truth.YES)
    return PlanSlice(place, chosen, tuple(measures), tuple(raised), tuple(gaps))


def _measures(situation: Situation, plan: Plan, place: Place) -> Iterator[SliceMeasure]:
    own = situation.view.referring(plan.id, Measure, "plan")
    for measure in {m.id: m for m in (*own, *situation.view.many(Measure, plan.adopts))}.values():
        named = names_place(situation.view, measure, place.id)
        if is_open(measure, situation.on) and (named or is_district_wide(situation.view, measure)):
            yield SliceMeasure(measure, named, tuple(situation.answering(measure.id)))


def _is_raised_in(view: View, raised: Raised, place: Place) -> bool:
    need = raised.record
    return isinstance(need, Need) and not downwards(view, place.id).isdisjoint(need.places)
