"""Who does elsewhere what is missing here, and what a municipality can start from."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from graph.blueprint import Model, models, plan_slice, wanted_for_gap, wanted_in
from graph.errors import NotFound, WrongUse
from graph.gaps.find import find_gaps
from graph.language import Text
from graph.meaning import meant
from graph.model import Contribution, Funding, Measure, Place, Plan, Rating, Record, Ref, Term, global_id
from graph.model.states import Known, MeasureStatus, PlaceLevel, PlanStatus, RatingValue, Reach, Role
from graph.picture import Picture, View
from graph.rights import OFFICE
from tests.graph.lindental_by_hand import is_open, rows, several
from tests.graph.small_district import ON, D, Small, on, ref, refs
from tests.shipped import Shipped

LINDENTAL = "kreis-lindental"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def view(shipped: Shipped) -> View:
    return shipped.view("kreis-lindental", "landkreis-augsburg")


def district() -> Small:
    """A field with a sub-field, two target groups, a task, two municipalities."""
    small = Small().term("field", "Wohnen", main=True).term("field", "Mieten", broader="Wohnen")
    small.term("field", "Sport", main=True).term("target_group", "Frauen", main=True)
    small.term("target_group", "Kinder", main=True).term("task", "Beratung")
    return (
        small.place("Kreis", level=PlaceLevel.DISTRICT).place("Werl", part_of="Kreis").place("Soest", part_of="Kreis")
    )


def elsewhere(small: Small, dataset: str = "anderswo") -> dict[Ref, Record]:
    """The same records as another dataset."""
    moved: dict[Ref, Ref] = {
        record.id: global_id(dataset, type(record).__name__, record.external_id) for record in small.records.values()
    }

    def there(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(there(one) for one in value)
        return moved.get(Ref(value), value) if isinstance(value, str) else value

    found = {}
    for record in small.records.values():
        values = {name: there(getattr(record, name)) for name in (f.name for f in fields(record)) if name != "dataset"}
        found[values["id"]] = replace(record, **values, dataset=dataset)
    return found


def seen(*parts: dict[Ref, Record]) -> View:
    return Picture(1, {ref: record for part in parts for ref, record in part.items()}).seen_by(OFFICE)


def found(view: View, *pairs: str) -> tuple[Model, ...]:
    return models(view, wanted_in(view, D, pairs), ON)


def keys(view: View, *pairs: str) -> list[str]:
    return [model.activity.external_id for model in found(view, *pairs)]


WANTED = ("field=Wohnen", "place=Werl", "group=Frauen")
SCOPE: dict[str, Any] = {"fields": ["Mieten"], "places": ["Soest"], "target_groups": ["Frauen"]}


@pytest.mark.parametrize(
    ("values", "there"),
    [
        ({}, True),
        ({"fields": ["Sport"]}, False),
        ({"places": ["Werl"]}, False),  # serves them already
        ({"places": ["Werl"], "target_groups": ["Kinder"]}, True),  # others, in the same place
        ({"places": [], "reach": Reach.DISTRICT}, False),
        ({"status": MeasureStatus.PLANNED}, False),
        ({"status": MeasureStatus.COMPLETED, "places": ["Werl"]}, True),
        ({"status": MeasureStatus.CANCELLED}, False),
        ({"target_groups": []}, True),
    ],
)
def test_a_model_is_under_way_or_completed_and_does_not_serve_them_already(values: dict[str, Any], there: bool) -> None:
    small = district().measure("m", **{**SCOPE, **values})
    assert keys(small.view(), *WANTED) == ["m"] * there


def test_what_fits_best_comes_first() -> None:
    small = (
        district()
        .measure("andere", **{**SCOPE, "target_groups": ["Kinder"]})
        .measure("alle", **{**SCOPE, "target_groups": []})
    )
    small.measure("fertig", MeasureStatus.COMPLETED, **SCOPE).measure("gut", **SCOPE).measure("neu", **SCOPE)
    small.add(Rating, "r", subject="gut", rating=RatingValue.WORKS_WELL, measure=ref(Measure, "gut"))
    view = seen(small.records, elsewhere(district().measure("fern", **SCOPE)))
    answers = found(view, *WANTED)
    assert [model.activity.external_id for model in answers] == ["gut", "neu", "fertig", "alle", "andere", "fern"]
    assert [model.same_target_group for model in answers] == [True, True, True, None, False, True]
    assert (answers[0].works_well, answers[0].improve) == (1, 0)


@pytest.mark.parametrize(
    ("term", "there"),
    [
        ({"label": "Wohnen"}, True),
        ({"label": "WOHNEN "}, True),
        ({"label": "Unterkunft", "alt_labels": ("Wohnen",)}, True),
        ({"label": "Housing", "label_en": "Wohnen"}, True),
        ({"label": "Mieten"}, True),  # narrower here
        ({"label": "Unterkunft"}, False),
        ({"label": "Unterkunft", "broader": ref(Term, "oben")}, True),  # below a field called so there
    ],
)
def test_fields_of_another_dataset_are_known_by_their_words(term: dict[str, Any], there: bool) -> None:
    other = Small().add(Term, "oben", scheme="field", label="Wohnen" if "broader" in term else "Oben")
    other.add(Term, "x", scheme="field", **term).measure("m", fields=["x"])
    assert keys(seen(district().records, elsewhere(other)), "field=Wohnen") == ["m"] * there


def test_it_says_who_runs_it_and_what_it_took() -> None:
    small = (
        district()
        .actors("amt", "verein")
        .measure("m", **SCOPE, min_partners=2, needs_extra_funds=Known.YES, funding_text="Landesmittel")
    )
    small.responsible("amt", "m", effort_fte=0.5).responsible("verein", "m", role=Role.SUPPORTING)
    small.add(Funding, "f", measure=ref(Measure, "m"), amount_eur=12000.0, end=on("2026-12-31"))
    small.edge(Contribution, "verein", "m", Measure, what="Räume")
    (model,) = found(small.view(), *WANTED)
    assert [actor.name for actor in model.leads] == ["amt"]
    assert [actor.name for actor in model.partners] == ["verein"]
    assert [sentence.de for sentence in model.needed] == [
        "Mindestens 2 Partner.", "Zusätzliche Mittel.", "Arbeitszeit: 0,5 VZÄ.", "verein trägt bei: Räume.",
        "Geld: 12.000 Euro im Jahr, bis 31. Dezember 2026.", "Finanzierung laut Quelle: Landesmittel.",
    ]  # fmt: skip
    assert {ref(Measure, "m"), ref(Funding, "f")} <= set(model.evidence)


def test_a_task_finds_models_in_any_field() -> None:
    small = district().offer("o", fields=["Sport"], places=["Soest"], task=ref(Term, "Beratung"))
    assert keys(small.view(), "task=Beratung", "place=Werl") == ["o"]


@pytest.mark.parametrize(
    "pairs",
    [(), ("place=Werl",), ("field",), ("field=",), ("feld=Wohnen",), ("field=gibt es nicht",), ("group=Frauen",)],
)
def test_what_cannot_be_understood_is_refused(pairs: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse):
        found(district().view(), *pairs)


def test_a_gap_says_itself_what_is_wanted(view: View) -> None:
    gaps = find_gaps(view, LINDENTAL, ON)
    gap = next(gap for gap in gaps if gap.rule == "G1")
    wanted = wanted_for_gap(view, LINDENTAL, ON, gap.id)
    assert gap.cell is not None
    assert [term.id for term in wanted.fields] == [gap.cell.field]
    answers = models(view, wanted, ON)
    assert answers
    assert all(gap.cell.place not in model.activity.places or not model.same_target_group for model in answers)
    measure = next(gap for gap in gaps if gap.rule == "G3" and gap.subject and gap.subject.kind == "Measure")
    assert measure.subject is not None
    assert measure.subject.id not in {
        m.activity.id for m in models(view, wanted_for_gap(view, LINDENTAL, ON, measure.id), ON)
    }
    actor = next(gap for gap in gaps if gap.rule == "G8")
    with pytest.raises(WrongUse):
        wanted_for_gap(view, LINDENTAL, ON, actor.id)
    with pytest.raises(NotFound):
        wanted_for_gap(view, LINDENTAL, ON, "gibt es nicht")


def test_the_other_district_of_the_store_is_asked_as_well(view: View) -> None:
    answers = models(view, wanted_in(view, LINDENTAL, ["field=Wohnen und Zusammenleben", "place=Nebelhorst"]), ON)
    datasets = [model.activity.dataset for model in answers]
    assert set(datasets) == {LINDENTAL, "landkreis-augsburg"}
    assert datasets == sorted(datasets, key=lambda name: name != LINDENTAL)


# A municipality's own slice


def test_the_slice_of_a_municipality_is_what_names_it_and_what_is_for_everybody(view: View) -> None:
    place = meant(view, LINDENTAL, Place, "Birkenquell", Text("Ort", "place"))
    found = plan_slice(view, LINDENTAL, ON, place)
    everywhere = {"kreisweit", "mobil", "online", "Standort"}
    expected = {
        row["measure_id"]: "Birkenquell" in several(row["municipality"])
        for row in rows("measures")
        if row["plan_id"] == "p2025"
        and is_open(row)
        and ("Birkenquell" in several(row["municipality"]) or row["reach"] in everywhere)
    }
    assert found.plan.external_id == "p2025"
    assert {one.measure.external_id: one.names_place for one in found.measures} == expected
    assert [one.names_place for one in found.measures] == sorted(expected.values(), reverse=True)
    met = {need for row in rows("measures") for need in several(row["need_ids"])}
    assert {one.record.external_id for one in found.needs} == {
        row["need_id"] for row in rows("needs") if "99001012" in several(row["place_ids"]) and row["need_id"] not in met
    }
    assert {gap.cell.place for gap in found.gaps if gap.cell} <= {place.id}
    assert all(gap.truth == "YES" for gap in found.gaps)


def test_another_plan_may_be_chosen_and_one_must_be_there() -> None:
    small = district().add(Plan, "p", title="p", status=PlanStatus.DRAFT, adopts=refs(Measure, ["m"]))
    small.measure("m", places=["Werl"]).measure("n", places=["Werl"], plan=ref(Plan, "p")).measure("o", places=["Werl"])
    view = small.view()
    place = meant(view, D, Place, "Werl", Text("Ort", "place"))
    with pytest.raises(NotFound):
        plan_slice(view, D, ON, place)
    found = plan_slice(view, D, ON, place, view.one(Plan, ref(Plan, "p")))
    assert {one.measure.external_id for one in found.measures} == {"m", "n"}
