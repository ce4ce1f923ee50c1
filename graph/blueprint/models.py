"""Who does elsewhere what is missing here, and how: in the same district, or in another dataset of the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.blueprint.needed import needed
from graph.blueprint.wanted import Wanted
from graph.blueprint.words import Meant
from graph.coverage.reach import is_district_wide, names_place
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Actor, Funding, Measure, Offer, Rating, Ref
from graph.model.states import MeasureStatus, RatingValue
from graph.picture import View
from graph.text import sort_key
from graph.validity import Activity, is_active


@dataclass(frozen=True, slots=True)
class Model:
    """A measure or offer to learn from: under way, or completed.

    `same_target_group` is None where it names none or none is asked for. `works_well` and `improve` count ratings.
    `needed` says what it took, as far as it is recorded. `evidence` names the records that it is read from.
    """

    activity: Activity
    leads: tuple[Actor, ...]
    partners: tuple[Actor, ...]
    fundings: tuple[Funding, ...]
    needed: tuple[Text, ...]
    same_target_group: bool | None
    same_task: bool
    works_well: int
    improve: int
    evidence: tuple[Ref, ...]


def models(view: View, wanted: Wanted, on: date) -> tuple[Model, ...]:
    """All that fits, what fits best first: the own district, the same people, the same task, what was rated well.

    What serves the wanted people in the wanted place already is no model, and what is only planned is none either.
    """
    found = [model for dataset in view.datasets for model in _in_dataset(Situation(view, dataset, on), wanted)]
    return tuple(sorted(found, key=lambda model: _order(model, wanted.dataset)))


def _in_dataset(situation: Situation, wanted: Wanted) -> Iterator[Model]:
    view = situation.view
    fields = Meant(view, wanted.dataset, wanted.fields)
    groups = Meant(view, wanted.dataset, wanted.target_groups)
    tasks = Meant(view, wanted.dataset, (wanted.task,) if wanted.task else ())
    both: tuple[Activity, ...] = (*view.all(Measure, situation.dataset), *view.all(Offer, situation.dataset))
    for activity in both:
        same_task = activity.task is not None and activity.task in tasks
        if wanted.subject is not None and activity.id == wanted.subject.id:
            continue
        if not (same_task or fields.any_of(activity.fields)) or not _is_done(activity, situation.on):
            continue
        same_group = groups.any_of(activity.target_groups) if groups and activity.target_groups else None
        if same_group is not False and _serves(view, activity, wanted):
            continue
        yield _model(situation, activity, same_group, same_task)


def _is_done(activity: Activity, on: date) -> bool:
    return activity.status is MeasureStatus.COMPLETED or is_active(activity, on)


def _serves(view: View, activity: Activity, wanted: Wanted) -> bool:
    """Whether it serves the wanted places already."""
    if activity.dataset != wanted.dataset or not wanted.places or activity.status is MeasureStatus.COMPLETED:
        return False
    return is_district_wide(view, activity) or any(names_place(view, activity, p.id) for p in wanted.places)


def _model(situation: Situation, activity: Activity, same_group: bool | None, same_task: bool) -> Model:
    view = situation.view
    leads = view.many(Actor, dict.fromkeys(r.source for r in situation.answering(activity.id)))
    taking_part = view.many(Actor, situation.district.partners.get(activity.id, ()))
    partners = tuple(actor for actor in taking_part if actor not in leads)
    fundings = view.referring(activity.id, Funding, "measure")
    ratings = [*view.referring(activity.id, Rating, "measure"), *view.referring(activity.id, Rating, "offer")]
    values = [rating.rating for rating in {rating.id: rating for rating in ratings}.values()]
    return Model(
        activity,
        leads,
        partners,
        fundings,
        tuple(needed(situation, activity, fundings)),
        same_group,
        same_task,
        values.count(RatingValue.WORKS_WELL),
        values.count(RatingValue.IMPROVE),
        tuple(record.id for record in (activity, *leads, *partners, *fundings, *ratings)),
    )


def _order(model: Model, dataset: str) -> tuple[object, ...]:
    activity = model.activity
    return (
        activity.dataset != dataset,
        {True: 0, None: 1, False: 2}[model.same_target_group],
        not model.same_task,
        model.improve - model.works_well,
        activity.status is MeasureStatus.COMPLETED,
        sort_key(activity.title),
        activity.id,
    )
