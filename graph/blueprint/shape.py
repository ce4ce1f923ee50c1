"""Blueprints as plain values: the shape that scripts read in JSON, and rows for people."""

from collections.abc import Iterable, Iterator
from typing import Any

from graph.blueprint.models import Model
from graph.blueprint.plan_slice import PlanSlice
from graph.blueprint.wanted import Wanted
from graph.gaps.shape import gap_as_dict
from graph.language import Language, Text
from graph.model import Actor, Place, Record
from graph.picture import View
from graph.schema import label_of

MODEL_COLUMNS = (
    "dataset", "externalId", "title", "status", "places", "reach", "leads", "partners", "worksWell", "improve",
    "sameTargetGroup", "sameTask", "needed",
)  # fmt: skip
"""The columns of `model_rows`."""
SLICE_COLUMNS = ("part", "externalId", "name", "state", "responsible", "action")
"""The columns of `slice_rows`."""


MODEL_HEADS = Text(
    "Datensatz|Schlüssel|Titel|Status|Orte|Reichweite|Federführend|Partner|Läuft gut|Verbessern|Gleiche Zielgruppe|"
    "Gleiche Aufgabe|Was dort dazugehört",
    "Dataset|Key|Title|Status|Places|Reach|Lead|Partners|Works well|To improve|Same target group|Same task|"
    "What belongs to it there",
)
"""The same columns as people read them, with a bar between."""
SLICE_HEADS = Text("Teil|Schlüssel|Name|Stand|Zuständig|Was zu tun ist", "Part|Key|Name|State|Responsible|What to do")
"""The columns of a slice as people read them, with a bar between."""
_PARTS = {"measure": Text("Maßnahme", "Measure"), "need": Text("Bedarf", "Need")}


def models_as_dict(view: View, wanted: Wanted, found: Iterable[Model], lang: Language) -> dict[str, Any]:
    """`{wanted, models: [...]}`; the best fitting first."""
    return {
        "wanted": {
            "dataset": wanted.dataset,
            "fields": [_named(term) for term in wanted.fields],
            "targetGroups": [_named(term) for term in wanted.target_groups],
            "places": [_named(place) for place in wanted.places],
            "task": _named(wanted.task) if wanted.task else None,
            "subject": _named(wanted.subject) if wanted.subject else None,
        },
        "models": [_model(view, model, lang) for model in found],
    }


def _model(view: View, model: Model, lang: Language) -> dict[str, Any]:
    activity = model.activity
    return {
        "dataset": activity.dataset,
        **_named(activity),
        "kind": type(activity).__name__,
        "title": activity.title,
        "status": str(activity.status),
        "places": [place.name for place in view.many(Place, activity.places)],
        "reach": str(activity.reach) if activity.reach else None,
        "leads": [_named(actor) for actor in model.leads],
        "partners": [_named(actor) for actor in model.partners],
        "sameTargetGroup": model.same_target_group,
        "sameTask": model.same_task,
        "worksWell": model.works_well,
        "improve": model.improve,
        "needed": [sentence.in_(lang) for sentence in model.needed],
        "evidence": list(model.evidence),
    }


def model_rows(view: View, found: Iterable[Model], lang: Language) -> Iterator[tuple[Any, ...]]:
    """A row for each under `MODEL_COLUMNS`."""
    for model in found:
        activity = model.activity
        yield (
            activity.dataset,
            activity.external_id,
            activity.title,
            activity.status.label.in_(lang),
            "; ".join(place.name for place in view.many(Place, activity.places)),
            activity.reach.label.in_(lang) if activity.reach else None,
            _names(model.leads),
            _names(model.partners),
            model.works_well,
            model.improve,
            _YES_NO[lang].get(model.same_target_group),
            _YES_NO[lang][model.same_task],
            " ".join(sentence.in_(lang) for sentence in model.needed),
        )


def slice_as_dict(view: View, found: PlanSlice, lang: Language) -> dict[str, Any]:
    """`{place, plan, measures: [...], needs: [...], gaps: [...]}`."""
    return {
        "place": _named(found.place),
        "plan": _named(found.plan),
        "measures": [
            {
                **_named(one.measure),
                "status": str(one.measure.status),
                "namesPlace": one.names_place,
                "responsible": [
                    {**_named(actor), "role": str(r.role), "state": str(r.state)}
                    for r in one.responsible
                    for actor in view.many(Actor, (r.source,))
                ],
            }
            for one in found.measures
        ],
        "needs": [{**_named(raised.record), "outcome": str(raised.outcome)} for raised in found.needs],
        "gaps": [gap_as_dict(gap, lang) for gap in found.gaps],
    }


def slice_rows(view: View, found: PlanSlice, lang: Language) -> Iterator[tuple[Any, ...]]:
    """A row for each measure, need and gap under `SLICE_COLUMNS`."""
    for one in found.measures:
        names = _names(view.many(Actor, (r.source for r in one.responsible)))
        yield "measure", one.measure.external_id, one.measure.title, one.measure.status.label.in_(lang), names, None
    for raised in found.needs:
        record = raised.record
        yield "need", record.external_id, label_of(record), raised.outcome.label.in_(lang), None, None
    for gap in found.gaps:
        yield gap.rule, gap.id, gap.message.in_(lang), gap.state.label.in_(lang), None, gap.action.in_(lang)


def slice_in_words(view: View, found: PlanSlice, lang: Language) -> Iterator[tuple[Any, ...]]:
    """The same for people: what each row is in words, gaps by their rule."""
    for part, *cells in slice_rows(view, found, lang):
        yield (_PARTS[part].in_(lang) if part in _PARTS else part, *cells)


def _named(record: Record) -> dict[str, Any]:
    return {"id": record.id, "externalId": record.external_id, "name": label_of(record)}


def _names(actors: Iterable[Actor]) -> str:
    return "; ".join(actor.name for actor in actors)


_YES_NO: dict[Language, dict[bool | None, str]] = {
    "de": {True: "ja", False: "nein"},
    "en": {True: "yes", False: "no"},
}
