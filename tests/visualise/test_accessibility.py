"""Maps and reports for everybody: axe-core finds nothing, the keyboard reaches everything, nothing needs colour alone.

What a machine can't check (screen readers, whether sentences are understood) is not claimed.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path
from visualise.map.network_map import network_map
from visualise.report.build import report

pytestmark = pytest.mark.browser

ON = date(2026, 1, 15)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_LAID_OUT = "*{content-visibility:visible!important}"
"""Long tables are laid out when they come into view; axe would take what is not yet laid out for overlapping."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of pages, each written once: a report with little data and one with everything, and its map."""
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name in ("kreis-hoexter", "kreis-lindental"):
        with open_store("sqlite::memory:") as store:
            import_path(store, EXAMPLES / name, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
            view = Pictures(store).current().seen_by(OFFICE)
            for key, html in _made(view, name):
                (folder / f"{key}.html").write_text(html, encoding="utf-8")
                written[key] = (folder / f"{key}.html").as_uri()
    yield written


def _made(view: View, name: str) -> Iterator[tuple[str, str]]:
    if name == "kreis-hoexter":
        yield "long", report(view, dataset=name, lang="en", on=ON)
    else:
        yield "short", report(view, dataset=name, lang="de", on=ON, form="short")
        yield "page", report(view, dataset=name, lang="de", on=ON, form="page")
        yield "map", network_map(view, dataset=name, lang="de", on=ON)


def opened(browser: Browser, address: str, **more: Any) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "bypass_csp": True, **more})
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("key", ["long", "short", "page", "map"])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, str], key: str, dark: bool) -> None:
    width = 390 if dark else 1280
    page = opened(
        browser, pages[key], color_scheme="dark" if dark else "light", viewport={"width": width, "height": 900}
    )
    page.add_style_tag(content=_LAID_OUT)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("key", ["long", "short", "page", "map"])
def test_nothing_scrolls_sideways_at_four_hundred_percent(browser: Browser, pages: dict[str, str], key: str) -> None:
    page = opened(browser, pages[key], viewport={"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_begins_at_the_content_and_leaves_the_map_behind(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["map"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if stops[-1] == "explore":
            break
    assert stops.count("explore") == 1
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#explore')")


def test_every_stop_has_a_name_and_shows_where_it_is(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["short"])
    seen = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const style = getComputedStyle(e);
            const label = (e.labels && e.labels[0] && e.labels[0].innerText) || '';
            return [(e.getAttribute('aria-label') || label || e.innerText || '').trim(),
                    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
                    [...e.querySelectorAll('path, use')].some(
                        (c) => parseFloat(getComputedStyle(c).strokeWidth) >= 3)]; }"""
        )
        if stop is None:
            break
        seen += 1
        assert stop[0], page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert stop[1], page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    assert seen > 8


def test_a_table_is_sorted_by_the_keyboard(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["map"])
    heading = page.locator("#actors thead th.n button")
    heading.focus()
    page.keyboard.press("Enter")
    assert page.locator("#actors thead th.n").get_attribute("aria-sort") == "ascending"
    degrees = page.locator("#actors tbody td.n").all_inner_texts()
    assert [int(one) for one in degrees] == sorted(int(one) for one in degrees)
    page.keyboard.press("Enter")
    degrees = page.locator("#actors tbody td.n").all_inner_texts()
    assert [int(one) for one in degrees] == sorted((int(one) for one in degrees), reverse=True)


def test_states_keep_their_rims_where_colours_are_forced(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["short"], forced_colors="active")
    rims = page.evaluate(
        """() => Object.fromEntries(['COVERED', 'NOMINAL', 'GAP', 'UNKNOWN', 'NOT_REQUIRED'].map((state) => {
        const style = getComputedStyle(document.querySelector('.key .s-' + state));
        return [state, style.borderTopStyle + ' ' + style.borderTopWidth]; }))"""
    )
    assert len(set(rims.values())) == 5


def test_nothing_moves_for_those_who_want_it_still(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["map"], reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e);
        return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }).length"""
    )
    assert moving == 0
