"""The maps of municipalities and the matrix as people open them: on a phone, by keyboard, without colours, on paper."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from graph.picture import Pictures
from graph.rights import OFFICE
from graph.store import open_store
from importers.run import import_path
from tests.visualise.networks import OpenPage
from visualise.report.build import report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ON = date(2026, 1, 15)


@pytest.fixture(scope="module")
def html() -> Iterator[str]:
    """The report of a district with boundaries and few enough actors for a matrix of each."""
    with open_store("sqlite::memory:") as store:
        import_path(store, EXAMPLES / "kreis-soest", author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        view = Pictures(store).current().seen_by(OFFICE)
        yield report(view, dataset="kreis-soest", lang="de", on=ON)


def styles(page: "Page", selector: str, name: str) -> str:
    return str(page.eval_on_selector(selector, f"one => getComputedStyle(one).{name}"))


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_only_their_own_boxes_scroll_sideways(open_page: OpenPage, html: str, width: int) -> None:
    seen = open_page(html, width=width, dark=width == 390)
    assert seen.complaints == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = seen.page.locator("[role=region][tabindex='0'][aria-label]")
    assert boxes.count() >= 2
    for box in (".geobox", ".ambox"):
        assert seen.page.eval_on_selector(box, "one => one.getBoundingClientRect().right") <= width


def test_a_municipality_leads_to_its_row(open_page: OpenPage, html: str) -> None:
    page = open_page(html, script=False).page
    area = page.get_by_role("link", name="Möhnesee: 132 unbekannt")
    area.focus()
    page.keyboard.press("Enter")
    assert "Möhnesee" in page.locator(":target th").inner_text()


def test_every_picture_has_a_title_and_says_what_it_shows(open_page: OpenPage, html: str) -> None:
    page = open_page(html).page
    pictures = page.locator("#geo svg[role]")
    assert pictures.count() == 1 + 4 + 2
    for picture in pictures.all():
        title, text = picture.locator("title").text_content(), picture.locator("desc").text_content()
        assert title
        assert text
        labelled = (picture.get_attribute("aria-labelledby") or "").split()
        assert all(page.locator(f"[id='{ref}']").count() == 1 for ref in labelled)
    assert "Soest: gedeckt" in (page.locator("#geo-f8-d").text_content() or "")


def test_without_colours_rims_and_words_remain(open_page: OpenPage, html: str) -> None:
    page = open_page(html).page
    coloured = styles(page, ".geosmall .ga.g-COVERED", "fill")
    page.emulate_media(forced_colors="active")
    assert (
        styles(page, ".geosmall .ga.g-COVERED", "fill") == styles(page, ".geosmall .ga.g-UNKNOWN", "fill") != coloured
    )
    assert styles(page, ".geosmall .gr.r-COVERED", "strokeDasharray") == "none"
    assert styles(page, ".geosmall .gr.r-UNKNOWN", "strokeDasharray") != "none"
    assert styles(page, ".geosmall .gr.r-COVERED", "stroke") != "none"


def test_in_the_dark_only_tokens_change(open_page: OpenPage, html: str) -> None:
    light, dark = open_page(html).page, open_page(html, dark=True).page
    for selector in (".geosmall .ga.g-COVERED", ".geosmall .ga.g-q1"):
        assert styles(light, selector, "fill") != styles(dark, selector, "fill")


def test_the_matrix_has_a_heading_for_every_row_and_column(open_page: OpenPage, html: str) -> None:
    page = open_page(html).page
    rows = page.locator(".amx tbody tr")
    assert rows.count() == page.locator(".amx thead th").count() - 2
    assert page.locator(".amx tbody th[scope=row]").count() == rows.count()
    page.locator(".amx tbody th[scope=row] a").first.click()
    assert page.locator("#actors :target").count() == 1


@pytest.mark.parametrize("part", ["#geo", "#actormatrix"])
def test_axe_finds_nothing(browser: "Browser", html: str, tmp_path: Path, part: str) -> None:
    (tmp_path / "report.html").write_text(html, encoding="utf-8")
    page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    page.goto((tmp_path / "report.html").as_uri())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, context=part, options={"runOnly": rules}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
