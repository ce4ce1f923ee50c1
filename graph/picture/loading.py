"""Pictures of a store: the newest one, brought up to date from its log."""

import threading
from collections.abc import Sequence

from graph.changes import Head
from graph.picture.picture import Picture
from graph.picture.since import changes_since
from graph.picture.stored import Stored
from graph.store import Store


class Pictures:
    """The newest picture of a store, for as many threads as like; of some datasets, or of all.

    With `keeping` what took long to read is kept for the next process, see `graph.picture.copies`.
    """

    def __init__(self, store: Store, datasets: Sequence[str] | None = None, *, keeping: bool = False) -> None:
        self._store = store
        self._datasets = datasets
        self._keeping = keeping
        self._lock = threading.Lock()
        self._newest: tuple[Head, Picture] | None = None

    def current(self) -> Picture:
        """The picture at the store's newest revision. One request asks once and so sees one revision."""
        head = self._store.head()
        newest = self._newest
        if newest is not None and newest[0] == head:
            return newest[1]
        with self._lock:
            if self._newest is None or self._newest[0] != head:
                self._newest = self._newer(head)
            return self._newest[1]

    def _newer(self, head: Head) -> tuple[Head, Picture]:
        stored = Stored(self._store, head, self._datasets, keeping=self._keeping)
        if self._newest is not None:
            before, picture = self._newest
            changes = changes_since(self._store, before, head, self._datasets)
            if changes is not None:
                return head, picture.after(head.revision, stored, *changes)
        return head, Picture(head.revision, stored)


def keep_copies(picture: Picture) -> None:
    """Keep for the next process what took long to read for this one; see `graph.picture.copies`."""
    if isinstance(picture.source, Stored):
        picture.source.keep()
