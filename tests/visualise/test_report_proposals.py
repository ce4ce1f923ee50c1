"""Proposals and terms in reports."""

import re

import pytest

from graph.network.ways import way
from graph.picture import View
from graph.scope import Scope
from tests.visualise.reports import DISTRICTS, LINDENTAL, ON, Specs, column, table
from visualise.reading import Reading
from visualise.report.spec import ReportSpec
from visualise.report.terms import glossary


def test_a_proposal_has_reasons_a_way_today_and_a_next_step(views: dict[str, View], lindental: ReportSpec) -> None:
    network = Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de").situation.network
    rows = list(table(lindental, "proposals-table").rows)
    assert len(rows) == 8
    for row in rows:
        pair, reasons, today, following = row.cells
        assert len(reasons.marks) >= 2
        ends = [network.names.index(mark.text) for mark in pair.marks]
        found = way(network, ends[0], ends[1])
        assert found is not None
        assert today.text.startswith(f"{len(found) - 1} Schritte")
        assert following.text.startswith("Das KI ")


def test_what_is_unknown_is_asked_and_not_proposed(specs: Specs) -> None:
    section = specs("kreis-soest", "de", "long").section("proposals")
    assert [one.key for one in section.tables] == ["ask-first-table"]
    assert "Von keinem Paar ist sicher" in section.say


def test_no_section_where_there_is_nothing_to_propose(specs: Specs) -> None:
    assert "proposals" not in [section.key for section in specs("landkreis-augsburg", "de", "long").sections]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_only_terms_that_occur_are_explained(specs: Specs, name: str, lang: str) -> None:
    spec = specs(name, lang, "short")
    said = str([(section.aside, section.say, section.blocks) for section in spec.sections])
    said = said[: said.index("key='glossary'")] + str((spec.sentences, spec.lists, spec.facts))
    for word in column(table(spec, "glossary"), 0):
        stem = re.escape(word.split(",")[0].split()[-1][:6])
        assert re.search(stem, said, re.IGNORECASE), word


def test_a_term_is_explained_if_it_occurs_and_else_not(views: dict[str, View]) -> None:
    reading = Reading(views["kreis-hoexter"], Scope("kreis-hoexter"), ON, "de")
    assert column(glossary(reading, "In 3 Fällen fehlt etwas; die Dichte ist gering."), 0) == ["Dichte", "Fall"]
    assert column(glossary(reading, "Das KIM, nicht das KI"), 0) == ["KI", "KIM"]
    assert glossary(reading, "nichts").size == 0
