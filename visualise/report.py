"""The report of a dataset: reads the view once, fills every section, sets the page."""

from datetime import date

from graph.language import Language
from graph.picture import View
from graph.scope import Scope
from visualise import (
    report_coverage,
    report_gaps,
    report_measures,
    report_method,
    report_opening,
    report_page,
    report_questions,
    report_strength,
)
from visualise.map import map_spec
from visualise.reading import Reading
from visualise.report_spec import ReportSpec


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
    return report_page.page(spec, lang)


def report_spec(reading: Reading, *, stand: str = "", result_hash: str = "") -> ReportSpec:
    """Everything that the report says."""
    words, cube = reading.words, report_coverage.scoped_cube(reading)
    drawn = map_spec(reading)
    holders = report_strength.holders(reading)
    answers = report_questions.answers(reading)
    return ReportSpec(
        title=words("report.title", district=reading.district),
        district=reading.district,
        stand=reading.on,
        invented=reading.invented,
        facts=report_opening.facts(reading, cube, stand, result_hash),
        sentences=report_opening.sentences(reading, cube),
        lists=report_opening.lists(reading, drawn),
        sections={
            "coverage": report_coverage.section(reading, cube),
            "strength": report_strength.section(reading),
            "map": report_strength.holders_section(reading),
            "measures": report_measures.section(reading),
            "gaps": report_gaps.section(reading),
            "questions": report_questions.section(reading, answers),
            "method": report_method.section(reading, cube),
        },
        matrix=report_coverage.matrix_spec(reading, cube),
        whole=report_strength.whole(reading),
        profiles=report_strength.by_field(reading),
        tables=report_strength.tables(reading),
        map=drawn,
        holders=holders,
        alone=report_strength.alone(reading),
        measures=report_measures.grouped(reading, report_measures.open_measures(reading)),
        offers=report_measures.grouped(reading, report_measures.open_offers(reading)),
        cards=report_gaps.cards(reading),
        gaps=report_gaps.tables(reading),
        questions=report_questions.tables(reading, answers),
        unanswered=report_questions.without_answer(reading, answers),
        method=report_method.method(reading),
        unknown=report_method.unknown(reading, cube),
        glossary=report_method.glossary(reading),
        attributions=report_method.attributions(reading),
        sources=report_method.sources(reading),
    )
