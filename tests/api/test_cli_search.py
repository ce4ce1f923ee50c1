"""`geflecht search`: what people type leads to the entry."""

import json
from pathlib import Path

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('soest') / 'geflecht.db'}"
    assert run(["--store", address, "import", str(EXAMPLES / "kreis-soest")]) in (0, 1)
    return address


@pytest.mark.parametrize("typed", ["Bad Sassendorf", "bad sass", "Sasendorf Bad", "05974008"])
def test_what_is_typed_is_found_first(store: str, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--store", store, "search", typed, "--kind", "Orte", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert {key: hits[0][key] for key in ("kind", "dataset", "externalId", "name")} == {
        "kind": "Place",
        "dataset": "kreis-soest",
        "externalId": "05974008",
        "name": "Bad Sassendorf",
    }


def test_people_get_a_table(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--store", store, "search", "Ense", "--first", "1", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "kind,name,dataset,externalId,rank",
        "Place,Ense,kreis-soest,05974012,EXACT",
    ]


def test_an_unknown_kind_is_named(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--store", store, "search", "Ense", "--kind", "Gemüse"]) == 2
    assert "„Gemüse“" in capsys.readouterr().err
