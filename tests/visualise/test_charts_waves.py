"""Whether the network grew stronger: what two surveys told, with its range, and silence said as silence."""

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest

from graph.picture import View
from graph.rights import GUEST
from graph.scope import Scope
from graph.ties import derive
from tests.graph.small_district import ON, D, Small
from tests.graph.told_waves import wave
from tests.visualise.networks import OpenPage
from tests.visualise.test_charts import read_off, series
from tests.visualise.test_indicators import LINDENTAL, lindental, shown
from visualise.reading import Reading
from visualise.report import waves
from visualise.report.figures import Figures
from visualise.report.spec import Section

__all__ = ["lindental"]

EVERYBODY = "abcdefghij"


def figures(view: View, dataset: str = D) -> Figures | None:
    found = waves.blocks(Reading(view, Scope(dataset), ON, "de"))
    assert len(found) < 2
    for block in found:
        assert isinstance(block, Figures)
        return block
    return None


def of(small: Small) -> Figures:
    small.records |= derive(D, small.records)
    found = figures(small.view())
    assert found is not None
    return found


def cells(block: Figures, row: int) -> list[str]:
    assert block.table is not None
    return [cell.text for cell in list(block.table.rows)[row].cells]


def chart(block: Figures, key: str) -> str:
    return next(plate.svg for plate in block.plates if plate.key == f"waves-{key}")


def test_one_survey_says_nothing_about_growth() -> None:
    assert figures(Small().actors(*EVERYBODY).view()) is None
    small = wave(Small().actors(*EVERYBODY), "2023", "2023-06-30", EVERYBODY, "a>b")
    small.records |= derive(D, small.records)
    assert figures(small.view()) is None


@pytest.mark.parametrize(
    ("later", "answer"),
    [
        (("a>b", "b>c", "c>d"), "Nach den Antworten ja: Es hat mehr"),
        (("a>b",), "Nach den Antworten nein: Es hat weniger"),
        (("a>b", "c>d"), "Nach den Antworten ist es gleich geblieben"),
    ],
)
def test_the_first_sentence_answers_by_those_asked_both_times(later: tuple[str, ...], answer: str) -> None:
    small = wave(Small().actors(*EVERYBODY, "x"), "2023", "2023-06-30", f"{EVERYBODY}x", "a>b", "b>c", "x>a", "x>b")
    found = of(wave(small, "2025", "2025-06-30", EVERYBODY, *later))
    assert found.say[0].startswith(answer)
    assert "Unter den 10 Akteuren" in found.say[1]
    assert found.say[2] == "Über jedes Paar dieser Akteure wurde beide Male etwas gesagt."


def test_with_few_answers_only_the_range_is_told_and_nothing_claimed() -> None:
    small = wave(Small().actors(*EVERYBODY), "2023", "2023-06-30", EVERYBODY, "a>b", "b>c")
    found = of(wave(small, "2025", "2025-06-30", "abcde", "a>b", "b>c", "c>d", silent="fghij"))
    assert found.say == (
        "Das lässt sich nicht sagen: In „2025“ haben nur 50 % der Befragten geantwortet, nötig sind 70 %.",
    )
    assert cells(found, 1)[:4] == ["2025", "5 von 10", "3", "6,7 % bis 29 %"]
    root = fromstring(chart(found, "density"))
    assert len(series(root, "thin", "circle")) == 1
    assert len(series(root, "range", "path")) == 1
    assert series(root, "unknown", "text") == []


def test_a_survey_without_answers_is_unknown_and_says_so() -> None:
    small = wave(Small().actors(*EVERYBODY), "2023", "2023-06-30", EVERYBODY, "a>b", "b>c")
    found = of(wave(small, "2025", "2025-06-30", "", silent=EVERYBODY))
    assert found.say == ("Das lässt sich nicht sagen: In „2025“ hat niemand geantwortet.",)
    assert cells(found, 1) == ["2025", "0 von 10", *["unbekannt"] * 5]
    assert "missing" in found.signs
    for key in waves.DRAWN:
        root = fromstring(chart(found, key))
        assert [text.text for text in series(root, "unknown", "text")] == ["?"]


def test_surveys_of_others_are_not_compared() -> None:
    small = wave(Small().actors(*EVERYBODY, *"uvwxyz"), "2023", "2023-06-30", "uvwxyz", "u>v")
    found = of(wave(small, "2025", "2025-06-30", EVERYBODY, "a>b", "b>c"))
    assert found.say == ("Das lässt sich nicht sagen: In „2023“ und „2025“ wurden kaum dieselben Akteure gefragt.",)


def test_two_surveys_of_a_year_are_told_apart_on_the_axis() -> None:
    small = wave(Small().actors(*EVERYBODY), "w1", "2025-02-28", EVERYBODY, "a>b")
    found = of(wave(small, "w2", "2025-11-30", EVERYBODY, "a>b", "b>c"))
    marks = [text.text for text in fromstring(chart(found, "density")).iter("text")]
    assert {"2/2025", "11/2025"} <= set(marks)


@pytest.fixture(scope="module")
def told(lindental: View) -> Iterator[Figures]:
    found = figures(lindental, LINDENTAL)
    assert found is not None
    yield found


def test_lindental_grew_and_the_charts_show_what_the_table_says(told: Figures) -> None:
    kept = "blieben 128 Verbindungen, 118 kamen hinzu, 6 fielen weg."
    assert told.say == (
        "Nach den Antworten ja: Es hat mehr Verbindungen als in „Netzwerkbefragung 2023“.",
        f"Unter den 94 Akteuren, die beide Male gefragt wurden, {kept}",
        "Bei 337 weiteren Paaren fehlt eine Antwort; auch dort kann sich etwas geändert haben.",
    )
    assert cells(told, 0) == ["Netzwerkbefragung 2023", "70 von 96", "136", "3,0 %", "5", "17 %", "20"]
    assert told.table is not None
    for column, key in enumerate(waves.DRAWN, start=3):
        values = [row.cells[column].value for row in told.table.rows]
        root = fromstring(chart(told, key))
        per = 100 if key in ("density", "transitivity") else 1
        dots = [read_off(root, "y", float(dot.get("cy", ""))) / per for dot in series(root, "thin", "circle")]
        assert dots == pytest.approx(values, rel=0.03)


def test_a_guest_learns_nothing_of_who_answered(lindental: View) -> None:
    guest = lindental.picture.seen_by(GUEST)
    assert figures(guest, LINDENTAL) is None


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800, 390])
def test_it_fits_on_every_screen(open_page: OpenPage, told: Figures, width: int) -> None:
    seen = open_page(shown(Section(key="strength", aside="", say="", blocks=(told,))), width=width)
    assert (seen.complaints, len(seen.requests)) == ([], 1)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
