"""The reports as people open them: without errors and requests, on a phone, on paper."""

from datetime import date

import pytest

from tests.visualise.networks import OpenPage, Seen
from tests.visualise.reports import DISTRICTS, LINDENTAL, Pages
from visualise.report import page
from visualise.report.forms import FORMS
from visualise.report.spec import Fact, Item, ReportSpec, ShortList

pytestmark = pytest.mark.browser


def printed(seen: Seen) -> int:
    """How many pages it takes on paper."""
    pdf = seen.page.pdf(prefer_css_page_size=True, print_background=True)
    assert b"/Font" in pdf
    return pdf.count(b"/Type /Page\n")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DISTRICTS)
def test_opens_without_a_complaint_or_a_request(
    open_page: OpenPage, pages: Pages, name: str, form: str, width: int
) -> None:
    seen = open_page(pages(name, "de", form), width=width, dark=width == 390)
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_cell_leads_to_its_reasons(open_page: OpenPage, pages: Pages) -> None:
    seen = open_page(pages(LINDENTAL, "de", "long"))
    cell = seen.page.locator("#matrix a.cell").first
    cell.click()
    target = seen.page.evaluate("document.querySelector(location.hash).innerText")
    assert "Ahornsleben" in target
    assert "Läuft:" in target


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_one_page_for_the_steering_group_is_one_page(open_page: OpenPage, pages: Pages, name: str, lang: str) -> None:
    assert printed(open_page(pages(name, lang, "page"))) == 1


@pytest.mark.parametrize("letters", [100, 300, 450, 650, 1000, 1500])
def test_one_page_stays_one_page_the_more_there_is_to_say(open_page: OpenPage, letters: int) -> None:
    """All of it may stand in one list, which is the tallest that it can be."""
    items = tuple(Item(what=worded(letters // 6), next=worded(letters // 6)) for _ in range(3))
    spec = ReportSpec(
        form="page", title="Kreis Lindental: Wer macht was, und was fehlt", district="Kreis Lindental",
        stand=date(2026, 1, 15), invented=True,
        facts=tuple(Fact(label="Grundlage", value=worded(30)) for _ in range(6)),
        sentences=(worded(180),) * 3,
        lists=tuple(ShortList(title="Was fehlt", count="", items=some, empty="") for some in (items, (), ())),
        sections=(), foot=(worded(160), worded(200)),
    )  # fmt: skip
    assert printed(open_page(page.page(spec, "de"))) == 1


def worded(letters: int) -> str:
    return ("Integrationsangebot " * (letters // 20 + 1))[:letters]


def test_it_prints_on_paper_with_pages_and_text(open_page: OpenPage, pages: Pages) -> None:
    assert printed(open_page(pages("kreis-hoexter", "de", "long"))) > 3


def test_the_short_form_is_short_on_paper(open_page: OpenPage, pages: Pages) -> None:
    assert 2 < printed(open_page(pages(LINDENTAL, "de", "short"))) <= 12


def test_on_a_phone_the_matrix_keeps_its_shape(open_page: OpenPage, pages: Pages) -> None:
    seen = open_page(pages(LINDENTAL, "de", "long"), width=390)
    seen.page.wait_for_selector("#matrix a.cell")
    boxes = [cell.bounding_box() for cell in seen.page.locator("#matrix a.cell").all()]
    assert len(boxes) == 13 * 6
    assert all(box is not None and min(box["width"], box["height"]) >= 24 for box in boxes)


def test_on_a_phone_a_second_line_stands_under_its_cell(open_page: OpenPage, pages: Pages) -> None:
    seen = open_page(pages(LINDENTAL, "de", "long"), width=390)
    cell = seen.page.locator("#money-table td:has(.sub)").first
    under, box = cell.locator(".sub").bounding_box(), cell.bounding_box()
    assert under is not None
    assert box is not None
    assert under["x"] - box["x"] > 100


def test_text_twice_as_large_still_fits(open_page: OpenPage, pages: Pages) -> None:
    seen = open_page(pages("kreis-hoexter", "de", "long"), width=640)
    seen.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640
