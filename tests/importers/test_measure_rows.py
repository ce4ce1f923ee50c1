"""Rows of measures: kinds, status words, times, and the table as coordinators keep it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.dates import VagueDate
from graph.model import (
    Actor,
    Contribution,
    Measure,
    Plan,
    Responsibility,
    StatusReport,
    Term,
)
from graph.model.states import (
    MeasureStatus,
    PlanStatus,
    Reach,
    ResponsibilityState,
    Role,
)
from graph.store import open_store
from importers.run import import_path
from tests.importers.district_files import ACTORS, imported, refusals, small, workbook, write


def test_an_unknown_status_word_is_kept_and_told(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,status\nm,Lotsen,auf dem Weg\n")
    measure = found.one(Measure, "m")
    assert (measure.status, measure.status_text) == (MeasureStatus.UNKNOWN, "auf dem Weg")
    assert found.codes() == {"UNKNOWN_STATUS": 1}


def test_the_code_decides_and_the_word_is_kept(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,status,status_code\nm,Lotsen,läuft so halb,DELAYED\n")
    assert (found.one(Measure, "m").status, found.one(Measure, "m").status_text) == (
        MeasureStatus.DELAYED, "läuft so halb"
    )  # fmt: skip


def test_an_unknown_code_is_refused_with_the_codes_there_are(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,status_code\nm,Lotsen,HALFWAY\n")
    assert refusals(found) == [("UNKNOWN_WORD", 2, "status_code", "HALFWAY")]
    assert "PROPOSED, PLANNED" in found.result.rejected[0].message.de


def test_a_limited_time_gives_a_measure_its_end_and_no_status_of_the_day(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,status\na,A,befristet bis Ende 2024\nb,B,befristet bis 2027\n")
    past, coming = found.one(Measure, "a"), found.one(Measure, "b")
    assert (past.status, coming.status) == (MeasureStatus.IN_PROGRESS, MeasureStatus.IN_PROGRESS)
    assert past.end is not None
    assert (past.end.text, str(past.end.latest)) == ("Ende 2024", "2024-12-31")


def test_a_dated_status_is_kept_as_written_and_is_no_note(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,status\na,A,abgeschlossen 2023\n").one(Measure, "a")
    assert (found.status, found.status_text, found.note) == (MeasureStatus.COMPLETED, "abgeschlossen 2023", None)


def test_the_day_of_the_import_changes_no_record(tmp_path: Path) -> None:
    table = {"measures": "measure_id,title,status\na,A,befristet bis 30.06.2025\n"}
    found = []
    for day in (datetime(2025, 1, 15, tzinfo=UTC), datetime(2025, 7, 15, tzinfo=UTC)):
        store = open_store("sqlite::memory:")
        import_path(store, write(tmp_path / "k", table), author="test", now=day)
        found.append(store.read((Measure,), ["k"])[1])
    assert found[0] == found[1]


def test_start_and_end_come_from_the_wording_if_nothing_else_gives_them(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,start,time_text\nm,A,,Mitte 2022 bis Ende 2024\nn,B,2023,Mitte 2022 bis Ende 2024\n",
    )
    worded, stated = found.one(Measure, "m"), found.one(Measure, "n")
    assert [d.text if d else None for d in (worded.start, worded.end)] == ["Mitte 2022", "Ende 2024"]
    assert [d.text if d else None for d in (stated.start, stated.end)] == ["2023", None]
    assert worded.time_text == stated.time_text == "Mitte 2022 bis Ende 2024"


def test_a_word_for_the_whole_district_is_a_reach_and_no_place(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,municipality\nm,A,kreisweit\n")
    assert (found.one(Measure, "m").reach, found.one(Measure, "m").places) == (Reach.DISTRICT, ())


def test_a_list_is_separated_by_semicolons_and_never_by_commas(tmp_path: Path) -> None:
    text = 'measure_id,title,target_group\nm,A,"Kinder; Eltern, besonders Mütter; Mutter"\n'
    found = small(tmp_path, measures=text)
    groups = [t.label for t in found.all(Term).values() if t.scheme == "target_group"]
    assert sorted(groups) == ["Eltern, besonders Mütter", "Kinder", "Mutter"]


def test_a_date_that_is_not_understood_is_kept_and_told(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,start\nm,A,demnächst\n")
    assert found.one(Measure, "m").start == VagueDate("demnächst")
    assert found.codes() == {"DATE_NOT_UNDERSTOOD": 1}


def test_a_month_where_a_day_is_needed_is_kept_as_wording(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,confirmed_on\nm,A,2025-05\nn,B,bald\n")
    assert (found.one(Measure, "m").confirmed_on, found.one(Measure, "m").as_written) == (
        None, ("Bestätigt am: 2025-05",)
    )  # fmt: skip
    assert refusals(found) == [("NOT_A_DAY", 3, "confirmed_on", "bald")]


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("beschlossen", PlanStatus.ADOPTED), ("in Überarbeitung", PlanStatus.PROPOSED),
        ("abgelöst", PlanStatus.SUPERSEDED), ("abgeschlossen", PlanStatus.ADOPTED), ("rätselhaft", PlanStatus.UNKNOWN),
    ],
)  # fmt: skip
def test_the_status_of_a_plan(tmp_path: Path, status: str, meant: PlanStatus) -> None:
    found = small(tmp_path, measures=f"measure_id,title,kind,status\np,Konzept,Integrationskonzept,{status}\n")
    assert (found.one(Plan, "p").status, found.one(Plan, "p").status_text) == (meant, status)


def test_a_district_table_with_german_headings_and_names(tmp_path: Path) -> None:
    """One sheet, as a coordinator keeps it: who is in charge stands in it by name, some names are new."""
    heading = [
        "Nr.", "Handlungsfeld", "Ziel", "Maßnahme", "Beschreibung", "Art", "Federführung", "Zuständig",
        "Kooperationspartner", "Zielgruppe", "Kommune", "Beginn", "Ende", "Zeitangabe (Text)", "Finanzierung",
        "Beschluss nötig", "Priorität", "Indikator", "Zielwert", "Istwert", "Umsetzungsstand", "Begründung",
        "Stand (Datum)", "Quelle",
    ]  # fmt: skip
    row = [
        "1.1", "Sprache", "Alle lernen Deutsch", "Sprachpaten", "Paten üben mit Familien.", "Projekt", "Brücke e.V.",
        "Schulamt", "Volkshochschule\nBücherei", "Familien; Kinder", "kreisweit", "2025", "31.12.2026", "zwei Jahre",
        "Landesmittel", "ja", "Schwerpunkt", "Zahl der Paten", 40, 12, "in Arbeit", "zu wenige Paten", "30.06.2025",
        "Konzept 2025, S. 4",
    ]  # fmt: skip
    open_row = ["1.2", "Sprache", "", "Leseclub", "", "Projekt", "N.N.", "offen", "-"] + [""] * 15
    path = workbook(tmp_path / "plan.xlsx", {"Maßnahmenplan 2025": [["Maßnahmen des Kreises"], heading, row, open_row]})
    write(tmp_path / "first", {"actors": ACTORS})
    found = imported(path, imported(tmp_path / "first", dataset="k").store, dataset="k")
    assert found.result.rejected == ()
    assert found.codes() == {"ABOVE_HEADINGS": 1}
    measure = found.one(Measure, "1.1")
    assert (measure.title, measure.goal_text, measure.number) == ("Sprachpaten", "Alle lernen Deutsch", "1.1")
    assert (measure.status, measure.status_text) == (MeasureStatus.IN_PROGRESS, "in Arbeit")
    assert (measure.funding_text, measure.priority, measure.reach) == ("Landesmittel", "Schwerpunkt", Reach.DISTRICT)
    assert set(measure.as_written) == {
        "Beschreibung: Paten üben mit Familien.", "Beschluss nötig: ja", "Zielwert: 40", "Istwert: 12",
    }  # fmt: skip
    roles = {found.keys(e.source)[0]: (e.role, e.state) for e in found.all(Responsibility).values()}
    assert roles == {
        "mo": (Role.LEAD, ResponsibilityState.PROPOSED), "Schulamt": (Role.SHARED, ResponsibilityState.PROPOSED),
    }  # fmt: skip
    partners = sorted(key for e in found.all(Contribution).values() for key in found.keys(e.source))
    assert partners == ["Bücherei", "vhs"]
    assert found.one(Actor, "Bücherei").name == "Bücherei"
    report = found.one(StatusReport, "1.1|30.06.2025")
    assert (report.text, report.status_text, report.status) == (
        "zu wenige Paten",
        "in Arbeit",
        MeasureStatus.IN_PROGRESS,
    )
    assert set(found.all(Measure)) == {"1.1", "1.2"}  # and nobody is called N.N.
    assert set(found.all(Actor)) == {"ki", "mo", "vhs", "Schulamt", "Bücherei"}
    assert found.keys(measure.stated_in) == ["Konzept 2025, S. 4"]


def test_headings_as_plans_have_them(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="Lfd. Nr.;Maßnahme;Hauptzielgruppen;Verantwortliche Stelle;Intern;Extern\n"
        '7;Lotsen;Familien;KI-Amt;Jugendamt, Sozialamt;\n8;Paten;Kinder;KI-Amt;Jugendamt;"Caritas; AWO"\n',
    )
    assert found.codes() == {}
    names = {actor.id: actor.name for actor in found.all(Actor).values()}
    partners = [(edge.target, names[edge.source]) for edge in found.all(Contribution).values()]
    lotsen, paten = (found.one(Measure, key) for key in ("7", "8"))
    assert sorted(name for target, name in partners if target == lotsen.id) == ["Jugendamt, Sozialamt"]
    assert sorted(name for target, name in partners if target == paten.id) == ["AWO", "Caritas", "Jugendamt"]
    assert {edge.role_text for edge in found.all(Contribution).values()} == {"Intern / Extern"}
    assert {names[edge.source] for edge in found.all(Responsibility).values()} == {"KI-Amt"}
    assert found.keys(paten.target_groups)


def test_intern_alone_is_no_column_of_names(tmp_path: Path) -> None:
    found = small(tmp_path, measures="Nr.;Maßnahme;Status;Intern\n1;Lotsen;geplant;ja\n")
    assert found.codes() == {"UNKNOWN_HEADING": 1}
    assert found.all(Contribution) == {}


def test_two_columns_that_hold_no_names_are_not_joined(tmp_path: Path) -> None:
    found = small(tmp_path, measures="Nr.;Maßnahme;Ziel;Stand;Status\n1;Lotsen;Z;laufend;geplant\n")
    assert found.codes() == {"SAME_COLUMN": 1}
