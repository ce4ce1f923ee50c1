"""What is refused or left out, and the sentence that says why."""

from collections import Counter
from pathlib import Path

import pytest

from graph.model import (
    Actor,
    Measure,
    Offer,
    Responsibility,
    Source,
    Term,
)
from tests.importers.district_files import ACTORS, imported, refusals, small, workbook, write


def test_a_reference_to_nobody_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title\nm,A\n",
        responsibilities="measure_id,actor_id,role\nm,vhss,Träger\nx9,ki,Träger\n",
    )
    assert refusals(found) == [
        ("MISSING_REFERENCE", 2, "actor_id", "vhss"),
        ("MISSING_REFERENCE", 3, "measure_id", "x9"),
    ]
    assert "Meinten Sie „vhs“?" in found.result.rejected[0].message.de


def test_what_points_at_a_refused_row_is_refused_as_well(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        measures="measure_id,title,plan_id\nm,A,nix\n",
        plans="plan_id,title\np,Konzept\n",
        responsibilities="measure_id,actor_id,role\nm,ki,Träger\n",
    )
    assert [(p.code, p.spot.file) for p in found.result.rejected] == [
        ("MISSING_REFERENCE", "measures.csv"), ("MISSING_REFERENCE", "responsibilities.csv")
    ]  # fmt: skip
    assert "wurde selbst nicht übernommen" in found.result.rejected[1].message.de
    assert found.all(Responsibility) == {}


def test_the_second_row_with_an_id_is_refused(tmp_path: Path) -> None:
    found = small(tmp_path, measures="measure_id,title,kind\nm,A,Maßnahme\nm,B,Angebot\n")
    assert refusals(found) == [("DUPLICATE_ID", 3, None, None)]
    assert "measures.csv, Zeile 2" in found.result.rejected[0].message.de
    assert (set(found.all(Measure)), found.all(Offer)) == ({"m"}, {})


def test_an_unknown_heading_is_told_and_its_cells_are_not_stored(tmp_path: Path) -> None:
    found = imported(write(tmp_path / "k", {"actors": "actor_id,name,Geburtsdatum\nki,KI,01.02.1970\n"}))
    assert [(left.code, left.spot.column) for left in found.result.left_out] == [("UNKNOWN_HEADING", "Geburtsdatum")]
    assert "1970" not in repr([found.records, found.result.as_dict()])


def test_two_headings_for_one_column_are_told(tmp_path: Path) -> None:
    found = imported(write(tmp_path / "k", {"measures": "measure_id,title,Zuständig,Träger\nm,A,Amt,Verein\n"}))
    assert found.codes() == {"SAME_COLUMN": 1}
    assert set(found.all(Responsibility)) == {"m|Amt"}


def test_a_single_sheet_of_another_name_is_known_by_its_headings(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "x.xlsx", {"Tabelle1": [["Kennung", "Name", "Art", "Kommune"], ["a", "Verein A", "Verein", ""]]}
    )
    assert set(imported(book).all(Actor)) == {"a"}


def test_steps_that_lead_back_are_refused(tmp_path: Path) -> None:
    terms = "term_id,scheme,label,broader\na,field,A,b\nb,field,B,a\nc,field,C,\n"
    found = imported(write(tmp_path / "k", {"terms": terms}))
    assert Counter(p.code for p in found.result.rejected) == {"CYCLE": 2}
    assert set(found.all(Term)) == {"c"}


@pytest.mark.parametrize(
    ("table", "text", "code"),
    [
        ("places", "place_id,name,population\np,Ort,viele\n", "NOT_A_NUMBER"),
        ("places", "place_id,name,lat\np,Ort,5150\n", "OUT_OF_RANGE"),
        ("places", "place_id,name,ags\np,Ort,12AB\n", "NOT_AN_AGS"),
        ("places", "place_id,name,kind\np,Ort,Planet\n", "UNKNOWN_WORD"),
        ("tie_reports", "tie_report_id,reporter_actor_id,about_actor_id,answer,level\nt,ki,mo,YES,7\n", "OUT_OF_RANGE"),
        ("cooperations", "actor_a,actor_b,level\nki,mo,2.5\n", "NOT_A_WHOLE_NUMBER"),
        ("actors", "actor_id,name,volunteer\na,A,vielleicht\n", "NOT_YES_OR_NO"),
        ("actors", "actor_id,municipality\na,Ort\n", "MISSING_COLUMN"),
        ("consents", "consent_id,given_on\nc,2025\n", "NOT_A_DAY"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_with_its_column(tmp_path: Path, table: str, text: str, code: str) -> None:
    tables = {"actors": ACTORS, table: text}
    found = imported(write(tmp_path / "k", tables))
    (problem,) = found.result.rejected
    assert (problem.code, problem.spot.file, problem.spot.row) == (code, f"{table}.csv", 2)
    assert problem.spot.column is not None
    assert problem.message.de.startswith(f"Datei „{table}.csv“, Zeile 2, Spalte „{problem.spot.column}“: ")


def test_very_long_words_and_very_large_numbers_break_nothing(tmp_path: Path) -> None:
    """A wording of a page is a source all the same; a number beyond reason and a cell beyond measure are refused."""
    wording = "Seite " * 400
    text = f"measure_id,title,source,min_partners\nm,A,{wording},\nn,B,,{'9' * 30}\no,{'C' * 40_000},,\n"
    found = small(tmp_path, measures=text)
    assert [(p.code, p.spot.row) for p in found.result.rejected] == [("OUT_OF_RANGE", 3), ("TEXT_TOO_LONG", 4)]
    (source,) = found.all(Source).values()
    assert source.title == wording.strip()
    assert len(source.external_id) < 400
    again = imported(write(tmp_path / "k", {"measures": text}), found.store)
    assert (again.result.added, again.result.changed) == ({}, {})


def test_the_same_row_twice_is_left_out_and_not_refused(tmp_path: Path) -> None:
    lines = [["Nr.", "Maßnahme", "Status"], ["1", "Lotsen", "geplant"], ["2", "Paten", ""], ["1", "Lotsen", "geplant"]]
    again = [["Nr.", "Maßnahme", "Status"], ["2", "Paten", ""], ["1", "Lotsen", "laufend"]]
    found = imported(workbook(tmp_path / "plan.xlsx", {"Maßnahmen 2024": lines, "Maßnahmen 2025": again}))
    told = [(left.code, left.spot.sheet, left.spot.row) for left in found.result.left_out]
    assert told == [("SAME_ROW", "Maßnahmen 2024", 4), ("SAME_ROW", "Maßnahmen 2025", 2)]
    assert "Blatt „Maßnahmen 2024“, Zeile 3" in found.result.left_out[1].reason.de
    assert [(p.code, p.spot.sheet, p.spot.row) for p in found.result.rejected] == [
        ("DUPLICATE_ID", "Maßnahmen 2025", 3)
    ]


def test_rows_with_a_key_of_several_columns_count_once_too(tmp_path: Path) -> None:
    rows = "event_id,actor_id,invited\ne,ki,ja\ne,mo,ja\ne,ki,ja\n"
    found = small(tmp_path, events="event_id,title\ne,Fest\n", attendances=rows)
    assert found.codes() == {"SAME_ROW": 1}
