"""Participation in reports: invitations and heads, wishes, statements; what nobody recorded is said."""

from collections import Counter

from tests.visualise.reports import REAL, Specs, column, prose, rows_of, table
from visualise.report.spec import ReportSpec


def test_what_is_approximate_stays_approximate(specs: Specs) -> None:
    german, english = (specs("kreis-soest", lang, "long") for lang in ("de", "en"))
    assert "etwa 140 von mehr als 400 Eingeladenen, also etwa 35 %" in german.section("participation").say
    assert "about 140 of more than 400 people invited came, so about 35%" in english.section("participation").say
    rows = [[cell.text for cell in row.cells[1:]] for row in table(german, "events-table").rows]
    assert ["alle Akteure", "mehr als 400", "etwa 140", "etwa 35 %"] in rows


def test_invitations_are_counted_as_they_were_written_down(lindental: ReportSpec) -> None:
    invited = Counter(row["event_id"] for row in rows_of("attendances") if row["invited"] == "yes")
    told = {
        row.cells[0].text: row.cells[2].value
        for row in table(lindental, "events-table").rows
        if row.cells[1].text == "eingeladene Akteure"
    }
    titles = {row["event_id"]: row["title"] for row in rows_of("events")}
    held = {titles[event]: n for event, n in invited.items() if titles[event] in told}
    assert held == told
    assert len(told) == 19


def test_who_certainly_comes_less_often_is_named(lindental: ReportSpec) -> None:
    assert table(lindental, "types-table").sub.endswith(f"Sicher seltener als im Ganzen kamen: {BELOW}.")


BELOW = "Migrantenorganisation und Sportverein"


def test_every_need_is_told_with_what_became_of_it(lindental: ReportSpec) -> None:
    wishes = table(lindental, "wishes-table")
    assert {row["text"] for row in rows_of("needs")} <= set(column(wishes, 0))
    assert wishes.sub.startswith("7 von 20 ")
    assert all(column(wishes, 2))


def test_statements_are_counted_and_silence_is_no_approval(lindental: ReportSpec) -> None:
    stances = Counter(row["stance"] for row in rows_of("statements"))
    told = table(lindental, "statements-table")
    assert (told.size, stances["NO_REPLY"]) == (13, 3)
    assert f"stimmt zu: {stances['AGREES']}" in told.sub
    assert "keine Antwort: 3" in told.sub


def test_what_is_not_recorded_is_said_with_who_could_record_it(specs: Specs) -> None:
    for name in REAL:
        spec = specs(name, "de", "long")
        assert "Stellungnahmen der Kommunen sind nicht erfasst." in prose(spec)
        assert all(row.cells[2].text for row in table(spec, "events-table").rows)
