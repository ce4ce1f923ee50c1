"""The shipped districts as pictures, for tests that only read: each is imported once in a run."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from graph.model import KINDS
from graph.picture import Picture, Pictures, View
from graph.rights import OFFICE, Viewer
from graph.store import open_store
from importers.run import import_path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


class Shipped:
    """Pictures of shipped districts. Their stores are open until `stores` is closed; nobody writes into them."""

    def __init__(self, stores: ExitStack) -> None:
        self._stores = stores
        self._pictures: dict[tuple[str, ...], Picture] = {}

    def picture(self, *names: str) -> Picture:
        """These districts together, each as the dataset of its name."""
        if names not in self._pictures:
            self._pictures[names] = self._imported(*names) if len(names) == 1 else self._together(names)
        return self._pictures[names]

    def view(self, *names: str, viewer: Viewer = OFFICE) -> View:
        """What a viewer may see of them."""
        return self.picture(*names).seen_by(viewer)

    def _imported(self, name: str) -> Picture:
        store = self._stores.enter_context(open_store("sqlite::memory:"))
        import_path(store, EXAMPLES / name, dataset=name, author="test", now=NOW)
        return Pictures(store).current()

    def _together(self, names: Sequence[str]) -> Picture:
        views = [self.view(name) for name in names]
        return Picture(1, {record.id: record for view in views for kind in KINDS.values() for record in view.all(kind)})
