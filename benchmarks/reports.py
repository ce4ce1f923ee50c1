"""Reports of 1,500 actors and 8,000 ties: time in the making, size, and time to open in headless Chromium.

    python -m benchmarks.reports [--actors 1500] [--ties 8000] [--chromium /usr/bin/chromium]

Times of making are seconds of this process at work, from records in memory, those of opening are on the clock: until
the load event, and until the first picture stands. The same map is written by plain pyvis in the same run, and times of
opening stand as multiples of it.
"""

import argparse
import hashlib
import tempfile
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

from benchmarks.map_facts import facts
from benchmarks.maps import pyvis_page
from benchmarks.report_district import DATASET, ON, PLACES, district
from graph.kernels.compiling import is_ready
from graph.model import KINDS
from graph.picture import Picture, View
from graph.rights import GUEST, OFFICE, Viewer
from visualise.report.build import report

FORMS = (("long", OFFICE), ("short", OFFICE), ("page", OFFICE), ("long", GUEST))
_PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  done([page.loadEventEnd / 1000, (paint ? paint.startTime : performance.now()) / 1000]);
})))"""


def made(picture: Picture, viewer: Viewer, form: str, on: date) -> tuple[str, float]:
    """The report as one file, and how many seconds of work it took; every time from a new view."""
    view: View = picture.seen_by(viewer)
    everything = None if viewer.sees_everything else picture.seen_by(OFFICE)
    started = time.process_time()
    page = report(view, dataset=DATASET, lang="de", on=on, form=form, everything=everything)
    return page, time.process_time() - started


def opened(browser: Browser, page: str, folder: Path) -> tuple[float, float]:
    """Seconds until the load event, and until something is painted; no host answers."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    tab = browser.new_page(viewport={"width": 1280, "height": 900})

    def answered(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.fulfill(body="", content_type="text/plain")

    tab.route("**/*", answered)
    tab.goto(file.as_uri(), wait_until="load", timeout=120_000)
    loaded, painted = tab.evaluate(_PAINTED)
    tab.close()
    return float(loaded), float(painted)


def main() -> None:
    """Print one line for each form, and one for pyvis."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--actors", type=int, default=1500)
    parser.add_argument("--ties", type=int, default=8000)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    picture = Picture(1, district(asked.actors, asked.ties))
    for kind in KINDS.values():
        picture.table(kind)
    print(f"kernels are {'compiled' if is_ready() else 'not compiled'}")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=["--no-sandbox"])
        started = time.process_time()
        plain = pyvis_page(facts(asked.actors, asked.ties, PLACES))
        making = time.process_time() - started
        loaded, painted = opened(browser, plain, Path(temporary))
        print(
            f"pyvis, the map alone: made in {making:5.2f} s, {len(plain.encode()) / 1e6:5.2f} MB, "
            f"load event after {loaded:5.2f} s, first paint after {painted:5.2f} s"
        )
        for form, viewer in FORMS:
            page, making = made(picture, viewer, form, ON)
            again, _ = made(picture, viewer, form, ON)
            assert hashlib.sha256(page.encode()).digest() == hashlib.sha256(again.encode()).digest()
            after, seen = opened(browser, page, Path(temporary))
            public = "" if viewer.sees_everything else ", public"
            print(
                f"{form + public:12}: made in {making:5.2f} s, {len(page.encode()) / 1e6:5.2f} MB, "
                f"load event after {after:5.2f} s (x {after / loaded:4.1f} pyvis), "
                f"first paint after {seen:5.2f} s (x {seen / painted:4.1f})",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
