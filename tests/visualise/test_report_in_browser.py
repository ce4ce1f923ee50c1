"""The reports as people open them: without errors and requests, on a phone, on paper."""

from pathlib import Path

import pytest

from graph.picture import View
from tests.visualise.networks import OpenPage
from tests.visualise.test_report import DISTRICTS, ON, views
from visualise.report.build import report

pytestmark = pytest.mark.browser

__all__ = ["views"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", DISTRICTS)
def test_opens_without_a_complaint_or_a_request(
    open_page: OpenPage, views: dict[str, View], name: str, width: int
) -> None:
    seen = open_page(report(views[name], dataset=name, lang="de", on=ON), width=width, dark=width == 390)
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cell_leads_to_its_reasons(open_page: OpenPage, views: dict[str, View]) -> None:
    seen = open_page(report(views["kreis-lindental"], dataset="kreis-lindental", lang="de", on=ON))
    cell = seen.page.locator("#matrix a.cell").first
    cell.click()
    target = seen.page.evaluate("document.querySelector(location.hash).innerText")
    assert "Ahornsleben" in target
    assert "Läuft:" in target


def test_it_prints_on_paper_with_pages_and_text(open_page: OpenPage, views: dict[str, View], tmp_path: Path) -> None:
    seen = open_page(report(views["kreis-hoexter"], dataset="kreis-hoexter", lang="de", on=ON))
    printed = seen.page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF")
    assert b"/Font" in printed
    assert printed.count(b"/Type /Page\n") > 3


def test_on_a_phone_the_matrix_keeps_its_shape(open_page: OpenPage, views: dict[str, View]) -> None:
    seen = open_page(report(views["kreis-lindental"], dataset="kreis-lindental", lang="de", on=ON), width=390)
    seen.page.wait_for_selector("#matrix a.cell")
    boxes = [cell.bounding_box() for cell in seen.page.locator("#matrix a.cell").all()]
    assert len(boxes) == 13 * 6
    assert all(box is not None and min(box["width"], box["height"]) >= 24 for box in boxes)


def test_text_twice_as_large_still_fits(open_page: OpenPage, views: dict[str, View]) -> None:
    seen = open_page(report(views["kreis-hoexter"], dataset="kreis-hoexter", lang="de", on=ON), width=640)
    seen.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640
