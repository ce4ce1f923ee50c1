"""Maps of 100, 1,500 and 5,000 actors beside those of plain pyvis and sigma.js on the same network, in one run.

python -m benchmarks.maps [--sigma FOLDER]

For each: seconds in the making, megabytes, seconds until the first picture stands in headless Chromium, and frames per
second while zooming. pyvis writes its page with everything in line; what it still asks of other hosts is answered with
nothing. sigma.js gets the same network as JSON; FOLDER is one in which `npm install sigma graphology` was called, and
without one that peer is left out. Layouts are compared in benchmarks.map_layouts.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright
from pyvis.network import Network

from benchmarks.map_facts import Facts, facts
from visualise.map import page as map_page
from visualise.map.composition import compose
from visualise.map.keeping import Kept
from visualise.map.spec import MapSpec

SIZES = ((100, 400), (1500, 8000), (5000, 26000))
FRAMES = """async (step) => {
  const zoom = eval(step);
  let frames = 0;
  const start = performance.now();
  while (performance.now() - start < 2000) {
    zoom(frames % 24 < 12 ? 1.08 : 1 / 1.08);
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  return frames * 1000 / (performance.now() - start);
}"""
OURS = """(factor) => document.getElementById('explore').dispatchEvent(
  new KeyboardEvent('keydown', { key: factor > 1 ? '+' : '-' }))"""
PYVIS = "(factor) => network.moveTo({ scale: network.getScale() * factor })"
SIGMA = """(factor) => renderer.getCamera().setState({ ratio: renderer.getCamera().getState().ratio / factor })"""


def drawn(known: Facts, earlier: Kept | None = None) -> MapSpec:
    """The network as a map."""
    return compose(
        *known,
        title="Wer arbeitet mit wem",
        district="Kreis Tal",
        district_wide="Kreisweit",
        scope="alle",
        stand=date(2026, 1, 15),
        invented=True,
        other_groups="Andere Gruppen",
        earlier=earlier,
    )


def our_page(known: Facts) -> str:
    """Our page with its tables."""
    return map_page.page(drawn(known), "de")


def pyvis_page(known: Facts) -> str:
    """The page that pyvis writes, at our positions and without physics, so that drawing alone is compared."""
    actors, ties, _ = known
    network = Network(cdn_resources="in_line")
    network.toggle_physics(False)
    across = int(len(actors) ** 0.5) + 1
    for number, actor in enumerate(actors):
        network.add_node(actor.id, label=actor.name, x=number % across * 60, y=number // across * 60, physics=False)
    network.edges = [{"from": tie.source, "to": tie.target} for tie in ties]
    return str(network.generate_html())


def sigma_page(known: Facts, folder: Path) -> str:
    """A page with sigma.js and the network as JSON, at the same positions."""
    actors, ties, _ = known
    across = int(len(actors) ** 0.5) + 1
    nodes = [[a.id, a.name, n % across, n // across] for n, a in enumerate(actors)]
    pairs = sorted({(tie.source, tie.target) for tie in ties})
    parts = ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
    texts = [(folder / "node_modules" / part).read_text("utf-8").replace("</script", "<\\/script") for part in parts]
    scripts = "".join(f"<script>{text}</script>" for text in texts)
    return f"""<!doctype html><meta charset="utf-8"><title>sigma</title>
<div id="box" style="width:1200px;height:800px"></div>{scripts}<script>
const graph = new graphology.Graph();
for (const [id, label, x, y] of {json.dumps(nodes)}) graph.addNode(id, {{label, x, y, size: 4}});
for (const [a, b] of {json.dumps(pairs)}) if (!graph.hasEdge(a, b)) graph.addEdge(a, b);
const renderer = new Sigma(graph, document.getElementById('box'));
</script>"""


def measured(browser: Browser, page: str, ready: str, zoom: str, folder: Path) -> tuple[float, float]:
    """Seconds until the picture stands, and frames per second while zooming."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    tab: Page = browser.new_page(viewport={"width": 1280, "height": 900})

    def answered(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.fulfill(body="", content_type="text/plain")

    tab.route("**/*", answered)
    started = time.perf_counter()
    tab.goto(file.as_uri(), wait_until="domcontentloaded")
    tab.wait_for_function(ready, timeout=120_000)
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    opened = time.perf_counter() - started
    frames = float(tab.evaluate(FRAMES, zoom))
    tab.close()
    return opened, frames


def main() -> None:
    """Print one line for each page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sigma", type=Path, help="folder with node_modules/sigma and node_modules/graphology")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    chosen = parser.parse_args()
    canvas = "document.querySelector('canvas') && document.querySelector('canvas').width > 300"
    peers: list[tuple[str, Callable[[Facts], str], str]] = [("ours", our_page, OURS), ("pyvis", pyvis_page, PYVIS)]
    if chosen.sigma:
        peers.append(("sigma", lambda known: sigma_page(known, chosen.sigma), SIGMA))
    else:
        print("sigma.js is left out: --sigma names no folder that holds it")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox"])
        for actors, ties in SIZES:
            known = facts(actors, ties, 47 if actors > 1000 else 13)
            for name, make, zoom in peers:
                started = time.process_time()
                page = make(known)
                making = time.process_time() - started
                opened, frames = measured(browser, page, canvas, zoom, Path(temporary))
                print(
                    f"{actors:5} actors, {ties:6} ties, {name:6}: made in {making:5.2f} s of processor time, "
                    f"{len(page.encode()) / 1e6:5.2f} MB, first picture after {opened:5.2f} s, {frames:4.1f} frames/s"
                )
        browser.close()


if __name__ == "__main__":
    main()
