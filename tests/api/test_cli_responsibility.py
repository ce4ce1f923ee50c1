"""Acceptance on the command line: asked, accepted, declined, ended; errors are one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.entry import run
from tests.importers.district_files import write

Run = Callable[..., tuple[int, str, str]]

TABLES = {
    "actors": "actor_id,name\na1,Caritas\n",
    "measures": "measure_id,title,status_code\nm1,Sprachcafé,IN_PROGRESS\n",
    "responsibilities": (
        "measure_id,actor_id,role,responsibility_id,state,state_since\nm1,a1,federführend,r1,PROPOSED,2025-02-17\n"
    ),
    "sources": "source_id,title\ns1,Protokoll\n",
}


@pytest.fixture
def geflecht(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GEFLECHT_STORE", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert command("import", str(write(tmp_path / "kreis", TABLES)))[0] == 0
    return command


def waiting(geflecht: Run) -> list[str]:
    gaps = json.loads(geflecht("gaps", "--json", "--on", "2026-01-15")[1])["gaps"]
    return [gap["message"] for gap in gaps if gap["rule"] == "G4"]


def test_an_acceptance_with_its_proof_closes_the_gap(geflecht: Run) -> None:
    assert waiting(geflecht) == ["Caritas hat für „Sprachcafé“ seit 332 Tagen nicht zugesagt."]
    code, out, err = geflecht("responsibility", "accept", "r1", "--proof", "Schreiben", "--on", "2025-03-01")
    assert (code, out, err) == (0, "", "Caritas, „Sprachcafé“: hat zugesagt (Stand 2).\n")
    assert waiting(geflecht) == []
    register = json.loads(geflecht("register", "responsibilities", "--json")[1])
    (row,) = (dict(zip(register["columns"], values, strict=True)) for values in register["rows"])
    assert (row["state"], row["stateSince"], row["confirmedOn"]) == ("ACCEPTED", "2025-03-01", "2025-03-01")
    assert (row["proof"], row["mark"]) == ("Schreiben", None)


def test_a_refusal_is_followed_by_asking_and_a_source_is_a_proof(geflecht: Run) -> None:
    code, out, _ = geflecht("responsibility", "ablehnen", "r1", "--source", "Protokoll", "--on", "2025-06-01", "--json")
    assert (code, json.loads(out)["state"], json.loads(out)["version"]) == (0, "DECLINED", 2)
    assert waiting(geflecht) == ["Caritas hat „Sprachcafé“ abgelehnt, und niemand ist an die Stelle getreten."]
    assert geflecht("responsibility", "ask", "r1", "--on", "2026-01-10", "--reason", "neuer Anlauf")[0] == 0
    assert waiting(geflecht) == []
    assert "neuer Anlauf" in geflecht("history", "r1")[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("accept", "r9", "--proof", "x"), "gibt es in diesem Datensatz nicht"),
        (("accept", "r1"), "woran man es sieht"),
        (("accept", "r1", "--proof", "x", "--on", "2999-01-01"), "liegt in der Zukunft"),
        (("accept", "r1", "--proof", "x", "--on", "2025-02-16"), "vor dem jetzigen Stand"),
        (("accept", "r1", "--proof", "x", "--on", "gestern"), "ist kein Datum"),
        (("accept", "r1", "--source", "s9"), "Quelle „s9“ gibt es"),
        (("segnen", "r1"), "möglich sind ask, accept, decline und end"),
        (("ask", "r1", "--reason", " "), "einen Grund"),
    ],
)
def test_an_error_is_one_sentence_and_writes_nothing(geflecht: Run, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = geflecht("responsibility", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err
    assert json.loads(geflecht("check", "--json")[1])["revision"] == 1


def test_what_has_ended_is_over(geflecht: Run) -> None:
    assert geflecht("responsibility", "end", "r1", "--proof", "Kündigung")[0] == 0
    code, _, err = geflecht("responsibility", "ask", "r1")
    assert code == 2
    assert err == "Der Stand ist „beendet“; „fragen“ geht nur aus dem Stand: vorgeschlagen, hat abgelehnt.\n"
