"""Vague German dates: the wording is kept, and beside it the first and last day that it can mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import VagueDate
from importers import dates

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
YEARS = st.integers(1900, 2199)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # exact days
        ("2025-09-01", "2025-09-01", "2025-09-01"),
        ("01.09.2025", "2025-09-01", "2025-09-01"),
        ("1. 9. 2025", "2025-09-01", "2025-09-01"),
        ("1.9.25", "2025-09-01", "2025-09-01"),
        ("31.12.99", "1999-12-31", "1999-12-31"),
        ("2025-09-01 00:00:00", "2025-09-01", "2025-09-01"),
        ("2025-09-01T13:30:00+02:00", "2025-09-01", "2025-09-01"),
        ("16. Dezember 2024", "2024-12-16", "2024-12-16"),
        ("Montag, 16. Dezember 2024", "2024-12-16", "2024-12-16"),
        ("am 29.02.2024", "2024-02-29", "2024-02-29"),
        # months and years
        ("2025-09", "2025-09-01", "2025-09-30"),
        ("09/2025", "2025-09-01", "2025-09-30"),
        ("9.2025", "2025-09-01", "2025-09-30"),
        ("September 2025", "2025-09-01", "2025-09-30"),
        ("Sept. 2025", "2025-09-01", "2025-09-30"),
        ("MÄRZ 2025", "2025-03-01", "2025-03-31"),
        ("Maerz 2025", "2025-03-01", "2025-03-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("Jahr 2025", "2025-01-01", "2025-12-31"),
        # words, with the months of the import format
        ("Frühjahr 2026", "2026-03-01", "2026-05-31"),
        ("Sommer 2025", "2025-06-01", "2025-08-31"),
        ("Herbst 2025", "2025-09-01", "2025-11-30"),
        ("Winter 2012/13", "2012-12-01", "2013-02-28"),
        ("Anfang 2026", "2026-01-01", "2026-04-30"),
        ("Mitte 2022", "2022-05-01", "2022-08-31"),
        ("Ende 2024", "2024-09-01", "2024-12-31"),
        ("Mitte des Jahres 2013", "2013-05-01", "2013-08-31"),
        ("Ende Mai 2013", "2013-05-21", "2013-05-31"),
        ("Anfang Februar 2024", "2024-02-01", "2024-02-10"),
        ("3. Quartal 2025", "2025-07-01", "2025-09-30"),
        ("Q3 2025", "2025-07-01", "2025-09-30"),
        ("1. Halbjahr 2025", "2025-01-01", "2025-06-30"),
        ("KW 37/2025", "2025-09-08", "2025-09-14"),
        ("Schuljahr 2024/25", "2024-08-01", "2025-07-31"),
        ("Beginn der 1990er Jahre", "1990-01-01", "1993-12-31"),
        ("voraussichtlich Herbst 2025", "2025-09-01", "2025-11-30"),
        # short forms
        ("ca. 2024", "2023-01-01", "2025-12-31"),
        ("etwa Mai 2024", "2024-04-01", "2024-06-30"),
        ("seit ca. 2019", "2018-01-01", None),
        ("Mai 24", "2024-05-01", "2024-05-31"),
        ("3. Mai 24", "2024-05-03", "2024-05-03"),
        ("Ende 24", "2024-09-01", "2024-12-31"),
        ("5/24", "2024-05-01", "2024-05-31"),
        ("Q3/24", "2024-07-01", "2024-09-30"),
        ("1. HJ 2024", "2024-01-01", "2024-06-30"),
        ("II. Halbjahr 2024", "2024-07-01", "2024-12-31"),
        ("III. Quartal 2024", "2024-07-01", "2024-09-30"),
        ("I/2024", "2024-01-01", "2024-03-31"),
        ("IV/2024", "2024-10-01", "2024-12-31"),
        ("2024 ff.", "2024-01-01", None),
        ("2024ff", "2024-01-01", None),
        ("SJ 2023/2024", "2023-08-01", "2024-07-31"),
        ("SJ 2023/24", "2023-08-01", "2024-07-31"),
        ("2022/23", "2022-01-01", "2023-12-31"),
        ("seit 2019", "2019-01-01", None),
        # ranges
        ("Frühjahr/Sommer 2023", "2023-03-01", "2023-08-31"),
        ("Ende 2024/Anfang 2025", "2024-09-01", "2025-04-30"),
        ("Ende 2024 / Anfang 2025", "2024-09-01", "2025-04-30"),
        ("Q1/Q2 2024", "2024-01-01", "2024-06-30"),
        ("Mitte 2022 bis Ende 2024", "2022-05-01", "2024-12-31"),
        ("2012-12 bis 2013-05", "2012-12-01", "2013-05-31"),
        ("2023 bis 2024", "2023-01-01", "2024-12-31"),
        ("2023-2024", "2023-01-01", "2024-12-31"),
        ("2023–2024", "2023-01-01", "2024-12-31"),
        ("2024/25", "2024-01-01", "2025-12-31"),
        ("01.02.2025 bis 31.12.2025", "2025-02-01", "2025-12-31"),
        ("März bis Juni 2025", "2025-03-01", "2025-06-30"),
        ("12. bis 14.09.2025", "2025-09-12", "2025-09-14"),
        ("12.-14.09.2025", "2025-09-12", "2025-09-14"),
        ("von 2020 bis 2022", "2020-01-01", "2022-12-31"),
        ("zwischen 2020 und 2022", "2020-01-01", "2022-12-31"),
        # open on one side
        ("vor 2024-12-16", None, "2024-12-15"),
        ("nach dem 17.02.2025", "2025-02-18", None),
        ("ab 2023", "2023-01-01", None),
        ("seit August 2021", "2021-08-01", None),
        ("2022 bis heute", "2022-01-01", None),
        ("bis Ende 2022", None, "2022-12-31"),
        ("bis zum 31.12.2016", None, "2016-12-31"),
        ("spätestens 31.12.2016", None, "2016-12-31"),
        # words after a date, without a date of their own
        ("2016, nach der Ausschusssitzung", "2016-01-01", "2016-12-31"),
        ("Herbst 2025 (geplant)", "2025-09-01", "2025-11-30"),
        # English
        ("mid 2022 to late 2024", "2022-05-01", "2024-12-31"),
        ("until 2022", None, "2022-12-31"),
    ],
)
def test_a_wording_means_these_days(text: str, earliest: str | None, latest: str | None) -> None:
    read = dates.parse(text)
    found = [day.isoformat() if day else None for day in (read.earliest, read.latest)]
    assert (read.text, *found) == (text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", "fortlaufend", "jeden Monat", "auf drei Jahre angelegt", "nicht genannt", "bis auf Weiteres",
        "2025-02-30", "31.02.2025", "2025-13", "1.13.2025", "0000", "2024 bis 2022", "vor 0001-01-01",
        "2019 bis Sommer 2021 VITAL.NRW, danach Landesmittel bis Ende 2022",
        "gestartet im vergangenen Dezember (Jahr in der Quelle nicht genannt)", "45536", "12/10/2025",
        "11/12", "KW 24", "1./2. Quartal 2024", "ca.",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_kept_as_words(text: str) -> None:
    assert dates.parse(text) == VagueDate(text, None, None)


@given(DAYS)
def test_every_day_is_read_in_every_usual_spelling(day: date) -> None:
    months = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]
    for text in (
        day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}",
        f"{day.day}. {months[day.month - 1]} {day.year}",
    ):  # fmt: skip
        read = dates.parse(text)
        assert (read.earliest, read.latest) == (day, day)
        assert dates.parse_day(text) == day


@given(DAYS, DAYS)
def test_a_range_runs_from_the_first_to_the_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    read = dates.parse(f"{first:%d.%m.%Y} bis {last.isoformat()}")
    assert (read.earliest, read.latest) == (first, last)


@given(DAYS)
def test_before_and_after_leave_the_day_itself_out(day: date) -> None:
    before, after = dates.parse(f"vor {day.isoformat()}"), dates.parse(f"nach dem {day:%d.%m.%Y}")
    assert (before.earliest, before.latest) == (None, day - timedelta(1))
    assert (after.earliest, after.latest) == (day + timedelta(1), None)


@given(YEARS, st.sampled_from(["Anfang", "Mitte", "Ende", "Frühjahr", "Sommer", "Herbst", "Mai", "Q2", "KW 1"]))
def test_a_part_of_a_year_lies_in_or_at_the_edge_of_it(year: int, part: str) -> None:
    read = dates.parse(f"{part} {year}")
    assert read.earliest is not None
    assert read.latest is not None
    assert date(year, 1, 1) - timedelta(3) <= read.earliest <= read.latest <= date(year, 12, 31)


@given(st.text(alphabet="0123456789.-/ abdeinrstuvzÄäüß,;()–", max_size=30))
def test_nothing_that_people_type_breaks_it(text: str) -> None:
    read = dates.parse(text)
    assert read.text == text
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest


@given(YEARS, YEARS)
def test_a_period_has_a_start_and_an_end_of_its_own(one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert dates.period(f"Mitte {first} bis Ende {last}") == (
        VagueDate(f"Mitte {first}", date(first, 5, 1), date(first, 8, 31)),
        VagueDate(f"Ende {last}", date(last, 9, 1), date(last, 12, 31)),
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025", "2025"),
        ("ab 2023", "2023", None),
        ("seit August 2021", "August 2021", None),
        ("2022 bis heute", "2022", None),
        ("bis Ende 2022", None, "Ende 2022"),
        ("2024 ff.", "2024", None),
        ("Frühjahr/Sommer 2023", "Frühjahr", "Sommer 2023"),
        ("fortlaufend", None, None),
        ("wöchentlich", None, None),
        ("vor 2024", None, None),
    ],
)
def test_the_wording_of_a_period_is_split_into_start_and_end(text: str, start: str | None, end: str | None) -> None:
    found = dates.period(text)
    assert tuple(part.text if part else None for part in found) == (start, end)
