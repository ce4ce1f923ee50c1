"""What changed: between surveys, from one edition to the next, since a day and against what was known then."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph.changes import Put, Transaction
from graph.model import Measure, Offer
from graph.past.as_of import as_of
from graph.picture import Pictures, View
from graph.rights import OFFICE
from graph.scope import Scope
from graph.store import open_store
from importers.run import import_path
from tests.visualise.reports import EXAMPLES, LINDENTAL, ON, REAL, Specs, rows_of, table
from visualise.map.network_map import map_spec
from visualise.map.spec import TieState
from visualise.reading import Reading
from visualise.report import changes
from visualise.report.changed import all_changes
from visualise.report.spec import ReportSpec

THEN = date(2025, 12, 1)


@pytest.fixture(scope="module")
def two_states() -> Iterator[tuple[View, View]]:
    """The district as it was entered, and with a measure renamed and an offer added afterwards."""
    with open_store("sqlite::memory:") as store:
        import_path(store, EXAMPLES / LINDENTAL, author="test", now=datetime(2025, 11, 1, tzinfo=UTC))
        view = Pictures(store).current().seen_by(OFFICE)
        measure = view.all(Measure, LINDENTAL)[0]
        offer = view.all(Offer, LINDENTAL)[0]
        new = replace(offer, id=type(offer.id)("f" * 24), external_id="o-neu", title="Neues Angebot", version=1)
        renamed = replace(measure, title="Anders genannt", version=measure.version + 1)
        puts = (Put(renamed), Put(new))
        store.commit(Transaction(puts, author="t", reason="t", at=datetime(2026, 1, 2, tzinfo=UTC)))
        now = Pictures(store).current().seen_by(OFFICE)
        yield as_of(store, THEN, [LINDENTAL]).seen_by(now), now


def told(reading: Reading) -> dict[str, int]:
    return {change.key: len(change.rows) for one in all_changes(reading) for change in one.changes}


def test_ties_between_surveys_are_those_that_the_map_draws(views: dict[str, View]) -> None:
    reading = Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de")
    drawn = map_spec(reading)
    found = told(reading)
    assert (found["bornTies"], found["goneTies"]) == (drawn.number_of(TieState.NEW), drawn.number_of(TieState.ENDED))


def test_what_became_of_measures_is_what_was_written_down(views: dict[str, View]) -> None:
    written = Counter(f"fate{row['change']}" for row in rows_of("plan_changes"))
    found = told(Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de"))
    assert {key: n for key, n in found.items() if key.startswith("fate")} == dict(written)


def test_without_a_day_it_tells_since_the_adoption_of_the_plan(views: dict[str, View], lindental: ReportSpec) -> None:
    answered = [row for row in rows_of("responsibilities") if "2025-02-17" < row["state_since"] <= ON.isoformat()]
    found = told(Reading(views[LINDENTAL], Scope(LINDENTAL), ON, "de"))
    assert found["answerDECLINED"] == sum(row["state"] == "DECLINED" for row in answered)
    assert found["answerACCEPTED"] == sum(row["state"] == "ACCEPTED" for row in answered)
    groups = [group.title for group in table(lindental, "changes-table").groups]
    assert groups[-1] == "Seit dem 17. Februar 2025 (Beschluss „Integrationskonzept Kreis Lindental 2025“)"


def test_every_change_stands_in_full_in_the_annex(lindental: ReportSpec) -> None:
    section = lindental.section("changes")
    for group, annex in zip(table(lindental, "changes-table").groups, section.annex, strict=True):
        (full,) = annex.tables
        assert [row.cells[0].text for row in group.rows] == [one.title for one in full.groups]
        assert [int(one.title.split()[0]) for one in full.groups if one.title[0].isdigit()] == [
            len(one.rows) for one in full.groups if one.title[0].isdigit()
        ]


def test_a_day_is_held_to_what_was_known_on_it(two_states: tuple[View, View]) -> None:
    before, now = two_states
    found = told(Reading(now, Scope(LINDENTAL), ON, "de", since=THEN, before=before))
    assert (found["entered"], found["altered"]) == (1, 1)
    since = all_changes(Reading(now, Scope(LINDENTAL), ON, "de", since=THEN, before=before))[-1]
    assert since.since == "Seit dem 1. Dezember 2025 (verglichen mit dem, was damals bekannt war)"
    rows = [row for change in since.changes for row in change.rows if change.key in ("entered", "altered")]
    assert ("Neues Angebot", "Angebot") in rows
    assert any(name == "Anders genannt" and "→ Anders genannt" in how for name, how in rows)


def test_gaps_open_and_close_between_two_days(two_states: tuple[View, View]) -> None:
    _, now = two_states
    reading = Reading(now, Scope(LINDENTAL), ON, "de", since=THEN)
    (opened,) = [c for one in all_changes(reading) for c in one.changes if c.key == "gapsOpened"]
    messages = {reading.text(gap.message) for gap in reading.gaps}
    assert {name for name, _ in opened.rows} <= messages
    assert any("Lotsendienst Ehrenamt" in name for name, _ in opened.rows) is False  # its money ends on 31 December
    assert "nach heutiger Kenntnis" in all_changes(reading)[-1].since


def test_where_there_is_nothing_to_compare_it_says_what_is_lacking(specs: Specs) -> None:
    for name in REAL:
        section = specs(name, "de", "long").section("changes")
        assert section.say == "Ein früherer Stand zum Vergleich liegt nicht vor."
        assert section.blocks


def test_a_guest_learns_no_ties_of_a_survey(guest: View) -> None:
    reading = Reading(guest, Scope(LINDENTAL), ON, "de")
    assert not [item for item in changes.first_items(reading) if "Verbindung" in item.what]
