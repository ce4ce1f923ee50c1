"""The report as one HTML file: it opens without a network, reads without a mouse, prints on A4."""

from graph.language import Language
from visualise.map_page import SCRIPTS, STYLES, footline, map_view
from visualise.page import render
from visualise.report_spec import ReportSpec
from visualise.wording import wording


def page(spec: ReportSpec, language: Language) -> str:
    """The report's file."""
    words = wording(language)
    return render(
        "report.html.jinja",
        words=words,
        styles=(*STYLES, "report.css", "report_sheet.css.jinja"),
        scripts=SCRIPTS,
        width="",
        district=spec.district,
        invented=spec.invented,
        footline=footline(spec.district, spec.invented, words("stand", stand=spec.stand), words),
        report=spec,
        **map_view(spec.map, words),
    )
