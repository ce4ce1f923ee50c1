"""The report of a dataset: reads the view once, fills every section, sets the page."""

from collections.abc import Callable
from datetime import date

from graph.language import Language
from graph.picture import View
from graph.scope import Scope
from visualise.reading import Reading
from visualise.report import coverage, gaps, holders, measures, method, opening, page, questions, strength
from visualise.report.spec import ReportSpec, Section

SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    coverage.section,
    strength.section,
    holders.section,
    measures.section,
    gaps.section,
    questions.section,
    method.section,
)
"""What the long report consists of, in its order; a section that has nothing to say of a dataset is None."""


def report(
    view: View,
    *,
    dataset: str,
    lang: Language,
    on: date,
    scope: Scope | None = None,
    stand: str = "",
    result_hash: str = "",
) -> str:
    """The report as one HTML file.

    `on` is the day for which it holds. `stand` words the moment at which it was made and `result_hash` the content that
    it was made from; both may be empty. The same view, day and words give the same bytes.
    """
    spec = report_spec(Reading(view, scope or Scope(dataset), on, lang), stand=stand, result_hash=result_hash)
    return page.page(spec, lang)


def report_spec(reading: Reading, *, stand: str = "", result_hash: str = "") -> ReportSpec:
    """Everything that the report says."""
    told = (section(reading) for section in SECTIONS)
    return ReportSpec(
        title=reading.words("report.title", district=reading.district),
        district=reading.district,
        stand=reading.on,
        invented=reading.invented,
        facts=opening.facts(reading, stand, result_hash),
        sentences=opening.sentences(reading),
        lists=opening.lists(reading),
        sections=tuple(section for section in told if section is not None),
    )
