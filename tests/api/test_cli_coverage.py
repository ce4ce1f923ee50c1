"""`geflecht coverage`, the commands that decide, and the ledger: what they print and what they refuse."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Captured = pytest.CaptureFixture[str]
ON = ("--on", "2026-01-15")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('lindental') / 'geflecht.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-lindental")]) in (0, 1)
    return address


def said(store: str, captured: Captured, *words: str, code: int = 0) -> str:
    captured.readouterr()
    assert run(["--store", store, *words]) == code
    return captured.readouterr().out


def answer(store: str, captured: Captured, *words: str, code: int = 0) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(said(store, captured, *words, "--json", code=code))
    return loaded


def test_the_cube_as_json_counts_what_its_cells_and_its_matrix_say(store: str, capsys: Captured) -> None:
    found = answer(store, capsys, "coverage", *ON)
    states = [cell["state"] for cell in found["cells"]]
    assert found["counts"] == {state: states.count(state) for state in found["counts"]}
    known = sum(states.count(state) for state in ("COVERED", "NOMINAL", "GAP"))
    assert found["share"] == pytest.approx(states.count("COVERED") / known)
    matrix = found["matrix"]
    assert [entry["name"] for entry in matrix["rows"]] == [entry["name"] for entry in found["axes"]["place"]]
    summed = [entry["counts"]["GAP"] for row in matrix["entries"] for entry in row]
    assert sum(summed) == states.count("GAP") > 0
    assert all(cell["explanation"] for cell in found["cells"])


def test_rows_columns_and_filters_can_be_chosen(store: str, capsys: Captured) -> None:
    chosen = ("--rows", "group", "--columns", "place", "--field", "Wohnberatung", "--place", "Eschenfurt-Nord")
    found = answer(store, capsys, "coverage", *ON, *chosen)
    assert [entry["name"] for entry in found["axes"]["field"]] == ["Wohnen und Zusammenleben"]
    assert [entry["name"] for entry in found["matrix"]["columns"]] == ["Eschenfurt"]
    assert len(found["matrix"]["rows"]) == 4


def test_without_what_is_district_wide_less_is_covered(store: str, capsys: Captured) -> None:
    counted = answer(store, capsys, "coverage", *ON)
    alone = answer(store, capsys, "coverage", *ON, "--no-district-wide")
    assert alone["counts"]["COVERED"] < counted["counts"]["COVERED"]
    assert (counted["districtWideCounts"], alone["districtWideCounts"]) == (True, False)


def test_one_cell_explains_itself(store: str, capsys: Captured) -> None:
    out = said(store, capsys, "--lang", "en", "coverage", *ON, "--cell", "f-a|Ginsterloh|z-m")
    assert "gap. Nobody does anything here: so says the inventory (11 May 2024," in out
    assert out.rstrip().endswith("“Integrationskonzept Kreis Lindental 2025” names no measure here.")


def test_the_cells_as_csv(store: str, capsys: Captured) -> None:
    rows = list(csv.DictReader(io.StringIO(said(store, capsys, "coverage", *ON, "--csv", "--place", "Nebelhorst"))))
    assert {row["place"] for row in rows} == {"Nebelhorst"}
    assert len(rows) == 24
    assert "NOT_REQUIRED" in {row["state"] for row in rows}


@pytest.mark.parametrize(
    "words",
    [
        ("--rows", "moon"),
        ("--rows", "place", "--columns", "ort"),
        ("--cell", "Wohnen|Eschenfurt"),
        ("--cell", "f-w|Atlantis|z-m"),
        ("--group", "Ehrenamtliche"),
        ("--plan", "none"),
    ],
)
def test_what_is_no_part_of_the_cube_is_refused(store: str, capsys: Captured, words: tuple[str, ...]) -> None:
    assert answer(store, capsys, "coverage", *words, code=2)["error"]["code"] == "WRONG_USE"


def test_deciding_looking_and_waiving_change_what_the_gaps_say(store: str, capsys: Captured) -> None:
    def gap(rule: str, name: str) -> dict[str, Any]:
        listed = answer(store, capsys, "gaps")["gaps"]
        found: dict[str, Any] = next(g for g in listed if g["rule"] == rule and g["subject"]["name"].startswith(name))
        return found

    nobody = gap("G3", "")
    answer(store, capsys, "decide", nobody["id"], "planned", "--measure", "m25-43", "--reason", "in Arbeit")
    assert next(g for g in answer(store, capsys, "gaps")["gaps"] if g["id"] == nobody["id"])["state"] == "PLANNED"

    cell = ("coverage", "--cell", "f-w|Weidenkoog|z-m")
    assert answer(store, capsys, *cell)["state"] == "UNKNOWN"
    answer(store, capsys, "inventory", "--field", "f-w", "--place", "Weidenkoog", "--by", "ki", "--source", "s08")
    assert answer(store, capsys, *cell)["state"] == "GAP"
    here = ("--field", "f-w", "--place", "Weidenkoog", "--group", "z-m")
    answer(store, capsys, "not-required", *here, "--reason", "niemand betroffen", "--until", "2099-12-31")
    assert answer(store, capsys, *cell)["state"] == "NOT_REQUIRED"


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "G3:m25-49", "accepted"),
        ("decide", "G3:m25-49", "planned"),
        ("decide", "G3:m25-49", "sideways"),
        ("decide", "G99:m25-49", "acknowledged"),
        ("decide", "G3:m25-49", "planned", "--measure", "none"),
        ("not-required", "--reason", "x", "--field", "Wohnberatung"),
        ("inventory", "--field", "Mondfahrt"),
        ("inventory", "--on", "2999-01-01"),
        ("gaps", "--ledger", "--by", "guess"),
    ],
)
def test_what_lacks_something_is_refused_with_one_sentence(
    store: str, capsys: Captured, words: tuple[str, ...]
) -> None:
    assert answer(store, capsys, *words, code=2)["error"]["message"]


def test_the_ledger_counts_the_gaps_that_are_there_and_says_since_when(store: str, capsys: Captured) -> None:
    book = answer(store, capsys, "gaps", "--ledger")
    certain = [gap for gap in answer(store, capsys, "gaps", "--first-seen")["gaps"] if gap["truth"] == "YES"]
    assert {gap["id"] for gap in book["gaps"] if gap["open"]} == {gap["id"] for gap in certain}
    assert book["quarters"][-1]["openAtEnd"] == len(certain)
    assert {gap["firstSeen"] for gap in certain} == {book["days"][0]}
