"""Which cells of field, municipality and target group are covered."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import Info, On, OneDataset
from api.graphql.datasets import audience_of, chosen_dataset, kept, named
from api.graphql.declare import declare, declare_enum, field
from api.graphql.following import listed, many, one
from api.graphql.metrics import Lang
from graph.coverage.cell_words import cell_explained
from graph.coverage.coverage import coverage
from graph.coverage.cube import Cell, CellState, Cube, Mark, Summary
from graph.gaps.situation import Situation
from graph.model import Place, Plan, Record, Ref, Term
from graph.picture import View

_SOME = "by id, external id or name; all without it."
Fields = Annotated[list[str] | None, strawberry.argument(description=f"Only these fields of action, {_SOME}")]
Places = Annotated[list[str] | None, strawberry.argument(description=f"Only these municipalities, {_SOME}")]
Groups = Annotated[list[str] | None, strawberry.argument(description=f"Only these target groups, {_SOME}")]
OfPlan = Annotated[
    str | None,
    strawberry.argument(
        description="Count only what this plan names, by id, external id or name; everything without it."
    ),
]
DistrictWide = Annotated[
    bool, strawberry.argument(description="Whether district-wide measures count for every municipality.")
]


def coverage_root() -> StrawberryField:
    """The root field `coverage`; its types are declared with it."""
    _declare()

    def resolve(
        info: Info,
        dataset: OneDataset = None,
        on: On = None,
        fields: Fields = None,
        places: Places = None,
        target_groups: Groups = None,
        plan: OfPlan = None,
        count_district_wide: DistrictWide = True,
    ) -> Any:
        view, day = info.context.view, info.context.remember(info.path, on)
        name, known = chosen_dataset(view, dataset), info.context.known
        of_plan = named(view, Plan, name, plan).id if plan is not None else None

        def count(of: View) -> Cube:
            return coverage(of, name, day, count_district_wide=count_district_wide, plan=of_plan)

        key = ("coverage", name, day, of_plan, count_district_wide)
        cube = kept(known, key, lambda: audience_of(known, info.context.whole, name).cube(count))
        info.context.noted[info.context.root_of(info.path)] = cube
        return cube.only(
            _refs(view, Term, name, fields, "field"),
            _refs(view, Place, name, places),
            _refs(view, Term, name, target_groups, "target_group"),
        )

    return field("coverage", "Coverage", "What is covered on a day, where, and for whom.", resolve)


def _refs(
    view: View, kind: type[Record], dataset: str, texts: list[str] | None, scheme: str | None = None
) -> set[Ref] | None:
    return None if texts is None else {named(view, kind, dataset, text, scheme).id for text in texts}


def _declare() -> None:
    for states in (CellState, Mark):
        declare_enum(states)
    declare("CellCounts", "How many cells are in each state.", _counts(), of=Summary)
    declare("Cell", "One field of action, municipality and target group.", _cell(), of=Cell)
    declare("Coverage", "All cells of a dataset on a day.", _coverage(), of=Cube)


def _counts() -> Iterator[StrawberryField]:
    for state in CellState:
        yield field(state.name.lower(), "int", f"How many are {state.label.en}.", _count_of(state))


def _coverage() -> Iterator[StrawberryField]:
    yield field("dataset", "str", "The dataset that was looked at.")
    yield field("on", "date", "The day that was looked at.")
    yield field(
        "share",
        "float | None",
        "Covered cells as a share of those covered, only planned or a gap; null if there are none. "
        "To be shown with the count of unknown ones.",
        _share,
    )
    yield field("counts", "CellCounts", "How many cells are in each state.", _whole)
    yield field("fields", "list[Term]", "The fields of action, in order.", listed("fields"))
    yield field("places", "list[Place]", "The municipalities, in order.", listed("places"))
    yield field("target_groups", "list[Term]", "The target groups, in order.", listed("target_groups"))
    yield field("cells", "list[Cell]", "Every cell: by field, then municipality, then target group.", listed("cells"))
    yield field("district_wide_counts", "bool", "Whether district-wide measures count for every municipality.")
    yield field("concept", "Plan | None", "The plan that `inConcept` speaks of.", one("concept"))
    yield field("concept_complete", "bool", "Whether that plan was recorded as a whole.")
    yield field("unplaced", "list[Record]", "Open measures and offers that are in no cell.", many("unplaced"))


def _cell() -> Iterator[StrawberryField]:
    yield field("field", "Term | None", "The field of action.", one("field"))
    yield field("place", "Place | None", "The municipality.", one("place"))
    yield field("target_group", "Term | None", "The target group.", one("target_group"))
    yield field(
        "state",
        "CellState",
        "What the cell is. Unknown is neither fine nor a gap; suppressed: not all that is there may be seen.",
    )
    yield field("active", "list[Record]", "Measures and offers under way.", many("active"))
    yield field("planned", "list[Record]", "Open ones that are not under way.", many("planned"))
    yield field("inventories", "list[Inventory]", "Who looked, and when.", many("inventories"))
    yield field("decision", "CellDecision | None", "The decision in force.", one("decision"))
    yield field("marks", "list[Mark]", "What has to be said beside the state.", listed("marks"))
    yield field(
        "in_concept",
        "bool | None",
        "Whether the concept names a measure here: a fact about the plan; null without one.",
    )
    yield field("surveyed_on", "date | None", "The newest day on which somebody looked.")
    yield field(
        "explanation", "str", "One or two sentences: what is there, how we know, what the concept says.", _told_of
    )


def _told_of(root: Cell, info: Info, lang: Lang = None) -> str:
    """Worked out on what everybody of the viewer's role sees, for the day that was asked for."""
    context = info.context
    cube = context.noted[context.root_of(info.path)]
    assert isinstance(cube, Cube)
    key = ("situation", cube.dataset, cube.on)
    situation = kept(context.known, key, lambda: Situation(context.known, cube.dataset, cube.on))
    text = cell_explained(situation, cube, root, complete=context.known is context.whole)
    return text.in_(lang.value) if lang is not None else context.say(text)


def _share(root: Cube) -> float | None:
    return root.whole.coverage


def _whole(root: Cube) -> Any:
    return root.whole


def _count_of(state: CellState) -> Callable[..., object]:
    def resolve(root: Any) -> Any:
        return root.counts[state]

    return resolve
