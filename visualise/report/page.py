"""The report as one HTML file: it opens without a network, reads without a mouse, prints on A4."""

from graph.language import Language
from visualise.map.page import SCRIPTS, STYLES, footline, map_view
from visualise.page import render
from visualise.report.blocks import Drawn
from visualise.report.spec import ReportSpec
from visualise.wording import wording

_WITHOUT_MAP = ("tokens.css", "base.css", "tables.css.jinja")


_PAGE_HOLDS = (2000, 2500, 3700, 5200)
"""How many letters the first screen may have for one A4 page, each time in smaller type; tried out in Chromium."""


def page(spec: ReportSpec, language: Language) -> str:
    """The report's file."""
    words = wording(language)
    drawn = next((block for one in spec.sections for block in one.blocks if isinstance(block, Drawn)), None)
    explorable = drawn is not None and drawn.explorable
    view = map_view(drawn.map, words, explorable=explorable) if drawn else {"map": None, "explore": None}
    return render(
        "report.html.jinja",
        words=words,
        styles=(*(STYLES if drawn else _WITHOUT_MAP), "report.css", "charts.css", "geo.css", "report_sheet.css.jinja"),
        scripts=SCRIPTS if explorable else ("tables.js",),
        width="",
        district=spec.district,
        invented=spec.invented,
        footline=footline(spec.district, spec.invented, words("stand", stand=spec.stand), words),
        report=spec,
        fit=_fit(spec),
        **view,
    )


def _fit(spec: ReportSpec) -> int:
    """By how many steps the type of the first screen gets smaller, so that the report of one page stays on it."""
    if spec.sections:
        return 0
    above = [*(fact.value for fact in spec.facts), *spec.sentences, *spec.foot]
    columns = [sum(len(item.what) + len(item.next) for item in one.items) for one in spec.lists]
    letters = sum(map(len, above)) + len(columns) * max(columns, default=0)
    return sum(letters > most for most in _PAGE_HOLDS)
