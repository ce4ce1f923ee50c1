"""GraphiQL and the start page in a real browser: they draw, answer, and ask no other host for anything."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.app import create_app
from graph.model import Record
from graph.store import Store, open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Server = Any  # see conftest.py
Fill = Callable[[Store, Sequence[Record]], None]
STATIC = Path(__file__).resolve().parent.parent.parent / "api" / "static" / "graphiql"
PUBLISHED = {
    "graphiql.min.js": "HbRVEFG0JGJZeAHCJ9Xm2+tpknBQ7QZmNlO/DgZtkZ0aJSypT96YYGRNod99l9Ie",
    "graphiql.min.css": "Mq3vbRBY71jfjQAt/DcjxUIYY33ksal4cgdRt9U/hNPvHBCaT2JfJ/PTRiPKf0aM",
    "plugin-explorer.umd.js": "2oonKe47vfHIZnmB6ZZ10vl7T0Y+qrHQF2cmNTaFDuPshpKqpUMGMc9jgj9MLDZ9",
    "plugin-explorer.css": "5DFJlDPW2tSATRbM8kzoP1j194jexLswuNmClWoRr2Q0x7R68JIQzPHZ02Faktwi",
    "react.production.min.js": "tMH8h3BGESGckSAVGZ82T9n90ztNXxvdwvdM6UoR56cYcf+0iGXBliJ29D+wZ/x8",
    "react-dom.production.min.js": "bm7MnzvK++ykSwVJ2tynSE5TRdN+xL418osEVF2DE/L/gfWHj91J2Sphe582B1Bh",
}
"""The sums that the makers publish for these versions (graphiql 3.8.3, plugin-explorer 1.0.2, react 18.2.0)."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_files_are_the_published_ones(name: str) -> None:
    assert b64encode(hashlib.sha384((STATIC / name).read_bytes()).digest()).decode() == PUBLISHED[name]


@pytest.fixture
def demo(district: tuple[Record, ...], fill: Fill, serve: Any) -> Iterator[Server]:
    """The district, served as the demo serves it."""
    with open_store("sqlite::memory:") as store:
        fill(store, district)
        yield serve(create_app(store, graphiql=True))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps what it asked for and what went wrong."""
    opened = browser.new_page(locale="de-DE")
    yield opened
    opened.close()


def watched(page: Page) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return asked, wrong


@pytest.mark.browser
def test_graphiql_answers_without_any_other_host(demo: Server, page: Page) -> None:
    asked, wrong = watched(page)
    page.goto(demo.address + "/graphql")
    page.wait_for_selector(".graphiql-query-editor .CodeMirror-line")
    page.click(".graphiql-execute-button")
    page.wait_for_selector(".result-window >> text=Sprachcafé")
    page.click("button[aria-label='Show Documentation Explorer']")
    page.wait_for_selector(".graphiql-doc-explorer-content >> text=Query")
    page.click("button[aria-label='Show GraphiQL Explorer']")
    page.wait_for_selector(".docExplorerWrap >> text=measures")
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {demo.address.split("/")[2]}
    assert wrong == []
    assert page.title() == "Fragen ausprobieren – Geflecht"


@pytest.mark.browser
def test_the_start_page_draws_without_any_other_host(demo: Server, page: Page) -> None:
    asked, wrong = watched(page)
    page.goto(demo.address + "/")
    assert page.inner_text("h1") == "Wer macht was – und was fehlt"
    assert page.evaluate("getComputedStyle(document.querySelector('.districts')).borderTopWidth") == "2px"
    page.click("text=English")
    assert page.inner_text("h1") == "Who does what – and what is missing"
    assert {url.split("/")[2] for url in asked} == {demo.address.split("/")[2]}
    assert wrong == []
