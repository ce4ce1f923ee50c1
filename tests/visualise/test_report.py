"""The reports of the shipped districts: complete, honest about what is unknown, the same every time."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from graph.language import Language
from graph.model import Term
from graph.picture import Pictures, View
from graph.profile.teller import CONCEPTS
from graph.rights import GUEST, OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from tests.visualise.test_map_page import Parts
from visualise.map.network_map import map_spec, network_map, network_map_svg
from visualise.map.spec import TieState
from visualise.reading import Reading
from visualise.report.blocks import Block, Cards, Drawn, Names, Prose
from visualise.report.build import report, report_spec
from visualise.report.gaps import cards, first_list
from visualise.report.matrix import MatrixSpec
from visualise.report.profile_spec import Profiles
from visualise.report.spec import ReportSpec
from visualise.table import Table

B = TypeVar("B", bound=Block)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DISTRICTS = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())
REAL = [name for name in DISTRICTS if name != "kreis-lindental"]
ON = date(2026, 1, 15)


@pytest.fixture(scope="module")
def views() -> Iterator[dict[str, View]]:
    """Every shipped district in a store of its own."""
    found = {}
    stores = []
    for name in DISTRICTS:
        store = open_store("sqlite::memory:")
        import_path(store, EXAMPLES / name, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        found[name] = Pictures(store).current().seen_by(OFFICE)
        stores.append(store)
    yield found
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def guest() -> Iterator[View]:
    """Kreis Lindental as everybody may see it."""
    with open_store("sqlite::memory:") as store:
        import_path(store, EXAMPLES / "kreis-lindental", author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        yield Pictures(store).current().seen_by(GUEST)


@pytest.fixture(scope="module")
def lindental(views: dict[str, View]) -> ReportSpec:
    return report_spec(Reading(views["kreis-lindental"], Scope("kreis-lindental"), ON, "de"))


def of(spec: ReportSpec, kind: type[B]) -> list[B]:
    """All blocks of one kind, in the order of the report."""
    return [block for section in spec.sections for block in section.blocks if isinstance(block, kind)]


def table(spec: ReportSpec, key: str) -> Table:
    return {one.key: one for one in spec.tables}[key]


def prose(spec: ReportSpec) -> str:
    return " ".join(sentence for block in of(spec, Prose) for sentence in block.sentences)


def text_of(html: str) -> str:
    return " ".join(" ".join(Parts(html).text).split())


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", DISTRICTS)
def test_every_district_has_a_report_in_both_languages(views: dict[str, View], name: str, lang: Language) -> None:
    html = report(views[name], dataset=name, lang=lang, on=ON, stand="heute", result_hash="0123456789abcdef0")
    assert f'<html lang="{lang}">' in html
    assert ("heute" in html, "0123456789abcdef" in html) == (True, True)
    assert [tag for tag, _ in Parts(html).tags].count("h1") == 1
    assert html == report(views[name], dataset=name, lang=lang, on=ON, stand="heute", result_hash="0123456789abcdef0")


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_link_leads_somewhere_and_no_id_comes_twice(views: dict[str, View], name: str) -> None:
    tags = Parts(report(views[name], dataset=name, lang="de", on=ON)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    links = {str(attributes["href"])[1:] for tag, attributes in tags if tag in {"a", "use"} and attributes.get("href")}
    assert len(ids) == len(set(ids))
    assert links - set(ids) == set()


def test_only_the_invented_district_says_so(views: dict[str, View]) -> None:
    for name, view in views.items():
        said = 'class="invented"' in report(view, dataset=name, lang="de", on=ON)
        on_map = 'class="invented"' in network_map(view, dataset=name, lang="de", on=ON)
        in_picture = "Erfunden." in network_map_svg(view, dataset=name, lang="de", on=ON)
        assert (said, on_map, in_picture) == ((name == "kreis-lindental",) * 3)


@pytest.mark.parametrize("name", REAL)
def test_real_districts_say_what_nobody_knows(views: dict[str, View], name: str) -> None:
    spec = report_spec(Reading(views[name], Scope(name), ON, "de"))
    assert re.search(r"wissen wir noch nichts|lässt sich nicht sagen|keiner geprüft", spec.sentences[0])
    assert "nicht befragt" in prose(spec)
    assert not any(card.state == "UNKNOWN" for block in of(spec, Cards) for card in block.cards)
    assert "Datenlizenz Deutschland" in prose(spec)


def test_the_attribution_of_integreat_stands_in_the_report_that_needs_it(views: dict[str, View]) -> None:
    for name, view in views.items():
        html = report(view, dataset=name, lang="en", on=ON)
        assert ("CC BY 4.0" in html) == (name == "landkreis-augsburg")


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


def test_every_gap_ends_in_what_to_do(views: dict[str, View]) -> None:
    for name, view in views.items():
        spec = report_spec(Reading(view, Scope(name), ON, "de"))
        rows = [row for one in spec.section("gaps").tables for row in one.rows]
        assert rows
        assert all(each.text for row in rows for each in (row.cells[0], row.cells[1], row.cells[3]))
        assert all(card.todo for block in of(spec, Cards) for card in block.cards)


def test_every_network_line_is_a_number_or_a_reason_and_one_sentence(lindental: ReportSpec) -> None:
    profiles = of(lindental, Profiles)[0].profiles
    assert len(profiles) == 7
    for profile in profiles:
        assert [line.key for line in profile.lines] == [concept.key for concept in CONCEPTS]
        assert all(line.sentence for line in profile.lines)
        numbers = [number for line in profile.lines for number in line.numbers]
        assert all(number.value or number.range for number in numbers)
        assert all(
            0 <= share <= 1 for n in numbers if n.bar for share in (n.bar.value, n.bar.low or 0, n.bar.high or 0)
        )


def test_a_number_stands_beside_chance_and_beside_the_survey_before(lindental: ReportSpec) -> None:
    whole, first = of(lindental, Profiles)[0].profiles[:2]
    numbers = {number.key: number for line in whole.lines for number in line.numbers}
    assert numbers["transitivity"].compared == ("bei Zufall 4,4 %", "„Netzwerkbefragung 2023“: 17 %, dann 28 %")
    assert (numbers["density"].value, numbers["density"].range) == ("4,4 %", "Spanne 4,4 % bis 17 %")
    field = {number.key: number for line in first.lines for number in line.numbers}
    assert field["density"].compared == ("alle Akteure am selben Tag: 4,4 %",)


def test_open_measures_are_all_there(lindental: ReportSpec) -> None:
    rows = list(table(lindental, "measure-table").rows)
    assert len(rows) == 57
    assert {row.cells[2].text for row in rows} >= {"hat zugesagt", "nur benannt", "niemand benannt"}


def test_the_map_tells_new_and_ended_ties_apart(views: dict[str, View]) -> None:
    drawn = map_spec(Reading(views["kreis-lindental"], Scope("kreis-lindental"), ON, "de"))
    assert drawn.since == "2023"
    assert min(drawn.number_of(state) for state in TieState) > 0
    assert [actor.name for actor in drawn.isolated] == ["Freie Gemeinde Haselmark"]


def test_a_scope_narrows_report_and_map(views: dict[str, View]) -> None:
    view = views["kreis-lindental"]
    field = next(term for term in view.all(Term, "kreis-lindental") if term.label == "Arbeit und Ausbildung")
    reading = Reading(view, Scope("kreis-lindental", field=field.id), ON, "de")
    spec = report_spec(reading)
    (matrix,), (drawn,) = of(spec, MatrixSpec), of(spec, Drawn)
    assert matrix.fields == ("Arbeit und Ausbildung",)
    assert 0 < len(drawn.map.actors) < 108
    assert drawn.map.scope == "Arbeit und Ausbildung"


def test_shared_measures_are_a_map_of_their_own(views: dict[str, View]) -> None:
    scope = Scope("kreis-hoexter", layer="sharedMeasures")
    drawn = map_spec(Reading(views["kreis-hoexter"], scope, ON, "de"))
    assert all(tie.note.startswith("gemeinsam an:") for tie in drawn.ties)


def test_a_guest_is_not_told_that_nobody_was_asked(guest: View) -> None:
    spec = report_spec(Reading(guest, Scope("kreis-lindental"), ON, "de"))
    said = " ".join((prose(spec), of(spec, Profiles)[0].profiles[0].meta, spec.section("method").say))
    assert "nicht befragt" not in said
    assert "hier nicht zu sehen" in said
    assert of(spec, Drawn)[0].map.since == ""
    assert not of(spec, Names)


def test_the_gaps_shown_first_are_about_different_things(views: dict[str, View]) -> None:
    reading = Reading(views["kreis-lindental"], Scope("kreis-lindental"), ON, "de")
    found_by = {gap.rule for gap in reading.gaps if "„Belegungsrechte sichern“" in gap.message.de}
    assert found_by == {"G3", "G10"}
    for shown in ([item.what for item in first_list(reading, 3).items], [card.title for card in cards(reading)]):
        assert sum("„Belegungsrechte sichern“" in title for title in shown) == 1
