"""The picture as one viewer may see it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from graph.model import EDGE_KINDS, KINDS, NODE_KINDS, Record, Ref
from graph.picture.column import Column, Ints, Mask
from graph.picture.visible import allowed, with_subjects
from graph.query import Filter, answers
from graph.query.answers import USUAL_PAGE, Page, Related
from graph.query.ordering import OrderBy
from graph.query.parse import parse_along
from graph.relations import kinds_of, relation_named
from graph.rights import Viewer, may_differ, shown
from graph.rows import plain, references
from graph.schema import ValueType, property_of

if TYPE_CHECKING:
    from graph.picture.picture import Picture
    from graph.searching.search import Hit

K = TypeVar("K", bound=Record)

_MOST_ORDERS = 32


class View:
    """The picture as one viewer may see it. Lists come in the order of names, ids deciding between equals."""

    def __init__(self, picture: "Picture", viewer: Viewer) -> None:
        self.revision = picture.revision
        self.viewer = viewer
        self.picture = picture
        self._masks: dict[type[Record], Mask] = {}
        self._all: dict[tuple[type[Record], str | None], tuple[Record, ...]] = {}
        self._shown: dict[type[Record], dict[int, Record]] = {}
        self._referring: dict[tuple[type[Record], str], dict[Ref, list[int]]] = {}
        self._columns: dict[tuple[type[Record], str], Column] = {}
        self._orders: dict[Hashable, Ints] = {}
        self.memory: dict[Hashable, object] = {}
        """What others keep of it for as long as it lasts."""

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that hold anything visible, sorted."""
        listed = self.picture.source.datasets()
        found: set[str] = set()
        for kind in (*NODE_KINDS, *EDGE_KINDS):
            if listed is not None and found.issuperset(listed):
                break
            names = self.picture.table(kind).column("dataset")
            found |= {names.vocabulary[code] for code in np.unique(names.codes[self.mask_of(kind)])}
        return tuple(sorted(found))

    def all(self, kind: type[K], dataset: str | None = None) -> tuple[K, ...]:
        """Every record of the kind, of one dataset or of all."""
        found = self._all.get((kind, dataset))
        if found is None:
            mask = self.mask_of(kind)
            table = self.picture.table(kind)
            if dataset is not None:
                mask = mask & table.column("dataset").among((dataset,))
            found = self._all[kind, dataset] = tuple(self.records(kind, table.order[mask[table.order]].tolist()))
        return cast("tuple[K, ...]", found)

    def get(self, ref: Ref | str) -> Record | None:
        """The record of that id, of whatever kind, or None."""
        found = self.picture.place(ref)
        if found is None or not self.mask_of(found[0].kind)[found[1]]:
            return None
        return self.records(found[0].kind, (found[1],))[0]

    def one(self, kind: type[K], ref: Ref | str | None) -> K | None:
        """The record of that id if it is of the kind, else None."""
        if ref is None:
            return None
        if kind.__name__ not in KINDS:
            found = self.get(ref)
            return found if isinstance(found, kind) else None
        position = self.picture.table(kind).position.get(ref)
        if position is None or not self.mask_of(kind)[position]:
            return None
        return self.records(kind, (position,))[0]

    def many(self, kind: type[K], refs: Iterable[Ref]) -> tuple[K, ...]:
        """The records of these ids that exist and are of the kind, in the order of the ids."""
        if kind.__name__ not in KINDS:
            return tuple(found for ref in refs if (found := self.one(kind, ref)) is not None)
        position, mask = self.picture.table(kind).position, self.mask_of(kind)
        rows = (position.get(ref) for ref in refs)
        return tuple(self.records(kind, [row for row in rows if row is not None and mask[row]]))

    def referring(self, ref: Ref, kind: type[K], property_name: str) -> tuple[K, ...]:
        """The records of a kind that point at `ref` by a property: `referring(term.id, Measure, "fields")`."""
        return self.referring_any((ref,), kind, property_name)

    def referring_any(self, refs: Iterable[Ref], kind: type[K], property_name: str) -> tuple[K, ...]:
        """Those that point at one of several, those of the first ref first: much quicker than one after the other."""
        index = self._referring.get((kind, property_name))
        if index is None:
            index = self._referring[kind, property_name] = self._index(kind, property_name)
        rows = [row for ref in refs if self.shows(ref) for row in index.get(ref, ())]
        return tuple(self.records(kind, rows))

    def find(self, kind: type[K], dataset: str, external_id: str) -> K | None:
        """The record of that external id in a dataset, or None."""
        table = self.picture.table(kind)
        there = table.column("external_id").among((external_id,)) & table.column("dataset").among((dataset,))
        found = np.flatnonzero(there & self.mask_of(kind))
        return self.records(kind, (int(found[0]),))[0] if len(found) else None

    def shows(self, ref: Ref | str) -> bool:
        """Whether there is such a record in the view."""
        found = self.picture.place(ref)
        return found is not None and bool(self.mask_of(found[0].kind)[found[1]])

    def select(
        self,
        kind: type[K],
        asked: Filter | None = None,
        order_by: OrderBy = (),
        first: int | None = USUAL_PAGE,
        after: str | None = None,
    ) -> Page[K]:
        """A page of the records for which a filter is true, in the order of names or as `order_by` says.

        What has no value comes last in both directions; the id decides between equals. `after` is a cursor of an
        earlier page of the same question. Raises Invalid.
        """
        return answers.select(self, kind, asked, order_by, first, after)

    def count(self, kind: type[Record], asked: Filter | None = None) -> int:
        """How many records of the kind a filter is true for."""
        return answers.count(self, kind, asked)

    def related(
        self,
        kind: type[Record],
        ids: Iterable[Ref],
        relation: str,
        asked: Mapping[str, Any] | None = None,
        first: int | None = USUAL_PAGE,
    ) -> dict[Ref, Related]:
        """What each of these records of a kind is related to: the first of it and how much there is.

        `asked` is what a filter would say within `some`. An id that is not in the view is left out. Raises Invalid.
        """
        found = relation_named(kind, relation)
        return answers.related(self, found, ids, first, parse_along(found, asked))

    def search(
        self, text: str, kinds: Iterable[type[Record]] | None = None, dataset: str | None = None, first: int = 20
    ) -> "tuple[Hit, ...]":
        """What fits best what somebody typed, see `graph.searching.search`."""
        from graph.searching.search import search

        return search(self, text, kinds, dataset, first)

    def sorted_rows(self, key: Hashable, make: "Callable[[], Ints]") -> "Ints":
        """The rows of a kind in an order, made once; the view keeps some."""
        found = self._orders.get(key)
        if found is None:
            if len(self._orders) >= _MOST_ORDERS:
                self._orders.clear()
            found = self._orders[key] = make()
        return found

    def mask_of(self, kind: type[Record]) -> Mask:
        """Which rows of the kind's table may be seen."""
        mask = self._masks.get(kind)
        if mask is None:
            mask = self._masks[kind] = with_subjects(self, kind, allowed(self.viewer, self.picture.table(kind)))
        return mask

    def column(self, kind: type[Record], name: str) -> Column:
        """A column as the viewer may see it: what is closed to them is as if it were not there."""
        if self.viewer.sees_everything or not may_differ(kind, name):
            return self.picture.table(kind).column(name)
        found = self._columns.get((kind, name))
        if found is None:
            found = self._columns[kind, name] = self._opened(kind, name)
        return found

    def records(self, kind: type[K], positions: Sequence[int]) -> list[K]:
        """The records at these positions as the viewer may see them; they must be ones that may be seen."""
        table = self.picture.table(kind)
        if self.viewer.sees_everything:
            return cast("list[K]", table.records(positions))
        made = self._shown.setdefault(kind, {})
        wanted = [row for row in positions if row not in made]
        if wanted:
            self.picture.need(_reached_by(kind))
            for row, record in zip(wanted, table.records(wanted), strict=True):
                made[row] = shown(self.viewer, record, self.picture.record)
        return [cast("K", made[row]) for row in positions]

    def _index(self, kind: type[Record], name: str) -> dict[Ref, list[int]]:
        mask, table = self.mask_of(kind), self.picture.table(kind)
        values, many = table.column(name).values, property_of(kind, name).value_type is ValueType.REFERENCES
        held: dict[Ref, list[int]] = {}
        for row in table.order[mask[table.order]].tolist():
            refs = dict.fromkeys(values[row]) if many else (values[row],)
            for ref in refs:
                if ref is not None:
                    held.setdefault(ref, []).append(row)
        return held

    def _opened(self, kind: type[Record], name: str) -> Column:
        """The column as it stands in the records that the viewer is shown."""
        stored = self.picture.table(kind).column(name)
        seen = self.mask_of(kind)
        if name != "suppressed":  # which is said of some readings to those who may not see their numbers
            seen = seen & ~stored.missing()
        rows = np.flatnonzero(seen).tolist()
        values: list[Any] = [None] * len(stored.values)
        for row, record in zip(rows, self.records(kind, rows), strict=True):
            values[row] = plain(record)[name]
        return Column(values)


def _reached_by(kind: type[Record]) -> list[type[Record]]:
    """The kinds that records of a kind may name."""
    return [target for prop in references(kind) for target in kinds_of(prop)]
