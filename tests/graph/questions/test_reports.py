"""What nobody has reported on for long, and when the next report is due (q21, register of reports)."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph.dates import VagueDate
from graph.gaps.gap import Truth
from graph.model import Measure, Plan, Setting, StatusReport
from graph.model.states import Known, MeasureStatus
from graph.picture import View
from tests.graph import lindental_by_hand as by_hand
from tests.graph.questions.test_taking_part import LINDENTAL, asked, cells, told
from tests.graph.small_district import Small, on, ref, year
from tests.shipped import Shipped

YES, UNKNOWN = Truth.YES, Truth.UNKNOWN
S = MeasureStatus
JULY = VagueDate("Juli 2025", date(2025, 7, 1), date(2025, 7, 31))


@pytest.fixture(scope="module")
def lindental(shipped: Shipped) -> View:
    return shipped.view(LINDENTAL)


def reported(day: VagueDate | None, status: MeasureStatus = S.IN_PROGRESS, **values: Any) -> Small:
    """A measure, with a report if there is a day."""
    small = Small().measure("m", status, **values)
    return small if day is None else report(small, day)


def report(small: Small, day: VagueDate, **values: Any) -> Small:
    return small.add(StatusReport, f"sb-{day.text}", measure=ref(Measure, "m"), date=day, **values)


# q21


@pytest.mark.parametrize(
    ("day", "truth"),
    [
        (None, YES),
        (on("2025-07-15"), None),
        (on("2025-07-14"), YES),
        (on("2026-01-15"), None),
        (on("2026-01-16"), YES),
        (JULY, UNKNOWN),
        (year(2024), YES),
    ],
)
def test_q21_six_months_by_the_calendar(day: VagueDate | None, truth: Truth | None) -> None:
    assert told(asked(reported(day).view(), "q21")) == ({"m": truth} if truth else {})


@pytest.mark.parametrize("status", sorted(S))
def test_q21_only_what_was_adopted_or_is_under_way(status: MeasureStatus) -> None:
    listed = {S.ADOPTED: YES, S.IN_PROGRESS: YES, S.DELAYED: YES, S.UNKNOWN: UNKNOWN}
    assert told(asked(reported(None, status).view(), "q21")) == ({"m": listed[status]} if status in listed else {})


def test_q21_the_months_can_be_asked_for_and_set() -> None:
    small = reported(on("2025-07-15"))
    assert told(asked(small.view(), "q21", months="3")) == {"m": YES}
    assert told(asked(small.add(Setting, "s", name="reportMonths", value=3.0).view(), "q21")) == {"m": YES}


def test_q21_on_lindental_is_what_its_files_say(lindental: View) -> None:
    since = date(2025, 7, 15)
    fresh = {row["measure_id"] for row in by_hand.rows("status_reports") if by_hand.first(row["date"]) >= since}
    status = {row["measure_id"]: row["status_code"] for row in by_hand.rows("measures")}
    due = {key for key, code in status.items() if code in ("ADOPTED", "IN_PROGRESS", "DELAYED")} - fresh
    answer = asked(lindental, "q21", LINDENTAL)
    assert told(answer) == {**dict.fromkeys(due, YES), "m25-60": UNKNOWN}
    assert (len(due), "m25-01" in due, "m25-02" in due) == (21, True, False)


# The register


def row(small: Small) -> dict[str, object]:
    (found,) = cells(asked(small.view(), "reports"))
    return found


@pytest.mark.parametrize(
    ("last", "due", "overdue"),
    [
        ("2025-07-15", date(2026, 1, 15), Known.NO),
        ("2025-07-14", date(2026, 1, 14), Known.YES),
        ("2025-08-31", date(2026, 2, 28), Known.NO),
    ],
)
def test_the_next_report_is_due_six_months_after_the_last(last: str, due: date, overdue: Known) -> None:
    found = row(reported(on(last)))
    assert (found["lastReport"], found["dueOn"], found["overdue"]) == (date.fromisoformat(last), due, overdue)


def test_a_measure_may_have_an_interval_of_its_own_and_a_district_another() -> None:
    assert row(reported(on("2025-07-15"), report_months=12))["dueOn"] == date(2026, 7, 15)
    small = reported(on("2025-07-15")).add(Setting, "s", name="reportMonths", value=3.0)
    assert (row(small)["months"], row(small)["overdue"]) == (3, Known.YES)
    assert row(reported(on("2025-07-15"), report_months=0))["months"] == 6


def test_before_the_first_report_it_counts_from_the_start_or_the_adoption() -> None:
    small = Small().add(Plan, "p", title="Konzept", adopted_on=on("2025-02-17"))
    assert row(small.measure("m", plan=ref(Plan, "p"), start=year(2018)))["dueOn"] == date(2025, 8, 17)
    assert row(small.measure("m", plan=ref(Plan, "p"), start=on("2025-09-01")))["overdue"] is Known.NO
    assert row(Small().measure("m"))["overdue"] is Known.UNKNOWN


def test_of_a_measure_of_unknown_status_nobody_knows_whether_a_report_is_due() -> None:
    assert row(reported(on("2025-01-01"), S.UNKNOWN))["overdue"] is Known.UNKNOWN
    assert row(reported(on("2026-01-01"), S.UNKNOWN))["overdue"] is Known.NO


def test_what_is_over_keeps_its_reports_and_owes_none() -> None:
    found = row(reported(on("2020-01-01"), S.COMPLETED))
    assert (found["overdue"], found["dueOn"], found["months"]) == (Known.NO, None, None)
    assert cells(asked(reported(None, S.COMPLETED).view(), "reports")) == []


@pytest.mark.parametrize(("percent", "shown"), [(0.0, 0.0), (100.0, 100.0), (120.0, None), (-1.0, None), (None, None)])
def test_what_is_no_share_of_a_hundred_is_not_shown(percent: float | None, shown: float | None) -> None:
    assert row(report(Small().measure("m"), on("2026-01-01"), percent=percent))["percent"] == shown


def test_the_newest_report_by_the_day_is_the_last() -> None:
    small = report(reported(on("2025-12-01")), on("2025-11-01"), text="älter")
    assert row(report(small, on("2026-02-01"), text="später"))["lastReport"] == date(2025, 12, 1)


def test_on_lindental_the_register_agrees_with_the_files(lindental: View) -> None:
    answer = asked(lindental, "reports", LINDENTAL)
    newest: dict[str, date] = {}
    for told_of in by_hand.rows("status_reports"):
        key, day = told_of["measure_id"], by_hand.first(told_of["date"])
        newest[key] = max(day, newest.get(key, day))
    found = {r.about[0].external_id: c for r, c in zip(answer.rows, cells(answer), strict=True)}
    assert {key: c["lastReport"] for key, c in found.items() if c["lastReport"]} == newest
    late = {key for key, c in found.items() if c["overdue"] is Known.YES and key in newest}
    status = {r["measure_id"]: r["status_code"] for r in by_hand.rows("measures")}
    owing = {key for key in newest if status[key] in ("ADOPTED", "IN_PROGRESS", "DELAYED")}
    assert late == {key for key in owing if newest[key] < by_hand.ON - timedelta(days=184)}
