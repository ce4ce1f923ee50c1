"""Answers to filters: pages, counts, and what records are related to, for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np

from graph.errors import Invalid
from graph.language import Text
from graph.model import Record, Ref
from graph.pauses import without_pauses
from graph.query.cursor import damaged, decode, encode, question_of
from graph.query.evaluate import matching, steps_that
from graph.query.ordering import OrderBy, behind, parse_order, sorted_rows, values_at
from graph.query.values import EVERYTHING, Filter, Where
from graph.relations import Relation
from graph.text import sort_key

if TYPE_CHECKING:
    from graph.picture.column import Ints, Mask
    from graph.picture.view import View

K = TypeVar("K", bound=Record)

USUAL_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[K]):
    """Some records of a longer answer, each with the cursor behind it. `total` counts the whole answer."""

    records: tuple[K, ...]
    cursors: tuple[str, ...]
    total: int
    has_next: bool


class Step(NamedTuple):
    """What a record is related to: the one at the other side, and the edge that leads there, if it is one."""

    node: Record
    edge: Record | None


@dataclass(frozen=True, slots=True)
class Related:
    """The first of what a record is related to, in the order of names, and how many steps there are in all."""

    steps: tuple[Step, ...]
    total: int


def select(
    view: "View", kind: type[K], asked: Filter | None, order_by: OrderBy, first: int | None, after: str | None
) -> Page[K]:
    """See `View.select`."""
    asked, keys = _of_kind(kind, asked), parse_order(kind, order_by)
    _check_first(first)
    question = question_of(asked, keys)
    place = None if after is None else decode(after, question, keys)
    mask = _answer(view, asked)
    total = int(np.count_nonzero(mask))
    if place is not None:
        try:
            mask = mask & behind(view, kind, keys, place)
        except TypeError as error:  # values that this order can't have
            raise damaged() from error
    order = view.sorted_rows((kind, keys), lambda: sorted_rows(view, kind, keys))
    rows = order[mask[order]]
    page = rows[:first].tolist()
    cursors = tuple(encode(question, values_at(view, kind, keys, row)) for row in page)
    return Page(tuple(view.records(kind, page)), cursors, total, len(rows) > len(page))


def count(view: "View", kind: type[Record], asked: Filter | None) -> int:
    """See `View.count`."""
    return int(np.count_nonzero(_answer(view, _of_kind(kind, asked))))


def related(
    view: "View", relation: Relation, ids: Iterable[Ref], first: int | None, where: Where = EVERYTHING
) -> dict[Ref, Related]:
    """See `View.related`."""
    _check_first(first)
    table, mask = view.picture.table(relation.owner), view.mask_of(relation.owner)
    rows = {ref: row for ref in ids if (row := table.position.get(ref)) is not None and mask[row]}
    hops = view.picture.hops(relation)
    asked = np.zeros(len(table), np.bool_)
    asked[list(rows.values())] = True
    chosen = np.flatnonzero(asked[hops.near] & steps_that(view, relation, hops, where))
    near, far = hops.near[chosen], hops.far[chosen]
    edge = None if relation.edge is None or hops.edge is None else hops.edge[chosen]
    last = far if edge is None or relation.edge is None else view.picture.table(relation.edge).column("id").codes[edge]
    order = np.lexsort((last, far_order(view, relation)[far], near))
    near, far, edge = near[order], far[order], None if edge is None else edge[order]
    starts = np.searchsorted(near, list(rows.values()), "left").tolist()
    ends = np.searchsorted(near, list(rows.values()), "right").tolist()
    found = {}
    with without_pauses():
        for ref, start, end in zip(rows, starts, ends, strict=True):
            stop = end if first is None else min(end, start + first)
            nodes = _far_records(view, relation, far[start:stop].tolist())
            edges = [None] * len(nodes) if edge is None else view.records(_edge(relation), edge[start:stop].tolist())
            found[ref] = Related(tuple(map(Step._make, zip(nodes, edges, strict=True))), end - start)
    return found


def far_order(view: "View", relation: Relation) -> "Ints":
    """The place of each row at the far side in the order of lists; of several kinds, all among each other."""
    tables = [view.picture.table(kind) for kind in relation.kinds]
    if len(tables) == 1:
        place = np.empty(len(tables[0]), np.int32)
        place[tables[0].order] = np.arange(len(place), dtype=np.int32)
        return place
    keys = [
        (sort_key(label), key, ref)
        for table in tables
        for label, key, ref in zip(
            table.label.values, table.column("external_id").values, table.column("id").values, strict=True
        )
    ]
    place = np.empty(len(keys), np.int32)
    place[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return place


def _far_records(view: "View", relation: Relation, rows: list[int]) -> list[Record]:
    if len(relation.kinds) == 1:
        return view.records(relation.kinds[0], rows)
    ends = np.cumsum([len(view.picture.table(kind)) for kind in relation.kinds]).tolist()
    found = []
    for row in rows:
        which = int(np.searchsorted(ends, row, "right"))
        found += view.records(relation.kinds[which], (row - (ends[which - 1] if which else 0),))
    return found


def _edge(relation: Relation) -> type[Record]:
    assert relation.edge is not None
    return relation.edge


def _answer(view: "View", asked: Filter) -> "Mask":
    seen = view.mask_of(asked.kind)
    return seen if asked.where == EVERYTHING else seen & matching(view, (asked.kind,), asked.where)


def _of_kind(kind: type[Record], asked: Filter | None) -> Filter:
    if asked is None:
        return Filter(kind)
    if asked.kind is not kind:
        raise Invalid(
            Text(
                f"Dieser Filter gilt für {asked.kind.meta.plural.de}, gefragt ist nach {kind.meta.plural.de}.",
                f"This filter is for {asked.kind.meta.plural.en}, the question is about {kind.meta.plural.en}.",
            )
        )
    return asked


def _check_first(first: int | None) -> None:
    if first is not None and (isinstance(first, bool) or not isinstance(first, int) or first < 0):
        raise Invalid(Text("„first“ ist eine Anzahl von 0 an.", "“first” is a number from 0 on."))
