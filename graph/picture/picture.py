"""The graph at one revision: a table for each kind, read when first asked for."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from graph.model import KINDS, Record, Ref
from graph.picture.column import Ints
from graph.picture.hops import Hops, hops, pairs
from graph.picture.table import Table
from graph.picture.view import View
from graph.rights import Viewer
from graph.rows import rows_of

if TYPE_CHECKING:
    from graph.relations import Relation

_MOST_VIEWS = 100  # of one revision; each keeps masks and what it has shown


class Source(Protocol):
    """Where a picture gets its tables from, all of its one revision."""

    def load(self, kinds: Sequence[type[Record]]) -> Mapping[type[Record], Table]:
        """The tables of these kinds."""

    def kind_of(self, ref: str) -> type[Record] | None:
        """The kind of the record of that id; None if there is none."""

    def datasets(self) -> Sequence[str] | None:
        """All datasets that hold anything, sorted; None where only the tables can tell."""


class Picture:
    """The records of some datasets at one revision. Never changes; ask through `seen_by(viewer)`."""

    def __init__(self, revision: int, held: Mapping[Ref, Record] | Source) -> None:
        self.revision = revision
        self.source: Source = Given(held) if isinstance(held, Mapping) else held
        self._lock = threading.RLock()
        self._tables: dict[type[Record], Table] = {}
        self._views: dict[Viewer, View] = {}
        self._absent: set[str] = set()
        self._made: dict[Any, tuple[tuple[object, ...], Any]] = {}

    def seen_by(self, viewer: Viewer) -> View:
        """What this viewer may see of it."""
        view = self._views.get(viewer)
        if view is None:
            if len(self._views) >= _MOST_VIEWS:
                self._views.clear()
            view = self._views.setdefault(viewer, View(self, viewer))
        return view

    def table(self, kind: type[Record]) -> Table:
        """The table of a kind."""
        found = self._tables.get(kind)
        if found is None:
            self.need((kind,))
            found = self._tables[kind]
        return found

    def need(self, kinds: Iterable[type[Record]]) -> None:
        """Read those of the kinds that are not here yet, together."""
        if all(kind in self._tables for kind in kinds):
            return
        with self._lock:
            missing = [kind for kind in dict.fromkeys(kinds) if kind not in self._tables]
            if missing:
                self._tables.update(self.source.load(missing))

    @property
    def loaded(self) -> frozenset[type[Record]]:
        """The kinds that were read so far."""
        return frozenset(self._tables)

    def place(self, ref: str) -> tuple[Table, int] | None:
        """Where the record of that id lies, of whatever kind; None if there is none."""
        for table in tuple(self._tables.values()):
            position = table.position.get(ref)
            if position is not None:
                return table, position
        if ref in self._absent or len(self._tables) == len(KINDS):
            return None
        kind = self.source.kind_of(ref)
        if kind is None:
            self._absent.add(ref)
            return None
        table = self.table(kind)
        return table, table.position[ref]

    def record(self, ref: str) -> Record | None:
        """The record of that id, whoever may see it."""
        found = self.place(ref)
        return None if found is None else found[0].record(found[1])

    def pairs(self, kind: type[Record], name: str, target: type[Record]) -> tuple[Ints, Ints]:
        """Positions of owners and of what they name by a property, see `graph.picture.hops`."""
        owners, targets = self.table(kind), self.table(target)
        rests_on = (owners.column(name), owners.numbering, targets.numbering)
        found: tuple[Ints, Ints] = self._once((kind, name, target), rests_on, lambda: pairs(self, kind, name, target))
        return found

    def hops(self, relation: "Relation") -> Hops:
        """The steps of a relation."""
        self.need((relation.owner, *relation.kinds, *(() if relation.edge is None else (relation.edge,))))
        far = [self.table(kind) for kind in relation.kinds]
        sizes = [len(table) for table in far[:-1]]
        holders = {True: far, False: [self.table(relation.owner)]}[relation.inverse]
        if relation.edge is not None:
            holders = [self.table(relation.edge)]
        names = ("source", "target") if relation.edge is not None else relation.properties
        columns = [table.column(name) for table in holders for name in names]
        numberings = [table.numbering for table in (self.table(relation.owner), *holders, *far)]
        found: Hops = self._once(relation, (*columns, *numberings, *sizes), lambda: hops(self, relation))
        return found

    def after(
        self, revision: int, source: Source, put: Mapping[Ref, Record], gone: Iterable[tuple[str, Ref]]
    ) -> "Picture":
        """The picture at a later revision, with these records put and those gone; what is untouched is shared."""
        later = Picture(revision, source)
        put_by: dict[type[Record], list[Record]] = {}
        gone_by: dict[type[Record], list[Ref]] = {}
        for record in put.values():
            put_by.setdefault(type(record), []).append(record)
        for name, ref in gone:
            gone_by.setdefault(KINDS[name], []).append(ref)
        for kind, table in self._tables.copy().items():
            if kind in put_by or kind in gone_by:
                table = table.changed(put_by.get(kind, ()), gone_by.get(kind, ()))
            later._tables[kind] = table
        later._made = self._made.copy()
        return later

    def _once(self, key: Any, rests_on: tuple[object, ...], make: Any) -> Any:
        """What was made from the same things before, maybe for an earlier revision; else it is made now."""
        before = self._made.get(key)
        if before is not None and all(a is b or a == b for a, b in zip(before[0], rests_on, strict=True)):
            return before[1]
        made = make()
        self._made[key] = (rests_on, made)
        return made


class Given:
    """Records that are at hand."""

    def __init__(self, records: Mapping[Ref, Record]) -> None:
        self._records = records

    def load(self, kinds: Sequence[type[Record]]) -> Mapping[type[Record], Table]:
        by_kind: dict[type[Record], list[Record]] = {kind: [] for kind in kinds}
        for record in self._records.values():
            if type(record) in by_kind:
                by_kind[type(record)].append(record)
        return {kind: Table.of(rows_of(kind, records)) for kind, records in by_kind.items()}

    def kind_of(self, ref: str) -> type[Record] | None:
        record = self._records.get(Ref(ref))
        return None if record is None else type(record)

    def datasets(self) -> Sequence[str]:
        return sorted({record.dataset for record in self._records.values()})
