"""The report of a dataset: reads the view once, fills the sections of its form, sets the page."""

from datetime import date

from graph.language import Language
from graph.picture import View
from graph.scope import Scope
from visualise.map.keeping import Kept
from visualise.reading import Reading
from visualise.report import links, opening, page, publicly, short_lists, terms
from visualise.report.forms import FORMS, LONG, Form
from visualise.report.spec import ReportSpec


def report(
    view: View,
    *,
    dataset: str,
    lang: Language,
    on: date,
    scope: Scope | None = None,
    stand: str = "",
    result_hash: str = "",
    form: str = "long",
    since: date | None = None,
    before: View | None = None,
    spots: Kept | None = None,
    everything: View | None = None,
) -> str:
    """The report as one HTML file, in one of its forms (see `FORMS`).

    `on` is the day for which it holds. `stand` words the moment at which it was made and `result_hash` the content that
    it was made from; both may be empty. What changed is told since the day `since`, or else since the last edition of
    the concept or survey; `before` is what was known on that day. `spots` are those of an earlier edition's map, which
    this one keeps. `everything` is all there is where `view` is only what readers may see. The same input gives the
    same bytes.
    """
    reading = Reading(view, scope or Scope(dataset), on, lang, since, before, spots, everything)
    return page.page(report_spec(reading, form=FORMS[form], stand=stand, result_hash=result_hash), lang)


def report_spec(reading: Reading, *, form: Form = LONG, stand: str = "", result_hash: str = "") -> ReportSpec:
    """Everything that the report says in one of its forms."""
    told = (publicly.told(reading, part(reading)) for part in form.parts)
    spec = ReportSpec(
        form=form.key,
        title=reading.words("report.title", district=reading.district),
        district=reading.district,
        stand=reading.on,
        invented=reading.invented,
        facts=opening.facts(reading, stand, result_hash),
        sentences=opening.sentences(reading),
        lists=short_lists.lists(reading),
        sections=tuple(section for section in told if section is not None),
        foot=form.foot(reading),
    )
    return links.kept(terms.with_glossary(reading, spec))
