"""Indicators in a report: what is drawn is what the table says, and what is not known is said."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import docx
import pytest

from graph.model import Goal, Indicator, Place, Source, Target
from graph.model import Reading as Measured
from graph.model.states import Direction, PlaceLevel, TargetPath
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from tests.graph.small_district import ON, D, Small, ref
from tests.graph.test_readings import measured, reading
from tests.visualise.reports import EXAMPLES
from tests.visualise.test_charts import read_off, series
from visualise.paper.council_paper import council_paper
from visualise.reading import Reading
from visualise.report import indicators
from visualise.report.blocks import Prose
from visualise.report.figures import Figures, Plate
from visualise.report.page import page
from visualise.report.spec import ReportSpec, Section
from visualise.table import Table
from visualise.wording import wording

LINDENTAL = "kreis-lindental"


@pytest.fixture(scope="module")
def lindental() -> Iterator[View]:
    with open_store("sqlite::memory:") as store:
        import_path(store, EXAMPLES / LINDENTAL, author="test", now=datetime(2026, 1, 15, tzinfo=UTC))
        yield Pictures(store).current().seen_by(OFFICE)


def told(view: View, dataset: str = D, lang: str = "de") -> Section:
    found = indicators.section(Reading(view, Scope(dataset), ON, "de" if lang == "de" else "en"))
    assert found is not None
    return found


def small(name: str = "Kennzahl", **values: Any) -> Small:
    held = {"name": name, "unit": "Wochen", "direction": Direction.DOWN, "period_months": 12, **values}
    return Small().term("target_group", "z").add(Indicator, "i", **held)


def target(made: Small, aim: float | None = 4.0, **values: Any) -> Small:
    held = {"baseline": 9.0, "baseline_period": "2021", "target_period": "2026", "path": TargetPath.LINEAR, **values}
    return made.add(Target, "t", indicator=ref(Indicator, "i"), target=aim, **held)


def plates(section: Section) -> dict[str, Plate]:
    return {p.caption: p for block in section.blocks if isinstance(block, Figures) for p in block.plates}


def plate(made: Small) -> Plate:
    (one,) = plates(told(made.view())).values()
    return one


def overview(section: Section) -> Table:
    return next(block for block in section.blocks if isinstance(block, Table))


def values(plate: Plate) -> list[str]:
    assert plate.table is not None
    return [row.cells[1].text for row in plate.table.rows]


def test_without_an_indicator_there_is_no_section() -> None:
    assert indicators.section(Reading(Small().view(), Scope(D), ON, "de")) is None


def test_without_a_reading_it_says_so_and_draws_nothing() -> None:
    section = told(small().view())
    assert "keine Messwerte" in section.say
    assert plates(section) == {}
    (row,) = overview(section).rows
    assert [cell.text for cell in row.cells] == [
        "Kennzahl", "keine Messwerte", "", "kein Ziel", "unbekannt", "unbekannt"
    ]  # fmt: skip


def test_value_target_standing_and_trend_are_told_in_sentences() -> None:
    one = plate(target(measured(small(), 9.0, 8.0, 9.0, 8.0, 7.0), tolerance=1.0))
    assert one.say == (
        "2025: 7 Wochen. Ziel für 2026: 4 Wochen. Das ist neben dem Plan; das Soll ist 5 Wochen (Toleranz 1). "
        "Gegenüber 2024: besser."
    )
    assert "Richtung: weniger ist besser" in one.notes


def test_a_year_without_a_reading_is_a_hole_in_the_line() -> None:
    made = measured(small(), 9.0, 8.0, begin=2019)
    root = fromstring(plate(measured(made, 7.0, 6.0, begin=2023)).svg)
    assert len(series(root, "line", "circle")) == 4
    assert len(series(root, "line", "path")) == 2


def test_readings_every_other_year_are_joined_where_that_is_their_period() -> None:
    made = small(period_months=24)
    for year, value in ((2020, 9.0), (2022, 8.0), (2024, 7.0)):
        reading(made, str(year), year, value=value)
    assert len(series(fromstring(plate(made).svg), "line", "path")) == 1


def test_quarters_and_years_are_not_joined() -> None:
    made = measured(small(), 9.0, 8.0, begin=2022)
    reading(made, "q", "2024-Q1", value=3.0)
    (path,) = series(fromstring(plate(made).svg), "line", "path")
    assert len(re.findall(r"[\d.]+ [\d.]+", path.get("d", ""))) == 2


def test_what_is_withheld_is_marked_and_its_number_stands_nowhere() -> None:
    made = measured(small(), 9.0, 8.0, begin=2022)
    reading(made, "w", 2024, value=777.0, count=4)
    one = plate(made)
    assert values(one)[2] == "zurückgehalten (unter fünf Fälle)"
    assert [text.text for text in series(fromstring(one.svg), "unknown", "text")] == ["?"]
    assert "777" not in f"{one}{overview(told(made.view()))}"


def test_the_number_of_cases_is_not_told_where_another_part_is_withheld() -> None:
    made = measured(small(unit="%"), 50.0, 51.0, begin=2023)
    measured(made, 40.0, begin=2023, group="z")
    reading(made, "w", 2024, value=41.0, count=3, group="z")
    one = plate(made)
    assert one.table is not None
    assert [row.cells[1].sub for row in one.table.rows] == ["100 Fälle", "", "100 Fälle", ""]


def test_sources_that_disagree_are_both_named_and_none_is_drawn() -> None:
    made = measured(small(), 9.0, begin=2022)
    reading(made, "a", 2023, value=5.0)
    reading(made, "b", 2023, value=7.0)
    one = plate(made)
    assert values(one)[1] == "widersprüchlich: 5 Wochen oder 7 Wochen"
    assert len(series(fromstring(one.svg), "line", "circle")) == 1


def test_a_period_that_cannot_be_read_counts_nowhere_and_is_said() -> None:
    made = measured(small(), 9.0, begin=2022)
    reading(made, "v", "circa 2023", value=5.0)
    section = told(made.view())
    assert [block.sentences for block in section.blocks if isinstance(block, Prose)] == [
        ("Messwerte ohne lesbaren Zeitraum, die nirgends zählen: 1.",)
    ]


def test_a_target_of_zero_is_a_target() -> None:
    one = plate(target(measured(small(), 9.0, 8.0), 0.0))
    root = fromstring(one.svg)
    (ring,) = series(root, "goal-end", "circle")
    assert read_off(root, "y", float(ring.get("cy", ""))) == pytest.approx(0, abs=0.1)
    assert "Ziel für 2026: 0 Wochen." in one.say


@pytest.mark.parametrize("missing", [{"target_period": "bald"}, {"target_period": None}])
def test_a_target_without_a_year_is_told_and_not_drawn(missing: dict[str, Any]) -> None:
    one = plate(target(measured(small(), 9.0), **missing))
    assert "goal" not in one.svg
    assert "ist unbekannt: Es fehlt das Zieljahr." in one.say


def test_a_target_without_a_way_is_a_ring_alone() -> None:
    root = fromstring(plate(target(measured(small(), 9.0), path=None)).svg)
    assert len(series(root, "goal-end", "circle")) == 1
    assert series(root, "goal", "path") == []


def test_without_a_direction_nothing_is_called_better() -> None:
    one = plate(target(measured(small(direction=None), 9.0, 8.0)))
    assert "Gegenüber" not in one.say
    assert "Richtung" not in str(one.notes)
    assert "ist unbekannt: Es fehlt, ob mehr oder weniger besser ist." in one.say


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    assert "Die senkrechte Achse beginnt bei 45." in plate(measured(small(), 48.0, 62.0)).say
    assert "Achse" not in plate(measured(small(), 8.0, 62.0)).say


def test_a_part_speaks_where_nothing_is_known_of_the_whole() -> None:
    made = small().place("k", level=PlaceLevel.DISTRICT).place("ort", part_of="k")
    reading(made, "o", 2024, value=3.0, place=ref(Place, "ort"))
    assert plate(made).caption == "Kennzahl: ort"


def test_places_and_groups_stand_in_the_tables() -> None:
    made = measured(measured(small(), 9.0, 8.0), 7.0, 6.0, group="z").place("ort")
    reading(made, "o", 2024, value=3.0, place=ref(Place, "ort"))
    section = told(made.view())
    assert [row.cells[0].sub for row in overview(section).rows] == ["", "z", "ort"]
    (one,) = plates(section).values()
    assert one.table is not None
    assert [(group.title, len(group.rows)) for group in one.table.groups] == [
        ("alle, ganzer Kreis", 2), ("z", 2), ("ort", 1)
    ]  # fmt: skip


def test_of_many_indicators_some_are_drawn_and_all_are_in_the_table() -> None:
    made = Small()
    for n in range(20):
        made.add(Indicator, f"i{n}", name=f"Kennzahl {n:02}")
        made.add(Measured, f"r{n}", indicator=ref(Indicator, f"i{n}"), period="2024", value=float(n), count=99)
    section = told(made.view())
    (figures,) = (block for block in section.blocks if isinstance(block, Figures))
    assert len(figures.plates) == 12
    assert figures.say == ("Gezeichnet sind 12 von 20 Indikatoren mit Werten; in der Tabelle stehen alle.",)
    rows = list(overview(section).rows)
    assert len(rows) == 20
    anchors = {f"#{one.key}" for one in figures.plates}
    assert {mark.href for row in rows for mark in row.cells[0].marks if mark.href} == anchors


def test_source_keeper_goal_and_age_are_told() -> None:
    made = small(goals=(ref(Goal, "g"),)).add(Goal, "g", text="Alle warten kurz").add(Source, "s", title="Monitoring")
    reading(made, "r", 2024, value=3.0, stated_in=(ref(Source, "s"),), published_on=ON)
    assert plate(made).notes == (
        "Misst das Ziel „Alle warten kurz“",
        "Richtung: weniger ist besser",
        "Wer ihn führt, ist nicht festgelegt",
        "Quelle: Monitoring, veröffentlicht 15.01.2026",
    )


def test_the_charts_of_lindental_show_the_numbers_of_their_tables(lindental: View) -> None:
    section = told(lindental, LINDENTAL)
    found = plates(section)
    assert len(found) == 11
    assert section.say == "Von 12 Indikatoren sind **6 im Plan** und **5 neben dem Plan**. Bei 1 ist das unbekannt."
    for one in found.values():
        assert one.table is not None
        root, rows = fromstring(one.svg), one.table.groups[0].rows
        tabled = [row.cells[1].value for row in rows if row.cells[1].value is not None]
        dots = [read_off(root, "y", float(dot.get("cy", ""))) for dot in series(root, "line", "circle")]
        (ring,) = series(root, "goal-end", "circle")
        spread = max(float(value) for value in tabled if isinstance(value, float))
        assert dots == pytest.approx(tabled, abs=0.02 * spread)
        assert read_off(root, "y", float(ring.get("cy", ""))) == pytest.approx(
            rows[-1].cells[2].value, abs=0.02 * spread
        )


def test_both_languages_draw_the_same_lines(lindental: View) -> None:
    german, english = (
        {one.key: re.findall(r' d="([^"]*)"', one.svg) for one in plates(told(lindental, LINDENTAL, lang)).values()}
        for lang in ("de", "en")
    )
    assert german == english


def test_the_council_paper_says_the_same_and_carries_the_tables() -> None:
    section = told(target(measured(small(), 9.0, 8.0, begin=2024)).view())
    spec = alone(section)
    paper = docx.Document(io.BytesIO(council_paper(spec, wording("de"))))
    said = " ".join(paragraph.text for paragraph in paper.paragraphs)
    (one,) = plates(section).values()
    assert f"Kennzahl: {one.say}" in said
    assert len(paper.tables) == 2


def alone(section: Section) -> ReportSpec:
    """A report of one section."""
    return ReportSpec(
        form="long", title="T", district="D", stand=ON, invented=True, facts=(), sentences=(), lists=(),
        sections=(section,),
    )  # fmt: skip


def shown(section: Section) -> str:
    """Its page."""
    return page(alone(section), "de")
