"""`geflecht propose` and `geflecht proposal`: what is shown, what scripts read, and a proposal's way."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.entry import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Captured = pytest.CaptureFixture[str]
ASKED = ("--dataset", "kreis-lindental", "--on", "2026-01-15")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:{tmp_path_factory.mktemp('planning') / 'geflecht.db'}"
    for name in ("kreis-lindental", "kreis-hoexter"):
        assert run(["--store", address, "import", str(EXAMPLES / name)]) in (0, 1)
    return address


def said(store: str, captured: Captured, *words: str, code: int = 0) -> tuple[str, str]:
    captured.readouterr()
    assert run(["--store", store, *words]) == code
    read = captured.readouterr()
    return read.out, read.err


def as_json(store: str, captured: Captured, *words: str, code: int = 0) -> Any:
    return json.loads(said(store, captured, *words, "--json", code=code)[0])


def test_the_shape_that_scripts_read(store: str, capsys: Captured) -> None:
    answer = as_json(store, capsys, "propose", "--k", "3", *ASKED)
    assert set(answer) == {
        "dataset", "asOf", "proposals", "askFirst", "effects", "candidates", "askFirstCount", "declined", "underWay",
    }  # fmt: skip
    assert (len(answer["proposals"]), len(answer["askFirst"])) == (3, 3)
    first, asked = answer["proposals"][0], answer["askFirst"][0]
    assert set(first) == {"actors", "truth", "points", "common", "reasons", "about", "nextStep", "closes", "similarity"}
    assert [set(actor) for actor in first["actors"]] == [{"id", "externalId", "name"}] * 2
    assert (first["truth"], asked["truth"], asked["points"]) == ("YES", "UNKNOWN", None)
    assert all(set(effect) == {"key", "name", "before", "after"} for effect in answer["effects"])
    gaps = {gap["id"] for gap in as_json(store, capsys, "gaps", *ASKED)["gaps"]}
    assert {gap for one in answer["proposals"] for gap in one["closes"]} <= gaps


def test_a_table_for_people_and_csv_for_spreadsheets(store: str, capsys: Captured) -> None:
    out, err = said(store, capsys, "propose", "--k", "2", *ASKED)
    assert "Vorschläge: wer als Nächstes mit wem" in out
    assert "Erst nachfragen" in out
    assert "weiteren" in err
    rows = list(csv.DictReader(io.StringIO(said(store, capsys, "propose", "--k", "2", "--csv", *ASKED)[0])))
    assert [row["truth"] for row in rows] == ["YES", "YES", "UNKNOWN", "UNKNOWN"]
    english, _ = said(store, capsys, "--lang", "en", "propose", "--k", "1", *ASKED)
    assert "Proposals: who should work with whom next" in english


def test_of_many_gaps_of_a_rule_the_first_ten_are_shown_and_the_rest_is_counted(store: str, capsys: Captured) -> None:
    out, err = said(store, capsys, "gaps", *ASKED)
    everything = as_json(store, capsys, "gaps", *ASKED)["gaps"]
    counts = {rule: sum(gap["rule"] == rule for gap in everything) for rule in ("G9", "G17", "G18")}
    assert counts == {"G9": 181, "G17": 5, "G18": 50}
    rows = [line.split()[0] for line in out.splitlines() if line[:1] == "G"]
    assert {rule: rows.count(rule) for rule in counts} == {"G9": 10, "G17": 5, "G18": 10}
    assert err == f"{len(everything) - len(rows)} weitere Lücken zeigen --csv und --json.\n"


def test_the_wish_of_hoexter_is_read_aloud(store: str, capsys: Captured) -> None:
    out, _ = said(store, capsys, "propose", "--dataset", "kreis-hoexter", "--on", "2026-01-15")
    words = " ".join(out.split())
    assert "Flüchtlingsinitiativen" in words
    assert "stärkere Vernetzung der Sportvereine" in words


def test_a_proposal_goes_its_way_and_is_not_made_twice(store: str, capsys: Captured) -> None:
    keep = ("--dataset", "kreis-lindental")
    made = as_json(store, capsys, "proposal", "suggest", "mo-08", "jc", *keep, "--on", "2026-01-16")
    assert (made["externalId"], made["state"], made["version"]) == ("jc|mo-08", "SUGGESTED", 1)
    again = as_json(store, capsys, "propose", *ASKED)
    assert again["underWay"] == 1
    _, err = said(store, capsys, "proposal", "suggest", "jc", "mo-08", *keep, code=2)
    assert "gibt es schon" in err
    assert as_json(store, capsys, "proposal", "invite", "jc|mo-08", *keep)["state"] == "INVITED"
    _, err = said(store, capsys, "proposal", "decline", "jc|mo-08", *keep, code=2)
    assert "Grund der Absage" in err
    _, err = said(store, capsys, "proposal", "decline", "jc|mo-08", "--reason", "keine Zeit", *keep)
    assert err.startswith("jc|mo-08: abgelehnt (Stand")
    register = as_json(store, capsys, "register", "proposals", *keep)
    row = dict(zip(register["columns"], register["rows"][0], strict=True))
    assert (row["state"], row["declineReason"], row["gaps"]) == ("DECLINED", "keine Zeit", 1)
    assert row["reasons"].startswith("Gewünscht: „Jobcenter kommt in den Verein“.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("proposal", "marry", "jc"), "möglich: suggest, invite, agree, working, decline"),
        (("proposal", "invite", "a", "b"), "genau einen Vorschlag"),
        (("proposal", "suggest", "jc", "jc"), "mindestens zwei Akteure"),
        (("proposal", "suggest", "jc", "niemand"), "niemand"),
        (("propose", "--k", "0"), "passt nicht"),
    ],
)
def test_wrong_use_is_one_sentence(store: str, capsys: Captured, words: tuple[str, ...], told: str) -> None:
    _, err = said(store, capsys, *words, "--dataset", "kreis-lindental", code=2)
    assert told in err
    assert len(err.strip().splitlines()) == 1
