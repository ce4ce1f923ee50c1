"""The reports of the shipped districts in their forms: complete, honest about what is unknown, the same every time."""

import re

import pytest

from graph.language import Language
from graph.model import Term
from graph.picture import View
from graph.scope import Scope
from tests.visualise.reports import DISTRICTS, LINDENTAL, ON, REAL, Pages, Specs, of, prose, text_of
from tests.visualise.test_map_page import Parts
from visualise.map.network_map import network_map, network_map_svg
from visualise.reading import Reading
from visualise.report.blocks import Cards, Drawn, Names
from visualise.report.build import report, report_spec
from visualise.report.forms import FORMS
from visualise.report.matrix import MatrixSpec
from visualise.report.profile_spec import Profiles

SHORT_SECTIONS = ["coverage", "strength", "gaps", "decisions", "method"]
NO_LONG_TABLE = 40
"""How many rows a table of the short form may have."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_every_district_has_a_report_in_both_languages(pages: Pages, name: str, lang: Language, form: str) -> None:
    html = pages(name, lang, form)
    parts = Parts(html)
    assert f'<html lang="{lang}">' in html
    assert ("heute" in html, "0123456789abcdef" in html) == (True, True)
    assert [tag for tag, _ in parts.tags].count("h1") == 1
    assert len(html.encode()) < (8_000_000 if form == "long" else 2_000_000)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DISTRICTS)
def test_every_link_leads_somewhere_and_no_id_comes_twice(pages: Pages, name: str, form: str) -> None:
    tags = Parts(pages(name, "de", form)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    links = {str(attributes["href"])[1:] for tag, attributes in tags if tag in {"a", "use"} and attributes.get("href")}
    assert len(ids) == len(set(ids))
    assert links - set(ids) == set()


def test_the_same_data_give_the_same_bytes(views: dict[str, View], pages: Pages) -> None:
    for name in ("kreis-hoexter", "landkreis-augsburg"):
        again = report(views[name], dataset=name, lang="de", on=ON, stand="heute", result_hash="0123456789abcdef0")
        assert again == pages(name, "de", "long")


@pytest.mark.parametrize("name", DISTRICTS)
def test_what_each_form_has_and_what_it_leaves_out(specs: Specs, name: str) -> None:
    long, short, page = (specs(name, "de", form) for form in FORMS)
    assert [section.key for section in short.sections] == SHORT_SECTIONS
    assert page.sections == ()
    first = [(spec.facts, spec.sentences, [one.count for one in spec.lists]) for spec in (long, short, page)]
    assert first[0] == first[1] == first[2]
    assert not any(section.annex for section in short.sections)
    assert max(one.size for one in short.tables if one.key not in ("matrix", "strength-numbers")) < NO_LONG_TABLE
    keys = [section.key for section in long.sections]
    assert keys == sorted(keys, key=ORDER.index)
    assert page.foot


ORDER = [
    "coverage", "gaps", "strength", "map", "measures", "money", "participation", "indicators", "changes", "proposals",
    "questions", "method",
]  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_whoever_has_to_be_named_is_named_in_every_form(pages: Pages, name: str) -> None:
    for form in FORMS:
        html = pages(name, "en", form)
        assert "Data licence Germany" in html
        assert ("CC BY 4.0" in html) == (name == "landkreis-augsburg")


def test_only_the_invented_district_says_so(views: dict[str, View], pages: Pages) -> None:
    for name, view in views.items():
        said = 'class="invented"' in pages(name, "de", "page")
        on_map = 'class="invented"' in network_map(view, dataset=name, lang="de", on=ON)
        in_picture = "Erfunden." in network_map_svg(view, dataset=name, lang="de", on=ON)
        assert (said, on_map, in_picture) == ((name == LINDENTAL,) * 3)


@pytest.mark.parametrize("name", REAL)
def test_real_districts_say_what_nobody_knows(specs: Specs, name: str) -> None:
    spec = specs(name, "de", "long")
    assert re.search(r"wissen wir noch nichts|lässt sich nicht sagen|keiner geprüft", spec.sentences[0])
    assert "nicht befragt" in prose(spec)
    assert not any(card.state == "UNKNOWN" for block in of(spec, Cards) for card in block.cards)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_no_text_ends_twice_or_leaves_a_place_unfilled(pages: Pages, name: str, lang: str) -> None:
    said = text_of(pages(name, lang, "long"))
    assert re.findall(r".{20}[^.]\.\.(?!\.).{0,20}", said) == []
    assert re.findall(r".{20}[.“”]“?\.”.{0,5}", said) == []
    assert re.findall(r"\{[a-z]+\}", said) == []


def test_a_scope_narrows_report_and_map(views: dict[str, View]) -> None:
    view = views[LINDENTAL]
    field = next(term for term in view.all(Term, LINDENTAL) if term.label == "Arbeit und Ausbildung")
    spec = report_spec(Reading(view, Scope(LINDENTAL, field=field.id), ON, "de"))
    (matrix,), (drawn,) = of(spec, MatrixSpec), of(spec, Drawn)
    assert matrix.fields == ("Arbeit und Ausbildung",)
    assert 0 < len(drawn.map.actors) < 108
    assert drawn.map.scope == "Arbeit und Ausbildung"
    assert ("Ausschnitt", "Arbeit und Ausbildung") in [(fact.label, fact.value) for fact in spec.facts]


def test_a_guest_is_not_told_that_nobody_was_asked(guest: View) -> None:
    spec = report_spec(Reading(guest, Scope(LINDENTAL), ON, "de"))
    said = " ".join((prose(spec), of(spec, Profiles)[0].profiles[0].meta, spec.section("method").say))
    assert "nicht befragt" not in said
    assert "hier nicht zu sehen" in said
    assert of(spec, Drawn)[0].map.since == ""
    assert not of(spec, Names)
