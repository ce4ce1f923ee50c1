"""Five hundred hostile strings in every text of a district: pages show them, run nothing and ask for nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from graph.changes import Put, Transaction
from graph.dates import VagueDate
from graph.model import EDGE_KINDS, KINDS, Record
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.schema import Property, ValueType, properties
from graph.store import open_store
from importers.run import import_path
from tests.visualise.networks import OpenPage
from visualise.map.network_map import network_map, network_map_svg
from visualise.report.build import report

ON = date(2026, 1, 15)
NAME = "kreis-lindental"
FOLDER = Path(__file__).resolve().parents[2] / "examples" / NAME
KEPT = {"scheme", "ags", "population"}  # what analyses go by, not what people read

_PAYLOADS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<style>@import 'http://evil.example'</style>",
    "</style><script>alert(1)</script>", "</title><script>alert(1)</script>", "<!--<script>alert(1)//-->",
    "]]><script>alert(1)</script>", "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>", "<base href=http://evil.example>",
    "<form action=http://evil.example><button>x</button></form>", "<object data=http://evil.example>",
    "<video src=http://evil.example onerror=alert(1)>", "<math><mtext><img src onerror=alert(1)></mtext></math>",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "url(http://evil.example/x)",
    "expression(alert(1))", "}*{background:url(http://evil.example)}", "{{ 7*7 }}", "{% raw %}", "${alert(1)}",
    "{0} {name} {n} {}", "%s %(name)s %n", "**stark** ** halb", "&lt;b&gt; &amp; &#60;", "\\u003cscript\\u003e",
    "';alert(1);//", '";alert(1);//', "`${alert(1)}`", "alert(1)//\\", "=cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)",
    "ـمرحبا بالعالم", "עברית", "a\u0308\u0301\u0323\u0330" * 20, "W" * 500, "Wort " * 100,
    "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
    "'", '"', "<", "\\",
)  # fmt: skip
_WRAPPERS = ("{}", '"{}', "'{}", '">{}', "'>{}", "</td>{}", "-->{}", "\\{}", "a{}z", "</svg>{}")
HOSTILE = tuple(wrapper.replace("{}", payload) for wrapper in _WRAPPERS for payload in _PAYLOADS)


def spoiled(record: Record, words: Iterator[str]) -> Record:
    """The record with a hostile string in every text that it has, and in those that it could have."""
    return replace(record, **{prop.name: _spoiled(record, prop, words) for prop in properties(type(record))})


def _spoiled(record: Record, prop: Property, words: Iterator[str]) -> Any:
    held = getattr(record, prop.name)
    if prop.name in KEPT:
        return held
    if prop.value_type is ValueType.TEXT:
        return next(words)
    if prop.value_type is ValueType.TEXTS:
        return (next(words), next(words))
    if isinstance(held, VagueDate):
        return VagueDate(next(words), held.earliest, held.latest)
    return held


@pytest.fixture(scope="module")
def hostile() -> Iterator[View]:
    with open_store("sqlite::memory:") as store, open_store("sqlite::memory:") as target:
        import_path(store, FOLDER, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        records = store.read(tuple(KINDS.values()), [NAME])[1]
        words = cycle(HOSTILE)
        made = [replace(spoiled(record, words), version=1) for record in records]
        made.sort(key=lambda record: isinstance(record, EDGE_KINDS))
        target.commit(
            Transaction(tuple(map(Put, made)), author="test", reason="test", at=datetime(2026, 1, 15, tzinfo=UTC))
        )
        yield Pictures(target).current().seen_by(OFFICE)


def test_there_are_five_hundred() -> None:
    assert len(set(HOSTILE)) >= 500


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_of_hostile_strings_runs_nothing(open_page: OpenPage, hostile: View, width: int) -> None:
    seen = open_page(report(hostile, dataset=NAME, lang="de", on=ON), width=width)
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert (
        seen.page.evaluate(
            "document.querySelectorAll('main :is(img, iframe, object, form, style, script, base)').length"
        )
        == 0
    )
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_a_map_of_hostile_strings_runs_nothing(open_page: OpenPage, hostile: View) -> None:
    seen = open_page(network_map(hostile, dataset=NAME, lang="en", on=ON))
    seen.page.focus("#explore")
    for _ in range(20):
        seen.page.keyboard.press("PageDown")
    assert seen.complaints == []
    assert len(seen.requests) == 1


@pytest.mark.browser
def test_a_picture_of_hostile_strings_is_a_picture(open_page: OpenPage, hostile: View) -> None:
    seen = open_page(f"<!doctype html>{network_map_svg(hostile, dataset=NAME, lang='de', on=ON)}")
    assert seen.complaints == []
    assert len(seen.requests) == 1
    assert seen.page.evaluate("document.querySelectorAll('svg').length") == 1
