"""The roots: where questions start."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from strawberry.types.field import StrawberryField

from api.errors import WrongPage
from api.graphql.arguments import After, Dataset, First, Id, Ids, Info, On
from api.graphql.declare import field
from api.graphql.paging import LARGEST_PAGE, USUAL_PAGE, by_name, page
from api.graphql.relations import valid_on
from graph import model as m
from graph.language import Text
from graph.model import Record, Ref
from graph.picture import View, dataset_named
from graph.redirects import resolve
from graph.relations import plural

ROOTS: tuple[type[Record], ...] = (
    m.Actor, m.Place, m.Term, m.Plan, m.Goal, m.Need, m.Measure, m.Duty, m.Offer, m.Group, m.Event, m.Paper,
    m.Resolution, m.Consultation, m.Statement, m.Deadline, m.Indicator, m.Reading, m.Funding, m.StatusReport, m.Survey,
    m.Inventory, m.Claim, m.Rating, m.Contact, m.Source, m.Tie, m.Responsibility, m.Contribution, m.Membership,
)  # fmt: skip
"""The kinds that can be asked for by themselves; the others are reached from these, and by `node`."""

_ordered: WeakKeyDictionary[View, dict[tuple[type[Record], str | None], Sequence[Record]]] = WeakKeyDictionary()


def roots() -> Iterator[StrawberryField]:
    """Every root field for the kinds, and `node` and `nodes`."""
    yield field("node", "Node | None", "The entry of this id, whatever it is; null if there is none to be seen.", _node)
    yield field("nodes", "list[Node | None]", "The entries of these ids, in their order.", _nodes)
    for kind in ROOTS:
        name = kind.__name__
        one, many = kind.meta.label.en, kind.meta.plural.en
        single = name[0].lower() + name[1:]
        yield field(_snake(single), f"{name} | None", f"One {one.lower()}; null if there is none.", _one(kind))
        description = f"{many} by name. More arguments to choose by will be added; none will be required."
        yield field(_snake(plural(kind)), f"{name}Connection", description, _list(kind))


def in_order(view: View, kind: type[Record], dataset: str | None) -> Sequence[Record]:
    """All of a kind by name, with an order that has no equals also across datasets."""
    held = _ordered.setdefault(view, {})
    if (kind, dataset) not in held:
        held[kind, dataset] = sorted(view.all(kind, dataset), key=by_name)
    return held[kind, dataset]


def _one(kind: type[Record]) -> Callable[..., object]:
    def resolve(info: Info, id: Id, on: On = None) -> Any:
        info.context.remember(info.path, on)
        return info.context.view.one(kind, _now(info.context.view, id))

    return resolve


def _list(kind: type[Record]) -> Callable[..., object]:
    def resolve(
        info: Info, first: First = USUAL_PAGE, after: After = None, dataset: Dataset = None, on: On = None
    ) -> Any:
        context = info.context
        day = context.remember(info.path, on)
        if dataset is not None:
            dataset_named(context.view, dataset)
        shown = page(valid_on(in_order(context.view, kind, dataset), kind, day), by_name, first, after)
        context.spend(len(shown.nodes))
        return shown

    return resolve


def _node(info: Info, id: Id, on: On = None) -> Any:
    info.context.remember(info.path, on)
    return info.context.view.get(_now(info.context.view, id))


def _nodes(info: Info, ids: Ids, on: On = None) -> Any:
    if len(ids) > LARGEST_PAGE:
        raise WrongPage(
            Text(
                f"Das sind {len(ids)} Kennungen; auf einmal gehen höchstens {LARGEST_PAGE}.",
                f"These are {len(ids)} ids; {LARGEST_PAGE} go at a time at most.",
            )
        )
    info.context.remember(info.path, on)
    view = info.context.view
    return info.context.taken([view.get(_now(view, ref)) for ref in ids])


def _now(view: View, ref: str) -> str:
    """The id itself, or where it leads since its entry was merged into another."""
    return ref if view.get(ref) is not None else resolve(view, Ref(ref))


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
