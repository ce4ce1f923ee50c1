"""`geflecht strength --survey` and `--waves`: the network of one survey, and from one to the next."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Captured = pytest.CaptureFixture[str]
ASKED = ("strength", "--on", "2026-01-15")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('lindental') / 'geflecht.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-lindental")]) in (0, 1)
    return address


def said(store: str, captured: Captured, *words: str, code: int = 0) -> str:
    captured.readouterr()
    assert run(["--store", store, *words]) == code
    return captured.readouterr().out


def answered(store: str, captured: Captured, *words: str) -> Any:
    return json.loads(said(store, captured, *ASKED, *words, "--json"))


def test_one_survey_has_its_own_actors_ties_and_day(store: str, capsys: Captured) -> None:
    for survey, n, m, day in (("w23", 96, 136, "2023-06-30"), ("Netzwerkbefragung 2025", 102, 255, "2025-06-30")):
        (network,) = answered(store, capsys, "--survey", survey)["networks"]
        assert (network["n"], network["m"]) == (n, m)
        assert {metric["asOf"] for metric in network["metrics"]} == {day}


def test_all_surveys_come_in_their_order_with_what_changed(store: str, capsys: Captured) -> None:
    first, second = answered(store, capsys, "--waves")["waves"]
    assert (first["survey"], first["change"], second["survey"]) == ("w23", None, "w25")
    (alone,) = answered(store, capsys, "--survey", "w25")["networks"]
    assert {key: second["networks"][0][key] for key in ("n", "m", "metrics")} == {
        key: alone[key] for key in ("n", "m", "metrics")
    }
    change = second["change"]
    assert (change["since"], change["askedInBoth"], change["kept"]) == ("w23", 94, 128)
    assert (len(change["born"]), len(change["gone"]), len(change["entered"])) == (118, 6, 8)
    assert change["left"] == ["Kita Flusspiraten", "Kita Ginsterkinder"]
    assert change["jaccard"]["low"] <= change["jaccard"]["value"] <= change["jaccard"]["high"]


def test_as_a_table_each_survey_is_a_column(store: str, capsys: Captured) -> None:
    scope = ("--waves", "--scope", "place=Eschenfurt")
    rows = list(csv.reader(io.StringIO(said(store, capsys, *ASKED, *scope, "--csv"))))
    assert rows[0] == ["network", "key", "w23", "w25"]
    assert ["Eschenfurt", "n", "24", "25"] in rows
    table = said(store, capsys, *ASKED, *scope)
    assert "eiIndex (actorType)" in table
    assert "DISCONNECTED" in table


def test_a_day_before_every_survey_has_none(store: str, capsys: Captured) -> None:
    before = ("strength", "--on", "2020-01-01", "--waves")
    assert json.loads(said(store, capsys, *before, "--json")) == {"waves": []}
    assert said(store, capsys, *before) == ""
    assert run(["--store", store, *before]) == 0
    assert "keine Befragung" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--survey", "w99"), "Befragung „w99“ gibt es in diesem Datensatz nicht."),
        (("--waves", "--survey", "w23"), "--waves zeigt alle Befragungen, ohne --survey, --actors und --details."),
        (("--waves", "--actors"), "--waves zeigt alle Befragungen, ohne --survey, --actors und --details."),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_sentence(
    store: str, capsys: Captured, words: tuple[str, ...], sentence: str
) -> None:
    error = json.loads(said(store, capsys, *ASKED, *words, "--json", code=2))["error"]
    assert error["message"] == sentence


def test_responsibility_is_a_layer(store: str, capsys: Captured) -> None:
    (network,) = answered(store, capsys, "--layer", "responsibility")["networks"]
    density, two_mode = (
        next(metric for metric in network["metrics"] if metric["key"] == key) for key in ("density", "twoModeDensity")
    )
    assert density["value"] != two_mode["value"]
    assert "jede Maßnahme verbindet alle ihre Akteure" in density["explanation"]


def test_by_dataset_every_district_of_a_store_has_its_network(
    tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    both = f"sqlite:{tmp_path_factory.mktemp('both') / 'geflecht.db'}"
    for name in ("kreis-hoexter", "kreis-soest"):
        assert run(["--store", both, "import", str(EXAMPLES / name)]) in (0, 1)
    networks = json.loads(said(both, capsys, *ASKED, "--by", "dataset", "--json"))["networks"]
    assert [network["name"] for network in networks] == ["kreis-hoexter", "kreis-soest"]
    for network in networks:
        (alone,) = json.loads(said(both, capsys, *ASKED, "--dataset", network["name"], "--json"))["networks"]
        assert (network["n"], network["m"], network["metrics"]) == (alone["n"], alone["m"], alone["metrics"])
