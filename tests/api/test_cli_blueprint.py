"""`geflecht blueprint`: models for a gap, and a municipality's slice, for people and for scripts."""

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Captured = pytest.CaptureFixture[str]
ON = ("--on", "2026-01-15", "--dataset", "kreis-lindental")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('blueprint') / 'geflecht.db'}"
    for district in ("kreis-lindental", "landkreis-augsburg"):
        assert run(["--store", address, "import", str(EXAMPLES / district)]) in (0, 1)
    return address


def said(store: str, captured: Captured, *words: str, code: int = 0) -> str:
    captured.readouterr()
    assert run(["--store", store, *words]) == code
    return captured.readouterr().out


def test_models_of_a_gap_in_three_forms(store: str, capsys: Captured) -> None:
    gaps = json.loads(said(store, capsys, "gaps", *ON, "--json"))["gaps"]
    gap = next(gap for gap in gaps if gap["rule"] == "G1")
    answer = json.loads(said(store, capsys, "blueprint", gap["id"], *ON, "--json"))
    assert [answer["wanted"]["fields"][0]["id"], answer["wanted"]["places"][0]["id"]] == [
        gap["cell"]["field"],
        gap["cell"]["place"],
    ]
    table = list(csv.DictReader(io.StringIO(said(store, capsys, "blueprint", gap["id"], *ON, "--csv"))))
    assert [row["externalId"] for row in table] == [model["externalId"] for model in answer["models"]]
    assert table[0]["title"][:12] in said(store, capsys, "blueprint", gap["id"], *ON)


def test_models_of_a_field_come_from_the_other_district_too(store: str, capsys: Captured) -> None:
    asked = ("blueprint", "field=Wohnen und Zusammenleben", "place=Nebelhorst", *ON)
    found = json.loads(said(store, capsys, *asked, "--json"))["models"]
    assert {model["dataset"] for model in found} == {"kreis-lindental", "landkreis-augsburg"}
    english = said(store, capsys, "--lang", "en", *asked, "--csv")
    assert "in progress" in english


def test_the_slice_of_a_municipality(store: str, capsys: Captured) -> None:
    answer = json.loads(said(store, capsys, "blueprint", "--place", "Nebelhorst", *ON, "--json"))
    assert answer["plan"]["externalId"] == "p2025"
    assert [need["externalId"] for need in answer["needs"]] == ["n-06"]
    assert answer["measures"][0]["namesPlace"]
    table = list(csv.DictReader(io.StringIO(said(store, capsys, "blueprint", "--place", "Nebelhorst", *ON, "--csv"))))
    assert len(table) == len(answer["measures"]) + len(answer["needs"]) + len(answer["gaps"])


def test_people_read_headings_in_their_language(store: str, capsys: Captured) -> None:
    assert "Federführend" in said(store, capsys, "blueprint", "field=Wohnen und Zusammenleben", *ON)
    heads, first, *_ = said(store, capsys, "--lang", "en", "blueprint", "--place", "Nebelhorst", *ON).splitlines()
    assert heads.split()[:3] == ["Part", "Key", "Name"]
    assert first.startswith("Measure ")


@pytest.mark.parametrize(
    "words",
    [(), ("field=Wohnen", "--place", "Nebelhorst"), ("field=Unsinn",), ("unsinn",), ("--place", "Unsinn"), ("ort=x",)],
)
def test_wrong_use_is_told_in_one_sentence(store: str, capsys: Captured, words: tuple[str, ...]) -> None:
    error = json.loads(said(store, capsys, "blueprint", *words, *ON, "--json", code=2))["error"]
    assert error["message"]
