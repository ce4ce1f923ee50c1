"""What is missing, as a list with pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.arguments import After, First, Info, On, OneDataset
from api.graphql.context import Context
from api.graphql.datasets import audience_of, chosen_dataset, kept, named
from api.graphql.declare import declare, declare_enum, field
from api.graphql.following import itself, many, one
from api.graphql.metrics import sentence
from api.graphql.paging import USUAL_PAGE, Key, PageInfo, cursor, page
from graph.errors import Invalid
from graph.gaps.find import find_gaps, place_of
from graph.gaps.gap import CellKey, Evidence, Gap, Severity, Subject, Truth
from graph.gaps.rules import all_rules
from graph.gaps.scoping import gap_is_within
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Place, Term
from graph.model.states import GapState
from graph.picture import View
from graph.scope import Scope

Rules = Annotated[list[str] | None, strawberry.argument(description="Only of these rules, such as `G3`.")]


@strawberry.input(name="GapFilter", description="Which gaps are meant; all that is said has to hold.")
class Wanted:
    """Which gaps are meant; all that is said has to hold."""

    rules: list[str] | None = strawberry.field(default=None, description="Of these rules, such as `G3`.")
    truth: str | None = strawberry.field(default=None, description="`YES`, or `UNKNOWN`.")
    severities: list[str] | None = strawberry.field(
        default=None, description="Of `HIGH`, `MEDIUM`, `LOW`, `INFORMATION`."
    )
    states: list[str] | None = strawberry.field(default=None, description="Of `OPEN`, `ACKNOWLEDGED`, `PLANNED` ….")
    field: str | None = strawberry.field(default=None, description="In this field, by id, external id or name.")
    place: str | None = strawberry.field(default=None, description="In this place, by id, external id or name.")


Filter = Annotated[Wanted | None, strawberry.argument(description="Which gaps; all without it.")]


@dataclass(frozen=True, slots=True)
class GapPage:
    """A page of gaps, and of what dataset and day."""

    dataset: str
    on: date
    complete: bool
    nodes: list[Gap]
    total_count: int
    page_info: PageInfo


def gaps_root() -> StrawberryField:
    """The root field `gaps`; its types are declared with it."""
    _declare_gap()
    _declare_list()

    def resolve(
        info: Info,
        dataset: OneDataset = None,
        on: On = None,
        rules: Rules = None,
        filter: Filter = None,
        first: First = USUAL_PAGE,
        after: After = None,
    ) -> Any:
        day = info.context.remember(info.path, on)
        name = chosen_dataset(info.context.view, dataset)
        known = info.context.known
        key = partial(_key, known)
        found, complete = kept(known, ("gaps", name, day), lambda: _told(info.context, name, day))
        wanted = [gap for gap in found if rules is None or gap.rule in rules]
        if filter is not None:
            wanted = _only(wanted, filter, Situation(known, name, day))
        shown = page(wanted, key, first, after)
        info.context.spend(len(shown.nodes))
        return GapPage(name, day, complete, shown.nodes, shown.total_count, shown.page_info)

    return field("gaps", "GapConnection", "What is missing on a day, in the order of the rules.", resolve)


def _only(gaps: list[Gap], wanted: Wanted, situation: Situation) -> list[Gap]:
    """The gaps that fit. Raises Invalid for a word that is none of its list, NotFound for an unknown field or place."""
    rules = _chosen("rules", wanted.rules, [rule.key for rule in all_rules()])
    truths = _chosen("truth", None if wanted.truth is None else [wanted.truth], list(Truth))
    severities = _chosen("severities", wanted.severities, list(Severity))
    states = _chosen("states", wanted.states, list(GapState))
    view, name = situation.view, situation.dataset
    scope = Scope(
        name,
        field=named(view, Term, name, wanted.field, "field").id if wanted.field is not None else None,
        place=named(view, Place, name, wanted.place).id if wanted.place is not None else None,
    )
    return [
        gap
        for gap in gaps
        if gap.rule in rules
        and gap.truth in truths
        and gap.severity in severities
        and gap.state in states
        and gap_is_within(situation, gap, scope)
    ]


def _chosen(name: str, words: list[str] | None, choices: Sequence[str]) -> Sequence[str]:
    for word in words or ():
        if word not in choices:
            text = Text(
                f"„{word}“ gibt es nicht; möglich sind: {', '.join(choices)}.",
                f"There is no “{word}”; possible are: {', '.join(choices)}.",
            )
            raise Invalid(text, {name: text})
    return choices if words is None else words


def _told(context: Context, dataset: str, day: date) -> tuple[list[Gap], bool]:
    """The gaps that may be told, in order, and whether those are all there are."""
    audience = audience_of(context.known, context.whole, dataset)
    told = audience.gaps(lambda view: find_gaps(view, dataset, day))
    return sorted(told, key=partial(_key, context.known)), audience.sees_everything or not audience.shades.anywhere


def _declare_gap() -> None:
    for states in (Severity, Truth, GapState):
        declare_enum(states)
    declare(
        "GapSubject",
        "What a gap is about.",
        [
            field("id", "ID", "Its id; of a pair the external ids of both, with a stroke between."),
            field("kind", "str", "Its kind, as in the model."),
            field("name", "str", "What it is called."),
            field(
                "record",
                "Record | None",
                "The entry itself; null for a pair, whose entries the evidence names.",
                one("id"),
            ),
        ],
        of=Subject,
    )
    declare("GapCell", "The cell of field, place and target group that a gap is about.", _cell(), of=CellKey)
    declare(
        "Evidence",
        "One fact that a gap rests on.",
        [sentence("text", "The fact."), field("records", "list[Record]", "What it is read from.", many("records"))],
        of=Evidence,
    )
    declare("Gap", "Something missing: what, how we know, what to do and who does it.", _gap(), of=Gap)


def _declare_list() -> None:
    declare(
        "GapEdge",
        "A gap and its place in the list.",
        [
            field("node", "Gap", "The gap.", itself),
            field("cursor", "str", "Hand it to `after` to go on behind this entry.", _cursor),
        ],
        of=Gap,
    )
    declare(
        "GapConnection",
        "Gaps in the order of the rules, certain ones before unknown ones.",
        [
            field("dataset", "str", "The dataset that was looked at."),
            field("on", "date", "The day that was looked at."),
            field(
                "complete",
                "bool",
                "Whether you see all of the dataset. If not, what may rest on something hidden is left out.",
            ),
            field("edges", "list[GapEdge]", "The gaps of this page with their cursors.", _entries),
            field("nodes", "list[Gap]", "The gaps of this page."),
            field("total_count", "int", "How many gaps the whole list has."),
            field("page_info", "PageInfo", "Where this page lies in the list."),
        ],
        of=GapPage,
    )


def _cell() -> Iterator[StrawberryField]:
    yield field("field", "Term | None", "The field of action.", one("field"))
    yield field("place", "Place | None", "The municipality.", one("place"))
    yield field("target_group", "Term | None", "The target group.", one("target_group"))


def _gap() -> Iterator[StrawberryField]:
    yield field("id", "ID", "The same for the same rule and subject on every day and on every store.")
    yield field("rule", "str", "`G1` to `G21`.")
    yield field("severity", "Severity", "How much it matters.")
    yield field("truth", "Truth", "Whether it is one, or whether that is not known.")
    yield sentence("message", "What is missing.")
    yield sentence("action", "What to do, and who does it.")
    yield field("subject", "GapSubject | None", "What it is about; null if it is about a cell.")
    yield field("cell", "GapCell | None", "The cell that it is about; null if it is about an entry.")
    yield field("state", "GapState", "What was decided about it.")
    yield field("first_seen", "date | None", "Since when it is known.")
    yield field("surveyed_at", "date | None", "When somebody last looked.")
    yield field("evidence", "list[Evidence]", "What it rests on.")


def _entries(root: GapPage) -> Any:
    return root.nodes


def _cursor(root: Any, info: Info) -> str:
    return cursor(_key(info.context.known, root))


def _key(view: View, gap: Gap) -> Key:
    (number, rule), unknown, rank, names, id_ = place_of(view, gap)
    return number, rule, int(unknown), rank, " · ".join(names), id_
