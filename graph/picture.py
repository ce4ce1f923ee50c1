"""The graph at one revision, in memory: questions are answered here, by the same code whatever the store.

`Pictures` keeps the newest one and brings it up to date from the store's change feed by copy on write. Everybody
reads through a `View`, which applies the rights of one viewer before anything is counted or followed.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from graph.errors import NotFound
from graph.language import Text
from graph.model import KINDS, Edge, Record, Ref
from graph.rights import Viewer, ends, may_see, shown
from graph.rows import targets
from graph.schema import label_of, property_of
from graph.store import Store
from graph.text import sort_key

K = TypeVar("K", bound=Record)

_RELOAD_AFTER = 1000


class Picture:
    """All records of some datasets at one revision. Never changes; ask through `seen_by(viewer)`."""

    def __init__(self, revision: int, records: Mapping[Ref, Record]) -> None:
        self.revision = revision
        self._records = records
        self._views: dict[Viewer, View] = {}

    def seen_by(self, viewer: Viewer) -> "View":
        """What this viewer may see of it."""
        view = self._views.get(viewer)
        if view is None:
            view = self._views[viewer] = View(self.revision, viewer, self._records)
        return view

    def after(self, revision: int, put: Mapping[Ref, Record], gone: Iterable[Ref]) -> "Picture":
        """The picture at a later revision, with these records put and those gone."""
        records = {**self._records, **put}
        for ref in gone:
            records.pop(ref, None)
        return Picture(revision, records)


class View:
    """The picture as one viewer may see it. Lists come in the order of names, ids deciding between equals."""

    def __init__(self, revision: int, viewer: Viewer, records: Mapping[Ref, Record]) -> None:
        self.revision = revision
        self.viewer = viewer
        self._records = _visible(viewer, records)
        self._by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in self._records.values():
            self._by_kind[type(record)].append(record)
        self._sorted: dict[tuple[type[Record], str | None], tuple[Record, ...]] = {}
        self._referring: dict[tuple[type[Record], str], dict[Ref, tuple[Record, ...]]] = {}

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that hold anything visible, sorted."""
        return tuple(sorted({record.dataset for record in self._records.values()}))

    def all(self, kind: type[K], dataset: str | None = None) -> tuple[K, ...]:
        """Every record of the kind, of one dataset or of all."""
        found = self._sorted.get((kind, dataset))
        if found is None:
            chosen = [r for r in self._by_kind.get(kind, ()) if dataset is None or r.dataset == dataset]
            found = self._sorted[kind, dataset] = tuple(sorted(chosen, key=_order))
        return cast("tuple[K, ...]", found)

    def get(self, ref: Ref | str) -> Record | None:
        """The record of that id, of whatever kind, or None."""
        return self._records.get(cast("Ref", ref))

    def one(self, kind: type[K], ref: Ref | str | None) -> K | None:
        """The record of that id if it is of the kind, else None."""
        found = self.get(ref) if ref is not None else None
        return found if isinstance(found, kind) else None

    def many(self, kind: type[K], refs: Iterable[Ref]) -> tuple[K, ...]:
        """The records of these ids that exist and are of the kind, in the order of the ids."""
        return tuple(found for ref in refs if (found := self.one(kind, ref)) is not None)

    def referring(self, ref: Ref, kind: type[K], property_name: str) -> tuple[K, ...]:
        """The records of a kind that point at `ref` by a property: `referring(term.id, Measure, "fields")`."""
        index = self._referring.get((kind, property_name))
        if index is None:
            index = self._referring[kind, property_name] = self._index(kind, property_name)
        return cast("tuple[K, ...]", index.get(ref, ()))

    def find(self, kind: type[K], dataset: str, external_id: str) -> K | None:
        """The record of that external id in a dataset, or None."""
        return next((record for record in self.all(kind, dataset) if record.external_id == external_id), None)

    def _index(self, kind: type[K], property_name: str) -> dict[Ref, tuple[Record, ...]]:
        prop = property_of(kind, property_name)
        held: dict[Ref, list[Record]] = defaultdict(list)
        for record in self.all(kind):
            for target in dict.fromkeys(targets(record, prop)):
                held[target].append(record)
        return {target: tuple(records) for target, records in held.items()}


class Pictures:
    """The newest picture of a store, for as many threads as like; of some datasets, or of all."""

    def __init__(self, store: Store, datasets: Sequence[str] | None = None) -> None:
        self._store = store
        self._datasets = datasets
        self._lock = threading.Lock()
        self._picture: Picture | None = None

    def current(self) -> Picture:
        """The picture at the store's newest revision. One request asks once and so sees one revision."""
        revision = self._store.revision()
        picture = self._picture
        if picture is not None and picture.revision == revision:
            return picture
        with self._lock:
            if self._picture is None or self._picture.revision != revision:
                self._picture = self._newer(self._picture)
            return self._picture

    def _newer(self, picture: Picture | None) -> Picture:
        changes = self._store.changes(picture.revision) if picture is not None else []
        if picture is None or not changes or len(changes) > _RELOAD_AFTER:
            return self._load()
        last = {change.id: change for change in changes}
        put = self._store.get(ref for ref, change in last.items() if change.action == "put")
        if self._store.revision() != changes[-1].revision:  # somebody wrote while we read
            return self._load()
        if self._datasets is not None:
            put = {ref: record for ref, record in put.items() if record.dataset in self._datasets}
        return picture.after(changes[-1].revision, put, last.keys() - put.keys())

    def _load(self) -> Picture:
        revision, records = self._store.read(tuple(KINDS.values()), self._datasets)
        return Picture(revision, {record.id: record for record in records})


def dataset_named(view: View, name: str | None) -> str:
    """The dataset of that name; without a name the only one there is. Raises NotFound with the choices."""
    names = view.datasets
    if name in names:
        return str(name)
    if name is None and len(names) == 1:
        return names[0]
    listed = ", ".join(names)
    if not names:
        raise NotFound(
            Text(
                "Der Speicher ist leer. Bitte zuerst Daten einlesen: geflecht import ORDNER.",
                "The store is empty. Please import something first: geflecht import FOLDER.",
            )
        )
    if name is None:
        raise NotFound(
            Text(
                f"Welcher Datensatz? Bitte mit --dataset wählen: {listed}.",
                f"Which dataset? Please choose with --dataset: {listed}.",
            )
        )
    raise NotFound(
        Text(
            f"Es gibt keinen Datensatz „{name}“. Vorhanden: {listed}.",
            f"There is no dataset “{name}”. Known: {listed}.",
        )
    )


def _visible(viewer: Viewer, records: Mapping[Ref, Record]) -> dict[Ref, Record]:
    seen = {ref: shown(viewer, record, records.get) for ref, record in records.items() if may_see(viewer, record)}
    hidden = [ref for ref, record in seen.items() if isinstance(record, Edge) and not seen.keys() >= set(ends(record))]
    for ref in hidden:
        del seen[ref]
    return seen


def _order(record: Record) -> tuple[str, str, str]:
    return sort_key(label_of(record)), record.external_id, record.id
