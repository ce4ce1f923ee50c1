"""Report and map of the generated district, as a ratio to pyvis' own page of the same network.

python -m benchmarks.drawing
"""

import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from pyvis.network import Network as PyvisNetwork

from api.drawing import Drawing
from benchmarks.district import make_district
from graph.model import Actor, Tie
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path


def pyvis_page(view: View) -> tuple[float, int]:
    """Seconds and bytes of the page that pyvis writes by itself."""
    started = time.perf_counter()
    network = PyvisNetwork(cdn_resources="in_line")
    for actor in view.all(Actor):
        network.add_node(actor.id, label=actor.name)
    for tie in view.all(Tie):
        network.add_edge(tie.source, tie.target)
    page = network.generate_html()
    return time.perf_counter() - started, len(page.encode())


def main() -> None:
    """Print one line for each page."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "generated"
        make_district(folder)
        with open_store("sqlite::memory:") as store:
            import_path(store, folder, dataset="generated", author="benchmark", now=datetime.now(UTC))
            started = time.perf_counter()
            view = Pictures(store).current().seen_by(OFFICE)
            print(f"picture: {time.perf_counter() - started:.2f} s")
        floor, size = pyvis_page(view)
        print(f"pyvis' own page: {floor:.2f} s, {size / 1e6:.2f} MB")
        drawing = Drawing(view, Scope("generated"), "de", date(2026, 1, 15), datetime.now(UTC))
        for name, draw in (("map", drawing.map), ("report", drawing.report)):
            started = time.perf_counter()
            page = draw()
            seconds = time.perf_counter() - started
            print(f"{name}: {seconds:.2f} s, {seconds / floor:.1f} x pyvis, {len(page.encode()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
