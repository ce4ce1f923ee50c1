"""What is missing in reports: the matrix, the sentence above it, gaps that end in what to do."""

import re
from collections import Counter

from graph.gaps.gap import Truth
from graph.picture import View
from graph.scope import Scope
from tests.visualise.reports import DISTRICTS, LINDENTAL, ON, Specs, of, table
from visualise.reading import Reading
from visualise.report.blocks import Cards
from visualise.report.gaps import cards, certain, first_list
from visualise.report.matrix import MatrixSpec
from visualise.report.spec import ReportSpec


def test_the_matrix_has_every_place_and_field_and_shows_hidden_gaps(lindental: ReportSpec) -> None:
    (matrix,) = of(lindental, MatrixSpec)
    assert (len(matrix.rows), len(matrix.fields)) == (13, 6)
    assert [row.name for row in matrix.rows] == sorted(row.name for row in matrix.rows)
    cells = [cell for row in matrix.rows for cell in row.cells]
    assert all(len(cell.pips) in (0, 4) for cell in cells)
    hidden = sum(pip.state == "GAP" for cell in cells for pip in cell.pips if cell.state != "GAP")
    assert hidden > 0
    assert sum(int(cell.hole.split()[0]) for cell in cells if cell.hole) == hidden


def test_the_first_sentence_counts_what_the_matrix_counts(lindental: ReportSpec) -> None:
    (matrix,) = of(lindental, MatrixSpec)
    numbers = [int(number) for number in re.findall(r"\d+", lindental.sentences[0])]
    covered, checked, gaps, planned, unknown = numbers
    feet = [[int(n) for n in re.findall(r"\d+", f"{foot.covered} {foot.unknown}")] for foot in matrix.feet]
    assert f"{13 * 6 * 4} Fälle" in next(fact.value for fact in lindental.facts if fact.label == "Umfang")
    assert covered == sum(foot[0] for foot in feet)
    assert checked == sum(foot[1] for foot in feet) == covered + gaps + planned
    assert (gaps, unknown) == (sum(foot[2] for foot in feet), sum(foot[3] for foot in feet))


def test_the_gaps_shown_first_are_about_different_things(views: dict[str, View]) -> None:
    reading = Reading(views["kreis-lindental"], Scope("kreis-lindental"), ON, "de")
    found_by = {gap.rule for gap in reading.gaps if "„Belegungsrechte sichern“" in gap.message.de}
    assert found_by == {"G3", "G10"}
    for shown in ([item.what for item in first_list(reading, 3).items], [card.title for card in cards(reading)]):
        assert sum("„Belegungsrechte sichern“" in title for title in shown) == 1


def test_every_gap_ends_in_what_to_do(specs: Specs) -> None:
    for name in DISTRICTS:
        spec = specs(name, "de", "long")
        rows = [row for one in spec.section("gaps").tables if one.key != "gap-rules" for row in one.rows]
        assert rows
        assert all(each.text for row in rows for each in (row.cells[0], row.cells[1], row.cells[3]))
        assert all(card.todo for block in of(spec, Cards) for card in block.cards)


def test_the_overview_counts_what_the_tables_list(views: dict[str, View], lindental: ReportSpec) -> None:
    reading = Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de")
    told = {row.cells[0].marks[0].href: row for row in table(lindental, "gap-rules").rows}
    unknown = Counter(gap.rule for gap in reading.gaps if gap.truth is Truth.UNKNOWN)
    assert {f"#gap-{rule}" for rule in {gap.rule for gap in reading.gaps}} == set(told)
    assert {href: row.cells[2].value for href, row in told.items()} == {href: unknown[href[5:]] for href in told}
    assert sum(int(row.cells[1].text) for row in told.values()) >= len(certain(reading)) > 0
