"""What is open on a day: measures for a limited time are over with it, other measures become overdue."""

from datetime import date

import pytest

from graph.dates import VagueDate
from graph.model import Measure, global_id
from graph.model.states import MeasureStatus
from graph.validity import is_active, is_open

LAST_DAY = date(2022, 12, 31)
END = VagueDate("Ende 2022", date(2022, 9, 1), LAST_DAY)


def measure(status_text: str | None, end: VagueDate | None = END) -> Measure:
    return Measure(
        id=global_id("k", "Measure", "m"), dataset="k", external_id="m", title="Beratung",
        status=MeasureStatus.IN_PROGRESS, status_text=status_text, end=end,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["befristet bis Ende 2022", "Befristet", "befristet (Modellprojekt)"])
def test_a_measure_for_a_limited_time_is_over_after_its_end(word: str) -> None:
    limited = measure(word)
    assert [is_open(limited, on) for on in (date(2022, 10, 1), LAST_DAY, date(2023, 1, 1))] == [True, True, False]
    assert [is_active(limited, on) for on in (LAST_DAY, date(2023, 1, 1))] == [True, False]


@pytest.mark.parametrize("word", [None, "laufend", "unbefristet"])
def test_any_other_measure_past_its_end_stays_open_and_active(word: str | None) -> None:
    overdue = measure(word)
    assert is_open(overdue, date(2023, 1, 1))
    assert is_active(overdue, date(2023, 1, 1))


def test_a_limited_time_without_an_end_that_is_understood_is_not_over() -> None:
    assert is_open(measure("befristet", None), date(2030, 1, 1))
    assert is_open(measure("befristet", VagueDate("bis zum Ende der Förderung")), date(2030, 1, 1))
